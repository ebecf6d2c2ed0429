"""Backups of Keras 2.9's BackupAndRestore, and Keras going on with those written here.

    keras record_backups.py --out FOLDER
    KERASLIKERNN_WRITE_MODELS=FOLDER …/KerasLikeRnn.Tests -explicit only -method "*Backups_are_written_for_the_judge"
    keras record_backups.py --resume FOLDER

The first writes, for each optimizer NAME, NAME/chief (the backup of a run that ended before epoch 3), and in expected.json the weights
that such runs begin with and end with after 5 epochs. The last goes on with the backups that the test wrote, and compares.
"""
import argparse, json, os, shutil

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
from tensorflow import keras

OPTIMIZERS = {
    "adam": lambda: keras.optimizers.Adam(0.01),
    "rmsprop": lambda: keras.optimizers.RMSprop(keras.optimizers.schedules.ExponentialDecay(0.01, 3, 0.9), momentum=0.5),
    "experimental": lambda: keras.optimizers.experimental.Adam(0.01),
}
X = np.sin(np.arange(24.0)).reshape(8, 3).astype("float32")
Y = np.cos(np.arange(8.0)).reshape(8, 1).astype("float32")


class Stop(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        if epoch == 3:
            raise RuntimeError("stop")


def model_of(name):
    # A bias before the normalization would have gradients that are nothing but rounding, which these optimizers enlarge.
    model = keras.Sequential([
        keras.layers.Dense(4, activation="tanh", use_bias=False, input_shape=(3,)), keras.layers.BatchNormalization(), keras.layers.Dense(1),
    ])
    model.compile(OPTIMIZERS[name](), "mse")
    return model


def fit(model, *callbacks):
    return model.fit(X, Y, batch_size=4, epochs=5, shuffle=False, verbose=0, callbacks=list(callbacks))


def numbers(model):
    return [w.ravel().tolist() for w in model.get_weights()]


def record(folder):
    expected = {}
    for name in OPTIMIZERS:
        model = model_of(name)
        start = model.get_weights()
        fit(model)
        other = model_of(name)
        other.set_weights(start)
        shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
        try:
            fit(other, keras.callbacks.BackupAndRestore(os.path.join(folder, name)), Stop())
        except RuntimeError:
            pass
        expected[name] = {"start": [w.ravel().tolist() for w in start], "end": numbers(model)}
    json.dump(expected, open(os.path.join(folder, "expected.json"), "w"))


def resume(folder):
    expected = json.load(open(os.path.join(folder, "expected.json")))
    for name in OPTIMIZERS:
        model = model_of(name)
        history = fit(model, keras.callbacks.BackupAndRestore(os.path.join(folder, name)))
        worst = max(np.max(np.abs(np.array(a) - b)) for a, b in zip(expected[name]["end"], numbers(model)))
        print(name, "epochs", history.epoch, "largest difference", worst, "ok" if history.epoch == [3, 4] and worst < 1e-6 else "BAD")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--out")
    parser.add_argument("--resume")
    args = parser.parse_args()
    if args.out:
        record(args.out)
    if args.resume:
        resume(args.resume)
