using System.Globalization;
using System.Text;
using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Python;
using KerasLikeRnn.Serialization;
using NumSharp;
using static keras.layers;
using DType = KerasLikeRnn.Engine.DType;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>
/// Models of many kinds, made and trained here, to be saved and opened elsewhere: every layer of the goldens, random ones, functional ones
/// with operators, nested and shared ones, layers of one's own.
/// </summary>
internal static class WrittenModels
{
    private const int Rows = 8;
    private const int Batch = 4;
    private const int RandomOnes = 60;

    private const string Archive = "keras";
    private const string Checkpoint = "checkpoint";

    // What Keras 3 computes in another way, or has no argument for: its archives are refused.
    private static readonly string[] unknownToKeras3 = ["hard_sigmoid", "time_major"];

    // Their numbers change from call to call in training.
    private static readonly string[] noisy = ["Dropout", "Noise", "Random"];

    /// <summary>The formats; each is the end of its files' names too. A checkpoint holds weights, all others whole models.</summary>
    internal static string[] Formats => ["h5", Checkpoint, "savedmodel", Archive];

    /// <summary>All of them, by name.</summary>
    internal static IEnumerable<(string Name, Func<Model> Make)> All()
    {
        foreach (var golden in GoldenFile.Cases("layers.json"))
            if (golden.GetProperty("class").GetString() != "SelfAttention")
                yield return ("layer_" + golden.Name(), () => OfGolden(golden));
        for (var seed = 0; seed < RandomOnes; seed++)
        {
            var own = seed;
            yield return (string.Create(CultureInfo.InvariantCulture, $"random_{seed}"), () => Random(own));
        }
        yield return ("operators", Operators);
        yield return ("nested", Nested);
        yield return ("shared", Shared);
        yield return ("shared_model", SharedModel);
        yield return ("own_layer", () => keras.Sequential([Dense(4, input_shape: 5), new Scale(1.5), Dense(3)]));
        yield return ("frozen", () => keras.Sequential([Dense(4, trainable: false, input_shape: 5), BatchNormalization(), Dense(3)]));
        yield return ("stateful", () => keras.Sequential([LSTM(3, stateful: true, batch_input_shape: (4, 6, 3)), Dense(2)]));
        yield return ("sparse_gradients", () => keras.Sequential([Embedding(11, 4, input_length: 7), GRU(3), Dense(1)]));
        yield return ("two_outputs", TwoOutputs);
        yield return ("states", States);
        yield return ("many_layers", ManyLayers);
    }

