namespace KerasLikeRnn.Layers;

/// <summary>What all layers that cut the ends of axes have in common.</summary>
public abstract class Cropping : SpatialLayer
{
    private protected Cropping(IReadOnlyList<IReadOnlyList<int>> ends, string? data_format, LayerOptions? options)
        : base(ends.Count, data_format, options) => Ends = ends;

    /// <summary>How many at both ends of each axis.</summary>
    internal IReadOnlyList<IReadOnlyList<int>> Ends { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        var begin = new int[x.Rank];
        for (var i = 0; i < Ends.Count; i++) begin[First + i] = Ends[i][0];
        return Ops.Slice(x, begin, compute_output_shape(x.Shape).Dims.ToArray());
    }

    /// <inheritdoc/>
    /// <exception cref="ValueError">Nothing would be left.</exception>
    private protected override int OutputLength(int length, int axis, Shape input_shape) => (long)Ends[axis][0] + Ends[axis][1] < length
        ? length - Ends[axis][0] - Ends[axis][1]
        : throw NothingLeft(input_shape);

    private ValueError NothingLeft(Shape input)
    {
        var texts = Ends.Select(end => ((Shape)end.ToArray()).ToString()).ToArray();
        return texts is [var only]
            ? new(
                $"cropping parameter of Cropping layer must be greater than the input shape. Received: inputs.shape={input}, and "
                + $"cropping={only}")
            : new(
                $"Argument `cropping` must be greater than the input shape. Received: inputs.shape={input}, and "
                + $"cropping=({string.Join(", ", texts)})");
    }
}
