using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;
using static keras.models;
using static KerasLikeRnn.Builtins;
using K = keras.backend;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Scripts;

/// <content>Attention in layers of one's own, gradients by word vectors and images.</content>
internal static partial class PublicScripts
{
    public static void attention()
    {
        var encoder = GRU(8, return_sequences: true, return_state: true, recurrent_initializer: "glorot_uniform");
        var embedding = Embedding(12, 4);
        var decoder = new Decoder(12, 4, 8);
        var optimizer = keras.optimizers.Adam();
        var loss_object = keras.losses.SparseCategoricalCrossentropy(from_logits: true, reduction: "none");

        Tensor loss_function(NDArray real, Tensor pred)
        {
            var mask = tf.math.logical_not(tf.math.equal(real, 0));
            var loss_ = loss_object[real, pred];
            mask = tf.cast(mask, dtype: loss_.dtype);
            loss_ *= mask;
            return tf.reduce_mean(loss_);
        }

        var inp = np.random.randint(1, 12, (4, 6));
        var targ = np.random.randint(0, 12, (4, 5));
        Tensor enc_output = null!, enc_hidden = null!;
        foreach (var epoch in range(3))
        {
            var loss = tf.constant(0.0);
            using var tape = tf.GradientTape();
            (enc_output, enc_hidden) = encoder[embedding[inp]];
            var dec_hidden = enc_hidden;
            var dec_input = tf.expand_dims(new[] { 1, 1, 1, 1 }, 1);
            foreach (var t in range(1, (int)targ.shape[1]))
            {
                (var predictions, dec_hidden, _) = decoder.step(dec_input, dec_hidden, enc_output);
                loss += loss_function(targ[$":, {t}"], predictions);
                dec_input = tf.expand_dims(targ[$":, {t}"], 1);
            }
            var batch_loss = loss / targ.shape[1];
            Variable[] variables = [.. encoder.trainable_variables, .. embedding.trainable_variables, .. decoder.trainable_variables];
            var gradients = tape.gradient(loss, variables);
            optimizer.apply_gradients(zip(gradients, variables));
            print($"Epoch {epoch + 1} Loss {(double)batch_loss.numpy():F4}");
        }
        var (_, _, attention_weights) = decoder.step(tf.expand_dims(new[] { 1 }, 1), enc_hidden[..1], enc_output[..1]);
        print(attention_weights.shape, np.round(tf.reshape(attention_weights, [-1]).numpy(), 4));

        var model = Sequential(
            [Embedding(12, 4, mask_zero: true), Bidirectional(LSTM(3, return_sequences: true)), new LuongAttention(),
            Dense(1, activation: "sigmoid")]);
        model.compile("adam", "binary_crossentropy", metrics: ["accuracy"]);
        model.fit(np.tril(np.random.randint(1, 12, (8, 6)), 2), np.random.randint(0, 2, 8), epochs: 3, batch_size: 4, verbose: 2);
        model.summary();
    }

    private sealed class BahdanauAttention(int units) : Layer
    {
        private readonly Layer W1 = Dense(units), W2 = Dense(units), V = Dense(1);

        public override Tensors call(Tensors inputs, CallContext context)
        {
            var (query, values) = inputs;
            var query_with_time_axis = tf.expand_dims(query, 1);
            var score = V[tf.nn.tanh(W1[query_with_time_axis] + W2[values])];
            var attention_weights = tf.nn.softmax(score, axis: 1);
            var context_vector = attention_weights * values;
            context_vector = tf.reduce_sum(context_vector, axis: 1);
            return [context_vector, attention_weights];
        }
    }

    private sealed class LuongAttention : Layer
    {
        private Variable w = null!;

        public override void build(Shape input_shape)
        {
            w = add_weight(name: "att_weight", shape: (input_shape[-1], input_shape[-1]), initializer: "glorot_uniform", trainable: true);
            base.build(input_shape);
        }

