"""Saves models as HDF5 by Keras 3, with what they predict, evaluate to, and give after one more epoch.

    keras --v3 record_h5_of_keras3.py FOLDER
"""
import json, os, sys

import numpy as np
import keras

L = keras.layers


def arr(a):
    a = np.asarray(a)
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": [float(str(v)) if a.dtype == np.float32 else v.item() for v in a.ravel()]}


def stacked():
    return keras.Sequential([L.Input((6,)), L.Embedding(20, 4, mask_zero=True), L.Bidirectional(L.LSTM(3, return_sequences=True)), L.GRU(3), L.BatchNormalization(), L.Dense(1, activation="sigmoid")])


def branched():
    x = L.Input((6,))
    e = L.Embedding(20, 4)(x)
    h = L.Concatenate()([L.GlobalAveragePooling1D()(L.Conv1D(3, 2, activation="relu")(e)), L.SimpleRNN(3)(e)])
    return keras.Model(x, L.Dense(1, activation="sigmoid")(h))


folder = sys.argv[1]
recorded = []
for make, how in ((stacked, dict(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])),
                  (branched, dict(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss=keras.losses.MeanSquaredError(), metrics=["mae"]))):
    keras.utils.set_random_seed(3)
    r = np.random.RandomState(1)
    x = r.randint(1, 20, (12, 6)).astype("int32")
    y = (x.sum(1, keepdims=True) % 2).astype("float32")
    m = make()
    m.compile(**how)
    m.fit(x, y, epochs=2, batch_size=4, verbose=0, shuffle=False)
    name = f"keras3_{make.__name__}"
    m.save(os.path.join(folder, name + ".h5"))
    case = {"name": name, "file": name + ".h5", "x": [arr(x)], "y": [arr(y)], "predict": [arr(m.predict(x, batch_size=4, verbose=0))],
            "evaluate": [float(v) for v in m.evaluate(x, y, batch_size=4, verbose=0)]}
    case["history"] = {k: float(v[0]) for k, v in m.fit(x, y, batch_size=4, epochs=1, verbose=0, shuffle=False).history.items()}
    case["predict_after"] = [arr(m.predict(x, batch_size=4, verbose=0))]
    recorded.append(case)
with open(os.path.join(folder, "expected-keras3.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(v, separators=(",", ":")) for v in recorded) + "\n]\n")
