using System.Text;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Preprocessing;
using KerasLikeRnn.Python;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Preprocessing;

/// <summary>Images of files that a table names, as Keras 2.9 reads them from one of pandas.</summary>
public sealed class DataFrameIteratorTests : IDisposable
{
    private static readonly string[] files = ["a.png", "b.png", "none.png", "c.png", "d.txt", "e.png"];

    private static readonly string[] classes = ["dog", "cat", "cat", "ant", "cat", "dog"];

    private static readonly double[] weights = [1, 2, 3, 4, 5, 6];

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public DataFrameIteratorTests()
    {
        for (var i = 0; i < files.Length; i++)
            if (files[i] != "none.png")
                keras.utils.save_img(
                    Path.Combine(folder, files[i]), np.arange(18).reshape(3, 2, 3) * 0 + i, file_format: "png", scale: false);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Rows_without_an_image_are_left_out_with_a_warning()
    {
        var (flow, printed, warned) = Made(generator => generator.flow_from_dataframe(
            new() { ["filename"] = files, ["class"] = classes, ["w"] = weights }, folder, weight_col: "w", target_size: (3, 2),
            shuffle: false));
        Assert.Equal("Found 4 validated image filenames belonging to 3 classes.\n", printed);
        Assert.Equal(
            ["Found 2 invalid image filename(s) in x_col=\"filename\". These filename(s) will be ignored."], warned);
        Assert.Equal(["a.png", "b.png", "c.png", "e.png"], flow.filenames);
        Assert.Equal(["ant", "cat", "dog"], flow.class_indices.Keys);
        Assert.Equal([2, 1, 0, 2], flow.classes.ToArray<int>());
        var (x, y, w) = flow[0];
        Assert.Equal([0f, 1, 3, 5], First(x));
        Assert.Equal([0f, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1], y.ToArray<float>());
        Assert.Equal([1.0, 2, 4, 6], w.ToArray<double>());
    }

    [Fact]
    public void Targets_are_those_of_the_class_mode()
    {
        List<string[]> several = [["x", "y"], ["y"], ["z"], ["x"]];
        string[] four = ["a.png", "b.png", "c.png", "e.png"];
        DataFrame Frame() => new()
        {
            ["f"] = four, ["kind"] = new[] { "u", "v", "u", "w" }, ["all"] = several, ["p"] = new[] { 1, 2, 3, 4 },
            ["q"] = new List<double> { .5, 1.5, 2.5, 3.5 },
        };
        Assert.Equal([1f, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0], Y("categorical", "all").ToArray<float>());
        Assert.Equal([0f, 1, 0, 2], Y("sparse", "kind").ToArray<float>());
        Assert.Equal([1f, 0, 1], Y("binary", "kind", ["v", "u"]).ToArray<float>());
        Assert.Equal([1L, 2, 3, 4], Y("raw", "p").ToArray<long>());
        Assert.Equal([1, .5, 2, 1.5, 3, 2.5, 4, 3.5], Y("raw", new[] { "p", "q" }).ToArray<double>());
        Assert.Equal([0f, 1, 3, 5], First(Y("input", default)));
        var (multi, printed, _) = Made(
            generator => generator.flow_from_dataframe(
                Frame(), folder, "f", new[] { "p", "q" }, class_mode: "multi_output", batch_size: 3));
        Assert.Equal("Found 4 validated image filenames.\n", printed);
        Assert.Equal(2, multi[0][1].Count);
        var (none, _, _) = Made(generator => generator.flow_from_dataframe(
            Frame(), folder, "f", class_mode: null, validate_filenames: false, target_size: (3, 2), shuffle: false));
        Assert.Equal([0f, 1, 3, 5], First(none[0]));
        var (part, text, _) = Made(
            generator => generator.flow_from_dataframe(Frame(), folder, "f", "kind", class_mode: "sparse", subset: "validation"), 0.5);
        Assert.Equal("Found 2 validated image filenames belonging to 3 classes.\n", text);
        Assert.Equal(["a.png", "b.png"], part.filenames);

        NDArray Y(string mode, ColumnNames column, string[]? classes = null)
        {
            var (flow, _, _) = Made(generator => generator.flow_from_dataframe(
                Frame(), folder, "f", column, target_size: (3, 2), classes: classes, class_mode: mode, shuffle: false));
            var (_, y) = flow[0];
            return y;
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_the_words_of_Keras()
    {
        void Refused<T>(string text, DataFrame frame, string? mode, ColumnNames column = default, string? weight = null)
            where T : Exception => Assert.StartsWith(text, Assert.Throws<T>(() => Made(generator => generator.flow_from_dataframe(
                frame, folder, class_mode: mode, y_col: column, weight_col: weight))).Message, StringComparison.Ordinal);
        DataFrame frame = new() { ["filename"] = files, ["class"] = classes, ["n"] = weights };
        Refused<ValueError>("Invalid class_mode: other2; expected one of:", frame, "other2");
        Refused<TypeError>("If class_mode=\"multi_output\", y_col must be a list. Received str.", frame, "multi_output");
        Refused<TypeError>("All values in column x_col=filename must be strings.", new() { ["filename"] = weights }, null);
        Refused<TypeError>("If class_mode=\"sparse\", y_col=\"n\" column values must be strings.", frame, "sparse", "n");
        Refused<ValueError>("If class_mode=\"binary\" there must be 2 classes. Found 3 classes.", frame, "binary");
        Refused<TypeError>(
            "If class_mode=\"categorical\", y_col=\"n\" column values must be type string, list or tuple.", frame, "categorical", "n");
        Refused<TypeError>("Column weight_col=class must be numeric.", frame, "sparse", weight: "class");
        Refused<KeyNotFoundException>("There is no column 'm'", frame, "sparse", "m");
        Assert.Throws<ValueError>(() => new DataFrame { ["a"] = files, ["b"] = new[] { 1 } });
    }

    private static (DataFrameIterator Flow, string Printed, string[] Warned) Made(
        Func<ImageDataGenerator, DataFrameIterator> make, double split = 0)
    {
        var (printed, warned) = (new StringBuilder(), new List<string>());
        using var text = Messages.Redirect(line => printed.Append(line));
        using var warnings = PythonWarnings.Catch(warned.Add);
        var flow = make(new ImageDataGenerator(validation_split: split));
        return (flow, printed.ToString(), [.. warned]);
    }

    private static float[] First(NDArray images) =>
        [.. Enumerable.Range(0, (int)images.shape[0]).Select(i => images[i].ToArray<float>()[0])];

    private static float[] First(KerasLikeRnn.Models.DataLike images) =>
        First(images.SelectMany(part => part.Arrays).Single().ToNumPy());
}
