"""Records what print shows of Keras 2.9.0's objects, for PrintedTests.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes printed.json: texts by the expressions that stand between the quotes, and
names of symbolic tensors by layer and shape of its input. Statements before a semicolon prepare.
"""
import json
import os

import keras
import numpy as np
import tensorflow as tf
from keras import backend as K, callbacks, losses, metrics, optimizers
from keras.layers import *
from keras.models import Model, Sequential, clone_model
from tensorflow.keras.optimizers import schedules

PRINTED = """
np.zeros(3, 'float32').dtype
np.zeros(3, 'int64').dtype
np.zeros(3, 'uint8').dtype
np.zeros(3, bool).dtype
tf.zeros(3).dtype
[tf.zeros(3).dtype]
tf.constant(['a']).dtype
tf.Variable(1.).dtype
tf.int32
K.dtype(tf.zeros(3))
tf.zeros((2, 3)).shape
[t.shape for t in [tf.zeros((2, 3)), tf.zeros(())]]
{'a': tf.zeros((2, 3)).shape}
(tf.zeros(3).shape, None)
[w.shape for w in dense().weights]
[w.name for w in dense().weights]
dense().input_shape
[l.output_shape for l in dense().layers]
dense().output.shape
dense().input
dense().output
dense().inputs
dense().outputs
[l.output for l in dense().layers]
dense().layers[0].input
dense().get_config()
dense().layers[0].get_config()
dense().optimizer.lr
dense().optimizer.iterations
dense().metrics_names
trained().optimizer.lr
trained().optimizer.iterations
trained().optimizer.iterations.numpy()
[w.name for w in trained().optimizer.weights]
trained().history.history.keys()
trained().history.history.values()
trained().history.history.items()
trained().history.history
trained().history.params
trained().history.epoch
trained().metrics_names
[w.name for w in metrics.AUC().weights]
metrics.Mean().weights
metrics.Mean()
metrics.Mean(name='x')
metrics.AUC()
metrics.BinaryAccuracy()
metrics.Mean().result()
Sequential([Dense(2)]).inputs
Sequential([Embedding(4, 2, input_length=3)]).get_config()
clone_model(Sequential([Embedding(4, 2, input_length=3)])).get_config()
Sequential([Embedding(4, 2, input_length=3)]).to_json()
two().input_shape
two().output_shape
two().input
two().output
[l.input_shape for l in two().layers]
[l.output_shape for l in two().layers]
two().layers[0].input
two().layers[0].output
two().layers[0].get_input_at(0)
two().layers[0].get_input_shape_at(0)
two().layers[0].get_output_shape_at(0)
two().layers[2].get_input_shape_at(0)
named().input_shape
named().output_shape
named().input
named().output
concatenated().input_shape
concatenated().get_input_shape_at(0)
concatenated().input
stated().output_shape
stated().output
called().input_shape
called().output_shape
Input((3,))
Input((3,), dtype='int32', name='x')
(Input((3,)), Input((2,)))
[Input((None, 3), batch_size=2)]
Input((3,)) + 1
tf.reduce_sum(Input((3,)))
Input((3,))[:, 0]
Conv2D(4, 2, input_shape=(3, 3, 2)).get_config()
Reshape((2, 3)).get_config()
Permute((2, 1)).get_config()
Dropout(.5).get_config()
LSTM(3).get_config()
optimizers.Adam().get_config()
optimizers.SGD(schedules.ExponentialDecay(0.1, 30, 0.5)).get_config()
schedules.ExponentialDecay(0.1, 30, 0.5).get_config()
schedules.PiecewiseConstantDecay([10, 20], [0.1, 0.2, 0.3]).get_config()
schedules.CosineDecay(0.1, 30).get_config()
schedules.PolynomialDecay(0.1, 30).get_config()
schedules.ExponentialDecay(0.1, 30, 0.5)(10)
schedules.ExponentialDecay(0.1, 30, 0.5)(10).numpy()
K.get_value(optimizers.Adam().lr)
optimizers.SGD(0.1).lr
[optimizers.SGD(0.1).lr]
optimizers.SGD(0.1).lr.numpy()
float(optimizers.SGD(0.1).lr)
list(np.array([1.0, 2.0]))
list(np.array([1, 2], 'float32'))
list(np.array([1, 2]))
[1.0, 2.0]
[True, False]
['a', 'b']
[[1, 2], [3]]
(1,)
tf.constant('a')
tf.constant(['a', 'it\\'s'])
[tf.constant(['a', 'b'])]
tf.constant([['a', 'b'], ['c', 'd']])
[tf.constant([['a', 'b'], ['c', 'd']])]
tf.constant('é')
[tf.zeros((0, 3))]
tf.zeros((0, 3))
InputSpec(shape=(None, 3))
tf.linalg.global_norm([tf.constant([3., 0.]), None, tf.constant([[4.]])])
tf.clip_by_global_norm([tf.constant([3., 0.]), tf.constant([[4.]])], 1.)
tf.clip_by_global_norm([tf.constant([3., 0.]), None], 10.)
tf.clip_by_norm(tf.constant([3., 4.]), 1.)
tf.clip_by_value(tf.constant([3., -4.]), -1., 1.)
"""
NAMES = """
Dense(2)|(3,)
Dense(2, use_bias=False)|(3,)
Dense(2, use_bias=False)|(4, 3)
Dense(2, activation='relu')|(3,)
Dense(2, activation='tanh')|(3,)
Dense(2, activation='sigmoid')|(3,)
Dense(2, activation='softmax')|(4, 3)
Dense(2, activation='elu')|(3,)
Dense(2, activation='selu')|(3,)
Dense(2, activation='softplus')|(3,)
Dense(2, activation='softsign')|(3,)
Dense(2, activation='swish')|(3,)
Dense(2, activation='gelu')|(3,)
Dense(2, activation='exponential')|(3,)
Dense(2, activation='hard_sigmoid')|(3,)
Activation('relu')|(3,)
Activation('linear')|(3,)
ReLU()|(3,)
ReLU(6.)|(3,)
LeakyReLU()|(3,)
ELU()|(3,)
PReLU()|(3,)
ThresholdedReLU()|(3,)
Softmax()|(3,)
Embedding(4, 2)|(3,)
Masking()|(3, 4)
Dropout(.5)|(3,)
SpatialDropout1D(.5)|(3, 4)
SpatialDropout3D(.5)|(3, 4, 5, 6)
GaussianNoise(.5)|(3,)
GaussianDropout(.5)|(3,)
AlphaDropout(.5)|(3,)
Flatten()|(3, 4)
Reshape((4, 3))|(3, 4)
Permute((2, 1))|(3, 4)
RepeatVector(3)|(4,)
Cropping1D(1)|(5, 4)
Cropping2D(1)|(5, 4, 2)
Cropping3D(1)|(5, 4, 4, 2)
UpSampling1D(2)|(5, 4)
UpSampling2D(2)|(5, 4, 2)
UpSampling3D(2)|(5, 4, 4, 2)
ZeroPadding1D(2)|(5, 4)
ZeroPadding3D(2)|(5, 4, 4, 2)
Conv1D(2, 3)|(5, 4)
Conv1D(2, 3, use_bias=False)|(5, 4)
Conv1D(2, 3, activation='relu')|(5, 4)
Conv2D(2, 3, use_bias=False)|(5, 5, 4)
Conv3D(2, 3)|(5, 5, 5, 4)
Conv2DTranspose(2, 3)|(5, 5, 4)
SeparableConv1D(2, 3)|(5, 4)
SeparableConv2D(2, 3)|(5, 5, 4)
DepthwiseConv2D(3)|(5, 5, 4)
LocallyConnected1D(2, 3)|(5, 4)
LocallyConnected2D(2, 3)|(5, 5, 4)
MaxPooling1D(2)|(5, 4)
MaxPooling2D(2)|(5, 5, 4)
MaxPooling3D(2)|(5, 5, 5, 4)
AveragePooling1D(2)|(5, 4)
AveragePooling3D(2)|(5, 5, 5, 4)
GlobalMaxPooling1D()|(5, 4)
GlobalMaxPooling3D()|(5, 5, 5, 4)
GlobalAveragePooling2D()|(5, 5, 4)
BatchNormalization()|(3,)
BatchNormalization()|(3, 4, 5)
LayerNormalization()|(3,)
UnitNormalization()|(3,)
SimpleRNN(2)|(3, 4)
SimpleRNN(2, return_sequences=True)|(3, 4)
LSTM(2)|(3, 4)
LSTM(2, return_sequences=True)|(3, 4)
LSTM(2, activation='relu')|(3, 4)
GRU(2)|(3, 4)
RNN(LSTMCell(2))|(3, 4)
Bidirectional(LSTM(2))|(3, 4)
Bidirectional(LSTM(2), merge_mode='sum')|(3, 4)
Bidirectional(LSTM(2), merge_mode='ave')|(3, 4)
TimeDistributed(Dense(2))|(3, 4)
ConvLSTM2D(2, 2)|(3, 4, 4, 2)
Rescaling(2.)|(3,)
Normalization(mean=1., variance=1.)|(3,)
"""


