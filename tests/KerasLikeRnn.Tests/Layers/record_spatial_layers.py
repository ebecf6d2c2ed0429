"""Records what pooling, reshaping and noise layers of Keras 2.9.0 give, for SpatialLayerTests.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes spatial_layers.json.
"""
import json
import os

import numpy as np
import tensorflow as tf
import keras
from keras import layers as L

HERE = os.path.dirname(os.path.abspath(__file__))
R = np.random.RandomState(11)


def f32(*shape):
    return np.float32(R.randn(*shape))


def arr(x):
    x = np.asarray(x)
    number = (lambda v: None if np.isnan(v) else float(str(v))) if x.dtype == np.float32 else (lambda v: v.item())
    return {"dtype": x.dtype.name, "shape": list(x.shape), "data": [number(v) for v in x.ravel()]}


CASES, ERRORS, SEEDED, FITS = [], [], [], []


def record(name, layer, x, mask=None, keras_can=True):
    """Output and gradient; where TensorFlow has no kernel for channels_first, through the layer of channels_last."""
    tensor = tf.constant(x)
    kw = {} if mask is None else {"mask": tf.constant(mask)}
    run = layer
    if not keras_can:
        last = type(layer).from_config({**layer.get_config(), "data_format": "channels_last"})
        rank = x.ndim
        run = lambda t: tf.transpose(last(tf.transpose(t, [0, *range(2, rank), 1])), [0, rank - 1, *range(1, rank - 1)])
    with tf.GradientTape() as tape:
        tape.watch(tensor)
        y = run(tensor, **kw)
        factors = tf.constant(f32(*y.shape))
        loss = tf.reduce_sum(y * factors)
    has_gradient = getattr(layer, "interpolation", None) != "area"  # TensorFlow has none
    open_shape = (None, *[None if i in (1, 2) and x.ndim > 3 else n for i, n in enumerate(x.shape)][1:])
    known = None
    if not isinstance(layer, (L.Flatten, L.Reshape)):
        known = tf.TensorShape(layer.compute_output_shape(open_shape)).as_list()
    CASES.append({
        "name": name, "class": type(layer).__name__, "config": json.loads(json.dumps(layer.get_config())),
        "input": arr(x), "mask": None if mask is None else arr(mask), "output": arr(y), "factors": arr(factors), "gradient": arr(tape.gradient(loss, tensor)) if has_gradient else None,
        "shape": tf.TensorShape(layer.compute_output_shape(x.shape)).as_list(), "open_input": list(open_shape), "open_shape": known,
    })


def error(name, f):
    try:
        f()
    except Exception as e:
        text = str(e)
        ERRORS.append({"name": name, "text": text.split("\n\n")[1] if text.startswith("Exception encountered") else text})
        return
    raise AssertionError(name)


def seeded(name, layer, x):
    """Two calls in training under the seed 1."""
    config = layer.get_config()
    keras.utils.set_random_seed(1)
    layer = type(layer).from_config(config)
    SEEDED.append({"name": name, "class": type(layer).__name__, "config": json.loads(json.dumps(config)), "input": arr(x),
                   "outputs": [arr(layer(x, training=True)) for _ in range(2)]})


def fit(name, make):
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    ids = R.randint(1, 20, (24, 6)).astype(np.int32)
    y = (ids.sum(1) % 2).astype(np.int64)
    model = keras.Sequential([L.Embedding(20, 5), make(), L.GlobalAveragePooling1D(), L.Dense(1, activation="sigmoid")])
    model.build((None, 6))
    model.compile("sgd", "binary_crossentropy", metrics=["acc"])
    history = model.fit(ids, y, epochs=2, batch_size=8, verbose=0)
    FITS.append({"name": name, "layer": {"class_name": type(model.layers[1]).__name__, "config": json.loads(json.dumps(model.layers[1].get_config()))},
                 "x": arr(ids), "y": arr(y), "loss": history.history["loss"], "acc": history.history["acc"], "weights": [arr(w) for w in model.get_weights()]})


