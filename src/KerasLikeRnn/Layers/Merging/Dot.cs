namespace KerasLikeRnn.Layers;

/// <summary>Dot products between the samples of two inputs, along an axis of each.</summary>
/// <remarks>
/// The output has the first input's other axes, then the second one's without its batch axis: (batch, 3, n) and (batch, 4, n) along
/// the last axes give (batch, 3, 4), two vectors for each sample give (batch, 1).
/// </remarks>
[KerasExport("keras.layers.Dot")]
public partial class Dot : Merge
{
    /// <summary>Creates the layer.</summary>
    /// <param name="axes">The axis of both inputs, or one for each. Their sizes must be equal.</param>
    /// <param name="normalize">Whether to give the vectors length 1 before: the products then are cosines.</param>
    /// <exception cref="ValueError">axes are neither one nor two.</exception>
    public Dot(AxesLike axes, bool normalize = false, LayerOptions? options = null) : base(options)
    {
        if (axes.Count is not 2 && axes.Config is not int)
            throw new ValueError(
                $"Invalid format for argument `axes`: it should contain two elements. Received: axes={AxesLike.Text([.. axes])}",
                nameof(axes));
        this.axes = axes;
        this.normalize = normalize;
    }

    public AxesLike axes { get; }

    public bool normalize { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => Combine([.. Required.NotNull(inputs).Select(Autocast)]);

    private protected override string Demand => "A `Dot` layer should be called on a list of 2 inputs.";

    private protected override Tensor Combine(Tensor[] inputs)
    {
        var (first, second) = AxesIn(inputs[0].Shape, inputs[1].Shape);
        Tensor a = inputs[0], b = inputs[1];
        if (normalize) (a, b) = (Ops.L2Normalize(a, [first]), Ops.L2Normalize(b, [second]));
        return Products(a, b, first, second);
    }

    /// <summary>The products of each pair of samples along an axis of each.</summary>
    internal static Tensor Products(Tensor a, Tensor b, int first, int second)
    {
        var products = Ops.MatMul(Rows(a, first), Rows(b, second), transpose_b: true);
        return Ops.Reshape(products, OutputShape(a.Shape, b.Shape, first, second));
    }

    /// <inheritdoc/>
    /// <exception cref="ValueError">There are not two inputs, or the sizes of their axes differ.</exception>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes)
    {
        CheckInputs(input_shapes);
        Shape a = input_shapes[0], b = input_shapes[1];
        var (first, second) = AxesIn(a, b);
        if (first == 0 || second == 0)
            throw new ValueError(
                "Cannot perform batch_dot over axis 0. If your inputs are not batched, add a dummy batch dimension to your inputs using "
                + "K.expand_dims(x, 0)", nameof(axes));
        if (a.Dims[first] != b.Dims[second])
            throw new ValueError(
                $"Incompatible input shapes: axis values {Size(a, first)} (at axis {first}) != {Size(b, second)} (at axis {second}). Full "
                + $"input shapes: {a}, {b}",
                nameof(input_shapes));
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        CheckInputs(input_shapes);
        return [OutputShape(input_shapes[0], input_shapes[1])];
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor?> ComputeMasks(Tensors inputs, IReadOnlyList<Tensor?> masks) => [null];

    private static void CheckInputs(IReadOnlyList<Shape> shapes)
    {
        if (shapes.Count != 2)
            throw new ValueError(
                $"A `Dot` layer should be called on a list of 2 inputs. Received: input_shape={Text(shapes)}", nameof(shapes));
        if (shapes.Any(shape => shape.Rank < 2))
            throw new ValueError(
                $"Cannot do batch_dot on inputs with rank < 2. Received inputs with shapes {shapes[0]} and {shapes[1]}.", nameof(shapes));
    }

    private static string Size(Shape shape, int axis) => shape[axis] is { } size ? Invariant($"{size}") : "None";

    /// <summary>(batch, other axes as one, axis).</summary>
    private static Tensor Rows(Tensor x, int axis)
    {
        var others = Enumerable.Range(1, x.Rank - 1).Where(other => other != axis);
        var moved = Ops.Transpose(x, [0, .. others, axis]);
        return Ops.Reshape(moved, Shape.Of(x.Shape.Dims[0], Shape.Unknown, x.Shape.Dims[axis]));
    }

    private (int First, int Second) AxesIn(Shape a, Shape b) => (a.Axis(axes[0]), b.Axis(axes[^1]));

    private Shape OutputShape(Shape a, Shape b)
    {
        var (first, second) = AxesIn(a, b);
        return OutputShape(a, b, first, second);
    }

    private static Shape OutputShape(Shape a, Shape b, int first, int second)
    {
        var shape = Without(a, first).Concat(Without(b, second).Range(1, b.Rank - 1));
        return shape.Rank == 1 ? shape.Concat(Shape.Of(1)) : shape;
    }

    private static Shape Without(Shape shape, int axis) => shape.Range(0, axis).Concat(shape.Range(axis + 1, shape.Rank));
}
