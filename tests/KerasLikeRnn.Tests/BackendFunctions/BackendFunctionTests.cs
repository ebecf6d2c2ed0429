using System.Text.Json;
using KerasLikeRnn.Engine;
using static KerasLikeRnn.Builtins;
using K = keras.backend;

namespace KerasLikeRnn.Tests.BackendFunctions;

/// <summary>
/// Functions of keras.backend and tf, Python's operators and brackets: Keras's answers and gradients, written as Python writes them.
/// </summary>
public class BackendFunctionTests
{
    private delegate Tensor Expression(Tensor a, Tensor b, Tensor c);

    private static readonly Dictionary<string, JsonElement> recorded =
        GoldenFile.RecordedCases("BackendFunctions/backend.json").ToDictionary(c => c.Name());

    /// <summary>By the recorded Python expression the C# one.</summary>
    private static readonly Dictionary<string, Expression> expressions = new()
    {
        ["K.sum(a)"] = (a, b, c) => K.sum(a),
        ["K.sum(a, axis=-1)"] = (a, b, c) => K.sum(a, axis: -1),
        ["K.sum(a, axis=[0, 2], keepdims=True)"] = (a, b, c) => K.sum(a, axis: [0, 2], keepdims: true),
        ["K.mean(a)"] = (a, b, c) => K.mean(a),
        ["K.mean(a, axis=-1)"] = (a, b, c) => K.mean(a, axis: -1),
        ["K.mean(a, axis=[0, 2], keepdims=True)"] = (a, b, c) => K.mean(a, axis: [0, 2], keepdims: true),
        ["K.var(a)"] = (a, b, c) => K.var(a),
        ["K.var(a, axis=-1)"] = (a, b, c) => K.var(a, axis: -1),
        ["K.var(a, axis=[0, 2], keepdims=True)"] = (a, b, c) => K.var(a, axis: [0, 2], keepdims: true),
        ["K.std(a)"] = (a, b, c) => K.std(a),
        ["K.std(a, axis=-1)"] = (a, b, c) => K.std(a, axis: -1),
        ["K.std(a, axis=[0, 2], keepdims=True)"] = (a, b, c) => K.std(a, axis: [0, 2], keepdims: true),
        ["K.prod(a)"] = (a, b, c) => K.prod(a),
        ["K.prod(a, axis=-1)"] = (a, b, c) => K.prod(a, axis: -1),
        ["K.prod(a, axis=[0, 2], keepdims=True)"] = (a, b, c) => K.prod(a, axis: [0, 2], keepdims: true),
        ["K.max(a)"] = (a, b, c) => K.max(a),
        ["K.max(a, axis=-1)"] = (a, b, c) => K.max(a, axis: -1),
        ["K.max(a, axis=[0, 2], keepdims=True)"] = (a, b, c) => K.max(a, axis: [0, 2], keepdims: true),
        ["K.min(a)"] = (a, b, c) => K.min(a),
        ["K.min(a, axis=-1)"] = (a, b, c) => K.min(a, axis: -1),
        ["K.min(a, axis=[0, 2], keepdims=True)"] = (a, b, c) => K.min(a, axis: [0, 2], keepdims: true),
        ["K.any(a, axis=1)"] = (a, b, c) => K.any(a, axis: 1),
        ["K.any(a)"] = (a, b, c) => K.any(a),
        ["K.all(a, axis=1)"] = (a, b, c) => K.all(a, axis: 1),
        ["K.all(a)"] = (a, b, c) => K.all(a),
        ["K.mean of truth values"] = (a, b, c) => K.mean(a, axis: 0),
        ["K.sum of whole numbers"] = (a, b, c) => K.sum(a, axis: 1),
        ["K.mean of whole numbers"] = (a, b, c) => K.mean(a),
        ["K.argmax(a)"] = (a, b, c) => K.argmax(a),
        ["K.argmax(a, axis=1)"] = (a, b, c) => K.argmax(a, axis: 1),
        ["K.argmin(a)"] = (a, b, c) => K.argmin(a),
        ["K.argmin(a, axis=1)"] = (a, b, c) => K.argmin(a, axis: 1),
        ["K.cumsum(a)"] = (a, b, c) => K.cumsum(a),
        ["K.cumsum(a, axis=2)"] = (a, b, c) => K.cumsum(a, axis: 2),
        ["K.cumprod(a)"] = (a, b, c) => K.cumprod(a),
        ["K.cumprod(a, axis=2)"] = (a, b, c) => K.cumprod(a, axis: 2),
        ["K.abs(a)"] = (a, b, c) => K.abs(a),
        ["K.square(a)"] = (a, b, c) => K.square(a),
        ["K.exp(a)"] = (a, b, c) => K.exp(a),
        ["K.sin(a)"] = (a, b, c) => K.sin(a),
        ["K.cos(a)"] = (a, b, c) => K.cos(a),
        ["K.round(a)"] = (a, b, c) => K.round(a),
        ["K.sign(a)"] = (a, b, c) => K.sign(a),
        ["K.round of halves"] = (a, b, c) => K.round(a),
        ["K.sqrt(a)"] = (a, b, c) => K.sqrt(a),
        ["K.sqrt of a negative number"] = (a, b, c) => K.sqrt(a),
        ["K.log(a)"] = (a, b, c) => K.log(a),
        ["K.pow(a, 3)"] = (a, b, c) => K.pow(a, 3),
        ["K.pow(a, b)"] = (a, b, c) => K.pow(a, b),
        ["K.clip(a, -1, 1)"] = (a, b, c) => K.clip(a, -1, 1),
        ["K.clip(a, 0.5, -0.5)"] = (a, b, c) => K.clip(a, 0.5, -0.5),
        ["K.clip(a, None, 1)"] = (a, b, c) => K.clip(a, null, 1),
        ["K.equal(a, b)"] = (a, b, c) => K.equal(a, b),
        ["K.equal(a, 0.5)"] = (a, b, c) => K.equal(a, 0.5),
        ["K.not_equal(a, b)"] = (a, b, c) => K.not_equal(a, b),
        ["K.not_equal(a, 0.5)"] = (a, b, c) => K.not_equal(a, 0.5),
        ["K.greater(a, b)"] = (a, b, c) => K.greater(a, b),
        ["K.greater(a, 0.5)"] = (a, b, c) => K.greater(a, 0.5),
        ["K.greater_equal(a, b)"] = (a, b, c) => K.greater_equal(a, b),
        ["K.greater_equal(a, 0.5)"] = (a, b, c) => K.greater_equal(a, 0.5),
        ["K.less(a, b)"] = (a, b, c) => K.less(a, b),
        ["K.less(a, 0.5)"] = (a, b, c) => K.less(a, 0.5),
        ["K.less_equal(a, b)"] = (a, b, c) => K.less_equal(a, b),
        ["K.less_equal(a, 0.5)"] = (a, b, c) => K.less_equal(a, 0.5),
        ["K.maximum(a, b)"] = (a, b, c) => K.maximum(a, b),
        ["K.minimum(a, b)"] = (a, b, c) => K.minimum(a, b),
        ["K.maximum(a, 0.25)"] = (a, b, c) => K.maximum(a, 0.25),
        ["K.dot of matrices"] = (a, b, c) => K.dot(a, b),
        ["K.dot of three axes and a matrix"] = (a, b, c) => K.dot(a, b),
        ["K.dot of three axes and three axes"] = (a, b, c) => K.dot(a, b),
        ["K.dot of a matrix and three axes"] = (a, b, c) => K.dot(a, b),
        ["K.batch_dot(a, b)"] = (a, b, c) => K.batch_dot(a, b),
        ["K.batch_dot(a, b, axes=1)"] = (a, b, c) => K.batch_dot(a, b, axes: 1),
        ["K.batch_dot(a, b, axes=(1, 2))"] = (a, b, c) => K.batch_dot(a, b, axes: (1, 2)),
        ["K.batch_dot(a, b, axes=2)"] = (a, b, c) => K.batch_dot(a, b, axes: 2),
        ["K.batch_dot of three axes and two"] = (a, b, c) => K.batch_dot(a, b, axes: (2, 1)),
        ["K.batch_dot of two axes and three"] = (a, b, c) => K.batch_dot(a, b),
        ["K.transpose(a)"] = (a, b, c) => K.transpose(a),
        ["K.permute_dimensions(a, (1, 2, 0))"] = (a, b, c) => K.permute_dimensions(a, (1, 2, 0)),
        ["K.gather(a, b)"] = (a, b, c) => K.gather(a, b),
        ["K.concatenate([a, b])"] = (a, b, c) => K.concatenate([a, b]),
        ["K.concatenate([a, b], axis=0)"] = (a, b, c) => K.concatenate([a, b], axis: 0),
        ["K.stack([a, b])"] = (a, b, c) => K.stack([a, b]),
        ["K.stack([a, b], axis=-1)"] = (a, b, c) => K.stack([a, b], axis: -1),
        ["K.reshape(a, (4, -1))"] = (a, b, c) => K.reshape(a, (4, -1)),
        ["K.reshape(a, [K.shape(a)[0], 12])"] = (a, b, c) => K.reshape(a, [K.shape(a)[0], 12]),
        ["K.repeat_elements(a, 2, 1)"] = (a, b, c) => K.repeat_elements(a, 2, 1),
        ["K.repeat(a, 3)"] = (a, b, c) => K.repeat(a, 3),
        ["K.tile(a, [1, 2, 2])"] = (a, b, c) => K.tile(a, [1, 2, 2]),
        ["K.tile(a, 3)"] = (a, b, c) => K.tile(a, 3),
        ["K.flatten(a)"] = (a, b, c) => K.flatten(a),
        ["K.batch_flatten(a)"] = (a, b, c) => K.batch_flatten(a),
        ["K.expand_dims(a)"] = (a, b, c) => K.expand_dims(a),
        ["K.expand_dims(a, 0)"] = (a, b, c) => K.expand_dims(a, 0),
        ["K.squeeze(a, 1)"] = (a, b, c) => K.squeeze(a, 1),
        ["K.temporal_padding(a)"] = (a, b, c) => K.temporal_padding(a),
        ["K.temporal_padding(a, (2, 0))"] = (a, b, c) => K.temporal_padding(a, (2, 0)),
        ["K.spatial_2d_padding(a)"] = (a, b, c) => K.spatial_2d_padding(a),
        ["K.spatial_2d_padding(a, ((1, 0), (0, 2)), 'channels_first')"] = (
            a, b, c) => K.spatial_2d_padding(a, ((1, 0), (0, 2)), "channels_first"),
        ["K.spatial_3d_padding(a)"] = (a, b, c) => K.spatial_3d_padding(a),
        ["K.one_hot(a, 4)"] = (a, b, c) => K.one_hot(a, 4),
        ["K.reverse(a, 1)"] = (a, b, c) => K.reverse(a, 1),
        ["K.reverse(a, [0, 2])"] = (a, b, c) => K.reverse(a, [0, 2]),
        ["K.zeros_like(a)"] = (a, b, c) => K.zeros_like(a),
        ["K.ones_like(a, dtype='int32')"] = (a, b, c) => K.ones_like(a, dtype: "int32"),
        ["K.cast(a, 'int32')"] = (a, b, c) => K.cast(a, "int32"),
        ["K.cast(a, 'bool')"] = (a, b, c) => K.cast(a, "bool"),
        ["K.cast_to_floatx(a)"] = (a, b, c) => K.cast_to_floatx(a),
        ["K.shape(a)"] = (a, b, c) => K.shape(a),
        ["K.arange(5)"] = (a, b, c) => K.arange(5),
        ["K.arange(2, 9, 3)"] = (a, b, c) => K.arange(2, 9, 3),
        ["K.arange(3, 0, -1, dtype='float32')"] = (a, b, c) => K.arange(3, 0, -1, dtype: "float32"),
        ["K.arange(-3)"] = (a, b, c) => K.arange(-3),
        ["K.constant([[1, 2], [3, 4]])"] = (a, b, c) => K.constant([[1, 2], [3, 4]]),
        ["K.constant(2, shape=(2, 3))"] = (a, b, c) => K.constant(2, shape: (2, 3)),
        ["K.eye(3)"] = (a, b, c) => K.eye(3),
        ["K.zeros((2, 3))"] = (a, b, c) => K.zeros((2, 3)),
        ["K.ones((2,), dtype='int32')"] = (a, b, c) => K.ones(2, dtype: "int32"),
        ["K.zeros((K.shape(a)[0], 2))"] = (a, b, c) => K.zeros((K.shape(a)[0], 2)),
        ["K.stop_gradient(a) * a"] = (a, b, c) => K.stop_gradient(a) * a,

        ["tf.abs(a)"] = (a, b, c) => tf.abs(a),
        ["tf.negative(a)"] = (a, b, c) => tf.negative(a),
        ["tf.sign(a)"] = (a, b, c) => tf.sign(a),
        ["tf.square(a)"] = (a, b, c) => tf.square(a),
        ["tf.exp(a)"] = (a, b, c) => tf.exp(a),
        ["tf.sin(a)"] = (a, b, c) => tf.sin(a),
        ["tf.cos(a)"] = (a, b, c) => tf.cos(a),
        ["tf.tan(a)"] = (a, b, c) => tf.tan(a),
        ["tf.sinh(a)"] = (a, b, c) => tf.sinh(a),
        ["tf.cosh(a)"] = (a, b, c) => tf.cosh(a),
        ["tf.tanh(a)"] = (a, b, c) => tf.tanh(a),
        ["tf.sigmoid(a)"] = (a, b, c) => tf.sigmoid(a),
        ["tf.round(a)"] = (a, b, c) => tf.round(a),
        ["tf.floor(a)"] = (a, b, c) => tf.floor(a),
        ["tf.math.expm1(a)"] = (a, b, c) => tf.math.expm1(a),
        ["tf.math.erf(a)"] = (a, b, c) => tf.math.erf(a),
        ["tf.math.ceil(a)"] = (a, b, c) => tf.math.ceil(a),
        ["tf.math.reciprocal(a)"] = (a, b, c) => tf.math.reciprocal(a),
        ["tf.math.log_sigmoid(a)"] = (a, b, c) => tf.math.log_sigmoid(a),
        ["tf.sqrt(a)"] = (a, b, c) => tf.sqrt(a),
        ["tf.math.rsqrt(a)"] = (a, b, c) => tf.math.rsqrt(a),
        ["tf.math.log(a)"] = (a, b, c) => tf.math.log(a),
        ["tf.math.log1p(a)"] = (a, b, c) => tf.math.log1p(a),
        ["tf.add(a, b)"] = (a, b, c) => tf.add(a, b),
        ["tf.subtract(a, b)"] = (a, b, c) => tf.subtract(a, b),
        ["tf.multiply(a, b)"] = (a, b, c) => tf.multiply(a, b),
        ["tf.divide(a, b)"] = (a, b, c) => tf.divide(a, b),
        ["tf.maximum(a, b)"] = (a, b, c) => tf.maximum(a, b),
        ["tf.minimum(a, b)"] = (a, b, c) => tf.minimum(a, b),
        ["tf.multiply(a, 2)"] = (a, b, c) => tf.multiply(a, 2),
        ["tf.divide of whole numbers"] = (a, b, c) => tf.divide(a, b),
        ["tf.math.floordiv(a, b)"] = (a, b, c) => tf.math.floordiv(a, b),
        ["tf.math.floormod(a, b)"] = (a, b, c) => tf.math.floormod(a, b),
        ["tf.math.divide_no_nan(a, b)"] = (a, b, c) => tf.math.divide_no_nan(a, b),
        ["tf.math.squared_difference(a, b)"] = (a, b, c) => tf.math.squared_difference(a, b),
        ["tf.pow(a, 2.0)"] = (a, b, c) => tf.pow(a, 2.0),
        ["tf.add_n([a, b])"] = (a, b, c) => tf.add_n([a, b]),
        ["tf.math.is_nan(a)"] = (a, b, c) => tf.math.is_nan(a),
        ["tf.math.is_finite(a)"] = (a, b, c) => tf.math.is_finite(a),
        ["tf.math.is_inf(a)"] = (a, b, c) => tf.math.is_inf(a),
        ["tf.clip_by_value(a, -1, 1)"] = (a, b, c) => tf.clip_by_value(a, -1, 1),
        ["tf.clip_by_norm(a, 1.0)"] = (a, b, c) => tf.clip_by_norm(a, 1.0),
        ["tf.reduce_sum(a)"] = (a, b, c) => tf.reduce_sum(a),
        ["tf.reduce_sum(a, axis=[1, 2])"] = (a, b, c) => tf.reduce_sum(a, axis: [1, 2]),
        ["tf.reduce_sum(a, axis=1, keepdims=True)"] = (a, b, c) => tf.reduce_sum(a, axis: 1, keepdims: true),
        ["tf.reduce_mean(a)"] = (a, b, c) => tf.reduce_mean(a),
        ["tf.reduce_mean(a, axis=[1, 2])"] = (a, b, c) => tf.reduce_mean(a, axis: [1, 2]),
        ["tf.reduce_mean(a, axis=1, keepdims=True)"] = (a, b, c) => tf.reduce_mean(a, axis: 1, keepdims: true),
        ["tf.reduce_max(a)"] = (a, b, c) => tf.reduce_max(a),
        ["tf.reduce_max(a, axis=[1, 2])"] = (a, b, c) => tf.reduce_max(a, axis: [1, 2]),
        ["tf.reduce_max(a, axis=1, keepdims=True)"] = (a, b, c) => tf.reduce_max(a, axis: 1, keepdims: true),
        ["tf.reduce_min(a)"] = (a, b, c) => tf.reduce_min(a),
        ["tf.reduce_min(a, axis=[1, 2])"] = (a, b, c) => tf.reduce_min(a, axis: [1, 2]),
        ["tf.reduce_min(a, axis=1, keepdims=True)"] = (a, b, c) => tf.reduce_min(a, axis: 1, keepdims: true),
        ["tf.reduce_prod(a)"] = (a, b, c) => tf.reduce_prod(a),
        ["tf.reduce_prod(a, axis=[1, 2])"] = (a, b, c) => tf.reduce_prod(a, axis: [1, 2]),
        ["tf.reduce_prod(a, axis=1, keepdims=True)"] = (a, b, c) => tf.reduce_prod(a, axis: 1, keepdims: true),
        ["tf.reduce_logsumexp(a)"] = (a, b, c) => tf.reduce_logsumexp(a),
        ["tf.reduce_logsumexp(a, axis=[1, 2])"] = (a, b, c) => tf.reduce_logsumexp(a, axis: [1, 2]),
        ["tf.reduce_logsumexp(a, axis=1, keepdims=True)"] = (a, b, c) => tf.reduce_logsumexp(a, axis: 1, keepdims: true),
        ["tf.reduce_any(a, axis=0)"] = (a, b, c) => tf.reduce_any(a, axis: 0),
        ["tf.reduce_all(a, axis=0)"] = (a, b, c) => tf.reduce_all(a, axis: 0),
        ["tf.math.reduce_std(a, axis=1)"] = (a, b, c) => tf.math.reduce_std(a, axis: 1),
        ["tf.math.reduce_variance(a)"] = (a, b, c) => tf.math.reduce_variance(a),
        ["tf.reduce_mean of whole numbers"] = (a, b, c) => tf.reduce_mean(a),
        ["tf.math.count_nonzero(a, axis=0)"] = (a, b, c) => tf.math.count_nonzero(a, axis: 0),
        ["tf.norm(a)"] = (a, b, c) => tf.norm(a),
        ["tf.norm(a, axis=1)"] = (a, b, c) => tf.norm(a, axis: 1),
        ["tf.argmax(a)"] = (a, b, c) => tf.argmax(a),
        ["tf.argmax(a, axis=-1, output_type=tf.int32)"] = (a, b, c) => tf.argmax(a, axis: -1, output_type: tf.int32),
        ["tf.argmin(a, 1)"] = (a, b, c) => tf.argmin(a, 1),
        ["tf.cumsum(a, axis=1)"] = (a, b, c) => tf.cumsum(a, axis: 1),
        ["tf.cumsum(a, 2, exclusive=True, reverse=True)"] = (a, b, c) => tf.cumsum(a, 2, exclusive: true, reverse: true),
        ["tf.math.cumprod(a, 1)"] = (a, b, c) => tf.math.cumprod(a, 1),
        ["tf.sort(a)"] = (a, b, c) => tf.sort(a),
        ["tf.sort(a, axis=1, direction='DESCENDING')"] = (a, b, c) => tf.sort(a, axis: 1, direction: "DESCENDING"),
        ["tf.argsort(a)"] = (a, b, c) => tf.argsort(a),
        ["tf.argsort of equal numbers"] = (a, b, c) => tf.argsort(a),
        ["tf.argsort(a, direction='DESCENDING')"] = (a, b, c) => tf.argsort(a, direction: "DESCENDING"),
        ["tf.math.top_k(a, 2).values"] = (a, b, c) => tf.math.top_k(a, 2).values,
        ["tf.math.top_k(a, 3).indices"] = (a, b, c) => tf.math.top_k(a, 3).indices,
        ["tf.matmul(a, b)"] = (a, b, c) => tf.matmul(a, b),
        ["tf.matmul(a, b, transpose_b=True)"] = (a, b, c) => tf.matmul(a, b, transpose_b: true),
        ["tf.linalg.matvec(a, b)"] = (a, b, c) => tf.linalg.matvec(a, b),
        ["tf.tensordot(a, b, 1)"] = (a, b, c) => tf.tensordot(a, b, 1),
        ["tf.tensordot(a, b, [[1, 2], [1, 0]])"] = (a, b, c) => tf.tensordot(a, b, [[1, 2], [1, 0]]),
        ["tf.einsum('abc,acd->abd', a, b)"] = (a, b, c) => tf.einsum("abc,acd->abd", a, b),
        ["tf.logical_and(a, b)"] = (a, b, c) => tf.logical_and(a, b),
        ["tf.logical_or(a, b)"] = (a, b, c) => tf.logical_or(a, b),
        ["tf.math.logical_xor(a, b)"] = (a, b, c) => tf.math.logical_xor(a, b),
        ["tf.logical_not(a)"] = (a, b, c) => tf.logical_not(a),
        ["tf.where(a, b, c)"] = (a, b, c) => tf.where(a, b, c),
        ["tf.where(a)"] = (a, b, c) => tf.where(a),
        ["tf.where(a > 0, a, 0.0)"] = (a, b, c) => tf.where(a > 0, a, 0.0),
        ["tf.boolean_mask(a, b)"] = (a, b, c) => tf.boolean_mask(a, b),
        ["tf.boolean_mask of two axes"] = (a, b, c) => tf.boolean_mask(a, b),
        ["tf.sequence_mask(a, 4)"] = (a, b, c) => tf.sequence_mask(a, 4),
        ["tf.sequence_mask(a, dtype='float32')"] = (a, b, c) => tf.sequence_mask(a, dtype: "float32"),
        ["tf.shape(a)"] = (a, b, c) => tf.shape(a),
        ["tf.size(a)"] = (a, b, c) => tf.size(a),
        ["tf.rank(a)"] = (a, b, c) => tf.rank(a),
        ["tf.reshape(a, [-1])"] = (a, b, c) => tf.reshape(a, [-1]),
        ["tf.reshape(a, (tf.shape(a)[0], -1))"] = (a, b, c) => tf.reshape(a, (tf.shape(a)[0], -1)),
        ["tf.transpose(a)"] = (a, b, c) => tf.transpose(a),
        ["tf.transpose(a, perm=[0, 2, 1])"] = (a, b, c) => tf.transpose(a, perm: [0, 2, 1]),
        ["tf.expand_dims(a, -1)"] = (a, b, c) => tf.expand_dims(a, -1),
        ["tf.squeeze(a)"] = (a, b, c) => tf.squeeze(a),
        ["tf.squeeze(a, [0])"] = (a, b, c) => tf.squeeze(a, [0]),
        ["tf.concat([a, b], axis=-1)"] = (a, b, c) => tf.concat([a, b], axis: -1),
        ["tf.stack([a, b], axis=1)"] = (a, b, c) => tf.stack([a, b], axis: 1),
        ["tf.stack([tf.shape(a)[0], 5])"] = (a, b, c) => tf.stack([tf.shape(a)[0], 5]),
        ["tf.unstack(a, axis=1)[2]"] = (a, b, c) => tf.unstack(a, axis: 1)[2],
        ["tf.split(a, 2, axis=2)[1]"] = (a, b, c) => tf.split(a, 2, axis: 2)[1],
        ["tf.split(a, [1, -1], axis=2)[1]"] = (a, b, c) => tf.split(a, [1, -1], axis: 2)[1],
        ["tf.tile(a, [2, 1])"] = (a, b, c) => tf.tile(a, [2, 1]),
        ["tf.repeat(a, 2, axis=1)"] = (a, b, c) => tf.repeat(a, 2, axis: 1),
        ["tf.repeat(a, [1, 0, 2], axis=1)"] = (a, b, c) => tf.repeat(a, [1, 0, 2], axis: 1),
        ["tf.repeat(a, 2)"] = (a, b, c) => tf.repeat(a, 2),
        ["tf.gather(a, b)"] = (a, b, c) => tf.gather(a, b),
        ["tf.gather(a, b, axis=1)"] = (a, b, c) => tf.gather(a, b, axis: 1),
        ["tf.gather(a, b, axis=-1)"] = (a, b, c) => tf.gather(a, b, axis: -1),
        ["tf.gather(a, b, batch_dims=1)"] = (a, b, c) => tf.gather(a, b, batch_dims: 1),
        ["tf.gather_nd(a, b)"] = (a, b, c) => tf.gather_nd(a, b),
        ["tf.slice(a, [0, 1, 1], [2, -1, 2])"] = (a, b, c) => tf.slice(a, [0, 1, 1], [2, -1, 2]),
        ["tf.one_hot(a, 3)"] = (a, b, c) => tf.one_hot(a, 3),
        ["tf.one_hot(a, 3, on_value=2.0, off_value=-1.0, axis=0)"] = (a, b, c) => tf.one_hot(a, 3, on_value: 2.0, off_value: -1.0, axis: 0),
        ["tf.reverse(a, [1])"] = (a, b, c) => tf.reverse(a, [1]),
        ["tf.roll(a, 1, axis=1)"] = (a, b, c) => tf.roll(a, 1, axis: 1),
        ["tf.roll(a, -5, axis=2)"] = (a, b, c) => tf.roll(a, -5, axis: 2),
        ["tf.pad(a, [[0, 0], [1, 2]])"] = (a, b, c) => tf.pad(a, [[0, 0], [1, 2]]),
        ["tf.pad(a, [[1, 1], [2, 1]], 'REFLECT')"] = (a, b, c) => tf.pad(a, [[1, 1], [2, 1]], "REFLECT"),
        ["tf.pad(a, [[1, 1], [2, 1]], 'SYMMETRIC')"] = (a, b, c) => tf.pad(a, [[1, 1], [2, 1]], "SYMMETRIC"),
        ["tf.pad(a, [[0, 1]], constant_values=9)"] = (a, b, c) => tf.pad(a, [[0, 1]], constant_values: 9),
        ["tf.broadcast_to(a, (2, 3))"] = (a, b, c) => tf.broadcast_to(a, (2, 3)),
        ["tf.identity(a)"] = (a, b, c) => tf.identity(a),
        ["tf.constant([[1, 2], [3, 4]])"] = (a, b, c) => tf.constant([[1, 2], [3, 4]]),
        ["tf.constant([1.5, 2])"] = (a, b, c) => tf.constant([1.5, 2]),
        ["tf.constant(1.5, shape=(2, 2))"] = (a, b, c) => tf.constant(1.5, shape: (2, 2)),
        ["tf.constant([1, 2], dtype=tf.float32)"] = (a, b, c) => tf.constant([1, 2], dtype: tf.float32),
        ["tf.zeros((2, 3))"] = (a, b, c) => tf.zeros((2, 3)),
        ["tf.ones([tf.shape(a)[1], 2], dtype='int32')"] = (a, b, c) => tf.ones([tf.shape(a)[1], 2], dtype: "int32"),
        ["tf.fill([2, 3], 7)"] = (a, b, c) => tf.fill([2, 3], 7),
        ["tf.eye(2, 3)"] = (a, b, c) => tf.eye(2, 3),
        ["tf.range(4)"] = (a, b, c) => tf.range(4),
        ["tf.range(1, 2, 0.25)"] = (a, b, c) => tf.range(1, 2, 0.25),
        ["tf.range(5, 0, -2)"] = (a, b, c) => tf.range(5, 0, -2),
        ["tf.linspace(0.0, 1.0, 5)"] = (a, b, c) => tf.linspace(0.0, 1.0, 5),
        ["tf.cast(a, tf.int32)"] = (a, b, c) => tf.cast(a, tf.int32),
        ["tf.zeros_like(a)"] = (a, b, c) => tf.zeros_like(a),
        ["tf.ones_like(a, dtype='float32')"] = (a, b, c) => tf.ones_like(a, dtype: "float32"),

        ["a + b"] = (a, b, c) => a + b,
        ["a + 2"] = (a, b, c) => a + 2,
        ["2 + a"] = (a, b, c) => 2 + a,
        ["a - b"] = (a, b, c) => a - b,
        ["a - 2"] = (a, b, c) => a - 2,
        ["2 - a"] = (a, b, c) => 2 - a,
        ["a * b"] = (a, b, c) => a * b,
        ["a * 2"] = (a, b, c) => a * 2,
        ["2 * a"] = (a, b, c) => 2 * a,
        ["a / b"] = (a, b, c) => a / b,
        ["a / 2"] = (a, b, c) => a / 2,
        ["2 / a"] = (a, b, c) => 2 / a,
        ["a % b"] = (a, b, c) => a % b,
        ["a % 2"] = (a, b, c) => a % 2,
        ["2 % a"] = (a, b, c) => 2 % a,
        ["a < b"] = (a, b, c) => a < b,
        ["a < 0.5"] = (a, b, c) => a < 0.5,
        ["a <= b"] = (a, b, c) => a <= b,
        ["a <= 0.5"] = (a, b, c) => a <= 0.5,
        ["a > b"] = (a, b, c) => a > b,
        ["a > 0.5"] = (a, b, c) => a > 0.5,
        ["a >= b"] = (a, b, c) => a >= b,
        ["a >= 0.5"] = (a, b, c) => a >= 0.5,
        ["-a"] = (a, b, c) => -a,
        ["(a & b) | (a ^ b)"] = (a, b, c) => (a & b) | (a ^ b),
        ["~a"] = (a, b, c) => ~a,
        ["a[0]"] = (a, b, c) => a[0],
        ["a[-1]"] = (a, b, c) => a[^1],
        ["a[1:]"] = (a, b, c) => a[1..],
        ["a[:, -1]"] = (a, b, c) => a[.., ^1],
        ["a[:, -1, :]"] = (a, b, c) => a[.., ^1, ..],
        ["a[..., 1]"] = (a, b, c) => a[Ellipsis, 1],
        ["a[0, ..., 1:3]"] = (a, b, c) => a[0, Ellipsis, 1..3],
        ["a[:, tf.newaxis]"] = (a, b, c) => a[.., tf.newaxis],
        ["a[..., tf.newaxis]"] = (a, b, c) => a[Ellipsis, tf.newaxis],
        ["a[::-1]"] = (a, b, c) => a[slice(null, null, -1)],
        ["a[:, ::2]"] = (a, b, c) => a[.., slice(null, null, 2)],
        ["a[:, 2:0:-1]"] = (a, b, c) => a[.., slice(2, 0, -1)],
        ["a[:, 1:100]"] = (a, b, c) => a[.., 1..100],
        ["a[:, :-1, 1:-1]"] = (a, b, c) => a[.., ..^1, 1..^1],

        ["K.softplus(a)"] = (a, b, c) => K.softplus(a),
        ["K.softsign(a)"] = (a, b, c) => K.softsign(a),
        ["K.sigmoid(a)"] = (a, b, c) => K.sigmoid(a),
        ["K.hard_sigmoid(a)"] = (a, b, c) => K.hard_sigmoid(a),
        ["K.tanh(a)"] = (a, b, c) => K.tanh(a),
        ["K.elu(a)"] = (a, b, c) => K.elu(a),
        ["K.relu(a)"] = (a, b, c) => K.relu(a),
        ["K.relu(a, alpha=0.1)"] = (a, b, c) => K.relu(a, alpha: 0.1),
        ["K.relu(a, max_value=1.0)"] = (a, b, c) => K.relu(a, max_value: 1.0),
        ["K.relu(a, max_value=6)"] = (a, b, c) => K.relu(a, max_value: 6),
        ["K.relu(a, alpha=0.1, max_value=1.5, threshold=0.5)"] = (a, b, c) => K.relu(a, alpha: 0.1, max_value: 1.5, threshold: 0.5),
        ["K.elu(a, 0.5)"] = (a, b, c) => K.elu(a, 0.5),
        ["K.softmax(a)"] = (a, b, c) => K.softmax(a),
        ["K.softmax(a, axis=1)"] = (a, b, c) => K.softmax(a, axis: 1),
        ["K.categorical_crossentropy(b, a)"] = (a, b, c) => K.categorical_crossentropy(b, a),
        ["K.categorical_crossentropy(b, a, from_logits=True)"] = (a, b, c) => K.categorical_crossentropy(b, a, from_logits: true),
        ["K.categorical_crossentropy(b, a, axis=1)"] = (a, b, c) => K.categorical_crossentropy(b, a, axis: 1),
        ["K.sparse_categorical_crossentropy(b, a)"] = (a, b, c) => K.sparse_categorical_crossentropy(b, a),
        ["K.sparse_categorical_crossentropy(b, a, from_logits=True)"] = (
            a, b, c) => K.sparse_categorical_crossentropy(b, a, from_logits: true),
        ["K.binary_crossentropy(b, a)"] = (a, b, c) => K.binary_crossentropy(b, a),
        ["K.binary_crossentropy(b, a, from_logits=True)"] = (a, b, c) => K.binary_crossentropy(b, a, from_logits: true),
        ["K.binary_focal_crossentropy(b, a)"] = (a, b, c) => K.binary_focal_crossentropy(b, a),
        ["K.binary_focal_crossentropy(b, a, gamma=1.5, from_logits=True)"] = (
            a, b, c) => K.binary_focal_crossentropy(b, a, gamma: 1.5, from_logits: true),
        ["K.binary_weighted_focal_crossentropy(b, a, alpha=0.4)"] = (a, b, c) => K.binary_weighted_focal_crossentropy(b, a, alpha: 0.4),
        ["K.l2_normalize(a)"] = (a, b, c) => K.l2_normalize(a),
        ["K.l2_normalize(a, axis=-1)"] = (a, b, c) => K.l2_normalize(a, axis: -1),
        ["K.in_top_k(a, b, 2)"] = (a, b, c) => K.in_top_k(a, b, 2),
        ["K.bias_add(a, b)"] = (a, b, c) => K.bias_add(a, b),
        ["K.bias_add(a, b, 'channels_first')"] = (a, b, c) => K.bias_add(a, b, "channels_first"),
        ["K.bias_add of a sample's shape"] = (a, b, c) => K.bias_add(a, b),
        ["K.bias_add of a sample's shape, channels first"] = (a, b, c) => K.bias_add(a, b, "channels_first"),
        ["K.batch_normalization(a, b, c, None, None)"] = (a, b, c) => K.batch_normalization(a, b, c, null, null),
        ["K.batch_normalization(a, b, c, b, c, epsilon=0.1)"] = (a, b, c) => K.batch_normalization(a, b, c, b, c, epsilon: 0.1),
        ["K.batch_normalization of images"] = (a, b, c) => K.batch_normalization(a, b, c, c, b),
        ["K.normalize_batch_in_training(a, b, c, [0, 1])[0]"] = (a, b, c) => K.normalize_batch_in_training(a, b, c, [0, 1]).normalized,
        ["K.normalize_batch_in_training(a, b, c, [0, 1, 2])[0]"] = (
            a, b, c) => K.normalize_batch_in_training(a, b, c, [0, 1, 2]).normalized,
        ["K.normalize_batch_in_training(a, b, c, [0, 1])[1]"] = (a, b, c) => K.normalize_batch_in_training(a, b, c, [0, 1]).mean,
        ["K.normalize_batch_in_training(a, b, c, [0, 1, 2])[1]"] = (a, b, c) => K.normalize_batch_in_training(a, b, c, [0, 1, 2]).mean,
        ["K.normalize_batch_in_training(a, b, c, [0, 1])[2]"] = (a, b, c) => K.normalize_batch_in_training(a, b, c, [0, 1]).variance,
        ["K.normalize_batch_in_training(a, b, c, [0, 1, 2])[2]"] = (a, b, c) => K.normalize_batch_in_training(a, b, c, [0, 1, 2]).variance,
        ["K.conv1d(a, b)"] = (a, b, c) => K.conv1d(a, b),
        ["K.conv1d(a, b, strides=2, padding='same')"] = (a, b, c) => K.conv1d(a, b, strides: 2, padding: "same"),
        ["K.conv1d(a, b, padding='causal', dilation_rate=2)"] = (a, b, c) => K.conv1d(a, b, padding: "causal", dilation_rate: 2),
        ["K.conv2d(a, b)"] = (a, b, c) => K.conv2d(a, b),
        ["K.conv2d(a, b, strides=(2, 1), padding='same')"] = (a, b, c) => K.conv2d(a, b, strides: (2, 1), padding: "same"),
        ["K.conv2d(a, b, dilation_rate=(2, 2))"] = (a, b, c) => K.conv2d(a, b, dilation_rate: (2, 2)),
        ["K.conv3d(a, b)"] = (a, b, c) => K.conv3d(a, b),
        ["K.depthwise_conv2d(a, b)"] = (a, b, c) => K.depthwise_conv2d(a, b),
        ["K.separable_conv2d(a, b, c, padding='same')"] = (a, b, c) => K.separable_conv2d(a, b, c, padding: "same"),
        ["K.conv2d_transpose(a, b, (1, 6, 6, 3), strides=(2, 2), padding='same')"] = (
            a, b, c) => K.conv2d_transpose(a, b, (1, 6, 6, 3), strides: (2, 2), padding: "same"),
        ["K.local_conv1d(a, b, (2,), (1,))"] = (a, b, c) => K.local_conv1d(a, b, 2, 1),
        ["K.local_conv2d(a, b, (2, 2), (1, 1), (2, 2))"] = (a, b, c) => K.local_conv2d(a, b, (2, 2), (1, 1), (2, 2)),
        ["K.local_conv2d(a, b, (2, 2), (1, 1), (2, 2), 'channels_first')"] = (
            a, b, c) => K.local_conv2d(a, b, (2, 2), (1, 1), (2, 2), "channels_first"),
        ["K.pool2d(a, (2, 2))"] = (a, b, c) => K.pool2d(a, (2, 2)),
        ["K.pool2d(a, (2, 3), strides=(2, 2), padding='same', pool_mode='avg')"] = (
            a, b, c) => K.pool2d(a, (2, 3), strides: (2, 2), padding: "same", pool_mode: "avg"),
        ["K.pool3d(a, (2, 2, 2), strides=(1, 2, 1))"] = (a, b, c) => K.pool3d(a, (2, 2, 2), strides: (1, 2, 1)),
        ["K.resize_images(a, 2, 3, 'channels_last')"] = (a, b, c) => K.resize_images(a, 2, 3, "channels_last"),
        ["K.resize_images(a, 2, 2, 'channels_first')"] = (a, b, c) => K.resize_images(a, 2, 2, "channels_first"),
        ["K.resize_images(a, 2, 3, 'channels_last', interpolation='bilinear')"] = (
            a, b, c) => K.resize_images(a, 2, 3, "channels_last", interpolation: "bilinear"),
        ["K.resize_volumes(a, 2, 1, 2, 'channels_last')"] = (a, b, c) => K.resize_volumes(a, 2, 1, 2, "channels_last"),
        ["K.switch on a scalar"] = (a, b, c) => K.@switch(a, b, c),
        ["K.switch(a, b, c)"] = (a, b, c) => K.@switch(a, b, c),
        ["K.switch(a, lambda: b, lambda: c)"] = (a, b, c) => K.@switch(a, () => b, () => c),
        ["K.in_train_phase(a, b)"] = (a, b, c) => K.in_train_phase(a, b),
        ["K.in_train_phase(lambda: a, b, training=True)"] = (a, b, c) => K.in_train_phase(() => a, b, training: true),
        ["K.in_test_phase(a, b)"] = (a, b, c) => K.in_test_phase(a, b),
        ["K.map_fn(lambda x: x * x, a)"] = (a, b, c) => K.map_fn(x => x * x, a),
        ["K.foldl(lambda s, x: s * 0.5 + x, a)"] = (a, b, c) => K.foldl((s, x) => s * 0.5 + x, a),
        ["K.foldr(lambda s, x: s * 0.5 + x, a, initializer=b)"] = (a, b, c) => K.foldr((s, x) => s * 0.5 + x, a, initializer: b),
        ["tf.scan(lambda s, x: s * 0.5 + x, a)"] = (a, b, c) => tf.scan((s, x) => s * 0.5 + x, a),
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b])[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b]).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], go_backwards=True)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], go_backwards: true).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], return_all_outputs=False)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], return_all_outputs: false).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], unroll=True)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], unroll: true).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c, go_backwards=True)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c, go_backwards: true).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c, zero_output_for_mask=True)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c, zero_output_for_mask: true).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c, unroll=True)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c, unroll: true).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c, unroll=True, zero_output_for_mask=True, go_backwards=True)[0]"] =
        (a, b,
        c) =>
            K.rnn(
                (x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c, unroll: true, zero_output_for_mask: true,
                go_backwards: true).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c, return_all_outputs=False)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c, return_all_outputs: false).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], input_length=c)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], input_length: c).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], input_length=c, go_backwards=True)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], input_length: c, go_backwards: true).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * s[1], [x * s[0]]), a, [b], constants=[c], time_major=True)[0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * s[1], [x * s[0]]), a, [b], constants: [c], time_major: true).last_output,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b])[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b]).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], go_backwards=True)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], go_backwards: true).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], return_all_outputs=False)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], return_all_outputs: false).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], unroll=True)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], unroll: true).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c, go_backwards=True)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c, go_backwards: true).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c, zero_output_for_mask=True)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c, zero_output_for_mask: true).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c, unroll=True)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c, unroll: true).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c, unroll=True, zero_output_for_mask=True, go_backwards=True)[1]"] =
        (a, b,
        c) =>
            K.rnn(
                (x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c, unroll: true, zero_output_for_mask: true,
                go_backwards: true).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c, return_all_outputs=False)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c, return_all_outputs: false).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], input_length=c)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], input_length: c).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], input_length=c, go_backwards=True)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], input_length: c, go_backwards: true).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * s[1], [x * s[0]]), a, [b], constants=[c], time_major=True)[1]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * s[1], [x * s[0]]), a, [b], constants: [c], time_major: true).outputs,
        ["K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c)[2][0]"] = (
            a, b, c) => K.rnn((x, s) => (x + s[0] * 0.5, [x * s[0]]), a, [b], mask: c).new_states[0],
        ["tf.nn.relu(a)"] = (a, b, c) => tf.nn.relu(a),
        ["tf.nn.relu6(a)"] = (a, b, c) => tf.nn.relu6(a),
        ["tf.nn.leaky_relu(a)"] = (a, b, c) => tf.nn.leaky_relu(a),
        ["tf.nn.elu(a)"] = (a, b, c) => tf.nn.elu(a),
        ["tf.nn.selu(a)"] = (a, b, c) => tf.nn.selu(a),
        ["tf.nn.gelu(a)"] = (a, b, c) => tf.nn.gelu(a),
        ["tf.nn.silu(a)"] = (a, b, c) => tf.nn.silu(a),
        ["tf.nn.softplus(a)"] = (a, b, c) => tf.nn.softplus(a),
        ["tf.nn.softsign(a)"] = (a, b, c) => tf.nn.softsign(a),
        ["tf.nn.softmax(a)"] = (a, b, c) => tf.nn.softmax(a),
        ["tf.nn.log_softmax(a)"] = (a, b, c) => tf.nn.log_softmax(a),
        ["tf.nn.gelu(a, approximate=True)"] = (a, b, c) => tf.nn.gelu(a, approximate: true),
        ["tf.nn.leaky_relu(a, alpha=0.3)"] = (a, b, c) => tf.nn.leaky_relu(a, alpha: 0.3),
        ["tf.nn.l2_normalize(a, axis=1)"] = (a, b, c) => tf.nn.l2_normalize(a, axis: 1),
        ["tf.nn.l2_loss(a)"] = (a, b, c) => tf.nn.l2_loss(a),
        ["tf.nn.bias_add(a, b)"] = (a, b, c) => tf.nn.bias_add(a, b),
        ["tf.nn.moments(a, [0, 1])[1]"] = (a, b, c) => tf.nn.moments(a, [0, 1]).variance,
        ["tf.nn.batch_normalization(a, b, c, None, c, 0.01)"] = (a, b, c) => tf.nn.batch_normalization(a, b, c, null, c, 0.01),
        ["tf.nn.sigmoid_cross_entropy_with_logits(labels=b, logits=a)"] = (
            a, b, c) => tf.nn.sigmoid_cross_entropy_with_logits(labels: b, logits: a),
        ["tf.nn.softmax_cross_entropy_with_logits(labels=b, logits=a)"] = (
            a, b, c) => tf.nn.softmax_cross_entropy_with_logits(labels: b, logits: a),
        ["tf.nn.sparse_softmax_cross_entropy_with_logits(labels=b, logits=a)"] = (
            a, b, c) => tf.nn.sparse_softmax_cross_entropy_with_logits(labels: b, logits: a),
        ["tf.nn.embedding_lookup(a, b)"] = (a, b, c) => tf.nn.embedding_lookup(a, b),
        ["tf.map_fn(lambda x: x * x, a)"] = (a, b, c) => tf.map_fn(x => x * x, a),

        ["K.ctc_batch_cost(b, a, [[5], [4]], [[2], [2]])"] = (a, b, c) => K.ctc_batch_cost(b, a, [[5], [4]], [[2], [2]]),
        ["K.ctc_batch_cost(b, a, [[6], [5]], [[3], [1]])"] = (a, b, c) => K.ctc_batch_cost(b, a, [[6], [5]], [[3], [1]]),
        ["K.ctc_batch_cost(b, a, [[2], [2]], [[2], [2]])"] = (a, b, c) => K.ctc_batch_cost(b, a, [[2], [2]], [[2], [2]]),
        ["K.ctc_decode(a, [7, 5])[0][0]"] = (a, b, c) => K.ctc_decode(a, [7, 5]).decoded[0],
        ["K.ctc_decode(a, [7, 5])[1]"] = (a, b, c) => K.ctc_decode(a, [7, 5]).log_prob,
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=2, top_paths=2)[1]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 2, top_paths: 2).log_prob,
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=2, top_paths=2)[0][0]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 2, top_paths: 2).decoded[0],
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=2, top_paths=2)[0][1]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 2, top_paths: 2).decoded[1],
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=3, top_paths=2)[1]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 3, top_paths: 2).log_prob,
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=3, top_paths=2)[0][0]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 3, top_paths: 2).decoded[0],
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=3, top_paths=2)[0][1]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 3, top_paths: 2).decoded[1],
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=10, top_paths=2)[1]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 10, top_paths: 2).log_prob,
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=10, top_paths=2)[0][0]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 10, top_paths: 2).decoded[0],
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=10, top_paths=2)[0][1]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 10, top_paths: 2).decoded[1],
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=100, top_paths=2)[1]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 100, top_paths: 2).log_prob,
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=100, top_paths=2)[0][0]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 100, top_paths: 2).decoded[0],
        ["K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width=100, top_paths=2)[0][1]"] = (
            a, b, c) => K.ctc_decode(a, [9, 7, 3], greedy: false, beam_width: 100, top_paths: 2).decoded[1],
        ["K.ctc_label_dense_to_sparse(a, tf.constant([2, 1])).indices"] = (
            a, b, c) => K.ctc_label_dense_to_sparse(a, tf.constant([2, 1])).indices,
        ["K.ctc_label_dense_to_sparse(a, tf.constant([2, 1])).values"] = (
            a, b, c) => K.ctc_label_dense_to_sparse(a, tf.constant([2, 1])).values,
    };

    public static TheoryData<string> Names => [.. recorded.Keys];

    [Fact]
    public void Every_recorded_expression_is_written_in_CSharp() => Assert.Equal(recorded.Keys.Order(), expressions.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_answer_is_that_of_Keras(string name)
    {
        var recording = recorded[name];
        var inputs = recording.GetProperty("inputs").EnumerateArray().Select(input => input.ToTensor()!).ToArray();
        var output = recording.GetProperty("output");
        using var tape = new GradientTape();
        foreach (var input in inputs) tape.watch(input);
        var actual = expressions[name](inputs.ElementAtOrDefault(0)!, inputs.ElementAtOrDefault(1)!, inputs.ElementAtOrDefault(2)!);

        Assert.Equal(output.ToTensor()!.Shape, actual.Shape);
        Assert.Equal(output.GetProperty("dtype").GetString(), actual.DType.Name());
        Near.Equal(output.Floats(), Ops.Cast(actual, DType.Float32).ToArray<float>(), 1e-5);
        if (!actual.DType.IsFloating()) return;
        var weights = Enumerable.Range(0, (int)actual.Length).Select(i => Math.Cos(1.7 * i) + 0.3).ToArray();
        var loss = Ops.Sum(actual * Ops.Cast(Tensor.From<double>(weights, actual.Shape), actual.DType));
        var expected = recording.GetProperty("gradients").EnumerateArray().ToArray();
        var gradients = tape.gradient(loss, inputs);
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i].ValueKind == JsonValueKind.Null)
                Assert.True(gradients[i] is null || Ops.Any(gradients[i].ToDense()).Item() == 0, $"Input {i} has no gradient in Keras.");
            else if (inputs[i].DType.IsFloating())
                Near.Equal(
                    expected[i].Floats(), gradients[i] is null ? new float[inputs[i].Length] : gradients[i].ToDense().ToArray<float>(),
                    1e-4);
        }
    }
}
