"""Records what image layers do with one image in Keras 2.9: writes augmenting.json beside this file.

    python record_augmenting.py
"""
import json, os

import numpy as np
import tensorflow as tf
from tensorflow import keras

here = os.path.dirname(os.path.abspath(__file__))
layers = keras.layers


def array(value):
    value = np.asarray(value)
    return {"dtype": str(value.dtype), "shape": list(value.shape), "data": value.ravel().tolist()}


image = tf.constant(np.random.default_rng(3).uniform(0, 255, size=(4, 5, 2)).astype("float32"))
out = {"image": array(image), "cases": []}
for name, make in [("RandomBrightness", lambda: layers.RandomBrightness(0.5, seed=3)), ("RandomContrast", lambda: layers.RandomContrast(0.5, seed=3)),
                   ("RandomTranslation", lambda: layers.RandomTranslation(0.4, 0.3, seed=3)), ("RandomFlip", lambda: layers.RandomFlip(seed=3))]:
    layer = make()
    drawn = layer.get_random_transformation()
    out["cases"].append({"name": name, "auto_vectorize": layer.auto_vectorize, "drawn": {key: array(value) for key, value in (drawn or {}).items()},
                         "augmented": array(layer.augment_image(image, drawn))})

path = os.path.join(here, "augmenting.json")
with open(path + ".tmp", "w") as file: json.dump(out, file, separators=(",", ":"))
os.replace(path + ".tmp", path)
