"""Records what the preprocessing layers of Keras 2.9.0 make of texts and numbers, for PreprocessingLayerTests.

Run with a Python that has Keras 2.9.0; writes preprocessing_layers.json. A case: the class, its arguments, the data it adapts to
(if any), its vocabulary or boundaries then, and the inputs with their outputs. An error is recorded with its text.
"""
import itertools
import json
import os
import random

import numpy as np
import tensorflow as tf
from tensorflow import keras

HERE = os.path.dirname(os.path.abspath(__file__))
L = keras.layers
CLASSES = {name: getattr(L, name) for name in [
    "TextVectorization", "StringLookup", "IntegerLookup", "CategoryEncoding", "Discretization", "Hashing", "Normalization", "Rescaling"]}
CLASSES["HashedCrossing"] = L.experimental.preprocessing.HashedCrossing
R = random.Random(29)
cases = []
data = []  # the arrays given to layers, each once; cases tell their places


def plain(x):
    if isinstance(x, bytes):
        return x.decode("utf-8")
    if isinstance(x, (list, tuple)) or type(x).__name__ == "ListWrapper":
        return [plain(i) for i in x]
    if isinstance(x, np.generic):
        return plain(x.item())
    if isinstance(x, float) and x != x:
        return None
    return x


def array(x):
    x = np.asarray(x.numpy() if hasattr(x, "numpy") else x)
    name = "string" if x.dtype.kind in "OSU" else x.dtype.name
    return {"dtype": name, "shape": list(x.shape), "data": plain(x.reshape(-1).tolist())}


def place(x):
    x = array(x)
    if x not in data:
        data.append(x)
    return data.index(x)


def error(e):
    text = str(e)
    for line in text.split("\n"):
        line = line.strip()
        if line and not line.startswith(("Exception encountered", "in user code", "File ", "Call arguments", "raise ", "self.")):
            if line[:1].isupper() or line.startswith(("`", "cannot")) or "Error: " in line:
                return line
    return text


def case(cls, kw, adapt=None, inputs=(), several=False, **adapt_kw):
    keras.backend.clear_session()
    record = {"class": cls, "kwargs": kw, "adapt": None if adapt is None else place(adapt), "adapt_kwargs": adapt_kw, "calls": []}
    try:
        layer = CLASSES[cls](**{k: tuple(v) if k in ("ngrams", "axis") and isinstance(v, list) else v for k, v in kw.items()})
        if adapt is not None:
            layer.adapt(np.asarray(adapt), **adapt_kw)
        if hasattr(layer, "get_vocabulary"):
            record["vocabulary"] = plain(layer.get_vocabulary())
            record["tokens"] = plain(layer.get_vocabulary(include_special_tokens=False))
            record["size"] = layer.vocabulary_size()
        if cls == "Discretization":
            record["boundaries"] = plain(list(layer.bin_boundaries))
        if cls == "Normalization" and adapt is not None:
            record["weights"] = [array(w) for w in layer.get_weights()]
        config = layer.get_config()
        record["config"] = {k: plain(config[k]) for k in config if k not in ("name", "trainable", "batch_input_shape", "vocabulary_dtype")}
    except Exception as e:
        record["error"] = error(e)
    else:
        for x in inputs:
            call = {"inputs": [place(tf.constant(i)) for i in x] if several else [place(tf.constant(x))]}
            try:
                call["output"] = array(layer([tf.constant(i) for i in x] if several else tf.constant(x)))
            except Exception as e:
                call["error"] = error(e)
            record["calls"].append(call)
    cases.append(record)


TEXTS = [
    "The cat sat on the mat.", "the DOG ate my homework!", "cat, dog; cat's -- 42 (times) [a]{b}", "", "   ", "ÉCOLE école Straße İstanbul ΣΊΣΥΦΟΣ",
    "日本語 の テスト、です。", "tab\tnew\nline\vx\fy\rz", "no\u00a0break ideographic\u3000space thin\u2009space \x1cfs \x85nel", "emoji 👍🏽 👩‍👩‍👧 ok",
    "under_score 'quoted' \"double\" back\\slash ^hat ~tilde `tick`", "a a a b b c [UNK] [unk]", "don't stop, won't stop!", "é é"]
