"""Records what DenseFeatures and SequenceFeatures of Keras 2.9 make of TensorFlow's feature columns: writes feature_columns.json beside
this file.

    python record_feature_columns.py
"""
import json, os, tempfile

import numpy as np
import tensorflow as tf
from tensorflow import keras

here = os.path.dirname(os.path.abspath(__file__))
fc = tf.feature_column
rng = np.random.default_rng(3)


def array(value):
    value = np.asarray(value)
    if value.dtype.kind in "SUO":
        return {"dtype": "string", "shape": list(value.shape), "data": [v.decode() if isinstance(v, bytes) else v for v in value.ravel().tolist()]}
    return {"dtype": str(value.dtype), "shape": list(value.shape), "data": value.ravel().tolist()}


def plain(value): return dict(value) if isinstance(value, dict) else list(value) if isinstance(value, (list, tuple)) else value.tolist()


f32 = lambda *shape: rng.normal(size=shape).astype("float32")
ints = lambda high, *shape: rng.integers(0, high, size=shape)
words = ["red", "green", "blue", "", "schön", "a word that is longer than thirty-two characters, so that it is hashed otherwise"]
texts = lambda *shape: np.array(words, dtype=object)[rng.integers(0, len(words), size=shape)]
some = lambda high, *shape: np.where(rng.random(shape) < 0.3, -1, ints(high, *shape))

vocab = os.path.join(tempfile.gettempdir(), "vocabulary.txt")
with open(vocab, "w", encoding="utf-8") as file: file.write("red\ngreen\nblue\nschön\n")

price = fc.numeric_column("price")
identity = lambda key="a", n=5, default=None: fc.categorical_column_with_identity(key, n, default)
listed = lambda oov=0, default=-1: fc.categorical_column_with_vocabulary_list("w", ["red", "green", "blue"], default_value=default, num_oov_buckets=oov)
numbers = fc.categorical_column_with_vocabulary_list("a", [4, 2, 7], num_oov_buckets=2)
hashed = fc.categorical_column_with_hash_bucket("w", 7)
bucketized = fc.bucketized_column(price, [-1.0, 0.0, 0.5])
wide = fc.bucketized_column(fc.numeric_column("p", shape=(2,)), [0.0, 1.0])
emb = fc.embedding_column
ind = fc.indicator_column
seq = fc.sequence_categorical_column_with_identity

