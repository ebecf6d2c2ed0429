using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using static keras.layers;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>Masks of every kind, which are known only when a model runs: one file is right for all of them.</summary>
public sealed class MasksServedTests
{
    private const int Words = 9;

    /// <summary>Batches of words; 0 is padding.</summary>
    private static readonly Dictionary<string, float[,]> batches = new()
    {
        ["none"] = new float[,] { { 1, 2, 3, 4, 5 }, { 5, 4, 3, 2, 1 }, { 8, 7, 6, 1, 2 } },
        ["right"] = new float[,] { { 1, 2, 3, 0, 0 }, { 5, 4, 3, 2, 1 }, { 8, 0, 0, 0, 0 } },
        ["left"] = new float[,] { { 0, 0, 1, 2, 3 }, { 5, 4, 3, 2, 1 }, { 0, 0, 0, 0, 8 } },
        ["holes"] = new float[,] { { 1, 0, 2, 0, 3 }, { 0, 4, 0, 0, 1 }, { 8, 7, 0, 1, 2 } },
        ["one all masked"] = new float[,] { { 1, 2, 3, 0, 0 }, { 0, 0, 0, 0, 0 }, { 8, 0, 0, 0, 0 } },
        ["all masked"] = new float[,] { { 0, 0, 0, 0, 0 }, { 0, 0, 0, 0, 0 }, { 0, 0, 0, 0, 0 } },
        ["right and left"] = new float[,] { { 1, 2, 3, 0, 0 }, { 0, 0, 3, 2, 1 }, { 8, 7, 6, 5, 4 } },
        ["another length"] = new float[,] { { 1, 2, 3, 0, 0, 0, 0 }, { 3, 2, 1, 1, 1, 1, 1 } },
        ["one step"] = new float[,] { { 1 }, { 0 } },
    };

    private static readonly Dictionary<string, Func<Layer[]>> stacks = new()
    {
        ["SimpleRNN"] = () => [SimpleRNN(3)],
        ["SimpleRNN sequences"] = () => [SimpleRNN(3, return_sequences: true)],
        ["SimpleRNN relu backwards"] = () => [SimpleRNN(3, activation: "relu", go_backwards: true, return_sequences: true)],
        ["SimpleRNN of another function"] = () => [SimpleRNN(3, activation: "selu", return_sequences: true)],
        ["LSTM"] = () => [LSTM(3)],
        ["LSTM sequences"] = () => [LSTM(3, return_sequences: true)],
        ["LSTM backwards"] = () => [LSTM(3, return_sequences: true, go_backwards: true)],
        ["LSTM backwards last"] = () => [LSTM(3, go_backwards: true)],
        ["LSTM hard_sigmoid"] = () => [LSTM(3, recurrent_activation: "hard_sigmoid", activation: "softsign", return_sequences: true)],
        ["LSTM swish"] = () => [LSTM(3, activation: "swish", return_sequences: true)],
        ["GRU"] = () => [GRU(3)],
        ["GRU sequences"] = () => [GRU(3, return_sequences: true)],
        ["GRU reset before"] = () => [GRU(3, reset_after: false, return_sequences: true)],
        ["GRU reset before, another function"] = () => [GRU(3, reset_after: false, activation: "gelu", return_sequences: true)],
        ["GRU another function"] = () => [GRU(3, activation: "gelu", return_sequences: true)],
        ["GRU backwards, no bias"] = () => [GRU(3, return_sequences: true, go_backwards: true, use_bias: false)],
        ["zero output"] = () => [RNN(LSTMCell(3), return_sequences: true, zero_output_for_mask: true)],
        ["zero output last"] = () => [RNN(GRUCell(3), zero_output_for_mask: true)],
        ["zero output backwards"] = () => [RNN(SimpleRNNCell(3), return_sequences: true, go_backwards: true, zero_output_for_mask: true)],
        ["bidirectional"] = () => [Bidirectional(LSTM(3, return_sequences: true)), Bidirectional(GRU(2))],
        ["bidirectional sum"] = () => [Bidirectional(SimpleRNN(3, return_sequences: true), merge_mode: "sum")],
        ["stacked layers"] = () => [LSTM(4, return_sequences: true), GRU(3, return_sequences: true), SimpleRNN(2), Dense(2)],
        ["stacked cells"] = () => [RNN(new AbstractRNNCell[] { LSTMCell(3), SimpleRNNCell(2), GRUCell(3) }, return_sequences: true)],
        ["stacked cells of other functions"] =
            () => [RNN(new AbstractRNNCell[] { LSTMCell(3, activation: "elu"), GRUCell(2, recurrent_activation: "elu") })],
        ["dropout and dense between"] =
            () => [LSTM(4, return_sequences: true, dropout: 0.5), Dropout(0.5), Dense(3, activation: "tanh"), LSTM(2)],
        ["time distributed"] = () => [TimeDistributed(Dense(3)), GRU(3, return_sequences: true), TimeDistributed(Dense(2))],
        ["average"] = () => [SimpleRNN(3, return_sequences: true), GlobalAveragePooling1D()],
    };

    public static TheoryData<string> Stacks => [.. stacks.Keys];

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_model_of_masked_words_gives_the_same_numbers(string name)
    {
        var model = keras.Sequential([Embedding(Words, 4, mask_zero: true, input_shape: new Shape((int?)null)), .. stacks[name]()]);
        using var session = Served.Session(model);
        // A mean over no steps is no number.
        foreach (var (kind, words) in batches)
            if (name != "average" || !(kind.Contains("all masked", StringComparison.Ordinal) || kind == "one step"))
                Served.Same(session, model, [Tensors.Of(words)]);
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_model_of_masked_numbers_gives_the_same_numbers(string name)
    {
        var model = keras.Sequential([Masking(mask_value: 0, input_shape: (null, 2)), .. stacks[name]()]);
        using var session = Served.Session(model);
        foreach (var (kind, words) in batches)
            if (name != "average" || !(kind.Contains("all masked", StringComparison.Ordinal) || kind == "one step"))
                Served.Same(session, model, [tf.stack([Tensors.Of(words), Tensors.Of(words) * 0.3], axis: -1)]);
    }

    [Fact]
    public void States_of_masked_sequences_are_the_same()
    {
        foreach (var make in (Func<Layer>[])[
            () => LSTM(3, return_state: true), () => GRU(3, return_state: true, return_sequences: true),
            () => SimpleRNN(3, return_state: true, go_backwards: true), () => Bidirectional(LSTM(3, return_state: true))])
        {
            var words = keras.Input(shape: new Shape((int?)null));
            var model = keras.Model(words, make().__call__(Embedding(Words, 4, mask_zero: true)[words]));
            using var session = Served.Session(model);
            foreach (var batch in batches.Values) Served.Same(session, model, [Tensors.Of(batch)]);
        }
    }

    private static class Tensors
    {
        public static Tensor Of(float[,] numbers) => tf.constant(numbers);
    }
}
