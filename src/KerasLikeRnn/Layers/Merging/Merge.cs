namespace KerasLikeRnn.Layers;

/// <summary>
/// What the layers that combine several inputs element by element share. Inputs of fewer axes get new ones after the batch
/// axis; sizes of 1 are repeated. The output's mask is true where all masks are.
/// </summary>
public abstract class Merge : Layer
{
    /// <summary>Takes the arguments common to all layers.</summary>
    private protected Merge(LayerOptions? options) : base(options) { }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var rank = Required.NotNull(inputs).Max(input => input.Rank);
        return Combine([.. inputs.Select(input => OfRank(Autocast(input), rank))]);
    }

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        if (!inputs.IsList)
            throw new ValueError($"{Demand} Received: input_shape={inputs[0].Shape} (not a list of shapes)", nameof(inputs));
        base.CheckInputs(inputs, context);
    }

    private protected override DType OutputDType(Tensors inputs) => inputs[0].DType.IsFloating() ? DType : inputs[0].DType;

    /// <summary>What the layer says of an input that is not a list.</summary>
    private protected virtual string Demand => "A merge layer should be called on a list of inputs.";

    /// <summary>The result for inputs of equally many axes.</summary>
    private protected abstract Tensor Combine(Tensor[] inputs);

    /// <inheritdoc/>
    public override void build(Shape input_shape) => BuildAll(ShapeList.Each(input_shape));

    /// <inheritdoc/>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes)
    {
        if (input_shapes.Count == 0)
            throw new ValueError(
                "A merge layer should be called on a list of at least 1 input. Got 0 inputs. Full input_shape received: []",
                nameof(input_shapes));
        var sizes = input_shapes.Where(shape => shape.Rank > 0).Select(shape => shape.Dims[0]).Where(size => size != Shape.Unknown);
        if (sizes.Distinct().Count() > 1)
            throw new ValueError(
                $"Cannot merge tensors with different batch sizes. Got tensors with shapes {Text(input_shapes)}", nameof(input_shapes));
        ComputeOutputShapes(input_shapes);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        var batch = input_shapes.Select(shape => shape.Dims[0]).Where(size => size != Shape.Unknown).Distinct().ToArray();
        var sample = input_shapes.Select(shape => shape.Range(1, shape.Rank)).Aggregate(Broadcast);
        return [Shape.Of(batch is [var size] ? size : Shape.Unknown).Concat(sample)];
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor?> ComputeMasks(Tensors inputs, IReadOnlyList<Tensor?> masks)
    {
        CheckMasks(inputs, masks);
        return [masks.OfType<Tensor>().ToArray() is { Length: > 0 } given ? given.Aggregate(Ops.And) : null];
    }

    /// <summary>Checks that there is a mask, or null, for each input.</summary>
    private protected static void CheckMasks(Tensors inputs, IReadOnlyList<Tensor?> masks)
    {
        if (masks.Count > 0 && masks.Count != inputs.Count)
            throw new ValueError(
                $"The lists `inputs` and `mask` should have the same length. Received: inputs of length {inputs.Count}, and mask of "
                + $"length {masks.Count}", nameof(masks));
    }

    /// <summary>Python's text of the list of shapes.</summary>
    private protected static string Text(IEnumerable<Shape> shapes) => $"[{string.Join(", ", shapes)}]";

    private static Tensor OfRank(Tensor x, int rank)
    {
        while (x.Rank < rank) x = Ops.ExpandDims(x, 1);
        return x;
    }

    private static Shape Broadcast(Shape a, Shape b)
    {
        if (a.Rank < b.Rank) (a, b) = (b, a);
        var sizes = a.Dims.ToArray();
        for (var i = 1; i <= b.Rank; i++)
        {
            int x = sizes[^i], y = b.Dims[^i];
            if (x != y && x > 1 && y > 1) throw new ValueError($"Inputs have incompatible shapes. Received shapes {a} and {b}");
            sizes[^i] = x == Shape.Unknown || y == Shape.Unknown ? Shape.Unknown : x == 1 ? y : x;
        }
        return Shape.Of(sizes);
    }
}
