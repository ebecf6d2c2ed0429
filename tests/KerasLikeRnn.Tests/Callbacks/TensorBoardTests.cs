using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Callbacks;

public sealed class TensorBoardTests : IDisposable
{
    private static readonly System.Globalization.CultureInfo Culture = System.Globalization.CultureInfo.InvariantCulture;

    private readonly string folder = Directory.CreateTempSubdirectory("tensorboard").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_training_writes_the_events_that_Keras_writes()
    {
        var model = Small();
        var board = keras.callbacks.TensorBoard(
            folder, histogram_freq: 2, write_images: true, update_freq: 2, write_steps_per_second: true);
        var x = Wave(10, Math.Cos, 160).reshape(10, 4, 4, 1);
        var y = Wave(10, Math.Sin, 10).reshape(10, 1);
        model.fit(
            x, y, batch_size: 4, epochs: 3, shuffle: false, verbose: 0, validation_data: (x["0:6"], y["0:6"]),
            validation_batch_size: 3, callbacks: [board]);
        model.evaluate(x, y, batch_size: 2, verbose: 0, callbacks: [board]);
        var recorded = Recorded.Read("Callbacks/tensorboard.json").GetProperty("run");
        foreach (var part in new[] { "train", "validation" })
        {
            var events = Events(part).Where(each => each.FileVersion.Length == 0 && !IsOfBatch(each.Tag)).ToList();
            var expected = recorded.GetProperty(part).EnumerateArray().ToList();
            Assert.Equal(expected.Select(Name).Order(), events.Select(Name).Order());
            foreach (var wanted in expected) Compare(wanted, events);
        }
    }

    [Fact]
    public void Losses_of_batches_are_written_as_often_as_wanted()
    {
        var model = Small();
        var x = Wave(10, Math.Cos, 160).reshape(10, 4, 4, 1);
        var y = Wave(10, Math.Sin, 10).reshape(10, 1);
        var losses = new List<double>();
        var collect = keras.callbacks.LambdaCallback(on_batch_end: (_, logs) => losses.Add(logs["loss"]));
        model.fit(
            x, y, batch_size: 4, epochs: 3, verbose: 0, validation_data: (x, y),
            callbacks: [keras.callbacks.TensorBoard(folder, update_freq: 2, write_graph: false), collect]);
        var written = Events("train").Where(each => each.Tag == "batch_loss").ToList();
        Assert.Equal([2, 4, 6, 8], written.Select(each => each.Step));
        Assert.Equal([(float)losses[1], (float)losses[3], (float)losses[5], (float)losses[7]], written.Select(Scalar));
        Assert.Equal(4, Events("train").Count(each => each.Tag == "batch_mae"));
        // Each validation counts its three batches from the beginning.
        Assert.Equal([2, 2, 2], Events("validation").Where(each => each.Tag == "batch_loss").Select(each => each.Step));
    }

    [Fact]
    public void The_graph_has_a_node_for_each_layer_with_edges_and_shapes()
    {
        var input = keras.layers.Input(shape: 3, name: "in");
        var shared = keras.layers.Dense(3, name: "shared");
        var once = shared.__call__(input);
        var twice = shared.__call__(shared.__call__(input));
        var model = keras.Model(input, keras.layers.Add(name: "sum").__call__([once, twice]), name: "m");
        model.compile("sgd", "mse");
        model.fit(np.zeros((2, 3)), np.zeros((2, 3)), verbose: 0, callbacks: [keras.callbacks.TensorBoard(folder)]);
        var nodes = EventReader.Fields(Events("train").Single(each => each.Graph is not null).Graph!).Where(field => field.Field == 1)
            .Select(node => EventReader.Fields(node.Bytes)).ToList();
        Assert.Equal(
            [
                "m/in: InputLayer()", "m/shared: Dense(m/in)", "m/shared_1: Dense(m/in)", "m/shared_2: Dense(m/shared_1)",
                "m/sum: Add(m/shared, m/shared_2)",
            ],
            nodes.Select(node => $"{Text(node, 1)[0]}: {Text(node, 2)[0]}({string.Join(", ", Text(node, 3))})").Order());
        Assert.All(nodes, node => Assert.Contains("_output_shapes", Text(node, 5)[0]));
    }

    [Fact]
    public void Files_have_the_names_of_TensorFlows_and_begin_with_the_version()
    {
        using (var file = new EventFile(folder)) file.Scalar("a", 1.5, 3);
        var path = Assert.Single(Directory.GetFiles(folder));
        Assert.Matches(@"^events\.out\.tfevents\.\d{10}\.[^/]+\.\d+\.\d+\.v2$", Path.GetFileName(path));
        var events = EventReader.Read(path);
        Assert.Equal(("brain.Event:2", 2), (events[0].FileVersion, events.Count));
        Assert.Equal(("a", 3, 1.5f), (events[1].Tag, events[1].Step, Scalar(events[1])));
        Assert.InRange(events[1].WallTime, events[0].WallTime, events[0].WallTime + 60);
    }

