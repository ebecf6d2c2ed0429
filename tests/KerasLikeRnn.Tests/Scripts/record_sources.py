"""Records what scripts print under Keras 2.9.0 that train on generators, sequences and the like, for SourcesTests.

Run with a Python that has Keras 2.9.0, NumPy 1.23 and SciPy; writes sources.json: each function's output, from seed 1.
SourcesScripts.cs has the same scripts in C#, line for line.
"""
import contextlib
import io
import json
import os
import warnings

import keras
import numpy as np
from keras.layers import *
from keras.models import Model, Sequential
from keras.preprocessing.image import ImageDataGenerator
from keras.preprocessing.sequence import TimeseriesGenerator
from keras.utils import GeneratorEnqueuer, OrderedEnqueuer, Sequence


def generator():
    def batches(count, size):
        for i in range(count):
            x = np.random.rand(size + i % 3, 4)
            yield x, np.sum(x, axis=1)

    model = Sequential([Dense(8, activation='tanh'), Dropout(0.2), Dense(1)])
    model.compile(optimizer='adam', loss='mse', metrics=['mae'])
    history = model.fit(batches(6, 8), epochs=1, verbose=2)
    model.summary()
    history = model.fit(batches(10, 8), steps_per_epoch=5, epochs=2, verbose=2)
    print(['%.4f' % value for value in history.history['loss']])
    history = model.fit(batches(5, 8), steps_per_epoch=3, epochs=3, verbose=2)
    print(len(history.history['loss']))
    print('%.4f %.4f' % tuple(model.evaluate(batches(3, 6), verbose=2)))
    print(model.predict(batches(2, 3), verbose=0).shape)
    try:
        model.fit(batches(2, 3), np.ones(3))
    except ValueError as error:
        print(error)
    try:
        model.fit(batches(2, 3), validation_split=0.2)
    except ValueError as error:
        print(error)


def sequence():
    class Windows(Sequence):
        def __init__(self, x, y, batch_size):
            self.x, self.y, self.batch_size = x, y, batch_size

        def __len__(self):
            return int(np.ceil(len(self.x) / self.batch_size))

        def __getitem__(self, index):
            start = index * self.batch_size
            return self.x[start:start + self.batch_size], self.y[start:start + self.batch_size]

        def on_epoch_end(self):
            print('epoch ends, first is', self.y[0])

    x = np.arange(60, dtype='float32').reshape((20, 3)) / 60
    y = np.arange(20, dtype='float32') / 20
    train, test = Windows(x[:14], y[:14], 4), Windows(x[14:], y[14:], 4)
    model = Sequential([Dense(4, activation='relu', input_shape=(3,)), Dense(1)])
    model.compile(optimizer='sgd', loss='mse')
    history = model.fit(train, epochs=3, validation_data=test, verbose=2)
    print(['%.5f' % value for value in history.history['val_loss']])
    model.fit(train, epochs=2, verbose=2, workers=3, max_queue_size=2)
    model.fit(train, epochs=2, steps_per_epoch=2, shuffle=False, verbose=2)
    print('%.5f' % model.evaluate(test, verbose=0))
    print(model.predict(test, verbose=0).shape)
    try:
        model.fit(train, y)
    except ValueError as error:
        print(error)


def weights():
    def batches():
        while True:
            x = np.random.rand(6, 3)
            yield x, (x[:, 0] > 0.5).astype('int32'), np.linspace(0.5, 1.5, 6)

    model = Sequential([Dense(6, activation='relu', input_shape=(3,)), Dense(2, activation='softmax')])
    model.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy', weighted_metrics=['accuracy'])
    model.fit(batches(), steps_per_epoch=4, epochs=3, class_weight={0: 1., 1: 2.}, verbose=2)
    np.random.seed(2)
    print(['%.4f' % value for value in model.evaluate(batches(), steps=3, verbose=0)])


