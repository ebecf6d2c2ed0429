namespace KerasLikeRnn.Engine;

// A convolution and its two gradients: each one's backward rules are made of the other two.
public static partial class Ops
{
    /// <summary>
    /// Windows over one to three spatial axes, times a kernel: y[o, f] = sum over taps t and channels c of
    /// x[o·stride - before + t·dilation, c] · kernel[t, c, f], plus a bias.
    /// </summary>
    /// <param name="x">Inputs (batch, lengths..., channels).</param>
    /// <param name="kernel">The kernel (sizes..., channels / groups, filters).</param>
    /// <param name="bias">The bias (filters), or null.</param>
    /// <param name="options">How the windows lie.</param>
    /// <returns>Outputs (batch, windows..., filters).</returns>
    /// <exception cref="ValueError">The shapes do not fit each other.</exception>
    public static Tensor Convolution(Tensor x, Tensor kernel, Tensor? bias, ConvolutionOptions options)
    {
        NeedOneType("Convolution", x, kernel, bias);
        if (x.DType.IsHalf()) return Cast(Convolution(Wide(x), Wide(kernel), Wide(bias), options), x.DType);
        CheckConvolution(x.Shape, kernel.Shape, options);
        int channels = x.Shape.Dim(-1), filters = kernel.Shape.Dim(-1);
        if (options.IsPointwise(kernel.Shape)) return Linear(x, Reshape(kernel, Shape.Of(channels, filters)), bias);
        if (options.Groups > 1 && options.Groups == channels && filters > channels)
            return Convolution(RepeatChannels(x, filters / channels), kernel, bias, options with { Groups = filters });
        var windows = Enumerable.Range(0, x.Rank - 2).Select(
            axis => options.Windows(axis, x.Shape.Dims[axis + 1], kernel.Shape.Dims[axis]));
        var y = Tensor.Empty(Shape.Of([x.Shape.Dims[0], .. windows, filters]), x.DType);
        Backend.Convolution(x, kernel, bias, options, y);
        (Tensor, Func<Tensor, Gradient>)[] rules =
        [
            (x, dy => ConvolutionTranspose(dy, kernel, Lengths(x), options)),
            (kernel, dy => ConvolutionKernelGradient(x, dy, Lengths(kernel, first: 0), options)),
        ];
        return GradientTape.Record(
            y, bias is null ? rules : [.. rules, (bias, dy => Sum(Reshape(dy, Shape.Of(Shape.Unknown, filters)), [0]))]);
    }

    /// <summary>
    /// The way back from a convolution's outputs to its inputs, which is a transposed convolution: every element of y is
    /// multiplied by the kernel and added where its window lies.
    /// </summary>
    /// <param name="y">(batch, windows..., filters).</param>
    /// <param name="kernel">The kernel (sizes..., channels / groups, filters).</param>
    /// <param name="lengths">Lengths of the result's spatial axes.</param>
    /// <param name="options">How the windows of the convolution lie.</param>
    /// <returns>(batch, lengths..., channels).</returns>
    /// <exception cref="ValueError">The shapes do not fit each other.</exception>
    public static Tensor ConvolutionTranspose(Tensor y, Tensor kernel, IReadOnlyList<int> lengths, ConvolutionOptions options)
    {
        NeedOneType("ConvolutionTranspose", y, kernel);
        if (y.DType.IsHalf()) return Cast(ConvolutionTranspose(Wide(y), Wide(kernel), lengths, options), y.DType);
        var shape = Shape.Of([y.Shape.Dims[0], .. lengths, kernel.Shape.Dim(-2) * options.Groups]);
        CheckConvolution(shape, kernel.Shape, options);
        for (var axis = 0; axis < lengths.Count; axis++)
            if (options.Windows(axis, lengths[axis], kernel.Shape.Dims[axis]) != y.Shape.Dims[axis + 1])
                throw new ValueError(
                    $"A convolution of {shape} by the kernel {kernel.Shape} does not have the shape {y.Shape}.", nameof(lengths));
        var x = Tensor.Empty(shape, y.DType);
        Backend.ConvolutionInputGradient(y, kernel, options, x);
        return GradientTape.Record(x,
            (y, dx => Convolution(dx, kernel, null, options)),
            (kernel, dx => ConvolutionKernelGradient(dx, y, Lengths(kernel, first: 0), options)));
    }

    /// <summary>The gradient of a convolution's kernel: what every element of x meets in every element of y, summed.</summary>
    /// <param name="x">The convolution's inputs (batch, lengths..., channels).</param>
    /// <param name="y">Gradients of its outputs (batch, windows..., filters).</param>
    /// <param name="sizes">Sizes of the kernel's spatial axes.</param>
    /// <param name="options">How the windows lie.</param>
    /// <returns>(sizes..., channels / groups, filters).</returns>
    public static Tensor ConvolutionKernelGradient(Tensor x, Tensor y, IReadOnlyList<int> sizes, ConvolutionOptions options)
    {
        NeedOneType("ConvolutionKernelGradient", x, y);
        if (x.DType.IsHalf()) return Cast(ConvolutionKernelGradient(Wide(x), Wide(y), sizes, options), x.DType);
        var kernel = Tensor.Empty(Shape.Of([.. sizes, x.Shape.Dim(-1) / options.Groups, y.Shape.Dim(-1)]), x.DType);
        CheckConvolution(x.Shape, kernel.Shape, options);
        Backend.ConvolutionKernelGradient(x, y, options, kernel);
        return GradientTape.Record(kernel,
            (x, dKernel => ConvolutionTranspose(y, dKernel, Lengths(x), options)),
            (y, dKernel => Convolution(x, dKernel, null, options)));
    }

    private static void CheckConvolution(Shape x, Shape kernel, ConvolutionOptions options)
    {
        if (x.Rank is < 3 or > 5 || kernel.Rank != x.Rank || options.Strides.Count != x.Rank - 2)
            throw new ValueError(
                $"A convolution needs inputs of one to three spatial axes and a kernel of as many. Received: {x} and {kernel}");
        if (x.Dim(-1) < 1 || x.Dim(-1) != kernel.Dim(-2) * options.Groups || kernel.Dim(-1) % options.Groups != 0)
            throw new ValueError($"The channels of {x} do not fit the kernel {kernel} in {options.Groups} groups.");
    }

    /// <summary>Lengths of the axes between the first one taken and the last channel axes.</summary>
    private static int[] Lengths(Tensor x, int first = 1) => x.Shape.Range(first, first + x.Rank - 2).Dims.ToArray();

    /// <summary>Each channel several times in a row.</summary>
    private static Tensor RepeatChannels(Tensor x, int times)
    {
        var each = ExpandDims(x, -1);
        return Reshape(BroadcastTo(each, each.Shape.With(-1, times)), x.Shape.With(-1, x.Shape.Dim(-1) * times));
    }
}
