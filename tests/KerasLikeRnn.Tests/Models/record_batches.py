"""Records what Keras 2.9 does with data that come batch by batch: writes batches.json beside this file.

    python record_batches.py
"""
import contextlib, io, json, logging, os

import numpy as np
import tensorflow as tf
from tensorflow import keras

here = os.path.dirname(os.path.abspath(__file__))
warnings, out = [], {"runs": [], "texts": {}}


class Warnings(logging.Handler):
    def emit(self, record):
        if "ran out of data" in record.getMessage(): warnings.append(record.getMessage())


tf.get_logger().addHandler(Warnings())
tf.get_logger().propagate = False


class Recorder(keras.callbacks.Callback):
    """Notes every call, with the logs of those at the end of an epoch, a test or a training."""

    def __init__(self, stops=False):
        super().__init__()
        self.events, self.stops = [], stops

    def note(self, event, logs=None): self.events.append([event, {name: float(value) for name, value in (logs or {}).items()}])
    def on_train_begin(self, logs=None): self.note("train_begin", logs)
    def on_train_end(self, logs=None): self.note("train_end", logs)
    def on_epoch_begin(self, epoch, logs=None): self.note(f"epoch_begin {epoch}", logs)
    def on_epoch_end(self, epoch, logs=None): self.note(f"epoch_end {epoch}", logs)
    def on_train_batch_begin(self, batch, logs=None): self.note(f"train_batch_begin {batch}")
    def on_test_begin(self, logs=None): self.note("test_begin", logs)
    def on_test_end(self, logs=None): self.note("test_end", logs)
    def on_test_batch_begin(self, batch, logs=None): self.note(f"test_batch_begin {batch}")
    def on_test_batch_end(self, batch, logs=None): self.note(f"test_batch_end {batch}", logs)
    def on_predict_begin(self, logs=None): self.note("predict_begin")
    def on_predict_end(self, logs=None): self.note("predict_end")
    def on_predict_batch_begin(self, batch, logs=None): self.note(f"predict_batch_begin {batch}")
    def on_predict_batch_end(self, batch, logs=None): self.note(f"predict_batch_end {batch}")

    def on_train_batch_end(self, batch, logs=None):
        self.note(f"train_batch_end {batch}", logs)
        if self.stops: self.model.stop_training = True


def model(steps_per_execution=None):
    made = keras.Sequential([keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros", input_shape=(1,))])
    made.compile(keras.optimizers.SGD(0.1), "mse", steps_per_execution=steps_per_execution)
    return made


def batches(n):
    """Batches of one sample and two in turn, the targets counted up."""
    for i in range(n): yield np.ones((1 + i % 2, 1), "float32"), np.full((1 + i % 2, 1), i, "float32")


def dataset(n):
    return tf.data.Dataset.from_generator(lambda: batches(n), output_signature=(tf.TensorSpec((None, 1)), tf.TensorSpec((None, 1))))


class Sequence(keras.utils.Sequence):
    def __init__(self, recorder): self.recorder = recorder
    def __len__(self): return 2
    def __getitem__(self, i): return list(batches(2))[i]
    def on_epoch_end(self): self.recorder.note("data_epoch_end")


def record(name, run, stops=False):
    warnings.clear()
    recorder = Recorder(stops)
    run(recorder)
    out["runs"].append({"name": name, "events": recorder.events, "warnings": list(warnings)})


def fit(x, of=None, **arguments):
    return lambda recorder: (of or model()).fit(x, verbose=0, callbacks=[recorder], **arguments)


record("no length", fit(dataset(3), epochs=2))
record("no length, data that do not begin again", fit(batches(3), epochs=2))
record("stopped in its first batch", fit(dataset(3), epochs=2, validation_data=dataset(1)), stops=True)
record("too few for the second epoch", fit(batches(5), steps_per_epoch=3, epochs=3))
record("none for the third epoch", fit(batches(6), steps_per_epoch=3, epochs=3))
record("no length, validation too", fit(dataset(2), epochs=2, validation_data=dataset(2)))
record("too few to validate on", fit(dataset(5).repeat(), steps_per_epoch=3, epochs=3, validation_data=dataset(2), validation_steps=3))
record("three batches at a time", fit(dataset(7), model(3), steps_per_epoch=7, epochs=1))
record("three batches at a time, too few", fit(dataset(5), model(3), steps_per_epoch=7, epochs=2))
record("evaluate, no length", lambda recorder: model().evaluate(dataset(3), verbose=0, callbacks=[recorder]))
record("evaluate, too few", lambda recorder: model().evaluate(dataset(3), steps=5, verbose=0, callbacks=[recorder]))
record("predict, no length", lambda recorder: model().predict(dataset(3), verbose=0, callbacks=[recorder]))
record("predict, too few", lambda recorder: model().predict(dataset(3), steps=5, verbose=0, callbacks=[recorder]))
ones = np.ones((10, 1), "float32")
record("arrays, too few", lambda recorder: model().fit(ones, ones, batch_size=5, steps_per_epoch=4, epochs=2, verbose=0, callbacks=[recorder]))
record("told of the end of epochs", lambda recorder: model().fit(Sequence(recorder), epochs=2, verbose=0, callbacks=[recorder], shuffle=False))
record("told of the end of epochs, stopped", lambda recorder: model().fit(Sequence(recorder), epochs=2, verbose=0, callbacks=[recorder], shuffle=False), stops=True)
record("told of the end of evaluate", lambda recorder: model().evaluate(Sequence(recorder), verbose=0, callbacks=[recorder]))
record("told of the end of predict", lambda recorder: model().predict(Sequence(recorder), verbose=0, callbacks=[recorder]))

for verbose in (1, 2):
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        made = model()
        made.fit(dataset(3), epochs=2, verbose=verbose, validation_data=dataset(2))
        made.evaluate(dataset(3), verbose=verbose)
        made.predict(dataset(3), verbose=verbose)
    out["texts"][str(verbose)] = text.getvalue()

with open(os.path.join(here, "batches.json"), "w") as f:
    json.dump(out, f)
