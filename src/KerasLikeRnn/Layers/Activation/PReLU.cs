namespace KerasLikeRnn.Layers;

/// <summary>x where x is positive, alpha · x below, with an alpha that is learned. The output has the input's shape.</summary>
/// <param name="alpha_initializer">First values of the slopes.</param>
/// <param name="alpha_regularizer">Penalty on the slopes.</param>
/// <param name="alpha_constraint">What is done to the slopes after every update.</param>
/// <param name="shared_axes">Axes, counted from the batch axis 0, along which one slope serves all: [1, 2] gives images one for each
/// channel.</param>
[KerasExport("keras.layers.PReLU")]
public partial class PReLU(
    InitializerLike alpha_initializer = default, RegularizerLike alpha_regularizer = default, ConstraintLike alpha_constraint = default,
    AxesLike? shared_axes = null, LayerOptions? options = null)
    : Layer(options)
{
    private Variable? slopes;

    public Initializer alpha_initializer { get; } = alpha_initializer.Or("zeros");

    public Regularizer? alpha_regularizer { get; } = alpha_regularizer.Value;

    public Constraint? alpha_constraint { get; } = alpha_constraint.Value;

    public IReadOnlyList<int>? shared_axes { get; } = shared_axes?.ToArray();

    /// <summary>The slopes, shaped as a sample with 1 for the shared axes, once built.</summary>
    public Variable alpha => slopes ?? throw NotBuilt();

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    /// <exception cref="ValueError">The size of an axis that is not shared is unknown.</exception>
    public override void build(Shape input_shape)
    {
        var shape = Required.NotNull(input_shape).Range(1, input_shape.Rank);
        foreach (var axis in shared_axes ?? []) shape = shape.With(axis - 1, 1);
        if (!shape.IsFullyDefined)
            throw new ValueError(
                $"The sizes of all axes that PReLU does not share must be known. Full input shape received: {input_shape}",
                nameof(input_shape));
        slopes = AddWeight("alpha", shape, alpha_initializer, alpha_regularizer, alpha_constraint);
        var kept = shared_axes is { Count: > 0 } ? Enumerable.Range(1, input_shape.Rank - 1).Except(shared_axes) : [];
        input_spec = new InputSpec(ndim: input_shape.Rank, axes: kept.ToDictionary(axis => axis, axis => input_shape.Dims[axis]));
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        return Ops.Subtract(Ops.Relu(x), Ops.Multiply(alpha.Current, Ops.Relu(Ops.Negate(x))));
    }
}
