using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Operations;
using static KerasLikeRnn.Builtins;
using static keras.layers;
using static keras.models;
using DType = KerasLikeRnn.Engine.DType;
using K = keras.backend;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Models;

/// <summary>
/// Operators, brackets and functions as steps of models: read as Keras 2.9 wrote them, and written as it reads them (record_operations.py
/// asked it for both). KERASLIKERNN_WRITE=1 writes the library's own anew; Keras must then read them again.
/// </summary>
[Collection("Seeds")]
public sealed class OperationsInModelsTests
{
    private const string Recording = "Models/operations.json";
    private const string Own = "Models/operations-own.json";

    private static readonly float[] four = [1, 2, 3, 4];
    private static readonly float[] eight = [0, 1, 2, 3, 4, 5, 6, 7];
    private static readonly float[,,] taps =
    {
        { { 0, 1 }, { 2, 3 }, { 4, 5 }, { 6, 7 } }, { { 8, 9 }, { 10, 11 }, { 12, 13 }, { 14, 15 } }
    };
    private static readonly float[,] column = { { 1 }, { 2 }, { 3 } };
    private static readonly float[,] factor = { { 0, 1 }, { 2, 3 }, { 4, 5 }, { 6, 7 } };
    private static readonly float[,] table = { { 0, 1 }, { 2, 3 }, { 4, 5 }, { 6, 7 }, { 8, 9 }, { 10, 11 } };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> ofX = new()
    {
        ["x + 1"] = x => x + 1, ["1 + x"] = x => 1 + x, ["x - 1"] = x => x - 1, ["1 - x"] = x => 1 - x, ["x * 2"] = x => x * 2,
        ["x / 2"] = x => x / 2, ["1 / x"] = x => 1 / x, ["x % 2"] = x => x % 2, ["-x"] = x => -x, ["x <= 0"] = x => x <= 0,
        ["x > 0"] = x => x > 0,
        ["not"] = x => ~(x > 0), ["i + 1"] = i => i + 1, ["i * 3"] = i => i * 3,
        ["x[:, -1]"] = x => x[.., -1], ["x[:, 1:]"] = x => x[.., 1..], ["x[:, ::2]"] = x => x[.., slice(null, null, 2)],
        ["x[:, ::-1]"] = x => x[.., slice(null, null, -1)], ["x[:, 0, 1:3]"] = x => x[.., 0, 1..3], ["x[:, :-1]"] = x => x[.., ..^1],
        ["x * constant"] = x => x * tf.constant(four), ["constant - x"] = x => tf.constant(four) - x,
        ["x + array"] = x => tf.math.add(x, column),
        ["abs"] = x => tf.abs(x), ["square"] = x => tf.square(x), ["sqrt"] = x => tf.sqrt(tf.abs(x)), ["exp"] = x => tf.exp(x),
        ["log"] = x => tf.math.log(tf.abs(x) + 1.0), ["sin"] = x => tf.sin(x), ["cos"] = x => tf.cos(x), ["tanh"] = x => tf.tanh(x),
        ["sigmoid"] = x => tf.sigmoid(x), ["round"] = x => tf.round(x), ["floor"] = x => tf.floor(x), ["sign"] = x => tf.sign(x),
        ["pow"] = x => tf.pow(x, 2.0), ["minimum"] = x => tf.minimum(x, 0.5), ["clip_by_value"] = x => tf.clip_by_value(x, -0.5, 0.5),
        ["cast"] = x => tf.cast(x * 3, "int32"), ["equal"] = i => tf.equal(i, 2), ["rsqrt"] = x => tf.math.rsqrt(tf.abs(x) + 1.0),
        ["reduce_sum"] = x => tf.reduce_sum(x, axis: 1), ["reduce_mean"] = x => tf.reduce_mean(x, axis: [1, 2], keepdims: true),
        ["reduce_max"] = x => tf.reduce_max(x, -1), ["reduce_min"] = x => tf.reduce_min(x, axis: -1, keepdims: true),
        ["reduce_prod"] = x => tf.reduce_prod(x, 1), ["reduce_any"] = x => tf.reduce_any(x > 0, 1),
        ["reduce_logsumexp"] = x => tf.reduce_logsumexp(x, axis: -1), ["reduce_std"] = x => tf.math.reduce_std(x, axis: 1),
        ["argmax"] = x => tf.argmax(x, axis: -1), ["cumsum"] = x => tf.cumsum(x, axis: 1),
        ["cumsum reverse"] = x => tf.cumsum(x, axis: 1, exclusive: true, reverse: true), ["norm"] = x => tf.norm(x, axis: -1),
        ["top_k"] = x => tf.math.top_k(x, 2).values, ["sort"] = x => tf.sort(x, axis: -1, direction: "DESCENDING"),
        ["reshape"] = x => tf.reshape(x, (-1, 12)), ["transpose"] = x => tf.transpose(x, [0, 2, 1]),
        ["expand_dims"] = x => tf.expand_dims(x, 1),
        ["squeeze"] = x => tf.squeeze(tf.expand_dims(x, 1), 1), ["concat constant"] = x => tf.concat([x, x * 2.0], axis: 1),
        ["unstack"] = x => tf.unstack(x, axis: 1)[1], ["split"] = x => tf.split(x, 2, axis: -1)[1],
        ["split sizes"] = x => tf.split(x, [1, 3], axis: -1)[1],
        ["tile"] = x => tf.tile(x, (1, 2, 1)), ["reverse"] = x => tf.reverse(x, [1]),
        ["gather"] = x => tf.gather(x, new[] { 0, 2 }, axis: 1),
        ["one_hot"] = i => tf.one_hot(i, 5), ["pad"] = x => tf.pad(x, [[0, 0], [1, 2], [0, 0]]),
        ["pad reflect"] = x => tf.pad(x, [[0, 0], [1, 1], [0, 0]], mode: "REFLECT"), ["roll"] = x => tf.roll(x, 1, axis: 1),
        ["repeat"] = x => tf.repeat(x, 2, axis: 1), ["zeros_like"] = x => tf.zeros_like(x) + x,
        ["sequence_mask"] = i => tf.sequence_mask(i, 5),
        ["stop_gradient"] = x => tf.stop_gradient(x), ["identity"] = x => tf.identity(x), ["matmul array"] = x => tf.matmul(x, factor),
        ["tensordot"] = x => tf.tensordot(x, factor, axes: 1), ["embedding_lookup"] = i => tf.nn.embedding_lookup(table, i),
        ["relu"] = x => tf.nn.relu(x), ["leaky_relu"] = x => tf.nn.leaky_relu(x, alpha: 0.3), ["elu"] = x => tf.nn.elu(x),
        ["selu"] = x => tf.nn.selu(x),
        ["gelu"] = x => tf.nn.gelu(x), ["softplus"] = x => tf.math.softplus(x), ["softmax"] = x => tf.nn.softmax(x, axis: 1),
        ["log_softmax"] = x => tf.nn.log_softmax(x), ["l2_normalize"] = x => tf.math.l2_normalize(x, axis: -1),
        ["relu6"] = x => tf.nn.relu6(x),
        ["silu"] = x => tf.nn.silu(x), ["K.sum"] = x => K.sum(x, axis: 1), ["K.mean"] = x => K.mean(x, axis: (1, 2)),
        ["K.sqrt"] = x => K.sqrt(x),
        ["K.clip"] = x => K.clip(x, 0, 1), ["K.permute_dimensions"] = x => K.permute_dimensions(x, (0, 2, 1)),
        ["K.batch_flatten"] = x => K.batch_flatten(x), ["K.std"] = x => K.std(x, axis: -1), ["K.l2_normalize"] = x => K.l2_normalize(x, -1),
        ["K.softmax"] = x => K.softmax(x), ["K.repeat_elements"] = x => K.repeat_elements(x, 2, 1),
        ["K.squeeze"] = x => K.squeeze(K.expand_dims(x, 1), 1), ["K.reverse"] = x => K.reverse(x, 1),
        ["K.hard_sigmoid"] = x => K.hard_sigmoid(x),
        ["activations.relu"] = x => keras.activations.relu(x, alpha: 0.1), ["activations.tanh"] = x => keras.activations.tanh(x),
        ["activations.swish"] = x => keras.activations.swish(x),
        ["K.conv1d"] = x => K.conv1d(x, taps, strides: 2, padding: "same"),
        ["K.conv1d causal"] = x => K.conv1d(x, taps, padding: "causal"),
        ["K.conv2d"] = m => K.conv2d(m, tf.reshape(eight, (2, 2, 1, 2)), strides: (2, 1), padding: "same"),
        ["K.depthwise_conv2d"] = m => K.depthwise_conv2d(m, tf.reshape(eight, (2, 2, 1, 2))),
        ["K.pool2d"] = m => K.pool2d(m, (2, 2), strides: (2, 1), padding: "same"),
        ["K.pool2d avg"] = m => K.pool2d(m, (2, 3), pool_mode: "avg"),
        ["K.bias_add"] = x => K.bias_add(x, tf.range(4.0)),
        ["K.batch_normalization"] = x => K.batch_normalization(x, K.mean(x, 1, true), K.var(x, 1, true), null, null),
        ["K.resize_images"] = m => K.resize_images(m, 2, 3, "channels_last"), ["K.dot"] = x => K.dot(x, factor),
        ["scaled"] = x => (x - tf.reduce_mean(x, axis: 1, keepdims: true)) / (tf.math.reduce_std(x, axis: 1, keepdims: true) + 1e-3),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> ofXandY = new()
    {
        ["x + y"] = (x, y) => x + y, ["x - y"] = (x, y) => x - y, ["x * y"] = (x, y) => x * y, ["x / y"] = (x, y) => x / y,
        ["x < y"] = (x, y) => x < y,
        ["x >= y"] = (x, y) => x >= y, ["and"] = (x, y) => (x > 0) & (y > 0), ["or"] = (x, y) => (x > 0) | (y > 0),
        ["maximum"] = (x, y) => tf.maximum(x, y), ["where"] = (x, y) => tf.where(x > 0, x, y),
        ["squared_difference"] = (x, y) => tf.math.squared_difference(x, y), ["concat"] = (x, y) => tf.concat([x, y], -1),
        ["stack"] = (x, y) => tf.stack([x, y], axis: 1), ["matmul"] = (x, y) => tf.matmul(x, y, transpose_b: true),
        ["sigmoid_cross_entropy"] = (x, y) => tf.nn.sigmoid_cross_entropy_with_logits(labels: x, logits: y),
        ["K.concatenate"] = (x, y) => K.concatenate([x, y]),
        ["K.binary_crossentropy"] = (x, y) => K.binary_crossentropy(K.sigmoid(x), K.sigmoid(y)),
        ["K.batch_dot"] = (x, y) => K.batch_dot(x, y, axes: 2),
        ["K.categorical_crossentropy"] = (x, y) => K.categorical_crossentropy(K.softmax(x), K.softmax(y)),
        ["attention"] = (x, y) => tf.reduce_sum(tf.nn.softmax(tf.reduce_sum(x * y, axis: -1, keepdims: true), axis: 1) * x, axis: 1),
        ["distance"] = (x, y) => K.sqrt(K.sum(K.square(x - y), axis: 1, keepdims: true)),
    };

    public static TheoryData<string> Cases => [.. GoldenFile.RecordedRoot(Recording).EnumerateObject().Select(one => one.Name)];

    [Fact]
    public void Every_recorded_case_is_written_here_too() =>
        Assert.Equal(Cases.Select(row => row.Data).Order(), ofX.Keys.Concat(ofXandY.Keys).Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_Keras_wrote_is_read_and_computes_the_same(string name)
    {
        var recorded = GoldenFile.RecordedRoot(Recording).GetProperty(name);
        Computes(recorded, (Functional)model_from_json(recorded.GetProperty("model").GetRawText()));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_written_here_computes_the_same_and_is_what_Keras_has_read(string name)
    {
        var recorded = GoldenFile.RecordedRoot(Recording).GetProperty(name);
        var model = Make(name);
        Computes(recorded, model);
        Computes(recorded, (Functional)model_from_json(model.to_json()));
        Computes(recorded, Functional.from_config(model.get_config()));
        Computes(recorded, clone_model(model));
        if (Environment.GetEnvironmentVariable("KERASLIKERNN_WRITE") == "1") return;
        var own = GoldenFile.RecordedRoot(Own).GetProperty(name);
        Assert.True(JsonElement.DeepEquals(own, JsonDocument.Parse(model.to_json()).RootElement), model.to_json());
    }

    [Fact]
    public void The_models_for_Keras_to_read_are_up_to_date()
    {
        var texts = Cases.Select(row => row.Data).ToDictionary(name => name, name => JsonDocument.Parse(Make(name).to_json()).RootElement);
        var path = Path.Combine(GoldenFile.TestFolder(), Path.GetFileName(Own));
        if (Environment.GetEnvironmentVariable("KERASLIKERNN_WRITE") == "1")
            File.WriteAllText(path, JsonSerializer.Serialize(texts) + "\n");
        Assert.Equal(texts.Count, GoldenFile.RecordedRoot(Own).EnumerateObject().Count());
    }

    [Fact]
    public void A_function_in_a_Lambda_is_taken_over_by_a_clone()
    {
        var factor = 3.0;
        var model = Sequential([Input(2), Lambda(x => x * factor, name: "scale")]);
        var copy = clone_model(model);
        Assert.Equal("scale", copy.layers[0].name);
        Assert.Equal([3f, 6f], ((Tensor)copy[Tensor.From<float>([1, 2], (1, 2))]).ToArray<float>());
        Assert.Contains(
            "register_keras_serializable", Assert.Throws<NotSupportedException>(() => model.to_json()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_with_a_name_is_written_down_and_found_again()
    {
        var twice = keras.utils.register_keras_serializable("mine", "twice")[x => x * 2];
        var sum = keras.utils.register_keras_serializable(name: "sum")[(Tensors x) => x[0] + x[1]];
        Assert.Equal("mine>twice", keras.utils.get_registered_name(twice));
        Assert.Same(sum, keras.utils.get_registered_object("Custom>sum"));
        KerasTensor a = Input(2), b = Input(2);
        var model = Model([a, b], Lambda(sum, output_shape: 2)[[Lambda(twice)[a], b]]);
        var copy = (Functional)model_from_json(model.to_json());
        Assert.Equal(model.to_json(), copy.to_json());
        Assert.Equal([5f, 8f], ((Tensor)copy[[Tensor.From<float>([1, 2], (1, 2)), Tensor.From<float>([3, 4], (1, 2))]]).ToArray<float>());
    }

    [Fact]
    public void A_Lambda_that_cannot_be_read_says_why()
    {
        var model = Sequential([Input(2), Lambda(keras.utils.register_keras_serializable("mine", "half")[x => x / 2])]);
        var unknown = model.to_json().Replace("mine>half", "theirs", StringComparison.Ordinal);
        Assert.Contains("theirs", Assert.Throws<ValueError>(() => model_from_json(unknown)).Message, StringComparison.Ordinal);
        var named = model_from_json(unknown, new Dictionary<string, object> { ["theirs"] = (Func<Tensor, Tensor>)(x => x + 1) });
        Assert.Equal(1f, ((Tensor)named[Tensor.From<float>([0, 0], (1, 2))]).ToArray<float>()[0]);
        var bytecode = model.to_json().Replace("\"mine>half\"", "[\"4wEAAAAA\", null, null]", StringComparison.Ordinal);
        Assert.Contains(
            "bytecode", Assert.Throws<NotSupportedException>(() => model_from_json(bytecode)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_step_cannot_be_written_with_is_told()
    {
        keras.backend.clear_session();
        var x = Input(2);
        var scale = tf.Variable(four[..2]);
        Assert.Contains(
            "variable", Assert.Throws<NotSupportedException>(() => Model(x, x * scale).to_json()).Message, StringComparison.Ordinal);
        Assert.Contains(
            "function", Assert.Throws<NotSupportedException>(() => Model(x, tf.map_fn(v => v * 2, x)).to_json()).Message,
            StringComparison.Ordinal);
        var json = Model(x, x + 1).to_json().Replace("__operators__.add\"}", "raw_ops.AddN\"}", StringComparison.Ordinal);
        Assert.Contains(
            "raw_ops.AddN", Assert.Throws<NotSupportedException>(() => model_from_json(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_are_learned_without_computing()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var x = Input((20000, 3000));
        var y = tf.matmul(tf.exp(x), x, transpose_b: true)[.., ..5] + tf.zeros((tf.shape(x)[0], 5, 20000));
        Assert.Equal("(None, 5, 20000)", y.Shape.ToString());
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    private static Functional Make(string name)
    {
        keras.backend.clear_session();
        if (ofXandY.TryGetValue(name, out var two))
        {
            KerasTensor x = Input((3, 4), name: "x"), y = Input((3, 4), name: "y");
            return Model([x, y], two(x, y));
        }
        var one = GoldenFile.RecordedRoot(Recording).GetProperty(name).GetProperty("inputs")[0].GetString() switch
        {
            "i" => Input(3, dtype: "int32", name: "i"),
            "m" => Input((4, 4, 1), name: "m"),
            _ => Input((3, 4), name: "x"),
        };
        return Model(one, ofX[name](one));
    }

    private static void Computes(JsonElement recorded, Functional model)
    {
        Tensor[] inputs = [.. recorded.GetProperty("inputs").EnumerateArray().Select(input => Data(input.GetString()!))];
        Tensor output = model[inputs];
        Assert.Equal(recorded.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()), output.Shape.Dims.ToArray());
        Assert.True(model.outputs[0].Shape.IsCompatibleWith(output.Shape), $"{model.outputs[0].Shape} was inferred of {output.Shape}");
        float[] expected = [.. recorded.GetProperty("output").EnumerateArray().Select(number => (float)number.GetDouble())];
        Near.Equal(expected, Ops.Cast(output, DType.Float32).ToArray<float>(), 1e-5);
    }

    private static Tensor Data(string name) => name == "i" ? Tensor.From<int>([0, 1, 2, 3, 4, 0], (2, 3))
        : name == "m" ? Tensor.From<float>([.. Enumerable.Range(0, 32).Select(k => (float)Math.Sin(0.7 * k))], (2, 4, 4, 1))
        : Tensor.From<float>(
            [.. Enumerable.Range(0, 24).Select(k => (float)(name == "x" ? Math.Sin(k + 0.5) : Math.Cos(1.5 * k)))], (2, 3, 4));
}
