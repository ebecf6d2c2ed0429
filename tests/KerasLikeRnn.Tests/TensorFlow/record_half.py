"""Records what Keras 2.9.0 does with float16 and bfloat16: python record_half.py > half.json (TensorFlow 2.9.3)."""
import json

import numpy as np
import tensorflow as tf
from tensorflow import keras

L = keras.layers
HALVES = ["float16", "bfloat16"]
TYPES = HALVES + ["float32", "float64", "int32", "int64", "bool"]

FRACTIONS = [
    0.0, -0.0, 0.1, -1 / 3, 1.9, -1.9, 2.5, 2049.0, 2051.0, 1 + 2.0**-11, 1 + 3 * 2.0**-11, 1 + 2.0**-11 + 2.0**-40, 1 + 2.0**-8, 1 + 3 * 2.0**-8,
    65504.0, 65519.99, 65520.0, 65536.0, -70000.0, 3.39e38, 3.4e38, 1e-5, 2.0**-14, 2.0**-24, 2.0**-25, 1.0001 * 2.0**-25, 3 * 2.0**-25, 1e-40, -1e-45,
]
WHOLES = [0, 1, -5, 255, 257, 2049, 2051, 65519, 65520, 70000, 16777217, -2147483648, 2147483647]


def texts(x):
    if x.dtype == tf.bool:
        return [str(float(v)) for v in x.numpy().ravel()]
    wide = tf.cast(x, "float64") if x.dtype.is_floating else x
    return [str(v) for v in wide.numpy().ravel().tolist()]


def given(dtype):
    if dtype == "bool":
        return [True, False]
    if dtype.startswith("int"):
        return WHOLES
    # On the way from float64 TensorFlow flushes what is less than float32's normal numbers.
    fractions = [x for x in FRACTIONS if dtype != "float64" or x == 0 or abs(x) > 1e-37]
    return fractions + [float("inf"), float("-inf"), float("nan")]


def casts():
    cases = []
    for source in TYPES:
        for target in TYPES:
            if source == target or not {source, target} & set(HALVES):
                continue
            x = tf.cast(tf.constant(given(source), "float64" if source not in ("int32", "int64", "bool") else source), source)
            # What is no whole number of the type is the processor's business.
            if target.startswith("int"):
                wide = tf.cast(x, "float64").numpy()
                x = tf.boolean_mask(x, np.isfinite(wide) & (np.abs(wide) < 2.0**31))
            cases.append({"from": source, "to": target, "given": texts(x), "cast": texts(tf.cast(x, target))})
    return cases


def prints():
    cases = []
    for dtype in HALVES:
        for numbers in ([[1, 2.5], [0.1, 1 / 3]], 0.1, 65504.0, 1e-7, [1e-5, 0.5], [-0.1, 1 / 3, 12345.0, 100.25], [], [float("nan"), float("inf"), 1.0]):
            x = tf.constant(numbers, dtype)
            cases.append({"dtype": dtype, "numbers": json.dumps(numbers), "str": str(x), "repr": repr(x), "print": tf.strings.format("{}", x).numpy().decode(), "item": float(x) if x.shape.rank == 0 else None})
    return cases


def draws():
    makers = {
        "uniform": lambda dtype: tf.random.uniform([9], dtype=dtype, seed=3),
        "uniform_limits": lambda dtype: tf.random.uniform([9], -2.5, 3, dtype=dtype, seed=3),
        "normal": lambda dtype: tf.random.normal([9], dtype=dtype, seed=3),
        "normal_moved": lambda dtype: tf.random.normal([9], 1, 3, dtype=dtype, seed=3),
        "truncated": lambda dtype: tf.random.truncated_normal([9], 0.5, 2, dtype=dtype, seed=3),
        "dropout": lambda dtype: tf.nn.dropout(tf.ones([16], dtype), 0.3, seed=5),
        "glorot_uniform": lambda dtype: keras.initializers.GlorotUniform(seed=5)((2, 3), dtype=dtype),
        "he_normal": lambda dtype: keras.initializers.HeNormal(seed=5)((2, 3), dtype=dtype),
        "random_normal": lambda dtype: keras.initializers.RandomNormal(seed=5)((2, 3), dtype=dtype),
        "random_uniform": lambda dtype: keras.initializers.RandomUniform(seed=5)((2, 3), dtype=dtype),
        "truncated_normal": lambda dtype: keras.initializers.TruncatedNormal(seed=5)((2, 3), dtype=dtype),
    }
    cases = []
    for name, make in makers.items():
        for dtype in HALVES:
            tf.random.set_seed(1)
            cases.append({"name": name, "dtype": dtype, "numbers": texts(make(dtype))})
    return cases


def numbers(shape, start):
    return (0.6 * np.sin(1.3 * np.arange(int(np.prod(shape))) + start)).reshape(shape).astype("float32")


