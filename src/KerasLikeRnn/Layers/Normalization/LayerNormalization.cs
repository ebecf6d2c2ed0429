namespace KerasLikeRnn.Layers;

/// <summary>
/// Gives each sample mean 0 and variance 1 over its features, then scales by gamma and shifts by beta, which are learned (Ba et
/// al., 2016). The output has the input's shape.
/// </summary>
/// <param name="axis">The axis, or axes, over which mean and variance are taken; gamma and beta have their sizes.</param>
[KerasExport("keras.layers.LayerNormalization")]
public partial class LayerNormalization(AxesLike axis = default, ScaleArguments? scaling = null, LayerOptions? options = null)
    : ScaledNormalization(axis, scaling, options)
{
    /// <inheritdoc/>
    /// <exception cref="ValueError">An axis does not exist, is given twice or is of unknown size.</exception>
    public override void build(Shape input_shape)
    {
        axis = axis.In(input_shape);
        var shape = Shape.Of([.. axis.Select(one => input_shape.Dims[one])]);
        if (!shape.IsFullyDefined)
            throw new ValueError(
                $"The sizes of the axes that LayerNormalization works on must be known. Full input shape received: {input_shape}",
                nameof(input_shape));
        AddScaleAndCenter(shape);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        return Scaled(Ops.Standardize(x, [.. axis], epsilon).Y, Only(axis, x.Shape));
    }
}
