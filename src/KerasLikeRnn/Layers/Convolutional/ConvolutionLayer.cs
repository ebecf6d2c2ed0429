namespace KerasLikeRnn.Layers;

/// <summary>What all convolutions share: windows over one to three spatial axes, a bias and an activation.</summary>
public abstract class ConvolutionLayer : WindowLayer
{
    /// <param name="dilation_rate">Steps from one tap of the window to the next, 1 by default. Strides above 1 go with 1 only.</param>
    private protected ConvolutionLayer(
        int rank, WindowArguments windows, IntTuple dilation_rate, int groups, OutputArguments? output, KernelArguments? arguments,
        LayerOptions? options)
        : base(rank, windows, output, arguments, options)
    {
        this.dilation_rate = dilation_rate.Or(1).Normalize(Rank, nameof(dilation_rate));
        this.groups = groups == 0 ? 1 : groups;
        if (padding == Window.Causal && !AllowsCausalPadding)
            throw new ValueError("Causal padding is only supported for `Conv1D`and `SeparableConv1D`.", nameof(padding));
        input_spec = new InputSpec(min_ndim: Rank + 2);
    }

    public IReadOnlyList<int> dilation_rate { get; }

    public int groups { get; }

    private protected virtual bool AllowsCausalPadding => false;

    private protected ConvolutionWindows Windows => new(strides, padding, data_format, dilation_rate);

    /// <summary>Whether windows slide over the inputs, which then must not be shorter.</summary>
    private protected virtual bool SlidesOverInputs => true;

    /// <summary>The channel axis, counted from the end.</summary>
    private protected int ChannelAxis => data_format == DataFormat.ChannelsFirst ? -1 - Rank : -1;

    /// <summary>The layer's windows over inputs, times a kernel: no bias, no activation, and "causal" counts as "valid".</summary>
    /// <param name="inputs">Inputs, in the layer's data format.</param>
    /// <param name="kernel">The kernel (sizes..., channels of a group, filters).</param>
    public Tensor convolution_op(Tensor inputs, Tensor kernel) =>
        Convolutions.Convolve(inputs, kernel, null, Windows with { Padding = padding == Window.Causal ? Window.Valid : padding });

    /// <summary>Number of channels of inputs of that shape.</summary>
    /// <param name="input_shape">Shape of the inputs.</param>
    /// <param name="to">What the message calls the layer.</param>
    private protected int Channels(Shape input_shape, string to = "")
    {
        var channels = Required.NotNull(input_shape).Dim(ChannelAxis);
        return channels != Shape.Unknown ? channels : throw new ValueError(
            $"The channel dimension of the inputs{to} should be defined. The input_shape received is {input_shape}, where "
            + $"axis {ChannelAxis} (0-based) is the channel dimension, which found to be `None`.", nameof(input_shape));
    }

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        base.CheckInputs(inputs, context);
        if (!SlidesOverInputs || inputs[0].Rank < Rank + 2) return;
        // What is too short by more than a step has a message of its own.
        WindowsShape(inputs[0].Shape, 1);
        Window.RefuseShort(Lengths(inputs[0].Shape).Dims, kernel_size, padding, dilation_rate, name);
    }

    /// <summary>The bias, one number for each filter, where the layer uses one.</summary>
    private protected void AddBias(int filters)
    {
        if (use_bias) base.AddBias(Shape.Of(filters));
    }

    /// <summary>The input's shape with other lengths and channels.</summary>
    private protected Shape OutputShape(Shape input_shape, Shape lengths, int filters)
    {
        var batch = input_shape.Range(0, input_shape.Rank - Rank - 1);
        var channels = Shape.Of(filters);
        return data_format == DataFormat.ChannelsLast ? batch.Concat(lengths).Concat(channels) : batch.Concat(channels).Concat(lengths);
    }

    /// <summary>The spatial axes of a shape.</summary>
    private protected Shape Lengths(Shape shape) => data_format == DataFormat.ChannelsLast
        ? Required.NotNull(shape, "input_shape").Range(shape.Rank - Rank - 1, shape.Rank - 1)
        : shape.Range(shape.Rank - Rank, shape.Rank);

    /// <summary>Shape of the output for windows on the inputs.</summary>
    /// <exception cref="ValueError">An axis is too short for a window.</exception>
    private protected Shape WindowsShape(Shape input_shape, int filters)
    {
        var lengths = Lengths(input_shape).Dims.ToArray();
        for (var axis = 0; axis < Rank; axis++)
        {
            if (Window.IsTooShort(lengths[axis], kernel_size[axis], padding, strides[axis], dilation_rate[axis]))
                throw TooShort(input_shape);
            lengths[axis] = Window.OutputLength(lengths[axis], kernel_size[axis], padding, strides[axis], dilation_rate[axis]);
        }
        return OutputShape(input_shape, Shape.Of(lengths), filters);
    }

    private ValueError TooShort(Shape input_shape) => new(
        $"One of the dimensions in the output is <= 0 due to downsampling in {name}. Consider increasing the input size. Received input "
        + $"shape {PythonText.List(input_shape)} which would produce output shape with a zero or negative value in a dimension.",
        nameof(input_shape));
}