    /// <summary>Asserts that what <see cref="Write"/> saved in a format predicts the same when it is loaded.</summary>
    /// <returns>How many models were found.</returns>
    internal static int AssertSame(string folder, string format)
    {
        var count = 0;
        foreach (var written in JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "written.json"))).RootElement.EnumerateArray())
        {
            if (!written.GetProperty("formats").EnumerateArray().Any(each => each.GetString() == format)) continue;
            count++;
            var model = Load(Path.Combine(folder, $"{written.Name()}.{format}"), format, written);
            var x = written.GetProperty("x").EnumerateArray().Select(array => array.ToTensor()!.numpy()).ToArray();
            var predicted = Predictions(model, x);
            var expected = written.GetProperty("predict").EnumerateArray().ToArray();
            for (var i = 0; i < expected.Length; i++)
                Near.Equal(expected[i].Floats(), predicted[i].flatten().ToArray<float>(), 1e-6);
        }
        return count;
    }

    private static Model Load(string path, string format, JsonElement written)
    {
        var custom = new Dictionary<string, object> { ["Scale"] = typeof(Scale) };
        if (format != Checkpoint) return keras.models.load_model(path, custom_objects: custom);
        var model = keras.models.model_from_json(written.GetProperty("model").GetString()!, custom);
        model.compile(written.GetProperty("optimizer").GetString()!, "mse", metrics: ["mae"]);
        model.load_weights(path)!.assert_consumed();
        return model;
    }

    /// <summary>Saves them with what they predict, and the loss of one more epoch.</summary>
    /// <param name="folder">Gets NAME.FORMAT for each, and written.json.</param>
    /// <param name="formats">Of <see cref="Formats"/>.</param>
    /// <param name="only">Whether a model is wanted; null for all.</param>
    internal static void Write(string folder, string[] formats, Func<string, bool>? only = null)
    {
        Directory.CreateDirectory(folder);
        var lines = new List<string>();
        foreach (var (name, make) in All().Where(model => only?.Invoke(model.Name) ?? true))
        {
            keras.backend.clear_session();
            keras.utils.set_random_seed(11);
            var model = make();
            var (x, y) = Data(model);
            var isNoisy = model.Flattened().Any(
                layer => Array.Exists(noisy, part => layer.ClassName.Contains(part, StringComparison.Ordinal)));
            var trains = model.trainable_weights.Count > 0;
            var optimizer = lines.Count % 2 == 0 ? "sgd" : "adam";
            model.compile(optimizer, "mse", metrics: ["mae"]);
            if (trains) model.fit(Like(x), Like(y), batch_size: Batch, epochs: 1, verbose: 0, shuffle: false);
            model.reset_states();
            string[] possible = [.. formats.Where(format => format != Archive || !IsUnknownToKeras3(name))];
            foreach (var format in possible) Save(model, Path.Combine(folder, $"{name}.{format}"), format);
            var line = new OrderedDictionary<string, object?>
            {
                ["name"] = name, ["formats"] = possible.ToList<object?>(), ["optimizer"] = optimizer, ["model"] = model.to_json(),
                ["x"] = Arrays(x), ["y"] = Arrays(y), ["predict"] = Arrays(Predictions(model, x)),
            };
            model.reset_states();
            line["loss"] = trains && !isNoisy
                ? (double)model.fit(Like(x), Like(y), batch_size: Batch, epochs: 1, verbose: 0, shuffle: false).history["loss"][0]
                : null;
            lines.Add(PythonJson.Dumps(line));
        }
        File.WriteAllText(Path.Combine(folder, "written.json"), "[\n" + string.Join(",\n", lines) + "\n]\n");
    }

    private static void Save(Model model, string path, string format)
    {
        if (format == Checkpoint) model.save_weights(path);
        else model.save(path);
    }

    private static bool IsUnknownToKeras3(string name) =>
        Array.Exists(unknownToKeras3, part => name.Contains(part, StringComparison.Ordinal));

    private static Functional OfGolden(JsonElement golden)
    {
        var layer = LayerConfigs.deserialize(new OrderedDictionary<string, object?>
        {
            ["class_name"] = golden.GetProperty("class").GetString(),
            ["config"] = Numbers(JsonConfig.Value(golden.GetProperty("config"))),
        });
        Tensor[] inputs = Inputs("inputs"), states = Inputs("initial_state");
        var outputs = layer.__call__(inputs, initial_state: states.Length == 0 ? null : (Tensors)states);
        return keras.Model(inputs: (Tensor[])[.. inputs, .. states], outputs: outputs);

        Tensor[] Inputs(string property) => golden.GetProperty(property) is { ValueKind: JsonValueKind.Array } arrays
            ? [.. arrays.EnumerateArray().Select(array => (Tensor)Input(
                shape: array.GetProperty("shape").EnumerateArray().Skip(1).Select(size => size.GetInt32()).ToArray(),
                dtype: array.GetProperty("dtype").GetString()!))]
            : [];
    }

    // NumPy scalars were recorded as text.
    private static object? Numbers(object? config)
    {
        if (config is not OrderedDictionary<string, object?> entries) return config;
        foreach (var key in entries.Keys.ToArray())
            if (entries[key] is string text && double.TryParse(text, CultureInfo.InvariantCulture, out var number)) entries[key] = number;
        return entries;
    }

    private static Functional Random(int seed)
    {
        var random = new Random(seed);
        Tensor input = Input(shape: (6, 3));
        List<Tensor> layers = [input];
        for (var i = random.Next(2, 6); i > 0; i--) layers.Add(RandomLayer(random)[layers[random.Next(layers.Count)]]);
        Tensor joined = Concatenate()[(Tensor[])[GlobalMaxPooling1D()[layers[^1]], GRU(random.Next(2, 5))[layers[^2]]]];
        return keras.Model(inputs: input, outputs: Dense(3)[joined]);
    }

    private static Layer RandomLayer(Random random)
    {
        var units = random.Next(2, 6);
        var cell = random.Next(3);
        RNN recurrent = cell switch
        {
            0 => LSTM(units, return_sequences: true, go_backwards: random.Next(3) == 0, use_bias: random.Next(4) > 0),
            1 => GRU(units, return_sequences: true, reset_after: random.Next(2) == 0, activation: random.Next(2) == 0 ? "tanh" : "relu"),
            _ => SimpleRNN(units, return_sequences: true, activation: random.Next(2) == 0 ? "tanh" : "sigmoid"),
        };
        return random.Next(10) switch
        {
            0 or 1 or 2 => recurrent,
            3 => Bidirectional(recurrent.go_backwards ? SimpleRNN(units, return_sequences: true) : recurrent,
                merge_mode: random.Next(2) == 0 ? "concat" : "ave"),
            4 => Dense(units, activation: "tanh", kernel_regularizer: "l2"),
            5 => Conv1D(units, 3, padding: "same", activation: "relu"),
            6 => TimeDistributed(Dense(units, kernel_constraint: keras.constraints.MaxNorm(1))),
            7 => LayerNormalization(),
            8 => BatchNormalization(momentum: 0.9),
            _ => RNN(new AbstractRNNCell[] { LSTMCell(units), GRUCell(3) }, return_sequences: true),
        };
    }

    private static Functional Operators()
    {
        Tensor x = Input(shape: (6, 3), name: "x");
        Tensor a = LSTM(4)[x], b = GRU(4)[x];
        var h = (a + b) * 2f - a / 3f;
        h = tf.concat([h, tf.nn.relu(b)], axis: -1);
        h = keras.backend.square(keras.backend.maximum(h, -1f));
        return keras.Model(inputs: x, outputs: Dense(2)[tf.reduce_mean(tf.stack([h, h * 0.5f], axis: 1), axis: 1)]);
    }

    private static Sequential Nested()
    {
        var inner = keras.Sequential([Dense(4, activation: "relu", input_shape: 5), BatchNormalization()], name: "inner");
        return keras.Sequential([inner, keras.Sequential([Dense(3), PReLU()]), Dense(3)]);
    }

    private static Functional Shared()
    {
        Tensor a = Input(shape: 5), b = Input(shape: 5);
        var encode = Dense(4, activation: "tanh", name: "shared");
        return keras.Model(inputs: (Tensor[])[a, b], outputs: Dense(1)[Subtract()[(Tensor[])[encode[a], encode[b]]]]);
    }

    private static Functional SharedModel()
    {
        Tensor x = Input(shape: 5), a = Input(shape: 5), b = Input(shape: 5);
        var encode = keras.Model(inputs: x, outputs: Dense(3, activation: "relu")[BatchNormalization()[x]], name: "encoder");
        return keras.Model(inputs: (Tensor[])[a, b], outputs: Dense(1)[Multiply()[(Tensor[])[encode[a], encode[b]]]]);
    }

    private static Functional TwoOutputs()
    {
        Tensor a = Input(shape: 5, name: "left"), b = Input(shape: 5, name: "right");
        Tensor h = Concatenate()[(Tensor[])[a, b]];
        return keras.Model(inputs: (Tensor[])[a, b], outputs: (Tensor[])[Dense(1, name: "first")[h], Dense(3, name: "second")[h]]);
    }

    private static Functional States()
    {
        Tensor x = Input(shape: (6, 3));
        var all = LSTM(4, return_sequences: true, return_state: true)[x];
        return keras.Model(inputs: x, outputs: Dense(3)[LSTM(4)[all[0], initial_state: (Tensor[])[all[1], all[2]]]]);
    }

    // Their names take more than an attribute of HDF5 holds.
    private static Functional ManyLayers()
    {
        Tensor x = Input(shape: 5), h = x;
        for (var i = 0; i < 250; i++)
            h = Activation("linear", name: new string('x', 290) + i.ToString(CultureInfo.InvariantCulture))[h];
        return keras.Model(inputs: x, outputs: Dense(3)[h]);
    }

    private static (NDArray[] X, NDArray[] Y) Data(Model model)
    {
        var random = new Random(3);
        var made = (Functional)model;
        return (
            [.. made.inputs.Select(input => Numbers(input, 11))], [.. made.outputs.Select(output => Numbers(output, 2))]);

        NDArray Numbers(Tensor like, int most)
        {
            var shape = Shape.Of([.. like.Shape.Dims.ToArray().Select((size, axis) => axis == 0 ? Rows : size < 0 ? 6 : size)]);
            var isFloat = like.DType.IsFloating();
            var values = Enumerable.Range(0, (int)shape.Length)
                .Select(_ => isFloat ? (float)(random.NextDouble() * 2 - 1) : random.Next(most)).ToArray();
            return Ops.Cast(Tensor.From<float>(values, shape), isFloat ? DType.Float32 : like.DType).numpy();
        }
    }

    private static DataLike Like(NDArray[] arrays) => arrays is [var only] ? (DataLike)only! : (DataLike)arrays!;

    private static NDArray[] Predictions(Model model, NDArray[] x)
    {
        var count = ((Functional)model).outputs.Count;
        var predicted = model.predict(Like(x), batch_size: Batch, verbose: 0);
        return count == 1 ? [predicted] : [.. Enumerable.Range(0, count).Select(i => predicted[i])];
    }

    private static List<object?> Arrays(NDArray[] arrays) => [.. arrays.Select(array => new OrderedDictionary<string, object?>
    {
        ["dtype"] = array.dtype == typeof(float) ? "float32" : array.dtype == typeof(int) ? "int32" : "float64",
        ["shape"] = array.shape.Select(size => (object?)size).ToList(),
        ["data"] = array.flatten().astype(typeof(double)).ToArray<double>().Select(value => (object?)value).ToList(),
    })];
}

/// <summary>A layer of one's own: each feature times a weight and a factor.</summary>
public class Scale(double factor = 2.0, LayerOptions? options = null) : Layer(options)
{
    private Variable? gain;

    public double factor { get; } = factor;

    public override void build(Shape input_shape)
    {
        gain = add_weight("gain", new Shape(input_shape[-1]), initializer: "ones");
        add_weight("count", Shape.Scalar, initializer: "zeros", trainable: false);
        built = true;
    }

    public override Tensors call(Tensors inputs, CallContext context) => inputs[0] * gain!.Value * (float)factor;

    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["factor"] = factor };
}
