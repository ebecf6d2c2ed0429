using System.IO.Compression;
using System.Text;
using System.Text.Json;
using KerasLikeRnn.DataFiles.Hdf5;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Python;
using KerasLikeRnn.Tests.Utils;
using NumSharp;
using static keras.layers;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>
/// Keras 3's archives: models that Keras 3 saved (record_models.py) go on here as there, and those saved here are in its form.
/// KERASLIKERNN_MODELS3 names a folder with others.
/// </summary>
[Collection("Seeds")]
public sealed class KerasArchiveTests : IDisposable
{
    private static readonly Lazy<(RecordedModel Model, string Weights)[]> recorded = new(() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json"))).RootElement.EnumerateArray()
            .Select(model => (new RecordedModel(model), model.GetProperty("weights_file").GetString()!))]);

    private readonly TestFolder folder = new();

    private static string Folder =>
        Environment.GetEnvironmentVariable("KERASLIKERNN_MODELS3")
        ?? Path.Combine(GoldenFile.TestFolder(), "..", "..", "..", "Data", "models", "keras3");

    public static TheoryData<string> Names => [.. recorded.Value.Select(each => each.Model.Name)];

    private static Dictionary<string, object> Custom => new()
    {
        ["mine>Scale"] = typeof(Scale),
        ["Two"] = typeof(Two),
        ["own_loss"] = (Func<Tensor, Tensor, Tensor>)OwnLoss,
        ["own_metric"] = (Func<Tensor, Tensor, Tensor>)OwnMetric,
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_that_Keras_3_saved_predicts_scores_and_trains_as_there(string name)
    {
        var (model, weights) = recorded.Value.Single(each => each.Model.Name == name);
        var loaded = keras.models.load_model(Path.Combine(Folder, model.File), custom_objects: Custom);
        Assert.Empty(model.Differences(loaded));
        keras.models.load_model(Path.Combine(Folder, model.File), custom_objects: Custom, compile: false)
            .load_weights(Path.Combine(Folder, weights));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Saved_here_and_loaded_again_it_still_does(string name)
    {
        var (model, _) = recorded.Value.Single(each => each.Model.Name == name);
        keras.models.load_model(Path.Combine(Folder, model.File), custom_objects: Custom).save(folder["again.keras"]);
        Assert.Empty(model.Differences(keras.models.load_model(folder["again.keras"], custom_objects: Custom)));
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    [InlineData("adagrad")]
    [InlineData("adadelta")]
    [InlineData("adamax")]
    [InlineData("nadam")]
    [InlineData("ftrl")]
    public void Training_goes_on_to_the_bit_with_the_optimizer_that_was_saved(string optimizer)
    {
        var model = Stack(optimizer);
        model.save(folder["m.keras"]);
        var again = keras.models.load_model(folder["m.keras"]);
        Assert.Equal(model.optimizer.GetType(), again.optimizer.GetType());
        Assert.Equal(model.optimizer.weights.Count, again.optimizer.weights.Count);
        Assert.Equal(Losses(model), Losses(again));
    }

    [Fact]
    public void Keras_3_gets_its_own_form_of_the_optimizer_and_its_state()
    {
        var model = Stack(new RMSprop(0.01, momentum: 0.5, centered: true));
        model.save(folder["m.keras"]);
        var optimizer = Config(folder["m.keras"]).GetProperty("compile_config").GetProperty("optimizer");
        Assert.Equal("keras.optimizers", optimizer.GetProperty("module").GetString());
        Assert.Equal(0.9, optimizer.GetProperty("config").GetProperty("rho").GetDouble(), 6);
        // The step number, the learning rate, and three for each variable.
        var names = Weights(folder["m.keras"], root => root.Group("optimizer/vars").Names.ToArray());
        Assert.Equal(2 + 3 * model.trainable_weights.Count, names.Length);
    }

    [Fact]
    public void A_file_of_weights_has_both_layouts_that_share_the_numbers()
    {
        var model = Stack("adam");
        model.save_weights(folder["m.weights.h5"]);
        model.save_weights(folder["one.h5"]);
        var bytes = model.weights.Sum(weight => weight.Shape.Dims.ToArray().Aggregate(4L, (product, size) => product * size));
        var more = new FileInfo(folder["m.weights.h5"]).Length - new FileInfo(folder["one.h5"]).Length;
        Assert.InRange(more, 1, 4000);
        Assert.True(bytes > 0);
        H5File.Read(folder["m.weights.h5"], file =>
        {
            Assert.True(LayerGroups.IsIn(file.Root));
            Assert.Equal(model.layers[1].weights[0].Shape, file.Root.DataSet("layers/simple_rnn/cell/vars/0").Shape);
            return 0;
        });
        var other = Stack("adam");
        other.load_weights(folder["m.weights.h5"]);
        Assert.Equal(model.get_weights()[1].flatten().ToArray<float>(), other.get_weights()[1].flatten().ToArray<float>());
    }

    [Fact]
    public void Weights_in_Keras_3s_layout_alone_are_written_and_read()
    {
        var model = Stack("adam");
        model.save_weights(folder["m.weights.h5"], save_format: "keras");
        var other = Stack("adam");
        other.load_weights(folder["m.weights.h5"]);
        Assert.Equal(Values(model), Values(other));
        model.save(folder["m.keras"]);
        var third = Stack("adam");
        third.load_weights(folder["m.keras"]);
        Assert.Equal(Values(model), Values(third));
        Assert.Throws<NotSupportedException>(() => third.load_weights(folder["m.keras"], by_name: true));
    }

    [Fact]
    public void Weights_that_do_not_fit_change_nothing_and_are_told_as_Keras_3_tells_it()
    {
        Stack("adam").save(folder["m.keras"]);
        var other = keras.Sequential([Embedding(10, 4), SimpleRNN(3), Dense(2)]);
        other.build(new KerasLikeRnn.Engine.Shape(null, 5));
        var before = Values(other);
        var error = Assert.Throws<ValueError>(() => other.load_weights(folder["m.keras"]));
        Assert.StartsWith("A total of 1 objects could not be loaded.", error.Message, StringComparison.Ordinal);
        Assert.Contains("must match. variable.shape=(3, 2), Received: value.shape=(3, 1).", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Values(other));
    }

    [Fact]
    public void What_Keras_3_does_not_have_is_refused_by_name()
    {
        Refused(keras.Sequential([LSTM(2, time_major: true, input_shape: (4, 3))]), "time_major");
        Refused(keras.Sequential([Dense(2, activation: "hard_sigmoid", input_shape: 3)]), "hard_sigmoid");
        Refused(keras.Sequential([LocallyConnected1D(2, 2, input_shape: (4, 3))]), "LocallyConnected1D");
        var input = keras.Input(3);
        Refused(keras.Model(input, Dropout(0.5)[input, training: true]), "training=True");

        void Refused(Model model, string name)
        {
            var error = Assert.Throws<NotSupportedException>(() => model.save(folder["refused.keras"]));
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(folder["refused.keras"]));
        }
    }

    [Theory]
    [InlineData("Lambda", """ "function": {"class_name": "__lambda__", "config": {"value": {"code": "4wE"}}} """, "custom_objects")]
    [InlineData("GroupNormalization", """ "groups": 2 """, "GroupNormalization")]
    [InlineData("BatchNormalization", """ "synchronized": true """, "synchronized")]
    [InlineData("Activation", """ "activation": "hard_sigmoid" """, "hard_sigmoid")]
    public void What_is_not_here_is_refused_by_name(string type, string arguments, string name)
    {
        var input = Described("InputLayer", """ "batch_shape": [null, 3], "dtype": "float32" """);
        var json = Described("Sequential", $$""" "layers": [{{input}}, {{Described(type, arguments)}}] """);
        var error = Assert.ThrowsAny<Exception>(() => keras.models.model_from_json(json));
        Assert.True(error is NotSupportedException or ValueError, error.ToString());
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private static string Described(string type, string arguments) => $$"""
        {"module": "keras.layers", "class_name": "{{type}}", "config": {"name": "x_{{type}}", {{arguments}}}, "registered_name": null}
        """;

    [Fact]
    public void The_text_of_a_model_of_Keras_3_makes_one_here()
    {
        foreach (var (model, _) in recorded.Value)
        {
            var json = Config(Path.Combine(Folder, model.File)).GetRawText();
            using var names = keras.utils.custom_object_scope(Custom);
            if (!json.Contains("\"Two\"", StringComparison.Ordinal)) Assert.NotEmpty(keras.models.model_from_json(json).layers);
        }
    }

    [Fact]
    public void An_archive_whose_weights_are_compressed_is_read_too()
    {
        var model = Stack("adam");
        model.save(folder["m.keras"]);
        Rewrite(folder["m.keras"], folder["packed.keras"], (_, bytes) => bytes, CompressionLevel.Optimal);
        Assert.Equal(Values(model), Values(keras.models.load_model(folder["packed.keras"])));
    }

    [Fact]
    public void A_full_disk_and_a_folder_that_cannot_be_written_leave_what_was_there()
    {
        var model = Stack("adam");
        model.save(folder["m.keras"]);
        var before = File.ReadAllBytes(folder["m.keras"]);
        Directory.CreateDirectory(folder["taken.keras"]);
        Assert.ThrowsAny<Exception>(() => model.save(folder["taken.keras"]));
        if (OperatingSystem.IsLinux()) Assert.ThrowsAny<IOException>(() => model.save("/proc/m.keras"));
        Assert.Equal(before, File.ReadAllBytes(folder["m.keras"]));
        Assert.Equal(["m.keras", "taken.keras"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Malicious_archives_are_refused()
    {
        Stack("adam").save(folder["m.keras"]);
        Refused(Made(("metadata.json", "{}"u8.ToArray())), "it has no config.json");
        Refused(Made(("config.json", "{}"u8.ToArray()), ("config.json", "{}"u8.ToArray())), "2 members named config.json");
        Refused(Changed((name, bytes) => name == "config.json" ? Encoding.UTF8.GetBytes(new string('[', 9_000)) : bytes), "not the form");
        Refused(Changed((name, bytes) => name == "config.json" ? "[]"u8.ToArray() : bytes), "is no object of JSON");
        Refused(Changed((name, bytes) => name == "model.weights.h5" ? bytes[..(bytes.Length / 2)] : bytes), "not a sound HDF5 file");
        Refused(
            Changed((name, bytes) => name == "config.json"
                ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\"input_dim\": 10,", "\"input_dim\": 200000000,",
                    StringComparison.Ordinal))
                : bytes), "more than the file holds");
        Refused(File.ReadAllBytes(folder["m.keras"])[..^40], "not a zip, or cut off");
        // Nothing is unpacked, wherever names lead.
        File.WriteAllBytes(folder["x.keras"], Changed((_, bytes) => bytes, ("../outside.txt", "x"u8.ToArray())));
        Assert.NotNull(keras.models.load_model(folder["x.keras"]));
        Assert.False(File.Exists(Path.Combine(folder.Path, "..", "outside.txt")));

        void Refused(byte[] bytes, string why)
        {
            File.WriteAllBytes(folder["x.keras"], bytes);
            var error = Assert.Throws<InvalidDataException>(() => keras.models.load_model(folder["x.keras"]));
            Assert.Contains(why, error.Message, StringComparison.Ordinal);
        }

        byte[] Changed(Func<string, byte[], byte[]> change, params (string, byte[])[] more)
        {
            Rewrite(folder["m.keras"], folder["changed.keras"], change, CompressionLevel.NoCompression, more);
            return File.ReadAllBytes(folder["changed.keras"]);
        }

        static byte[] Made(params (string Name, byte[] Bytes)[] members)
        {
            using var stream = new MemoryStream();
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
                foreach (var (name, bytes) in members) AddTo(zip, name, bytes, CompressionLevel.Optimal);
            return stream.ToArray();
        }
    }

    /// <summary>Copies an archive member by member.</summary>
    internal static void Rewrite(
        string from, string to, Func<string, byte[], byte[]> change, CompressionLevel level, params (string Name, byte[] Bytes)[] more)
    {
        using var source = ZipFile.OpenRead(from);
        using var stream = File.Create(to);
        using var target = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var entry in source.Entries)
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            AddTo(target, entry.FullName, change(entry.FullName, bytes.ToArray()), level);
        }
        foreach (var (name, bytes) in more) AddTo(target, name, bytes, level);
    }

    private static void AddTo(ZipArchive zip, string name, byte[] bytes, CompressionLevel level)
    {
        using var entry = zip.CreateEntry(name, level).Open();
        entry.Write(bytes);
    }

    private static Sequential Stack(Like<Optimizer> optimizer)
    {
        var model = keras.Sequential([Embedding(10, 4, input_length: 5), SimpleRNN(3), Dense(1)]);
        model.compile(optimizer, "mse");
        Losses(model);
        return model;
    }

    private static double[] Losses(Model model)
    {
        var x = np.array(Enumerable.Range(0, 40).Select(i => i * 7 % 10).ToArray()).reshape(8, 5);
        var y = np.array(Enumerable.Range(0, 8).Select(i => (float)(i % 3)).ToArray()).reshape(8, 1);
        return [.. model.fit(x, y, epochs: 2, batch_size: 4, verbose: 0, shuffle: false).history["loss"].Select(loss => (double)loss)];
    }

    private static float[] Values(Model model) => [.. model.get_weights().SelectMany(weight => weight.flatten().ToArray<float>())];

    private static JsonElement Config(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        using var entry = zip.GetEntry("config.json")!.Open();
        return JsonDocument.Parse(entry).RootElement;
    }

    private static T Weights<T>(string path, Func<H5Group, T> read)
    {
        using var zip = ZipFile.OpenRead(path);
        using var entry = zip.GetEntry("model.weights.h5")!.Open();
        var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return H5File.Read(bytes, "weights", file => read(file.Root));
    }

    private static Tensor OwnLoss(Tensor t, Tensor p) =>
        keras.backend.mean(keras.backend.abs(t - p) + keras.backend.square(t - p), axis: -1);

    private static Tensor OwnMetric(Tensor t, Tensor p) => keras.backend.mean(keras.backend.abs(t - p), axis: -1);
}

/// <summary>A model of one's own, with a list of layers.</summary>
public sealed class Two : Model
{
    private readonly Dense first = Dense(4);
    private readonly Layer[] others = [Dense(4, activation: "tanh"), Dense(3)];

    public Two(string? name = null) : base(new LayerOptions(name: name)) { }

    public override Tensors call(Tensors inputs, CallContext context) =>
        others.Aggregate(first[inputs], (x, layer) => layer[x]);

    public override OrderedDictionary<string, object?> get_config() => new() { ["name"] = name };
}
