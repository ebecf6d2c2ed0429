"""Records what Keras 2.9 does with functional models, models and layers of one's own: writes functional.json beside this file.

    python record_functional.py
"""
import contextlib, io, json, os

import numpy as np
import tensorflow as tf
import keras
from keras import backend as K, layers as L

out = {}
x = np.random.RandomState(1).standard_normal((10, 5)).astype("float32")
z = np.random.RandomState(2).standard_normal((10, 5)).astype("float32")
s = np.random.RandomState(3).standard_normal((10, 4, 3)).astype("float32")
y1, y2, y3 = np.random.RandomState(4).standard_normal((10, 1)).astype("float32"), np.random.RandomState(5).standard_normal((10, 2)).astype("float32"), np.random.RandomState(6).standard_normal((10, 3)).astype("float32")


def start(model):
    r = np.random.RandomState(7)
    model.set_weights([r.standard_normal(w.shape).astype("float32") * 0.3 for w in model.weights])


def lists(a):
    return {"shape": list(a.shape), "dtype": str(a.dtype), "data": [float(v) for v in np.asarray(a).ravel()]}


def go(name, model, data, targets, compile_args, call=True, **fit):
    r = {"summary": cap(model.summary), "layers": [l.name for l in model.layers]}
    flat = lambda d: list(d.values()) if isinstance(d, dict) else d if isinstance(d, list) else [] if d is None else [d]
    r["inputs"], r["targets"] = [lists(v) for v in flat(data)], [lists(v) for v in flat(targets)]
    start(model)
    r["weights"] = [{"name": w.name, "value": lists(w.numpy())} for w in model.weights]
    r["trainable"] = [w.name for w in model.trainable_weights]
    model.compile("sgd", **compile_args)
    h = model.fit(data, targets, epochs=2, batch_size=4, shuffle=False, verbose=0, **fit)
    r["history"] = {k: [float(v) for v in vs] for k, vs in h.history.items()}
    r["metrics_names"] = model.metrics_names
    r["evaluate"] = [float(v) for v in np.ravel(model.evaluate(data, targets, verbose=0))]
    p = model.predict(data, verbose=0)
    r["predict"] = [lists(v) for v in (p.values() if isinstance(p, dict) else p if isinstance(p, list) else [p])]
    r["after"] = [lists(w) for w in model.get_weights()]
    try:
        r["config"] = json.loads(json.dumps(model.get_config()))
    except Exception as e:
        r["config"] = None
    out[name] = r


def cap(f):
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        f()
    return text.getvalue()


K.clear_session()
a, b = keras.Input((5,)), keras.Input((5,), name="other")
m = keras.Model([a, b], [L.Dense(2, name="d")(a + b), L.Dense(3)(1 - a * 2)])
go("operators", m, [x, z], [y2, y3], dict(loss={"d": "mse", "dense": "mae"}, metrics={"d": ["mae"], "dense": "mse"}, loss_weights=[1.0, 0.5]))

K.clear_session()
a, b = keras.Input((5,)), keras.Input((5,), name="other")
shared = L.Dense(4, name="shared", activation="tanh")
m = keras.Model([a, b], L.Dense(1)(L.concatenate([shared(a), shared(b)])))
go("shared", m, {"other": z, "input_1": x}, y1, dict(loss="mse", metrics=["mae"]))

K.clear_session()
inner = keras.Sequential([L.Dense(4, activation="relu"), L.Dense(3)], name="inner")
i = keras.Input((3,))
outer = keras.Model(i, [L.Dense(2, name="p")(i), L.Dense(1, name="q")(i)], name="outer")
a = keras.Input((5,))
u, v = outer(inner(a))
m = keras.Model(a, L.Add()([L.Dense(1)(u), v]))
go("nested", m, x, y1, dict(loss="mse"))
out["nested"]["summary_expanded"] = cap(lambda: m.summary(expand_nested=True, show_trainable=True))

K.clear_session()
a = keras.Input((None, 3), name="source")
_, h, c = L.LSTM(4, return_state=True)(a)
b = keras.Input((None, 3), name="target")
d, _, _ = L.LSTM(4, return_sequences=True, return_state=True)(b, initial_state=[h, c])
m = keras.Model([a, b], L.TimeDistributed(L.Dense(2, activation="softmax"))(d))
go("encoder_decoder", m, [s, s[:, ::-1]], (s[:, :, 0] > 0).astype("int32"), dict(loss="sparse_categorical_crossentropy", metrics=["accuracy"]))

