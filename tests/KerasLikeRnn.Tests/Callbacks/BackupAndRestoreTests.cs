using System.Text;
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
        Assert.Equal(["backup.npz"], Directory.GetFiles(Path.Join(folder, "chief")).Select(Path.GetFileName));

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
        var path = Path.Join(folder, "chief", "backup.npz");
        var bytes = File.ReadAllBytes(path);
        var all = bytes.Length;
        foreach (var (at, length) in new[] { (all / 2, all), (0, all / 2), (0, 10), (all - 30, all) })
        {
            var damaged = bytes[..length];
            damaged[Math.Min(at, length - 1)] ^= 0x55;
            File.WriteAllBytes(path, damaged);
            var model = Compiled(true);
            var before = model.get_weights();
            var error = Assert.Throws<InvalidDataException>(() => Fit(model));
            Assert.Contains($"Delete the folder {Path.Join(folder, "chief")} to begin anew", error.Message, StringComparison.Ordinal);
            foreach (var (a, b) in before.Zip(model.get_weights())) Assert.Equal(a.ToArray<float>(), b.ToArray<float>());
        }
    }

    [Fact]
    public void What_a_killed_run_was_writing_is_deleted()
    {
        Directory.CreateDirectory(Path.Join(folder, "chief"));
        File.WriteAllText(Path.Join(folder, "chief", "backup.npz.0123.part"), "half");
        Interrupt(Compiled(true));
        Assert.Equal(["backup.npz"], Directory.GetFiles(Path.Join(folder, "chief")).Select(Path.GetFileName));
    }

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
        x, y, batch_size: 4, epochs: 5, verbose: 0,
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
