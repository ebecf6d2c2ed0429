"""The other side of TrainingSteps.cs: the same steps in a Python framework, for Keras 2.9, Keras 3 and PyTorch.

    python3 training_steps.py [--torch]

Reads one JSON line after another from its input: {"case": "LSTM 32 500 128 32"} makes the model and its data and warms them up,
{"measure": "train", "seconds": 3} runs that measure for that long. Answers each with a JSON line.
"""
import json
import sys
import time

import numpy as np

VOCABULARY = 10000
STEPS_PER_RUN = 30
ANSWERS = sys.stdout
sys.stdout = sys.stderr  # What a framework prints is no answer.


def data(samples, timesteps):
    random = np.random.RandomState(0)
    return random.randint(0, VOCABULARY, (samples, timesteps)).astype("int32"), random.randint(0, 2, (samples, 1)).astype("int64")


def keras_runs(layer, units, timesteps, batch, embedding):
    import keras

    x, y = data(batch * STEPS_PER_RUN, timesteps)
    model = keras.Sequential([
        keras.layers.Embedding(VOCABULARY, embedding),
        getattr(keras.layers, layer)(units),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["acc"])
    backend = keras.backend.backend() if callable(getattr(keras.backend, "backend", None)) else ""
    return f"Keras {keras.__version__} {backend}".strip(), {
        "train": lambda: model.fit(x, y, batch_size=batch, epochs=1, verbose=0),
        "evaluate": lambda: model.evaluate(x, y, batch_size=batch, verbose=0),
        "predict": lambda: model.predict(x, batch_size=batch, verbose=0),
    }


def torch_runs(layer, units, timesteps, batch, embedding):
    import torch

    class Classifier(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = torch.nn.Embedding(VOCABULARY, embedding)
            self.recurrent = getattr(torch.nn, {"SimpleRNN": "RNN"}.get(layer, layer))(embedding, units, batch_first=True)
            self.dense = torch.nn.Linear(units, 1)

        def forward(self, ids):
            return self.dense(self.recurrent(self.embedding(ids))[0][:, -1])

    x, y = data(batch * STEPS_PER_RUN, timesteps)
    x, y = torch.from_numpy(x), torch.from_numpy(y).float()
    model = Classifier()
    loss_of = torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.RMSprop(model.parameters(), lr=0.001, alpha=0.9, eps=1e-7)

    def batches():
        return zip(x.split(batch), y.split(batch))

    def train():
        order = torch.randperm(len(x))
        for rows in order.split(batch):
            optimizer.zero_grad()
            loss_of(model(x[rows]), y[rows]).backward()
            optimizer.step()

    @torch.no_grad()
    def evaluate():
        return sum(loss_of(model(ids), labels).item() for ids, labels in batches())

    @torch.no_grad()
    def predict():
        return torch.cat([torch.sigmoid(model(ids)) for ids, _ in batches()])

    return f"PyTorch {torch.__version__}", {"train": train, "evaluate": evaluate, "predict": predict}


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
    make = torch_runs if "--torch" in sys.argv[1:] else keras_runs
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
