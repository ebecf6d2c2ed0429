"""Records what the callbacks of Keras 2.9.0 write and do when they are told made-up logs, for CallbackRecordingTests.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes callbacks.json.
"""
import contextlib
import io
import json
import os
import random
import struct
import tempfile
import types

import numpy as np
import tensorflow as tf
from keras import callbacks as C
from keras.utils import generic_utils

HERE = os.path.dirname(os.path.abspath(__file__))
R = random.Random(30)
NOW = [0]
generic_utils.time = types.SimpleNamespace(time=lambda: NOW[0] / 1e9)
C.logging = types.SimpleNamespace(warning=lambda text, *args: print("WARNING:tensorflow:" + (text % args if args else text)))


def bits(x):
    return struct.pack(">d", x).hex()


class Model:
    """A stand-in that tells what is asked of it."""
    def __init__(self, metrics):
        self.optimizer = types.SimpleNamespace(lr=tf.Variable(0.01))
        self.stop_training = False
        self.metrics = [types.SimpleNamespace(name=n) for n in metrics]
        self.distribute_strategy = None
        self.weights = 0.

    def get_weights(self):
        return [np.float32([self.weights])]

    def set_weights(self, weights):
        print("<set_weights %d>" % weights[0][0])

    def save(self, path, overwrite, options):
        print("<save %s>" % path)

    def save_weights(self, path, overwrite, options):
        print("<save_weights %s>" % path)


def random_callback(folder):
    name = R.choice(["EarlyStopping", "EarlyStopping", "ReduceLROnPlateau", "ReduceLROnPlateau", "ModelCheckpoint", "ModelCheckpoint",
                     "LearningRateScheduler", "CSVLogger", "TerminateOnNaN"])
    monitor = R.choice(["loss", "acc", "val_loss", "val_acc", "val_auc"])
    mode = R.choice(["auto", "auto", "auto", "min", "max", "odd"])
    verbose = R.choice([0, 1, 1])
    if name == "EarlyStopping":
        kw = dict(monitor=monitor, min_delta=R.choice([0, .1, -.2]), patience=R.randint(0, 3), verbose=verbose, mode=mode,
                  baseline=R.choice([None, None, .5]), restore_best_weights=R.random() < .5)
    elif name == "ReduceLROnPlateau":
        kw = dict(monitor=monitor, factor=R.choice([.1, .5, .3]), patience=R.randint(0, 3), verbose=verbose, mode=mode,
                  min_delta=R.choice([1e-4, .1]), cooldown=R.randint(0, 2), min_lr=R.choice([0, 0.002, 0.01]))
    elif name == "ModelCheckpoint":
        kw = dict(filepath=R.choice(["best.h5", "w.{epoch:02d}-{loss:.4f}.h5", "{acc}{{x}}.h5", "{epoch}-{batch:03d}.h5"]), monitor=monitor, verbose=verbose,
                  save_best_only=R.random() < .5, save_weights_only=R.random() < .5, mode=mode, save_freq=R.choice(["epoch", "epoch", 2, 3]),
                  initial_value_threshold=R.choice([None, .5]), period=R.choice([None, None, 2]))
        if kw["period"] is None:
            kw.pop("period")
        if kw["save_freq"] == "epoch" and "{batch" in kw["filepath"]:
            kw["filepath"] = "best.h5"
    elif name == "LearningRateScheduler":
        kw = dict(verbose=verbose, rate=R.choice([None, .9, .3]))
    elif name == "CSVLogger":
        kw = dict(filename="log.csv", separator=R.choice([",", ";", "\t", "_"]), append=R.random() < .5)
    else:
        kw = {}
    real = dict(kw)
    if name == "CSVLogger":
        real["filename"] = os.path.join(folder, "log.csv")
    if name == "LearningRateScheduler":
        rate = real.pop("rate")
        real["schedule"] = (lambda epoch, lr: lr * rate) if rate else (lambda epoch: 0.01 / (epoch + 1))
    return {"name": name, **kw}, getattr(C, name)(**real)


def run(number):
    s = io.StringIO()
    case = {}
    with contextlib.redirect_stdout(s), tempfile.TemporaryDirectory() as folder:
        names = ["loss"] + R.choice([["acc"], ["acc", "auc"]])
        described, made = [], []
        for _ in range(R.randint(1, 3)):
            d, c = random_callback(folder)
            if d["name"] == "CSVLogger" and any(x["name"] == "CSVLogger" for x in described):
                continue
            described.append(d)
            made.append(c)
        csv = os.path.join(folder, "log.csv")
        before = R.choice([None, "", "epoch,loss\r\n0,1.5\r\n"])
        if before is not None:
            with open(csv, "w", newline="") as f:
                f.write(before)
        verbose = R.choice([0, 0, 1, 2])
        epochs, steps = R.randint(1, 6), R.randint(1, 4)
        known = R.random() < .7
        validates = R.random() < .7
        m = Model(names)
        NOW[0] = 10 ** 12
        cl = C.CallbackList(made, add_history=True, add_progbar=verbose != 0, model=m, verbose=verbose, epochs=epochs, steps=steps if known else None)
        case.update(callbacks=described, metrics=names, verbose=verbose, epochs=epochs, steps=steps if known else None, csv_before=before, run=[])
        level = R.uniform(.1, 1)
        cl.on_train_begin()
        logs = None
        for epoch in range(epochs):
            cl.on_epoch_begin(epoch)
            e = {"batches": [], "logs": []}
            for step in range(steps):
                NOW[0] += R.randint(10 ** 6, 10 ** 8)
                cl.on_train_batch_begin(step)
                logs = {n: level * R.uniform(.5, 1.5) for n in names}
                if R.random() < .02:
                    logs["loss"] = float("nan")
                m.weights += 1
                cl.on_train_batch_end(step, logs)
                e["batches"].append({"time": NOW[0], "logs": [[k, bits(v)] for k, v in logs.items()]})
                if m.stop_training:
                    break
            if validates:
                cl.on_test_begin()
                for step in range(2):
                    cl.on_test_batch_begin(step)
                    cl.on_test_batch_end(step, {n: 1. for n in names})
                v = {n: level * R.uniform(.5, 1.5) for n in names}
                cl.on_test_end(v)
                logs = {**logs, **{"val_" + n: x for n, x in v.items()}}
            level *= R.uniform(.7, 1.1)
            NOW[0] += 10 ** 7
            e["time"] = NOW[0]
            e["logs"] = [[k, bits(v)] for k, v in logs.items()]
            cl.on_epoch_end(epoch, logs)
            case["run"].append(e)
            print("<lr %r%s>" % (float(m.optimizer.lr.numpy()), " stop" if m.stop_training else ""))
            if m.stop_training:
                break
        cl.on_train_end(logs)
        case["history"] = {k: [bits(float(x)) for x in v] for k, v in m.history.history.items()}
        if os.path.exists(csv):
            with open(csv, newline="") as f:
                case["csv_after"] = f.read()
    case["text"] = s.getvalue()
    return case


cases = []
while len(cases) < 150:
    try:
        cases.append(run(len(cases)))
    except KeyError:  # a name that the logs do not have: not comparable
        pass
with open(os.path.join(HERE, "callbacks.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
