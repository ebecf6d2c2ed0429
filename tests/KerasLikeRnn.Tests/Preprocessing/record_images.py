"""Records what Keras 2.9.0 makes of images, for ImagesTests.

Run with a Python that has Keras 2.9.0, SciPy and Pillow; writes images.json: arrays by the names of their cases.
"""
import contextlib
import io
import json
import os
import tempfile

import numpy as np
from keras.preprocessing import image as I
from keras.utils.image_utils import array_to_img, img_to_array, load_img, save_img

X = (np.arange(5 * 6 * 3).reshape((5, 6, 3)) * 37 % 256).astype('float32')
LAST = dict(row_axis=0, col_axis=1, channel_axis=2)
recorded = {}


def case(name, value):
    value = np.asarray(value)
    recorded[name] = {'shape': list(value.shape), 'data': [float(v) for v in value.reshape(-1)]}


def seeded(name, function):
    np.random.seed(5)
    case(name, function())


for mode in ['nearest', 'constant', 'reflect', 'wrap']:
    for order in [0, 1]:
        case(f'affine {mode} {order}', I.apply_affine_transform(
            X, theta=23, tx=1.3, ty=-0.7, shear=11, zx=1.2, zy=0.8, fill_mode=mode, cval=7., order=order, **LAST))
case('affine first', I.apply_affine_transform(np.transpose(X, (2, 0, 1)), theta=40, tx=2.5))
case('affine far', I.apply_affine_transform(X, tx=9.25, ty=-13.5, fill_mode='reflect', **LAST))
seeded('rotation', lambda: I.random_rotation(X, 40, **LAST))
seeded('shift', lambda: I.random_shift(X, 0.3, 0.4, fill_mode='wrap', **LAST))
seeded('shear', lambda: I.random_shear(X, 30, **LAST))
seeded('zoom', lambda: I.random_zoom(X, (0.5, 1.4), fill_mode='constant', cval=3., **LAST))
seeded('channel shift', lambda: I.random_channel_shift(X, 60, channel_axis=2))
seeded('brightness', lambda: I.random_brightness(X, (0.4, 1.6)))
case('brightness of others', I.apply_brightness_shift(X - 100, 1.7, scale=False))
case('to image scaled', img_to_array(array_to_img(X[:, :, :1] / 300 - 0.2)))
case('to image', img_to_array(array_to_img(X, scale=False), data_format='channels_first'))

generator = I.ImageDataGenerator(
    rotation_range=20, width_shift_range=0.2, height_shift_range=[0.1, 0.3], shear_range=10, zoom_range=0.2, channel_shift_range=20,
    horizontal_flip=True, vertical_flip=True, brightness_range=(0.5, 1.5), rescale=1 / 255, samplewise_std_normalization=True)
for seed in range(3):
    parameters = generator.get_random_transform(X.shape, seed=seed)
    case(f'parameters {seed}', [float(value) for value in parameters.values()])
    case(f'transformed {seed}', generator.random_transform(X, seed=seed))
case('standardized', generator.standardize(X.copy()))
pixels = I.ImageDataGenerator(width_shift_range=3, height_shift_range=2.0)
seeded('pixels', lambda: [[drawn['tx'], drawn['ty']] for drawn in [pixels.get_random_transform(X.shape) for i in range(5)]])

images = np.stack([np.roll(X, i, axis=1) for i in range(7)])
featurewise = I.ImageDataGenerator(
    featurewise_center=True, featurewise_std_normalization=True, horizontal_flip=True, rotation_range=5, validation_split=0.3)
featurewise.fit(images, augment=True, rounds=2, seed=4)
case('mean', featurewise.mean)
case('std', featurewise.std)
flow = featurewise.flow(images, np.arange(7), batch_size=3, seed=2)
for i in range(4):
    x, y = next(flow)
    case(f'flow {i} x', x)
    case(f'flow {i} y', y)
np.random.seed(6)
flow = featurewise.flow(images, np.arange(7) % 2, batch_size=2, sample_weight=np.arange(7) / 7, subset='training')
case('length', len(flow))
case('subset', flow[1][1])
flow.on_epoch_end()
case('subset again', flow[1][1])

with tempfile.TemporaryDirectory() as folder:
    for name, count in [('cats', 3), ('dogs', 2)]:
        os.mkdir(os.path.join(folder, name))
        for i in range(count):
            save_img(os.path.join(folder, name, f'{i}.png'), np.roll(X, i, axis=0) * (0.5 + (name == 'cats') / 2), scale=False)
    path = os.path.join(folder, 'cats', '1.png')
    for interpolation in ['nearest', 'bilinear', 'bicubic', 'hamming', 'box', 'lanczos']:
        for size in [(3, 4), (8, 9)]:
            case(f'resized {interpolation} {size[0]}', img_to_array(load_img(path, target_size=size, interpolation=interpolation)))
    case('kept', img_to_array(load_img(path, target_size=(4, 3), interpolation='bilinear', keep_aspect_ratio=True)))
    case('grey', img_to_array(load_img(path, color_mode='grayscale')))
    case('rgba', img_to_array(load_img(path, color_mode='rgba')))
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        flow = I.ImageDataGenerator(rescale=1 / 255, validation_split=0.4).flow_from_directory(
            folder, target_size=(4, 4), batch_size=2, seed=1, class_mode='binary')
        for subset in ['training', 'validation']:
            flow.image_data_generator.flow_from_directory(folder, subset=subset)
    recorded['printed'] = text.getvalue()
    recorded['files'] = flow.filenames
    recorded['classes'] = flow.class_indices
    for i in range(3):
        x, y = flow[i]
        case(f'directory {i} x', x)
        case(f'directory {i} y', y)

target = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'images.json')
with open(target + '.part', 'w') as file:
    json.dump(recorded, file)
os.replace(target + '.part', target)
