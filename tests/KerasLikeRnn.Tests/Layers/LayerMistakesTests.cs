using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using NumSharp;
using static KerasLikeRnn.Builtins;
using static keras.layers;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>
/// Mistakes in the use of layers against what record_mistakes.py made Keras say of them, and arguments written as in Python.
/// </summary>
[Collection("Seeds")]
public sealed class LayerMistakesTests
{
    private const string File = "Layers/mistakes.json";

    /// <summary>What TensorFlow says in the words of its kernels, and we in ours.</summary>
    private static readonly Dictionary<string, string> ours = new()
    {
        ["DepthwiseConv2D(3, depth_multiplier=-1)(X(2, 5, 5, 3))"] = "Expected a strictly positive value. Received depth_multiplier=-1.",
        ["MultiHeadAttention(2, 3)(X(2, 3), X(2, 3))"] = "(batch, steps, features). Received: (2, 3), (2, 3)",
        ["MultiHeadAttention(2, 3, attention_axes=5)(X(2, 3, 4), X(2, 5, 4))"] =
        "Received: attention_axes=[5] and a value of shape (2, 5, 4)",
        ["Attention()([X(2, 3, 4), X(3, 5, 4)])"] = "must have compatible batch dimensions: (2, 3, 4) vs. (3, 5, 4)",
        ["Discretization([2., 1.])(X(2, 3))"] = "Expected sorted boundaries",
    };

    /// <summary>Each recorded mistake, made here.</summary>
    private static readonly Dictionary<string, Action> mistakes = new()
    {
        ["Conv1D(4, 3)(Input((2, 3)))"] = () => _ = Conv1D(4, 3)[Input((2, 3))],
        ["Conv1D(4, 3)(Input((1, 3)))"] = () => _ = Conv1D(4, 3)[Input((1, 3))],
        ["Conv2D(4, 3)(Input((5, 2, 1)))"] = () => _ = Conv2D(4, 3)[Input((5, 2, 1))],
        ["SeparableConv1D(4, 3)(Input((2, 3)))"] = () => _ = SeparableConv1D(4, 3)[Input((2, 3))],
        ["DepthwiseConv1D(3)(Input((2, 3)))"] = () => _ = DepthwiseConv1D(3)[Input((2, 3))],
        ["Conv3D(2, 3)(Input((2, 3, 3, 1)))"] = () => _ = Conv3D(2, 3)[Input((2, 3, 3, 1))],
        ["MaxPooling1D(3)(Input((2, 3)))"] = () => _ = MaxPooling1D(3)[Input((2, 3))],
        ["MaxPooling1D(3, data_format='channels_first')(Input((3, 2)))"] = () =>
            _ = MaxPooling1D(3, data_format: "channels_first")[Input((3, 2))],
        ["AveragePooling2D(3)(Input((3, 2, 1)))"] = () => _ = AveragePooling2D(3)[Input((3, 2, 1))],
        ["MaxPooling3D(3)(Input((2, 3, 3, 1)))"] = () => _ = MaxPooling3D(3)[Input((2, 3, 3, 1))],
        ["Concatenate()(X(2, 3))"] = () => _ = Concatenate()[X(2, 3)],
        ["Dot(1)(X(2, 3))"] = () => _ = Dot(1)[X(2, 3)],
        ["Attention()(X(2, 3, 4))"] = () => _ = Attention()[X(2, 3, 4)],
        ["AdditiveAttention()(X(2, 3, 4))"] = () => _ = AdditiveAttention()[X(2, 3, 4)],
        ["DepthwiseConv2D(3, depth_multiplier=-1)(X(2, 5, 5, 3))"] = () => _ = DepthwiseConv2D(3, depth_multiplier: -1),
        ["MultiHeadAttention(2, 3)(X(2, 3), X(2, 3))"] = () => _ = MultiHeadAttention(2, 3)[X(2, 3), X(2, 3)],
        ["MultiHeadAttention(2, 3, attention_axes=5)(X(2, 3, 4), X(2, 5, 4))"] = () =>
            _ = MultiHeadAttention(2, 3, attention_axes: 5)[X(2, 3, 4), X(2, 5, 4)],
        ["Attention()([X(2, 3, 4), X(3, 5, 4)])"] = () => _ = Attention()[[X(2, 3, 4), X(3, 5, 4)]],
        ["Discretization([2., 1.])(X(2, 3))"] = () => _ = Discretization([2.0, 1.0]),
    };

    public static TheoryData<string> Mistakes => [.. GoldenFile.Recorded(File, "mistakes").Select(GoldenFile.Name)];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_refused_with_what_Keras_says(string name)
    {
        keras.backend.clear_session();
        var text = GoldenFile.Recorded(File, "mistakes").Single(one => one.Name() == name).GetProperty("text").GetString()!;
        var error = Assert.ThrowsAny<ValueError>(mistakes[name]);
        Assert.Contains(ours.GetValueOrDefault(name, text), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_model_refuses_a_batch_that_is_shorter_than_the_window(bool pooling)
    {
        var model = keras.models.Sequential([Input((null, 3)), pooling ? MaxPooling1D(3) : Conv1D(4, 3)]);
        var error = Assert.Throws<ValueError>(() => model.predict(np.zeros([2, 2, 3]), verbose: 0));
        Assert.Contains("Negative dimension size caused by subtracting 3 from 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_are_written_as_in_Python()
    {
        Assert.Equal([2], MaxPooling1D(2, strides: None).strides);
        Assert.Equal([3], MaxPooling1D(2, strides: (int?)3).strides);
        Assert.Null(Conv1DTranspose(2, 3, output_padding: None).output_padding);
        Assert.Equal(
            [-1f, 3f], ((Tensor)Normalization(mean: [1.0, 2.0], variance: [4.0, 1.0])[new float[,] { { -1, 5 } }]).ToArray<float>());
        Assert.Equal(
            ((Tensor)Hashing(7, salt: (13, 7))[Words]).ToArray<long>(), ((Tensor)Hashing(7, salt: [13, 7])[Words]).ToArray<long>());
        var counted = (Tensor)CategoryEncoding(4, "count")[new int[,] { { 1, 2, 1 } }, count_weights: new float[,] { { 0.5f, 2, 1 } }];
        Assert.Equal([0, 1.5f, 2, 0], counted.ToArray<float>());
    }

    [Fact]
    public void A_noise_shape_may_have_fewer_axes_than_the_input()
    {
        var output = ((Tensor)Dropout(0.5, noise_shape: 3)[X(4, 3), training: true]).ToArray<float>();
        for (var row = 1; row < 4; row++) Assert.Equal(output[..3], output[(3 * row)..(3 * row + 3)]);
    }

    private static string[] Words => ["a", "b", "c", "d"];

    private static Tensor X(params int[] sizes) => Ops.Ones(sizes);
}
