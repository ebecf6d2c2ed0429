using KerasLikeRnn.Engine;
using KerasLikeRnn.TensorFlow.Data;
using static KerasLikeRnn.Builtins;

namespace KerasLikeRnn.Tests.TensorFlow.Data;

/// <summary>Datasets of what stands in files. The texts and bytes are those of TensorFlow 2.9 for the same files.</summary>
[Collection("Seeds")]
public sealed class FileDatasetTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Lines_come_without_what_ends_them()
    {
        var path = Written("a.txt", "one\r\ntwo\n\nfour");
        var ds = tf.data.TextLineDataset(path);
        Assert.Equal("[b'one', b'two', b'', b'four']", Shown(ds));
        Assert.Equal("<TextLineDatasetV2 element_spec=TensorSpec(shape=(), dtype=tf.string, name=None)>", str(ds));
        Assert.Equal(
            $"{folder}/none; No such file or directory",
            Assert.Throws<FileNotFoundException>(() => tf.data.TextLineDataset(folder + "/none").ToList()).Message);
    }

    [Fact]
    public void Files_are_listed_sorted_or_shuffled_under_a_seed()
    {
        foreach (var name in new[] { "b.txt", "a.txt", "c.csv", "d.txt" }) Written(name, name);
        Assert.Equal(["a.txt", "b.txt", "d.txt"], Names(tf.data.Dataset.list_files($"{folder}/*.txt", shuffle: false)));
        Assert.Equal(["a.txt", "b.txt", "d.txt"], Names(tf.data.Dataset.list_files($"{folder}/?.txt")).Order());
        Assert.Throws<ValueError>(() => tf.data.Dataset.list_files($"{folder}/*.png"));
        Assert.Equal("[b'a.txt', b'b.txt']", Shown(tf.data.TextLineDataset(new[] { $"{folder}/a.txt", $"{folder}/b.txt" })));
    }

    [Fact]
    public void Rows_of_csv_files_are_tuples_of_their_columns()
    {
        var path = Csv();
        Assert.Equal(
            "[(1, 2.5, b'x'), (2, 0.0, b'y,z'), (3, 4.5, b'q\"r'), (4, 1.0, b'w'), (5, 0.0, b'v')]",
            Shown(tf.data.experimental.CsvDataset(path, ["int32", 0.0, "string"], header: true)));
        Assert.Equal(
            "[(1, b'x'), (2, b'y,z'), (3, b'q\"r'), (4, b'w'), (5, b'v')]",
            Shown(tf.data.experimental.CsvDataset(path, ["int32", "string"], header: true, select_cols: [0, 2])));
        Refused("Field 1 is required but missing in record!", ["int32", "float32", "string"]);
        Refused("Expect 2 fields but have more in record", ["int32", "float32"]);
        Refused("Field 2 in record is not a valid int32: x", ["int32", 0.0, "int32"]);

        void Refused(string text, object[] defaults) => Assert.Equal(
            text, Assert.Throws<ValueError>(() => tf.data.experimental.CsvDataset(path, defaults, header: true).ToList()).Message);
    }

    [Fact]
    public void Csv_files_make_batches_of_columns_in_the_order_of_TensorFlow()
    {
        var path = Csv();
        Assert.Equal(
            "[{'a': array([1, 2]), 'b': array([2.5, 0. ], dtype=float32), 'c': array([b'x', b'y,z'], dtype=object)}, "
            + "{'a': array([3, 4]), 'b': array([4.5, 1. ], dtype=float32), 'c': array([b'q\"r', b'w'], dtype=object)}, "
            + "{'a': array([5]), 'b': array([0.], dtype=float32), 'c': array([b'v'], dtype=object)}]",
            Shown(tf.data.experimental.make_csv_dataset(path, 2, num_epochs: 1, shuffle: false)).Replace(", dtype=int32", ""));
        tf.random.set_seed(2);
        var shuffled = tf.data.experimental.make_csv_dataset(path, 2, label_name: "c", num_epochs: 2).ToList();
        RandomStreams.Global.SetSeed(null);
        Assert.Equal(
            [4, 5, 2, 1, 3, 3, 1, 5, 2, 4], shuffled.SelectMany(batch => ((Tensor)batch[0]["a"]).ToArray<int>()));
        Assert.Equal(
            ["w", "v", "y,z", "x", "q\"r", "q\"r", "x", "v", "y,z", "w"],
            shuffled.SelectMany(batch => ((Tensor)batch[1]).Strings().ToArray()));
    }

    [Fact]
    public void Examples_are_written_as_TensorFlow_writes_them_and_read_again()
    {
        var path = $"{folder}/r.tfrecord";
        var example = tf.train.Example(features: tf.train.Features(feature: new()
        {
            ["x"] = tf.train.Feature(float_list: tf.train.FloatList(value: [1, 2])),
            ["s"] = tf.train.Feature(bytes_list: tf.train.BytesList(value: ["ab", "é"])),
            ["n"] = tf.train.Feature(int64_list: tf.train.Int64List(value: [-3])),
        }));
        using (var writer = tf.io.TFRecordWriter(path)) writer.write(example.SerializeToString());
        Assert.Equal(
            "3b000000000000001a23ac5c0a390a110a0178120c120a0a080000803f000000400a0f0a0173120a0a080a0261620a02c3a90a130a016e120e1a0c0a0a"
            + "fdffffffffffffffff0192865436", Convert.ToHexStringLower(File.ReadAllBytes(path)));
        Dictionary<string, ExampleFeature> features = new()
        {
            ["x"] = tf.io.FixedLenFeature([2], tf.float32),
            ["n"] = tf.io.FixedLenFeature([], tf.int64),
            ["s"] = tf.io.FixedLenFeature([2], "string"),
            ["m"] = tf.io.FixedLenFeature([], tf.int64, default_value: 7),
        };
        var ds = tf.data.TFRecordDataset(path);
        Assert.Equal(
            "[{'m': 7, 'n': -3, 's': array([b'ab', b'\\xc3\\xa9'], dtype=object), 'x': array([1., 2.], dtype=float32)}]",
            Shown(ds.map(record => tf.io.parse_single_example(record, features))));
        Assert.Equal(
            [-3L, -3L],
            ((Tensor)ds.repeat(2).batch(2).map(records => tf.io.parse_example(records, features)).First()["n"]).ToArray<long>());
        Refused("Feature: q (data type: int64) is required but could not be found.", new() { ["q"] = tf.io.FixedLenFeature([], tf.int64) });
        Refused("Key: x.  Can't parse serialized Example.", new() { ["x"] = tf.io.FixedLenFeature([3], tf.float32) });
        Refused(
            "Key: x.  Data types don't match. Data type: float but expected type: int64",
            new() { ["x"] = tf.io.FixedLenFeature([2], tf.int64) });
        var sequence = new Dictionary<string, ExampleFeature>
        {
            ["q"] = tf.io.FixedLenSequenceFeature([], tf.int64, allow_missing: true),
            ["s"] = tf.io.FixedLenSequenceFeature([], "string", allow_missing: true),
            ["x"] = tf.io.FixedLenSequenceFeature([2], tf.float32, allow_missing: true),
        };
        Assert.Equal(
            "[{'q': array([], dtype=int64), 's': array([b'ab', b'\\xc3\\xa9'], dtype=object), 'x': array([[1., 2.]], dtype=float32)}]",
            Shown(ds.map(record => tf.io.parse_single_example(record, sequence))));
        string[] records = [((Tensor)ds.First()).Strings()[0], ""];
        var padded = tf.io.parse_example(records, new()
        {
            ["s"] = tf.io.FixedLenSequenceFeature([], "string", allow_missing: true, default_value: "-"),
            ["x"] = tf.io.FixedLenSequenceFeature([], tf.float32, allow_missing: true),
        });
        Assert.Equal(["ab", "é", "-", "-"], ((Tensor)padded["s"]).Strings().ToArray());
        Assert.Equal([1, 2, 0, 0], ((Tensor)padded["x"]).ToArray<float>());
        Refused("Key: s.  Can't parse serialized Example.", new()
        {
            ["s"] = tf.io.FixedLenSequenceFeature([3], "string", allow_missing: true),
        });
        Refused(
            "Unsupported: FixedLenSequenceFeature requires allow_missing to be True. Received: s",
            new() { ["s"] = tf.io.FixedLenSequenceFeature([], "string") });
        Assert.Contains("FixedLenSequenceFeature", Assert.Throws<NotSupportedException>(() => tf.io.VarLenFeature(tf.int64)).Message);
        Assert.Contains("FixedLenSequenceFeature", Assert.Throws<NotSupportedException>(() => tf.io.RaggedFeature(tf.int64)).Message);
        Assert.Equal("corrupted record at 0", Assert.Throws<DataLossError>(() => tf.data.TFRecordDataset(Csv()).ToList()).Message);

        void Refused(string text, Dictionary<string, ExampleFeature> wanted) => Assert.Equal(
            text, Assert.Throws<ValueError>(() => ds.map(record => tf.io.parse_single_example(record, wanted)).ToList()).Message);
    }

    private static string Shown(Dataset ds) => str(ds.as_numpy_iterator().ToList());

    private static IEnumerable<string> Names(Dataset files) => files.Select(file => Path.GetFileName(((Tensor)file).Strings()[0]));

    private string Csv() => Written("c.csv", "a,b,c\n1,2.5,x\n2,,\"y,z\"\n3,4.5,\"q\"\"r\"\n4,1,w\n5,0,v\n");

    private string Written(string name, string text)
    {
        File.WriteAllText($"{folder}/{name}", text);
        return $"{folder}/{name}";
    }
}