dense = {
    "numeric": ([price], lambda: {"price": f32(4)}),
    "numeric of a column": ([price], lambda: {"price": f32(4, 1)}),
    "numeric of a shape": ([fc.numeric_column("p", shape=(2, 3))], lambda: {"p": f32(4, 2, 3)}),
    "numeric that lies flat": ([fc.numeric_column("p", shape=(2, 3))], lambda: {"p": f32(4, 6)}),
    "numeric of whole numbers": ([fc.numeric_column("p", dtype=tf.int64, default_value=3)], lambda: {"p": ints(9, 4)}),
    "numeric with defaults": ([fc.numeric_column("p", shape=(2,), default_value=[1.5, 2.0])], lambda: {"p": f32(4, 2)}),
    "order of names": ([fc.numeric_column("b"), fc.numeric_column("B"), fc.numeric_column("a"), fc.numeric_column("a_1")],
                       lambda: {"a": f32(3), "b": f32(3), "B": f32(3), "a_1": f32(3)}),
    "bucketized": ([bucketized], lambda: {"price": np.array([-1, -2, 0, 0.25, 0.5, 9], "float32")}),
    "bucketized of two": ([wide], lambda: {"p": f32(4, 2)}),
    "bucketized indicator": ([ind(wide)], lambda: {"p": f32(4, 2)}),
    "bucketized embedding": ([emb(wide, 3)], lambda: {"p": f32(4, 2)}),
    "numeric and bucketized": ([price, bucketized], lambda: {"price": f32(4)}),
    "identity indicator": ([ind(identity())], lambda: {"a": np.array([0, 4, -1, 2])}),
    "identity indicator out of range": ([ind(identity())], lambda: {"a": np.array([7, 4, -2, 2])}),
    "identity with default": ([ind(identity(default=1))], lambda: {"a": np.array([7, 4, -2, -1])}),
    "identity of several": ([ind(identity())], lambda: {"a": np.array([[1, 1, 3], [-1, -1, -1], [0, -1, 2]])}),
    "identity of int32": ([ind(identity())], lambda: {"a": np.array([[1], [2]], "int32")}),
    "vocabulary": ([ind(listed())], lambda: {"w": texts(8)}),
    "vocabulary with default": ([ind(listed(default=2))], lambda: {"w": texts(8)}),
    "vocabulary with buckets": ([ind(listed(oov=3))], lambda: {"w": texts(8, 2)}),
    "vocabulary of numbers": ([ind(numbers)], lambda: {"a": np.array([4, 7, 5, -1, 100])}),
    "vocabulary file": ([ind(fc.categorical_column_with_vocabulary_file("w", vocab))], lambda: {"w": texts(8)}),
    "vocabulary file with buckets": ([ind(fc.categorical_column_with_vocabulary_file("w", vocab, vocabulary_size=2, num_oov_buckets=2))],
                                     lambda: {"w": texts(8)}),
    "vocabulary file with default": ([ind(fc.categorical_column_with_vocabulary_file("w", vocab, vocabulary_size=3, default_value=0))],
                                     lambda: {"w": texts(8)}),
    "hashed": ([ind(hashed)], lambda: {"w": texts(8, 2)}),
    "hashed numbers": ([ind(fc.categorical_column_with_hash_bucket("a", 6, dtype=tf.int64))], lambda: {"a": some(1000, 8)}),
    "embedding": ([emb(identity(), 3)], lambda: {"a": ints(5, 6)}),
    "embedding with nothing": ([emb(identity(), 3)], lambda: {"a": np.array([[1, 2], [-1, -1], [4, -1]])}),
    "embedding sum": ([emb(identity(), 3, combiner="sum")], lambda: {"a": some(5, 6, 4)}),
    "embedding mean": ([emb(identity(), 3, combiner="mean")], lambda: {"a": some(5, 6, 4)}),
    "embedding sqrtn": ([emb(identity(), 3, combiner="sqrtn")], lambda: {"a": some(5, 6, 4)}),
    "embedding cut": ([emb(identity(), 3, max_norm=0.7)], lambda: {"a": some(5, 6, 4)}),
    "embedding cut sum": ([emb(identity(), 2, combiner="sum", max_norm=1.0)], lambda: {"a": some(5, 6, 2)}),
    "embedding of unknown": ([emb(listed(), 2)], lambda: {"w": texts(8, 3)}),
    "embedding of hashes": ([emb(hashed, 4)], lambda: {"w": texts(8, 3)}),
    "embedding initialized": ([emb(identity(), 2, initializer=keras.initializers.Constant(0.5))], lambda: {"a": some(5, 6, 2)}),
    "embedding fixed": ([emb(identity(), 2, trainable=False), emb(identity("b"), 2)], lambda: {"a": ints(5, 4), "b": ints(5, 4)}),
    "crossed": ([ind(fc.crossed_column(["w", "a"], 11))], lambda: {"w": texts(8), "a": ints(5, 8)}),
    "crossed of several": ([ind(fc.crossed_column(["w", "v"], 11))], lambda: {"w": texts(5, 3), "v": texts(5, 2)}),
    "crossed of columns": ([emb(fc.crossed_column([bucketized, listed(), "v"], 13), 2)], lambda: {"price": f32(6), "w": texts(6), "v": texts(6)}),
    "crossed of crosses": ([ind(fc.crossed_column([fc.crossed_column(["v", identity()], 5), "w"], 9, hash_key=77))],
                           lambda: {"v": texts(6), "a": some(5, 6, 2), "w": texts(6)}),
    "weighted indicator": ([ind(fc.weighted_categorical_column(identity(), "n"))],
                           lambda: {"a": np.array([[1, 1], [0, -1], [4, 2]]), "n": np.array([[0.5, 2], [1.5, 0], [-1, 3]], "float32")}),
    "crossed weights": ([fc.numeric_column("z"), emb(identity(), 2), ind(listed(oov=1)), bucketized, emb(fc.crossed_column(["w", "a"], 9), 3)],
                        lambda: {"z": f32(5), "a": ints(5, 5), "w": texts(5), "price": f32(5)}),
}
for combiner in ("sum", "mean", "sqrtn"):
    dense["weighted " + combiner] = ([emb(fc.weighted_categorical_column(identity(), "n"), 2, combiner=combiner)], lambda: {
        "a": np.array([[1, 1, 3], [0, -1, -1], [4, 2, 2], [-1, -1, -1]]),
        "n": np.array([[0.5, 2, 1], [1.5, 0, 0], [-1, 3, 0.5], [0, 0, 0]], "float32")})

