"""Records models made of operations as Keras 2.9 writes them and what they compute (operations.json), and, run with
--check, has Keras read the models that the library wrote (operations-own.json) and compares what they compute."""
import json, os, sys
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import backend as K

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDENS = HERE

CASES = {
    # operators
    "x + 1": lambda x: x + 1, "1 + x": lambda x: 1 + x, "x + y": lambda x, y: x + y, "x - 1": lambda x: x - 1, "1 - x": lambda x: 1 - x,
    "x - y": lambda x, y: x - y, "x * 2": lambda x: x * 2, "x * y": lambda x, y: x * y, "x / 2": lambda x: x / 2, "1 / x": lambda x: 1 / x,
    "x / y": lambda x, y: x / y, "x % 2": lambda x: x % 2, "-x": lambda x: -x, "x < y": lambda x, y: x < y, "x <= 0": lambda x: x <= 0,
    "x > 0": lambda x: x > 0, "x >= y": lambda x, y: x >= y, "and": lambda x, y: (x > 0) & (y > 0), "or": lambda x, y: (x > 0) | (y > 0),
    "not": lambda x: ~(x > 0), "i + 1": lambda i: i + 1, "i * 3": lambda i: i * 3,
    # brackets
    "x[:, -1]": lambda x: x[:, -1], "x[:, 1:]": lambda x: x[:, 1:], "x[:, ::2]": lambda x: x[:, ::2], "x[:, ::-1]": lambda x: x[:, ::-1],
    "x[:, 0, 1:3]": lambda x: x[:, 0, 1:3], "x[:, :-1]": lambda x: x[:, :-1],
    # constants
    "x * constant": lambda x: x * tf.constant([1.0, 2.0, 3.0, 4.0]), "constant - x": lambda x: tf.constant([1.0, 2.0, 3.0, 4.0]) - x,
    "x + array": lambda x: tf.math.add(x, np.array([[1.0], [2.0], [3.0]], "float32")),
    # elementwise
    "abs": tf.abs, "square": tf.square, "sqrt": lambda x: tf.sqrt(tf.abs(x)), "exp": tf.exp, "log": lambda x: tf.math.log(tf.abs(x) + 1.0),
    "sin": tf.sin, "cos": tf.cos, "tanh": tf.tanh, "sigmoid": tf.sigmoid, "round": tf.round, "floor": tf.floor, "sign": tf.sign,
    "pow": lambda x: tf.pow(x, 2.0), "maximum": lambda x, y: tf.maximum(x, y), "minimum": lambda x: tf.minimum(x, 0.5),
    "clip_by_value": lambda x: tf.clip_by_value(x, -0.5, 0.5), "where": lambda x, y: tf.where(x > 0, x, y), "cast": lambda x: tf.cast(x * 3, "int32"),
    "equal": lambda i: tf.equal(i, 2), "squared_difference": lambda x, y: tf.math.squared_difference(x, y), "rsqrt": lambda x: tf.math.rsqrt(tf.abs(x) + 1.0),
    # reductions
    "reduce_sum": lambda x: tf.reduce_sum(x, axis=1), "reduce_mean": lambda x: tf.reduce_mean(x, axis=[1, 2], keepdims=True),
    "reduce_max": lambda x: tf.reduce_max(x, -1), "reduce_min": lambda x: tf.reduce_min(x, axis=-1, keepdims=True), "reduce_prod": lambda x: tf.reduce_prod(x, 1),
    "reduce_any": lambda x: tf.reduce_any(x > 0, 1), "reduce_logsumexp": lambda x: tf.reduce_logsumexp(x, axis=-1),
    "reduce_std": lambda x: tf.math.reduce_std(x, axis=1), "argmax": lambda x: tf.argmax(x, axis=-1), "cumsum": lambda x: tf.cumsum(x, axis=1),
    "cumsum reverse": lambda x: tf.cumsum(x, axis=1, exclusive=True, reverse=True), "norm": lambda x: tf.norm(x, axis=-1),
    "top_k": lambda x: tf.math.top_k(x, 2)[0], "sort": lambda x: tf.sort(x, axis=-1, direction="DESCENDING"),
    # arrangement
    "reshape": lambda x: tf.reshape(x, (-1, 12)), "transpose": lambda x: tf.transpose(x, [0, 2, 1]), "expand_dims": lambda x: tf.expand_dims(x, 1),
    "squeeze": lambda x: tf.squeeze(tf.expand_dims(x, 1), 1), "concat": lambda x, y: tf.concat([x, y], -1), "stack": lambda x, y: tf.stack([x, y], axis=1),
    "concat constant": lambda x: tf.concat([x, x * 2.0], axis=1), "unstack": lambda x: tf.unstack(x, axis=1)[1], "split": lambda x: tf.split(x, 2, axis=-1)[1],
    "split sizes": lambda x: tf.split(x, [1, 3], axis=-1)[1], "tile": lambda x: tf.tile(x, [1, 2, 1]), "reverse": lambda x: tf.reverse(x, [1]),
    "gather": lambda x: tf.gather(x, [0, 2], axis=1), "one_hot": lambda i: tf.one_hot(i, 5), "pad": lambda x: tf.pad(x, [[0, 0], [1, 2], [0, 0]]),
    "pad reflect": lambda x: tf.pad(x, [[0, 0], [1, 1], [0, 0]], mode="REFLECT"), "roll": lambda x: tf.roll(x, 1, axis=1),
    "repeat": lambda x: tf.repeat(x, 2, axis=1), "zeros_like": lambda x: tf.zeros_like(x) + x, "sequence_mask": lambda i: tf.sequence_mask(i, 5),
    "stop_gradient": tf.stop_gradient, "identity": tf.identity,
    # products
    "matmul": lambda x, y: tf.matmul(x, y, transpose_b=True), "matmul array": lambda x: tf.matmul(x, np.arange(8, dtype="float32").reshape(4, 2)),
    "tensordot": lambda x: tf.tensordot(x, np.arange(8, dtype="float32").reshape(4, 2), axes=1),
    "embedding_lookup": lambda i: tf.nn.embedding_lookup(np.arange(12, dtype="float32").reshape(6, 2), i),
    # neural
    "relu": tf.nn.relu, "leaky_relu": lambda x: tf.nn.leaky_relu(x, alpha=0.3), "elu": tf.nn.elu, "selu": tf.nn.selu, "gelu": tf.nn.gelu,
    "softplus": tf.math.softplus, "softmax": lambda x: tf.nn.softmax(x, axis=1), "log_softmax": tf.nn.log_softmax, "l2_normalize": lambda x: tf.math.l2_normalize(x, axis=-1),
    "sigmoid_cross_entropy": lambda x, y: tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=y), "relu6": tf.nn.relu6, "silu": tf.nn.silu,
    # keras.backend and keras.activations
    "K.sum": lambda x: K.sum(x, axis=1), "K.mean": lambda x: K.mean(x, axis=(1, 2)), "K.concatenate": lambda x, y: K.concatenate([x, y]),
    "K.sqrt": lambda x: K.sqrt(x), "K.clip": lambda x: K.clip(x, 0, 1), "K.permute_dimensions": lambda x: K.permute_dimensions(x, (0, 2, 1)),
    "K.batch_flatten": K.batch_flatten, "K.std": lambda x: K.std(x, axis=-1), "K.l2_normalize": lambda x: K.l2_normalize(x, -1),
    "K.softmax": lambda x: K.softmax(x), "K.repeat_elements": lambda x: K.repeat_elements(x, 2, 1), "K.binary_crossentropy": lambda x, y: K.binary_crossentropy(K.sigmoid(x), K.sigmoid(y)),
    "K.squeeze": lambda x: K.squeeze(K.expand_dims(x, 1), 1), "K.reverse": lambda x: K.reverse(x, 1), "K.hard_sigmoid": lambda x: K.hard_sigmoid(x),
    "activations.relu": lambda x: keras.activations.relu(x, alpha=0.1), "activations.tanh": keras.activations.tanh, "activations.swish": keras.activations.swish,
    "K.conv1d": lambda x: K.conv1d(x, tf.reshape(tf.range(16, dtype="float32"), (2, 4, 2)), strides=2, padding="same"),
    "K.conv1d causal": lambda x: K.conv1d(x, tf.reshape(tf.range(16, dtype="float32"), (2, 4, 2)), padding="causal"),
    "K.conv2d": lambda m: K.conv2d(m, np.arange(8, dtype="float32").reshape(2, 2, 1, 2), strides=(2, 1), padding="same"),
    "K.depthwise_conv2d": lambda m: K.depthwise_conv2d(m, np.arange(8, dtype="float32").reshape(2, 2, 1, 2)),
    "K.pool2d": lambda m: K.pool2d(m, (2, 2), strides=(2, 1), padding="same"), "K.pool2d avg": lambda m: K.pool2d(m, (2, 3), pool_mode="avg"),
    "K.bias_add": lambda x: K.bias_add(x, np.arange(4, dtype="float32")),
    "K.batch_normalization": lambda x: K.batch_normalization(x, K.mean(x, 1, True), K.var(x, 1, True), None, None),
    "K.resize_images": lambda m: K.resize_images(m, 2, 3, "channels_last"), "K.dot": lambda x: K.dot(x, tf.reshape(tf.range(8, dtype="float32"), (4, 2))),
    "K.batch_dot": lambda x, y: K.batch_dot(x, y, axes=2), "K.categorical_crossentropy": lambda x, y: K.categorical_crossentropy(K.softmax(x), K.softmax(y)),
    # chains
    "attention": lambda x, y: tf.reduce_sum(tf.nn.softmax(tf.reduce_sum(x * y, axis=-1, keepdims=True), axis=1) * x, axis=1),
    "distance": lambda x, y: K.sqrt(K.sum(K.square(x - y), axis=1, keepdims=True)),
    "scaled": lambda x: (x - tf.reduce_mean(x, axis=1, keepdims=True)) / (tf.math.reduce_std(x, axis=1, keepdims=True) + 1e-3),
}