one, two, three = f32(2, 7, 3), f32(2, 6, 5, 2), f32(1, 4, 5, 3, 2)
for kind in ("Max", "Average"):
    cls = [getattr(L, f"{kind}Pooling{n}D") for n in (1, 2, 3)]
    can = kind == "Average"
    record(f"{kind}1_channels_first", cls[0](3, 2, "same", "channels_first"), one)
    record(f"{kind}1_strides", cls[0](2, 3), one)
    record(f"{kind}1_overlap_same", cls[0](4, 1, "SAME"), one)
    record(f"{kind}1_vectors", cls[0](3, 2, "same"), f32(2, 8, 21))
    record(f"{kind}2_same", cls[1]((3, 2), (2, 1), "same"), two)
    record(f"{kind}2_valid", cls[1]((2, 3), (1, 2)), two)
    record(f"{kind}2_channels_first", cls[1]((2, 1), None, "same", "channels_first"), f32(2, 3, 5, 4), keras_can=can)
    record(f"{kind}3_default", cls[2](), three)
    record(f"{kind}3_same", cls[2]((3, 2, 2), (2, 2, 1), "same"), three)
    record(f"{kind}3_channels_first", cls[2](2, (1, 2, 1), "valid", "channels_first"), f32(2, 2, 3, 4, 3))
    for n, x in ((1, one), (2, two), (3, three)):
        cls = getattr(L, f"Global{kind}Pooling{n}D")
        record(f"Global{kind}{n}_keepdims", cls(keepdims=True), x)
        record(f"Global{kind}{n}_channels_first", cls("channels_first"), x)
        record(f"Global{kind}{n}_channels_first_keepdims", cls("channels_first", keepdims=True), x)
record("Max1_equal", L.MaxPooling1D(3, 2), np.ones((1, 7, 2), np.float32))
record("Max2_equal", L.MaxPooling2D(2, 1), np.ones((1, 3, 3, 1), np.float32))
some = np.array([[1, 1, 0, 1, 0, 0, 1], [0, 0, 1, 1, 1, 1, 1]], bool)
record("GlobalAverage1_mask_keepdims", L.GlobalAveragePooling1D(keepdims=True), one, some)
record("GlobalAverage1_mask_channels_first", L.GlobalAveragePooling1D("channels_first"), f32(2, 3, 7), some)
record("GlobalAverage1_nothing_left", L.GlobalAveragePooling1D(), one, np.array([[0] * 7, [1] * 7], bool))

record("Cropping1_one", L.Cropping1D(2), one)
record("Cropping1_end_only", L.Cropping1D((0, 3)), one)
record("Cropping2_default", L.Cropping2D(), two)
record("Cropping2_pairs", L.Cropping2D(((1, 2), (0, 1))), two)
record("Cropping2_two", L.Cropping2D((2, 1)), two)
record("Cropping2_channels_first", L.Cropping2D((1, 1), "channels_first"), f32(2, 2, 4, 5))
record("Cropping3_default", L.Cropping3D(), three)
record("Cropping3_pairs", L.Cropping3D(((0, 1), (2, 0), (1, 1))), three)
record("Cropping3_channels_first", L.Cropping3D((1, 0, 1), "channels_first"), f32(1, 2, 3, 2, 4))
record("ZeroPadding1_one", L.ZeroPadding1D(2), one)
record("ZeroPadding1_default", L.ZeroPadding1D(), one)
record("ZeroPadding2_default", L.ZeroPadding2D(), two)
record("ZeroPadding2_pairs", L.ZeroPadding2D(((1, 2), (0, 1))), two)
record("ZeroPadding2_channels_first", L.ZeroPadding2D((1, 2), "channels_first"), f32(2, 2, 2, 3))
record("ZeroPadding3_default", L.ZeroPadding3D(), three)
record("ZeroPadding3_pairs", L.ZeroPadding3D(((0, 1), (2, 0), (1, 1))), f32(1, 2, 3, 2, 2))
record("ZeroPadding3_channels_first", L.ZeroPadding3D((1, 0, 2), "channels_first"), f32(1, 2, 2, 2, 2))
record("UpSampling2_default", L.UpSampling2D(), two)
record("UpSampling2_channels_first", L.UpSampling2D((1, 3), "channels_first"), f32(2, 2, 2, 3))
for interpolation in ("area", "bicubic", "bilinear", "gaussian", "lanczos3", "lanczos5", "mitchellcubic", "nearest"):
    record(f"UpSampling2_{interpolation}", L.UpSampling2D((2, 3), interpolation=interpolation), f32(1, 5, 4, 1))
    record(f"UpSampling2_{interpolation}_one", L.UpSampling2D((1, 2), interpolation=interpolation), f32(1, 1, 3, 1))
record("UpSampling2_bilinear_channels_first", L.UpSampling2D((2, 2), "channels_first", "bilinear"), f32(1, 2, 3, 4))
record("UpSampling3_default", L.UpSampling3D(), f32(1, 2, 3, 2, 2))
record("UpSampling3_channels_first", L.UpSampling3D((1, 3, 2), "channels_first"), f32(2, 2, 2, 1, 3))
record("Reshape_same", L.Reshape((3, 7)), one)
record("Reshape_open", L.Reshape((-1, 3, 2)), f32(2, 4, 3))
record("Reshape_flat", L.Reshape((-1,)), two)
record("Reshape_scalar", L.Reshape(()), f32(3, 1))
record("Permute_three", L.Permute((3, 1, 2)), two)
record("Permute_one", L.Permute((1,)), f32(2, 3))
record("Flatten_channels_first", L.Flatten("channels_first"), f32(2, 3, 4, 2))
record("Flatten_vector", L.Flatten(), f32(3))
record("ActivityRegularization", L.ActivityRegularization(0.1, 0.2), one)

