"""Records what the functions of keras.backend and tf give in Keras 2.9.0 / TensorFlow 2.9 on small inputs, with gradients, for
BackendFunctionTests: every case is a Python expression of the inputs a, b, c.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes backend.json.
"""
import json
import os

import numpy as np
import tensorflow as tf
from keras import backend as K

HERE = os.path.dirname(os.path.abspath(__file__))
R = np.random.RandomState(7)


def f(*shape):
    return np.round(R.uniform(-2, 2, shape), 3).astype("float32")


def p(*shape):
    return np.round(R.uniform(0.1, 2, shape), 3).astype("float32")


def i(high, *shape):
    return R.randint(0, high, shape).astype("int32")


def t(*shape):
    return R.rand(*shape) < 0.5


CASES = []


def case(expression, *inputs, name=None):
    CASES.append((name or expression, expression, inputs))


X = f(2, 3, 4)

for reduction in ["sum", "mean", "var", "std", "prod", "max", "min"]:
    case(f"K.{reduction}(a)", X)
    case(f"K.{reduction}(a, axis=-1)", X)
    case(f"K.{reduction}(a, axis=[0, 2], keepdims=True)", X)
for truth in ["any", "all"]:
    case(f"K.{truth}(a, axis=1)", t(2, 3, 4))
    case(f"K.{truth}(a)", i(2, 3))
case("K.mean(a, axis=0)", t(3, 4), name="K.mean of truth values")
case("K.sum(a, axis=1)", i(9, 2, 3), name="K.sum of whole numbers")
case("K.mean(a)", i(9, 2, 3), name="K.mean of whole numbers")
for place in ["argmax", "argmin"]:
    case(f"K.{place}(a)", X)
    case(f"K.{place}(a, axis=1)", X)
for running in ["cumsum", "cumprod"]:
    case(f"K.{running}(a)", X)
    case(f"K.{running}(a, axis=2)", X)
for function in ["abs", "square", "exp", "sin", "cos", "round", "sign"]:
    case(f"K.{function}(a)", X)
case("K.round(a)", np.float32([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]), name="K.round of halves")
case("K.sqrt(a)", p(3))
case("K.sqrt(a)", np.float32([4, -1]), name="K.sqrt of a negative number")
case("K.log(a)", p(3))
case("K.pow(a, 3)", X)
case("K.pow(a, b)", p(2, 3), f(3))
case("K.clip(a, -1, 1)", X)
case("K.clip(a, 0.5, -0.5)", X)
case("K.clip(a, None, 1)", X)
for comparison in ["equal", "not_equal", "greater", "greater_equal", "less", "less_equal"]:
    case(f"K.{comparison}(a, b)", i(3, 2, 3), i(3, 3))
    case(f"K.{comparison}(a, 0.5)", f(4))
