namespace KerasLikeRnn.Layers;

/// <summary>
/// The cell of ConvLSTM (Shi et al., 2015): an LSTM whose states are images and whose products are convolutions. With
/// z = conv(x, kernel) + bias + conv(h, recurrent_kernel) in four parts i, f, c, o and σ = recurrent_activation:
/// c' = σ(z_f)·c + σ(z_i)·activation(z_c), h' = σ(z_o)·activation(c').
/// </summary>
internal sealed partial class ConvLSTMCell : KernelCell
{
    private readonly int rank;
    private Shape? stateShape;

    public ConvLSTMCell(int rank, ConvLSTMArguments convolution, RecurrentArguments? arguments, LayerOptions? options)
        : base(4, arguments, options)
    {
        this.rank = rank;
        Convolution = convolution;
        kernel_size = convolution.kernel_size.Normalize(rank, nameof(kernel_size));
        strides = convolution.strides.Or(1).Normalize(rank, nameof(strides));
        padding = Window.Padding(convolution.padding);
        if (padding == Window.Causal)
            throw new ValueError("Causal padding is only supported for `Conv1D`and `SeparableConv1D`.", nameof(padding));
        data_format = DataFormat.Normalize(convolution.data_format);
        dilation_rate = convolution.dilation_rate.Or(1).Normalize(rank, nameof(dilation_rate));
        Window.RefuseStridesWithDilations(strides, dilation_rate);
    }

    public ConvLSTMArguments Convolution { get; }

    public IReadOnlyList<int> kernel_size { get; }

    public IReadOnlyList<int> strides { get; }

    public string padding { get; }

    public string data_format { get; }

    public IReadOnlyList<int> dilation_rate { get; }

    /// <inheritdoc/>
    public override StateSize state_size => [State, State];

    private bool IsChannelsFirst => data_format == DataFormat.ChannelsFirst;

    /// <summary>Shape of a state: known once built.</summary>
    private Shape State => stateShape ?? throw NotBuilt();

    /// <inheritdoc/>
    private protected override Initializer FirstBias => unit_forget_bias ? new ForgetBias(bias_initializer, filters) : bias_initializer;

    private ConvolutionWindows Inputs => new(strides, padding, data_format, dilation_rate);

    private ConvolutionWindows States => new([.. strides.Select(_ => 1)], Window.Same, data_format, [.. strides.Select(_ => 1)]);

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        var channels = input_shape.Dim(IsChannelsFirst ? 1 : -1);
        if (channels == Shape.Unknown)
            throw new ValueError(
                $"The channel dimension of the inputs (last axis) should be defined. Found None. Full input shape received: "
                + $"input_shape={input_shape}", nameof(input_shape));
        var output = StateShape(input_shape);
        stateShape = output.Range(1, output.Rank);
        AddWeights(
            Shape.Of([.. kernel_size, channels, Gates * filters]), Shape.Of([.. kernel_size, filters, Gates * filters]),
            Shape.Of(Gates * filters));
    }

    /// <inheritdoc/>
    public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        var z = Parts(x, kernel.Current, bias?.Current, Inputs, InputMasks(x, context));
        var recurrent = Parts(states[0], recurrent_kernel.Current, null, States, StateMasks(states[0], context));
        for (var gate = 0; gate < Gates; gate++) z[gate] = Ops.Add(z[gate], recurrent[gate]);
        return LSTMCell.Step(z, states[1], activation, recurrent_activation);
    }

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
}
