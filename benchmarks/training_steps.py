"""The other side of TrainingSteps.cs: the same steps in Python, for Keras 2.9 and Keras 3 on the backend that KERAS_BACKEND names.

Reads one JSON line after another from its input: {"case": "LSTM 32 500 128 32"} makes the model and its data and warms them up,
{"measure": "train", "seconds": 3} runs that measure for that long. Answers each with a JSON line.
"""
import json
import sys
import time

import keras
import numpy as np

VOCABULARY = 10000
STEPS_PER_RUN = 30
ANSWERS, sys.stdout = sys.stdout, sys.stderr  # What Keras prints is no answer.


def data(samples, timesteps):
    random = np.random.RandomState(0)
    return random.randint(0, VOCABULARY, (samples, timesteps)).astype("int32"), random.randint(0, 2, (samples, 1)).astype("int64")


def make(layer, units, timesteps, batch, embedding):
    x, y = data(batch * STEPS_PER_RUN, timesteps)
    model = keras.Sequential([
        keras.layers.Embedding(VOCABULARY, embedding),
        getattr(keras.layers, layer)(units),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["acc"])
    return f"Keras {keras.__version__} {keras.backend.backend()}", {
        "train": lambda: model.fit(x, y, batch_size=batch, epochs=1, verbose=0),
        "evaluate": lambda: model.evaluate(x, y, batch_size=batch, verbose=0),
        "predict": lambda: model.predict(x, batch_size=batch, verbose=0),
    }


def seconds(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def readings(run, budget):
    """Milliseconds a step of every run that begins within the budget; at least one."""
    end = time.perf_counter() + budget
    result = [seconds(run)]
    while time.perf_counter() < end:
        result.append(seconds(run))
    return [reading / STEPS_PER_RUN * 1e3 for reading in result]


def main():
    runs = {}
    for line in sys.stdin:
        request = json.loads(line)
        if "case" in request:
            layer, *sizes = request["case"].split()
            name, runs = make(layer, *map(int, sizes))
            answer = {"name": name, "first_call_s": {measure: seconds(run) for measure, run in runs.items()}}
        else:
            answer = {"ms_per_step": readings(runs[request["measure"]], request["seconds"])}
        print(json.dumps(answer), file=ANSWERS, flush=True)


if __name__ == "__main__":
    main()
