"""Layers whose weights stand in older layouts, and what Keras 2.9 makes of them: old_weights.json.

    keras record_old_weights.py > old_weights.json
"""
import json, os, sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import keras
from keras.saving import hdf5_format

L = keras.layers
r = np.random.RandomState(4)


def arr(a):
    a = np.asarray(a, "float32")
    return {"dtype": "float32", "shape": list(a.shape), "data": [float(str(v)) for v in a.ravel()]}


def case(name, layer, shape, old, version, backend="tensorflow"):
    layer.build(shape)
    old = [r.randn(*s).astype("float32") for s in old]
    new = hdf5_format.preprocess_weights_for_loading(layer, list(old), version, backend)
    return {"name": name, "class_name": layer.__class__.__name__, "config": layer.get_config(), "input_shape": list(shape), "version": version,
            "old": [arr(w) for w in old], "new": [arr(w) for w in new]}


gates = lambda n: [(3, 4), (4, 4), (4,)] * n
cases = [
    case("cudnn_lstm", L.LSTM(4), (None, None, 3), [(3, 16), (4, 16), (32,)], "2.2.4"),
    case("cudnn_gru", L.GRU(4), (None, None, 3), [(3, 12), (4, 12), (24,)], "2.2.4"),
    case("cudnn_bidirectional", L.Bidirectional(L.LSTM(4), input_shape=(None, 3)), (None, None, 3), [(3, 16), (4, 16), (32,)] * 2, "2.2.4"),
    case("first_gru", L.GRU(4, reset_after=False), (None, None, 3), gates(3), "1"),
    case("first_lstm", L.LSTM(4), (None, None, 3), gates(4), "1"),
    case("first_conv1d", L.Conv1D(5, 2), (None, 6, 3), [(2, 1, 3, 5), (5,)], "1"),
    case("first_conv1d_older", L.Conv1D(5, 2), (None, 6, 3), [(5, 3, 2, 1), (5,)], "1"),
    case("first_conv2d_channels_first", L.Conv2D(5, (2, 4), data_format="channels_first"), (None, 3, 6, 6), [(5, 3, 2, 4), (5,)], "1"),
    case("first_conv2d_transpose", L.Conv2DTranspose(5, (2, 4)), (None, 6, 6, 3), [(2, 4, 3, 5), (5,)], "1"),
    case("first_conv2d_transpose_channels_first", L.Conv2DTranspose(5, (2, 4), data_format="channels_first"), (None, 3, 6, 6), [(5, 3, 2, 4), (5,)], "1"),
    case("first_conv3d_channels_first", L.Conv3D(5, (2, 3, 4), data_format="channels_first"), (None, 3, 6, 6, 6), [(5, 3, 2, 3, 4), (5,)], "1"),
    case("first_conv_lstm", L.ConvLSTM2D(4, 2), (None, 5, 6, 6, 3), [(2, 2, 3, 4), (2, 2, 4, 4), (4,)] * 4, "1"),
    case("conv2d_of_theano", L.Conv2D(5, (2, 4)), (None, 6, 6, 3), [(3, 5, 4, 2), (5,)], "2.0.0", "theano"),
    case("sequential", keras.Sequential([L.LSTM(4, input_shape=(None, 3)), L.Dense(2)]), (None, None, 3), [(3, 16), (4, 16), (32,), (4, 2), (2,)], "2.2.4"),
]
print("[\n" + ",\n".join(json.dumps(c, default=str) for c in cases) + "\n]")
