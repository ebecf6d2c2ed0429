using System.Collections;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;
using static KerasLikeRnn.Builtins;
using static keras.models;

namespace KerasLikeRnn.Tests.Scripts;

/// <summary>Those that train on tf.data.</summary>
internal static partial class SourcesScripts
{
    public static void slices()
    {
        var (x, y) = (np.random.rand(40, 6).astype("float32"), np.random.randint(0, 2, 40));
        var train = tf.data.Dataset.from_tensor_slices((x[":30"], y[":30"])).shuffle(buffer_size: 30).batch(8)
            .prefetch(tf.data.AUTOTUNE);
        var test = tf.data.Dataset.from_tensor_slices((x["30:"], y["30:"])).batch(4);
        print(train.element_spec, len(train), tf.data.experimental.cardinality(test).numpy());
        foreach (var (batch, labels) in train.take(1))
            print(batch.shape, labels.numpy());
        var model = Sequential([Dense(5, activation: "relu"), Dense(1, activation: "sigmoid")]);
        model.compile("adam", "binary_crossentropy", ["accuracy"]);
        model.fit(train, epochs: 3, validation_data: test, verbose: 2);
        model.fit(train.repeat(), epochs: 2, steps_per_epoch: 5, validation_data: test, validation_steps: 1, verbose: 2);
        model.fit(train, epochs: 3, steps_per_epoch: 3, class_weight: new() { [0] = 2, [1] = 1 }, verbose: 2);
        var weighted = train.map((x, y) => (x * 2, y, tf.cast(y, "float32") + 0.5));
        model.fit(weighted, verbose: 2);
        print(model.evaluate(test, verbose: 1).Select(value => $"{value:F4}").ToList());
        print(model.predict(test.map((x, y) => x), verbose: 0).shape, model.predict(test, steps: 1, verbose: 0).shape);
        foreach (var mistake in new Action[]
        {
            () => model.fit(train, y), () => model.fit(train, validation_split: 0.1), () => model.fit(train, batch_size: 3),
            () => model.fit(train, sample_weight: y),
        })
            PrintError(mistake);
    }

    public static void from_generator()
    {
        static IEnumerable pairs()
        {
            foreach (var i in range(20))
                yield return (new[] { Math.Sin(i), Math.Cos(i) }, i % 3 == 0 ? 1.0 : 0.0);
        }

        var dataset = tf.data.Dataset.from_generator(pairs, output_types: (tf.float32, tf.float32), output_shapes: [[2], []]);
        print(dataset.element_spec);
        var model = Sequential([Dense(4, activation: "tanh", input_shape: 2), Dense(1, activation: "sigmoid")]);
        model.compile(optimizer: keras.optimizers.Adam(0.01), loss: "binary_crossentropy", metrics: ["accuracy"]);
        var history = model.fit(dataset.batch(6), epochs: 3, verbose: 2);
        print(history.@params);
        model.fit(dataset.shuffle(20, seed: 3).batch(6, drop_remainder: true), epochs: 2, verbose: 2);
        model.fit(dataset.batch(6).cache(), epochs: 2, steps_per_epoch: 6, verbose: 2);
        model.fit(dataset.filter((x, y) => y < 0.5).batch(4), epochs: 2, verbose: 1);
        var scores = model.evaluate(dataset.batch(20), verbose: 1);
        print($"{(double)scores[0]:F4} {(double)scores[1]:F4}");
    }

    public static void texts()
    {
        int[][] reviews = [[1, 14, 22], [1, 3], [1, 9, 4, 7, 2], [1, 8, 8], [1, 5, 21, 6], [1, 17], [1, 2, 3, 4, 5, 6], [1, 11, 12]];
        int[] labels = [1, 0, 1, 0, 1, 0, 1, 0];

        IEnumerable generate()
        {
            foreach (var (review, label) in zip(reviews, labels))
                yield return (review, label);
        }

        var dataset = tf.data.Dataset.from_generator(
            generate, output_signature: (tf.TensorSpec(shape: [null], dtype: tf.int32), tf.TensorSpec(shape: [], dtype: tf.int32)));
        var train = dataset.shuffle(8).padded_batch(3);
        foreach (var (x, y) in train)
            print(x.shape, y.numpy());
        print(dataset.padded_batch(2, padded_shapes: [[5], []]).take(1).First()[0].numpy());
        var model = Sequential([Embedding(25, 4, mask_zero: true), LSTM(5), Dense(1, activation: "sigmoid")]);
        model.compile(optimizer: "rmsprop", loss: "binary_crossentropy", metrics: ["acc"]);
        model.fit(train, epochs: 3, validation_data: dataset.padded_batch(8), verbose: 2);
        print(model.predict(dataset.map((x, y) => x).padded_batch(4), verbose: 0).shape);
    }

