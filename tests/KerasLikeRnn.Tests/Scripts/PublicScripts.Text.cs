using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.callbacks;
using static keras.layers;
using static keras.models;
using static KerasLikeRnn.Builtins;

namespace KerasLikeRnn.Tests.Scripts;

/// <content>Texts written and translated character by character.</content>
internal static partial class PublicScripts
{
    public static void text_generation()
    {
        var chars = sorted(TEXT.Distinct());
        var char_indices = chars.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var indices_char = chars.Index().ToDictionary(pair => pair.Index, pair => pair.Item);
        var (maxlen, step) = (10, 3);
        List<string> sentences = [];
        List<char> next_chars = [];
        foreach (var i in range(0, len(TEXT) - maxlen, step))
        {
            sentences.Add(TEXT[i..(i + maxlen)]);
            next_chars.Add(TEXT[i + maxlen]);
        }
        print("nb sequences:", len(sentences));
        var x = np.zeros((len(sentences), maxlen, len(chars)), dtype: np.bool_);
        var y = np.zeros((len(sentences), len(chars)), dtype: np.bool_);
        foreach (var (i, sentence) in enumerate(sentences))
        {
            foreach (var (t, @char) in enumerate(sentence))
                x[i, t, char_indices[@char]] = true;
            y[i, char_indices[next_chars[i]]] = true;
        }

        var model = Sequential();
        model.add(LSTM(16, input_shape: (maxlen, len(chars))));
        model.add(Dense(len(chars)));
        model.add(Activation("softmax"));
        var optimizer = keras.optimizers.RMSprop(learning_rate: 0.01);
        model.compile(loss: "categorical_crossentropy", optimizer: optimizer);

        int sample(NDArray preds, double temperature = 1.0)
        {
            preds = np.asarray(preds).astype("float64");
            preds = np.log(preds) / temperature;
            var exp_preds = np.exp(preds);
            preds = exp_preds / np.sum(exp_preds);
            var probas = np.random.multinomial(1, preds, 1);
            return (int)np.argmax(probas);
        }

        void on_epoch_end(int epoch, Logs logs)
        {
            print();
            print($"----- Generating text after Epoch: {epoch}");
            var start_index = 4;
            foreach (var diversity in new[] { 0.2, 1.0 })
            {
                var generated = "";
                var sentence = TEXT[start_index..(start_index + maxlen)];
                generated += sentence;
                foreach (var i in range(20))
                {
                    var x_pred = np.zeros((1, maxlen, len(chars)));
                    foreach (var (t, @char) in enumerate(sentence))
                        x_pred[0, t, char_indices[@char]] = 1.0;
                    var preds = model.predict(x_pred, verbose: 0)[0];
                    var next_index = sample(preds, diversity);
                    var next_char = indices_char[next_index];
                    sentence = sentence[1..] + next_char;
                    generated += next_char;
                }
                print("----- diversity:", diversity, repr(generated));
            }
        }

        var print_callback = LambdaCallback(on_epoch_end: on_epoch_end);
        model.fit(x, y, batch_size: 8, epochs: 3, callbacks: [print_callback], verbose: 2);
    }

    public static void text_generation_with_categorical()
    {
        var vocab = sorted(TEXT.Distinct());
        NDArray ids = np.array(TEXT.Select(c => vocab.IndexOf(c)).ToArray());
        var model = new OneStep(len(vocab));
        var loss = keras.losses.SparseCategoricalCrossentropy(from_logits: true);
        model.compile(optimizer: "adam", loss: loss);
        var data = ids[":100"].reshape(5, 20);
        model.fit(data[":, :-1"], data[":, 1:"], epochs: 2, batch_size: 5, verbose: 2);
        Tensor? states = null;
        var next_char = tf.constant(new[,] { { vocab.IndexOf('t') } });
        List<string> result = ["t"];
        Tensor predicted_ids = null!;
        foreach (var n in range(12))
        {
            (var predicted_logits, states) = model.next(next_char, states);
            predicted_logits = predicted_logits[.., -1, ..] / 0.7;
            predicted_ids = tf.random.categorical(predicted_logits, num_samples: 1);
            next_char = predicted_ids;
            result.Add(vocab[(int)predicted_ids[0, 0]].ToString());
        }
        print(string.Join("", result));
        print(states!.shape, predicted_ids.dtype);
    }

    private sealed class OneStep(int vocab_size) : Model
    {
        private readonly Layer embedding = Embedding(vocab_size, 8);
        private readonly GRU gru = GRU(16, return_sequences: true, return_state: true);
        private readonly Layer dense = Dense(vocab_size);

        public override Tensors call(Tensors inputs, CallContext context) => next(inputs, null).Item1;

        public (Tensor, Tensor) next(Tensors inputs, Tensor? states)
        {
            Tensor x = embedding[inputs];
            states ??= gru.get_initial_state(x)[0];
            (x, states) = gru[x, initial_state: states];
            return (dense[x], states);
        }
    }

