namespace KerasLikeRnn.Layers;

/// <summary>What all layers that make axes longer by whole factors have in common.</summary>
public abstract class UpSampling : SpatialLayer
{
    private protected UpSampling(IReadOnlyList<int> factors, string? data_format, LayerOptions? options)
        : base(factors.Count, data_format, options) => Factors = factors;

    /// <summary>How many times, along each axis.</summary>
    internal IReadOnlyList<int> Factors { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        for (var i = 0; i < Factors.Count; i++) x = Ops.Repeat(x, Factors[i], First + i);
        return x;
    }

    /// <inheritdoc/>
    private protected override int OutputLength(int length, int axis, Shape input_shape) => Shape.Size((long)length * Factors[axis]);
}
