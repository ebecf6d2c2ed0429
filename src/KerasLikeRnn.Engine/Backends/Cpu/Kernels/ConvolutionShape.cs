namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>A number for each of three spatial axes; axes that are not there have the number that makes no difference.</summary>
internal readonly struct Axes(int depth, int height, int width)
{
    public readonly int Depth = depth, Height = height, Width = width;

    public int Product => checked(Depth * Height * Width);

    public static Axes Of(ReadOnlySpan<int> numbers, int otherwise) => new(
        numbers.Length > 2 ? numbers[^3] : otherwise, numbers.Length > 1 ? numbers[^2] : otherwise, numbers[^1]);
}

/// <summary>Sizes of a convolution over one to three spatial axes, seen as three.</summary>
internal readonly struct ConvolutionShape
{
    public readonly int Batch, Channels, Filters, Groups;
    public readonly Axes Input, Output, Kernel, Stride, Dilation, Before;

    public ConvolutionShape(Shape x, Shape kernel, Shape y, ConvolutionOptions options)
    {
        (Batch, Channels, Filters, Groups) = (x.Dims[0], x.Dim(-1), y.Dim(-1), options.Groups);
        Input = Axes.Of(x.Dims[1..^1], 1);
        Output = Axes.Of(y.Dims[1..^1], 1);
        Kernel = Axes.Of(kernel.Dims[..^2], 1);
        Stride = Axes.Of([.. options.Strides], 1);
        Dilation = Axes.Of([.. options.Dilations], 1);
        Before = Axes.Of([.. options.Paddings.Select(padding => padding.Before)], 0);
    }

    private ConvolutionShape(in ConvolutionShape other)
    {
        (Batch, Channels, Filters, Groups) = (other.Batch, other.Filters, other.Channels, other.Groups);
        (Input, Output, Kernel, Stride, Dilation) = (other.Output, other.Input, other.Kernel, other.Stride, other.Dilation);
        Before = new Axes(
            (Kernel.Depth - 1) * Dilation.Depth - other.Before.Depth,
            (Kernel.Height - 1) * Dilation.Height - other.Before.Height,
            (Kernel.Width - 1) * Dilation.Width - other.Before.Width);
    }

    public int GroupChannels => Channels / Groups;

    public int GroupFilters => Filters / Groups;

    public int Taps => Kernel.Product;

    /// <summary>Numbers in a window of one group.</summary>
    public int Columns => checked(Taps * GroupChannels);

    /// <summary>Windows of all samples.</summary>
    public int Positions => checked(Batch * Output.Product);

    /// <summary>Numbers in the inputs of one sample.</summary>
    public nint SampleLength => (nint)Input.Product * Channels;

    /// <summary>One channel for each filter: there is nothing to sum over but the taps.</summary>
    public bool IsDepthwise => Groups == Channels && Channels == Filters;

    public bool HasUnitStrides => Stride.Depth == 1 && Stride.Height == 1 && Stride.Width == 1;

    /// <summary>The convolution of y by the turned kernel that gives x's gradient; strides must be 1.</summary>
    public ConvolutionShape Backwards() => new(this);

    /// <summary>The sample and the place of a window.</summary>
    public (int Sample, int Depth, int Height, int Width) Place(int position)
    {
        var width = position % Output.Width;
        position /= Output.Width;
        var height = position % Output.Height;
        position /= Output.Height;
        return (position / Output.Depth, position % Output.Depth, height, width);
    }
}
