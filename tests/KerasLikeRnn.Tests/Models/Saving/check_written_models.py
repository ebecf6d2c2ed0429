"""Opens models written by the project in real Keras, compares what they predict, and the loss of one more epoch.

    KERASLIKERNN_WRITTEN=FOLDER .../KerasLikeRnn.Tests -class "*WrittenModelsTests"
    keras check_written_models.py FOLDER FORMAT [--only NAME,NAME]        (Keras 2.9: h5, checkpoint, savedmodel)
    keras --v3 check_written_models.py FOLDER FORMAT [--only NAME,NAME]   (Keras 3: keras, h5)

For JAX compiling takes longer than all the rest: XLA_FLAGS="--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true".

FOLDER holds written.json and the files NAME.FORMAT. What a checkpoint is loaded into is made of the model's configuration. load_model of
Keras 2.9 leaves the optimizer's state of SavedModel folders aside, of its own too; load_weights of the folder brings it.
"""
import argparse, json, os, sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import keras

from record_models import V3, Scale, forget

if not V3:
    import tensorflow as tf
    tf.config.run_functions_eagerly(True)


def arrays(recorded):
    a = [np.array(v["data"], v["dtype"]).reshape(v["shape"]) for v in recorded]
    return a if len(a) > 1 else a[0]


def difference(expected, actual):
    e, a = ([v] if isinstance(v, np.ndarray) else v for v in (expected, actual))
    return max(float(np.max(np.abs(u - w) / np.maximum(1, np.abs(u)))) if u.size else 0.0 for u, w in zip(e, [np.asarray(v) for v in a]))


def load(case, path, form):
    custom = {"Scale": Scale}
    if form == "checkpoint":
        m = keras.models.model_from_json(case["model"], custom)
        m.compile(case["optimizer"], "mse", metrics=["mae"])
        return m, m.load_weights(path)
    m = keras.models.load_model(path, custom_objects=custom)
    return m, m.load_weights(path) if form == "savedmodel" else None


parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("format")
parser.add_argument("--only")
parser.add_argument("--part", choices=["predict", "train"], help="Keras 3 predicts at once with KERAS_BACKEND=numpy, which does not train")
parser.add_argument("--resave", help="a folder: gets every model as .h5 of this Keras, to see what another makes of Keras's own files")
args = parser.parse_args()
opened = predicted = trained = trainable = count = 0
for case in json.load(open(os.path.join(args.folder, "written.json"))):
    if args.format not in case["formats"] or args.only and case["name"] not in args.only.split(","): continue
    if count % 20 == 0:
        print(f"{count}: {opened} opened, {predicted} predicted, {trained} of {trainable} trained", file=sys.stderr, flush=True)
    count += 1
    trains = case["loss"] is not None and args.part != "predict"
    trainable += trains
    try:
        keras.backend.clear_session()
        m, status = load(case, os.path.join(args.folder, f"{case['name']}.{args.format}"), args.format)
        opened += 1
        if args.resave:
            m.optimizer._create_all_weights(m.trainable_variables)
            m.save(os.path.join(args.resave, case["name"] + ".h5"))
        x, y = arrays(case["x"]), arrays(case["y"])
        if args.part != "train":
            d = difference(arrays(case["predict"]), m.predict(x, batch_size=4, verbose=0))
            predicted += d <= 1e-5
            if not d <= 1e-5: print(case["name"], "predicts otherwise:", d, flush=True)
        forget(m)
        if trains:
            loss = m.fit(x, y, batch_size=4, epochs=1, verbose=0, shuffle=False).history["loss"][0]
            d = abs(loss - case["loss"]) / max(1, abs(case["loss"]))
            trained += d <= 1e-4
            if not d <= 1e-4: print(case["name"], case["optimizer"], "trains otherwise:", loss, "instead of", case["loss"], flush=True)
        if status and trains: status.assert_consumed()
    except Exception as e:
        print(case["name"], case["optimizer"], type(e).__name__, str(e)[-600:].replace("\n", " "), flush=True)
print(f"Keras {keras.__version__}, {args.format}: {opened} of {count} open, {predicted} predict the same, {trained} of {trainable} train the same")
