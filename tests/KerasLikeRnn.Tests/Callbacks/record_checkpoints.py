"""Records which files ModelCheckpoint of Keras 2.9.0 writes, and which one load_weights_on_restart takes, for ModelCheckpointTests.

Run with a Python that has Keras 2.9.0; writes checkpoints.json.
"""
import json
import os
import tempfile

import keras
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def model():
    m = keras.Sequential([keras.layers.Dense(1, input_shape=(2,))])
    m.compile("sgd", "mse")
    return m


def files(**kw):
    with tempfile.TemporaryDirectory() as folder:
        name = kw.pop("filepath")
        m = model()
        m.fit(np.ones((8, 2)), np.zeros((8, 1)), batch_size=2, epochs=3, verbose=0,
              callbacks=[keras.callbacks.ModelCheckpoint(os.path.join(folder, name), **kw)])
        return dict(filepath=name, **kw, files=sorted(
            os.path.relpath(os.path.join(at, f), folder) for at, _, all_ in os.walk(folder) for f in all_ if not at.endswith("assets")))


def latest(pattern, names, times, state=None):
    with tempfile.TemporaryDirectory() as folder:
        for name, time in zip(names, times):
            open(os.path.join(folder, name), "w").close()
            os.utime(os.path.join(folder, name), (time, time))
        if state:
            open(os.path.join(folder, "checkpoint"), "w").write('model_checkpoint_path: "%s"\n' % state)
            os.utime(os.path.join(folder, "checkpoint"), (1, 1))
        c = keras.callbacks.ModelCheckpoint(os.path.join(folder, pattern))
        found = c._get_most_recently_modified_file_matching_pattern(os.path.join(folder, pattern))
        return dict(pattern=pattern, names=names, times=times, state=state, found=found and os.path.basename(found))


three = ["f.batch03epoch02.h5", "f.batch02epoch02.h5", "f.batch01epoch01.h5"]
json.dump({
    "files": [files(filepath=p, save_weights_only=w, save_freq=f) for p, w, f in [
        ("m.h5", False, "epoch"), ("m{epoch:02d}.h5", False, "epoch"), ("m{epoch}-{batch:02d}.h5", True, 3), ("w.hdf5", True, "epoch"),
        ("w", True, "epoch"), ("w{epoch}", True, "epoch"), ("w{epoch}-{batch}", True, 5), ("in/w{epoch}", True, "epoch"),
        ("in/w", True, "epoch")]],
    "latest": [
        latest("f.batch{batch:02d}epoch{epoch:02d}.h5", three, [100, 300, 200]),
        latest("f.batch{batch:02d}epoch{epoch:02d}.h5", three, [300, 300, 200]),
        latest("f.batch{batch:02d}epoch{epoch:02d}.h5", three, [100, 300, 300]),
        latest("g.h5", three, [1, 2, 3]), latest("f.batch01epoch01.h5", three, [1, 2, 3]), latest("f{epoch}.h5", ["f1.h5", "f2xh5", "f3.h5.x"], [1, 2, 3]),
        latest("w{epoch}", ["w1.index", "w2.index"], [200, 100], "w2"), latest("w{epoch}", ["w1.index", "w2.index"], [200, 100], "w3"),
        latest("v{epoch}", ["w1.index", "v2.index"], [200, 100], "w1"),
    ],
}, open(os.path.join(HERE, "checkpoints.json"), "w"), indent=1)
