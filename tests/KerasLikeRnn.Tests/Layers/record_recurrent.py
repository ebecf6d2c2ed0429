"""Records what the recurrent layers of Keras 2.9.0 do under random settings, for RecurrentRecordingTests.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes recurrent.json, one case a line.
"""
import json
import os
import random

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import numpy as np
import tensorflow as tf
import keras
from keras import layers as L

R = random.Random(29)
N = np.random.RandomState(29)
HERE = os.path.dirname(os.path.abspath(__file__))


def arr(a):
    a = np.asarray(a)
    data = [bool(v) for v in a.ravel()] if a.dtype == bool else [int(v) for v in a.ravel()] if np.issubdtype(a.dtype, np.integer) \
        else [float(repr(v)) if a.dtype == np.float64 else float(str(v)) for v in a.ravel()]
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": data}


def f32(*shape, scale=1.0):
    return (N.standard_normal(shape) * scale).astype(np.float32)


def plain(o):
    """A configuration without the wrappers by which Keras tracks dictionaries and lists."""
    if isinstance(o, dict):
        return {k: plain(v) for k, v in o.items()}
    if isinstance(o, (list, tuple)):
        return [plain(v) for v in o]
    return o.item() if isinstance(o, np.generic) else o


def some(**choices):
    """Some of the choices, each kept by chance."""
    return {k: R.choice(v) for k, v in choices.items() if R.random() < .45}


def weights_arguments(gated):
    kw = some(activation=["tanh", "relu", "linear", "sigmoid", "elu", "softsign"], use_bias=[False], bias_initializer=["uniform", "ones"],
              kernel_initializer=["he_normal", "uniform"], recurrent_initializer=["glorot_uniform", "identity"] if not gated else ["glorot_uniform"],
              kernel_regularizer=["l1", "l2"], recurrent_regularizer=["l2", "l1_l2"], bias_regularizer=["l2"],
              kernel_constraint=["max_norm"], recurrent_constraint=["unit_norm"], bias_constraint=["non_neg"])
    if gated:
        kw.update(some(recurrent_activation=["hard_sigmoid", "sigmoid", "tanh"], implementation=[1, 2]))
    if gated == "LSTM":
        kw.update(some(unit_forget_bias=[False]))
    if gated == "GRU":
        kw.update(some(reset_after=[False]))
    return kw


def run_arguments():
    return some(return_sequences=[True], return_state=[True], go_backwards=[True], unroll=[True])


def cell(units):
    kind = R.choice(["SimpleRNN", "LSTM", "GRU"])
    return getattr(L, kind + "Cell")(units, **weights_arguments("" if kind == "SimpleRNN" else kind))


def recurrent(units, **fixed):
    kind = R.choice(["SimpleRNN", "LSTM", "GRU", "RNN", "RNN"])
    run = {**run_arguments(), **fixed}
    if kind == "RNN":
        return L.RNN(cell(units) if R.random() < .5 else [cell(R.randint(1, 3)), cell(units)], **run, **some(zero_output_for_mask=[True]))
    kw = {**weights_arguments("" if kind == "SimpleRNN" else kind), **some(activity_regularizer=["l2"], zero_output_for_mask=[True])}
    return getattr(L, kind)(units, **kw, **run)


def bidirectional(units):
    merge = R.choice(["concat", "sum", "mul", "ave", None])
    layer = recurrent(units)
    while layer.unroll:
        layer = recurrent(units)
    if R.random() < .4:
        back = recurrent(units, go_backwards=not layer.go_backwards, return_sequences=layer.return_sequences, return_state=layer.return_state, unroll=False)
        return L.Bidirectional(layer, merge_mode=merge, backward_layer=back)
    return L.Bidirectional(layer, merge_mode=merge)


def distributed():
    inner = R.choice([lambda: L.Dense(2, activation="tanh", activity_regularizer="l2"), lambda: L.SimpleRNN(2, return_sequences=R.random() < .5),
                      lambda: L.LSTM(2), lambda: L.Bidirectional(L.GRU(2)), lambda: L.TimeDistributed(L.Dense(3)),
                      lambda: L.Masking(), lambda: L.Flatten()])
    return L.TimeDistributed(inner())


def mask_of(kind, batch, time):
    m = np.ones((batch, time), bool)
    for b in range(batch):
        n = N.randint(0, time + 1)
        if kind == "right":
            m[b, n:] = False
        elif kind == "left":
            m[b, :n] = False
        elif kind == "holes":
            m[b] = N.rand(time) < .5
        elif kind == "whole":
            m[b] = b > 0
    return m