def inputs_of(function, name):
    import inspect
    try:
        names = list(inspect.signature(function).parameters)
    except ValueError:
        names = ["x"]
    names = [n for n in names if n in ("x", "y", "i", "m")] or ["x"]
    shapes = {"i": (3,), "m": (4, 4, 1)}
    return [keras.Input(shapes.get(n, (3, 4)), dtype="int32" if n == "i" else None, name=n) for n in names], names


def data(name):
    if name == "i":
        return (np.arange(6).reshape(2, 3) % 5).astype("int32")
    if name == "m":
        return np.sin(0.7 * np.arange(32)).reshape(2, 4, 4, 1).astype("float32")
    k = np.arange(24, dtype="float64")
    return (np.sin(k + 0.5) if name == "x" else np.cos(1.5 * k)).reshape(2, 3, 4).astype("float32")


def run(model, names):
    out = model([tf.constant(data(n)) for n in names] if len(names) > 1 else tf.constant(data(names[0])))
    return np.asarray(out)


def record():
    recorded = {}
    for name, function in CASES.items():
        keras.backend.clear_session()
        ins, names = inputs_of(function, name)
        model = keras.Model(ins if len(ins) > 1 else ins[0], function(*ins))
        out = run(model, names)
        try:
            text = model.to_json()
        except (TypeError, AttributeError):
            text = None
        recorded[name] = {"inputs": names, "model": json.loads(text) if text else None, "shape": list(out.shape),
                          "output": out.astype("float64").reshape(-1).tolist()}
    json.dump(recorded, open(os.path.join(GOLDENS, "operations.json"), "w"), separators=(",", ":"))
    print(len(recorded), "recorded,", [n for n in recorded if recorded[n]["model"] is None], "without a configuration")


def check():
    recorded, own = json.load(open(os.path.join(GOLDENS, "operations.json"))), json.load(open(os.path.join(GOLDENS, "operations-own.json")))
    bad = 0
    # A table written as a list is read as a table in parts: Keras misreads the model that it wrote itself.
    del own["embedding_lookup"]
    for name, text in own.items():
        keras.backend.clear_session()
        try:
            out = run(keras.models.model_from_json(json.dumps(text)), recorded[name]["inputs"]).astype("float64").reshape(-1)
            good = np.allclose(out, recorded[name]["output"], rtol=1e-5, atol=1e-6)
        except Exception as error:
            good, out = False, f"{type(error).__name__}: {str(error)[:300]}"
        if not good:
            bad += 1
            print("WRONG", name, out)
    print(len(own), "read by Keras,", bad, "wrong")


check() if "--check" in sys.argv else record()
