namespace KerasLikeRnn.Layers;

/// <summary>The merging layers as functions: each makes its layer and calls it.</summary>
public static class MergingFunctions
{
    /// <summary>Adds several inputs, element by element: the layer <see cref="Add"/>, called at once.</summary>
    /// <param name="inputs">The inputs.</param>
    [KerasExport("keras.layers.add")]
    public static Tensor add(Tensors inputs, LayerOptions? options = null) => new Add(options).__call__(inputs);

    /// <summary>Subtracts the second of two inputs from the first: the layer <see cref="Subtract"/>, called at once.</summary>
    /// <param name="inputs">Two inputs.</param>
    [KerasExport("keras.layers.subtract")]
    public static Tensor subtract(Tensors inputs, LayerOptions? options = null) => new Subtract(options).__call__(inputs);

    /// <summary>Multiplies several inputs, element by element: the layer <see cref="Multiply"/>, called at once.</summary>
    /// <param name="inputs">The inputs.</param>
    [KerasExport("keras.layers.multiply")]
    public static Tensor multiply(Tensors inputs, LayerOptions? options = null) => new Multiply(options).__call__(inputs);

    /// <summary>The mean of several inputs, element by element: the layer <see cref="Average"/>, called at once.</summary>
    /// <param name="inputs">The inputs.</param>
    [KerasExport("keras.layers.average")]
    public static Tensor average(Tensors inputs, LayerOptions? options = null) => new Average(options).__call__(inputs);

    /// <summary>The largest of several inputs, element by element: the layer <see cref="Maximum"/>, called at once.</summary>
    /// <param name="inputs">The inputs.</param>
    [KerasExport("keras.layers.maximum")]
    public static Tensor maximum(Tensors inputs, LayerOptions? options = null) => new Maximum(options).__call__(inputs);

    /// <summary>The smallest of several inputs, element by element: the layer <see cref="Minimum"/>, called at once.</summary>
    /// <param name="inputs">The inputs.</param>
    [KerasExport("keras.layers.minimum")]
    public static Tensor minimum(Tensors inputs, LayerOptions? options = null) => new Minimum(options).__call__(inputs);

    /// <summary>Joins several inputs along an axis: the layer <see cref="Concatenate"/>, called at once.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="axis">The axis to join along.</param>
    [KerasExport("keras.layers.concatenate")]
    public static Tensor concatenate(Tensors inputs, int axis = -1, LayerOptions? options = null) =>
        new Concatenate(axis, options).__call__(inputs);

    /// <summary>Dot products between the samples of two inputs: the layer <see cref="Dot"/>, called at once.</summary>
    /// <param name="inputs">Two inputs.</param>
    /// <param name="axes">The axis of both inputs, or one for each.</param>
    /// <param name="normalize">Whether to give the vectors length 1 before.</param>
    [KerasExport("keras.layers.dot")]
    public static Tensor dot(Tensors inputs, AxesLike axes, bool normalize = false, LayerOptions? options = null) =>
        new Dot(axes, normalize, options).__call__(inputs);
}
