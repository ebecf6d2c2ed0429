"""Records training in mixed precision by Keras 2.9: writes mixed_precision.json beside this file.

    python record_mixed_precision.py
"""
import json, os

import numpy as np
import tensorflow as tf
from tensorflow import keras

here = os.path.dirname(os.path.abspath(__file__))
layers, mixed_precision = keras.layers, keras.mixed_precision


def array(value):
    value = np.asarray(value).astype("float32")
    return {"dtype": "float32", "shape": list(value.shape), "data": value.ravel().tolist()}


def dense():
    return keras.Sequential([layers.Input((4,)), layers.Dense(5, "tanh"), layers.Dense(3), layers.Activation("softmax", dtype="float32")])


def normalized():
    return keras.Sequential([layers.Input((4,)), layers.Dense(5, "relu"), layers.BatchNormalization(), layers.Dense(3, "softmax", dtype="float32")])


def convolved():
    return keras.Sequential([layers.Input((4, 1)), layers.Conv1D(3, 2, activation="relu"), layers.GlobalAveragePooling1D(), layers.Dense(3, "softmax", dtype="float32")])


def recurrent(kind):
    return lambda: keras.Sequential([layers.Input((4, 1)), getattr(layers, kind)(4), layers.Dense(3, "softmax", dtype="float32")])


def embedded():
    return keras.Sequential([layers.Input((4,)), layers.Embedding(6, 3), layers.Flatten(), layers.Dense(3, "softmax", dtype="float32")])


MODELS = {"dense": dense, "normalized": normalized, "convolved": convolved, "simple": recurrent("SimpleRNN"), "lstm": recurrent("LSTM"),
          "gru": recurrent("GRU"), "embedded": embedded}
out = {"models": [], "scale": []}
for policy in ("mixed_float16", "mixed_bfloat16"):
    mixed_precision.set_global_policy(policy)
    for name, make in MODELS.items():
        # TensorFlow has no fused LSTM and GRU in bfloat16.
        if name in ("lstm", "gru") and policy == "mixed_bfloat16": continue
        keras.utils.set_random_seed(4)
        model = make()
        rng = np.random.default_rng(5)
        x = rng.integers(0, 6, size=(12, 4)).astype("float32") if name == "embedded" else rng.normal(size=(12, 4)).astype("float32")
        if name in ("convolved", "simple", "lstm", "gru"): x = x[..., None]
        y = rng.integers(0, 3, size=12)
        start = [array(w) for w in model.get_weights()]
        model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy")
        before = model.predict(x, verbose=0)
        history = model.fit(x, y, batch_size=4, epochs=2, shuffle=False, verbose=0).history["loss"]
        first = model.layers[0]
        out["models"].append({
            "name": name, "policy": policy, "x": array(x), "y": y.tolist(), "start": start, "predicted": array(before), "loss": history,
            "weights": [array(w) for w in model.get_weights()], "optimizer": type(model.optimizer).__name__,
            "dtypes": [first.dtype, first.compute_dtype, first.variable_dtype, first.dtype_policy.name], "output": str(first.output.dtype.name),
            "config": first.get_config()["dtype"], "weight_types": [w.dtype.name for w in model.weights]})
mixed_precision.set_global_policy(None)

optimizer = mixed_precision.LossScaleOptimizer(keras.optimizers.SGD(0.1), dynamic_growth_steps=2, initial_scale=8)
variable = tf.Variable([1.0, 2.0])
out["config"] = optimizer.get_config()
for slope in [[1, 1], [1, np.inf], [1, 2], [2, 2], [np.nan, 1], [1, 1]]:
    gradients = optimizer.get_unscaled_gradients([tf.constant(np.float32(slope))])
    optimizer.apply_gradients([(gradients[0], variable)])
    out["scale"].append({"slope": [str(each) for each in slope], "variable": array(variable), "scale": float(optimizer.loss_scale), "counter": int(optimizer.dynamic_counter),
                         "iterations": int(optimizer.iterations)})

path = os.path.join(here, "mixed_precision.json")
with open(path + ".tmp", "w") as file: json.dump(out, file, separators=(",", ":"))
os.replace(path + ".tmp", path)
