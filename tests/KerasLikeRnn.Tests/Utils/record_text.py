"""Records what Keras 2.9.0 and Python write, for the tests of progress bars, number formats, names and summaries.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes progbar.json, python_format.json, names.json and summary.json
into the folders of the tests that read them.
"""
import contextlib
import io
import json
import os
import random
import struct
import sys
import time
import types

import numpy as np
from keras.utils import generic_utils, layer_utils

HERE = os.path.dirname(os.path.abspath(__file__))
R = random.Random(29)


def write(path, cases):
    with open(os.path.join(HERE, path), "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(c, ensure_ascii=True) for c in cases) + "\n]\n")


def bits(x):
    return struct.pack(">d", x).hex()


# ---------------------------------------------------------------- numbers
def formats():
    numbers = [0.0, -0.0, 1.0, 0.5, 2.5, 0.03125, 0.00005, 0.000500005, 1e-3, 0.0010000000474974513, 9.9995e-4, 1e-4, 1e-5,
               9.999999e-5, 1e15, 1e16, 12345678901234567.0, 1e22, 1e23, 1.7976931348623157e308, 5e-324, 0.1, 1 / 3, 2 / 3,
               123456.789, 99999.5, 0.99995, float("nan"), float("inf"), float("-inf")]
    numbers += [R.uniform(-1, 1) * 10 ** R.uniform(-12, 18) for _ in range(60)]
    numbers += [float(np.float32(R.uniform(0, 2))) for _ in range(20)]
    out = [{"bits": bits(x), "f0": "%.0f" % x, "f4": "%.4f" % x, "e4": "%.4e" % x, "repr": repr(x),
            "float32": str(np.float32(x)) if abs(x) < 3e38 or x != x or abs(x) == float("inf") else None} for x in numbers]
    specs = ["", "d", "02d", "4d", "<4d", "<05d", "*^9d", "+d", "+04d", " d", "f", ".4f", "08.3f", "+.2f", ".0f", ".3e", ".2E",
             "g", ".3g", ".2%", "%", ">10.2f", "x<10.2f", "^12.3f", ".3", ".12", "10", "F", "G"]
    for spec in specs:
        for x in (7, -12, 1234567, 0, 0.25, -0.0012345, 123456.789, float("nan"), float("-inf"), 1e-7, 3e20):
            try:
                text = format(x, spec)
            except ValueError:
                continue
            case = {"spec": spec, "text": text}
            case["whole" if isinstance(x, int) else "bits"] = x if isinstance(x, int) else bits(x)
            out.append(case)
    write("python_format.json", out)


# ---------------------------------------------------------------- names
def names():
    classes = """SimpleRNN SimpleRNNCell LSTM LSTMCell GRU GRUCell Sequential Model Functional Embedding Dense Bidirectional TimeDistributed
    StackedRNNCells RNN Conv1D Conv2D SeparableConv1D MaxPooling1D AveragePooling2D GlobalAveragePooling1D GlobalMaxPooling1D SpatialDropout1D
    BatchNormalization LayerNormalization RepeatVector LeakyReLU ReLU PReLU ELU ThresholdedReLU ConvLSTM2D ConvLSTM1DCell AUC RMSprop Adam
    SGD MyLayer MyLSTMCell _Private __Hidden HTTPServer A aB AbC ABc X1Y X1Yz Layer2 lower snake_Case UpSampling1D ZeroPadding1D
    MultiHeadAttention AdditiveAttention GaussianNoise CategoryEncoding IntegerLookup TFOpLambda SlicingOpLambda""".split()
    write("names.json", [{"name": c, "snake": generic_utils.to_snake_case(c)} for c in classes])


# ---------------------------------------------------------------- progress bars
def progbars():
    now = [0]
    clock = types.SimpleNamespace(time=lambda: now[0] / 1e9)  # nanoseconds, so that both sides divide the same whole number
    out = []
    specials = [0.0, -0.5, 1e-3, 0.0010000000474974513, 5e-4, -5e-4, 1e-30, 1234.5678, float("nan"), float("inf"), float("-inf")]
    for number in range(120):
        target = R.choice([None, 1, 2, 5, 9, 10, 100, 157, 1000, 9999])
        verbose = R.choice([1, 1, 1, 1, 2, 0])
        width = R.choice([30, 30, 30, 10])
        interval = R.choice([0.05, 0.05, 0, 1])
        dynamic = R.random() < .8
        unit = R.choice(["step", "sample"])
        stateful = R.choice([None, ["loss"], ["loss", "acc"]])
        pace = 10 ** R.uniform(-6, 4)
        now[0] = R.randint(1, 10 ** 12)
        case = dict(target=target, width=width, verbose=verbose, interval=interval, dynamic=dynamic, unit=unit, stateful=stateful,
                    start=now[0], updates=[])
        s = io.StringIO()
        original, generic_utils.time = generic_utils.time, clock
        try:
            with contextlib.redirect_stdout(s):
                bar = generic_utils.Progbar(target, width=width, verbose=verbose, interval=interval, stateful_metrics=stateful, unit_name=unit)
                bar._dynamic_display = dynamic
                last = target or R.randint(1, 12)
                stops = sorted(set([R.randint(0 if R.random() < .1 else 1, last) for _ in range(R.randint(1, 8))] + [1, last]))
                if target is not None and R.random() < .1:
                    stops.append(last + 1)
                for i, current in enumerate(stops):
                    now[0] += int(1e9 * pace * R.uniform(.2, 3))
                    vs = [("loss", R.choice(specials) if R.random() < .3 else R.uniform(0, 2)), ("acc", R.random())]
                    if i > 1:
                        vs.append(("lr", R.choice(specials)))
                    if R.random() < .1:
                        vs = None
                    final = None
                    if i == len(stops) - 1 and (target is None or R.random() < .5) and not (verbose == 2 and target is None):
                        final = True
                    elif R.random() < .3:
                        final = False
                    bar.update(current, vs, finalize=final)
                    case["updates"].append(dict(time=now[0], current=current, finalize=final,
                                                values=None if vs is None else [[k, bits(v)] for k, v in vs]))
        finally:
            generic_utils.time = original
        case["text"] = s.getvalue()
        out.append(case)
    write("progbar.json", out)


