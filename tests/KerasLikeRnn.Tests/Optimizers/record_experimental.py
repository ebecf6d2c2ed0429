"""Records what the optimizers of keras.optimizers.experimental do in Keras 2.9: writes experimental.json beside this file.

    python record_experimental.py
"""
import json, os

import numpy as np
import tensorflow as tf
from tensorflow import keras

here = os.path.dirname(os.path.abspath(__file__))
experimental = keras.optimizers.experimental


def plain(value):
    if isinstance(value, np.generic): return value.item()
    if isinstance(value, dict): return {key: plain(item) for key, item in value.items()}
    return value


def array(value):
    value = np.asarray(value)
    return {"dtype": str(value.dtype), "shape": list(value.shape), "data": [None if each != each else each for each in value.ravel().tolist()]}


CASES = {
    "SGD": [{}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True}, {"clipnorm": 0.5}, {"clipvalue": 0.3}, {"global_clipnorm": 0.7},
            {"use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 2}],
    "Adam": [{}, {"amsgrad": True, "beta_1": 0.8}, {"use_ema": True, "ema_momentum": 0.9}],
    "AdamW": [{}, {"weight_decay": 0.5}],
    "Adamax": [{}, {"beta_2": 0.9}],
    "Nadam": [{}, {"beta_1": 0.7}],
    "Adagrad": [{}, {"initial_accumulator_value": 0.5}],
    "Adadelta": [{}, {"rho": 0.8}],
    "RMSprop": [{}, {"momentum": 0.5}, {"centered": True}],
    "Ftrl": [{}, {"l1_regularization_strength": 0.1, "l2_regularization_strength": 0.2, "l2_shrinkage_regularization_strength": 0.1, "beta": 0.3}],
}

out = []
for name, cases in CASES.items():
    for arguments in cases:
        rng = np.random.default_rng(1)
        start = [rng.normal(size=(3, 2)).astype("float32"), rng.normal(size=(4,)).astype("float32")]
        slopes = [[rng.normal(size=(3, 2)).astype("float32"), rng.normal(size=(4,)).astype("float32")] for _ in range(4)]
        rows = [[0, 2, 0], [1], [2, 2], [0, 1, 2]]
        values = [rng.normal(size=(len(each), 2)).astype("float32") for each in rows]
        optimizer = getattr(experimental, name)(learning_rate=0.1, **arguments)
        config = plain(optimizer.get_config())
        variables = [tf.Variable(value) for value in start]
        steps = []
        for slope in slopes:
            optimizer.apply_gradients(zip([tf.constant(g) for g in slope], variables))
            steps.append([array(v.numpy()) for v in variables])
        optimizer.finalize_variable_values(variables)
        final = [array(v.numpy()) for v in variables]
        sparse, table = [], tf.Variable(start[0])
        try:
            optimizer = getattr(experimental, name)(learning_rate=0.1, **arguments)
            for ids, value in zip(rows, values):
                optimizer.apply_gradients([(tf.IndexedSlices(tf.constant(value), tf.constant(ids), tf.constant([3, 2])), table)])
                sparse.append(array(table.numpy()))
        except Exception as error:
            sparse = []
        out.append({
            "name": name, "arguments": arguments, "config": config, "start": [array(v) for v in start],
            "slopes": [[array(g) for g in slope] for slope in slopes], "steps": steps, "final": final,
            "rows": rows, "values": [array(v) for v in values], "sparse": sparse,
        })

path = os.path.join(here, "experimental.json")
with open(path + ".tmp", "w") as file: json.dump(out, file, separators=(",", ":"))
os.replace(path + ".tmp", path)
