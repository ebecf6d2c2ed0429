namespace KerasLikeRnn.Layers;

/// <summary>Gives the vectors along an axis, or over several together, length 1. The output has the input's shape.</summary>
[KerasExport("keras.layers.UnitNormalization")]
public sealed class UnitNormalization : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="axis">The axis, or axes, over which the length is taken.</param>
    /// <param name="options">The arguments common to all layers.</param>
    public UnitNormalization(AxesLike axis = default, LayerOptions? options = null) : base(options) => this.axis = axis.Or(-1);

    /// <summary>The axis, or axes; counted from the start once built.</summary>
    public AxesLike axis { get; private set; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    /// <exception cref="ValueError">An axis does not exist or is given twice.</exception>
    public override void build(Shape input_shape) => axis = axis.In(input_shape);

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => Ops.L2Normalize(Ops.Cast(inputs, DType), [.. axis]);
}