ASK = [TEXTS, [[t] for t in TEXTS[:4]], TEXTS[0], ["zebra quagga"], [["cat"], ["unknown mat the"]]]

for standardize, split, ngrams in itertools.product(
        ["lower_and_strip_punctuation", "lower", "strip_punctuation", None], ["whitespace", "character"], [None, 2, [1, 3]]):
    case("TextVectorization", dict(standardize=standardize, split=split, ngrams=ngrams), TEXTS, ASK)
for mode in ["int", "multi_hot", "count", "tf_idf", "binary", "tf-idf"]:
    for kw in [{}, dict(max_tokens=6), dict(max_tokens=60, pad_to_max_tokens=True)]:
        case("TextVectorization", dict(output_mode=mode, **kw), TEXTS, ASK)
for length in [0, 1, 3, 20]:
    case("TextVectorization", dict(output_sequence_length=length), TEXTS, ASK)
    case("TextVectorization", dict(output_sequence_length=length, split=None, vocabulary=["a", "b c"]), None, [[["a", "b c"], ["x", ""]], ["a", "b"]])
case("TextVectorization", dict(max_tokens=2), TEXTS, ASK)
case("TextVectorization", dict(), [[t] for t in TEXTS], ASK, batch_size=3)
case("TextVectorization", dict(), TEXTS, ASK, batch_size=3, steps=2)
case("TextVectorization", dict(output_mode="tf_idf", ngrams=2), [[t] for t in TEXTS], ASK, batch_size=4)
case("TextVectorization", dict(vocabulary=["the", "cat"]), None, ASK + [[["a", "b"]], [[["the cat"]], [["dog"]]]])
case("TextVectorization", dict(vocabulary=["", "[UNK]", "the", "cat"]), None, ASK)
case("TextVectorization", dict(vocabulary=["the", "cat"], output_mode="count"), None, ASK + [[[["the cat"]], [["dog"]]]])
case("TextVectorization", dict(vocabulary=["the", "cat"], output_mode="tf_idf", idf_weights=[.5, .25]), None, ASK)
case("TextVectorization", dict(vocabulary=["[UNK]", "the", "cat"], output_mode="tf_idf", idf_weights=[.75, .5, .25]), None, ASK)
case("TextVectorization", dict(vocabulary=["the"], split=None, output_mode="multi_hot"), None, [["the", "x"], [["the", "x"], ["y", "z"]]])
case("TextVectorization", dict(vocabulary=["a", "a b"], split=None, ngrams=2), None, [[["a", "b"]], [["a", "B!"], ["c", "d"]], ["a", "b"]])
case("TextVectorization", dict(split=None, output_mode=None), None, [[["A!", "b"]], ["x"]])
case("TextVectorization", dict(), None, [["a"]])
case("TextVectorization", dict(output_mode="count"), None, [["a"]])
for kw in [dict(standardize="upper"), dict(split="words"), dict(output_mode="one_hot"), dict(output_mode="x"), dict(dtype="int64"),
           dict(output_mode="count", output_sequence_length=3), dict(pad_to_max_tokens=True), dict(max_tokens=1), dict(sparse=True),
           dict(vocabulary=["a", "a"]), dict(vocabulary=["a", ""]), dict(vocabulary=[]), dict(vocabulary=["a"] * 0), dict(ragged=True, output_sequence_length=2),
           dict(ragged=True, output_mode="count"), dict(vocabulary=["a", "b"], max_tokens=3), dict(idf_weights=[1.]),
           dict(vocabulary=["a"], output_mode="tf_idf"), dict(vocabulary=["a"], output_mode="tf_idf", idf_weights=[1., 2.])]:
    case("TextVectorization", kw)
case("TextVectorization", dict(vocabulary=["a"]), ["b"])

