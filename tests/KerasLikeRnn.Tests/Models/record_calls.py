"""Records how Keras 2.9.0 writes the arguments of layers' calls into a model's configuration and summary, for CallConfigTests.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes calls.json.
"""
import json
import os

import keras
from keras import Input, Model
from keras.layers import *

models = []


def record(name, make):
    keras.backend.clear_session()
    model = make()
    lines = []
    model.summary(print_fn=lines.append)
    models.append({"name": name, "model": json.loads(model.to_json()), "summary": "\n".join(lines)})


def scores():
    q, v = Input((3, 4)), Input((5, 4))
    return Model([q, v], list(Attention()([q, v], return_attention_scores=True)))


def masks():
    q, v, qm, vm = Input((3, 4)), Input((5, 4)), Input((3,), dtype="bool"), Input((5,), dtype="bool")
    return Model([q, v, qm, vm], Attention()([q, v], mask=[qm, vm]))


def heads():
    q, v, m = Input((3, 4)), Input((5, 4)), Input((3, 5), dtype="bool")
    return Model([q, v, m], list(MultiHeadAttention(2, 3)(q, v, attention_mask=m, return_attention_scores=True)))


def keys():
    q, v, k = Input((3, 4)), Input((5, 4)), Input((5, 6))
    return Model([q, v, k], MultiHeadAttention(2, 3, output_shape=5)(q, v, k))


def itself():
    q = Input((3, 4))
    return Model(q, MultiHeadAttention(2, 3)(q, q))


def dropout():
    x = Input((4,))
    return Model(x, Dropout(0.5)(x, training=True))


def frozen():
    x = Input((4,))
    return Model(x, BatchNormalization()(x, training=False))


def lstm_mask():
    x, m = Input((3, 4)), Input((3,), dtype="bool")
    return Model([x, m], LSTM(3)(x, mask=m))


def states():
    x, h, c = Input((3, 4)), Input((5,)), Input((5,))
    return Model([x, h, c], LSTM(5)(x, initial_state=[h, c]))


def counts():
    x, w = Input((3,), dtype="int64"), Input((3,))
    return Model([x, w], CategoryEncoding(4, "count")(x, count_weights=w))


for make in (scores, masks, heads, keys, itself, dropout, frozen, lstm_mask, states, counts):
    record(make.__name__, make)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "calls.json"), "w") as file:
    json.dump({"models": models}, file, indent=1)
    file.write("\n")
