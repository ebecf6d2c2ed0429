using System.Globalization;
using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Python;
using KerasLikeRnn.Utils;
using NumSharp;
using static keras.layers;
using DType = KerasLikeRnn.Engine.DType;
using K = keras.backend;

namespace KerasLikeRnn.Tests.TensorFlow;

/// <summary>float16 and bfloat16, against what record_half.py made Keras say.</summary>
[Collection("Seeds")]
public sealed class HalfTests
{
    private const string File = "TensorFlow/half.json";

    private static readonly float[] ids = [1, 2, 3, 0, 2, 2, 0, 0, 0, 4, 1, 1];

    private static readonly Dictionary<string, Func<string, (Layer Layer, Tensor Data)>> layers = new()
    {
        ["Dense"] = d => (Dense(3, activation: "tanh", dtype: d), Numbers((3, 4), 0.3)),
        ["Embedding"] = d => (Embedding(5, 3, dtype: d), Tensor.From<float>(ids, (3, 4))),
        ["SimpleRNN"] = d => (SimpleRNN(3, dtype: d), Numbers((3, 4, 2), 0.3)),
        ["LSTM"] = d => (LSTM(3, return_sequences: true, dtype: d), Numbers((3, 4, 2), 0.3)),
        ["GRU"] = d => (GRU(3, dtype: d), Numbers((3, 4, 2), 0.3)),
        ["Conv1D"] = d => (Conv1D(3, 2, activation: "sigmoid", dtype: d), Numbers((3, 4, 2), 0.3)),
        ["Dropout"] = d => (Dropout(0.5, dtype: d), Numbers((3, 4), 0.3)),
        ["BatchNormalization"] = d => (BatchNormalization(dtype: d), Numbers((5, 4), 0.3)),
        ["LayerNormalization"] = d => (LayerNormalization(dtype: d), Numbers((5, 4), 0.3)),
        ["Activation"] = d => (Activation("softmax", dtype: d), Numbers((5, 4), 0.3)),
        ["Softmax"] = d => (Softmax(dtype: d), Numbers((5, 4), 0.3)),
        ["Masking"] = d => (Masking(dtype: d), Numbers((3, 4, 2), 0.3)),
        ["MaxPooling1D"] = d => (MaxPooling1D(2, dtype: d), Numbers((3, 4, 2), 0.3)),
        ["AveragePooling1D"] = d => (AveragePooling1D(2, dtype: d), Numbers((3, 4, 2), 0.3)),
        ["GlobalAveragePooling1D"] = d => (GlobalAveragePooling1D(dtype: d), Numbers((3, 4, 2), 0.3)),
        ["UnitNormalization"] = d => (UnitNormalization(dtype: d), Numbers((5, 4), 0.3)),
        ["LeakyReLU"] = d => (LeakyReLU(dtype: d), Numbers((5, 4), 0.3)),
        ["Flatten"] = d => (Flatten(dtype: d), Numbers((3, 4, 2), 0.3)),
    };

    private static readonly Dictionary<string, Func<string, Tensor>> draws = new()
    {
        ["uniform"] = d => tf.random.uniform([9], dtype: d, seed: 3),
        ["uniform_limits"] = d => tf.random.uniform([9], -2.5, 3, dtype: d, seed: 3),
        ["normal"] = d => tf.random.normal([9], dtype: d, seed: 3),
        ["normal_moved"] = d => tf.random.normal([9], 1, 3, dtype: d, seed: 3),
        ["truncated"] = d => tf.random.truncated_normal([9], 0.5, 2, dtype: d, seed: 3),
        ["dropout"] = d => tf.nn.dropout(tf.ones([16], d), 0.3, seed: 5),
        ["glorot_uniform"] = d => keras.initializers.GlorotUniform(seed: 5)[(2, 3), DTypes.Parse(d)],
        ["he_normal"] = d => keras.initializers.HeNormal(seed: 5)[(2, 3), DTypes.Parse(d)],
        ["random_normal"] = d => keras.initializers.RandomNormal(seed: 5)[(2, 3), DTypes.Parse(d)],
        ["random_uniform"] = d => keras.initializers.RandomUniform(seed: 5)[(2, 3), DTypes.Parse(d)],
        ["truncated_normal"] = d => keras.initializers.TruncatedNormal(seed: 5)[(2, 3), DTypes.Parse(d)],
    };