def states_of(layer, batch):
    return [f32(batch, size) for half in halves(layer) for size in tf.nest.flatten(half.cell.state_size)]


def halves(layer):
    return [layer.forward_layer, layer.backward_layer] if isinstance(layer, L.Bidirectional) else [layer]


def nested(layer, states):
    """The list of states as the layer wants them: those of a stack in groups."""
    result = []
    for half in halves(layer):
        own, states = states[:len(tf.nest.flatten(half.cell.state_size))], states[len(tf.nest.flatten(half.cell.state_size)):]
        packed = tf.nest.pack_sequence_as(half.cell.state_size, own)
        result += list(packed) if isinstance(packed, (list, tuple)) else [packed]
    return result


def alike(layer):
    """Whether the states of both directions can be given: Keras cuts their list in the middle."""
    return len({(len(half.states), len(tf.nest.flatten(half.cell.state_size))) for half in halves(layer)}) == 1


def layer_case(name, layer, x, mask=None, states=None, time_major=False):
    call = {}
    if mask is not None:
        call["mask"] = tf.constant(mask)
    x = tf.constant(x)
    given = None if states is None else [tf.constant(s) for s in states]
    if given is not None:
        call["initial_state"] = nested(layer, given)
    layer(x, **call)
    layer.set_weights([f32(*w.shape, scale=.5) for w in layer.weights])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([x] + (given or []))
        out = layer(x, **call)
        flat = tf.nest.flatten(out)
        factors = [f32(*o.shape) for o in flat]
        loss = tf.add_n([tf.reduce_sum(o * k) for o, k in zip(flat, factors)])
        total = loss + tf.add_n([tf.reduce_sum(l) for l in layer.losses]) if layer.losses else loss
    mask_after = layer.compute_mask(x, call.get("mask"))
    shapes = layer.compute_output_shape((None,) + tuple(x.shape[1:]))
    return {
        "name": name, "class": type(layer).__name__, "config": plain(layer.get_config()),
        "x": arr(x), "mask": None if mask is None else arr(mask), "states": None if states is None else [arr(s) for s in states],
        "weights": [{"name": w.name, "value": arr(w)} for w in layer.weights],
        "outputs": [arr(o) for o in flat], "factors": [arr(k) for k in factors], "losses": [float(tf.reduce_sum(l)) for l in layer.losses],
        "gradients": [arr(tf.convert_to_tensor(g)) if g is not None else None for g in tape.gradient(total, [x] + (given or []) + layer.trainable_weights)],
        "masks": [None if m is None else arr(m) for m in (mask_after if isinstance(mask_after, (list, tuple)) else [mask_after])],
        # Keras takes the backward layer's shapes for the forward layer's.
        "shapes": None if getattr(layer, "_backward_layer_config", None) else [tf.TensorShape(s).as_list() for s in (shapes if isinstance(shapes, list) else [shapes])],
    }


def layers():
    cases = []
    for i in range(90):
        batch, time, features = R.randint(1, 3), R.randint(1, 5), R.randint(1, 3)
        kind = R.choice(["layer", "layer", "bidirectional", "distributed"])
        mask = R.choice([None, "right", "left", "holes", "whole"])
        if kind == "distributed":
            layer, x = distributed(), f32(batch, time, 3, features)
            inner = type(layer.layer).__name__
            m = mask_of(mask, batch, time) if mask and inner == "Dense" else None
            cases.append(layer_case(f"{i}_distributed_{inner}", layer, x, m))
            continue
        layer = recurrent(R.randint(1, 3)) if kind == "layer" else bidirectional(R.randint(1, 3))
        if mask and getattr(layer, "unroll", False) and layer.zero_output_for_mask:
            # Keras reads the mask in the wrong direction (go_backwards) or stops at the shapes (only the last output).
            mask = None
        states = states_of(layer, batch) if R.random() < .4 and alike(layer) else None
        cases.append(layer_case(f"{i}_{kind}_{mask}", layer, f32(batch, time, features), mask_of(mask, batch, time) if mask else None, states))
    for kind in (L.SimpleRNN, L.LSTM, L.GRU):
        cases.append(layer_case(f"time_major_{kind.__name__}", kind(2, time_major=True, return_state=True), f32(4, 2, 3), mask_of("holes", 4, 2)))
        cases.append(layer_case(f"time_major_both_{kind.__name__}", L.Bidirectional(kind(2, time_major=True, return_sequences=True)), f32(4, 2, 3), mask_of("holes", 4, 2)))
    cases.append(layer_case("masking", L.Masking(1.5), np.where(f32(2, 5, 2) > 0, 1.5, 0).astype("f")))
    cases.append(layer_case("repeat_nothing", L.RepeatVector(0), f32(2, 3)))
    return cases


