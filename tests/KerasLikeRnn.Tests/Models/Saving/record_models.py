"""Saves models of many kinds by the running Keras, with what they predict, evaluate to, and give after one more epoch.

    keras record_models.py --out FOLDER [--only name,name]         (Keras 2.9: NAME.h5)
    keras --v3 record_models.py --out FOLDER [--only name,name]    (Keras 3: NAME.keras and NAME.weights.h5)

FOLDER gets expected.json too. Models without dropout of any kind, so that one more epoch has the same numbers.
"""
import argparse, json, os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import keras

V3 = keras.__version__.startswith("3")
if V3:
    K, saving, schedules, concatenate, relu, stack = keras.ops, keras.saving, keras.optimizers.schedules, keras.ops.concatenate, keras.ops.relu, keras.ops.stack
else:
    import tensorflow as tf
    K, saving, schedules, concatenate, relu, stack = keras.backend, tf.keras.utils, tf.keras.optimizers.schedules, tf.concat, tf.nn.relu, tf.stack
mean = K.mean if V3 else tf.math.reduce_mean
L = keras.layers
rows = 12


def arr(a):
    a = np.asarray(a)
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": [float(str(v)) if a.dtype == np.float32 else v.item() for v in a.ravel()]}


def arrs(a):
    return [arr(v) for v in a] if isinstance(a, (list, tuple)) else [arr(a)]


