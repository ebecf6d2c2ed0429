using System.Text.Json;
using KerasLikeRnn.DataFiles.Hdf5;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;
using static keras.layers;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>HDF5: what is in the files, what is said about those that do not fit, and what stays when something goes wrong.</summary>
[Collection("Seeds")]
public sealed class Hdf5FormatTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly List<string> texts = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_has_Kerass_groups_and_attributes()
    {
        var model = Trained();
        model.save(folder["m.h5"]);
        H5File.Read(folder["m.h5"], file =>
        {
            var root = file.Root;
            Assert.Equal(["model_weights", "optimizer_weights"], root.Names);
            Assert.Equal(["backend", "keras_version", "model_config", "training_config"], root.Attributes.Keys.Order());
            Assert.Equal(("tensorflow", "2.9.0"), (root.Attributes["backend"].Text, root.Attributes["keras_version"].Text));
            var weights = root.Group("model_weights");
            Assert.Equal(["a", "b"], weights.Attributes["layer_names"].Texts);
            Assert.Equal(["a/kernel:0", "a/bias:0"], weights.Group("a").Attributes["weight_names"].Texts);
            Assert.Equal(new Shape(2, 3), weights.Group("a").DataSet("a/kernel:0").Shape);
            Assert.Empty(weights.Group("top_level_model_weights").Attributes["weight_names"].Texts);
            Assert.Equal("Adam/iter:0", root.Group("optimizer_weights").Attributes["weight_names"].Texts[0]);
            Assert.DoesNotContain("time_major", root.Attributes["model_config"].Text, StringComparison.Ordinal);
            return 0;
        });
    }

    // What Keras 3 makes of a layer without a module: saving_utils.model_from_config and serialization.py of its legacy formats.
    [Fact]
    public void Layers_that_Keras_3_would_misread_say_their_module()
    {
        Tensor input = Input(shape: (4, 3));
        Tensor x = LayerNormalization(axis: [1, 2])[Dense(3, kernel_constraint: keras.constraints.MaxNorm(1, axis: [0, 1]))[input]];
        keras.Model(input, Softmax(axis: [1, 2])[Attention()[(Tensor[])[x, x]]]).save(folder["m.h5"]);
        var layers = Config(folder["m.h5"]).GetProperty("config").GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal(
            ["LayerNormalization", "Attention", "Softmax"],
            layers.Where(layer => layer.TryGetProperty("module", out var module) && module.GetString() == "keras.layers")
                .Select(layer => layer.GetProperty("class_name").GetString()));
        Assert.Equal(3, string.Concat(layers).Split("\"module\"").Length - 1);
        Assert.DoesNotContain("\"causal\"", string.Concat(layers), StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_of_ones_own_layers_stay_whatever_they_are_called()
    {
        keras.Sequential([Input(3), new Causal()]).save(folder["m.h5"]);
        Assert.False(
            Config(folder["m.h5"]).GetProperty("config").GetProperty("layers")[1].GetProperty("config").GetProperty("causal").GetBoolean());
    }

    private static JsonElement Config(string path) =>
        H5File.Read(path, file => JsonDocument.Parse(file.Root.Attributes["model_config"].Text).RootElement.Clone());

    private sealed class Causal : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => inputs;

        public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["causal"] = false };
    }

    [Fact]
    public void The_optimizer_goes_along_where_it_is_wanted()
    {
        var model = Trained();
        model.save(folder["with.h5"]);
        model.save(folder["without.h5"], include_optimizer: false);
        var with = keras.models.load_model(folder["with.h5"]);
        Assert.Equal(State(model), State(with));
        Assert.Equal(["loss", "mae"], with.metrics_names);
        Assert.False(keras.models.load_model(folder["with.h5"], compile: false).IsCompiled);
        using (Messages.Redirect(texts.Add)) Assert.False(keras.models.load_model(folder["without.h5"]).IsCompiled);
        Assert.Equal(
            "WARNING:tensorflow:No training configuration found in the save file, so the model was *not* compiled. Compile it manually.\n",
            texts.Single());
    }

    [Fact]
    public void The_weights_of_a_whole_model_can_be_taken_alone()
    {
        var model = Trained();
        model.save(folder["m.h5"]);
        model.save_weights(folder["w.h5"]);
        foreach (var file in new[] { "m.h5", "w.h5" })
        {
            var other = Make();
            other.load_weights(folder[file]);
            Assert.Equal(Numbers(model), Numbers(other));
        }
        Assert.Contains(
            "No model config found in the file at", Assert.Throws<ValueError>(() => keras.models.load_model(folder["w.h5"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_do_not_fit_change_nothing()
    {
        Trained().save_weights(folder["w.h5"]);
        var wider = keras.Sequential([keras.layers.Dense(3, input_shape: 2, name: "a"), keras.layers.Dense(5, name: "b")]);
        Refused(
            wider, "Cannot assign value to variable ' b/kernel:0': Shape mismatch.The variable shape (3, 5), and the assigned value shape "
            + "(3, 1) are incompatible.");
        var longer = keras.Sequential([keras.layers.Dense(3, input_shape: 2), keras.layers.Dense(1), keras.layers.Dense(1)]);
        Refused(longer, "Layer count mismatch when loading weights from file. Model expected 3 layers, found 2 saved layers.");
        var bare = keras.Sequential([keras.layers.Dense(3, use_bias: false, input_shape: 2, name: "x"), keras.layers.Dense(1)]);
        Refused(
            bare, "Weight count mismatch for layer #0 (named x in the current model, a in the save file). Layer expects 1 weight(s). "
            + "Received 2 saved weight(s)");

        void Refused(Model model, string message)
        {
            var before = Numbers(model);
            Assert.Equal(message, Assert.Throws<ValueError>(() => model.load_weights(folder["w.h5"])).Message);
            Assert.Equal(before, Numbers(model));
        }
    }

    [Fact]
    public void By_name_only_layers_of_that_name_are_read_and_mismatches_are_told_or_skipped()
    {
        var model = Trained();
        model.save_weights(folder["w.h5"]);
        var other = keras.Sequential([
            keras.layers.Dense(4, input_shape: 2, name: "new"), keras.layers.Dense(1, name: "b"), keras.layers.Dense(3, name: "a")]);
        Assert.Equal(
            "Shape mismatch in layer #0 (named a) for weight a/kernel:0. Weight expects shape (1, 3). "
            + "Received saved weight with shape (2, 3)",
            Assert.Throws<ValueError>(() => other.load_weights(folder["w.h5"], by_name: true)).Message);
        using (Messages.Redirect(texts.Add)) other.load_weights(folder["w.h5"], by_name: true, skip_mismatch: true);
        Assert.Equal(
            [
                "WARNING:tensorflow:Skipping loading weights for layer #0 (named a) due to mismatch in shape for weight a/kernel:0. Weight "
                + "expects shape (1, 3). Received saved weight with shape (2, 3)\n",
                "WARNING:tensorflow:Skipping loading weights for layer #1 (named b) due to mismatch in shape for weight b/kernel:0. Weight "
                + "expects shape (4, 1). Received saved weight with shape (3, 1)\n",
            ], texts);
        Assert.Equal(model.weights[1].Value.ToArray<float>(), other.weights[5].Value.ToArray<float>());
        var bare = keras.Sequential([keras.layers.Dense(3, input_shape: 2, use_bias: false, name: "a")]);
        Assert.Equal(
            "Weight count mismatch for layer #0 (named a). Layer expects 1 weight(s). Received 2 saved weight(s)",
            Assert.Throws<ValueError>(() => bare.load_weights(folder["w.h5"], by_name: true)).Message);
    }

    [Fact]
    public void Models_of_a_class_of_ones_own_keep_their_weights_in_HDF5_and_nothing_else()
    {
        var model = new Own();
        Assert.Contains(
            "a subclassed Model which has not created its variables yet",
            Assert.Throws<ValueError>(() =>
            {
                Trained().save_weights(folder["w.h5"]);
                model.load_weights(folder["w.h5"]);
            }).Message, StringComparison.Ordinal);
        model.build((null, 2));
        model.save_weights(folder["own.h5"]);
        var other = new Own();
        other.build((null, 2));
        Assert.NotEqual(Numbers(model), Numbers(other));
        other.load_weights(folder["own.h5"]);
        Assert.Equal(Numbers(model), Numbers(other));
        Assert.Contains(
            "Saving the model to HDF5 format requires the model to be a Functional model or a Sequential model.",
            Assert.Throws<NotSupportedException>(() => model.save(folder["m.h5"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_names_than_an_attribute_holds_stand_in_several()
    {
        var names = Enumerable.Range(0, 250).Select(i => new string('é', 150) + i).ToArray();
        var root = new H5NewGroup();
        LayerGroups.SetNames(root, "layer_names", names);
        Assert.Equal(["layer_names0", "layer_names1"], root.Attributes.Keys);
        using (var stream = File.Create(folder["n.h5"])) H5Writer.Write(root, stream);
        H5File.Read(folder["n.h5"], file =>
        {
            Assert.Equal(names, LayerGroups.Names(file.Root, "layer_names"));
            return 0;
        });
        Assert.Throws<ValueError>(() => LayerGroups.SetNames(root, "x", [new string('x', 70_000)]));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_and_a_full_disk_leave_what_was_there()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Directory.Exists("/dev/shm"), "needs Linux");
        var model = Trained();
        model.save(folder["m.h5"]);
        var before = File.ReadAllBytes(folder["m.h5"]);
        // A name that is a folder takes no file: the move at the end fails.
        Directory.CreateDirectory(folder["taken.h5"]);
        Assert.ThrowsAny<Exception>(() => model.save(folder["taken.h5"]));
        var broken = new H5NewGroup();
        broken.Add("x", new H5NewDataSet(H5Type.Float32, [100], _ => throw new IOException("No space left on device")));
        Assert.Contains(
            "No space left",
            Assert.Throws<IOException>(() => TemporaryFile.Write(folder["m.h5"], stream => H5Writer.Write(broken, stream))).Message,
            StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder["m.h5"]));
        Assert.Equal(["m.h5"], folder.Files);
        keras.models.load_model(folder["m.h5"]);
    }

    [Fact]
    public void A_configuration_cannot_ask_for_more_memory_than_the_file_explains()
    {
        const string config = """
            {"class_name": "Sequential", "config": {"name": "s", "layers": [
              {"class_name": "Dense", "config": {"name": "d", "units": 200000, "batch_input_shape": [null, 10000]}}]}}
            """;
        var root = new H5NewGroup();
        root.SetText("model_config", config);
        root.Group("model_weights").SetTexts("layer_names", []);
        using (var stream = File.Create(folder["big.h5"])) H5Writer.Write(root, stream);
        var error = Assert.Throws<InvalidDataException>(() => keras.models.load_model(folder["big.h5"]));
        Assert.Contains("which is more than the file holds", error.Message, StringComparison.Ordinal);
    }

    private static string[] State(Model model) => [.. model.optimizer.get_weights().Select(weight => weight.ToString())];

    private static float[] Numbers(Model model) => [.. model.weights.SelectMany(weight => weight.Value.ToArray<float>())];

    private static Sequential Make() =>
        keras.Sequential([keras.layers.Dense(3, activation: "tanh", input_shape: 2, name: "a"), keras.layers.Dense(1, name: "b")]);

    private static Sequential Trained()
    {
        var model = Make();
        model.compile("adam", "mse", metrics: ["mae"]);
        model.fit(new float[,] { { 1, 2 }, { 3, 4 } }, new float[] { 1, 2 }, verbose: 0);
        return model;
    }

    private sealed class Own : Model
    {
        private readonly Layer first = keras.layers.Dense(2);
        private readonly Variable top = new(Tensor.Scalar(1f), "top:0");

        public override Tensors call(Tensors inputs, CallContext context) => (Tensor)first[inputs] * top.Value;
    }
}
