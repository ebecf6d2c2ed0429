"""Records what scripts as they are found in public print under Keras 2.9.0, for ScriptsTests.

Run with a Python that has Keras 2.9.0 and NumPy 1.23; writes scripts.json: each function's output, from seed 1. Scripts.*.cs are
the same scripts in C#, line for line.
"""
import contextlib
import io
import json
import os
import sys

import keras
import numpy as np
import tensorflow as tf
from keras import backend as K
from keras.callbacks import Callback, EarlyStopping, LambdaCallback, LearningRateScheduler, ReduceLROnPlateau
from keras.layers import *
from keras.models import Model, Sequential
from keras.preprocessing.text import Tokenizer
from keras.utils import pad_sequences, to_categorical
from tensorflow.keras.optimizers import schedules

TEXT = "the quick brown fox jumps over the lazy dog and the dog sleeps while the fox runs over the hill to the river"


def text_generation():
    chars = sorted(list(set(TEXT)))
    char_indices = dict((c, i) for i, c in enumerate(chars))
    indices_char = dict((i, c) for i, c in enumerate(chars))
    maxlen, step = 10, 3
    sentences, next_chars = [], []
    for i in range(0, len(TEXT) - maxlen, step):
        sentences.append(TEXT[i: i + maxlen])
        next_chars.append(TEXT[i + maxlen])
    print('nb sequences:', len(sentences))
    x = np.zeros((len(sentences), maxlen, len(chars)), dtype=bool)
    y = np.zeros((len(sentences), len(chars)), dtype=bool)
    for i, sentence in enumerate(sentences):
        for t, char in enumerate(sentence):
            x[i, t, char_indices[char]] = 1
        y[i, char_indices[next_chars[i]]] = 1

    model = Sequential()
    model.add(LSTM(16, input_shape=(maxlen, len(chars))))
    model.add(Dense(len(chars)))
    model.add(Activation('softmax'))
    optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
    model.compile(loss='categorical_crossentropy', optimizer=optimizer)

    def sample(preds, temperature=1.0):
        preds = np.asarray(preds).astype('float64')
        preds = np.log(preds) / temperature
        exp_preds = np.exp(preds)
        preds = exp_preds / np.sum(exp_preds)
        probas = np.random.multinomial(1, preds, 1)
        return np.argmax(probas)

    def on_epoch_end(epoch, logs):
        print()
        print('----- Generating text after Epoch: %d' % epoch)
        start_index = 4
        for diversity in [0.2, 1.0]:
            generated = ''
            sentence = TEXT[start_index: start_index + maxlen]
            generated += sentence
            for i in range(20):
                x_pred = np.zeros((1, maxlen, len(chars)))
                for t, char in enumerate(sentence):
                    x_pred[0, t, char_indices[char]] = 1.
                preds = model.predict(x_pred, verbose=0)[0]
                next_index = sample(preds, diversity)
                next_char = indices_char[next_index]
                sentence = sentence[1:] + next_char
                generated += next_char
            print('----- diversity:', diversity, repr(generated))

    print_callback = LambdaCallback(on_epoch_end=on_epoch_end)
    model.fit(x, y, batch_size=8, epochs=3, callbacks=[print_callback], verbose=2)


def text_generation_with_categorical():
    vocab = sorted(set(TEXT))
    ids = np.array([vocab.index(c) for c in TEXT])

    class OneStep(Model):
        def __init__(self, vocab_size):
            super().__init__()
            self.embedding = Embedding(vocab_size, 8)
            self.gru = GRU(16, return_sequences=True, return_state=True)
            self.dense = Dense(vocab_size)

        def call(self, inputs, states=None, return_state=False, training=False):
            x = self.embedding(inputs, training=training)
            if states is None:
                states = self.gru.get_initial_state(x)
            x, states = self.gru(x, initial_state=states, training=training)
            x = self.dense(x, training=training)
            if return_state:
                return x, states
            return x

    model = OneStep(len(vocab))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer='adam', loss=loss)
    data = ids[:100].reshape(5, 20)
    model.fit(data[:, :-1], data[:, 1:], epochs=2, batch_size=5, verbose=2)
    states = None
    next_char = tf.constant([[vocab.index('t')]])
    result = ['t']
    for n in range(12):
        predicted_logits, states = model(next_char, states=states, return_state=True)
        predicted_logits = predicted_logits[:, -1, :] / 0.7
        predicted_ids = tf.random.categorical(predicted_logits, num_samples=1)
        next_char = predicted_ids
        result.append(vocab[int(predicted_ids[0, 0])])
    print(''.join(result))
    print(states.shape, predicted_ids.dtype)


