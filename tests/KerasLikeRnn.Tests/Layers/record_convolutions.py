"""Records what the convolutions of Keras 2.9.0 compute, for RecordedConvolutionTests: layers, in the form of tests/Goldens/layers.json,
and the texts of errors.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes convolutions.json.
"""
import hashlib
import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tensorflow as tf
import keras
from keras import layers as L

HERE = os.path.dirname(os.path.abspath(__file__))


def rng(name):
    return np.random.RandomState(int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "little"))


def arr(a):
    a = np.asarray(a)
    data = [bool(v) for v in a.ravel()] if a.dtype == bool else [float(str(v)) for v in a.ravel()]
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": data}


def f32(r, *shape):
    return (r.standard_normal(shape) * 0.7).astype(np.float32)


def record(name, layer, shape, mask=None, states=False):
    """Outputs, masks, and gradients of a weighted sum of the outputs."""
    r = rng(name)
    x = f32(r, *shape)
    call = {}
    if mask:
        call["mask"] = r.uniform(size=shape[:2]) < 0.6
        if mask == "left":
            call["mask"] = np.sort(call["mask"], axis=1)
    kw = {k: tf.constant(v) for k, v in call.items()}
    layer(tf.constant(x), **kw)
    initial = None
    if states:
        size = layer.get_initial_state(tf.constant(x))[0].shape
        initial = [f32(r, *size) for _ in range(2)]
        kw["initial_state"] = [tf.constant(s) for s in initial]
    layer.set_weights([f32(r, *w.shape) for w in layer.weights])
    before = [(w.name, w.numpy()) for w in layer.weights]
    t = tf.constant(x)
    with tf.GradientTape(persistent=True) as tape:
        for watched in [t] + (kw["initial_state"] if states else []):
            tape.watch(watched)
        y = layer(t, **kw)
        ys = list(y) if isinstance(y, (list, tuple)) else [y]
        factors = [f32(r, *v.shape) for v in ys]
        loss = tf.add_n([tf.reduce_sum(v * w) for v, w in zip(ys, factors)])
    dense = lambda g: None if g is None else arr(tf.convert_to_tensor(g).numpy())
    return {
        "name": name, "class": type(layer).__name__, "config": layer.get_config(),
        "inputs": [arr(x)], "call": {k: arr(v) for k, v in call.items()},
        "initial_state": [arr(s) for s in initial] if states else None,
        "weights": [{"name": n, "trainable": True, "value": arr(v)} for n, v in before],
        "outputs": [arr(v.numpy()) for v in ys], "output_weights_of_loss": [arr(v) for v in factors],
        "input_gradients": [dense(tape.gradient(loss, t))],
        "state_gradients": [dense(g) for g in tape.gradient(loss, kw["initial_state"])] if states else None,
        "weight_gradients": [{"name": w.name, "value": dense(tape.gradient(loss, w))} for w in layer.trainable_weights],
    }


SPATIAL = {1: (9,), 2: (6, 5), 3: (3, 4, 3)}


