namespace KerasLikeRnn.Layers;

/// <summary>Joins several inputs along an axis.</summary>
/// <remarks>
/// Inputs of equal sizes but for that axis; the output's size there is their sum. Masks are joined along the same axis, an input
/// without one counting as valid everywhere.
/// </remarks>
/// <param name="axis">The axis to join along.</param>
[KerasExport("keras.layers.Concatenate")]
public partial class Concatenate(int axis = -1, LayerOptions? options = null) : Merge(options)
{
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => Combine([.. Required.NotNull(inputs).Select(Autocast)]);

    private protected override string Demand => "A `Concatenate` layer should be called on a list of at least 1 input.";

    private protected override Tensor Combine(Tensor[] inputs) => Ops.Concat(inputs, axis);

    /// <inheritdoc/>
    /// <exception cref="ValueError">The inputs differ in another axis.</exception>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes)
    {
        if (input_shapes.Count == 0)
            throw new ValueError(
                "A `Concatenate` layer should be called on a list of at least 1 input. Received: input_shape=[]", nameof(input_shapes));
        var others = input_shapes.Select(shape => shape.With(axis, Shape.Unknown)).ToArray();
        for (var i = 0; i < others.Length; i++)
            for (var j = 0; j < i; j++)
                if (!others[i].IsCompatibleWith(others[j]))
                    throw new ValueError(
                        $"A `Concatenate` layer requires inputs with matching shapes except for the concatenation axis. Received: "
                        + $"input_shape={Text(input_shapes)}",
                        nameof(input_shapes));
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        var sizes = input_shapes.Select(shape => shape.Dim(axis)).ToArray();
        return [input_shapes[0].With(axis, sizes.Contains(Shape.Unknown) ? Shape.Unknown : sizes.Sum())];
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor?> ComputeMasks(Tensors inputs, IReadOnlyList<Tensor?> masks)
    {
        CheckMasks(inputs, masks);
        if (masks.All(mask => mask is null)) return [null];
        var joined = Ops.Concat([.. inputs.Zip(masks, MaskOf)], axis);
        return [Ops.All(joined, [-1])];
    }

    /// <summary>An input's mask with as many axes as the input.</summary>
    private static Tensor MaskOf(Tensor input, Tensor? mask) =>
        mask is null ? Ops.Ones(input.Shape, DType.Bool) : mask.Rank < input.Rank ? Ops.ExpandDims(mask, -1) : mask;
}