@saving.register_keras_serializable("mine")
class Scale(L.Layer):
    def __init__(self, factor=2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def build(self, shape):
        self.gain = self.add_weight(name="gain", shape=(shape[-1],), initializer="ones")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros", trainable=False)

    def call(self, x):
        return x * self.gain * self.factor

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


def own_loss(t, p):
    return K.mean(K.abs(t - p) + K.square(t - p), axis=-1)


def own_metric(t, p):
    return K.mean(K.abs(t - p), axis=-1)


MODELS = {}


def model(inputs="vectors", targets="binary", **how):
    def note(make):
        MODELS[make.__name__] = (make, inputs, targets, {"optimizer": "rmsprop", "loss": "mse", **how})
        return make
    return note


def data(kind, r):
    return {
        "vectors": lambda: r.randn(rows, 5).astype("float32"),
        "words": lambda: np.where(np.arange(9) < r.randint(4, 10, (rows, 1)), r.randint(1, 20, (rows, 9)), 0).astype("int32"),
        "sequences": lambda: r.randn(rows, 6, 3).astype("float32"),
        "pictures": lambda: r.rand(rows, 8, 8, 2).astype("float32"),
        "films": lambda: r.rand(rows, 3, 6, 6, 1).astype("float32"),
        "volumes": lambda: r.rand(rows, 4, 4, 4, 1).astype("float32"),
        "two": lambda: [r.randn(rows, 5).astype("float32"), r.randn(rows, 5).astype("float32")],
        "binary": lambda: r.randint(0, 2, (rows, 1)).astype("float32"),
        "numbers": lambda: r.randn(rows, 3).astype("float32"),
        "classes": lambda: r.randint(0, 3, (rows,)).astype("int32"),
        "steps": lambda: r.randn(rows, 6, 2).astype("float32"),
        "both": lambda: [r.randint(0, 2, (rows, 1)).astype("float32"), r.randn(rows, 3).astype("float32")],
    }[kind]()


@model("words", optimizer="rmsprop", loss="binary_crossentropy", metrics=["acc"])
def notebook(): return keras.Sequential([L.Embedding(20, 6), L.SimpleRNN(5), L.Dense(1, activation="sigmoid")])


@model("words", optimizer="adam", loss="binary_crossentropy", metrics=["accuracy", keras.metrics.AUC()])
def masked_lstm(): return keras.Sequential([L.Embedding(20, 6, mask_zero=True), L.LSTM(5), L.Dense(1, activation="sigmoid")])


@model("words", "classes", optimizer=keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
def gru_nesterov(): return keras.Sequential([L.Embedding(20, 4, mask_zero=True, **({} if V3 else {"input_length": 9})), L.GRU(5), L.Dense(3, activation="softmax")])


@model("sequences", "numbers")
def gru_before(): return keras.Sequential([L.GRU(4, reset_after=False, input_shape=(None, 3)), L.Dense(3)])


@model("sequences", "numbers", optimizer=keras.optimizers.Adam(0.01, amsgrad=True))
def input_layer_first(): return keras.Sequential([L.InputLayer((6, 3), name="entry"), L.LSTM(4, go_backwards=True), L.Dense(3)])


@model("sequences", "numbers", optimizer=keras.optimizers.Adamax(0.01))
def not_built_before_data(): return keras.Sequential([L.LSTM(4, return_sequences=True), L.GRU(3, unroll=True), L.Dense(3)])


@model("sequences", "steps", optimizer=keras.optimizers.Nadam(0.01))
def time_distributed(): return keras.Sequential([L.SimpleRNN(4, return_sequences=True, input_shape=(6, 3)), L.TimeDistributed(L.Dense(2, activation="tanh"))])


@model("films", "numbers")
def time_distributed_pictures(): return keras.Sequential([L.TimeDistributed(L.Conv2D(2, 3), input_shape=(3, 6, 6, 1)), L.TimeDistributed(L.Flatten()), L.LSTM(3), L.Dense(3)])


@model("films", "numbers")
def conv_lstm(): return keras.Sequential([L.ConvLSTM2D(2, 3, input_shape=(3, 6, 6, 1), padding="same"), L.BatchNormalization(), L.GlobalMaxPooling2D(), L.Dense(3)])


for mode in ("concat", "sum", "mul", "ave"):
    def both_ways(mode=mode): return keras.Sequential([L.Bidirectional(L.LSTM(3, return_sequences=True), merge_mode=mode, input_shape=(6, 3)), L.Bidirectional(L.GRU(2), merge_mode=mode), L.Dense(3)])
    both_ways.__name__ = "bidirectional_" + mode
    model("sequences", "numbers", optimizer="adam")(both_ways)


@model("sequences", "numbers")
def bidirectional_two_layers(): return keras.Sequential([L.Bidirectional(L.LSTM(3), backward_layer=L.GRU(3, go_backwards=True), input_shape=(6, 3)), L.Dense(3)])


@model("sequences", "numbers")
def stacked_cells(): return keras.Sequential([L.RNN([L.LSTMCell(3), L.GRUCell(4), L.SimpleRNNCell(2)], input_shape=(6, 3)), L.Dense(3)])


@model("sequences", "numbers")
def one_cell(): return keras.Sequential([L.RNN(L.GRUCell(4, reset_after=False), return_sequences=True, input_shape=(6, 3)), L.RNN(L.SimpleRNNCell(2)), L.Dense(3)])


@model("sequences", "numbers", optimizer="sgd")
def stateful(): return keras.Sequential(([L.Input(batch_shape=(4, 6, 3)), L.LSTM(3, stateful=True)] if V3 else [L.LSTM(3, stateful=True, batch_input_shape=(4, 6, 3))]) + [L.Dense(3)])


@model("words")
def functional_operators():
    x = L.Input((9,), dtype="int32", name="words")
    e = L.Embedding(20, 4)(x)
    a, b = L.LSTM(4)(e), L.GRU(4)(e)
    h = (a + b) * 2.0 - a / 3.0
    h = concatenate([h, relu(b)[:, :2]], axis=-1)
    h = K.maximum(h, -1.0) ** 2
    return keras.Model(x, L.Dense(1, activation="sigmoid")(mean(stack([h, h * 0.5], axis=1), axis=1)))


@model("two", "both", loss={"first": "binary_crossentropy", "second": "mse"}, loss_weights={"first": 0.3, "second": 2.0}, metrics={"second": ["mae"]})
def two_in_two_out():
    a, b = L.Input((5,), name="left"), L.Input((5,), name="right")
    h = L.Concatenate()([a, b])
    return keras.Model([a, b], [L.Dense(1, activation="sigmoid", name="first")(h), L.Dense(3, name="second")(h)])


@model("two", "binary", optimizer="adagrad")
def shared():
    a, b = L.Input((5,)), L.Input((5,))
    encode = L.Dense(4, activation="tanh", name="shared")
    return keras.Model([a, b], L.Dense(1)(L.Subtract()([encode(a), encode(b)])))


@model("two", "binary")
def shared_model():
    x = L.Input((5,))
    encode = keras.Model(x, L.Dense(3, activation="relu")(L.BatchNormalization()(x)), name="encoder")
    a, b = L.Input((5,)), L.Input((5,))
    return keras.Model([a, b], L.Dense(1)(L.Multiply()([encode(a), encode(b)])))


@model("vectors", "numbers", optimizer="adadelta")
def nested():
    inner = keras.Sequential([L.Dense(4, activation="relu", input_shape=(5,)), L.BatchNormalization()], name="inner")
    return keras.Sequential([inner, keras.Sequential([L.Dense(3), L.PReLU()]), L.Dense(3)])


@model("vectors", "numbers")
def nested_frozen():
    inner = keras.Sequential([L.Dense(4, activation="relu", input_shape=(5,)), L.BatchNormalization()], name="frozen")
    inner.trainable = False
    return keras.Sequential([inner, L.Dense(3)])


@model("vectors", "numbers")
def partly_frozen(): return keras.Sequential([L.Dense(4, trainable=False, input_shape=(5,)), L.BatchNormalization(trainable=False), L.Dense(3)])


@model("vectors", "numbers", optimizer=keras.optimizers.Ftrl(0.1), loss=own_loss, metrics=[own_metric])
def own_parts(): return keras.Sequential([L.Dense(4, input_shape=(5,)), Scale(1.5), L.Dense(3)])


@model("vectors", "numbers", optimizer=keras.optimizers.RMSprop(0.01, momentum=0.5, centered=True), loss=keras.losses.Huber(0.7), metrics=[keras.metrics.CosineSimilarity(axis=-1), "mse"])
def regularized(): return keras.Sequential([L.Dense(4, kernel_regularizer="l2", bias_regularizer=keras.regularizers.L1(0.01), kernel_constraint=keras.constraints.MaxNorm(1.0), activity_regularizer=keras.regularizers.L1L2(0.01, 0.02), input_shape=(5,)), L.Dense(3, kernel_constraint="non_neg")])


@model("vectors", "numbers", optimizer=keras.optimizers.SGD(schedules.ExponentialDecay(0.1, 2, 0.5, staircase=True), clipnorm=1.0))
def schedule(): return keras.Sequential([L.Dense(4, activation="elu", input_shape=(5,)), L.LeakyReLU(0.1), L.Dense(3, activation="softplus")])


@model("vectors", "numbers", optimizer=keras.optimizers.Adam(schedules.PiecewiseConstantDecay([2, 4], [0.1, 0.01, 0.001]), clipvalue=0.5))
def piecewise(): return keras.Sequential([L.Dense(4, activation=keras.activations.swish, input_shape=(5,)), L.ReLU(threshold=0.1) if V3 else L.ThresholdedReLU(0.1), L.Dense(3, use_bias=False)])


@model("pictures", "classes", optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy", keras.metrics.SparseTopKCategoricalAccuracy(2)])
def pictures(): return keras.Sequential([L.Conv2D(3, 3, activation="relu", input_shape=(8, 8, 2)), L.BatchNormalization(), L.MaxPooling2D(2), L.DepthwiseConv2D(2), L.SeparableConv2D(2, 2), L.Flatten(), L.Dense(3, activation="softmax")])


@model("pictures", "numbers")
def pictures_up(): return keras.Sequential([L.ZeroPadding2D(1, input_shape=(8, 8, 2)), L.Conv2DTranspose(2, 3, strides=2), L.AveragePooling2D(2), L.Cropping2D(1), L.UpSampling2D(2, interpolation="bilinear"), L.GlobalAveragePooling2D(), L.Dense(3)])


@model("volumes", "numbers")
def volumes(): return keras.Sequential([L.Conv3D(2, 2, input_shape=(4, 4, 4, 1)), L.MaxPooling3D(2), L.Flatten(), L.Dense(3)])


@model("sequences", "numbers")
def convolutions(): return keras.Sequential([L.Conv1D(4, 2, dilation_rate=2, padding="causal", input_shape=(6, 3)), L.SeparableConv1D(3, 2), L.Conv1DTranspose(2, 2), *([] if V3 else [L.LocallyConnected1D(2, 2)]), L.GlobalMaxPooling1D(), L.Dense(3)])


@model("sequences", "numbers")
def attention():
    x = L.Input((6, 3))
    q = L.Dense(4)(x)
    h = L.Attention(use_scale=True)([q, q])
    h = L.AdditiveAttention()([h, q])
    h = L.MultiHeadAttention(2, 3)(h, h, return_attention_scores=False)
    return keras.Model(x, L.Dense(3)(L.GlobalAveragePooling1D()(L.LayerNormalization()(h))))


@model("sequences", "numbers")
def states():
    x = L.Input((6, 3))
    o, h, c = L.LSTM(4, return_sequences=True, return_state=True)(x)
    d = L.LSTM(4)(o, initial_state=[h, c])
    return keras.Model(x, L.Dense(3)(d))


@model("sequences", "numbers")
def masking(): return keras.Sequential([L.Masking(0.0, input_shape=(6, 3)), L.LSTM(4, return_sequences=True), L.SimpleRNN(3), L.Dense(3)])


@model("sequences", "numbers")
def shapes(): return keras.Sequential([L.Permute((2, 1), input_shape=(6, 3)), L.Reshape((9, 2)), L.Cropping1D(1), L.ZeroPadding1D(1), L.UpSampling1D(2), L.AveragePooling1D(2), L.Flatten(), L.RepeatVector(2), L.GRU(3), L.Dense(3)])


@model("vectors", "numbers")
def normalized():
    norm = L.Normalization()
    norm.adapt(np.random.RandomState(3).randn(50, 5) * 3 + 1)
    x = L.Input((5,))
    return keras.Model(x, L.Dense(3)(norm(x)))


@model("vectors", "numbers")
def steps_of_preprocessing(): return keras.Sequential([L.Rescaling(0.5, 0.1, input_shape=(5,)), L.Discretization([-0.5, 0.0, 0.5]), L.CategoryEncoding(4, output_mode="multi_hot"), L.Dense(3)])


@model("vectors", "numbers")
def merging():
    x = L.Input((5,))
    a, b, c = L.Dense(4)(x), L.Dense(4, activation="selu")(x), L.Dense(4, activation="gelu")(x)
    h = L.Concatenate()([L.Add()([a, b]), L.Average()([a, b, c]), L.Maximum()([a, c]), L.Minimum()([b, c]), L.Dot(1, normalize=True)([a, b])])
    return keras.Model(x, L.Dense(3)(L.Softmax()(L.ReLU(max_value=3.0)(h))))


@model("vectors", "numbers")
def two_types():
    return keras.Sequential([L.Dense(4, dtype="float64", input_shape=(5,)), L.Dense(3, dtype=(keras.mixed_precision.DTypePolicy if V3 else keras.mixed_precision.Policy)("float32"))])


@model("vectors", "numbers")
def long_names(): return keras.Sequential([L.Dense(4, name="n" * 300, input_shape=(5,)), L.Dense(3, name="a_b-c.d")])


@model("vectors", "numbers")
def many_layers():
    x = h = L.Input((5,))
    for i in range(60 if V3 else 250):
        h = L.Activation("linear", name=f"{'x' * 290}{i}")(h)
    return keras.Model(x, L.Dense(3)(h))


# What Keras 2.9 does not have.
if V3:
    @model("vectors", "numbers")
    def half_policy():
        return keras.Sequential([L.Dense(4, dtype="float64", input_shape=(5,)), L.Dense(4, dtype=keras.mixed_precision.DTypePolicy("mixed_bfloat16")), L.Dense(3, dtype="float32")])

    @model("vectors", "numbers", optimizer=keras.optimizers.AdamW(0.01, weight_decay=0.1))
    def weight_decay(): return keras.Sequential([L.Dense(4, activation="tanh", input_shape=(5,)), L.Dense(3)])

    @model("words", "numbers", optimizer=keras.optimizers.SGD(0.1, momentum=0.9, use_ema=True, ema_overwrite_frequency=2))
    def averages(): return keras.Sequential([L.Embedding(20, 6), L.LSTM(4), L.Dense(3)])

    for optimizer in ("adagrad", "adadelta", "adamax", "nadam", "ftrl", "rmsprop", "adam", "sgd"):
        def sparse(): return keras.Sequential([L.Embedding(20, 6, mask_zero=True, embeddings_regularizer="l2"), L.GRU(4), L.Dense(3)])
        sparse.__name__ = "sparse_" + optimizer
        model("words", "numbers", optimizer=optimizer)(sparse)

    @model("sequences", "numbers")
    def operators():
        x = L.Input((6, 3))
        h = L.Dense(4)(x)
        a, b = K.split(h, 2, axis=-1)
        h = K.concatenate([K.sin(a) * b, K.where(a > 0, a, b), K.expand_dims(K.max(h, axis=-1), -1)], axis=-1)
        h = K.transpose(h, (0, 2, 1))
        h = K.matmul(h, L.Dense(3)(x)) / (1.0 + K.absolute(K.mean(h, axis=-1, keepdims=True)))
        h = K.reshape(h, (-1, 15)) - 0.5
        h = K.squeeze(h[:, None, ..., 1:], 1)
        return keras.Model(x, L.Dense(3)(K.softmax(K.clip(h, -2, 2)) + K.exp(-K.square(h)) + K.cast(K.argmax(h, axis=-1), "float32")[:, None]))

    class Two(keras.Model):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.first = L.Dense(4)
            self.others = [L.Dense(4, activation="tanh"), L.Dense(3)]

        def call(self, x):
            x = self.first(x)
            for layer in self.others:
                x = layer(x)
            return x

        def get_config(self):
            return {"name": self.name}

    @model("vectors", "numbers", optimizer="adam")
    def subclassed(): return Two()


def random_model(seed):
    r = np.random.RandomState(seed)
    units = lambda: int(r.randint(2, 6))
    x = L.Input((None if r.rand() < 0.5 else 6, 3))
    h = [x]
    for _ in range(r.randint(2, 5)):
        a = h[r.randint(len(h))]
        cell = [L.LSTM, L.GRU, L.SimpleRNN][r.randint(3)]
        layer = [
            lambda: cell(units(), return_sequences=True, go_backwards=bool(r.rand() < 0.3), activation=["tanh", "relu", "sigmoid"][r.randint(3)], use_bias=bool(r.rand() < 0.8)),
            lambda: L.Bidirectional(cell(units(), return_sequences=True), merge_mode=["concat", "sum", "ave"][r.randint(3)]),
            lambda: L.Dense(units(), activation=["relu", "tanh", None][r.randint(3)], kernel_initializer=["he_normal", "lecun_uniform", keras.initializers.RandomNormal(0, 0.5)][r.randint(3)]),
            lambda: L.Conv1D(units(), 3, padding="same", activation="relu"),
            lambda: L.TimeDistributed(L.Dense(units())),
            lambda: L.LayerNormalization(),
            lambda: L.BatchNormalization(momentum=0.9),
        ][r.randint(7)]()
        h.append(layer(a))
    h = L.Concatenate()([L.GlobalMaxPooling1D()(h[-1]), L.GRU(units())(h[-2])])
    return keras.Model(x, L.Dense(3)(h))


for seed in range(30):
    def made(seed=seed): return random_model(seed)
    made.__name__ = f"random_{seed}"
    r = np.random.RandomState(1000 + seed)
    model("sequences", "numbers", optimizer=["adam", "rmsprop", "sgd", "nadam", "adagrad"][r.randint(5)], loss=["mse", "mae", "huber", "log_cosh"][r.randint(4)], metrics=[["mae"], ["mse", "cosine_similarity"], []][r.randint(3)])(made)

def forget(m):
    """Carried states of stateful layers go."""
    for layer in m.layers:
        if getattr(layer, "stateful", False) and not isinstance(layer, keras.Model): (layer.reset_state if V3 else layer.reset_states)()


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("--only")
    args = ap.parse_args()
    os.makedirs(args.out, exist_ok=True)
    recorded = []
    for name, (make, inputs, targets, how) in MODELS.items():
        if args.only and name not in args.only.split(","):
            continue
        keras.backend.clear_session()
        # Compiling a graph takes longer than all the rest; a few models have names of slots as graphs give them.
        if not V3: tf.config.run_functions_eagerly(name not in ("notebook", "shared_model"))
        keras.utils.set_random_seed(7)
        r = np.random.RandomState(5)
        x, y = data(inputs, r), data(targets, r)
        m = make()
        m.compile(**how)
        m.fit(x, y, epochs=2, batch_size=4, verbose=0, shuffle=False)
        case = {"name": name, "file": name + (".keras" if V3 else ".h5")}
        m.save(os.path.join(args.out, case["file"]))
        if V3:
            case["weights_file"] = name + ".weights.h5"
            m.save_weights(os.path.join(args.out, case["weights_file"]))
        custom = {"own_loss": own_loss, "own_metric": own_metric, **({"Two": Two} if V3 else {})}
        again = keras.models.load_model(os.path.join(args.out, case["file"]), custom_objects=custom)
        case.update(x=arrs(x), y=arrs(y), predict=arrs(again.predict(x, batch_size=4, verbose=0)))
        forget(again)
        case["evaluate"] = [float(v) for v in np.ravel(again.evaluate(x, y, batch_size=4, verbose=0))]
        forget(again)
        h = again.fit(x, y, epochs=1, batch_size=4, verbose=0, shuffle=False).history
        case["history"] = {k: float(v[0]) for k, v in h.items()}
        forget(again)
        case["predict_after"] = arrs(again.predict(x, batch_size=4, verbose=0))
        recorded.append(case)
        with open(os.path.join(args.out, "expected.json"), "w") as f:
            f.write("[\n" + ",\n".join(json.dumps(v, separators=(",", ":")) for v in recorded) + "\n]\n")
    print(len(recorded), "models")
