using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Operations;
using K = keras.backend;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>The operations that no recorded step has, and forms of others.</summary>
public sealed class MoreOperationsServedTests
{
    private const double Infinity = double.PositiveInfinity;

    /// <summary>Of floats x and y (batch, 3, 4), whole numbers i (batch, 3), and images m (batch, 4, 6, 2).</summary>
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor, Tensor, Tensor>> steps = new()
    {
        ["eq"] = (_, _, i, _) => Operation.Call("__operators__.eq", (TensorLike)i, (TensorLike)2)[0],
        ["ne"] = (_, _, i, _) => Operation.Call("__operators__.ne", (TensorLike)i, (TensorLike)2)[0],
        ["not_equal"] = (_, _, i, _) => tf.not_equal(i, 2), ["argsort"] = (x, _, _, _) => tf.argsort(x, axis: 1),
        ["argsort down"] = (x, _, _, _) => tf.argsort(x, direction: "DESCENDING"), ["sort axis"] = (x, _, _, _) => tf.sort(x, axis: 1),
        ["broadcast_to"] = (x, _, _, _) => tf.broadcast_to(x[.., ..1], tf.shape(x)),
        ["clip_by_norm"] = (x, _, _, _) => tf.clip_by_norm(x, 1.5), ["boolean_mask"] = (x, _, _, _) => tf.boolean_mask(x, x > 0),
        ["boolean_mask axis"] = (x, _, _, _) => tf.boolean_mask(x, tf.constant(new[] { true, false, true }), axis: 1),
        ["floordiv"] = (x, _, _, _) => tf.math.floordiv(x, 0.3), ["floordiv int"] = (_, _, i, _) => tf.math.floordiv(i - 2, 2),
        ["floordiv negative"] = (_, _, i, _) => tf.math.floordiv(i - 2, -3), ["mod int"] = (_, _, i, _) => tf.math.floormod(i - 2, 3),
        ["mod"] = (x, _, _, _) => x % -0.7, ["gather_nd"] = (x, _, _, _) => tf.gather_nd(x, tf.constant(new[,] { { 0, 2 }, { 1, 1 } })),
        ["softmax cross entropy"] = (x, y, _, _) => tf.nn.softmax_cross_entropy_with_logits(tf.nn.softmax(y), x),
        ["sigmoid cross entropy"] = (x, y, _, _) => tf.nn.sigmoid_cross_entropy_with_logits(tf.math.sigmoid(y), x),
        ["size"] = (x, _, _, _) => x * tf.cast(tf.size(x), "float32"), ["rank"] = (x, _, _, _) => x + tf.cast(tf.rank(x), "float32"),
        ["convert_to_tensor"] = (x, y, _, _) => tf.convert_to_tensor(new[] { x, y }),
        ["einsum"] = (x, y, _, _) => tf.einsum("btf,bsf->bts", x, y), ["einsum sum"] = (x, y, _, _) => tf.einsum("btf,bsf->tf", x, y),
        ["ensure_shape"] = (x, _, _, _) => tf.ensure_shape(x, (null, 3, 4)),
        ["eye"] = (x, _, _, _) => x + tf.eye(3, 4) + tf.eye(tf.shape(x)[1], 4),
        ["fill"] = (x, _, _, _) => tf.fill((tf.shape(x)[0], 2), tf.reduce_sum(x)),
        ["ones"] = (x, _, _, _) => tf.ones((tf.shape(x)[0], 2)),
        ["ones_like"] = (x, _, i, _) => tf.ones_like(x) + tf.ones_like(i, dtype: "float32")[.., .., tf.newaxis],
        ["zeros"] = (x, _, _, _) => tf.zeros([tf.shape(x)[0], 2], dtype: "int32"),
        ["batch_dot"] = (x, y, _, _) => K.batch_dot(x, y, axes: (2, 2)),
        ["batch_dot vectors"] = (x, y, _, _) => K.batch_dot(x[.., 0], y[.., 1]),
        ["batch_dot one"] = (x, y, _, _) => K.batch_dot(x, y[.., 1], axes: (2, 1)),
        ["batch_normalization"] = (_, _, _, m) => K.batch_normalization(
            m, tf.constant(new[] { 0.1f, 0.2f }), tf.constant(new[] { 1.5f, 0.5f }), tf.constant(new[] { 1f, 2f }),
            tf.constant(new[] { 2f, 3f })),
        ["print_tensor"] = (x, _, _, _) => K.print_tensor(x),
        ["resize nearest"] = (_, _, _, m) => K.resize_images(m, 2, 3, "channels_last"),
        ["resize bilinear"] = (_, _, _, m) => K.resize_images(m, 2, 3, "channels_last", interpolation: "bilinear"),
        ["separable_conv2d"] = (_, _, _, m) => K.separable_conv2d(m, Taps(3, 2, 2, 2), Taps(1, 1, 4, 3), padding: "same"),
        ["conv2d"] = (_, _, _, m) => K.conv2d(m, Taps(3, 2, 2, 3), strides: (2, 1), padding: "same"),
        ["depthwise_conv2d"] = (_, _, _, m) => K.depthwise_conv2d(m, Taps(2, 2, 2, 2)),
        ["conv1d"] = (x, _, _, _) => K.conv1d(x, Taps(2, 4, 3), padding: "causal", dilation_rate: 2),
        ["conv1d of a computed kernel"] = (x, y, _, _) => K.conv1d(x, tf.reshape(tf.reduce_mean(y, axis: 0)[..2], (1, 4, 2))),
        ["conv3d"] = (_, _, _, m) => K.conv3d(m[.., tf.newaxis], Taps(1, 2, 2, 2, 3), padding: "same"),
        ["pool2d"] = (_, _, _, m) => K.pool2d(m, (2, 3), strides: (2, 2), padding: "same", pool_mode: "avg"),
        ["max_pool3d"] = (_, _, _, m) => K.pool3d(m[.., tf.newaxis], (1, 2, 2), strides: (1, 1, 2)),
        ["avg_pool3d"] = (_, _, _, m) => K.pool3d(m[.., tf.newaxis], (1, 2, 2), strides: (1, 1, 2), pool_mode: "avg", padding: "same"),
        ["matvec"] = (x, y, _, _) => tf.linalg.matvec(x, y[.., 0]),
        ["linspace"] = (x, _, _, _) => x + tf.linspace(tf.reduce_min(x), tf.reduce_max(x), 4),
        ["add_n"] = (x, y, _, _) => tf.add_n([x, y, x]), ["argmin"] = (x, _, _, _) => tf.argmin(x, axis: 1),
        ["argmax int32"] = (x, _, _, _) => tf.argmax(x, axis: -1, output_type: "int32"), ["ceil"] = (x, _, _, _) => tf.math.ceil(x * 3),
        ["floor of whole numbers"] = (_, _, i, _) => tf.floor(tf.cast(i, "float32") / 2), ["cosh"] = (x, _, _, _) => tf.math.cosh(x),
        ["sinh"] = (x, _, _, _) => tf.math.sinh(x), ["tan"] = (x, _, _, _) => tf.math.tan(x), ["erf"] = (x, _, _, _) => tf.math.erf(x),
        ["expm1"] = (x, _, _, _) => tf.math.expm1(x), ["log1p"] = (x, _, _, _) => tf.math.log1p(tf.abs(x)),
        ["log_sigmoid"] = (x, _, _, _) => tf.math.log_sigmoid(x * 20), ["softplus"] = (x, _, _, _) => tf.nn.softplus(x * 40),
        ["softsign"] = (x, _, _, _) => tf.nn.softsign(x), ["reciprocal"] = (x, _, _, _) => tf.math.reciprocal(x + 3),
        ["count_nonzero"] = (_, _, i, _) => tf.math.count_nonzero(i, axis: 1), ["cumprod"] = (x, _, _, _) => tf.math.cumprod(x, axis: 1),
        ["cumprod back"] = (x, _, _, _) => tf.math.cumprod(x, axis: -1, exclusive: true, reverse: true),
        ["cumprod exclusive"] = (x, _, _, _) => tf.math.cumprod(x, exclusive: true),
        ["divide_no_nan"] = (x, _, i, _) => tf.math.divide_no_nan(x, tf.cast(i, "float32")[.., .., tf.newaxis]),
        ["is_finite"] = (x, _, i, _) => tf.math.is_finite(x[.., .., 0] / tf.cast(i, "float32")),
        ["is_inf"] = (x, _, i, _) => tf.math.is_inf(x[.., .., 0] / tf.cast(i, "float32")),
        ["is_nan"] = (x, _, _, _) => tf.math.is_nan(tf.math.log(x)),
        ["reduce_all"] = (x, _, _, _) => tf.reduce_all(x > -0.9, axis: [1], keepdims: true),
        ["reduce of all"] = (x, _, _, _) => tf.reduce_max(x) - tf.reduce_min(x) + tf.reduce_prod(x) + tf.math.reduce_variance(x),
        ["reduce of whole numbers"] = (_, _, i, _) => tf.reduce_sum(i, axis: 1) + tf.reduce_max(i, axis: 1) * tf.reduce_prod(i, axis: 1),
        ["mean of whole numbers"] = (_, _, i, _) => tf.reduce_mean(i, axis: 1), ["l2_loss"] = (x, _, _, _) => tf.nn.l2_loss(x),
        ["range"] = (x, _, _, _) => x + tf.cast(tf.range(4), "float32"),
        ["range of sizes"] = (x, _, _, _) => tf.range(1, tf.shape(x)[1] * 2, 2),
        ["range of floats"] = (x, _, _, _) => x + tf.range(0.0, 2.0, 0.5),
        ["slice"] = (x, _, _, _) => tf.slice(x, [0, 1, 0], [-1, 2, 3]),
        ["slice computed"] = (x, _, _, _) => tf.slice(x, [0, tf.shape(x)[1] - 1, 0], [-1, 1, -1]),
        ["index computed"] = (x, _, _, _) => x[.., tf.shape(x)[1] - 1],
        ["ellipsis"] = (x, _, _, _) => x[Slice.Ellipsis, 1..3, tf.newaxis],
        ["from behind"] = (x, _, _, _) => x[.., Slice.Of(null, null, -2), ^1],
        ["steps"] = (x, _, _, _) => x[.., Slice.Of(2, 0, -1), Slice.Of(1, null, 2)],
        ["where places"] = (x, _, _, _) => tf.where(x > 0.2), ["roll"] = (x, _, _, _) => tf.roll(x, -7, axis: 1),
        ["reflect"] = (x, _, _, _) => tf.pad(x, [[0, 0], [1, 2], [2, 0]], mode: "REFLECT"),
        ["symmetric"] = (x, _, _, _) => tf.pad(x, [[0, 0], [1, 2], [2, 0]], mode: "SYMMETRIC"),
        ["pad with a number"] = (_, _, i, _) => tf.pad(i, [[0, 0], [1, 2]], constant_values: 7),
        ["repeat rows"] = (x, _, _, _) => tf.repeat(x, new[] { 1, 0, 2 }, axis: 1), ["repeat flat"] = (x, _, _, _) => tf.repeat(x, 2),
        ["tile"] = (x, _, _, _) => tf.tile(x, [1, tf.shape(x)[1], 2]),
        ["gather batch"] = (x, _, i, _) => tf.gather(x, i % 3, axis: 1, batch_dims: 1),
        ["gather"] = (x, _, i, _) => tf.gather(x, i % 3, axis: 1),
        ["split sizes"] = (x, _, _, _) => tf.split(x, new[] { 1, -1 }, axis: 2)[1],
        ["one_hot"] = (_, _, i, _) => tf.one_hot(i, 4, on_value: 2, off_value: -1, axis: 1),
        ["sequence_mask"] = (_, _, i, _) => tf.sequence_mask(i, 6),
        ["sequence_mask of the longest"] = (_, _, i, _) => tf.sequence_mask(i[.., 0], dtype: "float32"),
        ["tensordot"] = (x, y, _, _) => tf.tensordot(x, y, new[] { new[] { 1, 2 }, [1, 2] }),
        ["tensordot count"] = (x, _, _, _) => tf.tensordot(x, Taps(4, 5), 1),
        ["top_k"] = (x, _, _, _) => tf.math.top_k(x, 3).indices, ["pow of whole numbers"] = (_, _, i, _) => i * i - tf.pow(i, 2),
        ["divided whole numbers"] = (_, _, i, _) => i / 2, ["xor"] = (x, y, _, _) => (x > 0) ^ (y > 0),
        ["or"] = (x, y, _, _) => tf.logical_or(x > 0, y > 0),
        ["add whole numbers"] = (_, _, i, _) => 2 - i * 3 + tf.maximum(i, 1) - tf.minimum(i, 2),
        ["abs int"] = (_, _, i, _) => tf.abs(-i) * tf.sign(i - 1),
        ["clip int"] = (_, _, i, _) => tf.clip_by_value(i, 1, 3), ["where truth"] = (x, y, _, _) => tf.where(x > y, x > 0, y > 0),
        ["stack"] = (x, y, _, _) => tf.stack([x, y, x], axis: -1), ["sums"] = (x, _, _, _) => tf.cumsum(x, axis: -1, exclusive: true),
        ["variance"] = (x, _, _, _) => tf.math.reduce_variance(x, axis: [0, 2]), ["infinite"] = (x, _, _, _) => tf.minimum(x, Infinity),
    };

