"""The other side of Saving.cs: the same models saved and loaded by Keras 2.9 or Keras 3, one reading a process.

python3 saving.py small PATH: median seconds of 20 to save and to load the notebook's model.
python3 saving.py make PATH, load PATH: seconds for a model of a hundred million weights, and the peak of memory over the weights.
A format that this Keras does not write by that name prints "none".
"""
import os
import resource
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np

V3 = keras.__version__.startswith("3")
FORMATS = [".h5", ".keras"] if V3 else [".h5", ".savedmodel"]
REPETITIONS = 20
ROWS, COLUMNS = 100_000, 1_000
ANSWERS, sys.stdout = sys.stdout, sys.stderr  # What Keras prints is no answer.


def seconds(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def repeated(run):
    run()
    return sorted(seconds(run) for _ in range(REPETITIONS))[REPETITIONS // 2]


def small(path):
    model = keras.Sequential([
        keras.layers.Embedding(10_000, 32), keras.layers.SimpleRNN(32), keras.layers.Dense(1, activation="sigmoid")])
    model.compile("rmsprop", "binary_crossentropy", metrics=["acc"])
    model.fit(np.zeros((8, 20), "int32"), np.zeros((8,), "float32"), verbose=0)
    return repeated(lambda: model.save(path)), repeated(lambda: keras.models.load_model(path))


def large():
    return keras.Sequential([
        keras.Input((4,)), keras.layers.Embedding(ROWS, COLUMNS), keras.layers.Flatten(), keras.layers.Dense(1)])


def with_memory(taken):
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / (4 * ROWS * COLUMNS)


def main(what, path):
    if os.path.splitext(path)[1] not in FORMATS:
        return "none"
    if what == "small":
        return "%r %r" % small(path)
    if what == "make":
        model = large()
        return "%r %r" % with_memory(seconds(lambda: model.save(path)))
    return "%r %r" % with_memory(seconds(lambda: keras.models.load_model(path)))


print(main(*sys.argv[1:]), file=ANSWERS)