case("K.maximum(a, b)", f(2, 3), f(3))
case("K.minimum(a, b)", f(2, 3), f(3))
case("K.maximum(a, 0.25)", f(5))
case("K.dot(a, b)", f(2, 3), f(3, 4), name="K.dot of matrices")
case("K.dot(a, b)", f(2, 3, 4), f(4, 5), name="K.dot of three axes and a matrix")
case("K.dot(a, b)", f(2, 3, 4), f(5, 4, 6), name="K.dot of three axes and three axes")
case("K.dot(a, b)", f(2, 4), f(5, 4, 6), name="K.dot of a matrix and three axes")
case("K.batch_dot(a, b)", f(2, 3, 4), f(2, 4, 5))
case("K.batch_dot(a, b, axes=1)", f(2, 4), f(2, 4))
case("K.batch_dot(a, b, axes=(1, 2))", f(2, 3, 4), f(2, 5, 3))
case("K.batch_dot(a, b, axes=2)", f(2, 3, 4), f(2, 5, 4))
case("K.batch_dot(a, b, axes=(2, 1))", f(2, 3, 4), f(2, 4), name="K.batch_dot of three axes and two")
case("K.batch_dot(a, b)", f(2, 4), f(2, 4, 3), name="K.batch_dot of two axes and three")
case("K.transpose(a)", X)
case("K.permute_dimensions(a, (1, 2, 0))", X)
case("K.gather(a, b)", f(5, 2), i(5, 2, 3))
case("K.concatenate([a, b])", f(2, 3), f(2, 2))
case("K.concatenate([a, b], axis=0)", f(2, 3), f(1, 3))
case("K.stack([a, b])", f(2, 3), f(2, 3))
case("K.stack([a, b], axis=-1)", f(2, 3), f(2, 3))
case("K.reshape(a, (4, -1))", X)
case("K.reshape(a, [K.shape(a)[0], 12])", X)
case("K.repeat_elements(a, 2, 1)", X)
case("K.repeat(a, 3)", f(2, 4))
case("K.tile(a, [1, 2, 2])", X)
case("K.tile(a, 3)", f(4))
case("K.flatten(a)", X)
case("K.batch_flatten(a)", X)
case("K.expand_dims(a)", f(2, 3))
case("K.expand_dims(a, 0)", f(2, 3))
case("K.squeeze(a, 1)", f(2, 1, 3))
case("K.temporal_padding(a)", f(1, 2, 3))
case("K.temporal_padding(a, (2, 0))", f(1, 2, 3))
case("K.spatial_2d_padding(a)", f(1, 2, 2, 3))
case("K.spatial_2d_padding(a, ((1, 0), (0, 2)), 'channels_first')", f(1, 2, 2, 3))
case("K.spatial_3d_padding(a)", f(1, 2, 1, 2, 2))
case("K.one_hot(a, 4)", i(5, 2, 3))
case("K.reverse(a, 1)", X)
case("K.reverse(a, [0, 2])", X)
case("K.zeros_like(a)", X)
case("K.ones_like(a, dtype='int32')", X)
case("K.cast(a, 'int32')", f(5))
case("K.cast(a, 'bool')", i(2, 5))
case("K.cast_to_floatx(a)", i(5, 3))
case("K.shape(a)", X)
case("K.arange(5)")
case("K.arange(2, 9, 3)")
case("K.arange(3, 0, -1, dtype='float32')")
case("K.arange(-3)")
case("K.constant([[1, 2], [3, 4]])")
case("K.constant(2, shape=(2, 3))")
case("K.eye(3)")
case("K.zeros((2, 3))")
case("K.ones((2,), dtype='int32')")
case("K.zeros((K.shape(a)[0], 2))", X)
case("K.stop_gradient(a) * a", f(3))