steps = np.array([[1.5, 2, 0], [0, 0, 0], [-3, 0, 4]], "float32")
sequences = {
    "numbers": ([fc.sequence_numeric_column("s")], lambda: {"s": steps}),
    "numbers with default": ([fc.sequence_numeric_column("s", default_value=-7.0)], lambda: {"s": steps}),
    "numbers of a shape": ([fc.sequence_numeric_column("s", shape=(2,))], lambda: {"s": np.array([[1, 2, 3, 0], [4, 5, 6, 7], [0, 0, 0, 0]], "float32")}),
    "embedding": ([emb(seq("a", 5), 2)], lambda: {"a": np.array([[1, 2, -1], [0, -1, -1], [-1, -1, -1], [3, 4, 4]])}),
    "embedding of several a step": ([emb(seq("a", 5), 2)], lambda: {"a": np.array([[[1, 2], [3, -1]], [[-1, -1], [4, 4]]])}),
    "indicator": ([ind(seq("a", 4))], lambda: {"a": np.array([[1, 2, -1], [0, 0, 3]])}),
    "words": ([ind(fc.sequence_categorical_column_with_vocabulary_list("w", ["red", "green"], num_oov_buckets=2))],
              lambda: {"w": np.array([["red", "x", ""], ["green", "", ""]], dtype=object)}),
    "hashes": ([emb(fc.sequence_categorical_column_with_hash_bucket("w", 6), 3, combiner="sum")],
               lambda: {"w": np.array([["red", "x", ""], ["green", "", ""]], dtype=object)}),
    "words of a file": ([ind(fc.sequence_categorical_column_with_vocabulary_file("w", vocab))],
                        lambda: {"w": np.array([["red", "x", ""], ["schön", "", ""]], dtype=object)}),
    "together": ([fc.sequence_numeric_column("s"), emb(seq("a", 5), 2), ind(seq("b", 3))],
                 lambda: {"s": np.array([[1, 2, 0], [3, 0, 0]], "float32"), "a": np.array([[1, 2, -1], [0, -1, -1]]), "b": np.array([[1, 2, -1], [0, -1, -1]])}),
}


def fed(features, kind):
    out = {}
    for key, value in features.items():
        value = value if value.dtype.kind != "O" else value.astype(str)
        out[key] = tf.sparse.from_dense(value) if kind == "sequence" and value.dtype.kind == "f" else tf.constant(value)
    return out


def run(kind, name, columns, features):
    layer = (keras.layers.DenseFeatures if kind == "dense" else keras.experimental.SequenceFeatures)(columns, name="features")
    inputs = fed(features, kind)
    layer(inputs)
    layer.set_weights([f32(*w.shape) for w in layer.weights])
    with tf.GradientTape() as tape:
        result = layer(inputs)
        numbers, lengths = (result, None) if kind == "dense" else result
        dy = f32(*numbers.shape)
        loss = tf.reduce_sum(numbers * dy)
    gradients = tape.gradient(loss, layer.trainable_weights)
    config = json.loads(json.dumps(layer.get_config(), default=plain).replace(json.dumps(vocab)[1:-1], "vocabulary.txt"))
    return {"name": name, "kind": kind, "config": config, "columns": [str(c.name) for c in layer._feature_columns],
            "features": {key: array(value) for key, value in features.items()}, "names": [w.name for w in layer.weights],
            "weights": [array(w) for w in layer.get_weights()], "output": array(numbers), "dy": array(dy),
            "lengths": None if lengths is None else array(lengths),
            "gradients": [array(tf.convert_to_tensor(g)) for g in gradients]}


