"""Records what scripts print under Keras 2.9.0 that train on generators, sequences and the like, for SourcesTests.

Run with a Python that has Keras 2.9.0, NumPy 1.23 and SciPy; writes sources.json: each function's output, from seed 1;
of those named on the command line, or of all.
SourcesScripts.cs has the same scripts in C#, line for line.
"""
import contextlib
import io
import itertools
import json
import os
import shutil
import sys
import tempfile
import warnings

import keras
import keras.wrappers.scikit_learn
import numpy as np
import tensorflow as tf
from keras.layers import *
from keras.models import Model, Sequential
from keras.preprocessing.image import ImageDataGenerator
from keras.preprocessing.sequence import TimeseriesGenerator
from keras.utils import GeneratorEnqueuer, OrderedEnqueuer, Sequence, to_categorical

folder = tempfile.mkdtemp()


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


def arrays():
    x, y = np.random.rand(50, 3), np.random.randint(0, 3, 50)
    model = Sequential([Dense(6, activation='relu', input_dim=3), Dense(3, activation='softmax')])
    model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
    history = model.fit(x, to_categorical(y), epochs=3, batch_size=16, validation_split=0.2, verbose=2)
    print(list(history.history.keys()), history.epoch)
    history = model.fit(
        x[:40], to_categorical(y)[:40], validation_data=(x[40:], to_categorical(y)[40:]), validation_freq=2, epochs=4, verbose=2)
    print(['%.4f' % value for value in history.history['val_accuracy']], history.params)
    model.fit(x, to_categorical(y), class_weight={0: 1.0, 1: 3.0, 2: 0.5}, verbose=2)
    model.fit(
        x, to_categorical(y), sample_weight=np.linspace(0.1, 2, 50), validation_data=(x, to_categorical(y), np.ones(50)), verbose=2)
    model.fit(x, to_categorical(y), steps_per_epoch=3, epochs=2, shuffle=False, verbose=2)
    model.fit(x, to_categorical(y), batch_size=8, initial_epoch=1, epochs=3, verbose=2)
    loss, accuracy = model.evaluate(x, to_categorical(y), batch_size=20, sample_weight=np.ones(50), verbose=1)
    print('Test loss: %.4f, accuracy: %.4f' % (loss, accuracy))
    print(model.evaluate(x, to_categorical(y), return_dict=True, verbose=0).keys())
    print(np.argmax(model.predict(x[:10], verbose=0), axis=1))
    print('%.4f' % model.train_on_batch(x[:4], to_categorical(y, 3)[:4])[0], model.predict_on_batch(x[:4]).shape)
    for mistake in [
            lambda: model.fit(x, to_categorical(y)[:30], verbose=0), lambda: model.fit(x[:1], to_categorical(y, 3)[:1], validation_split=0.5)]:
        try:
            mistake()
        except ValueError as error:
            print(error)


def lists():
    a, b = np.random.rand(24, 4), np.random.rand(24, 2)
    left, right = Input(shape=(4,), name='left'), Input(shape=(2,), name='right')
    both = concatenate([Dense(3, activation='tanh')(left), right])
    model = Model(inputs=[left, right], outputs=[Dense(1, name='sum')(both), Dense(2, activation='softmax', name='kind')(both)])
    model.compile(
        optimizer='rmsprop', loss=['mse', 'sparse_categorical_crossentropy'], loss_weights=[1., 0.2],
        metrics={'sum': 'mae', 'kind': ['accuracy']})
    total, kind = a.sum(axis=1), (b[:, 0] > 0.5).astype('int32')
    history = model.fit([a, b], [total, kind], epochs=2, batch_size=8, validation_split=0.25, verbose=2)
    print(list(history.history))
    model.fit(
        {'left': a, 'right': b}, {'sum': total, 'kind': kind}, sample_weight={'sum': np.linspace(0, 1, 24), 'kind': np.ones(24)},
        epochs=2, verbose=2)
    print(['%.4f' % value for value in model.evaluate([a, b], [total, kind], verbose=0)], model.metrics_names)
    first, second = model.predict([a[:3], b[:3]], verbose=0)
    print(first.shape, second.shape)
    dataset = tf.data.Dataset.from_tensor_slices(({'left': a, 'right': b}, {'sum': total, 'kind': kind})).batch(10)
    model.fit(dataset, epochs=2, verbose=2)
    dataset = tf.data.Dataset.from_tensor_slices(((a, b), (total, kind))).shuffle(24).batch(10)
    model.fit(dataset, epochs=2, validation_data=([a, b], [total, kind]), verbose=2)
    print([output.shape for output in model.predict(dataset.map(lambda x, y: (x,)), verbose=0)])


