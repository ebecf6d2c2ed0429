"""Records what keras.experimental's models do in Keras 2.9: writes premade.json beside this file.

    python record_premade.py
"""
import json, os

import numpy as np
from tensorflow import keras

here = os.path.dirname(os.path.abspath(__file__))
layers, experimental = keras.layers, keras.experimental


def array(value):
    value = np.asarray(value)
    return {"dtype": str(value.dtype), "shape": list(value.shape), "data": value.ravel().tolist()}


rng = np.random.default_rng(6)
a, b, y = (rng.normal(size=(8, n)).astype("float32") for n in (3, 2, 1))
out = {"a": array(a), "b": array(b), "y": array(y), "cases": []}


def run(name, model, x, optimizer, start=None):
    model.compile(optimizer, "mse")
    model.predict(x, verbose=0)
    if start is not None: model.set_weights(start)
    history = model.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0).history["loss"]
    config = model.get_config() if name != "wide" and name != "two" else None
    out["cases"].append({"name": name, "loss": history, "predicted": array(model.predict(x, verbose=0)), "weights": [array(w) for w in model.get_weights()],
                         "names": [w.name for w in model.weights], "start": [array(w) for w in start or []], "config": config})


def deep(): return keras.Sequential([layers.Dense(4, "tanh"), layers.Dense(1)])


keras.utils.set_random_seed(1)
run("one", experimental.LinearModel(name="linear"), a, keras.optimizers.SGD(0.1))
run("list", experimental.LinearModel(use_bias=False, activation="tanh", kernel_regularizer="l2"), [a, b], keras.optimizers.SGD(0.1))
run("named", experimental.LinearModel(), {"b": b, "a": a}, keras.optimizers.SGD(0.1))
start = [rng.normal(size=s).astype("float32") for s in ((3, 1), (1,), (2, 4), (4,), (4, 1), (1,))]
run("wide", experimental.WideDeepModel(experimental.LinearModel(), deep()), [a, b], keras.optimizers.SGD(0.1), start)
run("two", experimental.WideDeepModel(experimental.LinearModel(), deep(), activation="sigmoid"), [a, b],
    [keras.optimizers.SGD(0.1), keras.optimizers.SGD(0.02)], start)

path = os.path.join(here, "premade.json")
with open(path + ".tmp", "w") as file: json.dump(out, file, separators=(",", ":"))
os.replace(path + ".tmp", path)
