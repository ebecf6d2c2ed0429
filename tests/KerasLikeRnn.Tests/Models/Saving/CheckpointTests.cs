using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.Python;
using NumSharp;
using static keras.layers;
using static keras.models;

using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>Checkpoints of TensorFlow, in both directions, against what Keras 2.9 did with the same ones (record_checkpoints.py).</summary>
[Collection("Seeds")]
public sealed class CheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("checkpoints").FullName;

    public static TheoryData<string> Names => [.. SavedCases.All.Select(each => each.Name)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_checkpoint_of_Keras_gives_its_predictions_and_goes_on_training(string name)
    {
        var saved = SavedCases.Named(name);
        var model = saved.Compiled();
        model.load_weights(saved.Prefix)!.assert_consumed();
        Judge(saved, model);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_checkpoint_written_here_has_Kerass_tensors(string name)
    {
        var saved = SavedCases.Named(name);
        var model = saved.Compiled();
        model.fit(saved.Data, saved.Y, epochs: 1, batch_size: 4, shuffle: false, verbose: 0);
        var prefix = Path.Combine(folder, "weights");
        model.save_weights(prefix);
        var expected = saved["tensors"].EnumerateArray().Select(pair =>
            $"{pair[0].GetString()} [{string.Join(", ", pair[1].EnumerateArray().Select(size => size.GetInt32()))}]");
        var actual = tf.train.list_variables(prefix).Select(entry => $"{entry.name} [{string.Join(", ", entry.shape)}]");
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_checkpoint_written_here_is_restored_with_the_optimizers_state(string name)
    {
        var saved = SavedCases.Named(name);
        var model = saved.Compiled();
        model.fit(saved.Data, saved.Y, epochs: 1, batch_size: 4, shuffle: false, verbose: 0);
        var prefix = Path.Combine(folder, "weights");
        model.save_weights(prefix);
        var other = saved.Compiled();
        other.load_weights(prefix)!.assert_consumed();
        Assert.Equal(Bits(model.get_weights()), Bits(other.get_weights()));
        Assert.Equal(Bits(model.optimizer.get_weights()), Bits(other.optimizer.get_weights()));
        Assert.Equal(Losses(saved, model), Losses(saved, other));
    }

    [Fact]
    public void The_state_file_is_that_of_TensorFlow()
    {
        var model = Small();
        model.save_weights(Path.Combine(folder, "a"));
        Assert.Equal(
            "model_checkpoint_path: \"a\"\nall_model_checkpoint_paths: \"a\"\n", File.ReadAllText(Path.Combine(folder, "checkpoint")));
        Assert.Equal(Path.Combine(folder, "a"), tf.train.latest_checkpoint(folder));
        Assert.Null(tf.train.latest_checkpoint(Path.Combine(folder, "none")));
        model.save_weights(Path.Combine(folder, "é\"b"));
        Assert.Contains("\"\\303\\251\\\"b\"", File.ReadAllText(Path.Combine(folder, "checkpoint")), StringComparison.Ordinal);
        Assert.Equal(Path.Combine(folder, "é\"b"), tf.train.latest_checkpoint(folder));
    }

    [Fact]
    public void Layers_that_are_not_built_are_restored_when_they_are()
    {
        var model = Small();
        model.save_weights(Path.Combine(folder, "a"));
        var later = Sequential([Dense(3), Dense(2)]);
        var status = later.load_weights(Path.Combine(folder, "a"))!;
        Assert.Contains(
            "layer_with_weights-0.kernel", Assert.Throws<AssertionError>(() => status.assert_consumed()).Message, StringComparison.Ordinal);
        later.build(new Shape(null, 4));
        status.assert_consumed();
        Assert.Equal(Bits(model.get_weights()), Bits(later.get_weights()));
    }

    [Fact]
    public void An_optimizer_given_later_is_restored_too()
    {
        var model = Small();
        model.compile("adam", "mse");
        model.fit(np.ones((4, 4)), np.ones((4, 2)), verbose: 0);
        model.save_weights(Path.Combine(folder, "a"));
        var later = Small();
        var status = later.load_weights(Path.Combine(folder, "a"))!;
        later.compile(keras.optimizers.Adam(learning_rate: 0.5), "mse");
        status.assert_consumed();
        Assert.Equal(Bits(model.optimizer.get_weights()), Bits(later.optimizer.get_weights()));
        Assert.Equal(0.001f, (float)(double)later.optimizer.learning_rate);
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_changes()
    {
        Small().save_weights(Path.Combine(folder, "a"));
        var other = Sequential([Dense(3, input_shape: 4), Dense(5)]);
        var before = Bits(other.get_weights());
        var error = Assert.Throws<ValueError>(() => other.load_weights(Path.Combine(folder, "a")));
        Assert.StartsWith("Received incompatible tensor with shape (", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Bits(other.get_weights()));
        Assert.StartsWith(
            "Unsuccessful TensorSliceReader constructor: Failed to find any matching files for ",
            Assert.Throws<FileNotFoundException>(() => other.load_weights(Path.Combine(folder, "nope"))).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => other.load_weights(Path.Combine(folder, "a"), by_name: true));
    }

    [Fact]
    public void Checkpoint_numbers_what_it_saves_and_restores_it()
    {
        var model = Small();
        model.compile("adam", "mse");
        model.fit(np.ones((4, 4)), np.ones((4, 2)), verbose: 0);
        var step = tf.Variable(7);
        var checkpoint = tf.train.Checkpoint(model: model, optimizer: model.optimizer, step: step);
        Assert.Equal(Path.Combine(folder, "c-1"), checkpoint.save(Path.Combine(folder, "c")));
        Assert.Equal(Path.Combine(folder, "c-2"), checkpoint.save(Path.Combine(folder, "c")));
        Assert.Equal(Path.Combine(folder, "c-2"), tf.train.latest_checkpoint(folder));
        Assert.Contains(
            "model/layer_with_weights-0/kernel/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE",
            tf.train.list_variables(folder).Select(entry => entry.name));
        Assert.Equal(2, (long)tf.train.load_variable(folder, "save_counter/.ATTRIBUTES/VARIABLE_VALUE").Item());
        var (other, otherStep) = (Small(), tf.Variable(0));
        other.compile("adam", "mse");
        var restored = tf.train.Checkpoint(model: other, optimizer: other.optimizer, step: otherStep);
        restored.restore(tf.train.latest_checkpoint(folder)).assert_consumed();
        Assert.Equal(7, (long)otherStep.Value.Item());
        Assert.Equal(2, (long)restored.save_counter.Value.Item());
        Assert.Equal(Bits(model.optimizer.get_weights()), Bits(other.optimizer.get_weights()));
        tf.train.Checkpoint(("model", other)).restore(Path.Combine(folder, "c-1")).assert_existing_objects_matched().expect_partial();
        Assert.Throws<AssertionError>(() => tf.train.Checkpoint(other).restore(null).assert_consumed());
    }

    [Fact]
    public void A_manager_keeps_the_latest_and_knows_what_another_has_left()
    {
        var checkpoint = tf.train.Checkpoint(model: Small());
        var manager = tf.train.CheckpointManager(checkpoint, folder, max_to_keep: 2);
        for (var i = 0; i < 4; i++) manager.save();
        string[] expected = [Path.Combine(folder, "ckpt-3"), Path.Combine(folder, "ckpt-4")];
        Assert.Equal(expected, manager.checkpoints);
        Assert.Equal(expected[1], manager.latest_checkpoint);
        Assert.Equal(
            ["checkpoint", "ckpt-3.data-00000-of-00001", "ckpt-3.index", "ckpt-4.data-00000-of-00001", "ckpt-4.index"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var again = tf.train.CheckpointManager(tf.train.Checkpoint(model: Small()), folder, max_to_keep: 2);
        Assert.Equal(expected, again.checkpoints);
        Assert.Equal(expected[1], again.restore_or_initialize());
        Assert.Equal(Path.Combine(folder, "ckpt-5"), again.save());
        Assert.False(File.Exists(expected[0] + ".index"));
    }

    public static TheoryData<string, string> Optimizers => new()
    {
        { """{"class_name": "SGD", "config": {}}""", "decay iter learning_rate momentum" },
        { """{"class_name": "SGD", "config": {"momentum": 0.9}}""", "decay iter learning_rate momentum slot/momentum" },
        {
            """
            {"class_name": "SGD", "config": {"learning_rate": {"class_name": "ExponentialDecay", "config": {
                "initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.9}}}}
            """,
            "decay iter momentum"
        },
        {
            """{"class_name": "RMSprop", "config": {"momentum": 0.5, "centered": true}}""",
            "decay iter learning_rate momentum rho slot/mg slot/momentum slot/rms"
        },
        {
            """{"class_name": "Adam", "config": {"amsgrad": true, "decay": 0.1}}""",
            "beta_1 beta_2 decay iter learning_rate slot/m slot/v slot/vhat"
        },
        { """{"class_name": "Adagrad", "config": {}}""", "decay iter learning_rate slot/accumulator" },
        { """{"class_name": "Adadelta", "config": {}}""", "decay iter learning_rate rho slot/accum_grad slot/accum_var" },
        { """{"class_name": "Adamax", "config": {}}""", "beta_1 beta_2 decay iter learning_rate slot/m slot/v" },
        { """{"class_name": "Nadam", "config": {}}""", "beta_1 beta_2 decay iter learning_rate momentum_cache slot/m slot/v" },
        {
            """{"class_name": "Ftrl", "config": {}}""",
            "beta decay iter l1_regularization_strength l2_regularization_strength learning_rate learning_rate_power "
            + "slot/accumulator slot/linear"
        },
        {
            """
            {"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": {"class_name": "Adam", "config": {}}, "dynamic": true,
                "initial_scale": 8.0, "dynamic_growth_steps": 2}}
            """,
            "beta_1 beta_2 decay iter learning_rate loss_scale/current_loss_scale loss_scale/good_steps slot/m slot/v"
        },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Optimizers_have_Kerass_names_and_are_restored(string config, string names) =>
        Check(
            () => keras.optimizers.deserialize((OrderedDictionary<string, object?>)KerasLikeRnn.Serialization.JsonConfig.Parse(config)!),
            names);

    public static TheoryData<string, string> NewOptimizers => new()
    {
        { "Adam", "_iterations _learning_rate _momentums/0 _velocities/0" },
        { "Adadelta", "_accumulated_delta_vars/0 _accumulated_grads/0 _iterations _learning_rate" },
        { "Adagrad", "_accumulators/0 _iterations _learning_rate" },
        { "Adamax", "_iterations _learning_rate _m/0 _u/0" },
        { "Ftrl", "_accumulators/0 _iterations _learning_rate _linears/0" },
        { "Nadam", "_iterations _learning_rate _momentums/0 _u_product _velocities/0" },
        { "SGD", "_iterations _learning_rate momentums/0" },
    };

    [Theory]
    [MemberData(nameof(NewOptimizers))]
    public void Experimental_optimizers_have_Kerass_names_and_are_restored(string name, string names) => Check(
        () => name switch
        {
            "Adam" => tf.keras.optimizers.experimental.Adam(),
            "Adadelta" => tf.keras.optimizers.experimental.Adadelta(),
            "Adagrad" => tf.keras.optimizers.experimental.Adagrad(),
            "Adamax" => tf.keras.optimizers.experimental.Adamax(),
            "Ftrl" => tf.keras.optimizers.experimental.Ftrl(),
            "Nadam" => tf.keras.optimizers.experimental.Nadam(),
            _ => tf.keras.optimizers.experimental.SGD(momentum: 0.9),
        },
        names);

    private void Check(Func<KerasLikeRnn.Optimizers.Optimizer> make, string names)
    {
        KerasLikeRnn.Models.Sequential Trained(int epochs)
        {
            var model = Sequential([Dense(2, use_bias: false, input_shape: 3, kernel_initializer: "ones")]);
            model.compile(make(), "mse");
            if (epochs > 0) model.fit(np.ones((4, 3)), np.ones((4, 2)), epochs: epochs, verbose: 0);
            return model;
        }

        var (model, prefix) = (Trained(2), Path.Combine(folder, "o"));
        model.save_weights(prefix);
        var found = tf.train.list_variables(prefix)
            .Select(entry => entry.name.Replace("/.ATTRIBUTES/VARIABLE_VALUE", "", StringComparison.Ordinal))
            .Where(name => name.Contains("optimizer", StringComparison.Ordinal))
            .Select(name => name.Replace("layer_with_weights-0/kernel/.OPTIMIZER_SLOT/optimizer", "slot", StringComparison.Ordinal)
                .Replace("optimizer/", "", StringComparison.Ordinal));
        Assert.Equal(names, string.Join(" ", found.Order(StringComparer.Ordinal)));
        foreach (var other in new[] { Trained(0), Trained(1) })
        {
            other.load_weights(prefix)!.assert_consumed();
            Assert.Equal(Bits(model.optimizer.get_weights()), Bits(other.optimizer.get_weights()));
            Assert.Equal((long)model.optimizer.iterations, (long)other.optimizer.iterations);
        }
    }

    private static KerasLikeRnn.Models.Sequential Small() => Sequential([Dense(3, input_shape: 4), Dense(2)]);

    internal static List<float> Bits(NDArray[] arrays) => [.. arrays.SelectMany(array => array.astype(np.float32).ToArray<float>())];

    internal static double[] Losses(SavedCases saved, KerasLikeRnn.Models.Model model) =>
        [.. ((IEnumerable<double>)model.fit(saved.Data, saved.Y, epochs: 2, batch_size: 4, shuffle: false, verbose: 0).history["loss"])];

    internal static void Judge(SavedCases saved, KerasLikeRnn.Models.Model model)
    {
        Near.Equal(saved["predict"].Floats(), Flat(model.predict(saved.Data, verbose: 0)), 1e-5);
        var losses = Losses(saved, model);
        Near.Equal([.. saved.Numbers("losses").Select(loss => (float)loss)], [.. losses.Select(loss => (float)loss)], 1e-4);
        Near.Equal(saved["predict_after"].Floats(), Flat(model.predict(saved.Data, verbose: 0)), 1e-3);
    }

    internal static float[] Flat(NDArray array) => array.astype(np.float32).ToArray<float>();
}