    private static readonly Func<string, Tensor>[] printed =
    [
        d => tf.constant([[1, 2.5], [0.1, 1.0 / 3]], dtype: d), d => tf.constant(0.1, dtype: d), d => tf.constant(65504.0, dtype: d),
        d => tf.constant(1e-7, dtype: d),
        d => tf.constant([1e-5, 0.5], dtype: d), d => tf.constant([-0.1, 1.0 / 3, 12345.0, 100.25], dtype: d),
        d => tf.constant(Array.Empty<float>(), dtype: d),
        d => tf.constant([double.NaN, double.PositiveInfinity, 1.0], dtype: d),
    ];

    public static TheoryData<string, string> Layers => Pairs("layers");

    public static TheoryData<string, string> Draws => Pairs("draws");

    public static TheoryData<string> Updates => [.. GoldenFile.Recorded(File, "updates").Select(GoldenFile.Name)];

    [Fact]
    public void Casts_between_all_types_round_as_TensorFlow_s()
    {
        foreach (var one in GoldenFile.Recorded(File, "casts"))
        {
            var (from, to) = (Text(one, "from"), Text(one, "to"));
            var x = from is "int64" or "int32"
                ? Tensor.From<long>([.. Texts(one, "given").Select(text => long.Parse(text, CultureInfo.InvariantCulture))])
                : Tensor.From<double>(Doubles(one, "given"));
            var given = tf.cast(x, from);
            Assert.Equal(Doubles(one, "given"), Doubles(given));
            var cast = tf.cast(given, to);
            Assert.Equal(to, cast.dtype.name);
            var expected = Doubles(one, "cast");
            var actual = Doubles(cast);
            var differences = expected.Zip(actual).Select((pair, i) => (pair, i)).Where(at => !at.pair.First.Equals(at.pair.Second));
            Assert.True(expected.SequenceEqual(actual), $"{from} to {to}: {string.Join(" ", differences)}");
        }
    }

    [Fact]
    public void They_are_printed_as_TensorFlow_prints_them()
    {
        var recorded = GoldenFile.Recorded(File, "prints").ToArray();
        Assert.Equal(2 * printed.Length, recorded.Length);
        foreach (var (one, i) in recorded.Select((one, i) => (one, i)))
        {
            var x = printed[i % printed.Length](Text(one, "dtype"));
            Assert.Equal(Text(one, "str"), PythonText.Str(x));
            Assert.Equal(Text(one, "repr"), PythonText.Repr(x));
            Assert.Equal(Text(one, "print"), KerasLikeRnn.BackendFunctions.TensorText.Of(x, 3));
            if (one.GetProperty("item") is { ValueKind: JsonValueKind.Number } item) Assert.Equal(item.GetDouble(), (double)x);
        }
    }