WORDS = [["a", "c", "d", "d"], ["d", "z", "b", "z"]]
for mode, oov, mask in itertools.product(["int", "one_hot", "multi_hot", "count"], [0, 1, 3], [None, "", "b"]):
    kw = dict(num_oov_indices=oov, mask_token=mask, output_mode=mode)
    asked = [WORDS, ["a", "z", "", "b", "été"], [["a"], ["b"], ["y"]], "a", "b", [["a", "d"]], ["a", "d"]]
    case("StringLookup", dict(vocabulary=["a", "c", "d"], **kw), None, asked)
    case("StringLookup", kw, [["a", "c"], ["d", "d"], ["b", ""], ["é", "[UNK]"], ["𝔸", "\uffee"]], asked)
for kw in [dict(), dict(mask_token="", num_oov_indices=2), dict(oov_token="?"), dict(mask_token="m", num_oov_indices=0)]:
    case("StringLookup", dict(vocabulary=["a", "b", "c"], invert=True, **kw), None, [[[1, 3, 4], [4, 0, 2]], [9, -1, 0], 2])
for kw in [dict(), dict(num_oov_indices=2), dict(pad_to_max_tokens=True, max_tokens=9)]:
    case("StringLookup", dict(vocabulary=["a", "b", "c", "d"], idf_weights=[.25, .75, .6, .4], output_mode="tf_idf", **kw), None, [WORDS, ["a", "z"]])
    case("StringLookup", dict(output_mode="tf_idf", **kw), WORDS, [WORDS, ["a", "z"]])
    case("StringLookup", dict(output_mode="tf_idf", **kw), ["a", "b", "a", "a"], [WORDS, ["a", "z"]], batch_size=2)
for kw in [dict(vocabulary=["a", "a", "b", "b"]), dict(vocabulary=["a", "m", "b"], mask_token="m"), dict(vocabulary=["a", "[UNK]", "b"], invert=True),
           dict(vocabulary=["a", "[UNK]", "b"]), dict(vocabulary=["m", "[UNK]", "b"], mask_token="m"), dict(vocabulary=["[UNK]", "[UNK]", "b"], num_oov_indices=2),
           dict(max_tokens=1), dict(num_oov_indices=-1), dict(output_mode="x"), dict(invert=True, output_mode="count"), dict(sparse=True),
           dict(vocabulary=["a", "b", "c"], max_tokens=3), dict(dtype="float32"), dict(dtype="int32", vocabulary=["a"]), dict(dtype="string", vocabulary=["a"]),
           dict(dtype="float64", output_mode="count", vocabulary=["a"]), dict(pad_to_max_tokens=True), dict(idf_weights=[1.0])]:
    case("StringLookup", kw, None, [["a", "b"]])
case("StringLookup", dict(vocabulary=["a"]), ["b"])
case("StringLookup", dict(), None, [["a"]])
case("StringLookup", dict(vocabulary=["a"]), None, [[1, 2]])
case("StringLookup", dict(max_tokens=3), [["a", "b", "a", "c", "c", "c", "b"]], [["a", "b", "c"]])

NUMBERS = [[12, 1138, 42, 42], [42, 7, 36, -7]]
for mode, oov, mask in itertools.product(["int", "one_hot", "multi_hot", "count"], [0, 1, 3], [None, 0, 36]):
    kw = dict(num_oov_indices=oov, mask_token=mask, output_mode=mode)
    asked = [NUMBERS, [12, 5, 0, 36], [[12], [36], [-5]], 42, [12, 42]]
    case("IntegerLookup", dict(vocabulary=[12, 1138, 42], **kw), None, asked)
    case("IntegerLookup", kw, [[12, 36], [42, 42], [0, -1], [-1, 12]], asked)
for kw in [dict(), dict(mask_token=0, num_oov_indices=2), dict(oov_token=-9), dict(vocabulary_dtype="int32")]:
    case("IntegerLookup", dict(vocabulary=[12, 36, 42], invert=True, **kw), None, [[[1, 3, 4], [4, 0, 2]], [9, -1, 0], 2])