def dictionaries():
    def batches(count):
        for i in range(count):
            title, body = np.random.randint(0, 9, (4 + i, 5)), np.random.rand(4 + i, 2)
            yield {'title': title, 'body': body}, {'stars': body[:, 0], 'long': (title[:, 0] > 4).astype('float32')}

    title, body = Input((5,), name='title'), Input((2,), name='body')
    both = Concatenate()([GRU(4)(Embedding(9, 3)(title)), body])
    model = Model([title, body], [Dense(1, name='stars')(both), Dense(1, activation='sigmoid', name='long')(both)])
    model.compile(optimizer='adam', loss={'stars': 'mse', 'long': 'binary_crossentropy'})
    history = model.fit(batches(4), epochs=1, verbose=2)
    print(sorted(history.history))
    stars, long = model.predict((([x['title'], x['body']],) for x, y in batches(1)), verbose=0)
    print(stars.shape, long.shape)


def timeseries():
    data = np.sin(np.arange(80) * 0.3).reshape((80, 1)).astype('float32')
    train = TimeseriesGenerator(data, data, length=6, batch_size=16, end_index=59)
    test = TimeseriesGenerator(data, data, length=6, batch_size=16, start_index=60)
    print(len(train), len(test), train[0][0].shape, test[0][1].shape)
    model = Sequential([LSTM(5), Dense(1)])
    model.compile(optimizer='adam', loss='mse')
    model.fit(train, epochs=3, validation_data=test, shuffle=False, verbose=2)
    model.fit(train, epochs=2, verbose=2)
    print('%.5f' % model.evaluate(test, verbose=0))
    print(model.predict(test, verbose=0)[:3])


def enqueuers():
    class Numbers(Sequence):
        def __len__(self):
            return 4

        def __getitem__(self, index):
            return np.full((2, 1), index), np.full(2, index)

    ordered = OrderedEnqueuer(Numbers(), shuffle=True)
    print(ordered.is_running())
    ordered.start(workers=2, max_queue_size=3)
    batches = ordered.get()
    print([int(next(batches)[1][0]) for i in range(4)], ordered.is_running())
    ordered.stop()
    print(ordered.is_running())
    queue = GeneratorEnqueuer(((np.ones((1, 1)) * i, np.ones(1)) for i in range(3)))
    queue.start()
    print([float(x[0, 0]) for x, y in queue.get()])
    queue.stop()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        model = Sequential([Dense(1, input_shape=(1,))])
        model.compile('sgd', 'mse')
        model.fit_generator(Numbers(), epochs=2, verbose=2)
        print('%.4f' % model.evaluate_generator(Numbers()))
        print(model.predict_generator(Numbers()).shape)
    print([str(warning.message) for warning in caught if '_generator' in str(warning.message)])


def images():
    x = (np.arange(12 * 6 * 6 * 1).reshape((12, 6, 6, 1)) * 37 % 256).astype('float32')
    y = np.arange(12) % 2
    generator = ImageDataGenerator(
        featurewise_center=True, featurewise_std_normalization=True, channel_shift_range=20, horizontal_flip=True, vertical_flip=True,
        validation_split=0.25)
    generator.fit(x)
    print(generator.mean.shape, '%.3f %.3f' % (generator.mean[0, 0, 0], generator.std[0, 0, 0]))
    train = generator.flow(x, y, batch_size=4, subset='training')
    test = generator.flow(x, y, batch_size=4, subset='validation', shuffle=False)
    print(len(train), len(test), train.n, test.n)
    model = Sequential([Conv2D(4, 3, activation='relu', input_shape=(6, 6, 1)), Flatten(), Dense(1, activation='sigmoid')])
    model.compile(optimizer='adam', loss='binary_crossentropy')
    history = model.fit(train, epochs=3, validation_data=test, verbose=2)
    print(['%.4f' % value for value in history.history['val_loss']])
    x_batch, y_batch = next(generator.flow(x, y, batch_size=5, seed=3))
    print(x_batch.shape, y_batch)
    print('%.4f' % model.evaluate(generator.flow(x, y, batch_size=5, seed=3, shuffle=False), verbose=0))
    try:
        generator.flow(x, y[:5])
    except ValueError as error:
        print(error)


def output(script):
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        script()
    return text.getvalue().split('\n')


if __name__ == '__main__':
    scripts = [generator, sequence, weights, dictionaries, timeseries, enqueuers, images]
    recorded = {script.__name__: output(script) for script in scripts}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'sources.json')
    with open(path + '.part', 'w') as file:
        json.dump(recorded, file, indent=1)
    os.replace(path + '.part', path)
