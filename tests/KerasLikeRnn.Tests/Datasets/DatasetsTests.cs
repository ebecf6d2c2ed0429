using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using KerasLikeRnn.Datasets;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Tests.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Datasets;

/// <summary>
/// Loads small files of the data sets' formats, which Keras has loaded too. The cache folder is the process's: they run alone.
/// </summary>
[Collection("Seeds")]
public sealed class DatasetsTests : IDisposable
{
    private static readonly JsonElement Recording = Recorded.Read("Datasets/datasets.json");

    private readonly string home = Directory.CreateTempSubdirectory("datasets").FullName;
    private readonly string? before = Environment.GetEnvironmentVariable("KERAS_HOME");

    public DatasetsTests()
    {
        Environment.SetEnvironmentVariable("KERAS_HOME", home);
        foreach (var file in Recording.GetProperty("files").EnumerateObject())
        {
            var path = Path.Join(home, "datasets", FolderOf(file.Name), file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Value.GetBytesFromBase64());
        }
    }

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Recording.GetProperty("cases").GetArrayLength())];

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("KERAS_HOME", before);
        keras.backend.set_image_data_format("channels_last");
        Directory.Delete(home, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Load_data_gives_what_Keras_gives(int number)
    {
        var recorded = Recording.GetProperty("cases")[number];
        var arguments = recorded.GetProperty("kwargs");
        if (recorded.GetProperty("channels_first").GetBoolean()) keras.backend.set_image_data_format("channels_first");
        if (recorded.TryGetProperty("error", out var error))
        {
            Assert.StartsWith(error[1].GetString()!, Assert.Throws<ValueError>(() => Load(recorded, arguments)).Message);
            return;
        }
        if (recorded.GetProperty("function").GetString() == "get_word_index")
        {
            Assert.Equal(
                recorded.GetProperty("result").EnumerateObject().Select(word => (word.Name, word.Value.GetInt32())),
                keras.datasets.reuters.get_word_index(Named("reuters_word_index.json")).Select(word => (word.Key, word.Value)));
            return;
        }
        foreach (var (wanted, found) in recorded.GetProperty("result").EnumerateArray().Zip(Load(recorded, arguments)))
            Compare(wanted, found);
    }

    [Fact]
    public void The_older_name_of_an_argument_is_warned_of()
    {
        var text = new System.Text.StringBuilder();
        using (KerasLikeRnn.Utils.Messages.Redirect(part => text.Append(part)))
            Assert.Equal(
                keras.datasets.reuters.load_data(Named("reuters.npz"), num_words: 9).train.x_train,
                keras.datasets.reuters.load_data(Named("reuters.npz"), nb_words: 9).train.x_train);
        Assert.Equal("WARNING:tensorflow:The `nb_words` argument in `load_data` has been renamed `num_words`.\n", text.ToString());
    }

    [Fact]
    public void Files_have_the_names_addresses_and_checksums_of_Kerass()
    {
        var wanted = Recording.GetProperty("cases").EnumerateArray().SelectMany(recorded => recorded.GetProperty("files").EnumerateArray())
            .Where(file => file[3].ValueKind == JsonValueKind.String).Select(file => $"{file[1]} {file[3]}").Distinct().Order();
        var classes = new[] { typeof(Mnist), typeof(BostonHousing), typeof(Reuters), typeof(Cifar10), typeof(Cifar100) };
        var found = classes.SelectMany(type => type.GetFields(BindingFlags.NonPublic | BindingFlags.Static))
            .Select(field => field.GetValue(null)).OfType<DatasetFile>()
            .Select(file => $"{file.Collection}{file.Name} {file.Hash}").Order();
        Assert.Equal(wanted, found);
    }

    [Fact]
    public void Damaged_files_are_refused_by_name()
    {
        foreach (var (name, load) in new (string, Action)[]
        {
            ("fashion-mnist/t10k-labels-idx1-ubyte.gz", () => keras.datasets.fashion_mnist.load_data()),
            ("cifar-10-batches-py/data_batch_3", () => keras.datasets.cifar10.load_data()),
            ("cifar-100-python/test", () => keras.datasets.cifar100.load_data()),
            ("mnist.npz", () => keras.datasets.mnist.load_data(Named("mnist.npz"))),
            ("boston_housing.npz", () => keras.datasets.boston_housing.load_data(Named("boston_housing.npz"))),
        })
        {
            var path = Named(name);
            var whole = File.ReadAllBytes(path);
            // The checksum at the end of a packed file may be missing: what it holds is whole.
            for (var length = 0; length < whole.Length - 10; length += whole.Length / 7 + 1)
            {
                File.WriteAllBytes(path, whole[..length]);
                Assert.Contains(Path.GetFileName(path), Assert.Throws<InvalidDataException>(load).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Images_that_do_not_belong_to_the_labels_are_refused()
    {
        File.Copy(Named("fashion-mnist/t10k-labels-idx1-ubyte.gz"), Named("fashion-mnist/train-labels-idx1-ubyte.gz"), overwrite: true);
        Assert.Throws<InvalidDataException>(() => keras.datasets.fashion_mnist.load_data());
    }

    [Fact]
    public void A_pickle_that_wants_to_run_code_is_refused()
    {
        File.WriteAllBytes(Named("cifar-100-python/train"), [0x80, 2, .. "cos\nsystem\n(U\u0004true"u8, 0x85, .. "R."u8]);
        Assert.Contains("refused", Assert.Throws<InvalidDataException>(() => keras.datasets.cifar100.load_data()).Message);
    }

    private static string FolderOf(string name) => name switch
    {
        _ when name.EndsWith("ubyte.gz", StringComparison.Ordinal) => "fashion-mnist",
        _ when name == "test_batch" || name.StartsWith("data_batch", StringComparison.Ordinal) => "cifar-10-batches-py",
        _ => "",
    };

    private string Named(string name) => Path.Join(home, "datasets", name);

    private object[] Load(JsonElement recorded, JsonElement arguments) => recorded.GetProperty("module").GetString() switch
    {
        "mnist" => Flat(keras.datasets.mnist.load_data(Named("mnist.npz"))),
        "fashion_mnist" => Flat(keras.datasets.fashion_mnist.load_data()),
        "boston_housing" => Flat(keras.datasets.boston_housing.load_data(
            Named("boston_housing.npz"), Number(arguments, "test_split", 0.2), (int)Number(arguments, "seed", 113))),
        "cifar10" => Flat(keras.datasets.cifar10.load_data()),
        "cifar100" when arguments.TryGetProperty("label_mode", out var mode) => Flat(keras.datasets.cifar100.load_data(mode.GetString()!)),
        "cifar100" => Flat(keras.datasets.cifar100.load_data()),
        _ => LoadReuters(arguments),
    };

    private object[] LoadReuters(JsonElement arguments)
    {
        var ((x, y), (x_test, y_test)) = keras.datasets.reuters.load_data(
            Named("reuters.npz"), Whole(arguments, "num_words", null), Whole(arguments, "skip_top", 0)!.Value,
            Whole(arguments, "maxlen", null), Number(arguments, "test_split", 0.2), Whole(arguments, "seed", 113)!.Value,
            Whole(arguments, "start_char", 1), Whole(arguments, "oov_char", 2), Whole(arguments, "index_from", 3));
        return [x, y, x_test, y_test];
    }

    private static object[] Flat(((NDArray, NDArray) Train, (NDArray, NDArray) Test) data) =>
        [data.Train.Item1, data.Train.Item2, data.Test.Item1, data.Test.Item2];

    private static double Number(JsonElement arguments, string name, double otherwise) =>
        arguments.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;

    private static int? Whole(JsonElement arguments, string name, int? otherwise) =>
        !arguments.TryGetProperty(name, out var value) ? otherwise
            : value.ValueKind == JsonValueKind.Null ? null : value.GetInt32();

    [SuppressMessage("Security", "CA5351", Justification = "It tells arrays apart and keeps no secret.")]
    private static void Compare(JsonElement wanted, object found)
    {
        if (wanted.TryGetProperty("lists", out var lists))
        {
            var wantedLists = lists.EnumerateArray().Select(list => list.EnumerateArray().Select(id => id.GetInt32()).ToArray());
            Assert.Equal(wantedLists, (int[][])found);
            return;
        }
        var array = (NDArray)found;
        Assert.Equal(wanted.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), array.shape.Select(size => (long)size));
        // The type of an array without elements is Python's.
        if (array.size == 0) return;
        Assert.Equal(wanted.GetProperty("dtype").GetString(), array.dtype.name);
        var bytes = array.typecode switch
        {
            NPTypeCode.Byte => array.ToArray<byte>(),
            NPTypeCode.Int64 => [.. array.ToArray<long>().SelectMany(BitConverter.GetBytes)],
            _ => [.. array.ToArray<double>().SelectMany(BitConverter.GetBytes)],
        };
        Assert.Equal(wanted.GetProperty("md5").GetString(), Convert.ToHexStringLower(MD5.HashData(bytes)));
    }
}
