"""Records what keras.preprocessing.text and .sequence of Keras 2.9.0 make of texts and sequences, for TokenizerTests and
SequenceTests.

Run with a Python that has Keras 2.9.0; writes text_and_sequences.json.
"""
import json
import os
import random

import numpy as np
from keras.preprocessing import sequence as S
from keras.preprocessing import text as T

HERE = os.path.dirname(os.path.abspath(__file__))
words, skipgrams, windows = [], [], []

for text, kw in [("A,b;c d", dict(filters=",;", split=",")), ("ΣΊΣΥΦΟΣ İstanbul STRASSE ẞ ΑΣ' ΣΑ Σ Α.Σ", {}), ("a--b--c", dict(split="--", filters="")),
                 ("Keep CASE", dict(lower=False)), ("日本語 テスト。 𝔸𝔹 Ǆ Ⅷ", {}), ("tab\tnew\nline\u00a0nbsp", {}), ("a.b", dict(filters=".", split="-+-"))]:
    words.append({"text": text, "kwargs": kw, "words": T.text_to_word_sequence(text, **kw), "md5": T.hashing_trick(text, 1000, hash_function="md5", **kw)})

for kw in [dict(), dict(shuffle=False), dict(seed=3), dict(categorical=True, seed=5), dict(window_size=1, negative_samples=0., shuffle=False),
           dict(negative_samples=.5, seed=2), dict(window_size=2)]:
    for sampled in (False, True):
        random.seed(7)
        table = S.make_sampling_table(10, sampling_factor=.1)
        couples, labels = S.skipgrams([1, 2, 0, 4, 5, 3], 10, sampling_table=table if sampled else None, **kw)
        skipgrams.append({"kwargs": kw, "sampled": sampled, "couples": couples, "labels": labels})

for kw in [dict(length=3), dict(length=3, sampling_rate=2, stride=2, start_index=1, end_index=8, reverse=True, batch_size=2), dict(length=4, sampling_rate=2, batch_size=3),
           dict(length=1, stride=3, batch_size=2), dict(length=3, shuffle=True, batch_size=4)]:
    np.random.seed(3)
    g = S.TimeseriesGenerator(np.arange(20).reshape(10, 2) / 4, np.arange(10), **kw)
    windows.append({"kwargs": kw, "json": g.to_json(), "batches": [
        {"x": x.reshape(-1).tolist(), "x_shape": list(x.shape), "y": y.tolist()} for x, y in (g[i] for i in range(len(g)))]})

with open(os.path.join(HERE, "text_and_sequences.json"), "w", encoding="utf-8") as file:
    json.dump({"words": words, "skipgrams": skipgrams, "windows": windows}, file, ensure_ascii=False)
    file.write("\n")