def stateful():
    cases = []
    for i, make in enumerate([lambda: L.LSTM(2, stateful=True), lambda: L.GRU(2, stateful=True, return_sequences=True, return_state=True),
                              lambda: L.RNN([L.SimpleRNNCell(2), L.LSTMCell(3)], stateful=True), lambda: L.Bidirectional(L.SimpleRNN(2, stateful=True)),
                              lambda: L.TimeDistributed(L.LSTM(2, stateful=True)), lambda: L.SimpleRNN(3, stateful=True, go_backwards=True, unroll=True)]):
        layer = make()
        shape = (2, 3, 4, 3) if isinstance(layer, L.TimeDistributed) else (2, 3, 3)
        xs = [f32(*shape) for _ in range(3)]
        layer(xs[0])
        layer.set_weights([f32(*w.shape, scale=.5) for w in layer.weights])
        inner = getattr(layer, "layer", layer) if isinstance(layer, L.TimeDistributed) else layer
        inner.reset_states()
        outputs = [tf.nest.flatten(layer(x)) for x in xs]
        inner.reset_states()
        again = tf.nest.flatten(layer(xs[0]))
        values = [f32(2, size) for size in tf.nest.flatten(inner.cell.state_size)] if isinstance(inner, L.RNN) else None
        if values:
            inner.reset_states(values)
        from_values = tf.nest.flatten(layer(xs[1]))
        cases.append({"name": f"{i}_{type(layer).__name__}", "class": type(layer).__name__, "config": plain(layer.get_config()), "x": [arr(x) for x in xs],
                      "weights": [{"name": w.name, "value": arr(w)} for w in layer.weights], "outputs": [[arr(o) for o in out] for out in outputs],
                      "again": [arr(o) for o in again], "values": values and [arr(v) for v in values], "from_values": [arr(o) for o in from_values]})
    return cases


def dropout():
    """Calls outside graphs: masks of one seed."""
    cases = []
    makers = [lambda: L.SimpleRNN(3, dropout=.4), lambda: L.LSTM(3, dropout=.4), lambda: L.GRU(3, dropout=.4), lambda: L.LSTM(3, dropout=.4, unroll=True),
              lambda: L.LSTM(3, dropout=.4, implementation=1, activation="relu"), lambda: L.GRU(3, dropout=.4, reset_after=False, return_sequences=True),
              lambda: L.RNN(L.LSTMCell(3, dropout=.4)), lambda: L.RNN([L.GRUCell(3, dropout=.4), L.SimpleRNNCell(2, dropout=.3)]),
              lambda: L.Bidirectional(L.LSTM(3, dropout=.4, return_sequences=True)), lambda: L.SimpleRNN(3, dropout=.4, go_backwards=True, return_sequences=True),
              lambda: L.SimpleRNN(3, recurrent_dropout=.4), lambda: L.LSTM(3, recurrent_dropout=.4, dropout=.2), lambda: L.GRU(3, recurrent_dropout=.4),
              lambda: L.LSTM(3, dropout=.4, time_major=True), lambda: L.TimeDistributed(L.LSTM(2, dropout=.3))]
    for i, make in enumerate(makers):
        layer = make()
        x = f32(2, 3, 4, 2) if isinstance(layer, L.TimeDistributed) else f32(3, 4, 2)
        layer(x)
        layer.set_weights([f32(*w.shape, scale=.5) for w in layer.weights])
        keras.utils.set_random_seed(i)
        outputs = [tf.nest.flatten(layer(x, training=True)) for _ in range(2)]
        cases.append({"name": f"{i}_{type(layer).__name__}", "class": type(layer).__name__, "config": plain(layer.get_config()), "seed": i, "x": arr(x),
                      "weights": [{"name": w.name, "value": arr(w)} for w in layer.weights], "outputs": [[arr(o) for o in out] for out in outputs]})
    return cases