def layers():
    out = []

    def add(name, cls, shape, **kwargs):
        options = {k: kwargs.pop(k) for k in ("mask", "states") if k in kwargs}
        keras.backend.clear_session()
        out.append(record(name, getattr(L, cls)(**kwargs), shape, **options))

    for rank in (1, 2, 3):
        last, first = (2,) + SPATIAL[rank] + (3,), (2, 3) + SPATIAL[rank]
        conv = f"Conv{rank}D"
        for padding in ("valid", "same"):
            for strides in (1, 2):
                add(f"{conv}_{padding}_{strides}", conv, last, filters=4, kernel_size=3, padding=padding, strides=strides)
                add(f"{conv}Transpose_{padding}_{strides}", conv + "Transpose", last, filters=4, kernel_size=3, padding=padding, strides=strides)
        add(f"{conv}Transpose_wide_stride", conv + "Transpose", last, filters=4, kernel_size=2, strides=3, activation="tanh")
        add(f"{conv}Transpose_output_padding", conv + "Transpose", last, filters=4, kernel_size=3, strides=2, padding="same", output_padding=1)
        add(f"{conv}Transpose_output_padding_valid", conv + "Transpose", last, filters=4, kernel_size=4, strides=3, output_padding=0, use_bias=False)
        add(f"{conv}Transpose_channels_first", conv + "Transpose", first, filters=4, kernel_size=3, strides=2, data_format="channels_first")
        add(f"{conv}_dilation", conv, last, filters=4, kernel_size=2, dilation_rate=2, padding="same", use_bias=False)
        add(f"{conv}_channels_first", conv, first, filters=4, kernel_size=3, padding="same", data_format="channels_first", activation="relu")
        add(f"{conv}_batch_axes", conv, (2, 2) + SPATIAL[rank] + (3,), filters=4, kernel_size=2)
        add(f"{conv}_even_same", conv, last, filters=4, kernel_size=4, padding="same", strides=3)
    add("Conv1D_causal_channels_first", "Conv1D", (2, 3, 11), filters=4, kernel_size=3, padding="causal", dilation_rate=2, data_format="channels_first")
    add("Conv1D_causal_stride", "Conv1D", (2, 11, 3), filters=4, kernel_size=3, padding="causal", strides=2)
    add("Conv1D_groups", "Conv1D", (2, 11, 6), filters=4, kernel_size=3, groups=2)
    add("Conv2D_groups", "Conv2D", (2, 6, 5, 6), filters=9, kernel_size=(3, 2), groups=3, strides=(1, 2), padding="same")
    add("Conv3D_groups", "Conv3D", (2, 4, 5, 3, 4), filters=4, kernel_size=2, groups=2)
    add("Conv2D_kernel_and_strides", "Conv2D", (2, 6, 5, 3), filters=4, kernel_size=(1, 3), strides=(2, 1))
    add("Conv1DTranspose_dilation", "Conv1DTranspose", (2, 11, 3), filters=4, kernel_size=3, dilation_rate=2)
    add("Conv1DTranspose_dilation_same", "Conv1DTranspose", (2, 11, 3), filters=4, kernel_size=3, dilation_rate=2, padding="same")
    add("Conv2DTranspose_dilation", "Conv2DTranspose", (2, 6, 5, 3), filters=4, kernel_size=3, dilation_rate=2)
    add("Conv3DTranspose_dilation", "Conv3DTranspose", (2, 4, 5, 3, 3), filters=4, kernel_size=3, dilation_rate=2)
    for rank in (1, 2):
        last, first = (2,) + SPATIAL[rank] + (3,), (2, 3) + SPATIAL[rank]
        for padding in ("valid", "same"):
            for strides in (1, 2):
                for cls, kwargs in ((f"SeparableConv{rank}D", dict(filters=4)), (f"DepthwiseConv{rank}D", {})):
                    add(f"{cls}_{padding}_{strides}", cls, last, kernel_size=3, padding=padding, strides=strides, **kwargs)
        for cls, kwargs in ((f"SeparableConv{rank}D", dict(filters=4)), (f"DepthwiseConv{rank}D", {})):
            add(f"{cls}_multiplier", cls, last, kernel_size=3, depth_multiplier=2, activation="tanh", **kwargs)
            add(f"{cls}_dilation", cls, last, kernel_size=3, dilation_rate=2, use_bias=False, padding="same", **kwargs)
            add(f"{cls}_channels_first", cls, first, kernel_size=2, depth_multiplier=3, data_format="channels_first", **kwargs)
        for implementation in (1, 2, 3):
            local = f"LocallyConnected{rank}D"
            for data_format, shape in (("channels_last", last), ("channels_first", first)):
                add(f"{local}_{implementation}_{data_format}", local, shape, filters=2, kernel_size=3, strides=2, activation="tanh",
                    implementation=implementation, data_format=data_format)
            if implementation > 1:
                add(f"{local}_{implementation}_same", local, last, filters=2, kernel_size=2, padding="same", use_bias=False, implementation=implementation)
    add("SeparableConv1D_causal", "SeparableConv1D", (2, 11, 3), filters=4, kernel_size=3, padding="causal")
    add("DepthwiseConv2D_unequal", "DepthwiseConv2D", (2, 6, 5, 3), kernel_size=(3, 2), dilation_rate=(2, 1))
    for rank in (1, 2, 3):
        space = (5, 4, 3)[:rank]
        last, first = (2, 4) + space + (3,), (2, 4, 3) + space
        lstm = f"ConvLSTM{rank}D"
        add(f"{lstm}_last", lstm, last, filters=2, kernel_size=3)
        add(f"{lstm}_sequences_state", lstm, last, filters=2, kernel_size=2, return_sequences=True, return_state=True, padding="same", unit_forget_bias=False)
        add(f"{lstm}_backwards", lstm, last, filters=2, kernel_size=2, return_sequences=True, go_backwards=True, use_bias=False)
        add(f"{lstm}_mask", lstm, last, filters=2, kernel_size=2, return_sequences=True, return_state=True, mask="holes")
        add(f"{lstm}_mask_last", lstm, last, filters=2, kernel_size=2, mask="left", recurrent_activation="sigmoid", activation="relu")
        add(f"{lstm}_states", lstm, last, filters=2, kernel_size=3, return_state=True, states=True)
        add(f"{lstm}_strides", lstm, last, filters=2, kernel_size=2, strides=2, padding="same")
        add(f"{lstm}_dilation", lstm, last, filters=2, kernel_size=2, dilation_rate=2)
        add(f"{lstm}_channels_first", lstm, first, filters=2, kernel_size=2, data_format="channels_first", return_sequences=True, return_state=True)
    return out


