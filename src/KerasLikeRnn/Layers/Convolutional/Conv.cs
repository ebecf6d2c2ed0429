namespace KerasLikeRnn.Layers;

/// <summary>A convolution: windows slide over the spatial axes of the input, each times the kernel, plus a bias.</summary>
public abstract class Conv : ConvolutionLayer
{
    /// <param name="filters">Number of filters: size of the output's channel axis.</param>
    /// <param name="groups">Groups of channels, each with filters of its own.</param>
    private protected Conv(
        int rank, int filters, WindowArguments windows, IntTuple dilation_rate, int groups, OutputArguments? output,
        KernelArguments? arguments, LayerOptions? options)
        : base(rank, windows, dilation_rate, groups, output, arguments, options)
    {
        this.filters = CheckedArgument.Filters(filters);
        if (groups < 0 || filters % this.groups != 0)
            throw new ValueError(
                $"The number of filters must be evenly divisible by the number of groups. Received: groups={this.groups}, "
                + $"filters={filters}", nameof(groups));
    }

    public int filters { get; }

    /// <summary>The kernel (sizes..., channels / groups, filters), once built.</summary>
    public Variable kernel => Kernel;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        var channels = Channels(input_shape);
        if (channels % groups != 0)
            throw new ValueError(
                $"The number of input channels must be evenly divisible by the number of groups. Received groups={groups}, but the input "
                + $"has {channels} channels (full input shape is {input_shape}).", nameof(input_shape));
        compute_output_shape(input_shape);
        Window.RefuseStridesWithDilations(strides, dilation_rate);
        AddKernel(Shape.Of([.. kernel_size, channels / groups, filters]));
        AddBias(filters);
        input_spec = new InputSpec(min_ndim: Rank + 2, axes: new Dictionary<int, int> { [ChannelAxis] = channels });
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        var output = compute_output_shape(x.Shape);
        // Axes before the last ones are all batch axes.
        if (x.Rank > Rank + 2) x = Ops.Reshape(x, Shape.Of(Shape.Unknown).Concat(x.Shape.Range(x.Rank - Rank - 1, x.Rank)));
        return activation.call(Ops.Reshape(Convolutions.Convolve(x, kernel.Current, bias?.Current, Windows), output));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => WindowsShape(input_shape, filters);
}
