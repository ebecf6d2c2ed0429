"""Records what Keras 2.9.0 says of mistakes in the use of layers, for LayerMistakesTests.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes mistakes.json. Of a text that a kernel wrote, only what does not speak
of the kernel is kept (`until`).
"""
import json
import os

import keras
import tensorflow as tf
from keras.layers import *

X = lambda *sizes: tf.ones(sizes)
SHORT = [
    "Conv1D(4, 3)(Input((2, 3)))", "Conv1D(4, 3)(Input((1, 3)))", "Conv2D(4, 3)(Input((5, 2, 1)))", "SeparableConv1D(4, 3)(Input((2, 3)))",
    "DepthwiseConv1D(3)(Input((2, 3)))", "Conv3D(2, 3)(Input((2, 3, 3, 1)))", "MaxPooling1D(3)(Input((2, 3)))",
    "MaxPooling1D(3, data_format='channels_first')(Input((3, 2)))", "AveragePooling2D(3)(Input((3, 2, 1)))", "MaxPooling3D(3)(Input((2, 3, 3, 1)))",
]
WRONG = [
    "Concatenate()(X(2, 3))", "Dot(1)(X(2, 3))", "Attention()(X(2, 3, 4))", "AdditiveAttention()(X(2, 3, 4))",
    "DepthwiseConv2D(3, depth_multiplier=-1)(X(2, 5, 5, 3))", "MultiHeadAttention(2, 3)(X(2, 3), X(2, 3))",
    "MultiHeadAttention(2, 3, attention_axes=5)(X(2, 3, 4), X(2, 5, 4))", "Attention()([X(2, 3, 4), X(3, 5, 4)])", "Discretization([2., 1.])(X(2, 3))",
]


def record(expression, until=None):
    keras.backend.clear_session()
    try:
        eval(expression)
    except Exception as error:
        lines = str(error).split("\n\n")
        text = lines[1] if lines[0].startswith("Exception encountered") else lines[0]
        return {"name": expression, "type": type(error).__name__, "text": text.split(until)[0] if until else text}
    raise AssertionError(f"Keras takes {expression}")


mistakes = [record(one, " for '{{node") for one in SHORT] + [record(one, " Received") for one in WRONG]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "mistakes.json"), "w") as file:
    json.dump({"mistakes": mistakes}, file, indent=1)
    file.write("\n")