case("IntegerLookup", dict(vocabulary=[12, 36], idf_weights=[.25, .75], output_mode="tf_idf"), None, [NUMBERS])
case("IntegerLookup", dict(output_mode="tf_idf"), [[12, 1138, 42, 42], [42, 7, 36, 7]], [NUMBERS])
case("IntegerLookup", dict(vocabulary=[1]), None, [[1.0, 2.5], ["a"]])
for kw in [dict(max_tokens=1), dict(num_oov_indices=-1), dict(vocabulary=[1, 1]), dict(vocabulary=[1, 0], mask_token=0), dict(vocabulary=[-1, 5]),
           dict(vocabulary=[5, -1], invert=True), dict(vocabulary_dtype="float32"), dict(dtype="int64", output_mode="count", vocabulary=[1])]:
    case("IntegerLookup", kw, None, [[1, 5]])

for mode in ["one_hot", "multi_hot", "count", "binary"]:
    case("CategoryEncoding", dict(num_tokens=4, output_mode=mode), None, [[3, 2, 0, 1], [[3], [1]], [[0, 1], [0, 0], [1, 2]], 2, [4], [-1], [1.0, 2.0], [[[1]]]])
for kw in [dict(), dict(num_tokens=0), dict(num_tokens=3, output_mode="int"), dict(num_tokens=3, output_mode="x"), dict(num_tokens=2, dtype="float64"), dict(num_tokens=2, dtype="int32")]:
    case("CategoryEncoding", kw, None, [[0, 1]])

GIVEN = [[-1.5, 1.0, 3.4, .5], [0.0, 3.0, 1.3, 0.0]]
for mode in ["int", "one_hot", "multi_hot", "count"]:
    case("Discretization", dict(bin_boundaries=[0., 1., 2.], output_mode=mode), None, [GIVEN, [-1., 0., .5, 9.], [[1], [0]], 1.5, [[.1]]])
for n, bins, epsilon, batch in [(10, 3, .01, None), (8, 4, .01, None), (1000, 5, .01, None), (1000, 10, .1, 64), (777, 7, .05, 100), (33, 4, .5, 8), (3, 5, .01, None), (50, 1, .01, None)]:
    numbers = [round(R.gauss(0, 10), 3) for _ in range(n)]
    case("Discretization", dict(num_bins=bins, epsilon=epsilon), np.float32(numbers), [np.float32([-20, -1.5, 0, 3, 30])], **({} if batch is None else dict(batch_size=batch)))
case("Discretization", dict(num_bins=4), np.float32(GIVEN), [np.float32(GIVEN)])
case("Discretization", dict(bin_boundaries=[.1, .7]), None, [np.float64([.1, .7, .3]), np.float32([.1, .7, float("nan")]), [1, 0]])
for kw in [dict(num_bins=-1), dict(num_bins=2, bin_boundaries=[1.]), dict(output_mode="tf_idf"), dict(sparse=True), dict(bin_boundaries=[1.], dtype="float32"), dict(bin_boundaries=[1.], dtype="int32")]:
    case("Discretization", kw, None, [[1., 2.]])
case("Discretization", dict(bin_boundaries=[1.]), [1., 2.])

HASHED = [[["A"], ["B"], ["C"], ["D"], ["E"]], ["", "a", "hello", "hello world", "x" * 16, "x" * 17, "x" * 32, "y" * 33, "y" * 64, "z" * 65, "z" * 128, "z" * 129,
          "".join(chr(97 + i % 26) for i in range(500)), "é漢字", "👍"], [[1, 2, -3], [0, 2 ** 40, -1]], "A", 7]
for kw in [dict(num_bins=3), dict(num_bins=2 ** 31 - 1), dict(num_bins=3, mask_value="A"), dict(num_bins=7, salt=133), dict(num_bins=10 ** 9, salt=[133, 137]),
           dict(num_bins=1, mask_value="A"), dict(num_bins=5, mask_value="", salt=1)]:
    case("Hashing", kw, None, HASHED if "mask_value" not in kw else [x for x in HASHED if not isinstance(np.ravel(x)[0], np.integer)])
