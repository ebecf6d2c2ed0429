"""Records what compiled functions draw: python record_functions.py > functions.json (Keras 2.9.0)."""
import json
import sys

import numpy as np
import tensorflow as tf
from tensorflow import keras

K = keras.backend
ones = lambda *shape: tf.ones(shape)
programs = {}


def program(f):
    programs[f.__name__] = f
    return f


@program
def training_step():
    rng = np.arange(60).reshape(4, 5, 3)
    x, y = tf.constant((np.sin(rng)).astype("float32")), tf.constant([0, 1, 2, 1])
    model = keras.Sequential([keras.layers.GRU(8, input_shape=(5, 3)), keras.layers.Dropout(0.5), keras.layers.Dense(3)])
    optimizer, loss = keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            value = loss(y, model(x, training=True))
        optimizer.apply_gradients(zip(tape.gradient(value, model.trainable_variables), model.trainable_variables))
        return value

    return [step(x, y) for _ in range(4)]


@program
def several_layers():
    model = keras.Sequential([keras.layers.Dropout(0.5, input_shape=(6,)), keras.layers.GaussianNoise(1.0), keras.layers.Dropout(0.3)])
    f = tf.function(lambda x: model(x, training=True))
    return [f(ones(2, 6)) for _ in range(3)]


@program
def random_operations():
    @tf.function
    def f():
        return tf.random.normal([2]), tf.random.uniform([2]), tf.random.truncated_normal([2]), tf.random.uniform([2], maxval=100, dtype="int32"), tf.random.shuffle(tf.range(5))
    return [part for _ in range(3) for part in f()]


@program
def backend_functions():
    @tf.function
    def f(x):
        return K.random_normal((2,)), K.random_uniform((2,)), K.dropout(x, 0.5), K.random_bernoulli((4,), 0.5)
    return [part for _ in range(3) for part in f(ones(6))] + [np.random.randint(10**6)]


@program
def two_functions():
    f, g = tf.function(lambda: tf.random.normal([2])), tf.function(lambda: tf.random.normal([2]))
    return [f(), g(), f(), tf.random.normal([2]), g(), f()]


@program
def retracing_by_shape():
    f = tf.function(lambda x: x + tf.random.normal(tf.shape(x)))
    return [f(tf.zeros([n])) for n in (2, 2, 3, 2, 3, 4)] + [f(tf.zeros([2], "float32")), f(tf.zeros([1, 2]))]


@program
def retracing_relaxed():
    f = tf.function(lambda x: x + tf.random.normal(tf.shape(x)), reduce_retracing=True)
    return [f(tf.zeros([n])) for n in (2, 2, 3, 2, 3, 4, 5, 2)]


@program
def retracing_experimental_relax_shapes():
    f = tf.function(lambda x: x + tf.random.normal(tf.shape(x)), experimental_relax_shapes=True)
    return [f(tf.zeros([n])) for n in (2, 3, 4, 2)]


@program
def input_signature():
    f = tf.function(lambda x: x + tf.random.normal(tf.shape(x)), input_signature=[tf.TensorSpec([None], tf.float32)])
    return [f(tf.zeros([n])) for n in (2, 3, 4, 2)]


@program
def python_arguments():
    f = tf.function(lambda x, n: x + n * tf.random.normal(tf.shape(x)))
    x = tf.zeros([2])
    return [f(x, 1), f(x, 2), f(x, 1), f(x, 1.0), f(x, True), f(x, 1), f(x, tf.constant(1.0)), f(x, tf.constant(2.0)), f(x, 2)]


@program
def array_arguments():
    f = tf.function(lambda x: tf.cast(x, "float32") + tf.random.normal(tf.shape(x)))
    return [f(np.zeros(2, "float32")), f(tf.zeros([2])), f(np.ones(2, "float32")), f(np.zeros(2)), f(np.zeros(2, "float32"))]


@program
def variables_as_arguments():
    a, b, c = tf.Variable([1., 2.]), tf.Variable([3., 4.]), tf.Variable([1.])
    f = tf.function(lambda v: v + tf.random.normal(tf.shape(v)))
    return [f(a), f(b), f(a), f(c), f(tf.zeros([2])), f(b)]


@program
def a_seed_in_between():
    f = tf.function(lambda: tf.random.normal([2]))
    values = [f(), f()]
    tf.random.set_seed(9)
    values += [f(), f(), tf.random.normal([2])]
    keras.utils.set_random_seed(9)
    g = tf.function(lambda: tf.random.normal([2]))
    return values + [f(), g(), g(), f()]


@program
def functions_in_functions():
    inner = tf.function(lambda: tf.random.normal([2]))
    outer = tf.function(lambda: (tf.random.normal([2]), inner(), inner(), tf.random.normal([2])))
    return [*outer(), *outer(), inner(), inner(), *outer()]


@program
def functions_in_functions_called_before():
    inner = tf.function(lambda: (tf.random.normal([2]), tf.random.uniform([2])))
    values = [*inner()]
    tf.random.set_seed(11)
    outer = tf.function(lambda: (*inner(), tf.random.normal([2])))
    other = tf.function(lambda: (*inner(), tf.random.normal([2])))
    return values + [*outer(), *other(), *inner(), *outer()]