def sequence_to_sequence():
    pairs = [('go', 'va'), ('hi', 'salut'), ('run', 'cours'), ('stop', 'arrete'), ('wait', 'attends'), ('help', 'aide')]
    input_texts = [a for a, b in pairs]
    target_texts = ['\t' + b + '\n' for a, b in pairs]
    input_characters = sorted(set(''.join(input_texts)))
    target_characters = sorted(set(''.join(target_texts)))
    num_encoder_tokens, num_decoder_tokens = len(input_characters), len(target_characters)
    max_encoder_seq_length = max([len(txt) for txt in input_texts])
    max_decoder_seq_length = max([len(txt) for txt in target_texts])
    input_token_index = dict([(char, i) for i, char in enumerate(input_characters)])
    target_token_index = dict([(char, i) for i, char in enumerate(target_characters)])
    encoder_input_data = np.zeros((len(input_texts), max_encoder_seq_length, num_encoder_tokens), dtype='float32')
    decoder_input_data = np.zeros((len(input_texts), max_decoder_seq_length, num_decoder_tokens), dtype='float32')
    decoder_target_data = np.zeros((len(input_texts), max_decoder_seq_length, num_decoder_tokens), dtype='float32')
    for i, (input_text, target_text) in enumerate(zip(input_texts, target_texts)):
        for t, char in enumerate(input_text):
            encoder_input_data[i, t, input_token_index[char]] = 1.
        for t, char in enumerate(target_text):
            decoder_input_data[i, t, target_token_index[char]] = 1.
            if t > 0:
                decoder_target_data[i, t - 1, target_token_index[char]] = 1.
    latent_dim = 12
    encoder_inputs = Input(shape=(None, num_encoder_tokens))
    encoder = LSTM(latent_dim, return_state=True)
    encoder_outputs, state_h, state_c = encoder(encoder_inputs)
    encoder_states = [state_h, state_c]
    decoder_inputs = Input(shape=(None, num_decoder_tokens))
    decoder_lstm = LSTM(latent_dim, return_sequences=True, return_state=True)
    decoder_outputs, _, _ = decoder_lstm(decoder_inputs, initial_state=encoder_states)
    decoder_dense = Dense(num_decoder_tokens, activation='softmax')
    decoder_outputs = decoder_dense(decoder_outputs)
    model = Model([encoder_inputs, decoder_inputs], decoder_outputs)
    model.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])
    model.summary()
    history = model.fit([encoder_input_data, decoder_input_data], decoder_target_data, batch_size=3, epochs=4, validation_split=0.2, verbose=2)
    encoder_model = Model(encoder_inputs, encoder_states)
    decoder_state_input_h = Input(shape=(latent_dim,))
    decoder_state_input_c = Input(shape=(latent_dim,))
    decoder_states_inputs = [decoder_state_input_h, decoder_state_input_c]
    decoder_outputs, state_h, state_c = decoder_lstm(decoder_inputs, initial_state=decoder_states_inputs)
    decoder_states = [state_h, state_c]
    decoder_outputs = decoder_dense(decoder_outputs)
    decoder_model = Model([decoder_inputs] + decoder_states_inputs, [decoder_outputs] + decoder_states)
    reverse_target_char_index = dict((i, char) for char, i in target_token_index.items())

    def decode_sequence(input_seq):
        states_value = encoder_model.predict(input_seq, verbose=0)
        target_seq = np.zeros((1, 1, num_decoder_tokens))
        target_seq[0, 0, target_token_index['\t']] = 1.
        stop_condition = False
        decoded_sentence = ''
        while not stop_condition:
            output_tokens, h, c = decoder_model.predict([target_seq] + states_value, verbose=0)
            sampled_token_index = np.argmax(output_tokens[0, -1, :])
            sampled_char = reverse_target_char_index[sampled_token_index]
            decoded_sentence += sampled_char
            if sampled_char == '\n' or len(decoded_sentence) > max_decoder_seq_length:
                stop_condition = True
            target_seq = np.zeros((1, 1, num_decoder_tokens))
            target_seq[0, 0, sampled_token_index] = 1.
            states_value = [h, c]
        return decoded_sentence

    for seq_index in range(3):
        input_seq = encoder_input_data[seq_index: seq_index + 1]
        print('Input sentence:', input_texts[seq_index], 'Decoded sentence:', repr(decode_sequence(input_seq)))
    print(sorted(history.history.keys()))


def generative_adversarial():
    latent_dim = 4

    class GAN(Model):
        def __init__(self, discriminator, generator, latent_dim):
            super().__init__()
            self.discriminator = discriminator
            self.generator = generator
            self.latent_dim = latent_dim

        def compile(self, d_optimizer, g_optimizer, loss_fn):
            super().compile()
            self.d_optimizer = d_optimizer
            self.g_optimizer = g_optimizer
            self.loss_fn = loss_fn
            self.d_loss_metric = keras.metrics.Mean(name='d_loss')
            self.g_loss_metric = keras.metrics.Mean(name='g_loss')

        @property
        def metrics(self):
            return [self.d_loss_metric, self.g_loss_metric]

        def train_step(self, real):
            batch_size = tf.shape(real)[0]
            random_latent_vectors = tf.random.normal(shape=(batch_size, self.latent_dim))
            generated = self.generator(random_latent_vectors)
            combined = tf.concat([generated, real], axis=0)
            labels = tf.concat([tf.ones((batch_size, 1)), tf.zeros((batch_size, 1))], axis=0)
            labels += 0.05 * tf.random.uniform(tf.shape(labels))
            with tf.GradientTape() as tape:
                predictions = self.discriminator(combined)
                d_loss = self.loss_fn(labels, predictions)
            grads = tape.gradient(d_loss, self.discriminator.trainable_weights)
            self.d_optimizer.apply_gradients(zip(grads, self.discriminator.trainable_weights))
            random_latent_vectors = tf.random.normal(shape=(batch_size, self.latent_dim))
            misleading_labels = tf.zeros((batch_size, 1))
            with tf.GradientTape() as tape:
                predictions = self.discriminator(self.generator(random_latent_vectors))
                g_loss = self.loss_fn(misleading_labels, predictions)
            grads = tape.gradient(g_loss, self.generator.trainable_weights)
            self.g_optimizer.apply_gradients(zip(grads, self.generator.trainable_weights))
            self.d_loss_metric.update_state(d_loss)
            self.g_loss_metric.update_state(g_loss)
            return {'d_loss': self.d_loss_metric.result(), 'g_loss': self.g_loss_metric.result()}

    discriminator = Sequential([keras.Input(shape=(6,)), Dense(8), LeakyReLU(alpha=0.2), Dense(1, activation='sigmoid')], name='discriminator')
    generator = Sequential([keras.Input(shape=(latent_dim,)), Dense(8), LeakyReLU(alpha=0.2), Dense(6, activation='tanh')], name='generator')
    generator.summary()
    real = np.random.uniform(-1, 1, (32, 6)).astype('float32')
    gan = GAN(discriminator=discriminator, generator=generator, latent_dim=latent_dim)
    gan.compile(d_optimizer=keras.optimizers.Adam(learning_rate=0.003), g_optimizer=keras.optimizers.Adam(learning_rate=0.001),
                loss_fn=keras.losses.BinaryCrossentropy())

    class Monitor(Callback):
        def __init__(self, num=2, latent_dim=4):
            self.num = num
            self.latent_dim = latent_dim

        def on_epoch_end(self, epoch, logs=None):
            generated = self.model.generator(tf.ones((self.num, self.latent_dim)))
            print(epoch, np.round(generated.numpy().mean(), 4), list(logs))

    gan.fit(real, epochs=3, batch_size=8, verbose=2, callbacks=[Monitor()])