IDS = np.array([[1, 2, 3, 0], [2, 2, 0, 0], [0, 4, 1, 1]])
LAYERS = {
    "Dense": (lambda d: L.Dense(3, activation="tanh", dtype=d), numbers((3, 4), 0.3)),
    "Embedding": (lambda d: L.Embedding(5, 3, dtype=d), IDS),
    "SimpleRNN": (lambda d: L.SimpleRNN(3, recurrent_initializer="zeros", dtype=d), numbers((3, 4, 2), 0.3)),
    "LSTM": (lambda d: L.LSTM(3, recurrent_initializer="zeros", return_sequences=True, dtype=d), numbers((3, 4, 2), 0.3)),
    "GRU": (lambda d: L.GRU(3, recurrent_initializer="zeros", dtype=d), numbers((3, 4, 2), 0.3)),
    "Conv1D": (lambda d: L.Conv1D(3, 2, activation="sigmoid", dtype=d), numbers((3, 4, 2), 0.3)),
    "Dropout": (lambda d: L.Dropout(0.5, dtype=d), numbers((3, 4), 0.3)),
    "BatchNormalization": (lambda d: L.BatchNormalization(dtype=d), numbers((5, 4), 0.3)),
    "LayerNormalization": (lambda d: L.LayerNormalization(dtype=d), numbers((5, 4), 0.3)),
    "Activation": (lambda d: L.Activation("softmax", dtype=d), numbers((5, 4), 0.3)),
    "Softmax": (lambda d: L.Softmax(dtype=d), numbers((5, 4), 0.3)),
    "Masking": (lambda d: L.Masking(dtype=d), numbers((3, 4, 2), 0.3)),
    "MaxPooling1D": (lambda d: L.MaxPooling1D(2, dtype=d), numbers((3, 4, 2), 0.3)),
    "AveragePooling1D": (lambda d: L.AveragePooling1D(2, dtype=d), numbers((3, 4, 2), 0.3)),
    "GlobalAveragePooling1D": (lambda d: L.GlobalAveragePooling1D(dtype=d), numbers((3, 4, 2), 0.3)),
    "UnitNormalization": (lambda d: L.UnitNormalization(dtype=d), numbers((5, 4), 0.3)),
    "LeakyReLU": (lambda d: L.LeakyReLU(dtype=d), numbers((5, 4), 0.3)),
    "Flatten": (lambda d: L.Flatten(dtype=d), numbers((3, 4, 2), 0.3)),
}


def layers():
    cases = []
    for name, (make, data) in LAYERS.items():
        for dtype in HALVES:
            try:
                layer = make(dtype)
                layer(data)
                for k, weight in enumerate(layer.weights):
                    values = numbers(weight.shape, k)
                    weight.assign(tf.cast(np.abs(values) + 0.5 if "variance" in weight.name else values, weight.dtype))
                with tf.GradientTape() as tape:
                    y = layer(data, training=True) if name == "BatchNormalization" else layer(data)
                    loss = tf.reduce_sum(tf.square(y))
                slopes = tape.gradient(loss, layer.trainable_weights)
                cases.append({
                    "name": name, "dtype": dtype, "type": y.dtype.name, "output": texts(y), "weight_types": [w.dtype.name for w in layer.weights],
                    "weights": [texts(w) for w in layer.weights], "gradients": [texts(tf.convert_to_tensor(s)) for s in slopes],
                })
            except (tf.errors.NotFoundError, tf.errors.InvalidArgumentError, TypeError, ValueError):
                pass  # TensorFlow's processor has no such kernel.
    return cases


def updates():
    cases = []
    for name in ["SGD", "Adam", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl"]:
        weight = tf.Variable([1.0, 2.0, -0.5], dtype="float16")
        optimizer = getattr(keras.optimizers, name)(0.05)
        for _ in range(3):
            optimizer.apply_gradients([(tf.constant([0.5, -0.25, 1.0], "float16"), weight)])
        cases.append({"name": name, "weight": texts(tf.convert_to_tensor(weight)), "slots": [w.dtype.name for w in optimizer.weights[1:]]})
    return cases


def floatx():
    keras.backend.set_floatx("float16")
    model = keras.Sequential([L.Dense(4, activation="tanh", input_shape=(3,)), L.Dense(2)])
    for k, weight in enumerate(model.weights):
        weight.assign(tf.cast(numbers(weight.shape, k), "float16"))
    x, y = numbers((8, 3), 0.2), numbers((8, 2), 0.7)
    model.compile(keras.optimizers.SGD(0.1), "mse", metrics=["mae"])
    before = model.predict(x, verbose=0)
    history = model.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0).history
    after = model.predict(x, verbose=0)
    result = {
        "types": [model.input.dtype.name, model.output.dtype.name, before.dtype.name] + [w.dtype.name for w in model.weights],
        "before": before.ravel().tolist(), "history": {k: [float(v) for v in vs] for k, vs in history.items()}, "after": after.ravel().tolist(),
        "zeros": keras.backend.zeros((2,)).dtype.name, "floatx": keras.backend.floatx(), "variable": keras.backend.variable([0.1]).dtype.name,
    }
    keras.backend.set_floatx("float32")
    return result


print(json.dumps({"casts": casts(), "prints": prints(), "draws": draws(), "layers": layers(), "updates": updates(), "floatx": floatx()}))
