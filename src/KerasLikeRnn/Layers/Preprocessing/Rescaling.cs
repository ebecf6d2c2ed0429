namespace KerasLikeRnn.Layers;

/// <summary>inputs * scale + offset.</summary>
/// <remarks>Input of any shape and type of numbers, output of the same shape in the layer's type.</remarks>
/// <param name="scale">What the inputs are multiplied by, such as 1 / 255.0.</param>
/// <param name="offset">What is added then.</param>
[KerasExport("keras.layers.Rescaling", "keras.layers.experimental.preprocessing.Rescaling")]
public partial class Rescaling(double scale, double offset = 0.0, LayerOptions? options = null) : Layer(options)
{
    public double scale { get; } = scale;

    public double offset { get; } = offset;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) =>
        Ops.Add(Ops.Multiply(Ops.Cast(inputs, DType), Ops.Constant(scale, DType)), Ops.Constant(offset, DType));
}
