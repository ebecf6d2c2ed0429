"""Records what merging, activation, normalization and attention layers of Keras 2.9.0 give, for RecordedLayerTests.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes recorded_layers.json.
"""
import json
import os

import numpy as np
import tensorflow as tf
import keras
from keras import layers as L

X = tf.keras.layers.experimental

HERE = os.path.dirname(os.path.abspath(__file__))
R = np.random.RandomState(7)


def f32(*shape):
    return np.float32(R.randn(*shape))


def bits(*shape):
    return R.rand(*shape) > 0.4


def arr(x):
    x = np.asarray(x)
    number = (lambda v: float(str(v))) if x.dtype == np.float32 else (lambda v: v.item())
    return {"dtype": x.dtype.name, "shape": list(x.shape), "data": [number(v) for v in x.ravel()]}


def optional(x):
    return None if x is None else arr(x)


CASES = []


def config_of(layer):
    return json.loads(json.dumps(layer.get_config(), default=lambda v: dict(v) if isinstance(v, dict) else v.as_list() if isinstance(v, tf.TensorShape) else v.item() if hasattr(v, "item") else str(v)))


def record(name, make, *inputs, masks=None, steps=1, training=None, call=None, unsaved=None):
    """Builds a layer, gives it random weights and calls it some times; the last call with its gradients."""
    keras.backend.clear_session()
    layer = make()
    config = config_of(layer)
    kw = dict(call or {})
    if training is not None:
        kw["training"] = training
    several = [tf.constant(x) for x in inputs]
    if masks is not None:
        for x, m in zip(several, masks):
            if m is not None:
                x._keras_mask = tf.constant(m)
    positional = isinstance(layer, L.MultiHeadAttention)
    run = (lambda: layer(*several, **kw)) if positional else (lambda: layer(several if len(several) > 1 else several[0], **kw))
    run()
    names = [w.name for w in layer.weights]
    weights = [np.abs(f32(*w.shape)) + np.float32(0.5) if "variance" in w.name or "stddev" in w.name else f32(*w.shape) for w in layer.weights]
    layer.set_weights(weights)
    for _ in range(steps - 1):
        run()
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([x for x in several if x.dtype.is_floating])
        outputs = run()
        outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        factors = [f32(*y.shape) for y in outputs]
        loss = tf.add_n([tf.reduce_sum(y * r) for y, r in zip(outputs, factors)])
    mask = getattr(outputs[0], "_keras_mask", None)
    gradient = lambda x: None if tape.gradient(loss, x) is None else arr(tf.convert_to_tensor(tape.gradient(loss, x)).numpy())
    CASES.append({
        "name": name, "class": type(layer).__name__, "config": config, "unsaved": unsaved, "config_after": config_of(layer), "inputs": [arr(x) for x in inputs],
        "masks": None if masks is None else [optional(m) for m in masks], "steps": steps, "training": bool(training),
        "call": {k: arr(v) if isinstance(v, np.ndarray) else [optional(m) for m in v] if isinstance(v, list) else v for k, v in (call or {}).items()},
        "weights": [{"name": n, "value": arr(w)} for n, w in zip(names, weights)],
        "outputs": [arr(y.numpy()) for y in outputs], "factors": [arr(r) for r in factors],
        "mask": optional(mask),
        "input_gradients": [gradient(x) for x in several],
        "weight_gradients": [gradient(w) for w in layer.trainable_weights],
        "weights_after": [arr(w) for w in layer.get_weights()],
        "losses": len(layer.losses),
    })


