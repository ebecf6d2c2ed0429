using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;
using static keras.models;
using static keras.preprocessing.image;
using static keras.preprocessing.sequence;
using static keras.utils;
using static KerasLikeRnn.Builtins;

namespace KerasLikeRnn.Tests.Scripts;

/// <summary>The functions of record_sources.py.</summary>
internal static partial class SourcesScripts
{
    /// <summary>Where a script writes its files; a test gives it one, and clears it away.</summary>
    internal static string folder = "";

    public static void generator()
    {
        static IEnumerable<(NDArray, NDArray)> batches(int count, int size)
        {
            foreach (var i in range(count))
            {
                var x = np.random.rand(size + i % 3, 4);
                yield return (x, np.sum(x, axis: 1));
            }
        }

        var model = Sequential([Dense(8, activation: "tanh"), Dropout(0.2), Dense(1)]);
        model.compile(optimizer: "adam", loss: "mse", metrics: ["mae"]);
        var history = model.fit(batches(6, 8), epochs: 1, verbose: 2);
        model.summary();
        history = model.fit(batches(10, 8), steps_per_epoch: 5, epochs: 2, verbose: 2);
        print(history.history["loss"].Select(value => $"{value:F4}").ToList());
        history = model.fit(batches(5, 8), steps_per_epoch: 3, epochs: 3, verbose: 2);
        print(len(history.history["loss"]));
        var scores = model.evaluate(batches(3, 6), verbose: 2);
        print($"{(double)scores[0]:F4} {(double)scores[1]:F4}");
        print(model.predict(batches(2, 3), verbose: 0).shape);
        try
        {
            model.fit(batches(2, 3), np.ones(3));
        }
        catch (ValueError error)
        {
            print(Text(error));
        }
        try
        {
            model.fit(batches(2, 3), validation_split: 0.2);
        }
        catch (ValueError error)
        {
            print(Text(error));
        }
    }

    public static void sequence()
    {
        var x = np.arange(60).astype(np.float32).reshape(20, 3) / 60f;
        var y = np.arange(20).astype(np.float32) / 20f;
        var (train, test) = (new Windows(x[":14"], y[":14"], 4), new Windows(x["14:"], y["14:"], 4));
        var model = Sequential([Dense(4, activation: "relu", input_shape: 3), Dense(1)]);
        model.compile(optimizer: "sgd", loss: "mse");
        var history = model.fit(train, epochs: 3, validation_data: test, verbose: 2);
        print(history.history["val_loss"].Select(value => $"{value:F5}").ToList());
        model.fit(train, epochs: 2, verbose: 2, workers: 3, max_queue_size: 2);
        model.fit(train, epochs: 2, steps_per_epoch: 2, shuffle: false, verbose: 2);
        print($"{(double)model.evaluate(test, verbose: 0):F5}");
        print(model.predict(test, verbose: 0).shape);
        try
        {
            model.fit(train, y);
        }
        catch (ValueError error)
        {
            print(Text(error));
        }
    }

    public static void weights()
    {
        static IEnumerable<(NDArray, NDArray, NDArray)> batches()
        {
            while (true)
            {
                var x = np.random.rand(6, 3);
                yield return (x, (x[":, 0"] > 0.5).astype(np.int32), np.linspace(0.5, 1.5, 6));
            }
        }

        var model = Sequential([Dense(6, activation: "relu", input_shape: 3), Dense(2, activation: "softmax")]);
        model.compile(optimizer: "rmsprop", loss: "sparse_categorical_crossentropy", weighted_metrics: ["accuracy"]);
        model.fit(batches(), steps_per_epoch: 4, epochs: 3, class_weight: new() { [0] = 1, [1] = 2 }, verbose: 2);
        np.random.seed(2);
        print(model.evaluate(batches(), steps: 3, verbose: 0).Select(value => $"{value:F4}").ToList());
    }

    public static void dictionaries()
    {
        static IEnumerable<(Dictionary<string, NDArray>, Dictionary<string, NDArray>)> batches(int count)
        {
            foreach (var i in range(count))
            {
                var (title, body) = (np.random.randint(0, 9, (4 + i, 5)), np.random.rand(4 + i, 2));
                yield return (
                    new() { ["title"] = title, ["body"] = body },
                    new() { ["stars"] = body[":, 0"], ["long"] = (title[":, 0"] > 4).astype(np.float32) });
            }
        }

        var (title, body) = (Input(5, name: "title"), Input(2, name: "body"));
        var both = Concatenate()[[GRU(4)[Embedding(9, 3)[title]], body]];
        var model = Model([title, body], [Dense(1, name: "stars")[both], Dense(1, activation: "sigmoid", name: "long")[both]]);
        model.compile(optimizer: "adam", loss: new() { ["stars"] = "mse", ["long"] = "binary_crossentropy" });
        var history = model.fit(batches(4), epochs: 1, verbose: 2);
        print(history.history.Keys.Order(StringComparer.Ordinal).ToList());
        var (stars, @long) = model.predict(
            batches(1).Select(batch => ValueTuple.Create<NDArray[]>([batch.Item1["title"], batch.Item1["body"]])), verbose: 0);
        print(stars.shape, @long.shape);
    }

