"""Records what a model with dropout learns in Keras 2.9 where its steps are not compiled: writes eager.json beside this file.

    python record_eager.py
"""
import json, os

import numpy as np
from tensorflow import keras

here = os.path.dirname(os.path.abspath(__file__))
x = np.linspace(-1, 1, 48, dtype="float32").reshape(12, 4)
y = np.sin(x.sum(1, keepdims=True) * 2).astype("float32")
out = []
for own in (False, True):
    keras.backend.clear_session()
    keras.utils.set_random_seed(3)
    layers = [keras.layers.Dense(8, "tanh"), keras.layers.Dropout(0.5), keras.layers.Dense(1)]
    if own: layers.insert(0, keras.Input((4,)))
    model = keras.Sequential(layers)
    model.compile("sgd", "mse", run_eagerly=True)
    loss = model.fit(x, y, batch_size=4, epochs=3, verbose=0).history["loss"]
    out.append({"given": own, "loss": loss, "weights": [w.ravel().tolist() for w in model.get_weights()]})
path = os.path.join(here, "eager.json")
with open(path + ".tmp", "w") as file: json.dump(out, file, separators=(",", ":"))
os.replace(path + ".tmp", path)