        public override Tensors call(Tensors inputs, CallContext context)
        {
            Tensor x = inputs;
            var e = K.batch_dot(K.dot(x, w), x, axes: [2, 2]);
            if (context.mask is { } mask)
                e -= 1e9 * (1.0 - K.cast(K.expand_dims(mask, 1), K.floatx()));
            return K.mean(K.batch_dot(K.softmax(e), x), axis: 1);
        }

        public override Shape compute_output_shape(Shape input_shape) => (input_shape[0], input_shape[-1]);
    }

    private sealed class Decoder(int vocab_size, int embedding_dim, int dec_units) : Model
    {
        private readonly Layer embedding = Embedding(vocab_size, embedding_dim);
        private readonly Layer gru = GRU(dec_units, return_sequences: true, return_state: true, recurrent_initializer: "glorot_uniform");
        private readonly Layer fc = Dense(vocab_size);
        private readonly Layer attention = new BahdanauAttention(dec_units);

        public override Tensors call(Tensors inputs, CallContext context)
        {
            var (x, hidden, enc_output) = inputs;
            var (context_vector, attention_weights) = attention[[hidden, enc_output]];
            x = embedding[x];
            x = tf.concat([tf.expand_dims(context_vector, 1), x], axis: -1);
            var (output, state) = gru[x];
            output = tf.reshape(output, (-1, output.shape[2]));
            return [fc[output], state, attention_weights];
        }

        public Tensors step(Tensor x, Tensor hidden, Tensor enc_output) => this[[x, hidden, enc_output]];
    }

    public static void saliency()
    {
        var x_train = np.random.randint(1, 20, (16, 7));
        var y_train = (x_train[":, 0"] > 9).astype("float32");
        var embedding = Embedding(20, 4);
        var head = Sequential([LSTM(5), Dense(1, activation: "sigmoid")]);
        var model = Sequential([keras.Input(7), embedding, head]);
        model.compile("adam", "binary_crossentropy");
        model.fit(x_train, y_train, epochs: 2, batch_size: 8, verbose: 2);
        Tensors vectors;
        Gradient gradient;
        using (var tape = tf.GradientTape())
        {
            vectors = embedding[x_train[":2"]];
            tape.watch(vectors);
            var prediction = head[vectors];
            gradient = tape.gradient(prediction, vectors);
        }
        var saliency = tf.reduce_max(tf.abs(gradient), axis: -1);
        saliency = (saliency - tf.reduce_min(saliency)) / (tf.reduce_max(saliency) - tf.reduce_min(saliency));
        print(np.round(saliency.numpy(), 4));
        var loss_object = keras.losses.BinaryCrossentropy();
        Tensor loss;
        using (var tape = tf.GradientTape())
        {
            vectors = embedding[x_train];
            tape.watch(vectors);
            loss = loss_object[np.expand_dims(y_train, -1), head[vectors]];
            gradient = tape.gradient(loss, vectors);
        }
        var signed_grad = tf.sign(gradient);
        var adversarial = vectors + 0.1 * signed_grad;
        print($"{(double)loss:F4} {(double)loss_object[np.expand_dims(y_train, -1), head[adversarial]]:F4}");
        var step = gradient * 0.5;
        print(step.shape, (float)tf.norm(step), np.sum((-gradient / 2 + step).numpy()));
        var image = tf.Variable(np.random.rand(1, 6, 6, 1).astype("float32"));
        var conv = Sequential([Conv2D(3, 3, activation: "relu", input_shape: (6, 6, 1)), GlobalAveragePooling2D(), Dense(2)]);
        foreach (var i in range(3))
        {
            using var tape = tf.GradientTape();
            loss = tf.reduce_mean(((Tensor)conv[image])[.., 1]);
            var grads = tape.gradient(loss, image);
            grads /= tf.maximum(tf.reduce_mean(tf.abs(grads)), 1e-6);
            image.assign_add(grads * 0.1);
            print($"{i} {(double)loss:F5}");
        }
        var x = tf.Variable(2.0);
        using (var tape = tf.GradientTape(persistent: true))
        {
            var y = x * x;
            Tensor z;
            using (tape.stop_recording())
                z = y * x;
            print(tape.gradient(y, x) + 1, tape.gradient(z, x));
        }
    }
}