for function in ["abs", "negative", "sign", "square", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sigmoid", "round", "floor"]:
    case(f"tf.{function}(a)", f(2, 3))
for function in ["expm1", "erf", "ceil", "reciprocal", "log_sigmoid"]:
    case(f"tf.math.{function}(a)", f(2, 3))
for function in ["tf.sqrt", "tf.math.rsqrt", "tf.math.log", "tf.math.log1p"]:
    case(f"{function}(a)", p(2, 3))
for function in ["add", "subtract", "multiply", "divide", "maximum", "minimum"]:
    case(f"tf.{function}(a, b)", f(2, 3), f(3))
case("tf.multiply(a, 2)", f(3))
case("tf.divide(a, b)", np.int32([7, -7]), np.int32([2, 2]), name="tf.divide of whole numbers")
case("tf.math.floordiv(a, b)", np.int32([7, -7, 7]), np.int32([2, 2, -2]))
case("tf.math.floormod(a, b)", np.int32([7, -7, 7]), np.int32([2, 2, -2]))
case("tf.math.divide_no_nan(a, b)", f(3), np.float32([1, 0, 2]))
case("tf.math.squared_difference(a, b)", f(2, 3), f(3))
case("tf.pow(a, 2.0)", f(3))
case("tf.add_n([a, b])", f(3), f(3))
case("tf.math.is_nan(a)", np.float32([1, np.nan, np.inf]))
case("tf.math.is_finite(a)", np.float32([1, np.nan, -np.inf]))
case("tf.math.is_inf(a)", np.float32([1, np.nan, -np.inf]))
case("tf.clip_by_value(a, -1, 1)", X)
case("tf.clip_by_norm(a, 1.0)", f(4))
for reduction in ["sum", "mean", "max", "min", "prod", "logsumexp"]:
    case(f"tf.reduce_{reduction}(a)", X)
    case(f"tf.reduce_{reduction}(a, axis=[1, 2])", X)
    case(f"tf.reduce_{reduction}(a, axis=1, keepdims=True)", X)
case("tf.reduce_any(a, axis=0)", t(2, 3))
case("tf.reduce_all(a, axis=0)", t(2, 3))
case("tf.math.reduce_std(a, axis=1)", X)
case("tf.math.reduce_variance(a)", X)
case("tf.reduce_mean(a)", np.int32([1, 2, 4]), name="tf.reduce_mean of whole numbers")
case("tf.math.count_nonzero(a, axis=0)", i(2, 3, 4))
case("tf.norm(a)", X)
case("tf.norm(a, axis=1)", X)
case("tf.argmax(a)", X)
case("tf.argmax(a, axis=-1, output_type=tf.int32)", X)
case("tf.argmin(a, 1)", X)
case("tf.cumsum(a, axis=1)", X)
case("tf.cumsum(a, 2, exclusive=True, reverse=True)", X)
case("tf.math.cumprod(a, 1)", X)
case("tf.sort(a)", X)
case("tf.sort(a, axis=1, direction='DESCENDING')", X)
case("tf.argsort(a)", X)
case("tf.argsort(a)", i(3, 8), name="tf.argsort of equal numbers")
case("tf.argsort(a, direction='DESCENDING')", i(3, 8))
case("tf.math.top_k(a, 2).values", X)
case("tf.math.top_k(a, 3).indices", i(3, 2, 6))
case("tf.matmul(a, b)", f(2, 3, 4), f(2, 4, 5))
case("tf.matmul(a, b, transpose_b=True)", f(3, 4), f(5, 4))
case("tf.linalg.matvec(a, b)", f(2, 3, 4), f(2, 4))
case("tf.tensordot(a, b, 1)", f(2, 3, 4), f(4, 5))
case("tf.tensordot(a, b, [[1, 2], [1, 0]])", f(2, 3, 4), f(4, 3, 5))
case("tf.einsum('abc,acd->abd', a, b)", f(2, 3, 4), f(2, 4, 5))
for logical in ["logical_and", "logical_or", "math.logical_xor"]:
    case(f"tf.{logical}(a, b)", np.array([True, True, False, False]), np.array([True, False, True, False]))
case("tf.logical_not(a)", t(3))
case("tf.where(a, b, c)", t(2, 3), f(2, 3), f(3))
case("tf.where(a)", t(2, 3))
case("tf.where(a > 0, a, 0.0)", f(2, 3))
case("tf.boolean_mask(a, b)", f(3, 2), np.array([True, False, True]))
case("tf.boolean_mask(a, b)", f(2, 3, 2), t(2, 3), name="tf.boolean_mask of two axes")
case("tf.sequence_mask(a, 4)", np.int32([1, 3, 0]))
case("tf.sequence_mask(a, dtype='float32')", np.int32([[1, 3], [0, 2]]))
case("tf.shape(a)", X)
case("tf.size(a)", X)
case("tf.rank(a)", X)
case("tf.reshape(a, [-1])", X)
case("tf.reshape(a, (tf.shape(a)[0], -1))", X)
case("tf.transpose(a)", X)
case("tf.transpose(a, perm=[0, 2, 1])", X)
case("tf.expand_dims(a, -1)", f(2, 3))
case("tf.squeeze(a)", f(1, 2, 1))
case("tf.squeeze(a, [0])", f(1, 2, 1))
case("tf.concat([a, b], axis=-1)", f(2, 3), f(2, 1))
case("tf.stack([a, b], axis=1)", f(2, 3), f(2, 3))
case("tf.stack([tf.shape(a)[0], 5])", X)
case("tf.unstack(a, axis=1)[2]", X)
case("tf.split(a, 2, axis=2)[1]", X)
case("tf.split(a, [1, -1], axis=2)[1]", X)
case("tf.tile(a, [2, 1])", f(2, 3))
case("tf.repeat(a, 2, axis=1)", X)
case("tf.repeat(a, [1, 0, 2], axis=1)", X)
case("tf.repeat(a, 2)", f(2, 2))
case("tf.gather(a, b)", f(4, 2), i(4, 2, 2))
case("tf.gather(a, b, axis=1)", X, i(3, 2))
case("tf.gather(a, b, axis=-1)", X, i(4, 2, 2))
case("tf.gather(a, b, batch_dims=1)", f(2, 3, 2), i(3, 2, 4))
case("tf.gather_nd(a, b)", X, np.int32([[0, 1], [1, 2]]))
case("tf.slice(a, [0, 1, 1], [2, -1, 2])", X)
case("tf.one_hot(a, 3)", i(4, 2, 2))
case("tf.one_hot(a, 3, on_value=2.0, off_value=-1.0, axis=0)", i(3, 4))
case("tf.reverse(a, [1])", X)
case("tf.roll(a, 1, axis=1)", X)
case("tf.roll(a, -5, axis=2)", X)
case("tf.pad(a, [[0, 0], [1, 2]])", f(2, 3))
case("tf.pad(a, [[1, 1], [2, 1]], 'REFLECT')", f(3, 4))
case("tf.pad(a, [[1, 1], [2, 1]], 'SYMMETRIC')", f(3, 4))
case("tf.pad(a, [[0, 1]], constant_values=9)", f(2))
case("tf.broadcast_to(a, (2, 3))", f(3))
case("tf.identity(a)", f(3))
case("tf.constant([[1, 2], [3, 4]])")
case("tf.constant([1.5, 2])")
case("tf.constant(1.5, shape=(2, 2))")
case("tf.constant([1, 2], dtype=tf.float32)")
case("tf.zeros((2, 3))")
case("tf.ones([tf.shape(a)[1], 2], dtype='int32')", X)
case("tf.fill([2, 3], 7)")
case("tf.eye(2, 3)")
case("tf.range(4)")
case("tf.range(1, 2, 0.25)")
case("tf.range(5, 0, -2)")
case("tf.linspace(0.0, 1.0, 5)")
case("tf.cast(a, tf.int32)", f(5))
case("tf.zeros_like(a)", i(3, 2))
case("tf.ones_like(a, dtype='float32')", i(3, 2))

for operator in ["+", "-", "*", "/", "%"]:
    case(f"a {operator} b", f(2, 3), p(3))
    case(f"a {operator} 2", f(3))
    case(f"2 {operator} a", p(3))
for operator in ["<", "<=", ">", ">="]:
    case(f"a {operator} b", i(3, 6), i(3, 6))
    case(f"a {operator} 0.5", f(4))
case("-a", f(3))
case("(a & b) | (a ^ b)", t(4), t(4))
case("~a", t(4))
for index in ["0", "-1", "1:", ":, -1", ":, -1, :", "..., 1", "0, ..., 1:3", ":, tf.newaxis", "..., tf.newaxis", "::-1", ":, ::2", ":, 2:0:-1", ":, 1:100", ":, :-1, 1:-1"]:
    case(f"a[{index}]", X)

for activation in ["softplus", "softsign", "sigmoid", "hard_sigmoid", "tanh", "elu", "relu"]:
    case(f"K.{activation}(a)", f(2, 5))
case("K.relu(a, alpha=0.1)", f(2, 5))
case("K.relu(a, max_value=1.0)", f(2, 5))
case("K.relu(a, max_value=6)", f(5) * 4)
case("K.relu(a, alpha=0.1, max_value=1.5, threshold=0.5)", f(2, 5))
case("K.elu(a, 0.5)", f(2, 5))
case("K.softmax(a)", X)
case("K.softmax(a, axis=1)", X)
P = np.float32([[0.1, 0.7, 0.2], [0.3, 0.3, 0.4]])
Z = np.float32([[0, 1, 0], [1, 0, 0]])
case("K.categorical_crossentropy(b, a)", P, Z)
case("K.categorical_crossentropy(b, a, from_logits=True)", f(2, 3), Z)
case("K.categorical_crossentropy(b, a, axis=1)", p(2, 3, 2), np.float32(R.rand(2, 3, 2)))
case("K.sparse_categorical_crossentropy(b, a)", P, np.int32([1, 0]))
case("K.sparse_categorical_crossentropy(b, a, from_logits=True)", f(2, 4, 3), i(3, 2, 4))
case("K.binary_crossentropy(b, a)", P, Z)
case("K.binary_crossentropy(b, a, from_logits=True)", f(2, 3), Z)
case("K.binary_focal_crossentropy(b, a)", P, Z)
case("K.binary_focal_crossentropy(b, a, gamma=1.5, from_logits=True)", f(2, 3), Z)
case("K.binary_weighted_focal_crossentropy(b, a, alpha=0.4)", P, Z)
case("K.l2_normalize(a)", X)
case("K.l2_normalize(a, axis=-1)", X)
case("K.in_top_k(a, b, 2)", np.float32([[1, 2, 3], [3, 2, 1], [1, 1, 1], [1, np.inf, 0]]), np.int32([0, 1, 2, 0]))
case("K.bias_add(a, b)", X, f(4))
case("K.bias_add(a, b, 'channels_first')", X, f(3))
case("K.bias_add(a, b)", X, f(3, 4), name="K.bias_add of a sample's shape")
case("K.bias_add(a, b, 'channels_first')", X, f(4, 3), name="K.bias_add of a sample's shape, channels first")
case("K.batch_normalization(a, b, c, None, None)", X, f(4), p(4))
case("K.batch_normalization(a, b, c, b, c, epsilon=0.1)", X, f(4), p(4))
case("K.batch_normalization(a, b, c, c, b)", f(2, 2, 2, 3), f(3), p(3), name="K.batch_normalization of images")
for n in range(3):
    case(f"K.normalize_batch_in_training(a, b, c, [0, 1])[{n}]", X, f(4), f(4))
    case(f"K.normalize_batch_in_training(a, b, c, [0, 1, 2])[{n}]", f(2, 3, 2, 3), f(3), f(3))
case("K.conv1d(a, b)", f(2, 6, 3), f(2, 3, 4))
case("K.conv1d(a, b, strides=2, padding='same')", f(2, 5, 3), f(3, 3, 2))
case("K.conv1d(a, b, padding='causal', dilation_rate=2)", f(2, 5, 3), f(2, 3, 2))
case("K.conv2d(a, b)", f(1, 4, 5, 2), f(2, 3, 2, 3))
case("K.conv2d(a, b, strides=(2, 1), padding='same')", f(1, 4, 5, 2), f(3, 2, 2, 3))
case("K.conv2d(a, b, dilation_rate=(2, 2))", f(1, 5, 5, 2), f(2, 2, 2, 2))
case("K.conv3d(a, b)", f(1, 3, 3, 3, 2), f(2, 2, 2, 2, 2))
case("K.depthwise_conv2d(a, b)", f(1, 4, 4, 2), f(2, 2, 2, 3))
case("K.separable_conv2d(a, b, c, padding='same')", f(1, 4, 4, 2), f(2, 2, 2, 2), f(1, 1, 4, 3))
case("K.conv2d_transpose(a, b, (1, 6, 6, 3), strides=(2, 2), padding='same')", f(1, 3, 3, 2), f(3, 3, 3, 2))
case("K.local_conv1d(a, b, (2,), (1,))", f(2, 4, 3), f(3, 6, 2))
case("K.local_conv2d(a, b, (2, 2), (1, 1), (2, 2))", f(2, 3, 3, 2), f(4, 8, 2))
case("K.local_conv2d(a, b, (2, 2), (1, 1), (2, 2), 'channels_first')", f(2, 2, 3, 3), f(4, 8, 2))
case("K.pool2d(a, (2, 2))", f(1, 4, 4, 2))
case("K.pool2d(a, (2, 3), strides=(2, 2), padding='same', pool_mode='avg')", f(1, 5, 4, 2))
case("K.pool3d(a, (2, 2, 2), strides=(1, 2, 1))", f(1, 3, 4, 3, 2))
case("K.resize_images(a, 2, 3, 'channels_last')", f(1, 2, 3, 2))
case("K.resize_images(a, 2, 2, 'channels_first')", f(1, 2, 2, 3))
case("K.resize_images(a, 2, 3, 'channels_last', interpolation='bilinear')", f(1, 3, 2, 2))
case("K.resize_volumes(a, 2, 1, 2, 'channels_last')", f(1, 2, 2, 2, 2))
case("K.switch(a, b, c)", np.array(True), f(2), f(2), name="K.switch on a scalar")
case("K.switch(a, b, c)", t(2, 3), f(2, 3, 2), f(2, 3, 2))
case("K.switch(a, lambda: b, lambda: c)", np.array(False), f(2), f(2))
case("K.in_train_phase(a, b)", f(2), f(2))
case("K.in_train_phase(lambda: a, b, training=True)", f(2), f(2))
case("K.in_test_phase(a, b)", f(2), f(2))
case("K.map_fn(lambda x: x * x, a)", f(3, 2))
case("K.foldl(lambda s, x: s * 0.5 + x, a)", f(4, 2))
case("K.foldr(lambda s, x: s * 0.5 + x, a, initializer=b)", f(4, 2), f(2))
case("tf.scan(lambda s, x: s * 0.5 + x, a)", f(4, 2))
M = np.array([[True, False, True, True], [False, True, True, False]])
for result, part in [("last output", 0), ("outputs", 1)]:
    for options in ["", ", go_backwards=True", ", return_all_outputs=False", ", unroll=True"]:
        case(f"K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b]{options})[{part}]", f(2, 4, 3), f(2, 3))
    for options in ["", ", go_backwards=True", ", zero_output_for_mask=True", ", unroll=True",
                    ", unroll=True, zero_output_for_mask=True, go_backwards=True", ", return_all_outputs=False"]:
        case(f"K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c{options})[{part}]", f(2, 4, 3), f(2, 3), M)
    case(f"K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], input_length=c)[{part}]", f(2, 4, 3), f(2, 3), np.int32([2, 3]))
    case(f"K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], input_length=c, go_backwards=True)[{part}]", f(2, 4, 3), f(2, 3), np.int32([2, 3]))
    case(f"K.rnn(lambda x, s: (x + s[0] * s[1], [x * s[0]]), a, [b], constants=[c], time_major=True)[{part}]", f(4, 2, 3), f(2, 3), f(2, 3))
case("K.rnn(lambda x, s: (x + s[0] * 0.5, [x * s[0]]), a, [b], mask=c)[2][0]", f(2, 4, 3), f(2, 3), M)

for activation in ["relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "softsign", "softmax", "log_softmax"]:
    case(f"tf.nn.{activation}(a)", f(2, 5))
case("tf.nn.gelu(a, approximate=True)", f(2, 5))
case("tf.nn.leaky_relu(a, alpha=0.3)", f(2, 5))
case("tf.nn.l2_normalize(a, axis=1)", X)
case("tf.nn.l2_loss(a)", X)
case("tf.nn.bias_add(a, b)", X, f(4))
case("tf.nn.moments(a, [0, 1])[1]", X)
case("tf.nn.batch_normalization(a, b, c, None, c, 0.01)", X, f(4), p(4))
case("tf.nn.sigmoid_cross_entropy_with_logits(labels=b, logits=a)", f(2, 3), Z)
case("tf.nn.softmax_cross_entropy_with_logits(labels=b, logits=a)", f(2, 3), Z)
case("tf.nn.sparse_softmax_cross_entropy_with_logits(labels=b, logits=a)", f(2, 3), np.int32([2, 0]))
case("tf.nn.embedding_lookup(a, b)", f(4, 2), i(4, 3))
case("tf.map_fn(lambda x: x * x, a)", f(3, 2))


def probabilities(*shape):
    return tf.nn.softmax(f(*shape) * 2).numpy()


case("K.ctc_batch_cost(b, a, [[5], [4]], [[2], [2]])", probabilities(2, 5, 4), np.int32([[0, 1], [2, 2]]))
case("K.ctc_batch_cost(b, a, [[6], [5]], [[3], [1]])", probabilities(2, 6, 4), np.int32([[0, 0, 1], [1, 2, 0]]))
case("K.ctc_batch_cost(b, a, [[2], [2]], [[2], [2]])", probabilities(2, 5, 4), np.int32([[0, 3], [2, 2]]))
case("K.ctc_decode(a, [7, 5])[0][0]", probabilities(2, 7, 4))
case("K.ctc_decode(a, [7, 5])[1]", probabilities(2, 7, 4))
W = probabilities(3, 9, 5)
for width in [2, 3, 10, 100]:
    case(f"K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width={width}, top_paths=2)[1]", W)
    for path in range(2):
        case(f"K.ctc_decode(a, [9, 7, 3], greedy=False, beam_width={width}, top_paths=2)[0][{path}]", W)
case("K.ctc_label_dense_to_sparse(a, tf.constant([2, 1])).indices", np.int32([[1, 2, 3], [4, 5, 6]]))
case("K.ctc_label_dense_to_sparse(a, tf.constant([2, 1])).values", np.int32([[1, 2, 3], [4, 5, 6]]))


def array(value):
    if value is None:
        return None
    value = np.asarray(value)
    flat = [None if v != v else "inf" if v == np.inf else "-inf" if v == -np.inf else v for v in value.ravel().tolist()]
    return {"shape": list(value.shape), "dtype": str(value.dtype), "data": flat}


def record(name, expression, inputs):
    tensors = [tf.constant(x) for x in inputs]
    scope = dict(zip("abc", tensors), K=K, tf=tf)
    with tf.GradientTape() as tape:
        for x in tensors:
            tape.watch(x)
        y = tf.convert_to_tensor(eval(expression, scope))
        if y.dtype.is_floating:
            weights = np.cos(1.7 * np.arange(y.shape.num_elements())) + 0.3
            loss = tf.reduce_sum(y * tf.constant(weights.reshape(y.shape), y.dtype))
        else:
            loss = tf.constant(0.0)
    gradients = tape.gradient(loss, tensors) if tensors else []
    gradients = [tf.convert_to_tensor(g) if g is not None else None for g in gradients]
    return {"name": name, "inputs": [array(x) for x in inputs], "output": array(y.numpy()),
            "gradients": [array(g.numpy()) if g is not None else None for g in gradients]}


if __name__ == "__main__":
    with open(os.path.join(HERE, "backend.json"), "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(record(*c)) for c in CASES) + "\n]\n")
