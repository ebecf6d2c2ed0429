using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.Python;
using KerasLikeRnn.Serialization;
using NumSharp;
using static keras.layers;
using static keras.models;

using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>SavedModel folders, in both directions, against what Keras 2.9 did with the same ones (record_checkpoints.py).</summary>
[Collection("Seeds")]
public sealed class SavedModelTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("savedmodels").FullName;

    public static TheoryData<string> Names =>
        [.. SavedCases.All.Where(each => Directory.Exists(each.SavedModel)).Select(each => each.Name)];

    public static TheoryData<string> AllNames => CheckpointTests.Names;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folder_of_Keras_gives_its_model_which_goes_on_training(string name)
    {
        var saved = SavedCases.Named(name);
        CheckpointTests.Judge(saved, load_model(saved.SavedModel, SavedCases.Custom));
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void A_folder_written_here_gives_the_model_with_the_optimizers_state(string name)
    {
        var saved = SavedCases.Named(name);
        var model = saved.Compiled();
        model.fit(saved.Data, saved.Y, epochs: 1, batch_size: 4, shuffle: false, verbose: 0);
        var path = Path.Combine(folder, name);
        model.save(path);
        model.save(path);
        var other = load_model(path, SavedCases.Custom);
        Assert.Equal(CheckpointTests.Bits(model.get_weights()), CheckpointTests.Bits(other.get_weights()));
        Assert.Equal(CheckpointTests.Bits(model.optimizer.get_weights()), CheckpointTests.Bits(other.optimizer.get_weights()));
        Assert.Equal(CheckpointTests.Losses(saved, model), CheckpointTests.Losses(saved, other));
        Assert.Equal(["assets", "variables"], Directory.GetDirectories(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    // Keras builds each layer anew for the shape in its description, and one that carries states must know for how many samples.
    [Fact]
    public void Layers_that_carry_states_tell_for_how_many_samples_they_were_built()
    {
        var model = Sequential([
            LSTM(3, stateful: true, return_sequences: true, batch_input_shape: (4, 6, 3)),
            Bidirectional(GRU(2, stateful: true)), Dense(2)]);
        var path = Path.Combine(folder, "stateful");
        model.save(path);
        var nodes = SavedModelDescription.Nodes(File.ReadAllBytes(Path.Combine(path, "keras_metadata.pb")))
            .Select(node => JsonConfig.Parse(node.Json) as IReadOnlyDictionary<string, object?>).ToArray();
        Assert.Equal([4, 6, 3], BuiltFor("LSTM"));
        Assert.Equal([4, 6, 3], BuiltFor("Bidirectional"));
        Assert.Equal([4, 6, 3], BuiltFor("GRU"));
        Assert.Equal([null, 4], BuiltFor("Dense"));

        IEnumerable<object?>? BuiltFor(string name)
        {
            var node = nodes.First(each => each?["class_name"] is string found && found == name)!;
            return (node["build_input_shape"] as IReadOnlyDictionary<string, object?>)?["items"] as IEnumerable<object?>;
        }
    }

    /// <summary>Models for judge_checkpoints.py, in the folder that KERASLIKERNN_WRITE_MODELS names.</summary>
    [Fact(Explicit = true)]
    public void Models_are_written_for_the_judge()
    {
        var target = Environment.GetEnvironmentVariable("KERASLIKERNN_WRITE_MODELS");
        Assert.NotNull(target);
        foreach (var saved in SavedCases.All)
        {
            var model = saved.Compiled();
            model.fit(saved.Data, saved.Y, epochs: 1, batch_size: 4, shuffle: false, verbose: 0);
            var path = Path.Combine(target, saved.Name);
            model.save_weights(path);
            model.save(path + "-savedmodel");
            var predicted = CheckpointTests.Flat(model.predict(saved.Data, verbose: 0));
            var losses = CheckpointTests.Losses(saved, model);
            File.WriteAllText(path + ".json", PythonJson.Dumps(new OrderedDictionary<string, object?>
            {
                ["predict"] = predicted.Select(value => (object?)(double)value).ToList(),
                ["losses"] = losses.Select(value => (object?)value).ToList(),
            }));
        }
    }

    [Fact]
    public void A_model_of_ones_own_comes_back_where_its_class_tells_how_to_make_it()
    {
        var model = new Net(3);
        model.compile("adam", "mse");
        model.fit(np.ones((4, 5)), np.ones((4, 2)), verbose: 0);
        var path = Path.Combine(folder, "net");
        model.save(path);
        var other = load_model(path, new Dictionary<string, object> { ["Net"] = typeof(Net) });
        Assert.Equal(
            CheckpointTests.Flat(model.predict(np.ones((4, 5)), verbose: 0)),
            CheckpointTests.Flat(other.predict(np.ones((4, 5)), verbose: 0)));
        Assert.Equal(CheckpointTests.Bits(model.optimizer.get_weights()), CheckpointTests.Bits(other.optimizer.get_weights()));
        Assert.Contains(
            "blocks/1/kernel/.ATTRIBUTES/VARIABLE_VALUE",
            tf.train.list_variables(Path.Combine(path, "variables", "variables")).Select(entry => entry.name));
        var silent = new Silent(2);
        silent.build(new Shape(null, 3));
        Assert.Contains("get_config", Assert.Throws<NotSupportedException>(() => silent.save(path)).Message, StringComparison.Ordinal);
        Assert.Equal("Net", load_model(path, new Dictionary<string, object> { ["Net"] = typeof(Net) }).GetType().Name);
    }

    private sealed class Net(int units) : KerasLikeRnn.Models.Model
    {
        private readonly List<KerasLikeRnn.Layers.Layer> blocks = [Dense(units, activation: "tanh"), Dense(2)];

        public override KerasLikeRnn.Layers.Tensors call(KerasLikeRnn.Layers.Tensors inputs, KerasLikeRnn.Layers.CallContext context) =>
            blocks[1][blocks[0][inputs]];

        public override OrderedDictionary<string, object?> get_config() => new() { ["units"] = units };
    }

    private sealed class Silent(int units) : KerasLikeRnn.Models.Model
    {
        private readonly KerasLikeRnn.Layers.Layer dense = Dense(units);

        public override KerasLikeRnn.Layers.Tensors call(KerasLikeRnn.Layers.Tensors inputs, KerasLikeRnn.Layers.CallContext context) =>
            dense[inputs];
    }

    [Fact]
    public void What_is_no_model_of_layers_is_refused_by_name()
    {
        Assert.Contains("onnx", Assert.Throws<NotSupportedException>(() => tf.saved_model.load(folder)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => load_model(folder));
        File.WriteAllBytes(Path.Combine(folder, "saved_model.pb"), []);
        Assert.Contains("ONNX", Assert.Throws<NotSupportedException>(() => load_model(folder)).Message, StringComparison.Ordinal);
    }
}
