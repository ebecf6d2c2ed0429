using System.Text;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Callbacks;

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