@program
def own_seeds():
    layer = keras.layers.Dropout(0.5, seed=3)
    f = tf.function(lambda x: layer(x, training=True))
    g = tf.function(lambda: (tf.random.normal([2], seed=5), tf.random.normal([2], seed=5)))
    return [f(ones(6)), f(ones(6)), f(ones(2, 6)), *g(), *g(), tf.random.normal([2], seed=5)]


@program
def own_seeds_in_a_step_that_makes_variables():
    model = keras.Sequential([keras.layers.Dropout(0.5, seed=3, input_shape=(6,)), keras.layers.Dense(2, kernel_initializer="ones")])
    optimizer = keras.optimizers.SGD(0.1)

    @tf.function
    def step(x):
        with tf.GradientTape() as tape:
            value = tf.reduce_sum(model(x, training=True) ** 2)
        optimizer.apply_gradients(zip(tape.gradient(value, model.trainable_variables), model.trainable_variables))
        return value

    return [step(ones(2, 6)) for _ in range(3)]


@program
def layers_built_inside():
    dense, first, second = keras.layers.Dense(3), keras.layers.Dropout(0.5, seed=3), keras.layers.Dropout(0.5)
    f = tf.function(lambda x: second(first(dense(x), training=True), training=True))
    return [f(ones(2, 4)) for _ in range(3)] + [dense.kernel]


@program
def a_model_built_inside():
    model = keras.Sequential([keras.layers.Dense(3), keras.layers.Dropout(0.5)])
    f = tf.function(lambda x: model(x, training=True))
    return [f(ones(2, 4)) for _ in range(3)] + [model.layers[0].kernel]


@program
def own_seeds_of_a_function_called_in_a_training_step():
    dropout = keras.layers.Dropout(0.5, seed=3)
    noise = tf.function(lambda x: dropout(x, training=True))

    @tf.function
    def step(x):
        return noise(x) + dropout(x, training=True)

    return [step(ones(6)) for _ in range(2)] + [noise(ones(6)), step(ones(6))]


@program
def a_loop_in_a_function():
    @tf.function
    def f(x):
        for _ in range(3):
            x = x + tf.random.uniform([2])
        return x

    return [f(tf.zeros([2])) for _ in range(3)]


@program
def evaluate_and_fit_beside_a_function():
    model = keras.Sequential([keras.layers.Dropout(0.5, input_shape=(4,)), keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile("sgd", "mse")
    f = tf.function(lambda x: model(x, training=True))
    x = np.ones((4, 4), "float32")
    values = [f(x)]
    loss = model.fit(x, np.ones(4), epochs=2, verbose=0).history["loss"]
    return values + [f(x)] + loss


@program
def a_variable_made_inside():
    made = []

    @tf.function
    def f(x):
        if not made:
            made.append(tf.Variable(2.0))
        return x * made[0] + tf.random.normal([2], seed=5)

    return [f(tf.zeros([2])), f(tf.zeros([2])), f(tf.zeros([1, 2])), tf.random.normal([2])]


@program
def a_method_of_a_model():
    class Noisy(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(2)
            self.dropout = keras.layers.Dropout(0.5)

        @tf.function
        def call(self, x, training=None):
            return self.dropout(self.dense(x), training=training)

    a, b = Noisy(), Noisy()
    x = ones(2, 4)
    return [a(x, training=True), a(x, training=True), a(x, training=False), b(x, training=True), a(x, training=True)]


@program
def recurrent_dropout():
    layer = keras.layers.SimpleRNN(3, dropout=0.3)
    f = tf.function(lambda x: layer(x, training=True))
    return [f(ones(2, 4, 3)) for _ in range(3)]


@program
def a_list_and_a_dictionary():
    f = tf.function(lambda xs, d: xs[0] + xs[1] + d["a"] + tf.random.normal([2]))
    z = tf.zeros([2])
    return [f([z, z], {"a": z}), f([z, z], {"a": z}), f((z, z), {"a": z}), f([z, z], {"a": z, "b": z}), f([z, z], {"a": z})]


@program
def fit_of_a_model_with_a_compiled_part():
    class Noisy(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(2, kernel_initializer="ones")
            self.first, self.second = keras.layers.Dropout(0.5), keras.layers.Dropout(0.5)

        @tf.function
        def part(self, x, training):
            return self.first(x, training=training)

        def call(self, x, training=None):
            return self.second(self.part(self.part(self.dense(x), training), training), training=training)

    model = Noisy()
    model.compile("sgd", "mse")
    x = np.ones((4, 4), "float32")
    return model.fit(x, np.ones((4, 2)), epochs=3, verbose=0).history["loss"] + [model.predict(x, verbose=0)]


def numbers(value):
    array = np.asarray(value)
    return {"shape": list(array.shape), "dtype": str(array.dtype), "values": [float(v) for v in array.ravel()]}


record = {}
for name, run in programs.items():
    keras.backend.clear_session()
    keras.utils.set_random_seed(7)
    try:
        record[name] = [numbers(value) for value in run()]
    except Exception as e:
        print(name, type(e), str(e)[:300], file=sys.stderr)
print(json.dumps(record))
