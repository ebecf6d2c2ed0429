namespace KerasLikeRnn.Layers;

/// <summary>
/// The cell of ConvLSTM (Shi et al., 2015): an LSTM whose states are images and whose products are convolutions. With
/// z = conv(x, kernel) + bias + conv(h, recurrent_kernel) in four parts i, f, c, o and σ = recurrent_activation:
/// c' = σ(z_f)·c + σ(z_i)·activation(z_c), h' = σ(z_o)·activation(c').
/// </summary>
internal sealed class ConvLSTMCell : AbstractRNNCell
{
    private const int Gates = 4;

    private readonly int rank;
    private readonly RecurrentDropout masks;
    private Variable? kernel;
    private Variable? recurrentKernel;
    private Variable? bias;
    private Shape? stateShape;

    public ConvLSTMCell(
        int rank, int filters, IntTuple kernel_size, IntTuple strides, string padding, string? data_format, IntTuple dilation_rate,
        ActivationLike activation, ActivationLike recurrent_activation, bool use_bias, InitializerLike kernel_initializer,
        InitializerLike recurrent_initializer, InitializerLike bias_initializer, bool unit_forget_bias, RegularizerLike kernel_regularizer,
        RegularizerLike recurrent_regularizer, RegularizerLike bias_regularizer, ConstraintLike kernel_constraint,
        ConstraintLike recurrent_constraint, ConstraintLike bias_constraint, double dropout, double recurrent_dropout, LayerOptions? options)
        : base(new LayerOptions(trainable: options?.trainable ?? true, dtype: options?.dtype))
    {
        this.rank = rank;
        this.filters = Positive.Filters(filters);
        this.kernel_size = kernel_size.Normalize(rank, nameof(kernel_size));
        this.strides = strides.Or(1).Normalize(rank, nameof(strides));
        this.padding = Window.Padding(padding);
        if (this.padding == Window.Causal)
            throw new ValueError("Causal padding is only supported for `Conv1D`and `SeparableConv1D`.", nameof(padding));
        this.data_format = DataFormat.Normalize(data_format);
        this.dilation_rate = dilation_rate.Or(1).Normalize(rank, nameof(dilation_rate));
        Window.RefuseStridesWithDilations(this.strides, this.dilation_rate);
        this.activation = activation.Or("tanh");
        this.recurrent_activation = recurrent_activation.Or("hard_sigmoid");
        this.use_bias = use_bias;
        this.kernel_initializer = kernel_initializer.Or("glorot_uniform");
        this.recurrent_initializer = recurrent_initializer.Or("orthogonal");
        this.bias_initializer = bias_initializer.Or("zeros");
        this.unit_forget_bias = unit_forget_bias;
        this.kernel_regularizer = kernel_regularizer.Regularizer;
        this.recurrent_regularizer = recurrent_regularizer.Regularizer;
        this.bias_regularizer = bias_regularizer.Regularizer;
        this.kernel_constraint = kernel_constraint.Constraint;
        this.recurrent_constraint = recurrent_constraint.Constraint;
        this.bias_constraint = bias_constraint.Constraint;
        this.dropout = Math.Clamp(dropout, 0, 1);
        this.recurrent_dropout = Math.Clamp(recurrent_dropout, 0, 1);
        masks = new RecurrentDropout(this.dropout, this.recurrent_dropout, Gates);
    }

    public int filters { get; }

    public IReadOnlyList<int> kernel_size { get; }

    public IReadOnlyList<int> strides { get; }

    public string padding { get; }

    public string data_format { get; }

    public IReadOnlyList<int> dilation_rate { get; }

    public Activations.Activation activation { get; }

    public Activations.Activation recurrent_activation { get; }

    public bool use_bias { get; }

    public Initializer kernel_initializer { get; }

    public Initializer recurrent_initializer { get; }

    public Initializer bias_initializer { get; }

    public bool unit_forget_bias { get; }

    public Regularizer? kernel_regularizer { get; }

    public Regularizer? recurrent_regularizer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public Constraint? recurrent_constraint { get; }

    public Constraint? bias_constraint { get; }

    public double dropout { get; }