def fits():
    """Whole runs of small models with one seed: start, masks, states."""
    def stack(*layers):
        return lambda: keras.Sequential(list(layers_of(layers)))

    def layers_of(makers):
        return [make() for make in makers]
    runs = {
        "dropout_rnn": (stack(lambda: L.SimpleRNN(4, dropout=.3, return_sequences=True, input_shape=(5, 3)), lambda: L.SimpleRNN(3, dropout=.3), lambda: L.Dense(1)), {}),
        "dropout_cells": (stack(lambda: L.RNN([L.LSTMCell(3, dropout=.3), L.GRUCell(3, dropout=.2)], input_shape=(5, 3)), lambda: L.Dense(1)), {}),
        "dropout_slow_lstm": (stack(lambda: L.LSTM(3, dropout=.3, activation="relu", input_shape=(5, 3)), lambda: L.Dropout(.2), lambda: L.Dense(1)), {}),
        "dropout_slow_gru": (stack(lambda: L.GRU(3, dropout=.3, implementation=1, reset_after=False, input_shape=(5, 3)), lambda: L.Dense(1)), {}),
        "dropout_unroll": (stack(lambda: L.LSTM(3, dropout=.3, unroll=True, return_sequences=True, input_shape=(5, 3)), lambda: L.GRU(2, dropout=.3, unroll=True), lambda: L.Dense(1)), {}),
        "dropout_both": (stack(lambda: L.Bidirectional(L.GRU(3, dropout=.3, return_sequences=True), input_shape=(5, 3)), lambda: L.LSTM(3, dropout=.2), lambda: L.Dense(1)), {}),
        "dropout_both_slow": (stack(lambda: L.Bidirectional(L.SimpleRNN(3, dropout=.3), merge_mode="sum", input_shape=(5, 3)), lambda: L.Dense(1)), {}),
        "dropout_masked": (stack(lambda: L.Masking(0., input_shape=(5, 3)), lambda: L.LSTM(3, dropout=.3), lambda: L.Dense(1)), {}),
        "stateful_lstm": (stack(lambda: L.LSTM(3, stateful=True, batch_input_shape=(4, 5, 3)), lambda: L.Dense(1)), {"batch_size": 4, "shuffle": False}),
        "stateful_both": (stack(lambda: L.Bidirectional(L.GRU(3, stateful=True, return_sequences=True), batch_input_shape=(4, 5, 3)), lambda: L.SimpleRNN(2, stateful=True), lambda: L.Dense(1)),
                          {"batch_size": 4, "shuffle": False}),
        "stateful_dropout": (stack(lambda: L.SimpleRNN(3, stateful=True, dropout=.3, batch_input_shape=(4, 5, 3)), lambda: L.Dense(1)), {"batch_size": 4, "shuffle": False}),
        "penalties": (stack(lambda: L.LSTM(3, kernel_regularizer="l2", recurrent_regularizer="l1", bias_regularizer="l2", activity_regularizer="l2", kernel_constraint="max_norm",
                                           recurrent_constraint="unit_norm", bias_constraint="non_neg", return_sequences=True, input_shape=(5, 3)),
                            lambda: L.Bidirectional(L.GRU(2, activity_regularizer="l1", kernel_constraint="unit_norm")), lambda: L.Dense(1)), {}),
        "distributed": (stack(lambda: L.TimeDistributed(L.Dense(3, activation="tanh", activity_regularizer="l2"), input_shape=(5, 3)), lambda: L.GRU(3), lambda: L.RepeatVector(2),
                              lambda: L.SimpleRNN(2, return_sequences=True), lambda: L.TimeDistributed(L.Dense(1)), lambda: L.Flatten(), lambda: L.Dense(1)), {}),
    }
    cases = []
    for i, (name, (make, fit)) in enumerate(runs.items()):
        x, y = f32(16, 5, 3), f32(16, 1)
        if "masked" in name:
            x[::2, 3:] = 0
        keras.backend.clear_session()
        keras.utils.set_random_seed(40 + i)
        model = make()
        model.compile("adam", "mse")
        start = model.get_weights()
        fit = {"batch_size": 8, "epochs": 3, **fit}
        history = model.fit(x, y, verbose=0, **fit).history["loss"]
        model.reset_states()
        score = model.evaluate(x, y, verbose=0, batch_size=fit["batch_size"])
        first = model.predict(x, verbose=0, batch_size=fit["batch_size"])
        second = model.predict(x, verbose=0, batch_size=fit["batch_size"])
        cases.append({"name": name, "seed": 40 + i, "model": plain(model.get_config()), "x": arr(x), "y": arr(y), "fit": fit, "start": [arr(w) for w in start],
                      "history": history, "final": [arr(w) for w in model.get_weights()], "evaluate": score, "predict": arr(first), "predict_again": arr(second)})
    return cases


