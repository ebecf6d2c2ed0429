"""Records what small classes derived from those of Keras 2.9.0 do, for DerivedClassesTests, which has the same classes in C#.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes deriving.json.
"""
import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import numpy as np
import tensorflow as tf
import keras
from keras.callbacks import EarlyStopping, ReduceLROnPlateau
from keras.constraints import MaxNorm
from keras.initializers import GlorotUniform
from keras.layers import GRU, LSTM, RNN, Bidirectional, Dense, Embedding, Layer, LayerNormalization, LSTMCell, StackedRNNCells
from keras.losses import MeanSquaredError
from keras.metrics import Mean, SparseCategoricalAccuracy
from tensorflow.keras.optimizers import SGD, Adam
from keras.regularizers import L2

HERE = os.path.dirname(os.path.abspath(__file__))


class AttentionLSTM(LSTM):
    """Gives the mean of its steps, weighted by attention, and the attention."""

    def __init__(self, units, **kwargs):
        super().__init__(units, return_sequences=True, **kwargs)
        self.score = Dense(1, name="score")

    def call(self, inputs, mask=None, training=None, initial_state=None):
        h = super().call(inputs, mask=mask, training=training, initial_state=initial_state)
        a = tf.nn.softmax(self.score(tf.tanh(h)), axis=1)
        return tf.reduce_sum(a * h, axis=1), a


class NoisyDense(Dense):
    """Noise on the weights in training."""

    def __init__(self, units, stddev, **kwargs):
        super().__init__(units, **kwargs)
        self.stddev = stddev

    def call(self, inputs, training=None):
        if not training:
            return super().call(inputs)
        kernel = self.kernel + tf.random.normal(self.kernel.shape, stddev=self.stddev)
        return self.activation(tf.matmul(inputs, kernel) + self.bias)

    def get_config(self):
        config = super().get_config()
        config.update({"stddev": self.stddev})
        return config


class GeometricMean(Mean):
    def update_state(self, values, sample_weight=None):
        return super().update_state(tf.math.log(values), sample_weight)

    def result(self):
        return tf.exp(super().result())


class LastStepAccuracy(SparseCategoricalAccuracy):
    def update_state(self, y_true, y_pred, sample_weight=None):
        return super().update_state(y_true[:, -1], y_pred[:, -1], sample_weight)


class LateStopping(EarlyStopping):
    """Does not look at the first epochs."""

    def __init__(self, start_epoch, **kwargs):
        super().__init__(**kwargs)
        self.start_epoch = start_epoch

    def on_epoch_end(self, epoch, logs=None):
        if epoch >= self.start_epoch:
            super().on_epoch_end(epoch, logs)


class Backtracking(ReduceLROnPlateau):
    """Goes back to the best weights when it lowers the learning rate."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.best_weights = None

    def on_epoch_end(self, epoch, logs=None):
        if self.monitor_op(logs.get(self.monitor), self.best):
            self.best_weights = self.model.get_weights()
        elif not self.in_cooldown() and self.wait + 1 >= self.patience:
            self.model.set_weights(self.best_weights)
        super().on_epoch_end(epoch, logs)


class CentralizedAdam(Adam):
    """Gradient centralisation; rows of a table stay as they are."""

    def _resource_apply_dense(self, grad, var, apply_state=None):
        if len(grad.shape) > 1:
            grad -= tf.reduce_mean(grad, axis=list(range(len(grad.shape) - 1)), keepdims=True)
        return super()._resource_apply_dense(grad, var, apply_state)


class SlowRows(SGD):
    """A tenth of the gradient for rows of a table."""

    def _resource_apply_sparse(self, grad, var, indices, apply_state=None):
        return super()._resource_apply_sparse(grad * 0.1, var, indices, apply_state)


class NormedLSTMCell(LSTMCell):
    def __init__(self, units, **kwargs):
        super().__init__(units, **kwargs)
        self.norm = LayerNormalization()

    def call(self, inputs, states, training=None):
        h, states = super().call(inputs, states, training=training)
        return self.norm(h), states


class MinimalCell(Layer):
    """A cell that is no AbstractRNNCell."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight("kernel", shape=(input_shape[-1], self.units), initializer="glorot_uniform")
        self.recurrent_kernel = self.add_weight("recurrent_kernel", shape=(self.units, self.units), initializer="orthogonal")

    def call(self, inputs, states):
        h = tf.tanh(tf.matmul(inputs, self.kernel) + tf.matmul(states[0], self.recurrent_kernel))
        return h, [h]

    def get_config(self):
        config = super().get_config()
        config.update({"units": self.units})
        return config


