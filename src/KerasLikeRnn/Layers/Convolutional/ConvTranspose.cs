namespace KerasLikeRnn.Layers;

/// <summary>
/// A transposed convolution, "deconvolution": goes from what has the shape of a convolution's output to what has the shape of
/// its input. Every element of the input is multiplied by the kernel and added where its window lies.
/// </summary>
/// <argument name="padding">"valid": the whole output; "same": cut so that the output is strides times as long as the input.</argument>
[KerasConfig(nameof(groups)), KerasOrder("padding", "output_padding")]
public abstract class ConvTranspose : ConvolutionLayer
{
    /// <param name="filters">Number of filters: size of the output's channel axis.</param>
    /// <param name="output_padding">Length added to the output of each axis, less than its stride; null for the usual length.</param>
    /// <param name="dilation_rate">Steps from one tap of the window to the next, 1 by default.</param>
    private protected ConvTranspose(
        int rank, int filters, WindowArguments windows, IntTuple? output_padding, IntTuple dilation_rate, OutputArguments? output,
        KernelArguments? arguments, LayerOptions? options)
        : base(rank, windows, dilation_rate, 1, output, arguments, options)
    {
        this.filters = CheckedArgument.Filters(filters);
        this.output_padding =
            output_padding is { IsGiven: true } given ? given.Normalize(Rank, nameof(output_padding), allow_zero: true) : null;
        if (this.output_padding is { } extra && extra.Where((length, axis) => length >= strides[axis]).Any())
            throw new ValueError(
                $"Strides must be greater than output padding. Received strides={Text(strides)}, output_padding={Text(extra)}.",
                nameof(output_padding));
    }

    public int filters { get; }

    public IReadOnlyList<int>? output_padding { get; }

    /// <summary>The kernel (sizes..., filters, channels), once built.</summary>
    public Variable kernel => Kernel;

    private protected override bool SlidesOverInputs => false;

    /// <summary>The dilations that count.</summary>
    internal virtual IReadOnlyList<int> Dilations => dilation_rate;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        if (Required.NotNull(input_shape).Rank != Rank + 2)
            throw new ValueError($"Inputs should have rank {Rank + 2}. Received input_shape={input_shape}.", nameof(input_shape));
        var channels = Channels(input_shape, $" to `{GetType().Name}`");
        AddKernel(Shape.Of([.. kernel_size, filters, channels]));
        AddBias(filters);
        input_spec = new InputSpec(ndim: Rank + 2, axes: new Dictionary<int, int> { [ChannelAxis] = channels });
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        var lengths = Lengths(compute_output_shape(x.Shape)).Dims.ToArray();
        var y = Convolutions.Transpose(x, kernel.Current, lengths, Windows with { Dilations = Dilations });
        return activation.call(Convolutions.AddBias(y, bias?.Current, data_format));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        var lengths = Lengths(input_shape).Dims.ToArray();
        for (var axis = 0; axis < Rank; axis++)
            lengths[axis] = Window.TransposedLength(
                lengths[axis], kernel_size[axis], padding, strides[axis], Dilations[axis], output_padding?[axis]);
        return OutputShape(input_shape, Shape.Of(lengths), filters);
    }
}