# Merging: masks, inputs of different ranks, sizes of 1, more than two inputs, axes.
m34, m35 = bits(3, 4), bits(3, 5)
record("add_masks", lambda: L.Add(), f32(3, 4, 2), f32(3, 4, 2), masks=[m34, bits(3, 4)])
record("add_one_mask", lambda: L.Add(), f32(3, 4, 2), f32(3, 4, 2), masks=[None, m34])
record("multiply_ranks", lambda: L.Multiply(), f32(3, 4), f32(3, 5, 4), f32(3, 2, 1, 4))
record("average_three", lambda: L.Average(), f32(3, 4), f32(3, 1), f32(3, 4))
record("maximum_three", lambda: L.Maximum(), f32(3, 4), f32(3, 4), f32(3, 1))
record("minimum_broadcast", lambda: L.Minimum(), f32(3, 1, 4), f32(3, 5, 1))
record("subtract_broadcast", lambda: L.Subtract(), f32(3, 5), f32(3, 2, 5))
record("concatenate_masks_time", lambda: L.Concatenate(axis=1), f32(3, 4, 2), f32(3, 5, 2), masks=[m34, m35])
record("concatenate_masks_features", lambda: L.Concatenate(), f32(3, 4, 2), f32(3, 4, 3), masks=[m34, bits(3, 4)])
record("concatenate_one_mask", lambda: L.Concatenate(), f32(3, 4, 2), f32(3, 4, 3), masks=[None, m34])
record("concatenate_first_axis", lambda: L.Concatenate(axis=0), f32(3, 4), f32(2, 4))
record("dot_axes_1_2", lambda: L.Dot(axes=(1, 2)), f32(2, 5, 3), f32(2, 4, 5))
record("dot_negative", lambda: L.Dot(axes=-1, normalize=True), f32(2, 5, 3), f32(2, 4, 3))
record("dot_ranks", lambda: L.Dot(axes=(1, 2)), f32(2, 3), f32(2, 4, 3))
record("dot_ranks_4", lambda: L.Dot(axes=(2, 1)), f32(2, 4, 3, 2), f32(2, 3))
record("dot_4_4", lambda: L.Dot(axes=(3, 1)), f32(2, 4, 2, 3), f32(2, 3, 5, 2))
record("dot_mask", lambda: L.Dot(axes=2), f32(3, 4, 2), f32(3, 4, 2), masks=[m34, m34])

# Activations.
record("leaky_relu_mask", lambda: L.LeakyReLU(), f32(3, 4, 2), masks=[m34])
record("prelu_shared", lambda: L.PReLU(shared_axes=[1, 2]), f32(2, 3, 4, 5))
record("prelu_one_shared", lambda: L.PReLU(alpha_initializer="ones", shared_axes=1, alpha_regularizer="l2", alpha_constraint="non_neg"), f32(2, 3, 4))
record("relu_default", lambda: L.ReLU(), f32(3, 4))
record("relu_max_threshold", lambda: L.ReLU(max_value=1.5, threshold=0.5), f32(5, 4))
record("thresholded_relu", lambda: L.ThresholdedReLU(theta=0.4), f32(5, 4))
record("softmax_axes", lambda: L.Softmax(axis=[1, 2]), f32(2, 3, 4))
record("softmax_one_axis_list", lambda: L.Softmax(axis=[1]), f32(2, 3, 4))
record("softmax_vector", lambda: L.Softmax(), f32(5))
record("softmax_mask", lambda: L.Softmax(), f32(3, 4), call={"mask": m34})
record("softmax_mask_axes", lambda: L.Softmax(axis=[1, 2]), f32(3, 4, 2), call={"mask": bits(3, 4, 2)})

# Normalization.
for training in (True, False):
    t = "train" if training else "infer"
    record(f"batchnorm_2d_{t}", lambda: L.BatchNormalization(momentum=0.9), f32(8, 5), steps=4, training=training)
    record(f"batchnorm_fused_{t}", lambda: L.BatchNormalization(momentum=0.9), f32(3, 4, 5, 2), steps=3, training=training)
    record(f"batchnorm_virtual_{t}", lambda: L.BatchNormalization(virtual_batch_size=2), f32(6, 3), steps=2, training=training)
    record(f"batchnorm_renorm_{t}", lambda: L.BatchNormalization(renorm=True, renorm_momentum=0.8), f32(6, 3), steps=3, training=training)
