namespace KerasLikeRnn.Layers;

/// <summary>The arguments that every convolution of Keras takes, or has its own value of.</summary>
internal readonly record struct ConvolutionArguments(
    int Rank, IntTuple KernelSize, IntTuple Strides, string Padding, string? DataFormat, IntTuple DilationRate, ActivationLike Activation, bool UseBias,
    InitializerLike BiasInitializer, RegularizerLike BiasRegularizer, RegularizerLike ActivityRegularizer, ConstraintLike BiasConstraint)
{
    public int Groups { get; init; } = 1;

    public InitializerLike KernelInitializer { get; init; }

    public RegularizerLike KernelRegularizer { get; init; }

    public ConstraintLike KernelConstraint { get; init; }
}

/// <summary>What all convolutions share: windows over one to three spatial axes, a bias and an activation.</summary>
public abstract class ConvolutionLayer : Layer
{
    private protected ConvolutionLayer(ConvolutionArguments arguments, LayerOptions? options) : base(options, arguments.ActivityRegularizer)
    {
        Rank = arguments.Rank;
        kernel_size = arguments.KernelSize.Normalize(Rank, nameof(kernel_size));
        strides = arguments.Strides.Or(1).Normalize(Rank, nameof(strides), allow_zero: true);
        if (strides.Contains(0))
            throw new ValueError($"The argument `strides` cannot contains 0(s). Received: {Text(strides)}", nameof(strides));
        padding = Window.Padding(arguments.Padding);
        data_format = DataFormat.Normalize(arguments.DataFormat);
        dilation_rate = arguments.DilationRate.Or(1).Normalize(Rank, nameof(dilation_rate));
        groups = arguments.Groups == 0 ? 1 : arguments.Groups;
        activation = arguments.Activation.Or("linear");
        use_bias = arguments.UseBias;
        kernel_initializer = arguments.KernelInitializer.Or("glorot_uniform");
        kernel_regularizer = arguments.KernelRegularizer.Regularizer;
        kernel_constraint = arguments.KernelConstraint.Constraint;
        bias_initializer = arguments.BiasInitializer.Or("zeros");
        bias_regularizer = arguments.BiasRegularizer.Regularizer;
        bias_constraint = arguments.BiasConstraint.Constraint;
        if (padding == Window.Causal && !AllowsCausalPadding)
            throw new ValueError("Causal padding is only supported for `Conv1D`and `SeparableConv1D`.", nameof(padding));
        input_spec = new InputSpec(min_ndim: Rank + 2);
    }

    public IReadOnlyList<int> kernel_size { get; }

    public IReadOnlyList<int> strides { get; }

    public string padding { get; }

    public string data_format { get; }

    public IReadOnlyList<int> dilation_rate { get; }

    public int groups { get; }

    public Activations.Activation activation { get; }

    public bool use_bias { get; }

    public Initializer kernel_initializer { get; }

    public Initializer bias_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public Constraint? bias_constraint { get; }

    /// <summary>The bias (filters), once built; null without bias.</summary>
    public Variable? bias { get; private set; }

    /// <summary>Number of spatial axes.</summary>
    private protected int Rank { get; }

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
        return channels != Shape.Unknown ? channels : throw new ValueError(FormattableString.Invariant(
            $"The channel dimension of the inputs{to} should be defined. The input_shape received is {input_shape}, where axis {ChannelAxis} (0-based) is the channel dimension, which found to be `None`."), nameof(input_shape));
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

    private protected void AddBias(int filters)
    {
        if (use_bias) bias = AddWeight("bias", Shape.Of(filters), bias_initializer, bias_regularizer, bias_constraint);
    }

    /// <summary>The input's shape with other lengths and channels.</summary>
    private protected Shape OutputShape(Shape input_shape, Shape lengths, int filters)
    {
        var batch = input_shape.Range(0, input_shape.Rank - Rank - 1);
        var channels = Shape.Of(filters);
        return data_format == DataFormat.ChannelsLast ? batch.Concat(lengths).Concat(channels) : batch.Concat(channels).Concat(lengths);
    }

    /// <summary>The spatial axes of a shape.</summary>
    private protected Shape Lengths(Shape shape) =>
        data_format == DataFormat.ChannelsLast ? Required.NotNull(shape, "input_shape").Range(shape.Rank - Rank - 1, shape.Rank - 1) : shape.Range(shape.Rank - Rank, shape.Rank);

    /// <summary>Shape of the output for windows on the inputs.</summary>
    /// <exception cref="ValueError">An axis is too short for a window.</exception>
    private protected Shape WindowsShape(Shape input_shape, int filters)
    {
        var lengths = Lengths(input_shape).Dims.ToArray();
        for (var axis = 0; axis < Rank; axis++)
        {
            if (Window.IsTooShort(lengths[axis], kernel_size[axis], padding, strides[axis], dilation_rate[axis])) throw TooShort(input_shape);
            lengths[axis] = Window.OutputLength(lengths[axis], kernel_size[axis], padding, strides[axis], dilation_rate[axis]);
        }
        return OutputShape(input_shape, Shape.Of(lengths), filters);
    }

    private protected static string Text(IReadOnlyList<int> numbers) => PythonText.Tuple(numbers.Cast<object?>());

    private ValueError TooShort(Shape input_shape) => new(
        $"One of the dimensions in the output is <= 0 due to downsampling in {name}. Consider increasing the input size. Received input shape {PythonText.List(input_shape)} which would produce output shape with a zero or negative value in a dimension.",
        nameof(input_shape));
}