    public static TheoryData<string> Names => [.. steps.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_gives_the_same_numbers(string name)
    {
        var model = Make(name);
        Tensor[] inputs =
        [
            Waves(2, 3, 4), Waves(2, 3, 4) * 0.7 + 0.1, tf.constant(new[,] { { 0, 1, 2 }, { 4, 3, 0 } }), Waves(2, 4, 6, 2),
        ];
        Served.Same(model, inputs);
        Served.Same(model, inputs, opset: 21);
    }

    [Fact]
    public void Every_operation_that_can_be_written_is_tried()
    {
        var recorded = OperationsServedTests.Names.Select(row => OperationsServedTests.Model(row.Data));
        var tried = steps.Keys.Select(Make).Concat(recorded).SelectMany(model => model.layers).OfType<TFOpLambda>()
            .Select(step => step.Operation.Name).ToHashSet();
        Assert.DoesNotContain(
            OnnxOperations.Names, name => OnnxOperations.Find(name)!.Refusal is null && !tried.Contains(name));
    }

    private static Functional Make(string name)
    {
        KerasTensor x = keras.Input((3, 4)), y = keras.Input((3, 4)), i = keras.Input(3, dtype: "int32"), m = keras.Input((4, 6, 2));
        return keras.Model((KerasTensor[])[x, y, i, m], (Tensors)(Tensor[])[steps[name](x, y, i, m), x + y[..1], i + 1, m + 1]);
    }

    private static Tensor Waves(params int[] sizes)
    {
        var shape = Shape.Of(sizes);
        return Tensor.From<float>([.. Enumerable.Range(0, (int)shape.Length).Select(k => (float)Math.Sin(k + 0.5))], shape);
    }

    private static Tensor Taps(params int[] sizes) => Waves(sizes) * 0.5;
}
