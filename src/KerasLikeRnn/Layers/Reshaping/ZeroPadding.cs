namespace KerasLikeRnn.Layers;

/// <summary>What all layers that add zeros at the ends of axes have in common.</summary>
public abstract class ZeroPadding : SpatialLayer
{
    private protected ZeroPadding(IReadOnlyList<IReadOnlyList<int>> ends, string? data_format, LayerOptions? options)
        : base(ends.Count, data_format, options) => Ends = ends;

    /// <summary>How many at both ends of each axis.</summary>
    internal IReadOnlyList<IReadOnlyList<int>> Ends { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        var paddings = new (int Before, int After)[x.Rank];
        for (var i = 0; i < Ends.Count; i++) paddings[First + i] = (Ends[i][0], Ends[i][1]);
        return Ops.Pad(x, paddings);
    }

    /// <inheritdoc/>
    private protected override int OutputLength(int length, int axis, Shape input_shape) =>
        Shape.Size((long)length + Ends[axis][0] + Ends[axis][1]);
}