record("batchnorm_one_sample_fused", lambda: L.BatchNormalization(), f32(1, 1, 1, 3), training=True)
record("batchnorm_not_fused", lambda: L.BatchNormalization(fused=False), f32(3, 4, 5, 2), training=True, unsaved={"fused": False})
record("batchnorm_small_epsilon_fused", lambda: L.BatchNormalization(epsilon=1e-7), f32(3, 2, 2, 2) * 0.001, training=True)
record("batchnorm_axis_2", lambda: L.BatchNormalization(axis=2), f32(3, 4, 5, 2), training=True)
record("batchnorm_time_axis", lambda: L.BatchNormalization(axis=1), f32(3, 4, 5), training=True)
record("batchnorm_axes", lambda: L.BatchNormalization(axis=[1, 2]), f32(3, 4, 5), steps=2, training=True)
record("batchnorm_5d", lambda: L.BatchNormalization(), f32(2, 3, 2, 4, 3), training=True)
record("batchnorm_frozen", lambda: L.BatchNormalization(trainable=False), f32(8, 5), training=True)
record("batchnorm_neither", lambda: L.BatchNormalization(center=False, scale=False), f32(8, 5), training=True)
record("batchnorm_virtual_axes", lambda: L.BatchNormalization(axis=[1, 2], virtual_batch_size=3), f32(6, 2, 3), training=True)
record("batchnorm_renorm_clipped", lambda: L.BatchNormalization(renorm=True, renorm_clipping={"rmin": 0.9, "rmax": 1.1, "dmax": 0.1}), f32(6, 3), steps=2, training=True)
record("batchnorm_mask", lambda: L.BatchNormalization(), f32(3, 4, 2), masks=[m34], training=True)
record("sync_batchnorm", lambda: X.SyncBatchNormalization(), f32(3, 4, 5, 2), steps=2, training=True)
record("layernorm_first_axis", lambda: L.LayerNormalization(axis=1), f32(3, 4, 5))
record("layernorm_axes_4d", lambda: L.LayerNormalization(axis=[1, 3]), f32(2, 3, 4, 5))
record("layernorm_axes_reversed", lambda: L.LayerNormalization(axis=[2, 1]), f32(2, 3, 4))
record("layernorm_small_epsilon", lambda: L.LayerNormalization(epsilon=1e-7, center=False), f32(3, 4, 5))
record("layernorm_no_scale_mask", lambda: L.LayerNormalization(scale=False), f32(3, 4, 2), masks=[m34])
record("unitnorm", lambda: L.UnitNormalization(), f32(3, 4))
record("unitnorm_axes", lambda: L.UnitNormalization(axis=[1, 2]), f32(3, 4, 2), masks=[m34])

# Attention.
record("attention_key", lambda: L.Attention(), f32(2, 3, 4), f32(2, 5, 6), f32(2, 5, 4))
record("attention_causal", lambda: L.Attention(causal=True), f32(2, 4, 3), f32(2, 4, 3))
record("attention_causal_unequal", lambda: L.Attention(causal=True, use_scale=True), f32(2, 3, 4), f32(2, 5, 4), masks=[None, np.array([[True] * 4 + [False], [True, False, True, True, True]])])
record("attention_concat", lambda: L.Attention(score_mode="concat", use_scale=True), f32(2, 3, 4), f32(2, 5, 4))
record("attention_concat_plain", lambda: L.Attention(score_mode="concat"), f32(2, 3, 4), f32(2, 5, 4))
record("attention_masks", lambda: L.Attention(), f32(3, 4, 2), f32(3, 5, 2), masks=[m34, m35])
record("attention_query_mask", lambda: L.Attention(), f32(3, 4, 2), f32(3, 5, 2), masks=[m34, None])
record("attention_given_masks", lambda: L.Attention(), f32(3, 4, 2), f32(3, 5, 2), call={"mask": [m34, m35], "return_attention_scores": True})
record("attention_4d", lambda: L.Attention(), f32(2, 2, 3, 4), f32(2, 2, 5, 4))
record("additive_plain", lambda: L.AdditiveAttention(use_scale=False), f32(2, 3, 4), f32(2, 5, 4), f32(2, 5, 4))
record("additive_causal_masks", lambda: L.AdditiveAttention(causal=True), f32(3, 4, 2), f32(3, 5, 2), masks=[None, np.concatenate([np.ones((3, 1), bool), m34], 1)])
record("mha_cross", lambda: L.MultiHeadAttention(num_heads=2, key_dim=3), f32(2, 4, 5), f32(2, 6, 7))
record("mha_key", lambda: L.MultiHeadAttention(num_heads=3, key_dim=2, value_dim=4, use_bias=False), f32(2, 4, 5), f32(2, 6, 7), f32(2, 6, 3))
record("mha_scores_mask", lambda: L.MultiHeadAttention(num_heads=2, key_dim=2), f32(3, 4, 5), f32(3, 5, 5), call={"attention_mask": bits(3, 4, 5), "return_attention_scores": True})
record("mha_shared_mask", lambda: L.MultiHeadAttention(num_heads=2, key_dim=2), f32(3, 4, 5), f32(3, 5, 5), call={"attention_mask": bits(4, 5)})
record("mha_output_shape", lambda: L.MultiHeadAttention(num_heads=2, key_dim=2, output_shape=(3, 2)), f32(2, 4, 5), f32(2, 6, 5))
record("mha_output_shape_vector", lambda: L.MultiHeadAttention(num_heads=2, key_dim=2, output_shape=(3,)), f32(2, 4, 5), f32(2, 6, 5))
record("mha_axes", lambda: L.MultiHeadAttention(num_heads=2, key_dim=2, attention_axes=(2, 3)), f32(2, 3, 2, 3, 4), f32(2, 3, 2, 3, 4))
record("mha_one_axis", lambda: L.MultiHeadAttention(num_heads=2, key_dim=2, attention_axes=2), f32(2, 3, 4, 5), f32(2, 3, 6, 5), call={"return_attention_scores": True})
record("mha_all_axes", lambda: L.MultiHeadAttention(num_heads=2, key_dim=2), f32(2, 3, 2, 4), f32(2, 3, 2, 4))
record("mha_regularized", lambda: L.MultiHeadAttention(num_heads=2, key_dim=2, kernel_regularizer="l2", bias_regularizer="l1", activity_regularizer="l2"), f32(2, 3, 4), f32(2, 3, 4))