    public static void windows()
    {
        var series = np.sin(0.2 * np.arange(100)).astype("float32");

        static KerasLikeRnn.TensorFlow.Data.Dataset windowed(NDArray series, int window_size, int batch_size, int shuffle_buffer)
        {
            var dataset = tf.data.Dataset.from_tensor_slices(series);
            dataset = dataset.window(window_size + 1, shift: 1, drop_remainder: true);
            dataset = dataset.flat_map(window => window.batch(window_size + 1));
            dataset = dataset.shuffle(shuffle_buffer).map((Tensor window) => (window[..^1], window[^1]));
            return dataset.batch(batch_size).prefetch(1);
        }

        var train = windowed(series[":80"], 8, 16, 50);
        foreach (var (x, y) in train.take(2))
            print(x.shape, y.shape, $"{(float)x[0, 0].numpy():F4}");
        var model = Sequential([
            Lambda(x => tf.expand_dims(x, axis: -1), input_shape: [null]), SimpleRNN(6, return_sequences: true), SimpleRNN(6), Dense(1),
            Lambda(x => x * 10.0)]);
        model.compile(
            loss: keras.losses.Huber(), optimizer: keras.optimizers.SGD(learning_rate: 1e-3, momentum: 0.9), metrics: ["mae"]);
        model.fit(train, epochs: 3, verbose: 2);
    }

