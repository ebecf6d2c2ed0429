"""Records what the TensorBoard callback of Keras 2.9.0 writes for a small training, for TensorBoardTests.

Run with a Python that has Keras 2.9.0. Where the package tensorboard is not installed, its three kinds of summaries are made here, as
its documentation describes them. Writes tensorboard.json. With a folder as argument, prints what the event files in it hold instead.
"""
import glob
import json
import os
import sys
import tempfile

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.core.framework import summary_pb2

HERE = os.path.dirname(os.path.abspath(__file__))
SUMMARY = tf.compat.v2.summary


def metadata(plugin, data_class):
    result = summary_pb2.SummaryMetadata(data_class=data_class)
    result.plugin_data.plugin_name = plugin
    return result


def scalar(name, data, step=None, description=None):
    return SUMMARY.write(name, tf.cast(data, tf.float32), step=step, metadata=metadata("scalars", 1))


def histogram(name, data, step=None, buckets=30, description=None):
    values = np.asarray(data, np.float64).ravel()
    low, high = values.min(), values.max()
    if low == high:
        counts = np.zeros(buckets)
        counts[-1] = len(values)
        edges = np.full(buckets + 1, low)
    else:
        counts = np.bincount(np.minimum(np.floor((values - low) / ((high - low) / buckets)).astype(int), buckets - 1), minlength=buckets)
        edges = tf.linspace(tf.constant(low), tf.constant(high), buckets + 1).numpy()
        edges[-1] = high
    table = np.stack([edges[:-1], edges[1:], counts], axis=1)
    return SUMMARY.write(name, tf.constant(table, tf.float64), step=step, metadata=metadata("histograms", 2))


def image(name, data, step=None, max_outputs=3, description=None):
    pixels = tf.image.convert_image_dtype(data, tf.uint8, saturate=True)[:max_outputs]
    strings = [str(pixels.shape[2]), str(pixels.shape[1])] + [tf.io.encode_png(each).numpy() for each in pixels]
    return SUMMARY.write(name, tf.constant(strings), step=step, metadata=metadata("images", 3))


if not hasattr(SUMMARY, "scalar"):
    SUMMARY.scalar, SUMMARY.histogram, SUMMARY.image = scalar, histogram, image


def content(value):
    if value.metadata.plugin_data.plugin_name == "graph_keras_model":
        return json.loads(tf.make_ndarray(value.tensor).item())
    array = tf.make_ndarray(value.tensor)
    if value.metadata.plugin_data.plugin_name == "images":
        return [int(array[0]), int(array[1])] + [tf.io.decode_png(each).numpy().ravel().tolist() for each in array[2:]]
    return array.ravel().tolist()


def events(folder):
    result = {}
    for part in sorted(os.listdir(folder)):
        for path in sorted(glob.glob(os.path.join(folder, part, "events.*"))):
            for event in tf.compat.v1.train.summary_iterator(path):
                kept = result.setdefault(part, [])
                if event.WhichOneof("what") == "graph_def":
                    kept.append({"graph": True})
                for value in event.summary.value:
                    kept.append({"tag": value.tag, "step": event.step, "plugin": value.metadata.plugin_data.plugin_name,
                                 "plugin_content": value.metadata.plugin_data.content.decode(), "data_class": value.metadata.data_class,
                                 "dtype": value.tensor.dtype, "shape": [d.size for d in value.tensor.tensor_shape.dim],
                                 "content": content(value)})
    return result


def run(folder):
    model = keras.Sequential([
        keras.layers.Conv2D(2, 2, activation="tanh", input_shape=(4, 4, 1), name="conv"), keras.layers.Flatten(name="flatten"),
        keras.layers.Dense(3, activation="tanh", name="hidden"), keras.layers.Dense(1, name="out")], name="small")
    weights = [np.float32(np.sin(np.arange(w.size) + i).reshape(w.shape)) for i, w in enumerate(model.get_weights())]
    weights[1][:] = 0.25
    model.set_weights(weights)
    rate = keras.optimizers.schedules.ExponentialDecay(0.05, 2, 0.5)
    model.compile(keras.optimizers.SGD(rate), "mse", metrics=["mae"])
    x = np.float32(np.cos(np.arange(160)).reshape(10, 4, 4, 1))
    y = np.float32(np.sin(np.arange(10)).reshape(10, 1))
    board = keras.callbacks.TensorBoard(folder, histogram_freq=2, write_images=True, update_freq=2, write_steps_per_second=True)
    model.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0, validation_data=(x[:6], y[:6]), validation_batch_size=3,
              callbacks=[board])
    model.evaluate(x, y, batch_size=2, verbose=0, callbacks=[board])


def projector(folder):
    model = keras.Sequential([keras.layers.Embedding(4, 2, input_length=3, name="words"), keras.layers.Flatten(), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    os.makedirs(folder, exist_ok=True)
    board = keras.callbacks.TensorBoard(folder, embeddings_freq=1, embeddings_metadata={"words": "names \"a\".tsv"})
    model.fit(np.zeros((2, 3)), np.zeros((2, 1)), verbose=0, callbacks=[board])
    return open(os.path.join(folder, "projector_config.pbtxt")).read()


if len(sys.argv) > 1:
    print(json.dumps(events(sys.argv[1])))
else:
    with tempfile.TemporaryDirectory() as folder:
        run(os.path.join(folder, "a"))
        recorded = {"run": events(os.path.join(folder, "a")), "files": sorted(os.listdir(os.path.join(folder, "a", "train"))),
                    "projector": projector(os.path.join(folder, "b"))}
    print(recorded.pop("files"))
    with open(os.path.join(HERE, "tensorboard.json"), "w") as file:
        json.dump(recorded, file)
