"""Records what the data sets of Keras 2.9.0 give for small files of their formats, which it makes, for DatasetsTests.

Run with a Python that has Keras 2.9.0; writes datasets.json: the files, the calls, and what they gave.
"""
import base64
import gzip
import hashlib
import io
import json
import os
import struct
import tempfile

import numpy as np
import keras.datasets as D
from keras import backend
import importlib

HERE = os.path.dirname(os.path.abspath(__file__))
RANDOM = np.random.RandomState(7)
modules = {name: importlib.import_module("keras.datasets." + name)
           for name in ["mnist", "fashion_mnist", "boston_housing", "reuters", "cifar10", "cifar100"]}
FOLDER = tempfile.mkdtemp()
files = {}


def put(name, content):
    path = os.path.join(FOLDER, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    files[name] = base64.b64encode(content).decode()


def npz(name, **arrays):
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    put(name, stream.getvalue())


def python2_pickle(entries):
    """A dictionary of texts, lists and an array of bytes, as Python 2 pickled it in protocol 2."""
    def text(value):
        return b"U" + bytes([len(value)]) + value.encode()

    def number(value):
        return b"K" + bytes([value]) if value < 256 else b"M" + struct.pack("<H", value)

    def array(value):
        shape = number(value.shape[0]) + number(value.shape[1]) + b"\x86"
        data = value.tobytes()
        return (b"cnumpy.core.multiarray\n_reconstruct\nq\x07cnumpy\nndarray\nq\x08K\x00\x85U\x01b\x87Rq\x09(K\x01" + shape
                + b"cnumpy\ndtype\nq\x0aU\x02u1K\x00K\x01\x87Rq\x0b(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89T"
                + struct.pack("<I", len(data)) + data + b"tb")

    def value(item):
        if isinstance(item, str):
            return text(item)
        if isinstance(item, np.ndarray):
            return array(item)
        return b"]q\x20(" + b"".join(text(i) if isinstance(i, str) else number(i) for i in item) + b"e"

    return b"\x80\x02}q\x01(" + b"".join(text(k) + value(v) for k, v in entries.items()) + b"u."


def photographs(count, **labels):
    return python2_pickle({"batch_label": "training batch 1 of 5", **labels, "data": RANDOM.randint(0, 256, (count, 3072)).astype("uint8"),
                           "filenames": ["a%d.png" % i for i in range(count)]})


def shown(value):
    if isinstance(value, np.ndarray) and value.dtype == object:
        return {"lists": [list(map(int, each)) for each in value]}
    value = np.ascontiguousarray(value)
    return {"dtype": str(value.dtype), "shape": list(value.shape), "md5": hashlib.md5(value.tobytes()).hexdigest()}


def call(name, function="load_data", channels_first=False, **kwargs):
    module = modules[name]
    places = {"cifar10": "cifar-10-batches-py", "cifar100": "cifar-100-python"}

    def get_file(fname, origin=None, untar=False, file_hash=None, cache_subdir="datasets"):
        case["files"].append([fname, origin, untar, file_hash, cache_subdir])
        return os.path.join(FOLDER, fname)

    case = {"module": name, "function": function, "channels_first": channels_first, "kwargs": kwargs, "files": []}
    cases.append(case)
    module.get_file = get_file
    backend.set_image_data_format("channels_first" if channels_first else "channels_last")
    try:
        result = getattr(module, function)(**kwargs)
    except Exception as error:
        case["error"] = [type(error).__name__, str(error)]
        return
    if function == "get_word_index":
        case["result"] = result
        return
    (x, y), (x_test, y_test) = result
    if name == "cifar10":
        # Keras wants batches of 10000: only the first two photographs of each are not blank.
        kept = [10000 * i + j for i in range(5) for j in range(2)]
        x, y, x_test, y_test = x[kept], y[kept], x_test[:2], y_test[:2]
    case["result"] = [shown(x), shown(y), shown(x_test), shown(y_test)]


cases = []
npz("mnist.npz", x_train=RANDOM.randint(0, 256, (3, 28, 28)).astype("uint8"), y_train=np.uint8([3, 1, 4]),
    x_test=RANDOM.randint(0, 256, (2, 28, 28)).astype("uint8"), y_test=np.uint8([1, 5]))
call("mnist")

for part, count in [("train", 3), ("t10k", 2)]:
    put(part + "-labels-idx1-ubyte.gz", gzip.compress(struct.pack(">II", 2049, count) + bytes(range(count))))
    put(part + "-images-idx3-ubyte.gz", gzip.compress(
        struct.pack(">IIII", 2051, count, 28, 28) + RANDOM.randint(0, 256, (count, 28, 28)).astype("uint8").tobytes()))
call("fashion_mnist")

npz("boston_housing.npz", x=np.round(RANDOM.rand(23, 13), 3), y=np.round(RANDOM.rand(23) * 50, 1))
call("boston_housing")
call("boston_housing", test_split=0.3, seed=5)
call("boston_housing", test_split=0)
call("boston_housing", test_split=0.999, seed=0)
call("boston_housing", test_split=1)

news = np.empty(31, dtype=object)
for i in range(31):
    news[i] = RANDOM.randint(1, 60, RANDOM.randint(2, 12)).tolist()
npz("reuters.npz", x=news, y=RANDOM.randint(0, 46, 31))
call("reuters")
call("reuters", num_words=20, skip_top=4, test_split=0.35, seed=9)
call("reuters", num_words=20, oov_char=None)
call("reuters", start_char=None, index_from=0, maxlen=6)
call("reuters", start_char=None, oov_char=0, index_from=5, test_split=0)
call("reuters", start_char=9, maxlen=7, num_words=40, test_split=1.0)
call("reuters", maxlen=1, num_words=10)
put("reuters_word_index.json", b'{"mdbl": 10996, "fawc": 16260, "the": 1}')
call("reuters", "get_word_index")

batches = {}
for name in ["data_batch_%d" % i for i in range(1, 6)] + ["test_batch"]:
    put(name, photographs(2, labels=RANDOM.randint(0, 10, 2).tolist()))
    small, labels = modules["cifar10"].load_batch(os.path.join(FOLDER, name))
    batches[name] = (np.concatenate([small, np.zeros((9998, 3, 32, 32), "uint8")]), labels + [0] * 9998)
modules["cifar10"].load_batch = lambda path: batches[os.path.basename(path)]
call("cifar10")
call("cifar10", channels_first=True)
for part in ["train", "test"]:
    content = photographs(2, fine_labels=RANDOM.randint(0, 100, 2).tolist(), coarse_labels=RANDOM.randint(0, 20, 2).tolist())
    put("cifar-100-python/" + part, content)
call("cifar100")
call("cifar100", label_mode="coarse", channels_first=True)
call("cifar100", label_mode="rough")

with open(os.path.join(HERE, "datasets.json"), "w") as file:
    json.dump({"files": files, "cases": cases}, file)