def dense():
    model = Sequential([Dense(2, activation="relu", input_shape=(3,))])
    model.compile("adam", "mse", metrics=["mae"])
    return model


def trained():
    model = dense()
    model.fit(np.zeros((4, 3)), np.zeros((4, 2)), epochs=2, verbose=0)
    return model


def two():
    a, b = Input((3,), name="a"), Input((2,), name="b")
    return Model([a, b], [Dense(1, name="c")(a), Dense(2, name="d")(b)])


def named():
    a = Input((3,), name="a")
    return Model({"x": a}, {"p": Dense(1, name="c")(a), "q": Dense(2, name="d")(a)})


def concatenated():
    layer, a = Concatenate(), Input((3,), name="a")
    layer([a, a])
    return layer


def stated():
    layer = LSTM(2, return_state=True)
    layer(Input((3, 4), name="a"))
    return layer


def called():
    model = Sequential([Dense(2)])
    model(tf.zeros((2, 3)))
    return model


def fresh(expression):
    K.clear_session()
    return eval(expression)


printed = [{"name": line, "text": str(fresh(line))} for line in PRINTED.strip().split("\n")]
names = []
for line in NAMES.strip().split("\n"):
    layer, shape = line.split("|")
    names.append({"name": line, "text": fresh(f"{layer}(Input({shape})).name")})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "printed.json"), "w") as file:
    json.dump({"printed": printed, "names": names}, file, indent=1, ensure_ascii=False)
    file.write("\n")