def errors():
    out = []

    def add(cls, shape=None, **kwargs):
        keras.backend.clear_session()
        try:
            layer = getattr(L, cls)(**kwargs)
            if shape:
                layer(keras.Input(shape))
            raise SystemExit(f"no error: {cls} {shape} {kwargs}")
        except Exception as e:
            text = " ".join(str(a) for a in e.args) if len(e.args) > 1 else str(e)
            lines = [line for line in text.split("\n\n") if not line.startswith(("Exception encountered", "Call arguments"))]
            out.append({"class": cls, "config": kwargs, "shape": [None] + list(shape) if shape else None, "error": "\n\n".join(lines)})

    for cls in ("Conv1D", "Conv2DTranspose", "SeparableConv1D"):
        add(cls, filters=0, kernel_size=3)
        add(cls, filters=-2, kernel_size=3)
    add("Conv1D", filters=2, kernel_size=0)
    add("Conv2D", filters=2, kernel_size=(0, 3))
    add("Conv2D", filters=2, kernel_size=(3,))
    add("Conv2D", filters=2, kernel_size=(3, -1))
    add("DepthwiseConv2D", kernel_size=(3, 3, 3))
    add("Conv2D", filters=2, kernel_size=3, strides=0)
    add("Conv3D", filters=2, kernel_size=3, strides=(1, 0, 1))
    add("Conv2D", filters=2, kernel_size=3, strides=-1)
    add("Conv2D", filters=2, kernel_size=3, dilation_rate=0)
    add("Conv2D", filters=2, kernel_size=3, padding="full")
    add("Conv2D", filters=2, kernel_size=3, padding="causal")
    add("DepthwiseConv1D", kernel_size=3, padding="causal")
    add("Conv2D", filters=2, kernel_size=3, data_format="x")
    add("Conv2D", filters=3, kernel_size=3, groups=2)
    add("Conv2D", (8, 8, 3), filters=4, kernel_size=3, groups=2)
    add("Conv1D", (8, None), filters=4, kernel_size=3)
    add("Conv2D", (None, 8, 8), filters=4, kernel_size=3, data_format="channels_first")
    add("DepthwiseConv2D", (8, 8, None), kernel_size=3)
    add("SeparableConv1D", (8, None), filters=4, kernel_size=3)
    add("Conv1DTranspose", (8, None), filters=4, kernel_size=3)
    add("Conv1D", (8,), filters=4, kernel_size=3)
    add("Conv1DTranspose", (8, 8, 8), filters=4, kernel_size=3)
    add("Conv3DTranspose", (8, 8, 8), filters=4, kernel_size=3)
    add("DepthwiseConv1D", (8, 8, 3), kernel_size=3)
    add("Conv1D", (3, 3), filters=4, kernel_size=5)
    add("Conv2D", (3, 8, 3), filters=4, kernel_size=(5, 5))
    add("Conv1D", (12, 3), filters=4, kernel_size=3, strides=2, dilation_rate=2)
    add("Conv2D", (12, 12, 3), filters=4, kernel_size=3, strides=(1, 2), dilation_rate=2)
    add("Conv1DTranspose", filters=4, kernel_size=3, strides=2, output_padding=2)
    add("Conv2DTranspose", filters=4, kernel_size=3, strides=(2, 3), output_padding=(1, 3))
    add("Conv1DTranspose", filters=4, kernel_size=3, strides=2, output_padding=-1)
    add("LocallyConnected1D", filters=4, kernel_size=3, padding="same")
    add("LocallyConnected2D", filters=4, kernel_size=3, padding="causal")
    add("LocallyConnected1D", (12, 3), filters=4, kernel_size=3, padding="causal", implementation=2)
    add("LocallyConnected1D", (12, 3), filters=4, kernel_size=3, implementation=4)
    add("LocallyConnected1D", (2, 3), filters=4, kernel_size=3)
    add("LocallyConnected2D", (8, 2, 3), filters=4, kernel_size=3)
    add("LocallyConnected1D", (5, None), filters=4, kernel_size=3)
    add("LocallyConnected2D", (None, 5, 3), filters=4, kernel_size=3)
    add("ConvLSTM2D", (8, 8, 8), filters=4, kernel_size=3)
    add("ConvLSTM2D", (3, 8, 8, None), filters=4, kernel_size=3)
    add("ConvLSTM2D", (3, 8, 8, 3), filters=4, kernel_size=3, stateful=True)
    return out


with open(os.path.join(HERE, "convolutions.json"), "w") as f:
    f.write('{"layers": [\n' + ",\n".join(json.dumps(c) for c in layers()))
    f.write('\n], "errors": [\n' + ",\n".join(json.dumps(c) for c in errors()) + "\n]}\n")
