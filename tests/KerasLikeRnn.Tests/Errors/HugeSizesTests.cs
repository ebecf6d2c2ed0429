using KerasLikeRnn.Engine;
using static keras.layers;

namespace KerasLikeRnn.Tests.Errors;

/// <summary>
/// Sizes that no machine has room for are refused at the call that asks for them, in words and before anything is allocated.
/// </summary>
public sealed class HugeSizesTests
{
    private static readonly Tensor rows = Tensor.From<float>(new float[6], (2, 3)), steps = Tensor.From<float>(new float[24], (2, 3, 4));

    public static TheoryData<string, Action> Calls => new()
    {
        { "Dense", () => _ = Dense(int.MaxValue)[rows] },
        { "Embedding of rows", () => _ = Embedding(int.MaxValue, 64)[new[,] { { 1 } }] },
        { "Embedding of columns", () => _ = Embedding(64, int.MaxValue)[new[,] { { 1 } }] },
        { "SimpleRNN", () => _ = SimpleRNN(int.MaxValue)[steps] },
        { "LSTM", () => _ = LSTM(int.MaxValue)[steps] },
        { "GRU", () => _ = GRU(int.MaxValue)[steps] },
        { "Conv1D", () => _ = Conv1D(int.MaxValue, 2)[steps] },
        { "Conv1D's kernel", () => _ = Conv1D(64, int.MaxValue, padding: "same")[steps] },
        { "input_dim", () => Dense(3, input_dim: int.MaxValue).build((null, int.MaxValue)) },
        { "RepeatVector", () => _ = RepeatVector(int.MaxValue)[rows] },
        { "a model", () => keras.Sequential([Dense(int.MaxValue, input_shape: int.MaxValue)]) },
        { "zeros", () => tf.zeros((int.MaxValue, int.MaxValue)) },
        { "a weight", () => keras.initializers.Zeros().call((int.MaxValue, 8)) },
        { "random numbers", () => keras.backend.random_normal((int.MaxValue, 8)) },
        { "one-hot", () => keras.backend.one_hot(new[] { 1, 2 }, int.MaxValue) },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_size_beyond_all_memory_is_refused_in_words(string name, Action call)
    {
        var error = Record.Exception(call);
        Assert.True(error is ValueError or InsufficientMemoryException, $"{name}: {error}");
        Assert.True(error.Message.Contains("2147483647", StringComparison.Ordinal) || error is InsufficientMemoryException, error.Message);
    }
}
