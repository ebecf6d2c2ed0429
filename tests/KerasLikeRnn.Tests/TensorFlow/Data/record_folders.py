"""Records what Keras 2.9 makes of folders and series, for FolderDatasetTests.cs: run it with the real Keras, `record_folders.py > folders.json`."""
import base64
import contextlib
import io
import json
import os
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf
import keras

U = keras.utils


def picture(height, width, channels, factor):
    return (np.arange(height * width * channels).reshape(height, width, channels) * factor % 256).astype("uint8")


def smooth(height, width):
    rows, columns = np.mgrid[:height, :width]
    return np.stack([rows * 8, columns * 6, rows * 3 + columns * 2], axis=-1).astype("uint8")


JPEG = tf.io.encode_jpeg(smooth(24, 32), quality=95).numpy()


def write():
    for name in ["texts/b/deep", "texts/a", "images/one", "images/two/more", "empty"]:
        os.makedirs(name)
    for i in range(11):
        with open(f"texts/{'ab'[i % 3 % 2]}/{i}.txt", "w", encoding="utf-8") as file:
            file.write(f"text {i} é" * (i % 3))
    for name, text in [("texts/b/deep/z.TXT", "deep"), ("texts/a/note.md", "no"), ("texts/root.txt", "root")]:
        with open(name, "w") as file:
            file.write(text)
    for name, pixels in [("one/0.png", picture(5, 6, 3, 37)), ("one/1.PNG", picture(9, 4, 4, 53)), ("two/g.png", picture(4, 4, 1, 17)),
                         ("two/more/l.png", picture(12, 7, 3, 29))]:
        with open("images/" + name, "wb") as file:
            file.write(tf.io.encode_png(pixels).numpy())
    with open("images/two/j.jpg", "wb") as file:
        file.write(JPEG)
    # TensorFlow makes no opacity for a jpeg.
    for name, pixels in [("one/0.png", picture(5, 6, 3, 37)), ("two/1.png", picture(9, 4, 4, 53)), ("two/g.png", picture(4, 4, 1, 17))]:
        os.makedirs("opaque/" + os.path.dirname(name), exist_ok=True)
        with open("opaque/" + name, "wb") as file:
            file.write(tf.io.encode_png(pixels).numpy())


TEXTS = {
    "texts": dict(seed=3),
    "texts, drawn seed": dict(),
    "texts in order": dict(shuffle=False),
    "texts, unlabelled": dict(labels=None, shuffle=False, batch_size=4),
    "texts, no mode": dict(label_mode=None, seed=1, batch_size=5),
    "texts, binary": dict(label_mode="binary", seed=2, batch_size=3),
    "texts, categorical": dict(label_mode="categorical", seed=2, batch_size=3, class_names=["b", "a"]),
    "texts, one by one": dict(batch_size=None, seed=7),
    "texts, one by one in order": dict(batch_size=None, shuffle=False, max_length=7),
    "texts, a list": dict(labels=list(range(12)), seed=5, batch_size=1),
    "texts, training": dict(validation_split=0.3, subset="training", seed=9, batch_size=2),
    "texts, validation": dict(validation_split=0.3, subset="validation", seed=9, batch_size=2),
    "texts, nothing for validation": dict(validation_split=0.01, subset="validation", shuffle=False),
}

IMAGES = {
    "images": dict(seed=3, image_size=(4, 5)),
    "images in order": dict(shuffle=False, image_size=(6, 3), batch_size=2),
    "images, grey": dict(shuffle=False, image_size=(5, 6), color_mode="grayscale", label_mode="binary"),
    "images, rgba": dict(shuffle=False, image_size=(3, 3), color_mode="rgba", label_mode="categorical"),
    "images, nearest": dict(shuffle=False, image_size=(3, 4), interpolation="nearest", label_mode=None),
    "images, bicubic": dict(shuffle=False, image_size=(8, 7), interpolation="bicubic"),
    "images, area": dict(shuffle=False, image_size=(2, 3), interpolation="area"),
    "images, lanczos": dict(shuffle=False, image_size=(6, 6), interpolation="lanczos3"),
    "images, cropped": dict(shuffle=False, image_size=(3, 5), crop_to_aspect_ratio=True, labels=[4, 3, 2, 1, 0]),
    "images, cropped, nearest": dict(shuffle=False, image_size=(3, 5), crop_to_aspect_ratio=True, interpolation="nearest"),
    "images, validation": dict(validation_split=0.4, subset="validation", seed=2, image_size=(2, 2), batch_size=None),
    "images, training": dict(validation_split=0.4, subset="training", seed=2, image_size=(2, 2), batch_size=1),
}