    [Fact]
    public void The_projector_is_told_where_tables_and_their_words_are()
    {
        var model = keras.Sequential([
            keras.layers.Embedding(4, 2, input_length: 3, name: "words"), keras.layers.Flatten(), keras.layers.Dense(1)]);
        model.compile("sgd", "mse");
        var names = new Dictionary<string, string> { ["words"] = "names \"a\".tsv" };
        model.fit(
            np.zeros((2, 3)), np.zeros((2, 1)), verbose: 0,
            callbacks: [keras.callbacks.TensorBoard(folder, embeddings_freq: 1, embeddings_metadata: names)]);
        var recorded = Recorded.Read("Callbacks/tensorboard.json").GetProperty("projector").GetString()!;
        Assert.Equal(
            recorded.Replace("\n}", "\n  tensor_path: \"train/keras_embedding-words.tsv\"\n}", StringComparison.Ordinal),
            File.ReadAllText(Path.Join(folder, "projector_config.pbtxt")));
        var rows = File.ReadAllLines(Path.Join(folder, "train", "keras_embedding-words.tsv"));
        Assert.Equal(
            model.get_weights()[0].ToArray<float>(), rows.SelectMany(row => row.Split('\t')).Select(cell => float.Parse(cell, Culture)));
        Assert.Equal(4, rows.Length);
    }

    [Fact]
    public void Names_of_layers_that_are_no_embeddings_are_refused()
    {
        var model = Small();
        var names = new Dictionary<string, string> { ["hidden"] = "x" };
        var board = keras.callbacks.TensorBoard(folder, embeddings_freq: 1, embeddings_metadata: names);
        Assert.StartsWith(
            "Unrecognized `Embedding` layer names passed to `keras.callbacks.TensorBoard` `embeddings_metadata` argument: "
            + "dict_keys(['hidden'])",
            Assert.Throws<ValueError>(() => board.set_model(model)).Message);
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused_with_Kerass_words()
    {
        foreach (var wrong in new Func<object>[]
        {
            () => new TensorBoard(profile_batch: -1), () => new TensorBoard(profile_batch: (5, 2)),
            () => new TensorBoard(profile_batch: "a"), () => new TensorBoard(profile_batch: "1,2,3"),
        })
            Assert.StartsWith(
                "profile_batch must be a non-negative integer or 2-tuple of positive integers. A pair of positive integers signifies a "
                + "range of batches to profile. Found: ", Assert.Throws<ValueError>(() => wrong()).Message);
        Assert.Contains("profile_batch", Assert.Throws<NotSupportedException>(() => new TensorBoard(profile_batch: "10,20")).Message);
        Assert.Throws<ValueError>(() => new TensorBoard(update_freq: "day"));
        Assert.Throws<ValueError>(() => new TensorBoard(update_freq: 0));
        var text = new StringBuilder();
        using (Messages.Redirect(part => text.Append(part)))
            _ = new TensorBoard(write_grads: true, batch_size: 32, embeddings_layer_names: ["a"], embeddings_data: 1);
        Assert.Equal(
            "WARNING:tensorflow:`write_grads` will be ignored in TensorFlow 2.0 for the `TensorBoard` Callback.\n"
            + "WARNING:tensorflow:`batch_size` is no longer needed in the `TensorBoard` Callback and will be ignored in TensorFlow 2.0.\n"
            + "WARNING:tensorflow:`embeddings_layer_names` is not supported in TensorFlow 2.0. Instead, all `Embedding` "
            + "layers will be visualized.\n"
            + "WARNING:tensorflow:`embeddings_data` is not supported in TensorFlow 2.0. Instead, all `Embedding` variables "
            + "will be visualized.\n",
            text.ToString());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_gives_the_error_at_once()
    {
        File.WriteAllText(Path.Join(folder, "taken"), "");
        var model = Small();
        Assert.ThrowsAny<IOException>(() => model.fit(
            np.zeros(new NumSharp.Shape(2, 4, 4, 1)), np.zeros((2, 1)), verbose: 0,
            callbacks: [keras.callbacks.TensorBoard(Path.Join(folder, "taken"))]));
    }

    [Fact]
    public void A_disk_that_is_full_takes_no_half_of_a_record()
    {
        using var disk = new SmallDisk(10);
        WholeWrite(disk, "12345678");
        Assert.Throws<IOException>(() => WholeWrite(disk, "abcd"));
        Assert.Equal("12345678", Encoding.ASCII.GetString(disk.ToArray()));
        WholeWrite(disk, "9");
        Assert.Equal("123456789", Encoding.ASCII.GetString(disk.ToArray()));
    }

    private static void WholeWrite(Stream stream, string text) =>
        KerasLikeRnn.DataFiles.WholeAppend.Write(stream, Encoding.ASCII.GetBytes(text));

    private static Sequential Small()
    {
        var model = keras.Sequential([
            keras.layers.Conv2D(2, 2, activation: "tanh", input_shape: (4, 4, 1), name: "conv"), keras.layers.Flatten(name: "flatten"),
            keras.layers.Dense(3, activation: "tanh", name: "hidden"), keras.layers.Dense(1, name: "out")], name: "small");
        var weights = model.get_weights();
        for (var i = 0; i < weights.Length; i++) weights[i] = Wave(i, Math.Sin, (int)weights[i].size, i).reshape(weights[i].shape);
        weights[1] = np.array([0.25f, 0.25f]);
        model.set_weights(weights);
        model.compile(keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.05, 2, 0.5)), "mse", metrics: ["mae"]);
        return model;
    }