    public static void timeseries()
    {
        var data = np.sin(np.arange(80) * 0.3).reshape(80, 1).astype(np.float32);
        var train = TimeseriesGenerator(data, data, length: 6, batch_size: 16, end_index: 59);
        var test = TimeseriesGenerator(data, data, length: 6, batch_size: 16, start_index: 60);
        print(len(train), len(test), train[0][0].numpy().shape, test[0][1].numpy().shape);
        var model = Sequential([LSTM(5), Dense(1)]);
        model.compile(optimizer: "adam", loss: "mse");
        model.fit(train, epochs: 3, validation_data: test, shuffle: false, verbose: 2);
        model.fit(train, epochs: 2, verbose: 2);
        print($"{(double)model.evaluate(test, verbose: 0):F5}");
        print(model.predict(test, verbose: 0)[":3"]);
    }

    public static void enqueuers()
    {
        using var ordered = OrderedEnqueuer(new Numbers(), shuffle: true);
        print(ordered.is_running());
        ordered.start(workers: 2, max_queue_size: 3);
        using var batches = ordered.get().GetEnumerator();
        print(range(4).Select(i => batches.MoveNext() ? (int)batches.Current[1].numpy()[0] : -1).ToList(), ordered.is_running());
        ordered.stop();
        print(ordered.is_running());
        using var queue = GeneratorEnqueuer(range(3).Select(i => (np.ones((1, 1)) * i, np.ones(1))));
        queue.start();
        List<double> taken = [];
        foreach (var (x, y) in queue.get())
            taken.Add((double)x[0, 0]);
        print(taken);
        queue.stop();
        List<string> caught = [];
        using (KerasLikeRnn.Python.PythonWarnings.Catch(caught.Add))
        {
            var model = Sequential([Dense(1, input_shape: 1)]);
            model.compile("sgd", "mse");
            model.fit_generator(new Numbers(), epochs: 2, verbose: 2);
            print($"{(double)model.evaluate_generator(new Numbers()):F4}");
            print(model.predict_generator(new Numbers()).shape);
        }
        print(caught.Where(message => message.Contains("_generator", StringComparison.Ordinal)).ToList());
    }

    public static void images()
    {
        var x = np.fmod(np.arange(12 * 6 * 6 * 1).reshape(12, 6, 6, 1) * 37, 256).astype(np.float32);
        var y = np.fmod(np.arange(12), 2);
        var generator = ImageDataGenerator(
            featurewise_center: true, featurewise_std_normalization: true, channel_shift_range: 20, horizontal_flip: true,
            vertical_flip: true, validation_split: 0.25);
        generator.fit(x);
        print(generator.mean!.shape, $"{(double)generator.mean[0, 0, 0]:F3} {(double)generator.std![0, 0, 0]:F3}");
        var train = generator.flow(x, y, batch_size: 4, subset: "training");
        var test = generator.flow(x, y, batch_size: 4, subset: "validation", shuffle: false);
        print(len(train), len(test), train.n, test.n);
        var model = Sequential(
            [Conv2D(4, 3, activation: "relu", input_shape: (6, 6, 1)), Flatten(), Dense(1, activation: "sigmoid")]);
        model.compile(optimizer: "adam", loss: "binary_crossentropy");
        var history = model.fit(train, epochs: 3, validation_data: test, verbose: 2);
        print(history.history["val_loss"].Select(value => $"{value:F4}").ToList());
        var (x_batch, y_batch) = generator.flow(x, y, batch_size: 5, seed: 3).next();
        print(x_batch.shape, y_batch);
        print($"{(double)model.evaluate(generator.flow(x, y, batch_size: 5, seed: 3, shuffle: false), verbose: 0):F4}");
        try
        {
            generator.flow(x, y[":5"]);
        }
        catch (ValueError error)
        {
            print(Text(error));
        }
    }

    private static void PrintError(Action mistake)
    {
        try
        {
            mistake();
        }
        catch (ValueError error)
        {
            print(Text(error).Split(". Received")[0]);
        }
    }

    private static string Text(ValueError error) => error.Message.Split(" (Parameter")[0];

    private sealed class Windows(NDArray x, NDArray y, int batch_size) : Sequence
    {
        public override int __len__() => (int)Math.Ceiling(len(x) / (double)batch_size);

        public override DataLike this[int index]
        {
            get
            {
                var start = index * batch_size;
                var end = Math.Min(start + batch_size, len(x));
                return (x[$"{start}:{end}"], y[$"{start}:{end}"]);
            }
        }

        public override void on_epoch_end() => print("epoch ends, first is", y[0]);
    }

    private sealed class Numbers : Sequence
    {
        public override int __len__() => 4;

        public override DataLike this[int index] => (np.full((2, 1), index), np.full(2, index));
    }
}