K.clear_session()
a, b = keras.Input((5,)), keras.Input((5,))
m = keras.Model([a, b], {"one": L.Dense(1)(a), "two": L.Dense(1)(b)})
go("dictionary_of_outputs", m, [x, z], {"one": y1, "two": y1}, dict(loss={"one": "mse", "two": "mae"}, metrics={"one": "mae"}))

K.clear_session()
a = keras.Input((5,))
d = L.Dense(2)(a)
m = keras.Model(a, d)
m.add_loss(tf.reduce_mean(d * d))
m.add_metric(tf.reduce_sum(d), name="total", aggregation="mean")
go("added_loss", m, x, None, dict(loss=None))


class Scale(L.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.inner = L.Dense(units, kernel_regularizer="l2")

    def build(self, shape):
        self.scale = self.add_weight("scale", (shape[-1],), initializer="ones")
        self.count = self.add_weight("count", (), trainable=False, initializer="zeros")

    def call(self, x):
        self.add_loss(0.1 * tf.reduce_sum(self.scale))
        self.add_metric(tf.reduce_mean(x), name="mean_input")
        return self.inner(x * self.scale)

    def get_config(self):
        return {**super().get_config(), "units": self.units}


K.clear_session()
a = keras.Input((5,))
go("own_layer", keras.Model(a, L.Dense(1)(Scale(3)(a))), x, y1, dict(loss="mse", metrics=["mae"]))
K.clear_session()
go("own_layer_in_sequential", keras.Sequential([L.Dense(4, input_shape=(5,)), Scale(3), L.Dense(1)]), x, y1, dict(loss="mse"))


class TwoBranches(keras.Model):
    def __init__(self):
        super().__init__()
        self.scale = Scale(3)
        self.branches = [L.Dense(2, activation="tanh"), L.Dense(2)]
        self.tail = keras.Sequential([L.Dense(2), L.Dense(1)])

    def call(self, x, training=None):
        x = self.scale(x)
        return self.tail(self.branches[0](x) + self.branches[1](x))


K.clear_session()
m = TwoBranches()
m(x[:2])
go("own_model", m, x, y1, dict(loss="mse", metrics=["mae"]))


class OwnStep(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            p = self(x, training=True)
            loss = self.compiled_loss(y, p, regularization_losses=self.losses)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables))
        self.compiled_metrics.update_state(y, p)
        return {m.name: m.result() for m in self.metrics}


K.clear_session()
a = keras.Input((5,))
go("own_step", OwnStep(a, L.Dense(1)(a)), x, y1, dict(loss="mse", metrics=["mae"]))

K.clear_session()
a = keras.Input((5,))
m = keras.Model(a, L.Lambda(lambda t: K.sum(t * 3, axis=-1, keepdims=True))(L.Dense(2)(a)))
go("lambda", m, x, y1, dict(loss="mse"))

K.clear_session()
a, b = keras.Input((5,)), keras.Input((5,))
m = keras.Model([a, b], [L.Dense(1, name="p")(a), L.Dense(1, name="q")(b)])
go("sample_weights", m, [x, z], {"p": y1, "q": y1}, dict(loss="mse", weighted_metrics=["mae"]), sample_weight={"p": np.arange(10) / 10.0, "q": np.ones(10)})

errors = {}
a, b = keras.Input((5,), name="a"), keras.Input((5,), name="b")
m = keras.Model([a, b], L.Dense(1, name="sum")(a + b), name="two")
m.compile("sgd", "mse")
for name, f in {
    "disconnected": lambda: keras.Model(a, L.Dense(1, name="of_b")(b)),
    "twice": lambda: keras.Model([a, a], L.Dense(1)(a)),
    "never_called": lambda: L.Dense(1, name="lonely").output,
    "never_called_shape": lambda: L.Dense(1, name="lonely").input_shape,
    "too_few": lambda: m(x),
    "unknown_layer": lambda: m.get_layer("zz"),
    "class_weight": lambda: keras.Model([a, b], [L.Dense(1)(a), L.Dense(1)(b)]).compile("sgd", "mse") or None,
    "sizes": lambda: m.predict([x, x[:4]]),
    "no_shape": lambda: keras.Input(),
    "merge_of_one": lambda: L.Add()(a),
}.items():
    try:
        f()
    except Exception as e:
        errors[name] = str(e)
out["errors"] = errors

json.dump(out, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "functional.json"), "w"), indent=0)
