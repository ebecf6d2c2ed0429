namespace KerasLikeRnn.Layers;

/// <summary>Gives the vectors along an axis, or over several together, length 1. The output has the input's shape.</summary>
/// <param name="axis">The axis, or axes, over which the length is taken.</param>
[KerasExport("keras.layers.UnitNormalization")]
public partial class UnitNormalization(AxesLike axis = default, LayerOptions? options = null) : Layer(options)
{
    /// <summary>The axis, or axes; counted from the start once built.</summary>
    public AxesLike axis { get; private set; } = axis.Or(-1);

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    /// <exception cref="ValueError">An axis does not exist or is given twice.</exception>
    public override void build(Shape input_shape) => axis = axis.In(input_shape);

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => Ops.L2Normalize(Ops.Cast(inputs, DType), [.. axis]);
}
