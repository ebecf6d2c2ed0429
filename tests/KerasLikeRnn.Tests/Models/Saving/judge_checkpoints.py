"""Keras 2.9 loads what was written here: checkpoints into models of their configurations, SavedModel folders as models.

    KERASLIKERNN_CHECKPOINTS=CASES KERASLIKERNN_WRITE_MODELS=FOLDER …/KerasLikeRnn.Tests -explicit only -method "*Models_are_written_for_the_judge"
    keras judge_checkpoints.py CASES FOLDER

CASES is what record_checkpoints.py wrote, FOLDER what the test wrote of the same models trained here. Predictions must agree to 1e-5 and
the losses of two more epochs, with the optimizer's state, to 1e-4.
"""
import json, os, sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tensorflow as tf
import keras
from record_checkpoints import Scale


def array(a):
    return np.array(a["data"], a["dtype"]).reshape(a["shape"])


def differs(expected, actual):
    expected, actual = np.asarray(expected, "float64").ravel(), np.asarray(actual, "float64").ravel()
    return float(np.max(np.abs(expected - actual) / np.maximum(1, np.abs(expected))))


def main(cases, folder):
    bad, count, worst = [], 0, [0.0, 0.0, 0.0, 0.0]
    for case in json.load(open(os.path.join(cases, "cases.json"))):
        name = case["name"]
        if not os.path.exists(os.path.join(folder, name + ".json")):
            continue
        expected = json.load(open(os.path.join(folder, name + ".json")))
        x = [array(v) for v in case["x"]]
        x, y = x[0] if len(x) == 1 else x, array(case["y"])
        path = os.path.join(folder, name)
        try:
            keras.backend.clear_session()
            model = keras.models.model_from_json(case["json"], {"Scale": Scale})
            model.compile(keras.optimizers.deserialize(case["optimizer"]), "mse", metrics=["mae"], run_eagerly=True)
            status = model.load_weights(path)
            found = [differs(expected["predict"], model.predict(x, verbose=0))]
            found.append(differs(expected["losses"], model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0).history["loss"]))
            status.assert_consumed()
            model = keras.models.load_model(path + "-savedmodel", {"Scale": Scale})
            model.run_eagerly = True
            found.append(differs(expected["predict"], model.predict(x, verbose=0)))
            # load_model of Keras 2.9 leaves the optimizer's state aside, for its own folders too; load_weights of the folder brings it.
            model.load_weights(path + "-savedmodel")
            found.append(differs(expected["losses"], model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0).history["loss"]))
            worst = [max(a, b) for a, b in zip(worst, found)]
            if not (found[0] <= 1e-5 and found[2] <= 1e-5 and found[1] <= 1e-4 and found[3] <= 1e-4):
                bad.append((name, found))
        except Exception as error:
            bad.append((name, repr(error)[:600]))
        print(name, bad[-1:] if bad and bad[-1][0] == name else "ok", flush=True)
        count += 1
    print(count, "models,", len(bad), "bad; largest differences of checkpoint (predictions, losses), SavedModel:", worst)
    for name, what in bad:
        print(name, what)


if __name__ == "__main__":
    main(*sys.argv[1:])