def slices():
    x, y = np.random.rand(40, 6).astype('float32'), np.random.randint(0, 2, 40)
    train = tf.data.Dataset.from_tensor_slices((x[:30], y[:30])).shuffle(buffer_size=30).batch(8).prefetch(tf.data.AUTOTUNE)
    test = tf.data.Dataset.from_tensor_slices((x[30:], y[30:])).batch(4)
    print(train.element_spec, len(train), tf.data.experimental.cardinality(test).numpy())
    for batch, labels in train.take(1):
        print(batch.shape, labels.numpy())
    model = Sequential([Dense(5, activation='relu'), Dense(1, activation='sigmoid')])
    model.compile('adam', 'binary_crossentropy', ['accuracy'])
    model.fit(train, epochs=3, validation_data=test, verbose=2)
    model.fit(train.repeat(), epochs=2, steps_per_epoch=5, validation_data=test, validation_steps=1, verbose=2)
    model.fit(train, epochs=3, steps_per_epoch=3, class_weight={0: 2., 1: 1.}, verbose=2)
    weighted = train.map(lambda x, y: (x * 2, y, tf.cast(y, 'float32') + 0.5))
    model.fit(weighted, verbose=2)
    print(['%.4f' % value for value in model.evaluate(test, verbose=1)])
    print(model.predict(test.map(lambda x, y: x), verbose=0).shape, model.predict(test, steps=1, verbose=0).shape)
    for mistake in [
            lambda: model.fit(train, y), lambda: model.fit(train, validation_split=0.1), lambda: model.fit(train, batch_size=3),
            lambda: model.fit(train, sample_weight=y)]:
        try:
            mistake()
        except ValueError as error:
            print(str(error).split('. Received')[0])


def from_generator():
    def pairs():
        for i in range(20):
            yield [np.sin(i), np.cos(i)], float(i % 3 == 0)

    dataset = tf.data.Dataset.from_generator(pairs, output_types=(tf.float32, tf.float32), output_shapes=((2,), ()))
    print(dataset.element_spec)
    model = Sequential([Dense(4, activation='tanh', input_shape=(2,)), Dense(1, activation='sigmoid')])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss='binary_crossentropy', metrics=['accuracy'])
    history = model.fit(dataset.batch(6), epochs=3, verbose=2)
    print(history.params)
    model.fit(dataset.shuffle(20, seed=3).batch(6, drop_remainder=True), epochs=2, verbose=2)
    model.fit(dataset.batch(6).cache(), epochs=2, steps_per_epoch=6, verbose=2)
    model.fit(dataset.filter(lambda x, y: y < 0.5).batch(4), epochs=2, verbose=1)
    print('%.4f %.4f' % tuple(model.evaluate(dataset.batch(20), verbose=1)))


def texts():
    reviews = [[1, 14, 22], [1, 3], [1, 9, 4, 7, 2], [1, 8, 8], [1, 5, 21, 6], [1, 17], [1, 2, 3, 4, 5, 6], [1, 11, 12]]
    labels = [1, 0, 1, 0, 1, 0, 1, 0]

    def generate():
        for review, label in zip(reviews, labels):
            yield review, label

    dataset = tf.data.Dataset.from_generator(
        generate, output_signature=(tf.TensorSpec(shape=(None,), dtype=tf.int32), tf.TensorSpec(shape=(), dtype=tf.int32)))
    train = dataset.shuffle(8).padded_batch(3)
    for x, y in train:
        print(x.shape, y.numpy())
    print(next(iter(dataset.padded_batch(2, padded_shapes=([5], [])).take(1)))[0].numpy())
    model = Sequential([Embedding(25, 4, mask_zero=True), LSTM(5), Dense(1, activation='sigmoid')])
    model.compile(optimizer='rmsprop', loss='binary_crossentropy', metrics=['acc'])
    model.fit(train, epochs=3, validation_data=dataset.padded_batch(8), verbose=2)
    print(model.predict(dataset.map(lambda x, y: x).padded_batch(4), verbose=0).shape)