case("Hashing", dict(num_bins=5, mask_value=2), None, [[[1, 2, -3], [0, 5, 2]]])
for mode in ["one_hot", "multi_hot", "count"]:
    case("Hashing", dict(num_bins=4, output_mode=mode), None, [HASHED[0], ["a", "b", "c"], "A", [["a", "b", "c"], ["d", "e", "a"]]])
for kw in [dict(num_bins=0), dict(num_bins=3, salt=[1, 2, 3]), dict(num_bins=3, output_mode="tf_idf"), dict(num_bins=3, sparse=True), dict(num_bins=3, dtype="float32"),
           dict(num_bins=3, dtype="int32")]:
    case("Hashing", kw, None, [["a", "b"], [1.5, 2.5]])

for kw in [dict(num_bins=5), dict(num_bins=2 ** 31 - 1), dict(num_bins=4, output_mode="one_hot")]:
    case("HashedCrossing", kw, None, [
        [["A", "B", "A", "B", "A"], [101, 101, 101, 102, 102]], [[["A"], ["B"]], [["x"], ["long word of more than sixteen bytes"]], [[-1], [7]]], ["A", 3],
        [["A"]], [["A"], ["B", "C"]], [[["A", "B"]], [["A", "B"]]], [["A"], [1.5]]], several=True)
for kw in [dict(num_bins=3, output_mode="count"), dict(num_bins=3, dtype="float32")]:
    case("HashedCrossing", kw)

DATA = np.float32([[round(R.uniform(-5, 5), 2) for _ in range(3)] for _ in range(70)])
case("Normalization", {}, DATA, [DATA[:4]])
case("Normalization", {}, DATA, [DATA[:4]], batch_size=16)
case("Normalization", {}, DATA, [DATA[:4]], batch_size=16, steps=2)
case("Normalization", {}, DATA, [DATA[:4]], steps=4)
case("Normalization", dict(axis=None), DATA, [DATA[:4]])
case("Normalization", dict(axis=[1, 2]), DATA[:66].reshape(11, 6, 3), [DATA[:12].reshape(2, 6, 3)])
case("Normalization", dict(axis=1), DATA[:66].reshape(11, 6, 3), [DATA[:12].reshape(2, 6, 3)])
case("Normalization", {}, np.int64(DATA), [np.int64(DATA[:3])])
case("Normalization", dict(dtype="float64"), np.float64(DATA), [np.float64(DATA[:3])])
case("Normalization", {}, np.ones((4, 2), np.float32), [np.ones((2, 2), np.float32), 2 * np.ones((2, 2), np.float32)])
case("Normalization", dict(mean=3., variance=2.), None, [np.float32([[1], [2], [3]])])
case("Normalization", dict(mean=[1., 2.], variance=[2., 3.]), None, [np.float32([[1, 2], [2, 5]])])
case("Normalization", {}, None, [np.float32([[1, 2], [2, 5]])])
case("Normalization", dict(mean=1.))
case("Normalization", dict(axis=3), DATA)
case("Normalization", dict(axis=0), DATA)
case("Normalization", {}, DATA[:, 0])
case("Normalization", dict(mean=3., variance=2.), DATA)

case("Rescaling", dict(scale=.1), None, [DATA[:2], [1, 2, 300], 3.])
case("Rescaling", dict(scale=1 / 127.5, offset=-1.), None, [[[0, 255], [128, 7]]])
case("Rescaling", dict(scale=2., offset=.5, dtype="float64"), None, [[1, 2]])

with open(os.path.join(HERE, "preprocessing_layers.json"), "w", encoding="utf-8") as file:
    file.write('{"data": [\n' + ",\n".join(json.dumps(d, ensure_ascii=False) for d in data) + '\n],\n"layers": [\n')
    file.write(",\n".join(json.dumps(c, ensure_ascii=False) for c in cases) + "\n]}\n")
print(len(cases), "cases,", sum("error" in c for c in cases), "refused")