class PositiveMSE(MeanSquaredError):
    """Errors of positive targets count more."""

    def __init__(self, weight, **kwargs):
        super().__init__(**kwargs)
        self.weight = weight

    def call(self, y_true, y_pred):
        factor = tf.sqrt(tf.where(y_true > 0, self.weight, 1.0))
        return super().call(y_true * factor, y_pred * factor)

    def get_config(self):
        config = super().get_config()
        config.update({"weight": self.weight})
        return config


class ScaledGlorot(GlorotUniform):
    def __init__(self, gain, seed=None):
        super().__init__(seed)
        self.gain = gain

    def __call__(self, shape, dtype=None, **kwargs):
        return self.gain * super().__call__(shape, dtype, **kwargs)

    def get_config(self):
        config = super().get_config()
        config.update({"gain": self.gain})
        return config


class CappedL2(L2):
    def __init__(self, l2, cap):
        super().__init__(l2)
        self.cap = cap

    def __call__(self, x):
        return tf.minimum(super().__call__(x), self.cap)


class NonNegMaxNorm(MaxNorm):
    def __call__(self, w):
        return super().__call__(tf.nn.relu(w))


class WarmUp(tf.keras.optimizers.schedules.ExponentialDecay):
    """Rises over the first steps, decays then."""

    def __init__(self, steps, **kwargs):
        super().__init__(**kwargs)
        self.steps = steps

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        rising = self.initial_learning_rate * (step + 1) / self.steps
        return tf.where(step < self.steps, rising, super().__call__(step - self.steps))


class GatedBidirectional(Bidirectional):
    """Mixes both directions by a gate."""

    def __init__(self, layer, **kwargs):
        super().__init__(layer, merge_mode=None, **kwargs)
        self.gate = Dense(1, activation="sigmoid", name="gate")

    def call(self, inputs, **kwargs):
        forward, backward = super().call(inputs, **kwargs)
        g = self.gate(tf.concat([forward, backward], -1))
        return g * forward + (1 - g) * backward


def arr(a):
    a = np.asarray(a)
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": [v.item() for v in a.ravel()]}


R = np.random.RandomState(5)
X = R.standard_normal((24, 5, 3)).astype("float32")
F = R.standard_normal((24, 4)).astype("float32")
I = R.randint(0, 9, (24, 6)).astype("int32")
Y = R.standard_normal((24, 1)).astype("float32")
C = R.randint(0, 3, (24, 5)).astype("float32")


def run(model, x, y, callbacks=(), epochs=3, **kw):
    history = model.fit(x, y, batch_size=8, epochs=epochs, verbose=0, shuffle=False, callbacks=list(callbacks), **kw)
    return {
        "history": {key: [float(value) for value in values] for key, values in history.history.items()},
        "names": [weight.name for weight in model.weights],
        "weights": [arr(weight) for weight in model.get_weights()],
        "outputs": [arr(o) for o in tf.nest.flatten(model.predict(x, verbose=0))],
    }


def seeded(make):
    keras.backend.clear_session()
    keras.utils.set_random_seed(12)
    return make()


def attention():
    i = keras.Input((5, 3))
    context, weights = AttentionLSTM(4)(i)
    model = keras.Model(i, Dense(1)(context))
    model.compile("adam", "mse")
    result = run(model, X, Y)
    look = keras.Model(i, weights)
    return {**result, "shapes": [list(context.shape), list(weights.shape)], "attention": arr(look.predict(X, verbose=0))}


def noisy():
    model = keras.Sequential([keras.Input((4,)), NoisyDense(6, 0.1, activation="relu"), Dense(1)])
    model.compile("sgd", "mse")
    result = run(model, F, Y)
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    config = model.layers[0].get_config()
    return {**result, "copied": arr(copy.predict(F, verbose=0)), "stddev": config["stddev"], "units": config["units"]}


