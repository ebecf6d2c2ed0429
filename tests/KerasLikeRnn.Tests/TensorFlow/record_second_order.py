"""Records gradient penalties: python record_second_order.py > second-order.json (Keras 2.9.0)."""
import json

import numpy as np
import tensorflow as tf
from tensorflow import keras

L = keras.layers


def numbers(shape, start):
    return (0.6 * np.sin(1.3 * np.arange(int(np.prod(shape))) + start)).reshape(shape).astype("float32")


ids = np.array([[1, 2, 3, 0], [2, 2, 0, 0], [0, 4, 1, 1]])
images = lambda *layers: (list(layers), numbers((2, 4, 4, 2), 0.3))
sequences = lambda *layers: (list(layers), numbers((3, 4, 2), 0.3))
models = {
    "SimpleRNN": sequences(L.SimpleRNN(3)),
    "SimpleRNN relu": sequences(L.SimpleRNN(3, activation="relu", return_sequences=True)),
    "LSTM": sequences(L.LSTM(3)),
    "GRU": sequences(L.GRU(3)),
    "GRU reset before": sequences(L.GRU(3, reset_after=False)),
    "two recurrent layers": sequences(L.LSTM(3, return_sequences=True), L.GRU(2)),
    "backwards": sequences(L.GRU(3, go_backwards=True, return_sequences=True)),
    "time_major": sequences(L.SimpleRNN(3, time_major=True, return_sequences=True)),
    "Bidirectional": sequences(L.Bidirectional(L.LSTM(3))),
    "Bidirectional sequences": sequences(L.Bidirectional(L.SimpleRNN(3, return_sequences=True), merge_mode="sum")),
    "Masking": ([L.Masking(), L.LSTM(3)], numbers((3, 4, 2), 0.3) * (ids > 0)[..., None]),
    "Masking sequences": ([L.Masking(), L.GRU(3, return_sequences=True), L.SimpleRNN(2)], numbers((3, 4, 2), 0.3) * (ids > 0)[..., None]),
    "RNN of a cell": sequences(L.RNN(L.StackedRNNCells([L.LSTMCell(2), L.GRUCell(3)]))),
    "hard_sigmoid": sequences(L.LSTM(3, recurrent_activation="hard_sigmoid")),
    "Dense": sequences(L.Dense(3, activation="tanh")),
    "Conv1D": sequences(L.Conv1D(3, 2, activation="sigmoid")),
    "Conv1D causal": sequences(L.Conv1D(3, 2, padding="causal", dilation_rate=2, activation="tanh")),
    "Conv2D": images(L.Conv2D(3, 2, strides=2, activation="tanh"), L.Flatten(), L.Dense(2, activation="softmax")),
    "Conv2DTranspose": images(L.Conv2DTranspose(2, 3, strides=2, activation="tanh")),
    "SeparableConv2D": images(L.SeparableConv2D(3, 2, activation="elu")),
    "MaxPooling2D": images(L.Conv2D(3, 2, activation="tanh"), L.MaxPooling2D(2)),
    "AveragePooling1D": sequences(L.Conv1D(3, 2, activation="tanh"), L.AveragePooling1D(2)),
    "GlobalMaxPooling1D": sequences(L.Conv1D(3, 2, activation="tanh"), L.GlobalMaxPooling1D()),
    "BatchNormalization": sequences(L.Dense(3), L.BatchNormalization(), L.Activation("tanh")),
    "BatchNormalization unscaled": sequences(L.BatchNormalization(scale=False), L.Dense(2, activation="tanh")),
    "LayerNormalization": sequences(L.LayerNormalization(), L.Dense(2, activation="swish")),
    "UpSampling1D": sequences(L.UpSampling1D(2), L.Conv1D(2, 2, activation="selu")),
    "PReLU": sequences(L.Dense(3), L.PReLU(), L.Dense(2, activation="gelu")),
}


def fill(weights):
    for k, weight in enumerate(weights):
        values = numbers(weight.shape, k)
        weight.assign(np.abs(values) + 0.5 if "variance" in weight.name else values)


def run(layers, data):
    def output(x):
        for layer in layers:
            x = layer(x, training=True) if isinstance(layer, L.BatchNormalization) else layer(x)
        return x

    x = tf.constant(data)
    output(x)
    weights = [w for layer in layers for w in layer.trainable_weights]
    fill([w for layer in layers for w in layer.weights])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = tf.reduce_sum(tf.square(output(x)))
        penalty = tf.reduce_sum(tf.square(inner.gradient(y, x)))
    gradients = outer.gradient(penalty, weights)
    return {"penalty": float(penalty), "gradients": [[float(v) for v in tf.convert_to_tensor(g).numpy().ravel()] if g is not None else None for g in gradients]}


print(json.dumps({name: run(*model) for name, model in models.items()}))
