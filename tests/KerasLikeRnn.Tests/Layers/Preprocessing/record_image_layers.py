"""Records what the image layers of Keras 2.9.0 give, for ImageLayerTests.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes image_layers.json.
"""
import json
import os

import numpy as np
import tensorflow as tf

L = tf.keras.layers
HERE = os.path.dirname(os.path.abspath(__file__))
R = np.random.RandomState(5)


def image(*shape):
    return np.float32(np.round(R.rand(*shape) * 255, 1))


def arr(x):
    x = np.asarray(x)
    number = (lambda v: float(str(v))) if x.dtype == np.float32 else (lambda v: v.item())
    return {"dtype": x.dtype.name, "shape": list(x.shape), "data": [number(v) for v in x.ravel()]}


CASES, ERRORS = [], []


def record(name, layer, x, training=None, calls=1):
    """A new layer of that configuration under the seed 3, called some times."""
    config = json.loads(json.dumps(layer.get_config(), default=list))
    tf.keras.utils.set_random_seed(3)
    layer = type(layer).from_config(config)
    kw = {} if training is None else {"training": training}
    outputs = [layer(x, **kw) for _ in range(calls)]
    CASES.append({"name": name, "class": type(layer).__name__, "config": config, "input": arr(x), "training": training, "outputs": [arr(y) for y in outputs],
                  "open_shape": tf.TensorShape(layer.compute_output_shape((None,) + x.shape[1:])).as_list() if x.ndim == 4 else None})


def error(name, f):
    try:
        f()
    except Exception as e:
        text = str(e)
        ERRORS.append({"name": name, "text": text.split("\n\n")[1] if text.startswith("Exception encountered") else text})
        return
    raise AssertionError(name)


batch, wide, one = image(3, 5, 4, 2), image(2, 3, 7, 1), image(4, 5, 1)
for method in ("bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"):
    record(f"resizing_down_{method}", L.Resizing(3, 2, method), image(1, 7, 5, 1))
    record(f"resizing_up_{method}", L.Resizing(7, 4, method), image(1, 4, 5, 1))
    record(f"height_{method}", L.RandomHeight(0.4, method, seed=2), wide)
record("resizing_whole_numbers", L.Resizing(3, 3, "nearest"), R.randint(0, 255, (1, 5, 4, 1)).astype(np.int32))
record("resizing_whole_numbers_bilinear", L.Resizing(3, 3), R.randint(0, 255, (1, 5, 4, 1)).astype(np.int32))
record("resizing_same", L.Resizing(5, 4, "gaussian"), batch)
record("resizing_one_image", L.Resizing(2, 7), one)
record("resizing_cropped_wide", L.Resizing(2, 2, crop_to_aspect_ratio=True), wide)
record("resizing_cropped_high", L.Resizing(3, 5, "bicubic", crop_to_aspect_ratio=True), image(1, 7, 4, 1))
record("center_crop", L.CenterCrop(2, 3), batch)
record("center_crop_odd", L.CenterCrop(2, 2), wide)
record("center_crop_too_large", L.CenterCrop(6, 3), batch)
record("center_crop_one_image", L.CenterCrop(3, 3), one)
record("crop", L.RandomCrop(3, 2, seed=4), batch, calls=3)
record("crop_at_rest", L.RandomCrop(3, 2, seed=4), batch, training=False)
record("crop_too_large", L.RandomCrop(3, 6, seed=4), batch)
record("crop_one_image", L.RandomCrop(2, 2), one, calls=2)
for mode in ("horizontal", "vertical", "horizontal_and_vertical"):
    record(f"flip_{mode}", L.RandomFlip(mode, seed=6), batch, calls=2)
record("flip_one_image", L.RandomFlip(), one, calls=3)
record("flip_at_rest", L.RandomFlip(), batch, training=False)
for fill in ("reflect", "wrap", "constant", "nearest"):
    for method in ("bilinear", "nearest"):
        record(f"translation_{fill}_{method}", L.RandomTranslation(0.8, (0.3, 0.9), fill, method, 7, 12.5), batch, calls=2)
        record(f"rotation_{fill}_{method}", L.RandomRotation(0.4, fill, method, 8, 12.5), batch, calls=2)
        record(f"zoom_{fill}_{method}", L.RandomZoom(0.9, (0.1, 1.2), fill, method, 9, 12.5), batch, calls=2)
record("translation_one_image", L.RandomTranslation(0.5, 0.5), one, calls=2)
record("rotation_one_image", L.RandomRotation((-0.1, 0.3)), one, calls=2)
record("zoom_one_image", L.RandomZoom((-0.5, -0.2)), one, calls=2)
record("zoom_of_one_row", L.RandomZoom(0.7, seed=1), image(1, 1, 6, 1))
record("translation_of_one_column", L.RandomTranslation(0.7, 0.9, "wrap", seed=1), image(2, 5, 1, 1))
record("rotation_at_rest", L.RandomRotation(0.3), batch, training=False)
record("contrast", L.RandomContrast(0.7, seed=3), batch, calls=2)
record("contrast_pair", L.RandomContrast((0.1, 3.0), seed=3), one, calls=2)
record("brightness", L.RandomBrightness(0.5, seed=3), batch, calls=2)
record("brightness_range", L.RandomBrightness((0.3, -0.1), (200, 50), seed=3), one, calls=2)
record("height", L.RandomHeight((0.1, 0.6), seed=3), batch, calls=2)
record("height_at_rest", L.RandomHeight(0.4), batch, training=False)
record("width", L.RandomWidth((-0.5, -0.2), seed=3), batch, calls=2)
record("width_one_image", L.RandomWidth(0.5), one, calls=2)

error("interpolation", lambda: L.Resizing(2, 2, "foo"))
error("rank", lambda: L.Resizing(2, 2)(np.ones((3, 3), np.float32)))
error("augmented_rank", lambda: L.RandomFlip()(np.ones((1, 1, 4, 4, 1), np.float32)))
error("flip_mode", lambda: L.RandomFlip("foo", name="f"))
error("translation_order", lambda: L.RandomTranslation((0.3, 0.1), 0.2))
error("translation_range", lambda: L.RandomTranslation(1.3, 0.2))
error("translation_width_order", lambda: L.RandomTranslation(0.2, -0.5))
error("fill_mode", lambda: L.RandomTranslation(0.3, 0.2, fill_mode="x"))
error("warp_interpolation", lambda: L.RandomRotation(0.3, interpolation="bicubic"))
error("rotation", lambda: L.RandomRotation(-0.2))
error("zoom_height", lambda: L.RandomZoom(-1.2))
error("zoom_width", lambda: L.RandomZoom(0.2, -1.2))
error("contrast_negative", lambda: L.RandomContrast(-0.2))
error("contrast_large", lambda: L.RandomContrast(1.2))
error("brightness_large", lambda: L.RandomBrightness(1.2))
error("brightness_three", lambda: L.RandomBrightness((0.2, 0.3, 0.4)))
error("brightness_range", lambda: L.RandomBrightness(0.2, (1.0,)))
error("height_order", lambda: L.RandomHeight((0.3, 0.2)))
error("height_low", lambda: L.RandomHeight((-1.5, 0.2)))

with open(os.path.join(HERE, "image_layers.json"), "w") as f:
    parts = {"cases": CASES, "errors": ERRORS}
    f.write("{\n" + ",\n".join(f'"{part}": [\n' + ",\n".join(json.dumps(one, separators=(",", ":")) for one in ones) + "\n]" for part, ones in parts.items()) + "\n}\n")
print({part: len(ones) for part, ones in parts.items()})
