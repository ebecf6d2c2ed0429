using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Python;
using NumSharp;
using static keras.layers;
using static KerasLikeRnn.Builtins;
using static keras.models;
using static keras.utils;

namespace KerasLikeRnn.Tests.Scripts;

/// <summary>Those that train on arrays, and those about callbacks and older names.</summary>
internal static partial class SourcesScripts
{
    public static void arrays()
    {
        var (x, y) = (np.random.rand(50, 3), np.random.randint(0, 3, 50));
        var model = Sequential([Dense(6, activation: "relu", input_dim: 3), Dense(3, activation: "softmax")]);
        model.compile(loss: "categorical_crossentropy", optimizer: "adam", metrics: ["accuracy"]);
        var history = model.fit(x, to_categorical(y), epochs: 3, batch_size: 16, validation_split: 0.2, verbose: 2);
        print(history.history.Keys.ToList(), history.epoch);
        history = model.fit(
            x[":40"], to_categorical(y)[":40"], validation_data: (x["40:"], to_categorical(y)["40:"]), validation_freq: 2, epochs: 4,
            verbose: 2);
        print(history.history["val_accuracy"].Select(value => $"{value:F4}").ToList(), history.@params);
        model.fit(x, to_categorical(y), class_weight: new() { [0] = 1.0, [1] = 3.0, [2] = 0.5 }, verbose: 2);
        model.fit(
            x, to_categorical(y), sample_weight: np.linspace(0.1, 2, 50), validation_data: (x, to_categorical(y), np.ones(50)), verbose: 2);
        model.fit(x, to_categorical(y), steps_per_epoch: 3, epochs: 2, shuffle: false, verbose: 2);
        model.fit(x, to_categorical(y), batch_size: 8, initial_epoch: 1, epochs: 3, verbose: 2);
        var (loss, accuracy) = model.evaluate(x, to_categorical(y), batch_size: 20, sample_weight: np.ones(50), verbose: 1);
        print($"Test loss: {loss:F4}, accuracy: {accuracy:F4}");
        print(model.evaluate(x, to_categorical(y), return_dict: true, verbose: 0).keys());
        print(np.argmax(model.predict(x[":10"], verbose: 0), axis: 1));
        print(
            $"{(double)model.train_on_batch(x[":4"], to_categorical(y, 3)[":4"])[0]:F4}", model.predict_on_batch(x[":4"]).shape);
        foreach (var mistake in new Action[]
        {
            () => model.fit(x, to_categorical(y)[":30"], verbose: 0),
            () => model.fit(x[":1"], to_categorical(y, 3)[":1"], validation_split: 0.5),
        })
            PrintError(mistake);
    }

    public static void lists()
    {
        var (a, b) = (np.random.rand(24, 4), np.random.rand(24, 2));
        var (left, right) = (Input(shape: 4, name: "left"), Input(shape: 2, name: "right"));
        var both = concatenate([Dense(3, activation: "tanh")[left], right]);
        var model = Model(
            inputs: [left, right], outputs: [Dense(1, name: "sum")[both], Dense(2, activation: "softmax", name: "kind")[both]]);
        model.compile(
            optimizer: "rmsprop", loss: ["mse", "sparse_categorical_crossentropy"], loss_weights: [1.0, 0.2],
            metrics: new() { ["sum"] = "mae", ["kind"] = ["accuracy"] });
        var (total, kind) = (np.sum(a, axis: 1), (b[":, 0"] > 0.5).astype("int32"));
        var history = model.fit([a, b], [total, kind], epochs: 2, batch_size: 8, validation_split: 0.25, verbose: 2);
        print(history.history.Keys.ToList());
        model.fit(
            new() { ["left"] = a, ["right"] = b }, new() { ["sum"] = total, ["kind"] = kind },
            sample_weight: new() { ["sum"] = np.linspace(0, 1, 24), ["kind"] = np.ones(24) }, epochs: 2, verbose: 2);
        print(model.evaluate([a, b], [total, kind], verbose: 0).Select(value => $"{value:F4}").ToList(), model.metrics_names);
        var (first, second) = model.predict([a[":3"], b[":3"]], verbose: 0);
        print(first.shape, second.shape);
        var dataset = tf.data.Dataset.from_tensor_slices((
            new Dictionary<string, NDArray> { ["left"] = a, ["right"] = b },
            new Dictionary<string, NDArray> { ["sum"] = total, ["kind"] = kind })).batch(10);
        model.fit(dataset, epochs: 2, verbose: 2);
        dataset = tf.data.Dataset.from_tensor_slices(((a, b), (total, kind))).shuffle(24).batch(10);
        model.fit(dataset, epochs: 2, validation_data: [[a, b], [total, kind]], verbose: 2);
        print(model.predict(dataset.map((x, y) => ValueTuple.Create(x)), verbose: 0).outputs.Select(output => output.shape).ToList());
    }