out = {"cases": [run("dense", name, columns, make()) for name, (columns, make) in dense.items()]
       + [run("sequence", name, columns, make()) for name, (columns, make) in sequences.items()]}


# A Sequential and a functional model of dictionaries, from seeds to trained weights.
def columns():
    return [fc.numeric_column("z"), emb(identity("a", 6), 3), ind(listed(oov=1)), emb(fc.crossed_column(["w", "a"], 9), 2, combiner="sum")]


features = {"z": f32(24), "a": ints(6, 24), "w": texts(24)}
target = f32(24, 1)


def trained(name, model, x):
    model.compile(keras.optimizers.Adam(0.05), "mse")
    history = model.fit(x, target, batch_size=8, epochs=3, shuffle=False, verbose=0).history["loss"]
    lines = []
    model.summary(print_fn=lines.append)
    return {"name": name, "loss": history, "names": [w.name for w in model.weights], "weights": [array(w) for w in model.get_weights()],
            "predicted": array(model.predict(x, verbose=0)), "summary": "\n".join(lines),
            "config": json.loads(json.dumps(model.get_config(), default=plain))}


keras.backend.clear_session()
keras.utils.set_random_seed(5)
sequential = keras.Sequential([keras.layers.DenseFeatures(columns()), keras.layers.Dense(4, "tanh"), keras.layers.Dense(1)])
text = {key: value.astype(str) if value.dtype.kind == "O" else value for key, value in features.items()}
out["models"] = [trained("sequential", sequential, text)]

keras.backend.clear_session()
keras.utils.set_random_seed(5)
inputs = {"z": keras.Input((1,), name="z"), "w": keras.Input((1,), name="w", dtype="string"), "a": keras.Input((1,), name="a", dtype="int64")}
hidden = keras.layers.Dense(4, "tanh")(keras.layers.DenseFeatures(columns())(inputs))
out["models"].append(trained("functional", keras.Model(inputs, keras.layers.Dense(1)(hidden)), text))

keras.backend.clear_session()
keras.utils.set_random_seed(5)
data = tf.data.Dataset.from_tensor_slices((text, target)).batch(8)
model = keras.Sequential([keras.layers.DenseFeatures(columns()), keras.layers.Dense(1)])
model.compile("sgd", "mse")
out["models"].append({"name": "dataset", "loss": model.fit(data, epochs=3, verbose=0).history["loss"], "weights": [array(w) for w in model.get_weights()]})

keras.backend.clear_session()
a = keras.Input((None,), name="a", dtype="int64")
sequence, lengths = keras.experimental.SequenceFeatures([emb(seq("a", 5), 2)])({"a": a})
x = keras.layers.SimpleRNN(3)(sequence, mask=tf.sequence_mask(lengths))
lines = []
keras.Model({"a": a}, x).summary(print_fn=lines.append)
out["sequence_summary"] = "\n".join(lines)

out["features"], out["target"] = {key: array(value) for key, value in features.items()}, array(target)
out["printed"] = [str(c) for c in (price, identity(default=1), hashed, numbers, bucketized, fc.crossed_column(["w", "a"], 9),
                                   fc.numeric_column("p", shape=(2,), default_value=[1.5, 2.0], dtype=tf.float64), ind(listed()))]

path = os.path.join(here, "feature_columns.json")
with open(path + ".tmp", "w") as file: json.dump(out, file, separators=(",", ":"))
os.replace(path + ".tmp", path)