    [Theory]
    [MemberData(nameof(Draws))]
    public void Random_numbers_are_TensorFlow_s(string name, string dtype)
    {
        tf.random.set_seed(1);
        var drawn = draws[name](dtype);
        Assert.Equal(dtype, drawn.dtype.name);
        Assert.Equal(Doubles(Recorded("draws", name, dtype), "numbers"), Doubles(drawn));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_gives_Keras_s_numbers_to_half_precision(string name, string dtype)
    {
        var recorded = Recorded("layers", name, dtype);
        var (layer, data) = layers[name](dtype);
        layer.__call__(data);
        Assert.Equal(Texts(recorded, "weight_types"), layer.weights.Select(weight => weight.DType.Name()));
        foreach (var (weight, values) in layer.weights.Zip(recorded.GetProperty("weights").EnumerateArray()))
            weight.Assign(Ops.Cast(Tensor.From<double>(Doubles(values), weight.Shape), weight.DType));
        using var tape = new GradientTape();
        Tensor y = layer.__call__(data, training: name == "BatchNormalization");
        var gradients = tape.gradient(Ops.Sum(Ops.Square(y)), [.. layer.trainable_weights.Select(weight => weight.Value)]);
        Assert.Equal(Text(recorded, "type"), y.dtype.name);
        var tolerance = dtype == "float16" ? 0.01 : 0.05;
        Near(Doubles(recorded, "output"), Doubles(y), tolerance);
        foreach (var (expected, gradient) in recorded.GetProperty("gradients").EnumerateArray().Zip(gradients))
        {
            Assert.True(gradient.dtype == dtype || name == "BatchNormalization", gradient.dtype);
            Near(Doubles(expected), Doubles(gradient.ToDense()), 2 * tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void An_optimizer_updates_half_variables_in_their_type(string name)
    {
        var recorded = GoldenFile.Recorded(File, "updates").Single(one => one.Name() == name);
        var weight = tf.Variable([1.0, 2.0, -0.5], dtype: "float16");
        var optimizer = keras.optimizers.get(name);
        optimizer.learning_rate = 0.05;
        for (var step = 0; step < 3; step++) optimizer.apply_gradients([(tf.constant([0.5, -0.25, 1.0], dtype: "float16"), weight)]);
        Assert.Equal(Texts(recorded, "slots"), optimizer.weights.Skip(1).Select(slot => slot.DType.Name()));
        Near(Doubles(recorded, "weight"), Doubles(weight.Value), 0.01);
    }

    [Fact]
    public void A_model_under_floatx_float16_trains_as_Keras_s()
    {
        var recorded = GoldenFile.RecordedRoot(File).GetProperty("floatx");
        try
        {
            K.set_floatx("float16");
            Assert.Equal(("float16", "float16", "float16"), (K.floatx(), K.zeros(2).dtype.name, K.variable([0.1]).DType.Name()));
            var model = keras.Sequential([Dense(4, activation: "tanh", input_shape: 3), Dense(2)]);
            for (var k = 0; k < model.weights.Count; k++)
                model.weights[k].Assign(Ops.Cast(Numbers(model.weights[k].Shape, k), DType.Float16));
            NDArray x = Numbers((8, 3), 0.2).numpy(), y = Numbers((8, 2), 0.7).numpy();
            model.compile(keras.optimizers.SGD(0.1), "mse", metrics: ["mae"]);
            var before = model.predict(x, verbose: 0);
            Assert.Equal(NPTypeCode.Half, before.typecode);
            Near(Doubles(recorded, "before"), Doubles(Arrays.ToTensor(before)), 0.01);
            var history = model.fit(x, y, epochs: 3, batch_size: 4, shuffle: false, verbose: 0).history;
            foreach (var name in (string[])["loss", "mae"]) Near(Doubles(recorded.GetProperty("history"), name), [.. history[name]], 0.01);
            Near(Doubles(recorded, "after"), Doubles(Arrays.ToTensor(model.predict(x, verbose: 0))), 0.01);
            Assert.Equal(
                Texts(recorded, "types"),
                (string[])[
                    model.input.dtype.name, model.output.dtype.name, "float16", .. model.weights.Select(weight => weight.DType.Name())]);
        }
        finally
        {
            K.set_floatx("float32");
        }
        Assert.Throws<ValueError>(() => K.set_floatx("bfloat16"));
        Assert.Throws<ValueError>(() => K.set_floatx("half"));
    }

    [Fact]
    public void Arrays_of_NumPy_keep_float16_and_show_bfloat16_as_float32()
    {
        var x = tf.constant([0.1, 2.0], dtype: "float16").numpy();
        Assert.Equal(NPTypeCode.Half, x.typecode);
        Assert.Equal([(Half)0.1, (Half)2], x.ToArray<Half>());
        Assert.Equal("float16", tf.constant(x).dtype.name);
        Assert.Equal(0.0999755859375, x.astype(NPTypeCode.Double).ToArray<double>()[0]);
        var y = tf.constant([0.1, 2.0], dtype: "bfloat16").numpy();
        Assert.Equal([0.10009765625f, 2], y.ToArray<float>());
        Assert.Equal("float16", tf.half.name);
        Assert.Equal(("float16", "bfloat16"), (tf.cast(1.5, tf.float16).dtype.name, K.cast(tf.constant(1.5), "bfloat16").dtype.name));
    }

    [Fact]
    public void A_symbolic_half_input_makes_a_half_model()
    {
        var input = keras.Input(3, dtype: "float16");
        Assert.Equal("float16", input.dtype.name);
        var output = Dense(2, dtype: "float16").__call__(Dropout(0.5, dtype: "float16").__call__(input) * 2);
        Assert.Equal("float16", output[0].dtype.name);
        Assert.Equal(NPTypeCode.Half, keras.Model(input, output).predict(np.ones((4, 3)), verbose: 0).typecode);
    }

    [Theory]
    [InlineData("float16")]
    [InlineData("bfloat16")]
    public void Layers_of_a_half_type_train_predict_and_keep_their_weights(string dtype)
    {
        var model = keras.Sequential([
            Embedding(6, 4, dtype: dtype),
            Bidirectional(
                LSTM(3, return_sequences: true, dtype: dtype, kernel_regularizer: "l2", kernel_constraint: "max_norm"), dtype: dtype),
            LayerNormalization(dtype: dtype), GRU(4, dtype: dtype, dropout: 0.2), BatchNormalization(dtype: dtype),
            Dense(1, activation: "sigmoid", dtype: dtype)]);
        var x = Arrays.FromTensor(Tensor.From<int>([.. Enumerable.Range(0, 64).Select(i => i * i % 6)], (16, 4)));
        var y = Arrays.FromTensor(Tensor.From<int>([.. Enumerable.Range(0, 16).Select(i => i % 2)]));
        model.compile(
            keras.optimizers.Adam(0.02, epsilon: 1e-4, clipnorm: 1.0), "binary_crossentropy", metrics: ["accuracy", keras.metrics.AUC()]);
        var losses = model.fit(x, y, epochs: 30, batch_size: 4, verbose: 0).history["loss"];
        Assert.True(losses.Min() < losses[0] && losses.All(double.IsFinite), string.Join(" ", losses));
        Assert.Contains(dtype, model.weights.Select(weight => weight.DType.Name()));
        var copy = keras.models.clone_model(model);
        copy.set_weights(model.get_weights());
        var predicted = model.predict(x, batch_size: 3, verbose: 0);
        Assert.Equal(dtype == "float16" ? NPTypeCode.Half : NPTypeCode.Single, predicted.typecode);
        Assert.Equal(Doubles(Arrays.ToTensor(predicted)), Doubles(Arrays.ToTensor(copy.predict(x, verbose: 0))));
    }

    private static TheoryData<string, string> Pairs(string part)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var one in GoldenFile.Recorded(File, part)) pairs.Add(one.Name(), Text(one, "dtype"));
        return pairs;
    }

    private static JsonElement Recorded(string part, string name, string dtype) =>
        GoldenFile.Recorded(File, part).Single(one => one.Name() == name && Text(one, "dtype") == dtype);

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    private static string[] Texts(JsonElement one, string name) =>
        [.. one.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private static double[] Doubles(JsonElement one, string name) => Doubles(one.GetProperty(name));

    private static double[] Doubles(JsonElement array) =>
        [.. array.EnumerateArray().Select(
            number => number.ValueKind == JsonValueKind.Number ? number.GetDouble() : number.GetString() switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        var text => double.Parse(text!, CultureInfo.InvariantCulture),
    })];

    private static double[] Doubles(Tensor x) => Ops.Cast(x, DType.Float64).ToArray<double>();

    private static Tensor Numbers(KerasLikeRnn.Engine.Shape shape, double start) =>
        Tensor.From<float>([.. Enumerable.Range(0, (int)shape.Length).Select(i => (float)(0.6 * Math.Sin(1.3 * i + start)))], shape);

    private static void Near(double[] expected, double[] actual, double tolerance) =>
        Tests.Near.Equal(Array.ConvertAll(expected, number => (float)number), Array.ConvertAll(actual, number => (float)number), tolerance);
}