def adversarial_by_compile_order():
    optimizer = keras.optimizers.Adam(0.002, 0.5)
    discriminator = Sequential([Flatten(input_shape=(3, 2)), Dense(8), LeakyReLU(alpha=0.2), Dense(1, activation='sigmoid')])
    discriminator.compile(loss='binary_crossentropy', optimizer=optimizer, metrics=['accuracy'])
    generator = Sequential([Dense(8, input_dim=4), LeakyReLU(alpha=0.2), BatchNormalization(momentum=0.8), Dense(6, activation='tanh'), Reshape((3, 2))])
    z = Input(shape=(4,))
    img = generator(z)
    discriminator.trainable = False
    valid = discriminator(img)
    combined = Model(z, valid)
    combined.compile(loss='binary_crossentropy', optimizer=keras.optimizers.Adam(0.002, 0.5))
    print(len(combined.trainable_weights), len(discriminator.trainable_weights))
    X_train = np.random.normal(0, 1, (20, 3, 2))
    batch_size = 8
    valid, fake = np.ones((batch_size, 1)), np.zeros((batch_size, 1))
    for epoch in range(4):
        idx = np.random.randint(0, X_train.shape[0], batch_size)
        imgs = X_train[idx]
        noise = np.random.normal(0, 1, (batch_size, 4))
        gen_imgs = generator.predict(noise, verbose=0)
        d_loss_real = discriminator.train_on_batch(imgs, valid)
        d_loss_fake = discriminator.train_on_batch(gen_imgs, fake)
        d_loss = 0.5 * np.add(d_loss_real, d_loss_fake)
        noise = np.random.normal(0, 1, (batch_size, 4))
        g_loss = combined.train_on_batch(noise, valid)
        print('%d [D loss: %f, acc.: %.2f%%] [G loss: %f]' % (epoch, d_loss[0], 100 * d_loss[1], g_loss))


def variational_autoencoder():
    class Sampling(Layer):
        """Uses (z_mean, z_log_var) to sample z."""
        def call(self, inputs):
            z_mean, z_log_var = inputs
            batch = tf.shape(z_mean)[0]
            dim = tf.shape(z_mean)[1]
            epsilon = K.random_normal(shape=(batch, dim))
            return z_mean + tf.exp(0.5 * z_log_var) * epsilon

    latent_dim = 2
    encoder_inputs = keras.Input(shape=(6,))
    x = Dense(8, activation='relu')(encoder_inputs)
    z_mean = Dense(latent_dim, name='z_mean')(x)
    z_log_var = Dense(latent_dim, name='z_log_var')(x)
    z = Sampling()([z_mean, z_log_var])
    encoder = Model(encoder_inputs, [z_mean, z_log_var, z], name='encoder')
    encoder.summary()
    latent_inputs = keras.Input(shape=(latent_dim,))
    x = Dense(8, activation='relu')(latent_inputs)
    decoder_outputs = Dense(6, activation='sigmoid')(x)
    decoder = Model(latent_inputs, decoder_outputs, name='decoder')

    class VAE(Model):
        def __init__(self, encoder, decoder, **kwargs):
            super().__init__(**kwargs)
            self.encoder = encoder
            self.decoder = decoder
            self.total_loss_tracker = keras.metrics.Mean(name='total_loss')
            self.reconstruction_loss_tracker = keras.metrics.Mean(name='reconstruction_loss')
            self.kl_loss_tracker = keras.metrics.Mean(name='kl_loss')

        @property
        def metrics(self):
            return [self.total_loss_tracker, self.reconstruction_loss_tracker, self.kl_loss_tracker]

        def losses_of(self, data):
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = self.decoder(z)
            reconstruction_loss = tf.reduce_mean(6 * keras.losses.binary_crossentropy(data, reconstruction))
            kl_loss = -0.5 * (1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var))
            kl_loss = tf.reduce_mean(tf.reduce_sum(kl_loss, axis=1))
            return reconstruction_loss + kl_loss, reconstruction_loss, kl_loss

        def track(self, total_loss, reconstruction_loss, kl_loss):
            self.total_loss_tracker.update_state(total_loss)
            self.reconstruction_loss_tracker.update_state(reconstruction_loss)
            self.kl_loss_tracker.update_state(kl_loss)
            return {'loss': self.total_loss_tracker.result(), 'reconstruction_loss': self.reconstruction_loss_tracker.result(),
                    'kl_loss': self.kl_loss_tracker.result()}

        def train_step(self, data):
            with tf.GradientTape() as tape:
                total_loss, reconstruction_loss, kl_loss = self.losses_of(data)
            grads = tape.gradient(total_loss, self.trainable_weights)
            self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
            return self.track(total_loss, reconstruction_loss, kl_loss)

        def test_step(self, data):
            if isinstance(data, tuple):
                data = data[0]
            return self.track(*self.losses_of(data))

    x_train = np.random.rand(24, 6).astype('float32')
    vae = VAE(encoder, decoder)
    vae.compile(optimizer=keras.optimizers.Adam())
    history = vae.fit(x_train, epochs=3, batch_size=8, validation_data=(x_train[:8], None), verbose=2)
    print(vae.evaluate(x_train, verbose=0))
    print(list(history.history))
    print(encoder.predict(x_train[:1], verbose=0)[0].round(4), decoder.predict(np.zeros((1, 2)), verbose=0).round(4))


