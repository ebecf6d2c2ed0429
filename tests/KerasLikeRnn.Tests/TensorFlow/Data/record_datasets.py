"""Records what tf.data of TensorFlow 2.9 gives for the pipelines of DatasetTests.cs: run it with the real Keras, `record_datasets.py > datasets.json`."""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf
import keras

D = tf.data.Dataset
X = np.arange(12, dtype="float32").reshape(6, 2)
Y = np.arange(6)


def letters():
    for i in range(4):
        yield [i] * i, str(i)


def once(ds):
    return list(ds)


def double(x):
    return x * 2


def plus(x):
    return x + tf.random.uniform([])


def is_odd(x):
    return x % 2 == 1


def pair(x, y):
    return tf.cast(x, "float32") / 255.0, y


def summed(x, y):
    return tf.reduce_sum(x) + tf.cast(y, "float32")


def by_name(d):
    return d["a"] + d["b"]


def named(x, y):
    return {"x": x, "y": y}, y


def joined(w):
    return w.batch(3)


def shuffled(i):
    return D.range(5).shuffle(5)


def thrice(i):
    return D.from_tensors(i).repeat(3)


def rows(x):
    return D.from_tensor_slices(x)


def sub(x, y):
    return D.zip((x.batch(2), y.batch(2)))


def split(w):
    return w[:-1], w[-1]


def last(w):
    return w.batch(4)


def zipped(s):
    return D.zip((s, s))


PIPELINES = {
    "range": lambda: D.range(5),
    "range by steps": lambda: D.range(9, 1, -3),
    "range of int32": lambda: D.range(1, 4, output_type=tf.int32),
    "shuffle": lambda: D.range(10).shuffle(4),
    "shuffle all": lambda: D.range(10).shuffle(10),
    "shuffle more than all": lambda: D.range(10).shuffle(100),
    "shuffle with a seed": lambda: D.range(10).shuffle(4, seed=5),
    "shuffle once": lambda: D.range(10).shuffle(4, reshuffle_each_iteration=False),
    "shuffle once with a seed": lambda: D.range(10).shuffle(10, seed=7, reshuffle_each_iteration=False),
    "shuffle and repeat": lambda: D.range(6).shuffle(4).repeat(3),
    "shuffle once and repeat": lambda: D.range(6).shuffle(4, reshuffle_each_iteration=False).repeat(3),
    "shuffle and repeat for ever": lambda: D.range(6).shuffle(4).repeat().take(14),
    "shuffle all and repeat": lambda: D.range(3).shuffle(50).repeat(5),
    "shuffle, batch, repeat": lambda: D.range(6).shuffle(10, seed=5).batch(4).repeat(2),
    "shuffle, repeat, batch": lambda: D.range(6).shuffle(4).repeat(3).batch(4),
    "repeat, shuffle": lambda: D.range(6).repeat(2).shuffle(5),
    "two shuffles": lambda: D.range(6).shuffle(4).shuffle(3).repeat(2),
    "shuffle, cache": lambda: D.range(6).shuffle(4).cache().repeat(2),
    "cache, shuffle": lambda: D.range(6).cache().shuffle(6).repeat(2),
    "shuffle twice the same": lambda: zipped(D.range(6).shuffle(4)),
    "shuffle 2000 of 5000": lambda: D.range(5000).shuffle(2000).take(30),
    "shuffle, prefetch": lambda: D.range(8).shuffle(3).batch(3).prefetch(tf.data.AUTOTUNE),
    "shuffle within flat_map": lambda: D.range(3).flat_map(shuffled),
    "shuffle within interleave": lambda: D.range(3).interleave(shuffled, cycle_length=2),
    "slices": lambda: D.from_tensor_slices(X),
    "slices of a tuple": lambda: D.from_tensor_slices((X, Y)).batch(4),
    "slices of three": lambda: D.from_tensor_slices((X, Y, Y * 0.5)).batch(4, drop_remainder=True),
    "slices of a dictionary": lambda: D.from_tensor_slices({"b": Y, "a": X}).batch(4),
    "slices of a tuple in a tuple": lambda: D.from_tensor_slices(((X, Y), Y)).batch(5),
    "slices of texts": lambda: D.from_tensor_slices(["a", "b", "c"]).batch(2),
    "slices of a list": lambda: D.from_tensor_slices([1.5, 2.0, 3.0]),
    "tensors": lambda: D.from_tensors((X, Y)),
    "slices, shuffle, batch": lambda: D.from_tensor_slices((X, Y)).shuffle(6).batch(2),
    "map": lambda: D.range(5).map(double),
    "map with random numbers": lambda: D.from_tensor_slices(np.zeros(4, "float32")).map(plus),
    "map of a tuple": lambda: D.from_tensor_slices((np.arange(4), np.arange(4))).map(pair).batch(3),
    "map of a tuple to one": lambda: D.from_tensor_slices((X, Y)).map(summed, num_parallel_calls=tf.data.AUTOTUNE),
    "map of a dictionary": lambda: D.from_tensor_slices({"a": Y, "b": Y}).map(by_name),
    "map to a dictionary": lambda: D.from_tensor_slices((X, Y)).map(named).batch(4),
    "map after batch": lambda: D.from_tensor_slices((X, Y)).batch(4).map(pair),
    "map, shuffle, batch": lambda: D.range(9).map(double).shuffle(5).batch(4),
    "filter": lambda: D.range(9).filter(is_odd),
    "filter, batch, repeat": lambda: D.range(9).filter(is_odd).batch(3).repeat(2),
    "take and skip": lambda: D.range(9).skip(2).take(4),
    "shard": lambda: D.range(9).shard(4, 1),
    "zip": lambda: D.zip((D.range(3), D.range(10, 15))),
    "zip in a tuple": lambda: D.zip((D.range(3), (D.range(10, 15), D.from_tensor_slices(X)))).batch(2),
    "zip by names": lambda: D.zip({"x": D.range(3), "y": D.from_tensor_slices(X)}),
    "concatenate": lambda: D.range(3).concatenate(D.range(10, 12)),
    "enumerate": lambda: D.from_tensor_slices(X).enumerate(start=3),
    "padded batch": lambda: D.from_generator(letters, output_types=("int32", "string")).padded_batch(3, padded_shapes=([None], [])),
    "padded batch by a signature": lambda: D.from_generator(
        letters, output_signature=(tf.TensorSpec([None], "int64"), tf.TensorSpec([], "string"))
    ).padded_batch(2, padding_values=(np.int64(-1), "")),
    "padded batch of a size": lambda: D.from_generator(letters, output_types=("int32", "string"), output_shapes=([None], [])).padded_batch(
        2, padded_shapes=([4], []), drop_remainder=True
    ),
    "unbatch": lambda: D.from_tensor_slices((X, Y)).batch(4).unbatch().batch(3),
    "flat_map": lambda: D.from_tensor_slices(X).flat_map(rows),
    "window": lambda: D.range(7).window(3, shift=1, drop_remainder=True).flat_map(joined),
    "window, not full": lambda: D.range(7).window(3).flat_map(joined),
    "window by steps": lambda: D.range(7).window(3, shift=2, stride=2).flat_map(joined),
    "window far apart": lambda: D.range(12).window(2, shift=5).flat_map(joined),
    "windows of a tuple": lambda: D.from_tensor_slices((X, Y)).window(2).flat_map(sub),
    "windows of a series": lambda: D.range(9)
    .window(4, shift=1, drop_remainder=True)
    .flat_map(last)
    .shuffle(9)
    .map(split)
    .batch(2)
    .prefetch(1),
    "interleave": lambda: D.range(6).interleave(thrice, cycle_length=2, block_length=2),
    "interleave, three in turn": lambda: D.range(5).interleave(thrice, cycle_length=3, num_parallel_calls=2),
    "generator": lambda: D.from_generator(letters, output_types=("int32", "string")),
    "generator, repeat": lambda: D.from_generator(letters, output_types=("float32", "string")).repeat(2),
}