error("pool_size_zero", lambda: L.MaxPooling2D(0))
error("pool_size_negative", lambda: L.MaxPooling2D((2, -1)))
error("pool_size_three", lambda: L.MaxPooling2D((2, 1, 3)))
error("strides_negative", lambda: L.AveragePooling2D((2, 1), strides=-1))
error("padding_unknown", lambda: L.MaxPooling1D(2, padding="foo"))
error("data_format_unknown", lambda: L.MaxPooling2D(2, data_format="nhwc"))
error("pooling_rank", lambda: L.MaxPooling2D(2, name="p")(one))
error("global_rank", lambda: L.GlobalMaxPooling1D(name="p")(two))
error("cropping_all", lambda: L.Cropping1D((4, 3))(one))
error("cropping_all_2", lambda: L.Cropping2D(((3, 3), (0, 0)))(two))
error("cropping_negative", lambda: L.Cropping1D((-1, 2)))
error("cropping_three", lambda: L.Cropping1D((1, 2, 3)))
error("cropping_three_of_two", lambda: L.Cropping2D((1, 2, 3)))
error("cropping_entry_negative", lambda: L.Cropping2D((-1, 2)))
error("cropping_two_of_three", lambda: L.Cropping3D((1, 2)))
error("cropping_third_negative", lambda: L.Cropping3D((1, 2, -3)))
error("padding_negative", lambda: L.ZeroPadding1D(-1))
error("padding_three_of_two", lambda: L.ZeroPadding2D((1, 2, 3)))
error("padding_two_of_three", lambda: L.ZeroPadding3D((1, 2)))
error("size_zero", lambda: L.UpSampling2D(0))
error("size_two_of_three", lambda: L.UpSampling3D((1, 2)))
error("interpolation_unknown", lambda: L.UpSampling2D(2, interpolation="foo"))
error("permute_gap", lambda: L.Permute((1, 3)))
error("permute_zero", lambda: L.Permute((0, 1)))
error("permute_rank", lambda: L.Permute((2, 1), name="p")(two))
error("reshape_count", lambda: L.Reshape((4,))(keras.Input((7, 3))))
error("reshape_remainder", lambda: L.Reshape((4, -1))(keras.Input((7, 3))))
error("reshape_two_open", lambda: L.Reshape((-1, -1))(keras.Input((7, 3))))
error("spatial_rank", lambda: L.SpatialDropout1D(0.5, name="p")(two))
error("spatial_rate", lambda: L.SpatialDropout1D(1.5))

x = f32(2, 4, 3)
for seed in (None, 7):
    s = "" if seed is None else "_own_seed"
    seeded(f"GaussianNoise{s}", L.GaussianNoise(0.3, seed=seed), x)
    seeded(f"GaussianDropout{s}", L.GaussianDropout(0.3, seed=seed), x)
    seeded(f"AlphaDropout{s}", L.AlphaDropout(0.3, seed=seed), x)
    seeded(f"SpatialDropout1D{s}", L.SpatialDropout1D(0.4, seed=seed), x)
    seeded(f"SpatialDropout2D{s}", L.SpatialDropout2D(0.4, seed=seed), f32(2, 2, 2, 3))
    seeded(f"SpatialDropout3D{s}", L.SpatialDropout3D(0.4, seed=seed), f32(2, 2, 1, 2, 3))
    fit(f"fit_gaussian_noise{s}", lambda: L.GaussianNoise(0.3, seed=seed))
    fit(f"fit_gaussian_dropout{s}", lambda: L.GaussianDropout(0.3, seed=seed))
    fit(f"fit_alpha_dropout{s}", lambda: L.AlphaDropout(0.3, seed=seed))
    fit(f"fit_spatial_dropout{s}", lambda: L.SpatialDropout1D(0.3, seed=seed))
seeded("GaussianDropout_rate_2", L.GaussianDropout(2), x)
seeded("AlphaDropout_rate_0", L.AlphaDropout(0), x)
fit("fit_activity_regularization", lambda: L.ActivityRegularization(0.01, 0.02))

with open(os.path.join(HERE, "spatial_layers.json"), "w") as f:
    parts = {"cases": CASES, "errors": ERRORS, "seeded": SEEDED, "fits": FITS}
    f.write("{\n" + ",\n".join(f'"{part}": [\n' + ",\n".join(json.dumps(one, separators=(",", ":")) for one in ones) + "\n]" for part, ones in parts.items()) + "\n}\n")
print({part: len(ones) for part, ones in parts.items()})