# ---------------------------------------------------------------- summaries
class Node:
    def __init__(self, inputs):
        self.inputs = inputs
        self.keras_inputs = [0] * max(1, len(inputs))

    def iterate_inbound(self):
        return [(types.SimpleNamespace(name=n), i, j, None) for n, i, j in self.inputs]


def layer(rows, depth):
    """A stand-in for a layer with the few members that a summary reads, and its description."""
    name = "_".join(R.choice(["lstm", "dense", "a", "bidirectional", "inner", "words", "x" * R.randint(1, 40)]) for _ in range(R.randint(1, 4)))
    kind = R.choice(["LSTM", "Dense", "TimeDistributed", "Sequential", "BatchNormalization"])
    shape = lambda: tuple([None] + [R.choice([None, 1, 8, 32, 1000, 123456]) for _ in range(R.randint(0, 4))])
    output = R.choice([shape, shape, lambda: [shape() for _ in range(R.randint(1, 4))], lambda: "multiple", lambda: {"a": shape(), "b": shape()}])()
    sources = [(R.choice(["lstm", "dense_1", "n" * 40]), R.randint(0, 2), R.randint(0, 2)) for _ in range(R.randint(0, 3))]
    built, trainable, params = R.random() < .9, R.random() < .7, R.choice([0, 5, 320000, 10 ** 12])
    inner, nested = [], []
    if depth < 2 and R.random() < .35:
        for _ in range(R.randint(1, 3)):
            l, row = layer(rows, depth + 1)
            inner.append(l)
            nested.append(row)
    cls = type(kind, (), {})
    l = cls()
    l.name, l.output_shape, l.built, l.trainable, l.count_params = name, output, built, trainable, lambda: params
    l._inbound_nodes = [Node(sources)]
    if inner:
        l.layers = inner
    row = dict(layer=f"{name} ({kind})", shape=str(output), params=str(params) if built else "0 (unused)",
               connected=str([f"{n}[{i}][{j}]" for n, i, j in sources]), trainable=trainable, nested=nested)
    return l, row


def summaries():
    out = []
    for number in range(80):
        sequential = R.random() < .5
        rows, layers = [], []
        for _ in range(R.randint(1, 4)):
            l, row = layer(rows, 0)
            if not sequential:
                l.built = True
            layers.append(l)
            rows.append(row)
        model = type("Sequential" if sequential else "Functional", (), {})()
        model.name, model.layers, model._is_graph_network = "model_%d" % number, layers, not sequential
        t, n = R.choice([0, 12, 1234567]), R.choice([0, 999, 10 ** 9])
        weight = lambda c: types.SimpleNamespace(shape=types.SimpleNamespace(as_list=lambda: [c]))
        model.trainable_weights, model.non_trainable_weights = [weight(t)], [weight(n)]
        model._nodes_by_depth = {0: [Node([]), Node([])]}
        relevant = []

        def collect(ls):
            for l in ls:
                relevant.extend(l._inbound_nodes)
                collect(getattr(l, "layers", []))
        collect(layers)
        model._nodes_by_depth[1] = relevant
        if not sequential:
            def fix(ls, rs):
                for l, r in zip(ls, rs):
                    r["params"] = str(l.count_params())
                    fix(getattr(l, "layers", []), r["nested"])
            fix(layers, rows)
        kw = {}
        if R.random() < .4:
            kw["line_length"] = R.choice([60, 80, 100, 133])
        if R.random() < .4:
            if R.random() < .5:
                kw["positions"] = [.3, .6, 1.] if sequential else [.3, .5, .7, 1.]
            else:
                kw["positions"] = [20, 40, 55] if sequential else [25, 40, 50, 60]
        if R.random() < .5:
            kw["expand_nested"] = True
        if R.random() < .5:
            kw["show_trainable"] = True
        recorded = json.loads(json.dumps(kw))
        lines = []
        layer_utils.print_summary(model, print_fn=lines.append, **kw)
        out.append(dict(name=model.name, sequential=sequential, trainable=t, non_trainable=n, arguments=recorded, rows=rows, lines=lines))
    write("../Models/summary.json", out)


formats()
names()
progbars()
summaries()
