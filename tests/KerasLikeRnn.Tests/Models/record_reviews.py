"""Records the running losses of Keras 2.9 on the small cut of the IMDB reviews: writes reviews.json beside this file.

    python record_reviews.py
"""
import json, os

import keras
from keras import layers as L
from keras.datasets import imdb

here = os.path.dirname(os.path.abspath(__file__))
# Keras checks the whole file's hash, and this is a cut of it.
imdb.get_file = lambda path, **_: path
(x, y), _ = imdb.load_data(os.path.join(here, "..", "..", "Data", "imdb-mini.npz"), num_words=10000)
x = keras.utils.pad_sequences(x, maxlen=100)
out = {}
for layer in ("SimpleRNN", "LSTM", "GRU"):
    keras.utils.set_random_seed(1)
    model = keras.Sequential([L.Embedding(10000, 32), getattr(L, layer)(32), L.Dense(1, activation="sigmoid")])
    model.compile("rmsprop", "binary_crossentropy", metrics=["acc"])
    losses = []
    model.fit(x, y, batch_size=128, epochs=4, verbose=0, callbacks=[keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: losses.append(float(logs["loss"])))])
    out[layer] = losses
with open(os.path.join(here, "reviews.json"), "w") as f:
    json.dump(out, f)