class Minimal(L.Layer):
    def __init__(self, units, **kwargs):
        self.units = units
        self.state_size = units
        super().__init__(**kwargs)

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(self.units, self.units), initializer="uniform", name="recurrent_kernel")
        self.built = True

    def call(self, inputs, states):
        output = tf.matmul(inputs, self.kernel) + tf.matmul(states[0], self.recurrent_kernel)
        return output, [output]

    def get_config(self):
        return {**super().get_config(), "units": self.units}


class Counting(Minimal):
    """States of several shapes in a nested structure, one of them begins with ones; the output has another shape."""
    def __init__(self, units, **kwargs):
        super().__init__(units, **kwargs)
        self.state_size = [units, [tf.TensorShape([units, 2]), 1]]
        self.output_size = tf.TensorShape([units, 2])

    def call(self, inputs, states):
        h, (pair, count) = states
        new = tf.tanh(tf.matmul(inputs, self.kernel) + tf.matmul(h, self.recurrent_kernel))
        output = pair + tf.stack([new, new * count], -1)
        return output, [new, [output, count + 1]]

    def get_initial_state(self, inputs=None, batch_size=None, dtype=None):
        return [tf.zeros((batch_size, self.units), dtype), [tf.zeros((batch_size, self.units, 2), dtype), tf.ones((batch_size, 1), dtype)]]


class Attending(Minimal):
    """A cell with constants."""
    def call(self, inputs, states, constants):
        output = tf.tanh(tf.matmul(inputs * constants[0], self.kernel) + tf.matmul(states[0], self.recurrent_kernel) + constants[1])
        return output, [output]


def own_cells():
    makers = {
        "minimal": lambda: L.RNN(Minimal(3), return_sequences=True, return_state=True), "minimal_backwards": lambda: L.RNN(Minimal(3), go_backwards=True),
        "counting": lambda: L.RNN(Counting(2), return_sequences=True, return_state=True), "counting_last": lambda: L.RNN(Counting(2)),
        "stack": lambda: L.RNN([Minimal(3), L.LSTMCell(2), Minimal(2)], return_state=True), "both": lambda: L.Bidirectional(L.RNN(Minimal(3), return_sequences=True)),
        "attending": lambda: L.RNN(Attending(3), return_sequences=True, return_state=True), "attending_stack": lambda: L.RNN([L.GRUCell(3), Attending(3)]),
        "attending_both": lambda: L.Bidirectional(L.RNN(Attending(3))), "stateful": lambda: L.RNN(Counting(2), stateful=True),
    }
    cases = []
    for name, make in makers.items():
        for mask in (None, "holes"):
            layer = make()
            x = f32(2, 4, 3)
            call = {} if mask is None else {"mask": tf.constant(mask_of(mask, 2, 4))}
            constants = [f32(2, 3), f32(2, 3)] if "attending" in name else None
            if constants:
                call["constants"] = [tf.constant(c) for c in constants]
            layer(x, **call)
            layer.set_weights([f32(*w.shape, scale=.5) for w in layer.weights])
            if name == "stateful":
                layer.reset_states()
            out = tf.nest.flatten(layer(x, **call))
            cases.append({"name": f"{name}_{mask}", "class": type(layer).__name__, "config": plain(layer.get_config()), "x": arr(x), "mask": None if mask is None else arr(call["mask"]),
                          "constants": constants and [arr(c) for c in constants], "weights": [{"name": w.name, "value": arr(w)} for w in layer.weights], "outputs": [arr(o) for o in out]})
    return cases


def main():
    parts = {"layers": layers(), "stateful": stateful(), "dropout": dropout(), "fits": fits(), "cells": own_cells()}
    with open(os.path.join(HERE, "recurrent.json"), "w") as f:
        f.write("{\n" + ",\n".join(f'"{part}": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]" for part, cases in parts.items()) + "\n}\n")
    print({part: len(cases) for part, cases in parts.items()})


main()
