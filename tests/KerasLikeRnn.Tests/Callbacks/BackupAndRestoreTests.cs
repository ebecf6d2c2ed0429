using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;
using Tensor = KerasLikeRnn.Engine.Tensor;

namespace KerasLikeRnn.Tests.Callbacks;

[Collection("Seeds")]
public sealed class BackupAndRestoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("backup").FullName;
    private readonly NDArray x = np.array(Enumerable.Range(0, 24).Select(i => (float)Math.Sin(i)).ToArray()).reshape(8, 3);
    private readonly NDArray y = np.array(Enumerable.Range(0, 8).Select(i => (float)Math.Cos(i)).ToArray()).reshape(8, 1);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_training_that_was_interrupted_goes_on_as_if_it_had_not_been(bool isBuilt)
    {
        var whole = Compiled(isBuilt);
        var start = isBuilt ? whole.get_weights() : null;
        if (!isBuilt) start = Started(whole);
        whole.fit(x, y, batch_size: 4, epochs: 5, shuffle: false, verbose: 0);

        var first = Compiled(isBuilt: true);
        first.set_weights(start!);
        var stop = keras.callbacks.LambdaCallback(on_epoch_begin: (epoch, _) =>
        {
            if (epoch == 3) throw new InvalidOperationException("stop");
        });
        var thrown = Assert.Throws<InvalidOperationException>(() => first.fit(
            x, y, batch_size: 4, epochs: 5, shuffle: false, verbose: 0, callbacks: [keras.callbacks.BackupAndRestore(folder), stop]));
        Assert.Equal("stop", thrown.Message);
        Assert.Equal(Files(3), FilesThere());

        var second = Compiled(isBuilt);
        var history = second.fit(
            x, y, batch_size: 4, epochs: 5, shuffle: false, verbose: 0, callbacks: [keras.callbacks.BackupAndRestore(folder)]);
        Assert.Equal([3, 4], history.epoch);
        foreach (var (a, b) in whole.get_weights().Zip(second.get_weights())) Assert.Equal(a.ToArray<float>(), b.ToArray<float>());
        Assert.Equal(10, (long)second.optimizer.iterations);
        Assert.False(Directory.Exists(Path.Join(folder, "chief")));
    }

    [Fact]
    public void A_backup_of_another_model_is_refused()
    {
        var stop = keras.callbacks.LambdaCallback(on_epoch_begin: (epoch, _) => { if (epoch == 1) throw new InvalidOperationException(); });
        Assert.Throws<InvalidOperationException>(() => Compiled(true).fit(
            x, y, epochs: 2, verbose: 0, callbacks: [keras.callbacks.BackupAndRestore(folder), stop]));
        var other = keras.Sequential([keras.layers.Dense(1, input_shape: 3)]);
        other.compile("sgd", "mse");
        Assert.Throws<ValueError>(() => other.fit(x, y, verbose: 0, callbacks: [keras.callbacks.BackupAndRestore(folder)]));
    }

    [Fact]
    public void The_older_name_is_warned_of()
    {
        var text = new StringBuilder();
        using (Messages.Redirect(part => text.Append(part))) _ = keras.callbacks.experimental.BackupAndRestore(folder);
        Assert.Equal(
            "WARNING:tensorflow:`tf.keras.callbacks.experimental.BackupAndRestore` endpoint is deprecated and will be removed in a future "
            + "release. Please use `tf.keras.callbacks.BackupAndRestore`.\n", text.ToString());
    }

    [Fact]
    public void A_damaged_backup_is_refused_with_what_to_do()
    {
        Interrupt(Compiled(true));
        foreach (var path in Directory.GetFiles(Path.Join(folder, "chief")))
        {
            var bytes = File.ReadAllBytes(path);
            var all = bytes.Length;
            foreach (var (at, length) in new[] { (all / 2, all), (20, all / 2), (0, 10), (all - 4, all) })
            {
                // In the text only the name of the checkpoint counts.
                var damaged = bytes[..length];
                damaged[path.EndsWith("checkpoint", StringComparison.Ordinal) ? 3 : Math.Min(at, length - 1)] ^= 0x55;
                File.WriteAllBytes(path, damaged);
                var model = Compiled(true);
                var before = model.get_weights();
                var error = Assert.Throws<InvalidDataException>(() => Fit(model));
                Assert.Contains($"Delete the folder {Path.Join(folder, "chief")} to begin anew", error.Message, StringComparison.Ordinal);
                foreach (var (a, b) in before.Zip(model.get_weights())) Assert.Equal(a.ToArray<float>(), b.ToArray<float>());
            }
            File.WriteAllBytes(path, bytes);
        }
        Assert.Equal([3, 4], Fit(Compiled(true)).epoch);
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("ckpt-3.index")]
    [InlineData("ckpt-3.data-00000-of-00001")]
    public void A_backup_of_which_a_file_is_missing_is_refused_unless_nothing_names_it(string file)
    {
        Interrupt(Compiled(true));
        File.Delete(Path.Join(folder, "chief", file));
        if (file == "checkpoint") Assert.Equal([0, 1, 2, 3, 4], Fit(Compiled(true)).epoch);
        else Assert.Throws<InvalidDataException>(() => Fit(Compiled(true)));
    }

    [Fact]
    public void What_a_killed_run_was_writing_is_deleted()
    {
        Directory.CreateDirectory(Path.Join(folder, "chief"));
        foreach (var name in new[] { "ckpt-0.index.0123.part", "ckpt-0.data-00000-of-00001", "ckpt-7.index", "checkpoint.0123.part" })
            File.WriteAllText(Path.Join(folder, "chief", name), "half");
        Interrupt(Compiled(true));
        Assert.Equal(Files(3), FilesThere());
    }

    [Fact]
    public void The_backup_is_a_checkpoint_under_Kerass_names()
    {
        Interrupt(Recorded("adam"));
        var (there, kerass) = (tf.train.latest_checkpoint(Path.Join(folder, "chief"))!, Path.Join(Data, "adam", "chief", "ckpt-3"));
        Assert.Equal(Path.Join(folder, "chief", "ckpt-3"), there);
        string[] Tensors(string prefix) => [.. tf.train.list_variables(prefix)
            .Where(entry => !entry.name.StartsWith("fit", StringComparison.Ordinal)).Select(entry => $"{entry.name} {entry.shape}")];
        Assert.Equal(Tensors(kerass), Tensors(there));
        foreach (var number in new[] { "ckpt_saved_epoch", "train_counter", "save_counter", "model/optimizer/iter" })
            Assert.Equal(
                tf.train.load_variable(kerass, number + "/.ATTRIBUTES/VARIABLE_VALUE").Item(),
                tf.train.load_variable(there, number + "/.ATTRIBUTES/VARIABLE_VALUE").Item());
    }

    /// <summary>Runs of Keras 2.9: record_backups.py.</summary>
    [Theory]
    [InlineData("adam", true)]
    [InlineData("adam", false)]
    [InlineData("rmsprop", true)]
    [InlineData("experimental", true)]
    [InlineData("experimental", false)]
    public void A_backup_that_Keras_wrote_is_gone_on_with(string optimizer, bool isBuilt)
    {
        Directory.CreateDirectory(Path.Join(folder, "chief"));
        foreach (var file in Directory.GetFiles(Path.Join(Data, optimizer, "chief")))
            File.Copy(file, Path.Join(folder, "chief", Path.GetFileName(file)));
        var model = Recorded(optimizer, isBuilt);
        var stop = keras.callbacks.LambdaCallback(on_epoch_begin: (epoch, _) => { if (epoch == 4) throw new InvalidOperationException(); });
        Assert.Throws<InvalidOperationException>(() => Fit(model, keras.callbacks.BackupAndRestore(folder), stop));
        // By now the backup is one of this library.
        Assert.Equal(Files(4), FilesThere());
        model = Recorded(optimizer, isBuilt);
        Assert.Equal([4], Fit(model).epoch);
        foreach (var (expected, actual) in Expected(optimizer, "end").Zip(model.get_weights()))
            Assert.All(expected.Zip(actual.ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    /// <summary>For record_backups.py, which has Keras go on, in the folder that KERASLIKERNN_WRITE_MODELS names.</summary>
    [Fact(Explicit = true)]
    public void Backups_are_written_for_the_judge()
    {
        var target = Environment.GetEnvironmentVariable("KERASLIKERNN_WRITE_MODELS")
            ?? throw new InvalidOperationException("KERASLIKERNN_WRITE_MODELS must name a folder.");
        Directory.CreateDirectory(target);
        File.Copy(Path.Join(Data, "expected.json"), Path.Join(target, "expected.json"), overwrite: true);
        foreach (var optimizer in new[] { "adam", "rmsprop", "experimental" })
        {
            var model = Recorded(optimizer);
            model.set_weights([.. Expected(optimizer, "start").Zip(model.get_weights(), (numbers, weight) =>
                np.array(numbers).reshape(weight.shape))]);
            Interrupt(model, keras.callbacks.BackupAndRestore(Path.Join(target, optimizer)));
            Assert.True(File.Exists(Path.Join(target, optimizer, "chief", "checkpoint")));
        }
    }

    private static string Data { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "Data", "models", "backups");

    private static string Here([CallerFilePath] string path = "") => path;

    private static float[][] Expected(string optimizer, string when) =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Join(Data, "expected.json"))).RootElement.GetProperty(optimizer).GetProperty(when)
            .EnumerateArray().Select(weight => weight.EnumerateArray().Select(number => number.GetSingle()).ToArray())];

    /// <summary>The model of record_backups.py.</summary>
    private static Sequential Recorded(string optimizer, bool isBuilt = true)
    {
        var first = isBuilt ? keras.layers.Dense(4, activation: "tanh", use_bias: false, input_shape: 3)
            : keras.layers.Dense(4, activation: "tanh", use_bias: false);
        var model = keras.Sequential([first, keras.layers.BatchNormalization(), keras.layers.Dense(1)]);
        model.compile(
            optimizer switch
            {
                "adam" => keras.optimizers.Adam(0.01),
                "rmsprop" => keras.optimizers.RMSprop(keras.optimizers.schedules.ExponentialDecay(0.01, 3, 0.9), momentum: 0.5),
                _ => keras.optimizers.experimental.Adam(0.01),
            },
            "mse");
        return model;
    }

    private static string[] Files(int number) => ["checkpoint", $"ckpt-{number}.data-00000-of-00001", $"ckpt-{number}.index"];

    private string[] FilesThere() =>
        [.. Directory.GetFiles(Path.Join(folder, "chief")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Callbacks_of_all_kinds_go_on_with_their_state_wherever_they_stand()
    {
        EarlyStopping Stopping() => new("loss", patience: 9, restore_best_weights: true);
        ReduceLROnPlateau Plateau() => new("loss", patience: 1, min_delta: 10);
        ModelCheckpoint Checkpoint() => new(Path.Join(folder, "w.h5"), "loss", save_best_only: true);
        var (stopping, plateau, checkpoint) = (Stopping(), Plateau(), Checkpoint());
        Interrupt(Compiled(true), stopping, keras.callbacks.BackupAndRestore(folder), plateau, checkpoint, new Counting());
        var (again, plateauAgain, checkpointAgain, ownAgain) = (Stopping(), Plateau(), Checkpoint(), new Counting());
        var model = Compiled(true);
        var look = keras.callbacks.LambdaCallback(on_epoch_begin: (epoch, _) => throw new InvalidOperationException($"{epoch}"));
        var error = Assert.Throws<InvalidOperationException>(() => model.fit(
            x, y, batch_size: 4, epochs: 5, verbose: 0,
            callbacks: [ownAgain, plateauAgain, keras.callbacks.BackupAndRestore(folder), again, checkpointAgain, look]));
        Assert.Equal("3", error.Message);
        Assert.Equal((stopping.best, stopping.wait, stopping.best_epoch), (again.best, again.wait, again.best_epoch));
        Assert.Equal(stopping.best_weights!.Length, again.best_weights!.Length);
        Assert.Equal((plateau.best, plateau.wait), (plateauAgain.best, plateauAgain.wait));
        Assert.Equal(checkpoint.best, checkpointAgain.best);
        Assert.Equal("3 epochs, last 2", ownAgain.Said);
        // The rate that the plateau has set.
        Assert.NotEqual(0.001f, (float)(double)model.optimizer.learning_rate);
    }

    [Fact]
    public void A_training_that_was_stopped_does_not_go_on()
    {
        var stop = keras.callbacks.LambdaCallback(
            on_epoch_end: (epoch, _) => stopped!.stop_training = epoch == 1,
            on_train_end: _ => throw new InvalidOperationException("killed"));
        stopped = Compiled(true);
        // What deletes the backup stands behind what ends the process.
        Assert.Throws<InvalidOperationException>(() => stopped.fit(
            x, y, epochs: 5, verbose: 0, callbacks: [stop, keras.callbacks.BackupAndRestore(folder)]));
        var model = Compiled(true);
        Assert.Empty(Fit(model).epoch);
        foreach (var (a, b) in stopped.get_weights().Zip(model.get_weights())) Assert.Equal(a.ToArray<float>(), b.ToArray<float>());
    }

    private Sequential? stopped;

    [Theory]
    [InlineData("stateful")]
    [InlineData("own step")]
    [InlineData("loss scale")]
    [InlineData("average")]
    [InlineData("frozen")]
    [InlineData("images")]
    public void Models_of_all_kinds_end_as_if_nothing_had_happened(string kind)
    {
        var (data, targets) = kind == "images" ? (np.arange(8 * 6 * 6).reshape(8, 6, 6, 1).astype(NPTypeCode.Single), y)
            : kind == "stateful" ? (x.reshape(8, 3, 1), y) : (x, y);
        NDArray[] Run(params Callback[] callbacks)
        {
            keras.utils.set_random_seed(3);
            var model = ModelOf(kind);
            model.fit(data, targets, batch_size: 4, epochs: 5, shuffle: kind != "stateful", verbose: 0, callbacks: callbacks);
            return [.. model.get_weights(), .. model.optimizer.get_weights(), np.array(new[] { PythonRandom.Shared.Random() })];
        }

        var whole = Run();
        var stop = keras.callbacks.LambdaCallback(on_epoch_begin: (epoch, _) => { if (epoch == 3) throw new InvalidOperationException(); });
        Assert.Throws<InvalidOperationException>(() => Run(stop, keras.callbacks.BackupAndRestore(folder)));
        var resumed = Run(keras.callbacks.BackupAndRestore(folder));
        Assert.Equal(whole.Length, resumed.Length);
        foreach (var (a, b) in whole.Zip(resumed))
            Assert.Equal(a.astype(NPTypeCode.Double).ToArray<double>(), b.astype(NPTypeCode.Double).ToArray<double>());
    }

    private static Model ModelOf(string kind)
    {
        Model model = kind switch
        {
            "stateful" => keras.Sequential([keras.layers.LSTM(4, stateful: true, batch_input_shape: [4, 3, 1]), keras.layers.Dense(1)]),
            "own step" => new OwnStep(),
            "images" => keras.Sequential([
                keras.layers.RandomFlip(seed: 4), keras.layers.RandomRotation(0.2), keras.layers.Flatten(), keras.layers.Dense(1)]),
            _ => keras.Sequential([
                keras.layers.Dense(4, activation: "tanh", input_shape: 3), keras.layers.Dropout(0.4, seed: 2), keras.layers.Dense(1)]),
        };
        if (kind == "frozen") model.layers[0].trainable = false;
        model.compile(
            kind switch
            {
                "loss scale" => keras.mixed_precision.LossScaleOptimizer(keras.optimizers.Nadam(0.01), dynamic_growth_steps: 3),
                "average" => keras.optimizers.experimental.Adam(0.01, use_ema: true, ema_overwrite_frequency: 3),
                _ => keras.optimizers.Adam(0.01, decay: 0.01),
            },
            "mse");
        return model;
    }

    [Fact]
    public void Lines_of_epochs_that_are_run_again_are_written_once()
    {
        var log = Path.Join(folder, "log.csv");
        // It fails between the log's line of epoch 1 and the backup.
        var fail = keras.callbacks.LambdaCallback(on_epoch_end: (epoch, _) => { if (epoch == 1) throw new InvalidOperationException(); });
        Assert.Throws<InvalidOperationException>(() => Fit(Compiled(true), new CSVLogger(log), fail));
        Assert.Equal(3, File.ReadAllLines(log).Length);
        Fit(Compiled(true), new CSVLogger(log));
        Assert.Equal(["epoch", "0", "1", "2", "3", "4"], File.ReadAllLines(log).Select(line => line.Split(',')[0]));
    }

    private void Interrupt(Sequential model, params Callback[] callbacks)
    {
        var stop = keras.callbacks.LambdaCallback(on_epoch_begin: (epoch, _) =>
        {
            if (epoch == 3) throw new InvalidOperationException("stop");
        });
        var thrown = Assert.Throws<InvalidOperationException>(() => Fit(model, [.. callbacks, stop]));
        Assert.Equal("stop", thrown.Message);
    }

    private History Fit(Sequential model, params Callback[] callbacks) => model.fit(
        x, y, batch_size: 4, epochs: 5, shuffle: false, verbose: 0,
        callbacks: callbacks.Any(callback => callback is BackupAndRestore) ? callbacks
            : [keras.callbacks.BackupAndRestore(folder), .. callbacks]);

    private sealed class Counting : Callback
    {
        private long epochs;
        private string? last;

        public string Said => $"{epochs} epochs, last {last}";

        public override void on_epoch_end(int epoch, Logs logs = null!) => (epochs, last) = (epochs + 1, $"{epoch}");

        protected internal override void on_backup(BackupState state) =>
            (epochs, last) = (state.keep("epochs", epochs), state.keep("last", last));
    }

    /// <summary>Only its step builds it, with an optimizer of its own.</summary>
    private sealed class OwnStep : Model
    {
        private readonly KerasLikeRnn.Layers.Dense first = new(4, activation: "tanh");
        private readonly KerasLikeRnn.Layers.Dense second = new(1);
        private readonly KerasLikeRnn.Optimizers.Optimizer other = keras.optimizers.RMSprop(0.01);

        public override Logs train_step(StepData data)
        {
            var (inputs, targets, _) = data;
            using var tape = new GradientTape();
            Tensor output = second[first[inputs]];
            var error = tf.reduce_mean(tf.square(output + tf.random.normal([1], stddev: 0.1) - targets![0]));
            List<Variable> weights = [.. first.trainable_weights, .. second.trainable_weights];
            var gradients = tape.gradient(error, weights);
            optimizer.apply_gradients(gradients.Take(2).Zip(first.trainable_weights));
            other.apply_gradients(gradients.Skip(2).Zip(second.trainable_weights));
            return new Logs { { "loss", error } };
        }
    }

    private static Sequential Compiled(bool isBuilt)
    {
        var model = isBuilt
            ? keras.Sequential([keras.layers.Dense(4, activation: "tanh", input_shape: 3), keras.layers.Dense(1)])
            : keras.Sequential([keras.layers.Dense(4, activation: "tanh"), keras.layers.Dense(1)]);
        model.compile("adam", "mse");
        return model;
    }

    private NDArray[] Started(Model model)
    {
        model.build(new Engine.Shape(null, 3));
        return model.get_weights();
    }
}
