"""Opens models written by the project in real Keras, compares what they predict, and the loss of one more epoch.

    keras check_written_models.py FOLDER          (Keras 2.9)
    keras --v3 check_written_models.py FOLDER     (Keras 3)

FOLDER holds written.json and the files it names. Keras 3 does not take over the state of Keras 2's optimizers: there the loss is compared
of models that were compiled with plain SGD, which has none.
"""
import json, os, sys, traceback

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import keras

from record_models import V3, Scale

if not V3:
    import tensorflow as tf
    tf.config.run_functions_eagerly(True)


def arrays(recorded):
    a = [np.array(v["data"], v["dtype"]).reshape(v["shape"]) for v in recorded]
    return a if len(a) > 1 else a[0]


def difference(expected, actual):
    e, a = ([v] if isinstance(v, np.ndarray) else v for v in (expected, actual))
    return max(float(np.max(np.abs(u - w) / np.maximum(1, np.abs(u)))) if u.size else 0.0 for u, w in zip(e, [np.asarray(v) for v in a]))


folder = sys.argv[1]
cases = json.load(open(os.path.join(folder, "written.json")))
opened = predicted = trained = trainable = 0
for number, case in enumerate(cases):
    if number % 20 == 0: print(f"{number}: {opened} opened, {predicted} predicted, {trained} of {trainable} trained", file=sys.stderr, flush=True)
    try:
        keras.backend.clear_session()
        m = keras.models.load_model(os.path.join(folder, case["file"]), custom_objects={"Scale": Scale})
        opened += 1
        x, y = arrays(case["x"]), arrays(case["y"])
        d = difference(arrays(case["predict"]), m.predict(x, batch_size=4, verbose=0))
        predicted += d <= 1e-5
        if not d <= 1e-5: print(case["name"], "predicts otherwise:", d)
        if hasattr(m, "reset_states"): m.reset_states()
        if case["loss"] is None or V3 and case["optimizer"] != "sgd": continue
        trainable += 1
        loss = m.fit(x, y, batch_size=4, epochs=1, verbose=0, shuffle=False).history["loss"][0]
        d = abs(loss - case["loss"]) / max(1, abs(case["loss"]))
        trained += d <= 1e-4
        if not d <= 1e-4: print(case["name"], "trains otherwise:", loss, "instead of", case["loss"])
    except Exception as e:
        print(case["name"], type(e).__name__, str(e)[-600:].replace("\n", " "))
print(f"Keras {keras.__version__}: {opened} of {len(cases)} open, {predicted} predict the same, {trained} of {trainable} train the same")