    public double recurrent_dropout { get; }

    /// <inheritdoc/>
    internal override bool NeedsFloats => true;

    /// <inheritdoc/>
    public override StateSize state_size => [State, State];

    private bool IsChannelsFirst => data_format == DataFormat.ChannelsFirst;

    /// <summary>Shape of a state: known once built.</summary>
    private Shape State => stateShape ?? throw NotBuilt();

    private ConvolutionWindows Inputs => new(strides, padding, data_format, dilation_rate);

    private ConvolutionWindows States => new([.. strides.Select(_ => 1)], Window.Same, data_format, [.. strides.Select(_ => 1)]);

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        var channels = input_shape.Dim(IsChannelsFirst ? 1 : -1);
        if (channels == Shape.Unknown)
            throw new ValueError(
                $"The channel dimension of the inputs (last axis) should be defined. Found None. Full input shape received: input_shape={input_shape}", nameof(input_shape));
        var output = StateShape(input_shape);
        stateShape = output.Range(1, output.Rank);
        kernel = AddWeight("kernel", Shape.Of([.. kernel_size, channels, Gates * filters]), kernel_initializer, kernel_regularizer, kernel_constraint);
        recurrentKernel = AddWeight(
            "recurrent_kernel", Shape.Of([.. kernel_size, filters, Gates * filters]), recurrent_initializer, recurrent_regularizer, recurrent_constraint);
        var first = unit_forget_bias ? new ForgetBias(bias_initializer, filters) : bias_initializer;
        if (use_bias) bias = AddWeight("bias", Shape.Of(Gates * filters), first, bias_regularizer, bias_constraint);
    }

    /// <inheritdoc/>
    public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        var z = Parts(x, kernel!.Current, bias?.Current, Inputs, masks.ForInputs(x, context));
        var recurrent = Parts(states[0], recurrentKernel!.Current, null, States, masks.ForStates(states[0], context));
        for (var gate = 0; gate < Gates; gate++) z[gate] = Ops.Add(z[gate], recurrent[gate]);
        var kept = Ops.Multiply(recurrent_activation.call(z[1]), states[1]);
        var carry = Ops.Add(kept, Ops.Multiply(recurrent_activation.call(z[0]), activation.call(z[2])));
        var output = Ops.Multiply(recurrent_activation.call(z[3]), activation.call(carry));
        return (output, [output, carry]);
    }

    /// <inheritdoc/>
    protected internal override void ResetMasks() => masks.Reset();

    /// <inheritdoc/>
    protected internal override int CountMasks(CallContext context) => masks.Count(context);

    /// <summary>Shape of a state (batch, ...) for the inputs of a step.</summary>
    internal Shape StateShape(Shape step)
    {
        var lengths = (IsChannelsFirst ? step.Range(2, rank + 2) : step.Range(1, rank + 1)).Dims.ToArray();
        for (var axis = 0; axis < rank; axis++)
            lengths[axis] = Window.OutputLength(lengths[axis], kernel_size[axis], padding, strides[axis], dilation_rate[axis]);
        return Shape.Of(IsChannelsFirst ? [step.Dims[0], filters, .. lengths] : [step.Dims[0], .. lengths, filters]);
    }

    /// <summary>The convolutions of all gates: one for all, or one for each where each has a dropout mask of its own.</summary>
    private Tensor[] Parts(Tensor x, Tensor weights, Tensor? bias, ConvolutionWindows windows, Tensor[]? dropped)
    {
        if (dropped is not null)
            return Each(gate => Convolutions.Convolve(
                Ops.Multiply(x, dropped[gate]), Gate(weights, gate, -1), bias is null ? null : Gate(bias, gate, -1), windows));
        var all = Convolutions.Convolve(x, weights, bias, windows);
        return Each(gate => Gate(all, gate, IsChannelsFirst ? 1 : -1));
    }

    private Tensor Gate(Tensor all, int gate, int axis) => Ops.Narrow(all, axis, gate * filters, filters);

    private static Tensor[] Each(Func<int, Tensor> part) => [.. Enumerable.Range(0, Gates).Select(part)];
}
