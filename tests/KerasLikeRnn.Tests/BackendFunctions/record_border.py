"""Records what Keras 2.9.0 answers to wrong types, sizes and counts, for BorderTests.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes border.json. An answer is a value, or the type and the text of an
error: of TensorFlow's texts the part before the operation, of texts that come from inside of a model the innermost one.
"""
import json
import os
import re

import keras
import numpy as np
import tensorflow as tf
from keras import backend as K
from keras.layers import *
from keras.models import Model, Sequential

M = 2147483647
F = lambda *sizes: tf.ones(sizes)
I = lambda *sizes: tf.ones(sizes, "int32")
D = lambda *sizes: tf.ones(sizes, "float64")
P = tf.reshape(tf.range(12.0), (3, 4))
N = lambda *sizes: np.ones(sizes, "float32")
Y = tf.constant([[[0.7, 0.1, 0.1, 0.1], [0.1, 0.6, 0.2, 0.1], [0.3, 0.3, 0.2, 0.2], [0.1, 0.2, 0.3, 0.4], [0.2, 0.5, 0.2, 0.1]],
                 [[0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1], [0.1, 0.1, 0.7, 0.1], [0.2, 0.2, 0.2, 0.4], [0.6, 0.2, 0.1, 0.1]]])


def model(*layers):
    made = Sequential(list(layers))
    made.compile("sgd", "mse")
    return made


def ctc(labels, steps=[[5], [5]], lengths=None):
    labels = np.array(labels, "float32")
    lengths = lengths or [[labels.shape[1]]] * len(labels)
    return K.ctc_batch_cost(labels, Y, np.array(steps, "int64"), np.array(lengths, "int64"))


def states(layer, *arguments, dtype="float32"):
    return layer(F(4, 3, 2), initial_state=[tf.cast(tf.zeros(arguments), dtype)] * (2 if isinstance(layer, LSTM) else 1))


def cell(made, *sizes, dtype="float32"):
    return made(F(4, 2), [tf.cast(tf.zeros(sizes), dtype)] * (2 if isinstance(made, LSTMCell) else 1))[0]


def reset(values):
    layer = SimpleRNN(4, stateful=True, batch_input_shape=(4, 3, 2))
    Sequential([layer])
    layer.reset_states(values)
    return layer.states[0]


def twice(layer, first, second):
    layer(first)
    return layer(second)


def apply(values, rows, shape=(3, 2)):
    variable = tf.Variable(tf.zeros((3, 2)))
    keras.optimizers.SGD(1.0).apply_gradients([(tf.IndexedSlices(values, tf.constant(rows), shape), variable)])
    return variable


def itself(*layers):
    made = Sequential(list(layers))
    made.add(made)
    return made(F(2, 2))


E = lambda: Embedding(10, 2, embeddings_initializer="ones")
CASES = [line.strip() for line in open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "BorderTests.cs")) if re.match(r"\s+\[\"\"\".*\"\"\"\] =", line)]
CASES = [re.match(r"\[\"\"\"(.*?)\"\"\"\] =", line).group(1) for line in CASES]


def answer(expression):
    keras.backend.clear_session()
    try:
        value = eval(expression)
    except Exception as error:
        text = str(error)
        if "ValueError: " in text:
            text = text[text.rindex("ValueError: ") + len("ValueError: "):]
        if text.startswith(("Exception encountered", "Graph execution")) or "Exception encountered" in text:
            text = re.sub(r".*?Exception encountered[^\n]*\n\s*\n\s*", "", text, flags=re.S) if "Exception encountered" in text else text
        if "Graph execution error" in text:
            text = re.search(r"\nNode: [^\n]*\n([^\n]*)", text).group(1)
        text = text.strip().split("\n")[0]
        text = re.sub(r"\s*\[Op:\w+\].*$", "", text)
        # What only TensorFlow has: devices, names of nodes, flags, its texts of tensors.
        text = re.sub(r"( on /job:|, node name: |0You can turn| labels seen so far:|, got <tf).*$", "", text)
        return {"name": expression, "error": type(error).__name__, "text": text}
    return {"name": expression, "value": json.loads(json.dumps(np.asarray(value, "float64").tolist()).replace("Infinity", '"Infinity"'))}


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "border.json"), "w") as file:
    json.dump({"answers": [answer(case) for case in CASES]}, file, indent=1)
    file.write("\n")
