using System.Text;
using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Callbacks;

/// <summary>ModelCheckpoint writes files of all formats, under the names that Keras gives them.</summary>
public sealed class ModelCheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("checkpoints").FullName;
    private readonly NDArray x = np.array(Enumerable.Range(0, 16).Select(i => (float)Math.Sin(i)).ToArray()).reshape(8, 2);
    private readonly NDArray y = np.array(Enumerable.Range(0, 8).Select(i => (float)Math.Cos(i)).ToArray()).reshape(8, 1);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_files_are_those_of_Keras()
    {
        foreach (var recorded in Recorded("files"))
        {
            var within = Directory.CreateDirectory(Path.Join(folder, Guid.NewGuid().ToString())).FullName;
            var path = recorded.GetProperty("filepath").GetString()!;
            var batches = recorded.GetProperty("save_freq");
            SaveFrequency frequency = batches.ValueKind == JsonValueKind.Number ? batches.GetInt32() : "epoch";
            Compiled().fit(x, y, batch_size: 2, epochs: 3, verbose: 0, callbacks: [keras.callbacks.ModelCheckpoint(
                Path.Join(within, path), save_weights_only: recorded.GetProperty("save_weights_only").GetBoolean(), save_freq: frequency)]);
            Assert.Equal(
                path + ": " + string.Join(" ", recorded.GetProperty("files").EnumerateArray().Select(file => file.GetString()).Order()),
                path + ": " + string.Join(" ", Directory.GetFiles(within, "*", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(within, file)).Order()));
        }
    }

    [Theory]
    [InlineData("model.h5", false)]
    [InlineData("model.keras", false)]
    [InlineData("folder", false)]
    [InlineData("weights.h5", true)]
    [InlineData("weights", true)]
    public void What_it_saves_loads_again(string name, bool save_weights_only)
    {
        var path = Path.Join(folder, name);
        var model = Compiled();
        model.fit(x, y, epochs: 2, verbose: 0, callbacks: [keras.callbacks.ModelCheckpoint(path, save_weights_only: save_weights_only)]);
        Model loaded = save_weights_only ? Compiled() : keras.models.load_model(path);
        if (save_weights_only) loaded.load_weights(path);
        Assert.Equal(model.predict(x, verbose: 0).ToArray<float>(), loaded.predict(x, verbose: 0).ToArray<float>());
        if (!save_weights_only) Assert.Equal((long)model.optimizer.iterations, (long)loaded.optimizer.iterations);
    }

    [Fact]
    public void The_weights_that_are_loaded_on_restart_are_those_of_the_file_that_Keras_takes()
    {
        foreach (var recorded in Recorded("latest"))
        {
            var within = Directory.CreateDirectory(Path.Join(folder, Guid.NewGuid().ToString())).FullName;
            foreach (var (name, time) in recorded.GetProperty("names").EnumerateArray().Zip(recorded.GetProperty("times").EnumerateArray()))
            {
                var path = Path.Join(within, name.GetString());
                File.WriteAllText(path, "");
                File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(time.GetInt32()));
            }
            if (recorded.GetProperty("state").GetString() is { } state)
            {
                var path = Path.Join(within, "checkpoint");
                File.WriteAllText(path, $"model_checkpoint_path: \"{state}\"\n");
                File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(1));
            }
            var text = new StringBuilder();
            using (Messages.Redirect(part => text.Append(part)))
            {
                var pattern = Path.Join(within, recorded.GetProperty("pattern").GetString());
                var callback = new ModelCheckpoint(pattern, load_weights_on_restart: true);
                callback.set_model(new FakeModel("loss"));
                callback.on_train_begin();
            }
            var found = recorded.GetProperty("found").GetString();
            Assert.Equal(
                "WARNING:tensorflow:`load_weights_on_restart` argument is deprecated. Please use `model.load_weights()` for loading "
                + "weights before the start of `model.fit()`.\n" + (found is null ? "" : $"<load_weights {Path.Join(within, found)}>\n"),
                text.ToString());
        }
    }

    [Fact]
    public void A_file_that_cannot_be_loaded_on_restart_is_named()
    {
        var path = Path.Join(folder, "w.h5");
        File.WriteAllText(path, "no weights");
        var error = Assert.Throws<ValueError>(() => Compiled().fit(x, y, verbose: 0, callbacks: [
            keras.callbacks.ModelCheckpoint(path, save_weights_only: true, load_weights_on_restart: true)]));
        Assert.StartsWith($"Error loading file from {path}. Reason: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("no weights", File.ReadAllText(path));
    }

    [Fact]
    public void The_best_weights_are_those_of_the_best_epoch_in_the_file_and_in_the_model()
    {
        var path = Path.Join(folder, "best.h5");
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        model.compile(keras.optimizers.SGD(1.9), "mse");
        var all = new List<NDArray[]>();
        var note = keras.callbacks.LambdaCallback(on_epoch_end: (_, _) => all.Add(model.get_weights()));
        var history = model.fit(x, y, epochs: 8, verbose: 0, validation_data: (x, y), callbacks: [
            note, keras.callbacks.ModelCheckpoint(path, save_best_only: true),
            keras.callbacks.EarlyStopping(patience: 2, restore_best_weights: true)]);
        var losses = history.history["val_loss"];
        var best = losses.IndexOf(losses.Min());
        Assert.True(losses.Count < 8, "the training was to be stopped");
        var loaded = keras.models.load_model(path);
        foreach (var (weight, (restored, saved)) in all[best].Zip(model.get_weights().Zip(loaded.get_weights())))
        {
            Assert.Equal(weight.ToArray<float>(), restored.ToArray<float>());
            Assert.Equal(weight.ToArray<float>(), saved.ToArray<float>());
        }
    }

    private static JsonElement.ArrayEnumerator Recorded(string kind, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        JsonDocument.Parse(File.ReadAllText(Path.Join(Path.GetDirectoryName(here), "checkpoints.json"))).RootElement.GetProperty(kind)
        .EnumerateArray();

    private static Sequential Compiled()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        model.compile("sgd", "mse");
        return model;
    }
}