def attention():
    class BahdanauAttention(Layer):
        def __init__(self, units):
            super().__init__()
            self.W1 = Dense(units)
            self.W2 = Dense(units)
            self.V = Dense(1)

        def call(self, query, values):
            query_with_time_axis = tf.expand_dims(query, 1)
            score = self.V(tf.nn.tanh(self.W1(query_with_time_axis) + self.W2(values)))
            attention_weights = tf.nn.softmax(score, axis=1)
            context_vector = attention_weights * values
            context_vector = tf.reduce_sum(context_vector, axis=1)
            return context_vector, attention_weights

    class LuongAttention(Layer):
        def build(self, input_shape):
            self.w = self.add_weight(name='att_weight', shape=(input_shape[-1], input_shape[-1]), initializer='glorot_uniform', trainable=True)
            super().build(input_shape)

        def call(self, x, mask=None):
            e = K.batch_dot(K.dot(x, self.w), x, axes=[2, 2])
            if mask is not None:
                e -= 1e9 * (1. - K.cast(K.expand_dims(mask, 1), K.floatx()))
            return K.mean(K.batch_dot(K.softmax(e), x), axis=1)

        def compute_output_shape(self, input_shape):
            return (input_shape[0], input_shape[-1])

    class Decoder(Model):
        def __init__(self, vocab_size, embedding_dim, dec_units):
            super().__init__()
            self.embedding = Embedding(vocab_size, embedding_dim)
            self.gru = GRU(dec_units, return_sequences=True, return_state=True, recurrent_initializer='glorot_uniform')
            self.fc = Dense(vocab_size)
            self.attention = BahdanauAttention(dec_units)

        def call(self, x, hidden, enc_output):
            context_vector, attention_weights = self.attention(hidden, enc_output)
            x = self.embedding(x)
            x = tf.concat([tf.expand_dims(context_vector, 1), x], axis=-1)
            output, state = self.gru(x)
            output = tf.reshape(output, (-1, output.shape[2]))
            return self.fc(output), state, attention_weights

    encoder = GRU(8, return_sequences=True, return_state=True, recurrent_initializer='glorot_uniform')
    embedding = Embedding(12, 4)
    decoder = Decoder(12, 4, 8)
    optimizer = keras.optimizers.Adam()
    loss_object = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction='none')

    def loss_function(real, pred):
        mask = tf.math.logical_not(tf.math.equal(real, 0))
        loss_ = loss_object(real, pred)
        mask = tf.cast(mask, dtype=loss_.dtype)
        loss_ *= mask
        return tf.reduce_mean(loss_)

    inp = np.random.randint(1, 12, (4, 6))
    targ = np.random.randint(0, 12, (4, 5))
    for epoch in range(3):
        loss = 0
        with tf.GradientTape() as tape:
            enc_output, enc_hidden = encoder(embedding(inp))
            dec_hidden = enc_hidden
            dec_input = tf.expand_dims([1] * 4, 1)
            for t in range(1, targ.shape[1]):
                predictions, dec_hidden, _ = decoder(dec_input, dec_hidden, enc_output)
                loss += loss_function(targ[:, t], predictions)
                dec_input = tf.expand_dims(targ[:, t], 1)
        batch_loss = (loss / int(targ.shape[1]))
        variables = encoder.trainable_variables + embedding.trainable_variables + decoder.trainable_variables
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        print('Epoch {} Loss {:.4f}'.format(epoch + 1, batch_loss.numpy()))
    _, _, attention_weights = decoder(tf.expand_dims([1], 1), enc_hidden[:1], enc_output[:1])
    print(attention_weights.shape, tf.reshape(attention_weights, (-1,)).numpy().round(4))

    model = Sequential([Embedding(12, 4, mask_zero=True), Bidirectional(LSTM(3, return_sequences=True)), LuongAttention(), Dense(1, activation='sigmoid')])
    model.compile('adam', 'binary_crossentropy', metrics=['accuracy'])
    model.fit(np.tril(np.random.randint(1, 12, (8, 6)), 2), np.random.randint(0, 2, 8), epochs=3, batch_size=4, verbose=2)
    model.summary()


def stateful():
    batch_size, tsteps = 5, 1
    cos = np.zeros((50, 1, 1))
    for i in range(50):
        cos[i, 0, 0] = np.cos(2 * np.pi * i / 10) * np.exp(-0.01 * i)
    expected_output = np.zeros((50, 1))
    for i in range(49):
        expected_output[i, 0] = np.mean(cos[i + 1: i + 2])
    model = Sequential()
    model.add(LSTM(6, input_shape=(tsteps, 1), batch_size=batch_size, return_sequences=True, stateful=True))
    model.add(LSTM(6, stateful=True))
    model.add(Dense(1))
    model.compile(loss='mse', optimizer='rmsprop')
    for i in range(3):
        model.fit(cos, expected_output, batch_size=batch_size, epochs=1, verbose=2, shuffle=False)
        print(K.get_value(model.layers[0].states[0])[0].round(4))
        model.reset_states()
    print(K.get_value(model.layers[0].states[0])[0])
    predicted_output = model.predict(cos, batch_size=batch_size, verbose=0)
    print(predicted_output[:3].round(4).tolist())
    model.layers[1].reset_states(states=[np.ones((5, 6)), np.zeros((5, 6))])
    print(model.predict(cos[:5], batch_size=batch_size, verbose=0)[0])


