namespace KerasLikeRnn.Layers;

/// <summary>Like a convolution, with a kernel and a bias of its own for every window.</summary>
/// <remarks>
/// The three implementations differ in how the weights are kept: 1 has (windows, sizes · channels, filters); 2 a weight for every
/// pair of input and output, of which those that no window connects never count; 3 the connected ones in a row. All are
/// brought into the form of 1 and multiplied window by window.
/// </remarks>
/// <argument name="padding">"valid": windows lie inside; "same", with implementations 2 and 3: those at the edges are cut.</argument>
public abstract class LocallyConnected : WindowLayer
{
    private LocalWindows? local;
    private Tensor? places;

    /// <param name="filters">Number of filters of each window: size of the output's channel axis.</param>
    /// <param name="implementation">
    /// How the weights are kept: 1 window by window, 2 one for every pair of input and output, 3 the connected ones in a row.
    /// </param>
    private protected LocallyConnected(
        int rank, int filters, WindowArguments windows, OutputArguments? output, KernelArguments? arguments, int implementation,
        LayerOptions? options)
        : base(rank, windows, output, arguments, options)
    {
        this.filters = CheckedArgument.Filters(filters);
        this.implementation = implementation;
        if (padding != Window.Valid && implementation == 1)
            throw new ValueError(
                $"Invalid border mode for {GetType().Name} (only \"valid\" is supported if implementation is 1): {windows.padding}",
                nameof(padding));
        if (padding == Window.Causal)
            throw new NotSupportedException("Padding type causal not supported. Only \"valid\" and \"same\" are implemented.");
        if (implementation is < 1 or > 3)
            throw new ValueError(
                $"Unrecognized implementation mode: {implementation}.", nameof(implementation));
        input_spec = new InputSpec(ndim: Rank + 2);
    }

    public int filters { get; }

    public int implementation { get; }

    /// <summary>The kernel, once built.</summary>
    public Variable kernel => Kernel;

    private bool IsChannelsFirst => data_format == DataFormat.ChannelsFirst;

    /// <summary>Keras's message for inputs whose sizes are not all known.</summary>
    private protected abstract string UnknownSizes(Shape input_shape);

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        if (!Required.NotNull(input_shape).Range(1, Rank + 2).IsFullyDefined)
            throw new ValueError(UnknownSizes(input_shape), nameof(input_shape));
        var channels = input_shape.Dims[IsChannelsFirst ? 1 : Rank + 1];
        var windows = Lengths(compute_output_shape(input_shape));
        if (windows.Any(length => length <= 0))
            throw new ValueError(
                $"One of the dimensions in the output is <= 0 due to downsampling in {name}. Consider increasing the input size. Received "
                + $"input shape {input_shape} which would produce output shape with a zero or negative value in a dimension.",
                nameof(input_shape));
        local = new LocalWindows(
            Lengths(input_shape), windows, [.. kernel_size], [.. strides], padding, channels, filters, IsChannelsFirst);
        var places = implementation switch { 2 => local.PlacesAmongPairs(), 3 => local.PlacesAmongConnected(), _ => null };
        if (places is not null) this.places = Tensor.From<int>(places, places.Length);
        AddKernel(KernelShape());
        if (use_bias) AddBias(Shape.Of([.. windows, filters]));
        input_spec = new InputSpec(ndim: Rank + 2, axes: new Dictionary<int, int> { [IsChannelsFirst ? 1 : -1] = channels });
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        var output = compute_output_shape(x.Shape);
        var y = Ops.MatMul(local!.Take(x), WindowKernels());
        y = Ops.Reshape(IsChannelsFirst ? Ops.Transpose(y, 1, 2, 0) : Ops.Transpose(y, 1, 0, 2), output);
        // With the channels first Keras reads the bias's numbers in another shape, without moving them.
        return activation.call(bias is null ? y : Ops.Add(y, Ops.Reshape(bias.Current, output.Range(1, output.Rank))));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        var lengths = Lengths(input_shape);
        for (var axis = 0; axis < Rank; axis++) lengths[axis] =
            Window.OutputLength(lengths[axis], kernel_size[axis], padding, strides[axis]);
        return Shape.Of(IsChannelsFirst ? [input_shape.Dims[0], filters, .. lengths] : [input_shape.Dims[0], .. lengths, filters]);
    }

    /// <summary>Where the windows take their numbers from.</summary>
    internal LocalWindows Local => local ?? throw NotBuilt();

    /// <summary>The kernel of each window: (windows, numbers of a window, filters).</summary>
    internal Tensor WindowKernels()
    {
        var kernels = places is null ? kernel.Current : Ops.Gather(Ops.Reshape(kernel.Current, Shape.Of(Shape.Unknown, 1)), places);
        return Ops.Reshape(kernels, Local.KernelShape);
    }

    private Shape KernelShape() => implementation switch
    {
        1 => local!.KernelShape,
        2 => Shape.Of([.. local!.InputSizes, .. local.OutputSizes]),
        _ => Shape.Of(local!.CountConnected()),
    };

    private int[] Lengths(Shape shape)
    {
        var first = DataFormat.FirstAxis(data_format);
        return Required.NotNull(shape, "input_shape").Range(first, first + Rank).Dims.ToArray();
    }
}