    public static void callbacks()
    {
        var (x, y) = (np.random.rand(32, 4), np.random.rand(32, 1));
        var model = Sequential([Dense(4, activation: "relu", input_shape: 4), Dense(1)]);
        model.compile("adam", "mse", ["mae"]);
        model.fit(
            x, y, epochs: 6, batch_size: 16, validation_split: 0.25, verbose: 2,
            callbacks:
            [
                keras.callbacks.EarlyStopping(monitor: "val_loss", patience: 2, min_delta: 0.05, verbose: 1, restore_best_weights: true),
                keras.callbacks.ReduceLROnPlateau(monitor: "loss", factor: 0.2, patience: 1, min_delta: 0.5, cooldown: 1, verbose: 1),
                keras.callbacks.CSVLogger(folder + "/log.csv"),
                keras.callbacks.LambdaCallback(on_epoch_begin: (epoch, logs) => print("lambda", epoch)), new Told(),
            ]);
        print(File.ReadAllText(folder + "/log.csv").Replace("\r\n", "\n"));
        print($"{(double)model.evaluate(x, y, verbose: 0)[0]:F5}");
        model.fit(
            x, y, epochs: 3, verbose: 2,
            callbacks:
            [
                keras.callbacks.LearningRateScheduler((epoch, lr) => lr * 0.5, verbose: 1), keras.callbacks.TerminateOnNaN(),
                keras.callbacks.EarlyStopping(monitor: "accuracy", mode: "max", baseline: 0.9), new Told(),
            ]);
        model.fit(
            x, np.full((32, 1), np.nan), epochs: 3, batch_size: 8, verbose: 0,
            callbacks: [keras.callbacks.TerminateOnNaN(), new Told()]);
        foreach (var mistake in new Action[]
        {
            () => keras.callbacks.ReduceLROnPlateau(factor: 1.5), () => keras.callbacks.ModelCheckpoint("x", save_freq: "hour"),
        })
            PrintError(mistake);
    }

    public static void wrappers()
    {
        static Model create(int units = 4, string optimizer = "adam")
        {
            var model = Sequential();
            model.add(Dense(units, input_dim: 3, activation: "relu"));
            model.add(Dense(3, activation: "softmax"));
            model.compile(loss: "categorical_crossentropy", optimizer: optimizer, metrics: ["accuracy"]);
            return model;
        }

        static Model regression()
        {
            var model = Sequential([Dense(4, input_dim: 3, activation: "relu"), Dense(1)]);
            model.compile(loss: "mean_squared_error", optimizer: "adam");
            return model;
        }

        var x = np.random.rand(30, 3);
        var y = np.argmax(x, axis: 1);
        var classifier = keras.wrappers.scikit_learn.KerasClassifier(
            build_fn: create, new Dictionary<string, object?> { ["epochs"] = 3, ["batch_size"] = 10, ["verbose"] = 2 });
        classifier.fit(x, y);
        print(classifier.predict(x[":5"]).shape, classifier.predict_proba(x[":5"]).shape, $"{classifier.score(x, y):F4}");
        print(classifier.get_params().Keys.Order(StringComparer.Ordinal).ToList(), classifier.classes_);
        classifier.set_params(new Dictionary<string, object?> { ["units"] = 8, ["epochs"] = 1 });
        classifier.fit(
            x, to_categorical(y), new Dictionary<string, object?> { ["validation_data"] = (x, to_categorical(y)) });
        var regressor = keras.wrappers.scikit_learn.KerasRegressor(
            build_fn: regression, new Dictionary<string, object?> { ["epochs"] = 2, ["verbose"] = 0 });
        var history = regressor.fit(x, np.sum(x, axis: 1));
        var quiet = new Dictionary<string, object?> { ["verbose"] = 0 };
        print(
            len(history.history["loss"]), regressor.predict(x[":4"], quiet).shape,
            $"{regressor.score(x, np.sum(x, axis: 1), quiet):F4}");
        PrintError(() => keras.wrappers.scikit_learn.KerasClassifier(
            build_fn: create, new Dictionary<string, object?> { ["number"] = 3 }));
    }

    public static void old_names()
    {
        static IEnumerable<(NDArray, NDArray)> batches()
        {
            for (var i = 0; ; i++)
            {
                var x = np.sin(np.arange(10) + i).reshape(5, 2);
                yield return (x, x[":, :1"] * 2);
            }
        }

        List<string> caught = [];
        using (PythonWarnings.Catch(caught.Add))
        {
            var model = Sequential([Dense(3, input_dim: 2), Dense(1)]);
            model.compile(loss: "mse", optimizer: keras.optimizers.Adam(lr: 0.01), metrics: ["mae"]);
            var history = model.fit_generator(
                batches(), steps_per_epoch: 4, epochs: 2, validation_data: batches(), validation_steps: 2, verbose: 2);
            print(history.history["val_mae"].Select(value => $"{value:F4}").ToList());
            print(model.evaluate_generator(batches(), steps: 3).Select(value => $"{value:F4}").ToList());
            print(model.predict_generator(batches().Select(batch => batch.Item1), steps: 2).shape);
        }
        print(string.Join('\n', caught));
    }

    private sealed class Told : Callback
    {
        public override void on_train_begin(Logs logs = null!) => print("begin", @params, logs.Keys.ToList());

        public override void on_epoch_end(int epoch, Logs logs = null!) => print(
            "epoch", epoch, logs.Keys.Order(StringComparer.Ordinal).ToList(),
            $"{(double)keras.backend.get_value(model.optimizer.lr):F6}");

        public override void on_test_end(Logs logs = null!) => print("tested", logs.Keys.ToList());

        public override void on_train_end(Logs logs = null!) =>
            print("end", model.stop_training, logs.Keys.Order(StringComparer.Ordinal).ToList());
    }
}