def saliency():
    x_train = np.random.randint(1, 20, (16, 7))
    y_train = (x_train[:, 0] > 9).astype('float32')
    embedding = Embedding(20, 4)
    head = Sequential([LSTM(5), Dense(1, activation='sigmoid')])
    model = Sequential([Input((7,)), embedding, head])
    model.compile('adam', 'binary_crossentropy')
    model.fit(x_train, y_train, epochs=2, batch_size=8, verbose=2)
    with tf.GradientTape() as tape:
        vectors = embedding(x_train[:2])
        tape.watch(vectors)
        prediction = head(vectors)
    gradient = tape.gradient(prediction, vectors)
    saliency = tf.reduce_max(tf.abs(gradient), axis=-1)
    saliency = (saliency - tf.reduce_min(saliency)) / (tf.reduce_max(saliency) - tf.reduce_min(saliency))
    print(saliency.numpy().round(4))
    loss_object = keras.losses.BinaryCrossentropy()
    with tf.GradientTape() as tape:
        vectors = embedding(x_train)
        tape.watch(vectors)
        loss = loss_object(y_train[:, None], head(vectors))
    gradient = tape.gradient(loss, vectors)
    signed_grad = tf.sign(gradient)
    adversarial = vectors + 0.1 * signed_grad
    print('%.4f %.4f' % (loss, loss_object(y_train[:, None], head(adversarial))))
    step = gradient * 0.5
    print(step.shape, float(tf.norm(step)), (-gradient / 2 + step).numpy().sum())
    image = tf.Variable(np.random.rand(1, 6, 6, 1).astype('float32'))
    conv = Sequential([Conv2D(3, 3, activation='relu', input_shape=(6, 6, 1)), GlobalAveragePooling2D(), Dense(2)])
    for i in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(conv(image)[:, 1])
        grads = tape.gradient(loss, image)
        grads /= tf.maximum(tf.reduce_mean(tf.abs(grads)), 1e-6)
        image.assign_add(grads * 0.1)
        print('%d %.5f' % (i, loss))
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        with tape.stop_recording():
            z = y * x
    print(tape.gradient(y, x) + 1, tape.gradient(z, x))


def siamese():
    def euclidean_distance(vects):
        x, y = vects
        sum_square = K.sum(K.square(x - y), axis=1, keepdims=True)
        return K.sqrt(K.maximum(sum_square, K.epsilon()))

    def eucl_dist_output_shape(shapes):
        shape1, shape2 = shapes
        return (shape1[0], 1)

    def contrastive_loss(y_true, y_pred):
        margin = 1
        square_pred = K.square(y_pred)
        margin_square = K.square(K.maximum(margin - y_pred, 0))
        return K.mean(y_true * square_pred + (1 - y_true) * margin_square)

    def accuracy(y_true, y_pred):
        return K.mean(K.equal(y_true, K.cast(y_pred < 0.5, y_true.dtype)))

    def create_base_network(input_shape):
        input = Input(shape=input_shape)
        x = Flatten()(input)
        x = Dense(8, activation='relu')(x)
        x = Dropout(0.1)(x)
        x = Dense(4, activation='relu')(x)
        return Model(input, x)

    x_train = np.random.rand(40, 2, 3, 2)
    y_train = np.random.randint(0, 2, 40)
    y_train = y_train.astype('float32')
    base_network = create_base_network((3, 2))
    input_a = Input(shape=(3, 2))
    input_b = Input(shape=(3, 2))
    processed_a = base_network(input_a)
    processed_b = base_network(input_b)
    distance = Lambda(euclidean_distance, output_shape=eucl_dist_output_shape)([processed_a, processed_b])
    model = Model([input_a, input_b], distance)
    model.compile(loss=contrastive_loss, optimizer=keras.optimizers.RMSprop(), metrics=[accuracy])
    model.fit([x_train[:, 0], x_train[:, 1]], y_train, batch_size=10, epochs=3, verbose=2,
              validation_data=([x_train[:10, 0], x_train[:10, 1]], y_train[:10]))
    y_pred = model.predict([x_train[:, 0], x_train[:, 1]], verbose=0)
    pred = y_pred.ravel() < 0.5
    print('* Accuracy on training set: %0.2f%%' % (100 * np.mean(pred == y_train)))
    model.summary()

    lstm = LSTM(4)
    left, right = Input((5, 2)), Input((5, 2))
    malstm = Lambda(lambda x: K.exp(-K.sum(K.abs(x[0] - x[1]), axis=1, keepdims=True)))([lstm(left), lstm(right)])
    manhattan = Model(inputs=[left, right], outputs=malstm)
    manhattan.compile('adam', 'mse', metrics=['mae'])
    a = np.random.rand(12, 5, 2)
    print(manhattan.fit([a, a[::-1]], np.ones(12), epochs=2, verbose=0).history)
    anchor, positive, negative = Input(4), Input(4), Input(4)
    tower = Sequential([Dense(3), Lambda(lambda t: tf.math.l2_normalize(t, axis=1))])
    stacked = tf.stack([tower(anchor), tower(positive), tower(negative)], axis=1)
    triplet = Model([anchor, positive, negative], stacked)
    triplet.add_loss(tf.reduce_mean(tf.maximum(tf.reduce_sum(tf.square(stacked[:, 0] - stacked[:, 1]), -1)
                                               - tf.reduce_sum(tf.square(stacked[:, 0] - stacked[:, 2]), -1) + 0.2, 0.)))
    triplet.compile(optimizer='sgd')
    b = np.random.rand(3, 10, 4)
    print(triplet.fit([b[0], b[1], b[2]], epochs=2, verbose=0).history)