    public static void csv()
    {
        using (var file = File.CreateText(folder + "/iris.csv"))
        {
            file.Write("length,width,colour,kind\n");
            foreach (var i in range(23))
                file.Write($"{4 + i % 7 * 0.3:F1},{1 + i % 5 * 0.25:F2},{new[] { "red", "blue" }[i % 2]},{i % 3}\n");
        }
        var dataset = tf.data.experimental.make_csv_dataset(
            folder + "/iris.csv", batch_size: 5, label_name: "kind", num_epochs: 1, shuffle: true, shuffle_seed: 4,
            select_columns: ["length", "width", "kind"]);
        foreach (var (features, labels) in dataset.take(2))
            print(features.keys.ToList(), features["width"].numpy(), labels.numpy());

        static (Tensor, KerasLikeRnn.TensorFlow.Data.Element) pack(
            KerasLikeRnn.TensorFlow.Data.Element features, KerasLikeRnn.TensorFlow.Data.Element labels) =>
            (tf.stack([.. features.keys.Select(key => (Tensor)features[key])], axis: -1), labels);

        var model = Sequential([Dense(8, activation: "relu"), Dense(3)]);
        model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits: true), metrics: ["accuracy"]);
        model.fit(dataset.map((features, labels) => pack(features, labels)), epochs: 2, verbose: 2);
        var raw = tf.data.experimental.CsvDataset(
            folder + "/iris.csv", [tf.float32, tf.float32, tf.int32], header: true, select_cols: [0, 1, 3]);
        var packed = raw.map((length, width, kind) => (tf.stack([length, width]), kind)).batch(10);
        model.fit(packed, epochs: 2, verbose: 2);
        print($"{(double)model.evaluate(packed, verbose: 0)[0]:F4}");
        var forever = tf.data.experimental.make_csv_dataset(
            folder + "/iris.csv", 4, label_name: "kind", shuffle: false, select_columns: ["width", "kind"]);
        model = Sequential([Dense(3, input_shape: 1)]);
        model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits: true));
        model.fit(forever.map((features, labels) => pack(features, labels)), steps_per_epoch: 4, epochs: 2, verbose: 2);
    }

    public static void lines()
    {
        using (var file = File.CreateText(folder + "/reviews.txt"))
            foreach (var i in range(18))
                file.Write(new[] { "a great film", "Dreadful!", "what a great, great story", "the worst film of all" }[i % 4] + "\n");
        var lines = tf.data.TextLineDataset(folder + "/reviews.txt");
        foreach (var line in lines.take(2).as_numpy_iterator())
            print(line);
        var labels = tf.data.Dataset.from_tensor_slices(np.fmod(np.arange(18), 2));
        var dataset = tf.data.Dataset.zip((lines, labels)).cache();
        var vectorize = TextVectorization(max_tokens: 20, output_sequence_length: 5);
        vectorize.adapt(dataset.map((text, label) => text).batch(4));
        print(vectorize.get_vocabulary());
        var train = dataset.shuffle(18, seed: 1).batch(4).map((text, label) => (vectorize[text], label)).prefetch(2);
        print(train.First()[0].shape);
        var model = Sequential([Embedding(20, 4), GlobalAveragePooling1D(), Dense(1, activation: "sigmoid")]);
        model.compile("adam", "binary_crossentropy", ["accuracy"]);
        model.fit(train, epochs: 3, verbose: 2);
        var whole = Sequential([Input(shape: 1, dtype: tf.@string), vectorize, model]);
        print(whole.predict(new[,] { { "a great film" }, { "dreadful" } }, verbose: 0).shape);
    }

    public static void records()
    {
        static KerasLikeRnn.TensorFlow.Data.Example example(int i) => tf.train.Example(features: tf.train.Features(feature: new()
        {
            ["signal"] = tf.train.Feature(float_list: tf.train.FloatList(value: [(float)Math.Sin(i), (float)Math.Cos(i), i / 30f])),
            ["label"] = tf.train.Feature(int64_list: tf.train.Int64List(value: [i % 2])),
            ["name"] = tf.train.Feature(bytes_list: tf.train.BytesList(value: [$"n{i}"])),
        }));

        using (var writer = tf.io.TFRecordWriter(folder + "/data.tfrecord"))
            foreach (var i in range(26))
                writer.write(example(i).SerializeToString());
        Dictionary<string, KerasLikeRnn.TensorFlow.Data.FixedLenFeature> description = new()
        {
            ["signal"] = tf.io.FixedLenFeature([3], tf.float32), ["label"] = tf.io.FixedLenFeature([], tf.int64),
            ["name"] = tf.io.FixedLenFeature([], tf.@string, default_value: ""),
        };

        (KerasLikeRnn.TensorFlow.Data.Element, KerasLikeRnn.TensorFlow.Data.Element) parse(Tensor record)
        {
            var parsed = tf.io.parse_single_example(record, description);
            return (parsed["signal"], parsed["label"]);
        }

        var raw = tf.data.TFRecordDataset(new[] { folder + "/data.tfrecord" });
        foreach (var record in raw.take(2).map(record => tf.io.parse_single_example(record, description)).as_numpy_iterator())
            print(record["name"], record["label"]);
        var dataset = raw.map(parse, num_parallel_calls: tf.data.AUTOTUNE).shuffle(10).batch(8);
        print(dataset.element_spec);
        var model = Sequential([Dense(4, activation: "relu", input_shape: 3), Dense(1, activation: "sigmoid")]);
        model.compile("rmsprop", "binary_crossentropy", ["accuracy"]);
        var history = model.fit(dataset, epochs: 3, validation_data: raw.map(parse).batch(13), verbose: 2);
        print(history.history.Keys.Order(StringComparer.Ordinal).ToList(), history.@params.steps);
    }

    public static void mixed()
    {
        var (x, y) = (np.random.rand(24, 3).astype("float32"), np.random.rand(24).astype("float32"));

        IEnumerable<(NDArray, NDArray)> pairs(int count)
        {
            foreach (var i in range(count))
                yield return (x[$"{i}:{i + 6}"], y[$"{i}:{i + 6}"]);
        }

        var dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(7);
        var model = Sequential([Dense(3, activation: "tanh", input_shape: 3), Dense(1)]);
        model.compile("adam", "mse");
        model.fit(x, y, epochs: 2, validation_data: dataset, verbose: 2);
        model.fit(x, y, epochs: 2, validation_data: new Batches(x, y), validation_steps: 2, verbose: 2);
        model.fit(x, y, epochs: 2, validation_data: pairs(9), validation_steps: 3, verbose: 2);
        model.fit(dataset, epochs: 2, validation_data: (x, y), verbose: 2);
        model.fit(dataset, epochs: 2, validation_data: new Batches(x, y), workers: 2, verbose: 2);
        model.fit(new Batches(x, y), epochs: 2, validation_data: (x, y), validation_batch_size: 5, verbose: 2);
        model.fit(
            new Batches(x, y), epochs: 2, validation_data: dataset.repeat(), validation_steps: 5, workers: 2, verbose: 2);
        model.fit(pairs(8), epochs: 2, steps_per_epoch: 4, validation_data: dataset, verbose: 2);
        model.fit(pairs(3), epochs: 1, validation_data: pairs(2), verbose: 2);
        model.fit(x, y, epochs: 2, validation_data: pairs(3), validation_steps: 2, verbose: 2);
        print($"{(double)model.evaluate(dataset, verbose: 0):F4} {(double)model.evaluate(new Batches(x, y), verbose: 0):F4}");
        print(new[]
        {
            len(model.predict(x, verbose: 0)), len(model.predict(dataset, verbose: 0)), len(model.predict(new Batches(x, y), verbose: 0)),
            len(model.predict(pairs(2), verbose: 0)),
            len(model.predict(new[] { x[":2"], x["2:5"] }.Select(row => row), verbose: 0)),
        }.ToList());
    }

    private sealed class Batches(NDArray x, NDArray y) : Sequence
    {
        public override int __len__() => 3;

        public override DataLike this[int index] => (x[$"{index * 8}:{index * 8 + 8}"], y[$"{index * 8}:{index * 8 + 8}"]);
    }
}
