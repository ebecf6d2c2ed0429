namespace KerasLikeRnn.Layers;

/// <summary>
/// A cell whose state is a number for each unit: its kernel is (features, gates · units), its recurrent kernel (units, gates · units).
/// </summary>
public abstract class UnitsCell : KernelCell
{
    private protected UnitsCell(int gates, int units, RecurrentArguments? arguments, LayerOptions? options)
        : base(gates, arguments, options) =>
        this.units = CheckedArgument.RecurrentUnits(units);

    public int units { get; }

    /// <inheritdoc/>
    public override StateSize state_size => units;

    /// <inheritdoc/>
    public override Shape output_size => Shape.Of(units);

    private protected virtual Shape BiasShape => Shape.Of(Width);

    private int Width => Shape.Size((long)Gates * units);

    /// <inheritdoc/>
    public override void build(Shape input_shape) =>
        AddWeights(Shape.Of(Required.NotNull(input_shape).Dim(-1), Width), Shape.Of(units, Width), BiasShape);

    /// <summary>Fused: unless the step is one's own, the state is dropped, or there are no units.</summary>
    internal override bool IsFused(CallContext context) =>
        !Kind.Steps && activation.Fused is not null && units > 0 && !(context.training && recurrent_dropout > 0);

    /// <summary>The part of a gate of a matrix or vector whose last axis holds all gates.</summary>
    private protected Tensor Gate(Tensor weights, int gate) => Ops.Narrow(weights, -1, gate * units, units);

    private protected virtual RecurrentOptions FusedOptions(SequenceRun run) =>
        new(activation.Fused!.Value, run.GoBackwards, run.ZeroOutputForMask);
}