E = X.EinsumDense
record("einsum_dense", lambda: E("ab,bc->ac", output_shape=6, bias_axes="c"), f32(3, 4))
record("einsum_sequence", lambda: E("abc,cd->abd", output_shape=(None, 6), bias_axes="d", activation="tanh"), f32(2, 3, 4))
record("einsum_left", lambda: E("...x,xy->...y", output_shape=6, bias_axes="y"), f32(2, 3, 4))
record("einsum_left_deep", lambda: E("...xa,ay->...xy", output_shape=(None, 6), bias_axes="y"), f32(2, 3, 5, 4))
record("einsum_right", lambda: E("ab...,bc->ac...", output_shape=6, bias_axes="c"), f32(2, 3, 4))
record("einsum_no_bias", lambda: E("abc,cde->abde", output_shape=(None, 2, 3)), f32(2, 3, 4))
record("einsum_two_biases", lambda: E("abc,cde->abde", output_shape=(3, 2, 3), bias_axes="be"), f32(2, 3, 4))
record("einsum_summed", lambda: E("abc,cd->ad", output_shape=6), f32(2, 3, 4))
record("random_fourier", lambda: X.RandomFourierFeatures(5, scale=2.0, trainable=True), f32(3, 4))
record("random_fourier_frozen", lambda: X.RandomFourierFeatures(5, kernel_initializer="laplacian"), f32(3, 4))


# Errors: what was done, as RecordedLayerTests does it too, and the text.
ERRORS = []


def error(name, action):
    keras.backend.clear_session()
    try:
        action()
    except Exception as e:  # noqa: the text is what is recorded
        ERRORS.append({"name": name, "type": type(e).__name__, "text": str(e)})
    else:
        ERRORS.append({"name": name, "type": None, "text": ""})