def several_outputs():
    main_input = Input(shape=(8,), dtype='int32', name='main_input')
    x = Embedding(output_dim=6, input_dim=30, input_length=8)(main_input)
    lstm_out = LSTM(5)(x)
    auxiliary_output = Dense(1, activation='sigmoid', name='aux_output')(lstm_out)
    auxiliary_input = Input(shape=(3,), name='aux_input')
    x = concatenate([lstm_out, auxiliary_input])
    x = Dense(6, activation='relu')(x)
    main_output = Dense(1, activation='sigmoid', name='main_output')(x)
    model = Model(inputs=[main_input, auxiliary_input], outputs=[main_output, auxiliary_output])
    headline_data = np.round(np.abs(np.random.rand(20, 8) * 29))
    additional_data = np.random.randn(20, 3)
    headline_labels = np.random.randn(20, 1)
    additional_labels = np.random.randn(20, 1)
    model.compile(optimizer='rmsprop', loss='binary_crossentropy', loss_weights=[1., 0.2])
    model.fit([headline_data, additional_data], [headline_labels, additional_labels], epochs=2, batch_size=10, verbose=2)
    model.compile(optimizer=keras.optimizers.RMSprop(clipnorm=1.), loss={'main_output': 'mse', 'aux_output': 'mae'},
                  loss_weights={'main_output': 1., 'aux_output': 0.2}, metrics={'main_output': ['mae', 'mse'], 'aux_output': 'mse'})
    model.fit({'main_input': headline_data, 'aux_input': additional_data}, {'main_output': headline_labels, 'aux_output': additional_labels},
              epochs=2, batch_size=10, verbose=2, validation_split=0.2,
              sample_weight={'main_output': np.arange(20) / 10})
    print(model.metrics_names)
    print(model.evaluate([headline_data, additional_data], [headline_labels, additional_labels], verbose=0))
    print(model.evaluate([headline_data, additional_data], [headline_labels, additional_labels], verbose=0, return_dict=True))
    main, aux = model.predict([headline_data, additional_data], verbose=0)
    print(main.shape, aux[:2])
    print([o.name for o in model.outputs], model.output_names, model.input_names)


def weights_and_masks():
    x = np.random.randint(1, 15, (24, 6))
    lengths = np.random.randint(1, 7, 24)
    for row, length in enumerate(lengths):
        x[row, length:] = 0
    y = np.where(x.sum(axis=1) > 20, 1, 0)
    tags = (x % 3)[..., None]
    model = Sequential([Embedding(15, 5, mask_zero=True), Bidirectional(GRU(4, return_sequences=True)), TimeDistributed(Dense(3, activation='softmax'))])
    model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'], weighted_metrics=['accuracy'])
    model.fit(x, tags, epochs=2, batch_size=8, verbose=2, validation_split=0.25)
    model.fit(x, tags, epochs=1, batch_size=8, verbose=2, sample_weight=np.linspace(0, 2, 24))
    model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', sample_weight_mode='temporal', metrics=['accuracy'])
    model.fit(x, tags, epochs=2, batch_size=8, verbose=2, sample_weight=(x != 0) * 0.5)
    classifier = Sequential([Embedding(15, 5, mask_zero=True), LSTM(4), Dense(2, activation='softmax')])
    classifier.compile('rmsprop', 'categorical_crossentropy', metrics=['acc'])
    classifier.fit(x, to_categorical(y), class_weight={0: 3., 1: 1.}, epochs=2, batch_size=8, verbose=2)
    print(classifier.evaluate(x, to_categorical(y), sample_weight=np.where(y == 0, 3., 1.), verbose=0))
    print(classifier.train_on_batch(x[:8], to_categorical(y)[:8], class_weight={0: 3., 1: 1.}))
    print(classifier.test_on_batch(x[:8], to_categorical(y)[:8], sample_weight=np.arange(8.), return_dict=True))


def forecasting():
    def split_sequence(sequence, n_steps):
        X, y = list(), list()
        for i in range(len(sequence)):
            end_ix = i + n_steps
            if end_ix > len(sequence) - 1:
                break
            seq_x, seq_y = sequence[i:end_ix], sequence[end_ix]
            X.append(seq_x)
            y.append(seq_y)
        return np.array(X), np.array(y)

    raw_seq = [10, 20, 30, 40, 50, 60, 70, 80, 90]
    n_steps, n_features = 3, 1
    X, y = split_sequence(raw_seq, n_steps)
    for i in range(len(X)):
        print(X[i], y[i])
    X = X.reshape((X.shape[0], X.shape[1], n_features))
    model = Sequential()
    model.add(LSTM(10, activation='relu', input_shape=(n_steps, n_features)))
    model.add(Dense(1))
    model.compile(optimizer='adam', loss='mse')
    model.fit(X, y, epochs=20, verbose=0)
    x_input = np.array([70, 80, 90])
    x_input = x_input.reshape((1, n_steps, n_features))
    print(model.predict(x_input, verbose=0))

    data = np.sin(np.arange(120) * 0.2) + 0.1 * np.random.randn(120)
    mean, std = data[:80].mean(axis=0), data[:80].std(axis=0)
    data = (data - mean) / std
    lookback = 8
    samples = np.stack([data[i:i + lookback] for i in range(len(data) - lookback)])[..., np.newaxis]
    targets = data[lookback:]
    train, test = samples[:80], samples[80:]
    print(samples.shape, 'naive mae: %.4f' % np.mean(np.abs(test[:, -1, 0] - targets[80:])))
    model = Sequential([GRU(8, dropout=0.1, return_sequences=True, input_shape=(None, 1)), GRU(4, activation='relu'), Dense(1)])
    model.compile(optimizer=keras.optimizers.RMSprop(), loss='mae')
    history = model.fit(train, targets[:80], epochs=3, batch_size=16, validation_data=(test, targets[80:]), verbose=2)
    current = test[:1]
    forecast = []
    for _ in range(4):
        p = model.predict(current, verbose=0)[0]
        forecast.append(p[0] * std + mean)
        current = np.append(current[:, 1:, :], [[p]], axis=1)
    print(np.round(forecast, 4))
    rmse = np.sqrt(np.mean((model.predict(test, verbose=0)[:, 0] - targets[80:]) ** 2))
    print(f'Test RMSE: {rmse:.3f}')
    generator = keras.preprocessing.sequence.TimeseriesGenerator(data, data, length=8, batch_size=16, sampling_rate=2)
    bx, by = generator[0]
    print(len(generator), bx.shape, by[:3].round(4))