    private static NDArray Wave(int _, Func<double, double> wave, int count, int from = 0) =>
        np.array(Enumerable.Range(from, count).Select(i => (float)wave(i)).ToArray());

    private static bool IsOfBatch(string tag) => tag.StartsWith("batch_", StringComparison.Ordinal) && tag != "batch_steps_per_second";

    private List<ReadEvent> Events(string part) =>
        [.. Directory.GetFiles(Path.Join(folder, part), "events.*").Order().SelectMany(EventReader.Read)];

    private static string Name(JsonElement wanted) => wanted.TryGetProperty("tag", out var tag)
        ? $"{tag} {wanted.GetProperty("step")} {wanted.GetProperty("plugin")}" : "graph";

    private static string Name(ReadEvent read) => read.Graph is null ? $"{read.Tag} {read.Step} {read.Plugin}" : "graph";

    private static void Compare(JsonElement wanted, List<ReadEvent> events)
    {
        if (!wanted.TryGetProperty("tag", out var tag)) return;
        var name = Name(wanted);
        var content = wanted.GetProperty("content");
        // Of two evaluations at the same step, the nearer one.
        var found = events.Where(each => Name(each) == name)
            .MinBy(each => each.DType == 1 ? Math.Abs(Scalar(each) - content[0].GetDouble()) : 0)!;
        Assert.Equal(
            (wanted.GetProperty("plugin_content").GetString(), wanted.GetProperty("data_class").GetInt64(),
                wanted.GetProperty("dtype").GetInt64(), string.Join(",", wanted.GetProperty("shape").EnumerateArray())),
            (found.PluginContent, found.DataClass, found.DType, string.Join(",", found.Shape)));
        if (name.Contains("per_second", StringComparison.Ordinal)) Assert.True(Scalar(found) > 0);
        else if (found.Plugin == "graph_keras_model")
            Assert.Equal(SmallNames(content), SmallNames(JsonDocument.Parse(found.Strings[0]).RootElement));
        else if (found.Plugin == "images") CompareImages(content, found);
        else Near(content.EnumerateArray().Select(each => each.GetDouble()),
            found.DType == 1 ? [Scalar(found)] : MemoryMarshal.Cast<byte, double>(found.Numbers).ToArray());
    }

    private static void CompareImages(JsonElement content, ReadEvent found)
    {
        Assert.Equal(content[0].ToString(), Encoding.ASCII.GetString(found.Strings[0]));
        Assert.Equal(content[1].ToString(), Encoding.ASCII.GetString(found.Strings[1]));
        for (var i = 2; i < found.Strings.Length; i++)
            foreach (var (wanted, pixel) in content[i].EnumerateArray().Zip(Pixels(found.Strings[i], content[0].GetInt32())))
                Assert.InRange(pixel, wanted.GetInt32() - 1, wanted.GetInt32() + 1);
    }

    private static byte[] Pixels(byte[] png, int width)
    {
        Assert.Equal("\u0089PNG\r\n\u001a\n", Encoding.Latin1.GetString(png, 0, 8));
        var start = Encoding.Latin1.GetString(png).IndexOf("IDAT", StringComparison.Ordinal) + 4;
        using var zlib = new ZLibStream(new MemoryStream(png, start, png.Length - start), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        return [.. rows.ToArray().Where((_, i) => i % (width + 1) != 0)];
    }

    private static IEnumerable<string> SmallNames(JsonElement model) => model.GetProperty("config").GetProperty("layers").EnumerateArray()
        .Select(layer => $"{layer.GetProperty("class_name")} {layer.GetProperty("config").GetProperty("name")}");

    private static void Near(IEnumerable<double> wanted, double[] found)
    {
        var expected = wanted.ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++) Assert.InRange(found[i], expected[i] - 2e-5, expected[i] + 2e-5);
    }

    private static float Scalar(ReadEvent read) => BitConverter.ToSingle(read.Numbers);

    private static List<string> Text(List<(int Field, ulong Number, byte[] Bytes)> fields, int field) =>
        [.. fields.Where(each => each.Field == field).Select(each => Encoding.UTF8.GetString(each.Bytes))];

    /// <summary>A disk that takes some bytes and then no more.</summary>
    private sealed class SmallDisk(int size) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer[..(int)Math.Min(buffer.Length, size - Length)]);
            if (Position + buffer.Length > size && Length == size) throw new IOException("No space left on device");
        }
    }
}