x = lambda *shape: np.zeros(shape, np.float32)
error("add_batch", lambda: L.Add()([x(2, 3), x(3, 3)]))
error("add_shapes", lambda: L.Add()([x(2, 3), x(2, 4)]))
error("subtract_three", lambda: L.Subtract()([x(2, 3), x(2, 3), x(2, 3)]))
error("concatenate_shapes", lambda: L.Concatenate()([x(2, 3, 4), x(2, 4, 4)]))
error("concatenate_ranks", lambda: L.Concatenate()([x(2, 3, 4), x(2, 4)]))
error("dot_axes", lambda: L.Dot(axes=(1, 2, 3)))
error("dot_sizes", lambda: L.Dot(axes=1)([x(2, 3), x(2, 4)]))
error("dot_three", lambda: L.Dot(axes=1)([x(2, 3), x(2, 3), x(2, 3)]))
error("dot_batch_axis", lambda: L.Dot(axes=0)([x(2, 3), x(2, 3)]))
error("dot_rank", lambda: L.Dot(axes=(1, 0))([x(2, 3), x(3)]))
error("relu_max", lambda: L.ReLU(max_value=-1.0))
error("relu_slope", lambda: L.ReLU(negative_slope=-0.5))
error("relu_threshold", lambda: L.ReLU(threshold=-2.0))
error("thresholded", lambda: L.ThresholdedReLU(theta=-1.0))
error("prelu_size", lambda: (lambda p: (p(x(2, 3, 4)), p(x(2, 5, 4)), p(x(2, 5, 3))))(L.PReLU(shared_axes=[1])))
error("batchnorm_axis", lambda: L.BatchNormalization(axis=2)(x(2, 3)))
error("batchnorm_duplicate", lambda: L.BatchNormalization(axis=[1, -1])(x(2, 3)))
error("batchnorm_undefined", lambda: L.BatchNormalization().build((None, None)))
error("batchnorm_fused_rank", lambda: L.BatchNormalization(fused=True)(x(2, 3)))
error("batchnorm_fused_renorm", lambda: L.BatchNormalization(fused=True, renorm=True))
error("batchnorm_fused_axis", lambda: L.BatchNormalization(fused=True, axis=2))
error("batchnorm_fused_virtual", lambda: L.BatchNormalization(fused=True, virtual_batch_size=2))
error("batchnorm_fused_dtype", lambda: L.BatchNormalization(fused=True, dtype="float64"))
error("batchnorm_clipping", lambda: L.BatchNormalization(renorm=True, renorm_clipping={"max": 1.0}))
error("batchnorm_virtual", lambda: L.BatchNormalization(virtual_batch_size=0)(x(2, 3)))
error("batchnorm_virtual_axis", lambda: L.BatchNormalization(virtual_batch_size=2, axis=0)(x(2, 3)))
error("batchnorm_size", lambda: (lambda b: (b(x(2, 3)), b(x(2, 4))))(L.BatchNormalization()))
error("batchnorm_unsupported_axis", lambda: L.BatchNormalization(axis=-4)(x(2, 3, 4, 5)))
error("layernorm_axis", lambda: L.LayerNormalization(axis=3)(x(2, 3)))
error("unitnorm_axis", lambda: L.UnitNormalization(axis=[1, 1])(x(2, 3)))
error("attention_one", lambda: L.Attention()([x(2, 3, 4)]))
error("attention_four", lambda: L.Attention()([x(2, 3, 4)] * 4))
error("attention_mask_length", lambda: L.AdditiveAttention()([x(2, 3, 4), x(2, 3, 4)], mask=[np.ones((2, 3), bool)]))
error("attention_mode", lambda: L.Attention(score_mode="sum"))
error("einsum_equation", lambda: E("ab,bc", output_shape=3)(x(2, 3)))
error("einsum_shared", lambda: E("abc,cd->abd", output_shape=(5, 6))(x(2, 3, 4)))
error("einsum_unknown", lambda: E("ab,bc->ad", output_shape=3)(x(2, 3)))
error("einsum_weight", lambda: E("ab,bcd->ad", output_shape=3)(x(2, 3)))
error("einsum_bias", lambda: E("ab,bc->ac", output_shape=3, bias_axes="d")(x(2, 3)))
error("fourier_dim", lambda: X.RandomFourierFeatures(0))
error("fourier_kernel", lambda: X.RandomFourierFeatures(2, kernel_initializer="uniform"))
error("fourier_scale", lambda: X.RandomFourierFeatures(2, scale=0.0))
error("fourier_rank", lambda: X.RandomFourierFeatures(2)(x(2, 3, 4)))


# First values and dropped weights under a seed.
SEEDED = []


def seeded(name, make, *inputs, calls=2):
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    layer = make()
    several = [tf.constant(x) for x in inputs]
    run = lambda: layer(*several, training=True) if isinstance(layer, L.MultiHeadAttention) else layer(several if len(several) > 1 else several[0], training=True)
    # Built without dropping: Keras makes some weights after the first draw of a call, and only outside of models.
    layer(*several) if isinstance(layer, L.MultiHeadAttention) else layer(several if len(several) > 1 else several[0])
    outputs = [run().numpy() for _ in range(calls)]
    SEEDED.append({"name": name, "inputs": [arr(v) for v in inputs], "weights": [{"name": w.name, "value": arr(w.numpy())} for w in layer.weights], "outputs": [arr(y) for y in outputs]})


seeded("attention", lambda: L.Attention(dropout=0.5), f32(2, 3, 4), f32(2, 5, 4))
seeded("additive", lambda: L.AdditiveAttention(dropout=0.3), f32(2, 3, 4), f32(2, 5, 4))
seeded("mha", lambda: L.MultiHeadAttention(num_heads=2, key_dim=3, dropout=0.4), f32(2, 3, 4), f32(2, 5, 4))
seeded("fourier", lambda: (lambda l: type("F", (keras.layers.Layer,), {"call": lambda s, v, training=None: l(v), "weights": property(lambda s: l.weights)})())(X.RandomFourierFeatures(5)), f32(3, 4))
seeded("laplacian", lambda: (lambda l: type("F", (keras.layers.Layer,), {"call": lambda s, v, training=None: l(v), "weights": property(lambda s: l.weights)})())(X.RandomFourierFeatures(5, "laplacian")), f32(3, 4))

with open(os.path.join(HERE, "recorded_layers.json"), "w") as file:
    parts = {"cases": CASES, "errors": ERRORS, "seeded": SEEDED}
    file.write("{\n" + ",\n".join('"%s": [\n%s\n]' % (k, ",\n".join(json.dumps(c) for c in v)) for k, v in parts.items()) + "\n}\n")