    public static void sequence_to_sequence()
    {
        (string,
            string)[] pairs = [("go", "va"), ("hi", "salut"), ("run", "cours"), ("stop", "arrete"), ("wait", "attends"), ("help", "aide")];
        var input_texts = pairs.Select(pair => pair.Item1).ToList();
        var target_texts = pairs.Select(pair => "\t" + pair.Item2 + "\n").ToList();
        var input_characters = sorted(string.Join("", input_texts).Distinct());
        var target_characters = sorted(string.Join("", target_texts).Distinct());
        var (num_encoder_tokens, num_decoder_tokens) = (len(input_characters), len(target_characters));
        var max_encoder_seq_length = max(input_texts.Select(txt => len(txt)));
        var max_decoder_seq_length = max(target_texts.Select(txt => len(txt)));
        var input_token_index = input_characters.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var target_token_index = target_characters.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var encoder_input_data = np.zeros((len(input_texts), max_encoder_seq_length, num_encoder_tokens), dtype: np.float32);
        var decoder_input_data = np.zeros((len(input_texts), max_decoder_seq_length, num_decoder_tokens), dtype: np.float32);
        var decoder_target_data = np.zeros((len(input_texts), max_decoder_seq_length, num_decoder_tokens), dtype: np.float32);
        foreach (var (i, (input_text, target_text)) in enumerate(zip(input_texts, target_texts)))
        {
            foreach (var (t, @char) in enumerate(input_text))
                encoder_input_data[i, t, input_token_index[@char]] = 1f;
            foreach (var (t, @char) in enumerate(target_text))
            {
                decoder_input_data[i, t, target_token_index[@char]] = 1f;
                if (t > 0)
                    decoder_target_data[i, t - 1, target_token_index[@char]] = 1f;
            }
        }
        var latent_dim = 12;
        var encoder_inputs = keras.Input(shape: (None, num_encoder_tokens));
        var encoder = LSTM(latent_dim, return_state: true);
        var (encoder_outputs, state_h, state_c) = encoder[encoder_inputs];
        Tensor[] encoder_states = [state_h, state_c];
        var decoder_inputs = keras.Input(shape: (None, num_decoder_tokens));
        var decoder_lstm = LSTM(latent_dim, return_sequences: true, return_state: true);
        var (decoder_outputs, _, _) = decoder_lstm[decoder_inputs, initial_state: encoder_states];
        var decoder_dense = Dense(num_decoder_tokens, activation: "softmax");
        decoder_outputs = decoder_dense[decoder_outputs];
        var model = Model([encoder_inputs, decoder_inputs], decoder_outputs);
        model.compile(optimizer: "rmsprop", loss: "categorical_crossentropy", metrics: ["accuracy"]);
        model.summary();
        var history = model.fit(
            [encoder_input_data, decoder_input_data], decoder_target_data, batch_size: 3, epochs: 4, validation_split: 0.2, verbose: 2);
        var encoder_model = Model(encoder_inputs, encoder_states);
        var decoder_state_input_h = keras.Input(shape: latent_dim);
        var decoder_state_input_c = keras.Input(shape: latent_dim);
        KerasTensor[] decoder_states_inputs = [decoder_state_input_h, decoder_state_input_c];
        (decoder_outputs, state_h, state_c) = decoder_lstm[decoder_inputs, initial_state: decoder_states_inputs];
        Tensor[] decoder_states = [state_h, state_c];
        decoder_outputs = decoder_dense[decoder_outputs];
        var decoder_model = Model([decoder_inputs, .. decoder_states_inputs], [decoder_outputs, .. decoder_states]);
        var reverse_target_char_index = target_token_index.ToDictionary(pair => pair.Value, pair => pair.Key);

        string decode_sequence(NDArray input_seq)
        {
            NDArray[] states_value = [.. encoder_model.predict(input_seq, verbose: 0)];
            var target_seq = np.zeros((1, 1, num_decoder_tokens));
            target_seq[0, 0, target_token_index['\t']] = 1.0;
            var stop_condition = false;
            var decoded_sentence = "";
            while (!stop_condition)
            {
                var (output_tokens, h, c) = decoder_model.predict([target_seq, .. states_value], verbose: 0);
                var sampled_token_index = (int)np.argmax(output_tokens["0, -1, :"]);
                var sampled_char = reverse_target_char_index[sampled_token_index];
                decoded_sentence += sampled_char;
                if (sampled_char == '\n' || len(decoded_sentence) > max_decoder_seq_length)
                    stop_condition = true;
                target_seq = np.zeros((1, 1, num_decoder_tokens));
                target_seq[0, 0, sampled_token_index] = 1.0;
                states_value = [h, c];
            }
            return decoded_sentence;
        }

        foreach (var seq_index in range(3))
        {
            var input_seq = encoder_input_data[$"{seq_index}:{seq_index + 1}"];
            print("Input sentence:", input_texts[seq_index], "Decoded sentence:", repr(decode_sequence(input_seq)));
        }
        print(sorted(history.history.keys()));
    }
}
