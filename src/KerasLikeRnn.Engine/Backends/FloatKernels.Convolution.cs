namespace KerasLikeRnn.Engine;

// Convolutions as products of matrices: what the windows hold, (positions, taps · channels), and the kernel.
public partial class FloatKernels
{
    public virtual void Convolution(Tensor x, Tensor kernel, Tensor? bias, ConvolutionOptions options, Tensor y)
    {
        using var scratch = MemoryScope.OfThread();
        var patches = Patches(Taps.Of(Backend, options, kernel.Shape, y.Shape), x);
        var product = ByGroup(options, group => Group(patches, 2, group, options).Dot(KernelOf(kernel, group, options)), 1);
        (bias is null ? product : product + Of(bias)).To(y);
    }

    public virtual void ConvolutionInputGradient(Tensor dy, Tensor kernel, ConvolutionOptions options, Tensor dx)
    {
        using var scratch = MemoryScope.OfThread();
        var taps = Taps.Of(Backend, options, kernel.Shape, dy.Shape);
        var rows = Columns(dy);
        var (positions, channels) = (rows.Shape.Dims[0], kernel.Shape.Dims[^2]);
        var patches = ByGroup(options, group => Group(rows, 1, group, options)
            .Dot(KernelOf(kernel, group, options), transposeOther: true).As(positions, taps.Count, channels), 2);
        var padded = taps.Zeros(rows, dx.Shape);
        for (var tap = 0; tap < taps.Count; tap++)
            taps.AddAt(padded, tap, patches.Part(1, tap, 1).As([.. dy.Shape.Dims[..^1], dx.Shape.Dims[^1]]));
        taps.Crop(padded, dx);
    }

    public virtual void ConvolutionKernelGradient(Tensor x, Tensor dy, ConvolutionOptions options, Tensor dKernel)
    {
        using var scratch = MemoryScope.OfThread();
        var patches = Patches(Taps.Of(Backend, options, dKernel.Shape, dy.Shape), x);
        var rows = Columns(dy);
        ByGroup(options, group => Group(patches, 2, group, options).Dot(Group(rows, 1, group, options), transpose: true), 1).To(dKernel);
    }

    /// <summary>(positions, taps, channels).</summary>
    private Term Patches(Taps taps, Tensor x)
    {
        var padded = taps.Padded(Of(x));
        var all = Enumerable.Range(0, taps.Count).Select(tap => taps.At(padded, tap)).Select(rows => Columns(rows.Tensor)).ToArray();
        var parts = Array.ConvertAll(all, rows => rows.As(rows.Shape.Dims[0], 1, rows.Shape.Dims[1]));
        return parts[0].Joined(1, parts.AsSpan(1));
    }

    private static Term ByGroup(ConvolutionOptions options, Func<int, Term> make, int axis)
    {
        var groups = Enumerable.Range(0, options.Groups).Select(make).ToArray();
        return groups[0].Joined(axis, groups.AsSpan(1));
    }

    /// <summary>A group's part of the last axis, as a matrix.</summary>
    private static Term Group(Term x, int axis, int group, ConvolutionOptions options)
    {
        var width = x.Shape.Dims[axis] / options.Groups;
        var part = options.Groups == 1 ? x : x.Part(axis, group * width, width);
        return axis == 1 ? part : part.As(part.Shape.Dims[0], part.Shape.Dims[1] * width);
    }

    private Term KernelOf(Tensor kernel, int group, ConvolutionOptions options) => Group(Columns(kernel), 1, group, options);
}
