using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using static keras.layers;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>Preprocessing layers that compute with numbers, under ONNX Runtime.</summary>
public sealed class PreprocessingServedTests
{
    private static readonly double[] boundaries = [-1, 0, 0.5, 0.5, 2];
    private static readonly float[,] numbers = { { -2, -1, -0.5f }, { 0, 0.5f, 0.7f }, { 2, 3, float.NaN } };
    private static readonly long[,] categories = { { 0, 3, 3 }, { 2, 2, 2 }, { 1, 0, 3 } };

    private static readonly Dictionary<string, Func<(Layer, Tensor)>> layers = new()
    {
        ["Rescaling"] = () => (Rescaling(1 / 127.5, offset: -1), tf.constant(numbers)[..2]),
        ["Normalization"] = () => (Normalization(mean: 1.5, variance: 4.0), tf.constant(numbers)[..2]),
        ["Normalization adapted"] = () =>
        {
            var layer = Normalization();
            layer.adapt(tf.constant(numbers)[..2]);
            return (layer, tf.constant(numbers)[..2]);
        },
        ["Discretization"] = () => (Discretization(boundaries), tf.constant(numbers)),
        ["Discretization one_hot"] = () => (Discretization(boundaries, output_mode: "one_hot"), tf.constant(numbers)[.., ..1]),
        ["Discretization multi_hot"] = () => (Discretization(boundaries, output_mode: "multi_hot"), tf.constant(numbers)),
        ["Discretization count"] = () => (Discretization(boundaries, output_mode: "count"), tf.constant(numbers)),
        ["CategoryEncoding"] = () => (CategoryEncoding(4), tf.constant(categories)),
        ["CategoryEncoding one_hot"] = () => (CategoryEncoding(4, output_mode: "one_hot"), tf.constant(categories)[.., ..1]),
        ["CategoryEncoding count"] = () => (CategoryEncoding(5, output_mode: "count"), tf.constant(categories)),
    };

    public static TheoryData<string> Names => [.. layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_gives_the_same_numbers(string name)
    {
        var (layer, data) = layers[name]();
        var of = new LayerModel(layer);
        var model = of.Build([data]);
        Served.Same(model, of.Data);
        Served.Same(model, of.Data, opset: 21);
    }

    [Fact]
    public void Weights_of_categories_are_counted()
    {
        var of = new LayerModel(CategoryEncoding(4, output_mode: "count"));
        var weights = tf.constant(numbers)[.., ..2];
        var model = of.Build(
            [tf.constant(categories)[.., ..2]], arguments: new Dictionary<string, object?> { ["count_weights"] = weights });
        Served.Same(model, of.Data);
    }
}
