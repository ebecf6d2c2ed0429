namespace KerasLikeRnn.Layers;

/// <summary>What LSTM and GRU share: several gates with an activation of their own.</summary>
public abstract partial class GatedCell : UnitsCell
{
    private readonly GateArguments gateArguments;

    private protected GatedCell(int gates, int units, RecurrentArguments? arguments, GateArguments? gateArguments, LayerOptions? options)
        : base(gates, units, arguments, options) => this.gateArguments = gateArguments ?? new();

    /// <summary>1: a product for each gate, each with dropout masks of its own; 2: one product for all gates, and one mask.</summary>
    public int implementation => recurrent_dropout != 0 ? 1 : gateArguments.implementation;

    /// <summary>Fused: also unless each gate drops inputs of its own.</summary>
    internal override bool IsFused(CallContext context) =>
        base.IsFused(context) && recurrent_activation.Fused is not null && !(context.training && dropout > 0 && implementation == 1);

    /// <summary>Whether Keras has a fast implementation of this form of the cell.</summary>
    internal virtual bool HasFastForm => true;

    /// <summary>
    /// One mask for the inputs of all steps, as Keras's fast implementations draw it: one for each gate, of which they use the first.
    /// </summary>
    internal Tensor SequenceMask(Shape shape, DType dtype)
    {
        var mask = new DropoutMask(dropout).Draw(shape, dtype)!;
        RandomStreams.Global.SkipDraws(Gates - 1);
        return mask;
    }

    private protected override RecurrentOptions FusedOptions(SequenceRun run) =>
        base.FusedOptions(run) with { GateActivation = recurrent_activation.Fused!.Value };

    /// <summary>x·kernel + bias, gate by gate.</summary>
    private protected Tensor[] Projected(Tensor x, Tensor? inputBias, CallContext context)
    {
        var dropped = InputMasks(x, context);
        if (implementation == 1)
            return Each(
                gate => Ops.Linear(Masked(x, dropped, gate), Gate(kernel.Current, gate), inputBias is null ? null : Gate(inputBias, gate)));
        var all = Ops.Linear(Masked(x, dropped, 0), kernel.Current, inputBias);
        return Each(gate => Gate(all, gate));
    }

    private protected static Tensor Masked(Tensor x, Tensor[]? masks, int gate) => masks is null ? x : Ops.Multiply(x, masks[gate]);
}
