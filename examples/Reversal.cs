using KerasLikeRnn.Engine;
using NumSharp;
using static keras.layers;
using static keras.models;

namespace KerasLikeRnn.Examples;

/// <summary>
/// An encoder and a decoder learn to write a row of digits backwards: two inputs, states handed from one LSTM to the other, the
/// decoder fed with the right answer while it learns and with its own digits afterwards.
/// </summary>
internal static class Reversal
{
    private const int Samples = 4000, Length = 6, Digits = 10, Start = Digits;

    public static void Run(Options options)
    {
        options.Apply();
        keras.utils.set_random_seed(options.Seed ?? 1);
        np.random.seed(options.Seed ?? 1);

        // The data: digits, the same backwards, and the same backwards one step later with a mark in front
        NDArray source = np.random.randint(0, Digits, new NumSharp.Shape(Samples, Length));
        NDArray target = np.flip(source, 1).copy();
        NDArray shifted = np.concatenate([np.full(new NumSharp.Shape(Samples, 1), Start).astype(target.dtype), target[":, :-1"]], 1);
        print("source", source.shape, "target", target.shape);

        // Training: the decoder begins with the encoder's states
        var encoder_inputs = Input(shape: [null], name: "digits");
        var (_, state_h, state_c) = LSTM(96, return_state: true)[Embedding(Digits, 16)[encoder_inputs]];
        Tensor[] encoder_states = [state_h, state_c];

        var decoder_inputs = Input(shape: [null], name: "shifted");
        var decoder_embedding = Embedding(Digits + 1, 16);
        var decoder_lstm = LSTM(96, return_sequences: true, return_state: true);
        var (decoder_outputs, _, _) = decoder_lstm[decoder_embedding[decoder_inputs], initial_state: encoder_states];
        var decoder_dense = Dense(Digits, activation: "softmax");
        var model = Model([encoder_inputs, decoder_inputs], decoder_dense[decoder_outputs]);
        model.compile(optimizer: keras.optimizers.Adam(0.01), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        model.summary();
        model.fit(
            new Dictionary<string, NDArray> { ["digits"] = source, ["shifted"] = shifted }, target,
            epochs: options.Epochs ?? 12, batch_size: 64, validation_split: 0.2);

        // Use: the same layers as two models, the decoder going on from the states it gave
        var encoder = Model(encoder_inputs, encoder_states);
        Tensor decoder_state_h = Input(shape: 96), decoder_state_c = Input(shape: 96);
        var (step_outputs, step_h, step_c) = decoder_lstm[decoder_embedding[decoder_inputs],
            initial_state: [decoder_state_h, decoder_state_c]];
        var decoder = Model([decoder_inputs, decoder_state_h, decoder_state_c], [decoder_dense[step_outputs], step_h, step_c]);

        for (var row = Samples - 3; row < Samples; row++)
        {
            NDArray digits = source[$"{row}:{row + 1}"];
            var (h, c) = encoder.predict(digits, verbose: 0);
            NDArray last = np.full(new NumSharp.Shape(1, 1), Start);
            var written = new List<long>();
            for (var i = 0; i < Length; i++)
            {
                (NDArray chances, h, c) = decoder.predict([last, h, c], verbose: 0);
                written.Add((long)np.argmax(chances));
                last = np.full(new NumSharp.Shape(1, 1), written[^1]);
            }
            print(digits.flatten(), "backwards:", string.Join(" ", written));
        }
    }
}