def plain(value):
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, np.ndarray):
        return [plain(part) for part in value] if value.dtype == object else value.tolist()
    return value.item()


def records():
    for name, make in PIPELINES.items():
        tf.random.set_seed(11)
        ds = make()
        yield {
            "name": name,
            "text": str(ds),
            "cardinality": int(ds.cardinality()),
            "passes": [[plain(element) for element in ds.as_numpy_iterator()] for _ in range(2)],
        }


class Seeing(keras.Model):
    """Notes the batches it sees."""

    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)
        self.seen = []

    def call(self, x):
        return self.dense(x)

    def note(self, x):
        tf.py_function(lambda numbers: self.seen.append(numbers.numpy().ravel().astype(int).tolist()), [x], [])

    def train_step(self, data):
        self.note(data[0])
        return super().train_step(data)

    def test_step(self, data):
        self.note(-data[0])
        return super().test_step(data)


def fits():
    x = np.arange(1, 8, dtype="float32").reshape(-1, 1)
    cases = {
        "two epochs": (lambda ds: ds, dict(epochs=2), False),
        "validated on itself": (lambda ds: ds, dict(epochs=2), True),
        "as many steps as there are": (lambda ds: ds, dict(epochs=2, steps_per_epoch=4), False),
        "fewer steps, for ever": (lambda ds: ds.repeat(), dict(epochs=3, steps_per_epoch=3), False),
        "too few": (lambda ds: ds, dict(epochs=3, steps_per_epoch=3), False),
        "prefetched": (lambda ds: ds.prefetch(2), dict(epochs=2), False),
        "of unknown length": (lambda ds: ds.filter(lambda x, y: True), dict(epochs=2), False),
        "cached": (lambda ds: ds.cache(), dict(epochs=2), False),
        "few validation steps": (lambda ds: ds, dict(epochs=2, validation_steps=2), True),
    }
    for name, (more, arguments, validates) in cases.items():
        keras.utils.set_random_seed(3)
        model = Seeing()
        model.compile("sgd", "mse")
        ds = more(D.from_tensor_slices((x, x)).shuffle(5).batch(2))
        history = model.fit(ds, verbose=0, validation_data=ds if validates else None, **arguments)
        yield {"name": name, "seen": model.seen, "loss": history.history["loss"]}


print(json.dumps({"pipelines": list(records()), "fits": list(fits())}).replace(', {"name"', ',\n{"name"'))