def sentiment():
    texts = ['I loved this movie, it was great!', 'Terrible film; I hated it.', 'Great acting and a great story.',
             'Boring, boring, boring...', 'What a wonderful movie', 'The worst story I have seen', 'It was fun and I loved it', 'Awful acting']
    labels = np.asarray([1, 0, 1, 0, 1, 0, 1, 0])
    tokenizer = Tokenizer(num_words=20, oov_token='<OOV>')
    tokenizer.fit_on_texts(texts)
    sequences = tokenizer.texts_to_sequences(texts)
    word_index = tokenizer.word_index
    print('Found %s unique tokens.' % len(word_index))
    print(sequences[0], list(word_index)[:5])
    data = pad_sequences(sequences, maxlen=6, padding='post', truncating='post')
    print('Shape of data tensor:', data.shape)
    print('Shape of label tensor:', labels.shape)
    print(data[:2])
    indices = np.arange(data.shape[0])
    np.random.shuffle(indices)
    data, labels = data[indices], labels[indices]
    embedding_matrix = np.zeros((20, 5))
    for word, i in word_index.items():
        if i < 20:
            embedding_matrix[i] = np.sin(np.arange(5) + len(word))
    model = Sequential()
    model.add(Embedding(20, 5, input_length=6))
    model.add(Dropout(0.2))
    model.add(Conv1D(6, 3, padding='valid', activation='relu', strides=1))
    model.add(MaxPooling1D(pool_size=2))
    model.add(LSTM(5))
    model.add(Dense(1, activation='sigmoid'))
    model.layers[0].set_weights([embedding_matrix])
    model.layers[0].trainable = False
    model.summary()
    model.compile(optimizer='rmsprop', loss='binary_crossentropy', metrics=['acc', keras.metrics.AUC(name='auc')])
    history = model.fit(data, labels, epochs=3, batch_size=4, validation_data=(data, labels), verbose=2)
    print(model.evaluate(data, labels, verbose=0))
    print(tokenizer.texts_to_matrix(texts[:2], mode='tfidf').round(3)[0, :8])
    print(tokenizer.sequences_to_texts(sequences[:2]))
    predictions = (model.predict(data, verbose=0) > 0.5).astype('int32')
    print(predictions.ravel().tolist())
    pooled = Sequential([Embedding(20, 8, input_length=6), GlobalAveragePooling1D(), Dense(6, activation='relu'), Dense(1, activation='sigmoid')])
    pooled.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
    print({k: [round(v, 4) for v in values] for k, values in pooled.fit(data, labels, epochs=2, verbose=0).history.items()})
    embeddings = pooled.layers[0].get_weights()[0]
    norms = np.linalg.norm(embeddings, axis=1)
    similarity = embeddings @ embeddings[2] / (norms * norms[2])
    print(np.argsort(-similarity)[:3], similarity[:3].round(4))


def transfer():
    base = Sequential([Conv2D(4, 3, activation='relu', input_shape=(8, 8, 1)), MaxPooling2D(), Conv2D(4, 2), BatchNormalization(), Flatten()], name='base')
    base.trainable = False
    inputs = keras.Input(shape=(8, 8, 1))
    x = base(inputs, training=False)
    x = Dropout(0.2)(x)
    outputs = Dense(3, activation='softmax')(x)
    model = Model(inputs, outputs)
    x_train, y_train = np.random.rand(24, 8, 8, 1), np.random.randint(0, 3, 24)
    model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
    model.fit(x_train, y_train, epochs=2, batch_size=8, verbose=2)
    print(len(model.weights), len(model.trainable_weights), len(model.non_trainable_weights))
    model.summary()
    base.trainable = True
    for layer in base.layers[:2]:
        layer.trainable = False
    for i, layer in enumerate(base.layers):
        print(i, layer.name, layer.trainable)
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss='sparse_categorical_crossentropy', metrics=['accuracy'])
    before = [w.copy() for w in base.get_weights()]
    model.fit(x_train, y_train, epochs=2, batch_size=8, verbose=2)
    print([bool(np.allclose(a, b)) for a, b in zip(before, base.get_weights())])
    features = Model(inputs=base.input, outputs=base.get_layer(index=2).output)
    print(features.predict(x_train[:2], verbose=0).shape, [w.name for w in base.trainable_weights])
    pretrained = Model(base.input, base.layers[-1].output)
    copy = keras.models.clone_model(pretrained)
    copy.set_weights(pretrained.get_weights())
    print(np.abs(copy.predict(x_train, verbose=0) - pretrained.predict(x_train, verbose=0)).max())