REFUSED = {
    "labels": ("texts", dict(labels="foo")),
    "labels and names": ("texts", dict(labels=[1], class_names=["k"])),
    "too few labels": ("texts", dict(labels=[1, 2])),
    "mode": ("texts", dict(label_mode="other")),
    "names": ("texts", dict(class_names=["b", "c"])),
    "split": ("texts", dict(validation_split=1.5, subset="training")),
    "split alone": ("texts", dict(validation_split=0.5)),
    "subset alone": ("texts", dict(subset="training")),
    "subset": ("texts", dict(validation_split=0.5, subset="test")),
    "no seed": ("texts", dict(validation_split=0.5, subset="training")),
    "no files": ("empty", dict()),
    "nothing for training": ("texts", dict(validation_split=0.01, subset="training", seed=1)),
    "three classes": ("three", dict(label_mode="binary")),
}

SERIES = np.arange(30, dtype="float32").reshape(15, 2)
SERIES_CASES = {
    "series": (SERIES, SERIES[4:, 0], dict(sequence_length=4)),
    "series alone": (SERIES, None, dict(sequence_length=3, sequence_stride=2, batch_size=4)),
    "series, by steps": (SERIES, np.arange(15), dict(sequence_length=3, sampling_rate=2, sequence_stride=3, batch_size=2)),
    "series, shuffled": (SERIES[:, 0], np.arange(15), dict(sequence_length=5, shuffle=True, seed=6, batch_size=3)),
    "series, shuffled by a drawn seed": (SERIES[:, 0], None, dict(sequence_length=5, shuffle=True, batch_size=3)),
    "series, one by one": (SERIES, None, dict(sequence_length=9, batch_size=None)),
    "series, one by one, shuffled": (SERIES[:, 1], None, dict(sequence_length=9, batch_size=None, shuffle=True, seed=1)),
    "series, a part": (SERIES, np.arange(15), dict(sequence_length=3, start_index=2, end_index=11)),
    "series, float64": (SERIES.astype("float64"), None, dict(sequence_length=10)),
    "series too short": (SERIES, None, dict(sequence_length=20)),
}

SERIES_REFUSED = {
    "start below": dict(start_index=-1),
    "start beyond": dict(start_index=15),
    "end below": dict(end_index=-2),
    "end before start": dict(start_index=5, end_index=3),
    "end beyond": dict(end_index=15),
    "rate": dict(sampling_rate=0),
    "rate beyond": dict(sampling_rate=15),
    "stride": dict(sequence_stride=-1),
    "stride beyond": dict(sequence_stride=20),
}


def plain(value):
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, np.ndarray):
        return [plain(part) for part in value] if value.dtype == object else np.around(value.astype("float64"), 4).tolist()
    return value.item()


def recorded(name, make):
    np.random.seed(5)
    tf.random.set_seed(11)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        ds = make()
    return {
        "name": name,
        "printed": printed.getvalue(),
        "text": str(ds),
        "classes": getattr(ds, "class_names", None),
        "files": getattr(ds, "file_paths", None),
        "cardinality": int(ds.cardinality()),
        "passes": [[plain(element) for element in ds.as_numpy_iterator()] for _ in range(2)],
    }


def refused(name, make):
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            make()
    except ValueError as error:
        return {"name": name, "error": str(error)}
    raise AssertionError(name)


def records():
    for name, arguments in TEXTS.items():
        yield recorded(name, lambda: U.text_dataset_from_directory("texts", **arguments))
    for name, arguments in IMAGES.items():
        yield recorded(name, lambda: U.image_dataset_from_directory("opaque" if "rgba" in name else "images", **arguments))
    for name, (data, targets, arguments) in SERIES_CASES.items():
        yield recorded(name, lambda: U.timeseries_dataset_from_array(data, targets, **arguments))


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    write()
    for name in "abc":
        os.makedirs("three/" + name)
    errors = [refused(name, lambda: U.text_dataset_from_directory(where, **arguments)) for name, (where, arguments) in REFUSED.items()]
    errors += [
        refused("image " + name, lambda: U.image_dataset_from_directory("texts", **arguments))
        for name, arguments in [("labels", dict(labels="foo")), ("colours", dict(color_mode="grey")), ("none", dict())]
    ]
    errors += [
        refused("series " + name, lambda: U.timeseries_dataset_from_array(SERIES, None, 3, **arguments))
        for name, arguments in SERIES_REFUSED.items()
    ]
    print(json.dumps({"jpeg": base64.b64encode(JPEG).decode(), "datasets": list(records()), "errors": errors}, ensure_ascii=False)
          .replace(', {"name"', ',\n{"name"'))
    os.chdir("/")
