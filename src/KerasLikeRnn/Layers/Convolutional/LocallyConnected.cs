namespace KerasLikeRnn.Layers;

/// <summary>What the arguments of a locally connected layer have come to.</summary>
internal readonly record struct LocalArguments(
    int Rank, int Filters, IntTuple KernelSize, IntTuple Strides, string Padding, string? DataFormat, ActivationLike Activation, bool UseBias,
    InitializerLike KernelInitializer, InitializerLike BiasInitializer, RegularizerLike KernelRegularizer, RegularizerLike BiasRegularizer,
    RegularizerLike ActivityRegularizer, ConstraintLike KernelConstraint, ConstraintLike BiasConstraint, int Implementation);

/// <summary>Like a convolution, with a kernel and a bias of its own for every window.</summary>
/// <remarks>
/// The three implementations differ in how the weights are kept: 1 has (windows, sizes · channels, filters); 2 a weight for every
/// pair of input and output, of which those that no window connects never count; 3 the connected ones in a row. All are
/// brought into the form of 1 and multiplied window by window.
/// </remarks>
public abstract class LocallyConnected : Layer
{
    private Variable? kernelVariable;
    private LocalWindows? local;
    private Tensor? places;

    private protected LocallyConnected(LocalArguments arguments, LayerOptions? options) : base(options, arguments.ActivityRegularizer)
    {
        Rank = arguments.Rank;
        filters = Positive.Filters(arguments.Filters);
        kernel_size = arguments.KernelSize.Normalize(Rank, nameof(kernel_size));
        strides = arguments.Strides.Or(1).Normalize(Rank, nameof(strides), allow_zero: true);
        if (strides.Contains(0))
            throw new ValueError($"The argument `strides` cannot contains 0(s). Received: {PythonText.Tuple(strides.Cast<object?>())}", nameof(strides));
        padding = Window.Padding(arguments.Padding);
        implementation = arguments.Implementation;
        if (padding != Window.Valid && implementation == 1)
            throw new ValueError(
                $"Invalid border mode for {GetType().Name} (only \"valid\" is supported if implementation is 1): {arguments.Padding}", nameof(padding));
        if (padding == Window.Causal)
            throw new NotSupportedException("Padding type causal not supported. Only \"valid\" and \"same\" are implemented.");
        if (implementation is < 1 or > 3)
            throw new ValueError(FormattableString.Invariant($"Unrecognized implementation mode: {implementation}."), nameof(implementation));
        data_format = DataFormat.Normalize(arguments.DataFormat);
        activation = arguments.Activation.Or("linear");
        use_bias = arguments.UseBias;
        kernel_initializer = arguments.KernelInitializer.Or("glorot_uniform");
        bias_initializer = arguments.BiasInitializer.Or("zeros");
        kernel_regularizer = arguments.KernelRegularizer.Regularizer;
        bias_regularizer = arguments.BiasRegularizer.Regularizer;
        kernel_constraint = arguments.KernelConstraint.Constraint;
        bias_constraint = arguments.BiasConstraint.Constraint;
        input_spec = new InputSpec(ndim: Rank + 2);
    }

    public int filters { get; }

    public IReadOnlyList<int> kernel_size { get; }

    public IReadOnlyList<int> strides { get; }

    public string padding { get; }

    public string data_format { get; }

    public Activations.Activation activation { get; }

    public bool use_bias { get; }

    public Initializer kernel_initializer { get; }

    public Initializer bias_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public Constraint? bias_constraint { get; }

    public int implementation { get; }

    /// <summary>The kernel, once built.</summary>
    public Variable kernel => kernelVariable ?? throw NotBuilt();

    /// <summary>The bias (windows..., filters), once built; null without bias.</summary>
    public Variable? bias { get; private set; }

    /// <summary>Number of spatial axes.</summary>
    private protected int Rank { get; }

    private bool IsChannelsFirst => data_format == DataFormat.ChannelsFirst;

    /// <summary>Keras's message for inputs whose sizes are not all known.</summary>
    private protected abstract string UnknownSizes(Shape input_shape);

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        if (!Required.NotNull(input_shape).Range(1, Rank + 2).IsFullyDefined) throw new ValueError(UnknownSizes(input_shape), nameof(input_shape));
        var channels = input_shape.Dims[IsChannelsFirst ? 1 : Rank + 1];
        var windows = Lengths(compute_output_shape(input_shape));
        if (windows.Any(length => length <= 0))
            throw new ValueError(
                $"One of the dimensions in the output is <= 0 due to downsampling in {name}. Consider increasing the input size. Received input shape {input_shape} which would produce output shape with a zero or negative value in a dimension.", nameof(input_shape));
        local = new LocalWindows(Lengths(input_shape), windows, [.. kernel_size], [.. strides], padding, channels, filters, IsChannelsFirst);
        var places = implementation switch { 2 => local.PlacesAmongPairs(), 3 => local.PlacesAmongConnected(), _ => null };
        if (places is not null) this.places = Tensor.From<int>(places, places.Length);
        kernelVariable = AddWeight("kernel", KernelShape(), kernel_initializer, kernel_regularizer, kernel_constraint);
        if (use_bias) bias = AddWeight("bias", Shape.Of([.. windows, filters]), bias_initializer, bias_regularizer, bias_constraint);
        input_spec = new InputSpec(ndim: Rank + 2, axes: new Dictionary<int, int> { [IsChannelsFirst ? 1 : -1] = channels });
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        var output = compute_output_shape(x.Shape);
        var kernels = places is null ? kernel.Current : Ops.Gather(Ops.Reshape(kernel.Current, Shape.Of(Shape.Unknown, 1)), places);
        var y = Ops.MatMul(local!.Take(x), Ops.Reshape(kernels, local.KernelShape));
        y = Ops.Reshape(IsChannelsFirst ? Ops.Transpose(y, 1, 2, 0) : Ops.Transpose(y, 1, 0, 2), output);
        // With the channels first Keras reads the bias's numbers in another shape, without moving them.
        return activation.call(bias is null ? y : Ops.Add(y, Ops.Reshape(bias.Current, output.Range(1, output.Rank))));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        var lengths = Lengths(input_shape);
        for (var axis = 0; axis < Rank; axis++) lengths[axis] = Window.OutputLength(lengths[axis], kernel_size[axis], padding, strides[axis]);
        return Shape.Of(IsChannelsFirst ? [input_shape.Dims[0], filters, .. lengths] : [input_shape.Dims[0], .. lengths, filters]);
    }

    private Shape KernelShape() => implementation switch
    {
        1 => local!.KernelShape,
        2 => Shape.Of([.. local!.InputSizes, .. local.OutputSizes]),
        _ => Shape.Of(local!.CountConnected()),
    };

    private int[] Lengths(Shape shape) => (IsChannelsFirst ? Required.NotNull(shape, "input_shape").Range(2, Rank + 2) : Required.NotNull(shape, "input_shape").Range(1, Rank + 1)).Dims.ToArray();
}