def schedules_and_callbacks():
    x, y = np.random.rand(30, 4), np.random.rand(30, 1)

    class LossHistory(Callback):
        def on_train_begin(self, logs={}):
            self.losses = []

        def on_batch_end(self, batch, logs={}):
            self.losses.append(logs.get('loss'))

    class StopAt(Callback):
        def on_epoch_end(self, epoch, logs=None):
            logs = logs or {}
            if logs.get('val_loss') < 5 and epoch >= 2:
                print('Reached at epoch', epoch)
                self.model.stop_training = True

    class CyclicLR(Callback):
        def __init__(self, base_lr, max_lr):
            super().__init__()
            self.base_lr, self.max_lr, self.iterations = base_lr, max_lr, 0

        def on_train_batch_begin(self, batch, logs=None):
            self.iterations += 1
            K.set_value(self.model.optimizer.lr, self.base_lr + (self.max_lr - self.base_lr) * abs(np.sin(self.iterations)))

        def on_epoch_end(self, epoch, logs=None):
            print(epoch, 'lr', round(float(K.get_value(self.model.optimizer.lr)), 6))

    def make():
        model = Sequential([Dense(5, activation='relu', input_dim=4), Dense(1)])
        model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss='mse')
        return model

    model = make()
    losses = LossHistory()
    model.fit(x, y, epochs=5, batch_size=10, verbose=2, validation_split=0.2, callbacks=[losses, StopAt(), CyclicLR(0.01, 0.1)])
    print(len(losses.losses), [round(v, 4) for v in losses.losses[:4]])
    model = make()
    schedule = LearningRateScheduler(lambda epoch, lr: lr * 0.5 if epoch else lr, verbose=1)
    plateau = ReduceLROnPlateau(monitor='loss', factor=0.1, patience=1, min_delta=10, verbose=1)
    stopper = EarlyStopping(monitor='loss', patience=3, min_delta=10, verbose=1, restore_best_weights=True)
    history = model.fit(x, y, epochs=6, batch_size=10, verbose=2, callbacks=[schedule, plateau, stopper])
    print(history.history.keys(), history.epoch, history.params)
    lr_schedule = schedules.ExponentialDecay(0.1, decay_steps=4, decay_rate=0.9, staircase=True)
    optimizer = keras.optimizers.Adam(learning_rate=lr_schedule)
    model.compile(optimizer=optimizer, loss='mse')
    print([round(v, 5) for v in model.fit(x, y, epochs=3, verbose=0).history['loss']])
    print(optimizer.iterations.numpy(), lr_schedule(12).numpy())

    class Warmup(schedules.LearningRateSchedule):
        def __init__(self, d_model, warmup_steps=10):
            super().__init__()
            self.d_model = tf.cast(d_model, tf.float32)
            self.warmup_steps = warmup_steps

        def __call__(self, step):
            step = tf.cast(step, tf.float32)
            arg1 = tf.math.rsqrt(step)
            arg2 = step * (self.warmup_steps ** -1.5)
            return tf.math.rsqrt(self.d_model) * tf.math.minimum(arg1, arg2)

    learning_rate = Warmup(64)
    model.compile(keras.optimizers.Adam(learning_rate, beta_1=0.9, beta_2=0.98, epsilon=1e-9), 'mse')
    print([round(v, 5) for v in model.fit(x, y, epochs=3, verbose=0).history['loss']], float(learning_rate(5)))
    model.compile(keras.optimizers.SGD(0.1, decay=0.01, nesterov=True, momentum=0.5), 'mae')
    model.fit(x, y, epochs=2, verbose=0)
    print(model.optimizer._decayed_lr(tf.float32).numpy().round(6), model.optimizer.get_config())


def noise():
    x, y = np.random.rand(8, 3).astype('float32'), np.random.rand(8, 1).astype('float32')

    def make():
        keras.utils.set_random_seed(3)
        model = Sequential([Lambda(lambda x: x + K.random_normal(K.shape(x)), input_shape=(3,)), Dense(1)])
        model.compile('sgd', 'mse')
        return model

    model = make()
    print(model.train_on_batch(x, y), model.train_on_batch(x, y), model.train_on_batch(x, y))
    print(model.test_on_batch(x, y), model.test_on_batch(x, y))
    print(model.predict_on_batch(x).ravel()[:3], model.predict_on_batch(x).ravel()[:3])
    print(np.random.randint(0, 1000000))
    model = make()
    print(model(x).numpy().ravel()[:3], model(x, training=True).numpy().ravel()[:3])
    print(model.train_on_batch(x, y), model(x).numpy().ravel()[:2], model.test_on_batch(x, y))
    print(np.random.randint(0, 1000000))
    model = make()
    print(model.test_on_batch(x, y), model.predict(x, verbose=0).ravel()[:3], model.train_on_batch(x, y), model.fit(x, y, verbose=0).history)
    print(np.random.randint(0, 1000000))
    keras.utils.set_random_seed(3)
    layer = Lambda(lambda x: x + K.random_uniform(K.shape(x)))
    print(layer(x).numpy()[0], layer(x).numpy()[0], K.random_normal((2,)).numpy(), tf.random.normal((2,)).numpy())
    print(np.random.randint(0, 1000000))


SCRIPTS = [text_generation, text_generation_with_categorical, sequence_to_sequence, generative_adversarial, adversarial_by_compile_order,
           variational_autoencoder, attention, stateful, saliency, siamese, several_outputs, weights_and_masks, forecasting, sentiment,
           transfer, schedules_and_callbacks, noise]

if __name__ == '__main__':
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'scripts.json')
    recorded = {}
    for script in SCRIPTS:
        if sys.argv[1:] and script.__name__ not in sys.argv[1:]:
            recorded[script.__name__] = json.load(open(path))[script.__name__]
            continue
        K.clear_session()
        keras.utils.set_random_seed(1)
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            script()
        recorded[script.__name__] = output.getvalue().split('\n')
    with open(path, 'w') as file:
        json.dump(recorded, file, indent=1)
        file.write('\n')