def windows():
    series = np.sin(0.2 * np.arange(100)).astype('float32')

    def windowed(series, window_size, batch_size, shuffle_buffer):
        dataset = tf.data.Dataset.from_tensor_slices(series)
        dataset = dataset.window(window_size + 1, shift=1, drop_remainder=True)
        dataset = dataset.flat_map(lambda window: window.batch(window_size + 1))
        dataset = dataset.shuffle(shuffle_buffer).map(lambda window: (window[:-1], window[-1]))
        return dataset.batch(batch_size).prefetch(1)

    train = windowed(series[:80], 8, 16, 50)
    for x, y in train.take(2):
        print(x.shape, y.shape, '%.4f' % x[0, 0].numpy())
    model = Sequential([
        Lambda(lambda x: tf.expand_dims(x, axis=-1), input_shape=[None]), SimpleRNN(6, return_sequences=True), SimpleRNN(6), Dense(1),
        Lambda(lambda x: x * 10.0)])
    model.compile(loss=keras.losses.Huber(), optimizer=keras.optimizers.SGD(learning_rate=1e-3, momentum=0.9), metrics=['mae'])
    model.fit(train, epochs=3, verbose=2)


def csv():
    with open(folder + '/iris.csv', 'w') as file:
        file.write('length,width,colour,kind\n')
        for i in range(23):
            file.write('%.1f,%.2f,%s,%d\n' % (4 + i % 7 * 0.3, 1 + i % 5 * 0.25, ['red', 'blue'][i % 2], i % 3))
    dataset = tf.data.experimental.make_csv_dataset(
        folder + '/iris.csv', batch_size=5, label_name='kind', num_epochs=1, shuffle=True, shuffle_seed=4, select_columns=['length', 'width', 'kind'])
    for features, labels in dataset.take(2):
        print(list(features), features['width'].numpy(), labels.numpy())

    def pack(features, labels):
        return tf.stack(list(features.values()), axis=-1), labels

    model = Sequential([Dense(8, activation='relu'), Dense(3)])
    model.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    model.fit(dataset.map(pack), epochs=2, verbose=2)
    raw = tf.data.experimental.CsvDataset(
        folder + '/iris.csv', [tf.float32, tf.float32, tf.int32], header=True, select_cols=[0, 1, 3])
    packed = raw.map(lambda length, width, kind: (tf.stack([length, width]), kind)).batch(10)
    model.fit(packed, epochs=2, verbose=2)
    print('%.4f' % model.evaluate(packed, verbose=0)[0])
    forever = tf.data.experimental.make_csv_dataset(folder + '/iris.csv', 4, label_name='kind', shuffle=False, select_columns=['width', 'kind'])
    model = Sequential([Dense(3, input_shape=(1,))])
    model.compile('sgd', keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(forever.map(pack), steps_per_epoch=4, epochs=2, verbose=2)


def lines():
    with open(folder + '/reviews.txt', 'w') as file:
        for i in range(18):
            file.write(['a great film', 'Dreadful!', 'what a great, great story', 'the worst film of all'][i % 4] + '\n')
    lines = tf.data.TextLineDataset(folder + '/reviews.txt')
    for line in lines.take(2).as_numpy_iterator():
        print(line)
    labels = tf.data.Dataset.from_tensor_slices(np.arange(18) % 2)
    dataset = tf.data.Dataset.zip((lines, labels)).cache()
    vectorize = TextVectorization(max_tokens=20, output_sequence_length=5)
    vectorize.adapt(dataset.map(lambda text, label: text).batch(4))
    print(vectorize.get_vocabulary())
    train = dataset.shuffle(18, seed=1).batch(4).map(lambda text, label: (vectorize(text), label)).prefetch(2)
    print(next(iter(train))[0].shape)
    model = Sequential([Embedding(20, 4), GlobalAveragePooling1D(), Dense(1, activation='sigmoid')])
    model.compile('adam', 'binary_crossentropy', ['accuracy'])
    model.fit(train, epochs=3, verbose=2)
    whole = Sequential([Input(shape=(1,), dtype=tf.string), vectorize, model])
    print(whole.predict(np.array([['a great film'], ['dreadful']]), verbose=0).shape)


def records():
    def example(i):
        return tf.train.Example(features=tf.train.Features(feature={
            'signal': tf.train.Feature(float_list=tf.train.FloatList(value=[np.sin(i), np.cos(i), i / 30])),
            'label': tf.train.Feature(int64_list=tf.train.Int64List(value=[i % 2])),
            'name': tf.train.Feature(bytes_list=tf.train.BytesList(value=[b'n%d' % i]))}))

    with tf.io.TFRecordWriter(folder + '/data.tfrecord') as writer:
        for i in range(26):
            writer.write(example(i).SerializeToString())
    description = {
        'signal': tf.io.FixedLenFeature([3], tf.float32), 'label': tf.io.FixedLenFeature([], tf.int64),
        'name': tf.io.FixedLenFeature([], tf.string, default_value='')}

    def parse(record):
        parsed = tf.io.parse_single_example(record, description)
        return parsed['signal'], parsed['label']

    raw = tf.data.TFRecordDataset([folder + '/data.tfrecord'])
    for record in raw.take(2).map(lambda record: tf.io.parse_single_example(record, description)).as_numpy_iterator():
        print(record['name'], record['label'])
    dataset = raw.map(parse, num_parallel_calls=tf.data.AUTOTUNE).shuffle(10).batch(8)
    print(dataset.element_spec)
    model = Sequential([Dense(4, activation='relu', input_shape=(3,)), Dense(1, activation='sigmoid')])
    model.compile('rmsprop', 'binary_crossentropy', ['accuracy'])
    history = model.fit(dataset, epochs=3, validation_data=raw.map(parse).batch(13), verbose=2)
    print(sorted(history.history), history.params['steps'])


def callbacks():
    class Told(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            print('begin', self.params, list(logs.keys()))

        def on_epoch_end(self, epoch, logs=None):
            print('epoch', epoch, sorted(logs), '%.6f' % keras.backend.get_value(self.model.optimizer.lr))

        def on_test_end(self, logs=None):
            print('tested', list(logs))

        def on_train_end(self, logs=None):
            print('end', self.model.stop_training, sorted(logs))

    x, y = np.random.rand(32, 4), np.random.rand(32, 1)
    model = Sequential([Dense(4, activation='relu', input_shape=(4,)), Dense(1)])
    model.compile('adam', 'mse', ['mae'])
    model.fit(
        x, y, epochs=6, batch_size=16, validation_split=0.25, verbose=2,
        callbacks=[
            keras.callbacks.EarlyStopping(monitor='val_loss', patience=2, min_delta=0.05, verbose=1, restore_best_weights=True),
            keras.callbacks.ReduceLROnPlateau(monitor='loss', factor=0.2, patience=1, min_delta=0.5, cooldown=1, verbose=1),
            keras.callbacks.CSVLogger(folder + '/log.csv'),
            keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, logs: print('lambda', epoch)), Told()])
    with open(folder + '/log.csv') as file:
        print(file.read())
    print('%.5f' % model.evaluate(x, y, verbose=0)[0])
    model.fit(
        x, y, epochs=3, verbose=2,
        callbacks=[
            keras.callbacks.LearningRateScheduler(lambda epoch, lr: lr * 0.5, verbose=1), keras.callbacks.TerminateOnNaN(),
            keras.callbacks.EarlyStopping(monitor='accuracy', mode='max', baseline=0.9), Told()])
    model.fit(x, np.full((32, 1), np.nan), epochs=3, batch_size=8, verbose=0, callbacks=[keras.callbacks.TerminateOnNaN(), Told()])
    for mistake in [
            lambda: keras.callbacks.ReduceLROnPlateau(factor=1.5), lambda: keras.callbacks.ModelCheckpoint('x', save_freq='hour')]:
        try:
            mistake()
        except ValueError as error:
            print(error)


def wrappers():
    def create(units=4, optimizer='adam'):
        model = Sequential()
        model.add(Dense(units, input_dim=3, activation='relu'))
        model.add(Dense(3, activation='softmax'))
        model.compile(loss='categorical_crossentropy', optimizer=optimizer, metrics=['accuracy'])
        return model

    def regression():
        model = Sequential([Dense(4, input_dim=3, activation='relu'), Dense(1)])
        model.compile(loss='mean_squared_error', optimizer='adam')
        return model

    x = np.random.rand(30, 3)
    y = np.argmax(x, axis=1)
    classifier = keras.wrappers.scikit_learn.KerasClassifier(build_fn=create, epochs=3, batch_size=10, verbose=2)
    classifier.fit(x, y)
    print(classifier.predict(x[:5]).shape, classifier.predict_proba(x[:5]).shape, '%.4f' % classifier.score(x, y))
    print(sorted(classifier.get_params()), classifier.classes_)
    classifier.set_params(units=8, epochs=1)
    classifier.fit(x, to_categorical(y), validation_data=(x, to_categorical(y)))
    regressor = keras.wrappers.scikit_learn.KerasRegressor(build_fn=regression, epochs=2, verbose=0)
    history = regressor.fit(x, x.sum(axis=1))
    print(len(history.history['loss']), regressor.predict(x[:4], verbose=0).shape, '%.4f' % regressor.score(x, x.sum(axis=1), verbose=0))
    try:
        keras.wrappers.scikit_learn.KerasClassifier(build_fn=create, number=3)
    except ValueError as error:
        print(error)


def mixed():
    class Batches(Sequence):
        def __len__(self):
            return 3

        def __getitem__(self, index):
            return x[index * 8:index * 8 + 8], y[index * 8:index * 8 + 8]

    def pairs(count):
        for i in range(count):
            yield x[i:i + 6], y[i:i + 6]

    x, y = np.random.rand(24, 3).astype('float32'), np.random.rand(24).astype('float32')
    dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(7)
    model = Sequential([Dense(3, activation='tanh', input_shape=(3,)), Dense(1)])
    model.compile('adam', 'mse')
    model.fit(x, y, epochs=2, validation_data=dataset, verbose=2)
    model.fit(x, y, epochs=2, validation_data=Batches(), validation_steps=2, verbose=2)
    model.fit(x, y, epochs=2, validation_data=pairs(9), validation_steps=3, verbose=2)
    model.fit(dataset, epochs=2, validation_data=(x, y), verbose=2)
    model.fit(dataset, epochs=2, validation_data=Batches(), workers=2, verbose=2)
    model.fit(Batches(), epochs=2, validation_data=(x, y), validation_batch_size=5, verbose=2)
    model.fit(Batches(), epochs=2, validation_data=dataset.repeat(), validation_steps=5, workers=2, verbose=2)
    model.fit(pairs(8), epochs=2, steps_per_epoch=4, validation_data=dataset, verbose=2)
    model.fit(pairs(3), epochs=1, validation_data=pairs(2), verbose=2)
    model.fit(x, y, epochs=2, validation_data=pairs(3), validation_steps=2, verbose=2)
    print('%.4f %.4f' % (model.evaluate(dataset, verbose=0), model.evaluate(Batches(), verbose=0)))
    print([len(model.predict(each, verbose=0)) for each in [x, dataset, Batches(), pairs(2), (row for row in [x[:2], x[2:5]])]])


def old_names():
    def batches():
        for i in itertools.count():
            x = np.sin(np.arange(10) + i).reshape((5, 2))
            yield x, x[:, :1] * 2

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        model = Sequential([Dense(3, input_dim=2), Dense(1)])
        model.compile(loss='mse', optimizer=keras.optimizers.Adam(lr=0.01), metrics=['mae'])
        history = model.fit_generator(batches(), steps_per_epoch=4, epochs=2, validation_data=batches(), validation_steps=2, verbose=2)
        print(['%.4f' % value for value in history.history['val_mae']])
        print(['%.4f' % value for value in model.evaluate_generator(batches(), steps=3)])
        print(model.predict_generator((x for x, y in batches()), steps=2).shape)
    print(*[str(warning.message) for warning in caught if issubclass(warning.category, UserWarning)], sep='\n')


def output(script):
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        script()
    return text.getvalue().replace(folder, 'folder').split('\n')


if __name__ == '__main__':
    scripts = [
        generator, sequence, weights, dictionaries, timeseries, enqueuers, images, arrays, lists, slices, from_generator, texts, windows, csv,
        lines, records, callbacks, wrappers, mixed, old_names]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'sources.json')
    with open(path) as file:
        recorded = json.load(file)
    for script in scripts:
        if script.__name__ in (sys.argv[1:] or [script.__name__]):
            recorded[script.__name__] = output(script)
    with open(path + '.part', 'w') as file:
        json.dump(recorded, file, indent=1)
    os.replace(path + '.part', path)
    shutil.rmtree(folder)
