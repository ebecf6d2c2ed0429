namespace KerasLikeRnn.Layers;

/// <summary>
/// The cell of <see cref="GRU"/>. With x_z, x_r, x_h the parts of x·kernel + bias, U the recurrent kernel and
/// σ = recurrent_activation: z = σ(x_z + h·U_z), r = σ(x_r + h·U_r), h' = z·h + (1 − z)·activation(x_h + s), where
/// s = r·(h·U_h + b) with reset_after (Keras's default, cuDNN's form), and (r·h)·U_h without (Cho et al., 2014).
/// </summary>
/// <remarks>State and output: h (batch, units).</remarks>
/// <param name="units">Size of the state.</param>
/// <param name="reset_after">Whether the reset gate comes after the product; the bias then is (2, 3 units), inputs' row first, else (3
/// units).</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.GRUCell")]
public partial class GRUCell(
    int units, RecurrentArguments? arguments = null, bool reset_after = true, GateArguments? gates = null, LayerOptions? options = null)
    : GatedCell(3, units, arguments, gates, options)
{
    public bool reset_after { get; } = reset_after;

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        // Keras writes it last.
        config.Remove(nameof(reset_after));
        config[nameof(reset_after)] = reset_after;
        return config;
    }

    /// <inheritdoc/>
    internal override bool HasFastForm => reset_after;

    private protected override Shape BiasShape => reset_after ? Shape.Of(2, Gates * units) : Shape.Of(Gates * units);

    /// <inheritdoc/>
    public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context)
    {
        var h = Required.NotNull(states)[0];
        var x = Projected(Ops.Cast(inputs, DType), BiasRow(0), context);
        var forgotten = StateMasks(h, context);
        var recurrentBias = reset_after ? BiasRow(1) : null;
        Tensor Product(Tensor state, int gate) =>
            Ops.Linear(state, Gate(recurrent_kernel.Current, gate), recurrentBias is null ? null : Gate(recurrentBias, gate));

        var z = recurrent_activation.call(Ops.Add(x[0], Product(Masked(h, forgotten, 0), 0)));
        var r = recurrent_activation.call(Ops.Add(x[1], Product(Masked(h, forgotten, 1), 1)));
        var remembered = Masked(h, forgotten, 2);
        var s = reset_after ? Ops.Multiply(r, Product(remembered, 2)) : Product(Ops.Multiply(r, remembered), 2);
        var candidate = activation.call(Ops.Add(x[2], s));
        var output = Ops.Add(Ops.Multiply(z, h), Ops.Multiply(Ops.Subtract(Ops.Constant(1, DType), z), candidate));
        return (output, output);
    }

    /// <inheritdoc/>
    internal override (Tensor Output, Tensors States) RunFused(Tensor x, Tensor? mask, Tensors states, SequenceRun run)
    {
        var options = FusedOptions(run) with { ResetAfter = reset_after };
        var (output, h) = Ops.Gru(
            x, kernel.Current, BiasRow(0), recurrent_kernel.Current, reset_after ? BiasRow(1) : null, states[0], mask, options,
            run.ReturnSequences);
        return (output, h);
    }

    /// <summary>The bias of the inputs (0) or, with reset_after, of the recurrent products (1); null without bias.</summary>
    private Tensor? BiasRow(int row) => bias is null ? null : reset_after ? Ops.Take(bias.Current, 0, row) : bias.Current;
}