def metrics():
    mean = GeometricMean()
    mean.update_state([1.0, 2.0, 4.0])
    mean.update_state([3.0, 8.0], sample_weight=[1.0, 0.5])
    model = keras.Sequential([keras.Input((5, 3)), GRU(4, return_sequences=True), Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=[LastStepAccuracy(name="last")])
    return {**run(model, X, C), "mean": float(mean.result()), "total": float(mean.total), "count": float(mean.count)}


def small(**compile_arguments):
    model = keras.Sequential([keras.Input((4,)), Dense(5, activation="tanh"), Dense(1)])
    model.compile(**compile_arguments)
    return model


def stopping():
    stop = LateStopping(3, monitor="loss", patience=1, min_delta=0.5, restore_best_weights=True)
    result = run(small(optimizer=SGD(0.01), loss="mse"), F, Y, [stop], epochs=9)
    return {**result, "stopped_epoch": stop.stopped_epoch, "best_epoch": stop.best_epoch}


def plateau():
    back = Backtracking(monitor="loss", factor=0.5, patience=1, min_delta=0.03, min_lr=0.01)
    result = run(small(optimizer=SGD(0.05), loss="mse"), F, Y, [back], epochs=9)
    return {**result, "wait": back.wait, "best": float(back.best)}


def words(optimizer):
    model = keras.Sequential([Embedding(9, 4, input_length=6), LSTM(3), Dense(1)])
    model.compile(optimizer, "mse")
    return run(model, I, Y)


def normed():
    model = keras.Sequential([keras.Input((5, 3)), RNN(NormedLSTMCell(4)), Dense(1)])
    model.compile("adam", "mse")
    return run(model, X, Y)


def minimal():
    model = keras.Sequential([keras.Input((5, 3)), RNN(MinimalCell(4), return_sequences=True), RNN([LSTMCell(3), MinimalCell(2)]), Dense(1)])
    model.compile("adam", "mse")
    return run(model, X, Y)


def loss():
    given = PositiveMSE(3.0)
    again = PositiveMSE.from_config(given.get_config())
    return {**run(small(optimizer="adam", loss=given), F, Y), "again": float(again(Y, Y * 0.5)), "config": given.get_config()}


def kernel():
    model = keras.Sequential([keras.Input((4,)), Dense(
        5, kernel_initializer=ScaledGlorot(2.0), kernel_regularizer=CappedL2(0.1, 0.5), kernel_constraint=NonNegMaxNorm(1.5)), Dense(1)])
    model.compile("sgd", "mse")
    first = arr(model.layers[0].get_weights()[0])
    return {**run(model, F, Y), "first": first, "again": arr(ScaledGlorot.from_config({"gain": 0.5, "seed": 3})((2, 2)))}


def schedule():
    rate = WarmUp(4, initial_learning_rate=0.1, decay_steps=5, decay_rate=0.5)
    return {**run(small(optimizer=SGD(rate), loss="mse"), F, Y), "rates": [float(rate(step)) for step in range(8)]}


def bidirectional():
    i = keras.Input((5, 3))
    model = keras.Model(i, Dense(1)(GatedBidirectional(GRU(3))(i)))
    model.compile("adam", "mse")
    return run(model, X, Y)


CASES = {
    "attention": attention, "noisy": noisy, "metrics": metrics, "stopping": stopping, "plateau": plateau,
    "centralized": lambda: words(CentralizedAdam(0.01)), "slow_rows": lambda: words(SlowRows(0.5, momentum=0.9)), "normed": normed,
    "minimal": minimal, "loss": loss, "kernel": kernel, "schedule": schedule, "bidirectional": bidirectional,
}

recorded = {name: seeded(make) for name, make in CASES.items()}
data = {"X": arr(X), "F": arr(F), "I": arr(I), "Y": arr(Y), "C": arr(C)}
with open(os.path.join(HERE, "deriving.json"), "w") as file:
    json.dump({"data": data, "cases": recorded}, file, default=str)
    file.write("\n")
