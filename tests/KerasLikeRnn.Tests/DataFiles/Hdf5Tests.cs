using KerasLikeRnn.DataFiles.Hdf5;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Tests.Utils;
using DType = KerasLikeRnn.Engine.DType;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.DataFiles;

/// <summary>HDF5: files that h5py wrote in the forms of several versions (record_hdf5.py), and those written here.</summary>
public sealed class Hdf5Tests : IDisposable
{
    private readonly TestFolder folder = new();

    public static TheoryData<string> Files => ["earliest.h5", "v110.h5", "latest.h5"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Attributes_are_texts_of_any_length_and_many(string file) => Read(file, root =>
    {
        Assert.Equal("hello", root.Attributes["text"].Text);
        Assert.Equal("héllo", root.Attributes["letters"].Text);
        Assert.Equal(new string('x', 70_000), root.Attributes["long"].Text);
        Assert.Equal(["a", "bbb"], root.Attributes["names"].Texts);
        Assert.Equal(["u", "vv"], root.Attributes["texts"].Texts);
        Assert.Empty(root.Attributes["empty"].Texts);
        Assert.Throws<InvalidDataException>(() => root.Attributes["number"].Text);
        Assert.Throws<InvalidDataException>(() => root.Attributes["names"].Text);
        var many = root.Group("attributes").Attributes;
        Assert.Equal(61, many.Count);
        Assert.All(Enumerable.Range(0, 60), i => Assert.Equal("v" + i, many["a" + i].Text));
        Assert.Equal(new string('y', 9_000), many["huge"].Text);
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void Groups_have_many_names_and_links_of_every_kind(string file) => Read(file, root =>
    {
        Assert.Equal(150, root.Group("many").Names.Count());
        Assert.True(root.Contains("many/layer_149"));
        Assert.False(root.Contains("many/layer_150"));
        Assert.Equal(root.DataSet("data/plain").Read().ToArray<float>(), root.DataSet("data/soft").Read().ToArray<float>());
        Assert.Equal(385, root.DataSet("data/hard").Space.Count);
        Assert.NotNull(root.FindGroup("data/itself/itself/itself"));
        Assert.False(root.Contains("data/outside"));
        Assert.Contains("soft links", Assert.Throws<InvalidDataException>(() => root.Contains("data/loop")).Message);
        Assert.Contains(
            "/data has no data set named x", Assert.Throws<InvalidDataException>(() => root.Group("data").DataSet("x")).Message);
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void Data_sets_are_read_whatever_their_type_and_place(string file) => Read(file, root =>
    {
        var data = root.Group("data");
        var expected = Enumerable.Range(0, 385).Select(i => (float)i).ToArray();
        string[] packed = file switch { "earliest.h5" => ["whole", "chunks", "packed"], "v110.h5" => ["whole"], _ => [] };
        foreach (var name in packed.Concat(["plain", "hard"]))
        {
            Assert.Equal(new Shape(7, 11, 5), data.DataSet(name).Shape);
            Assert.Equal(expected, data.DataSet(name).Read().ToArray<float>());
        }
        Assert.Equal(expected.Select(value => (double)value), data.DataSet("big_endian").Read().ToArray<double>());
        Assert.Equal(expected, data.DataSet("half").Read().ToArray<Half>().Select(value => (float)value));
        Assert.Equal([1, 4294967295], data.DataSet("uint32").Read().ToArray<long>());
        Assert.Equal([1, -2], data.DataSet("int8").Read().ToArray<int>());
        Assert.Equal([true, false], data.DataSet("bool").Read().ToArray<bool>());
        Assert.Equal(3.5, data.DataSet("scalar").Read().Item());
        Assert.Equal(77, data.DataSet("int64").Read().Item());
        Assert.Equal(0, data.DataSet("nothing").Read().Length);
        Assert.Equal([1.5f, 1.5f, 1.5f, 1.5f], data.DataSet("unwritten").Read().ToArray<float>());
        Assert.Contains("no number", Assert.Throws<InvalidDataException>(() => data.DataSet("complex").Read()).Message);
        if (file == "earliest.h5")
            Assert.Equal(
                Enumerable.Range(0, 40).Select(i => i is >= 11 and < 19 ? 7 : 2.5f), data.DataSet("partly").Read().ToArray<float>());
        else Assert.Contains("h5repack", Assert.Throws<InvalidDataException>(() => data.DataSet("chunks")).Message);
    });

    [Fact]
    public void What_is_written_is_read_again()
    {
        var root = new H5NewGroup();
        root.SetText("long", new string('é', 100_000));
        root.SetText("none", "");
        root.SetTexts("names", ["a", "bbé", ""]);
        root.SetTexts("empty", []);
        var shared = H5NewDataSet.Of(Tensor.From<float>([1, 2, 3, 4, 5, 6], new Shape(2, 3)));
        shared.SetText("dtype", "x");
        root.Add("a/k:0", shared);
        root.Add("b/c/k:0", shared);
        Tensor[] tensors = [
            Tensor.Scalar(5L), Tensor.From<bool>(true, false), Tensor.From<Half>((Half)1.5f), Tensor.From<BFloat16>((BFloat16)1.5f),
            Tensor.From<double>(1.5), Tensor.From<int>(-3), Tensor.Empty(new Shape(0, 3), DType.Float32)];
        for (var i = 0; i < tensors.Length; i++) root.Add($"t/{i}", H5NewDataSet.Of(tensors[i]));
        for (var i = 0; i < 3000; i++) root.Group($"many/layer_{i}").SetTexts("weight_names", ["x"]);
        using (var stream = File.Create(folder["w.h5"]))
        {
            H5Writer.Write(root, stream);
            Assert.Equal(H5Writer.LengthOf(root), stream.Length);
        }
        Assert.Throws<ValueError>(() => root.Add("a/k:0", shared));
        Assert.Throws<ValueError>(() => root.Group("a/k:0"));
        H5File.Read(folder["w.h5"], file =>
        {
            Assert.Equal((new string('é', 100_000), ""), (file.Root.Attributes["long"].Text, file.Root.Attributes["none"].Text));
            Assert.Equal(["a", "bbé", ""], file.Root.Attributes["names"].Texts);
            Assert.Empty(file.Root.Attributes["empty"].Texts);
            Assert.Equal([1, 2, 3, 4, 5, 6], file.Root.DataSet("b/c/k:0").Read().ToArray<float>());
            Assert.Equal("x", file.Root.DataSet("a/k:0").Attributes["dtype"].Text);
            for (var i = 0; i < tensors.Length; i++)
            {
                var read = file.Root.DataSet($"t/{i}").Read();
                Assert.Equal((tensors[i].DType, tensors[i].Shape), (read.DType, read.Shape));
                Assert.Equal(tensors[i].ToArray(), read.ToArray());
            }
            Assert.Equal("x", file.Root.Group("many/layer_2999").Attributes["weight_names"].Text);
            return 0;
        });
    }

    [Fact]
    public void A_text_that_a_header_cannot_hold_is_refused()
    {
        var root = new H5NewGroup();
        root.SetTexts("names", [new string('x', 70_000)]);
        Assert.Contains("64 KB", Assert.Throws<ValueError>(() => H5Writer.Write(root, Stream.Null)).Message);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_cut_off_anywhere_are_refused(string file)
    {
        var whole = File.ReadAllBytes(Of(file));
        for (var length = 0; length < whole.Length; length += 1 + whole.Length / 200)
        {
            using var stream = new MemoryStream(whole, 0, length);
            var error = Assert.Throws<InvalidDataException>(() => H5File.Read(stream, file, opened => opened.Root.Names.Count()));
            Assert.StartsWith($"{file} is not a sound HDF5 file: ", error.Message, StringComparison.Ordinal);
        }
    }

    private static string Of(string file) => Path.Combine(GoldenFile.TestFolder(), "..", "..", "Data", "hdf5", file);

    private static void Read(string file, Action<H5Group> check) => H5File.Read(Of(file), opened =>
    {
        check(opened.Root);
        return 0;
    });
}
