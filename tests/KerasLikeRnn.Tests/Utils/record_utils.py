"""Records what keras.utils and keras.wrappers.scikit_learn do in Keras 2.9: writes utils.json beside this file.

    python record_utils.py
"""
import json, os, sys, types

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))

# Graphs are recorded as they are handed to pydot, whether or not it is installed.
pydot = types.ModuleType("pydot")


class Node:
    def __init__(self, name, label): self.name, self.label = name, label
    def get_name(self): return self.name


class Edge:
    def __init__(self, src, dst): self.src, self.dst = src, dst


class Dot:
    def __init__(self, **attributes): self.nodes, self.edges, self.subgraphs, self.attributes = [], [], [], attributes
    def set(self, name, value): self.attributes[name] = value
    def set_node_defaults(self, **attributes): pass
    def add_node(self, node): self.nodes.append(node)
    def get_nodes(self): return self.nodes
    def get_node(self, name): return [node for node in self.nodes if node.name == name] or [Node(name, "")]
    def add_edge(self, edge): self.edges.append((edge.src, edge.dst))
    def get_edge(self, src, dst): return (src, dst) in self.edges
    def add_subgraph(self, graph): self.subgraphs.append(graph)
    def create(self): return b""


pydot.Dot, pydot.Cluster, pydot.Node, pydot.Edge = Dot, Dot, Node, Edge
pydot.InvocationException = OSError
sys.modules["pydot"] = pydot

from tensorflow import keras
import keras as _  # noqa: F401  (vis_utils looks for pydot when it is imported)

layers = keras.layers


def array(value):
    value = np.asarray(value)
    return {"dtype": str(value.dtype), "shape": list(value.shape), "data": value.ravel().tolist()}


def graph(dot, labels=None):
    labels = {} if labels is None else labels
    inner = [graph(each, labels) for each in dot.subgraphs]
    labels.update({node.name: node.label for node in dot.nodes})
    return {"nodes": [node.label for node in dot.nodes],
            "edges": [[labels.get(a, a), labels.get(b, b)] for a, b in dot.edges], "subgraphs": inner}


def branched():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    shared = layers.Dense(3, activation="relu", name="shared")
    joined = layers.Concatenate(name="joined")([shared(a), shared(b), a])
    return keras.Model([a, b], layers.Dense(1, name="out")(joined), name="branched")


def recurrent():
    return keras.Sequential([layers.Input((5, 2), name="steps"), layers.Bidirectional(layers.LSTM(3, name="cells"), name="both"),
                             layers.Dense(1, "sigmoid", name="share")], name="recurrent")


def nested():
    inner = keras.Sequential([layers.Input((4,), name="begin"), layers.Dense(2, name="first"), layers.Dense(2, name="second")], name="inner")
    x = keras.Input((4,), name="x")
    return keras.Model(x, layers.Dense(1, name="end")(inner(layers.Dense(4, name="before")(x))), name="nested")


MODELS = {"branched": branched, "recurrent": recurrent, "nested": nested}
ARGUMENTS = [{}, {"show_shapes": True}, {"show_dtype": True, "show_layer_names": False}, {"show_layer_activations": True, "show_shapes": True},
             {"expand_nested": True}]
graphs = [{"model": name, "arguments": arguments, "graph": graph(keras.utils.model_to_dot(make(), **arguments))}
          for name, make in MODELS.items() for arguments in ARGUMENTS]
graphs.append({"model": "recurrent", "arguments": {"layer_range": ["both", "share"]},
               "graph": graph(keras.utils.model_to_dot(recurrent(), layer_range=["both", "share"]))})

x = np.array([[3.0, -4.0], [0.0, 0.0], [1.0, 2.0]])
normalized = [{"x": array(value), "axis": axis, "order": "inf" if order == np.inf else order, "y": array(keras.utils.normalize(value, axis, order))}
              for value in (x, x.astype("float32")) for axis in (-1, 0, 1) for order in (2, 1, 3, np.inf)]
normalized.append({"x": array(np.array([3, 4])), "axis": -1, "order": 2, "y": array(keras.utils.normalize(np.array([3, 4])))})

rng = np.random.default_rng(2)
features, kernel = rng.normal(size=(12, 3)).astype("float32"), rng.normal(size=(3, 3)).astype("float32")
single = rng.normal(size=(3, 1)).astype("float32")


def classifier(units, loss, activation, kernel, rate=0.1):
    model = keras.Sequential([layers.Input((3,)), layers.Dense(units, activation)])
    model.layers[0].set_weights([kernel, np.zeros(units, "float32")])
    model.compile(keras.optimizers.SGD(rate), loss, ["accuracy"])
    return model


def several(rate=0.1): return classifier(3, "categorical_crossentropy", "softmax", kernel, rate)
def binary(rate=0.1): return classifier(1, "binary_crossentropy", "sigmoid", single, rate)
def numbers(rate=0.1): return classifier(1, "mse", None, single, rate)


wrapped = []
for name, build, y in [("several", several, np.array([5, 7, 9] * 4)), ("binary", binary, np.array([2, 3] * 6))]:
    made = keras.wrappers.scikit_learn.KerasClassifier(build, rate=0.2, epochs=2, batch_size=4, verbose=0, shuffle=False)
    history = made.fit(features, y)
    wrapped.append({"name": name, "y": array(y), "loss": history.history["loss"], "classes": array(made.classes_), "predict": array(made.predict(features)),
                    "proba": array(made.predict_proba(features)), "score": float(made.score(features, y)), "params": sorted(made.get_params())})
made = keras.wrappers.scikit_learn.KerasRegressor(numbers, epochs=2, batch_size=4, verbose=0, shuffle=False)
y = features.sum(1)
history = made.fit(features, y)
wrapped.append({"name": "numbers", "y": array(y), "loss": history.history["loss"], "predict": array(made.predict(features)), "score": float(made.score(features, y)),
                "params": sorted(made.get_params())})

out = {"graphs": graphs, "normalized": normalized,
       "wrapped": {"x": array(features), "kernel": array(kernel), "single": array(single), "cases": wrapped}}
path = os.path.join(here, "utils.json")
with open(path + ".tmp", "w") as file: json.dump(out, file, separators=(",", ":"))
os.replace(path + ".tmp", path)
