"""Models whose layers have learnt something besides weights: vocabularies, boundaries, states carried from batch to batch.

    keras record_learnt.py --out FOLDER
    KERASLIKERNN_WRITE_MODELS=FOLDER …/KerasLikeRnn.Tests -explicit only -method "*What_was_learnt_is_written_for_the_judge"
    keras record_learnt.py --judge FOLDER

The first writes the SavedModel folder of each model NAME, and in expected.json the data and predictions. The test loads these, and writes
them under FOLDER again; the last opens what it wrote and compares.
"""
import argparse, json, os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
from tensorflow import keras
from tensorflow.core.protobuf import saved_model_pb2

L = keras.layers
WORDS = np.array([["b"], ["a"], ["c"], ["a"], ["c"], ["a"], ["d"]])
NUMBERS = np.array([[7], [3], [5], [3], [9]])
TEXTS = np.array([["the cat sat"], ["the dog sat"], ["a cat"], ["the end"]])


def lookups():
    word, text = L.Input((1,), dtype="string", name="word"), L.Input((1,), dtype="string", name="text")
    number, value = L.Input((1,), dtype="int64", name="number"), L.Input((1,), name="value")
    made = [
        (L.StringLookup(name="words"), WORDS, word),
        (L.StringLookup(name="weights", output_mode="tf_idf", num_oov_indices=2), WORDS, word),
        (L.StringLookup(name="padded", output_mode="tf_idf", max_tokens=8, pad_to_max_tokens=True), WORDS, word),
        (L.StringLookup(name="given", vocabulary=["b", "d"], output_mode="multi_hot"), None, word),
        (L.IntegerLookup(name="numbers", mask_token=5), NUMBERS, number),
        (L.IntegerLookup(name="inverse", invert=True), NUMBERS, number),
        (L.TextVectorization(name="texts", output_sequence_length=4), TEXTS, text),
        (L.TextVectorization(name="frequencies", output_mode="tf_idf", ngrams=2), TEXTS, text),
        (L.Discretization(name="bins", num_bins=3, output_mode="one_hot"), np.arange(10.0)[:, None], value),
        (L.Normalization(name="normal"), np.arange(10.0)[:, None], value),
    ]
    for layer, data, _ in made:
        if data is not None:
            layer.adapt(data)
    outputs = [L.Dense(1, name="after")(made[1][0](word))] + [layer(x) for layer, _, x in made]
    model = keras.Model([word, number, text, value], outputs)
    data = [np.array([["a"], ["d"], ["zz"], ["c"]]), np.array([[3], [9], [5], [4]]), np.array([["the cat"], ["a dog sat"], ["new"], ["end"]]),
            np.array([[0.5], [4.0], [9.0], [5.5]], "float32")]
    return model, data


def stateful():
    model = keras.Sequential([
        L.RNN([L.LSTMCell(2), L.GRUCell(3)], stateful=True, return_sequences=True, batch_input_shape=(4, 3, 2), name="stack"),
        L.Bidirectional(L.LSTM(2, stateful=True, return_sequences=True), name="both"), L.SimpleRNN(2, stateful=True, name="simple"),
    ])
    data = [np.sin(np.arange(24.0)).reshape(4, 3, 2).astype("float32")]
    model.predict(data[0], batch_size=4, verbose=0)
    return model, data


MODELS = {"lookups": lookups, "stateful": stateful}


def predicted(model, data):
    outputs = model.predict([keras.backend.constant(x, str(x.dtype)) if x.dtype.kind != "U" else x for x in data] if len(data) > 1 else data[0],
                            batch_size=4, verbose=0)
    return [np.asarray(y).ravel().tolist() for y in (outputs if isinstance(outputs, list) else [outputs])]


def without_functions(path):
    """Nobody here reads them, and they are long."""
    saved = saved_model_pb2.SavedModel()
    saved.ParseFromString(open(path, "rb").read())
    for meta in saved.meta_graphs:
        meta.graph_def.ClearField("library")
        meta.meta_info_def.ClearField("stripped_op_list")
        for node in meta.graph_def.node:
            if node.op != "Const":
                node.Clear()
    open(path, "wb").write(saved.SerializeToString())


def record(folder):
    expected = {}
    for name, make in MODELS.items():
        keras.backend.clear_session()
        model, data = make()
        model.save(os.path.join(folder, name))
        without_functions(os.path.join(folder, name, "saved_model.pb"))
        expected[name] = {"x": [x.ravel().tolist() for x in data], "y": predicted(model, data)}
    json.dump(expected, open(os.path.join(folder, "expected.json"), "w"))


def judge(folder):
    expected = json.load(open(os.path.join(folder, "expected.json")))
    for name, make in MODELS.items():
        model = keras.models.load_model(os.path.join(folder, name))
        found = predicted(model, make()[1])
        worst = max(np.max(np.abs(np.array(a, "float64") - b)) for a, b in zip(expected[name]["y"], found))
        print(name, "largest difference", worst, "ok" if worst < 1e-6 else "BAD")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--out")
    parser.add_argument("--judge")
    args = parser.parse_args()
    if args.out:
        record(args.out)
    if args.judge:
        judge(args.judge)
