"""Writes models of Keras 2.9 as checkpoints and SavedModel folders, with what to expect of them.

    keras record_checkpoints.py --out FOLDER [--only NAME,NAME] [--no-savedmodels]

For each model NAME: NAME.index and NAME.data-00000-of-00001 (save_weights of the trained model), NAME-savedmodel (model.save), and in
cases.json its configuration, how it was compiled, data, predictions, evaluate() and the losses of one more epoch. The tests keep a part
of it in tests/Data/models/checkpoints. The configurations are also what models are made of here, for judge_checkpoints.py.
"""
import argparse, json, os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tensorflow as tf
import keras

L = keras.layers
GOLDENS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "Goldens", "layers.json")


class Scale(L.Layer):
    """A layer of one's own: a variable in a field, a layer in a field, a list of layers."""

    def __init__(self, units=3, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.inner = L.Dense(units, activation="tanh")
        self.more = [L.Dense(units), L.Dense(units, use_bias=False)]

    def build(self, shape):
        self.factor = self.add_weight(name="factor", shape=(shape[-1],), initializer="ones")

    def call(self, x):
        x = self.inner(x * self.factor)
        for layer in self.more:
            x = layer(x)
        return x

    def get_config(self):
        return {**super().get_config(), "units": self.units}


def arr(a):
    a = np.asarray(a)
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": [float(str(v)) if a.dtype == np.float32 else v.item() for v in a.ravel()]}


def golden_models():
    """Every layer of the goldens in a model."""
    for case in json.load(open(GOLDENS)):
        if case["config"] is None or "time_major" in case["name"] or case["name"] == "dropout_infer":
            continue
        inputs = []
        for i, x in enumerate(case["inputs"]):
            inputs.append(L.Input(x["shape"][1:], dtype=x["dtype"], name=f"in{i}"))
        config = dict(case["config"])
        config.pop("batch_input_shape", None)
        if case["name"] == "relu_layer":
            config = {"max_value": 1.0, "negative_slope": 0.1, "threshold": 0.2}
        layer = L.deserialize({"class_name": case["class"], "config": config})
        if case["class"] == "Sequential":
            layer = keras.Sequential([L.Masking(0.0), L.LSTM(4)])
        out = layer(inputs[0] if len(inputs) == 1 else inputs)
        outs = [L.Flatten()(o) for o in (out if isinstance(out, (list, tuple)) else [out])]
        h = outs[0] if len(outs) == 1 else L.Concatenate()(outs)
        if h.shape[-1] is None:
            continue
        model = keras.Model(inputs, L.Dense(2, name="score")(h))
        yield "golden_" + case["name"].lower(), model, [x["dtype"] for x in case["inputs"]], [x["shape"][1:] for x in case["inputs"]]


def random_models(count=60):
    """Stacks of layers that fit each other, drawn at random."""
    for number in range(count):
        r = np.random.RandomState(1000 + number)
        steps = int(r.randint(4, 8))
        layers = [L.Embedding(int(r.randint(8, 20)), int(r.randint(2, 6)), mask_zero=bool(r.randint(2)), input_length=steps)]
        words = layers[0].input_dim
        for _ in range(r.randint(0, 3)):
            units = int(r.randint(2, 6))
            layers.append([
                lambda: L.LSTM(units, return_sequences=True), lambda: L.GRU(units, return_sequences=True, reset_after=bool(r.randint(2))),
                lambda: L.SimpleRNN(units, return_sequences=True), lambda: L.Bidirectional(L.LSTM(units, return_sequences=True)),
                lambda: L.TimeDistributed(L.Dense(units, activation="relu")), lambda: L.LayerNormalization(),
                lambda: L.BatchNormalization(), lambda: L.Conv1D(units, 2, padding="same"), lambda: L.Dense(units, activation="tanh"),
                lambda: L.SeparableConv1D(units, 2, padding="same"), lambda: L.RNN([L.LSTMCell(units), L.GRUCell(units)], return_sequences=True),
                lambda: L.PReLU(shared_axes=[1]), lambda: L.Bidirectional(L.GRU(units, return_sequences=True), merge_mode="sum"),
            ][r.randint(13)]())
        layers.append([lambda: L.LSTM(3), lambda: L.GRU(3), lambda: L.SimpleRNN(4), lambda: L.GlobalMaxPooling1D(),
                       lambda: L.Bidirectional(L.SimpleRNN(3)), lambda: L.GlobalAveragePooling1D()][r.randint(6)]())
        for _ in range(r.randint(0, 2)):
            layers.append(L.Dense(int(r.randint(2, 6)), activation="relu"))
        layers.append(L.Dense(2, activation=[None, "sigmoid", "softmax"][r.randint(3)]))
        if any(isinstance(l, (L.Conv1D, L.SeparableConv1D)) for l in layers):
            layers[0].mask_zero = False
        yield f"random_{number}", keras.Sequential(layers), ["int32"], [[steps]], words


def special_models():
    """Operators, nested and shared layers, own layers, several inputs and outputs."""
    x = L.Input((4,)); d = L.Dense(3, name="d"); h = d(x)
    yield "operators", keras.Model(x, L.Dense(2)(tf.nn.relu(h * 2.0 + 1.0) - tf.reduce_mean(h, axis=-1, keepdims=True))), ["float32"], [[4]]
    inner = keras.Sequential([L.Dense(3, activation="tanh"), L.Dense(2)], name="inner")
    x = L.Input((4,))
    yield "nested", keras.Model(x, L.Dense(2)(inner(L.Dense(5)(x)))), ["float32"], [[4]]
    shared = L.Dense(4, name="shared"); a = L.Input((4,)); b = L.Input((4,))
    yield "shared", keras.Model([a, b], L.Dense(2)(L.Add()([shared(a), shared(shared(b))]))), ["float32", "float32"], [[4], [4]]
    a = L.Input((6, 3)); b = L.Input((5, 3))
    yield "mha", keras.Model([a, b], L.Dense(2)(L.Flatten()(L.MultiHeadAttention(2, 3)(a, b)))), ["float32", "float32"], [[6, 3], [5, 3]]
    yield "own", keras.Sequential([L.Input((4,)), Scale(3, name="scale"), L.Dense(2)]), ["float32"], [[4]]
    x = L.Input((4,)); f = keras.Model(x, L.Dense(3, name="deep")(x), name="sub"); g = keras.Sequential([f, L.Dense(2)], name="outer")
    y = L.Input((4,))
    yield "nested_twice", keras.Model(y, g(y)), ["float32"], [[4]]
    yield "conv2d", keras.Sequential([L.Conv2D(3, 2, input_shape=(6, 5, 2)), L.DepthwiseConv2D(2), L.BatchNormalization(), L.Conv2DTranspose(2, 2), L.SeparableConv2D(2, 2), L.Flatten(), L.Dense(2)]), ["float32"], [[6, 5, 2]]
    yield "convlstm", keras.Sequential([L.ConvLSTM2D(2, 2, input_shape=(3, 4, 4, 1)), L.GlobalAveragePooling2D(), L.Dense(2)]), ["float32"], [[3, 4, 4, 1]]
    yield "einsum", keras.Sequential([L.EinsumDense("abc,cd->abd", output_shape=(None, 5), bias_axes="d", input_shape=(3, 4)), L.LocallyConnected1D(2, 2), L.Flatten(), L.Dense(2)]), ["float32"], [[3, 4]]
    yield "regularized", keras.Sequential([L.Dense(4, kernel_regularizer="l2", activity_regularizer="l1", kernel_constraint="nonneg", input_shape=(4,)), L.Dense(2, bias_regularizer=keras.regularizers.L1L2(.1, .2))]), ["float32"], [[4]]


OPTIMIZERS = [
    {"class_name": "RMSprop", "config": {"learning_rate": 0.01}}, {"class_name": "Adam", "config": {"learning_rate": 0.02}},
    {"class_name": "SGD", "config": {"learning_rate": 0.05, "momentum": 0.9}}, {"class_name": "Adagrad", "config": {"learning_rate": 0.05}},
    {"class_name": "Adam", "config": {"learning_rate": 0.01, "amsgrad": True, "decay": 0.1}}, {"class_name": "Nadam", "config": {}},
    {"class_name": "Adadelta", "config": {"learning_rate": 0.5}}, {"class_name": "Adamax", "config": {}}, {"class_name": "Ftrl", "config": {"learning_rate": 0.1}},
    {"class_name": "RMSprop", "config": {"momentum": 0.5, "centered": True}},
]


def all_models():
    for name, model, dtypes, shapes in list(special_models()) + list(golden_models()):
        yield name, model, dtypes, shapes, 10
    yield from random_models()


def write(out, cases):
    with open(os.path.join(out, "cases.json"), "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("--only", default="")
    ap.add_argument("--no-savedmodels", action="store_true")
    args = ap.parse_args()
    os.makedirs(args.out, exist_ok=True)
    only = set(filter(None, args.only.split(",")))
    cases = []
    keras.utils.set_random_seed(5)
    for number, (name, model, dtypes, shapes, words) in enumerate(all_models()):
        if only and name not in only:
            continue
        r = np.random.RandomState(number)
        x = [r.randint(1, words, [8] + s).astype(t) if t == "int32" else r.standard_normal([8] + s).astype(t) for t, s in zip(dtypes, shapes)]
        y = r.rand(8, 2).astype("float32")
        optimizer = OPTIMIZERS[number % len(OPTIMIZERS)]
        model.compile(keras.optimizers.deserialize(optimizer), "mse", metrics=["mae"], run_eagerly=args.no_savedmodels)
        data = x[0] if len(x) == 1 else x
        model.fit(data, y, epochs=1, batch_size=4, shuffle=False, verbose=0)
        path = os.path.join(args.out, name)
        model.save_weights(path)
        case = {"name": name, "json": model.to_json(), "optimizer": optimizer, "x": [arr(v) for v in x], "y": arr(y)}
        if not args.no_savedmodels:
            model.save(path + "-savedmodel")
        case["predict"] = arr(model.predict(data, verbose=0))
        case["evaluate"] = [float(v) for v in model.evaluate(data, y, verbose=0)]
        case["tensors"] = [[k, list(s)] for k, s in tf.train.list_variables(path)]
        case["losses"] = [float(v) for v in model.fit(data, y, epochs=2, batch_size=4, shuffle=False, verbose=0).history["loss"]]
        case["predict_after"] = arr(model.predict(data, verbose=0))
        cases.append(case)
        keras.backend.clear_session()
        if number % 10 == 0:
            write(args.out, cases)
    write(args.out, cases)
    print(len(cases), "models")


if __name__ == "__main__":
    main()
