using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>A random convolution: sizes of its tensors, and how its windows lie.</summary>
internal sealed record ConvolutionCase(int[] X, int[] Kernel, ConvolutionOptions Options)
{
    /// <summary>Small ones over one to three axes, of every kind.</summary>
    public static Gen<ConvolutionCase> Any { get; } = OfUpTo(batch: 2, length: 5, size: 3, channels: 3);

    /// <summary>Sizes of the outputs.</summary>
    public int[] Y => [X[0], .. Options.Strides.Select((_, axis) => Options.Windows(axis, X[axis + 1], Kernel[axis])), Kernel[^1]];

    /// <summary>Sizes of the spatial axes of x.</summary>
    public int[] Lengths => X[1..^1];

    /// <summary>Sizes of the spatial axes of the kernel.</summary>
    public int[] Sizes => Kernel[..^2];

    /// <summary>Convolutions of one to three axes up to those sizes; every window is padded far enough to fit.</summary>
    public static Gen<ConvolutionCase> OfUpTo(int batch, int length, int size, int channels) =>
        Gen.Int[1, 3].SelectMany(axes => Gen.Select(
            Gen.Select(Gen.Int[1, length].Array[axes], Gen.Int[1, size].Array[axes], Gen.Int[1, 3].Array[axes], Gen.Int[1, 2].Array[axes]),
            Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3]).Array[axes],
            Gen.Select(Gen.Int[1, batch], Gen.Int[1, channels], Gen.Int[1, channels], Gen.Int[1, 3]),
            Gen.Int[0, 2],
            (window, paddings, sizes, kind) =>
            {
                var (lengths, kernel, strides, dilations) = window;
                var (samples, inGroup, filtersOfGroup, groups) = sizes;
                if (kind == 0) groups = 1;
                if (kind == 1) (inGroup, groups) = (1, inGroup);
                for (var axis = 0; axis < lengths.Length; axis++)
                {
                    var reach = (kernel[axis] - 1) * dilations[axis] + 1;
                    paddings[axis].Item2 += Math.Max(0, reach - lengths[axis] - paddings[axis].Item1 - paddings[axis].Item2);
                }
                return new ConvolutionCase(
                    [samples, .. lengths, inGroup * groups], [.. kernel, inGroup, filtersOfGroup * groups],
                    new ConvolutionOptions(strides, dilations, paddings, groups));
            }));

    /// <summary>The outputs by the formula, one element after another.</summary>
    public Numbers Convolve(Numbers x, Numbers kernel, Numbers bias)
    {
        var values = Naive.Make(Y, y => bias.Values[y[^1]]).Values;
        Walk((ofX, ofKernel, ofY) => values[ofY] += x.Values[ofX] * kernel.Values[ofKernel]);
        return new Numbers(Y, values);
    }

    /// <summary>The kernel's gradient by the formula.</summary>
    public Numbers KernelGradient(Numbers x, Numbers y)
    {
        var values = Naive.Make(Kernel, _ => 0).Values;
        Walk((ofX, ofKernel, ofY) => values[ofKernel] += x.Values[ofX] * y.Values[ofY]);
        return new Numbers(Kernel, values);
    }

    /// <summary>The inputs' gradient by the formula.</summary>
    public Numbers Transpose(Numbers y, Numbers kernel)
    {
        var values = Naive.Make(X, _ => 0).Values;
        Walk((ofX, ofKernel, ofY) => values[ofX] += y.Values[ofY] * kernel.Values[ofKernel]);
        return new Numbers(X, values);
    }

    /// <summary>Visits every product of the formula.</summary>
    private void Walk(Action<int, int, int> product)
    {
        int inGroup = Kernel[^2], filters = Kernel[^1] / Options.Groups;
        foreach (var y in Naive.Indices(Y))
            foreach (var tap in Naive.Indices(Sizes))
            {
                var place = tap.Select(
                    (t, axis) => y[axis + 1] * Options.Strides[axis] - Options.Paddings[axis].Before + t * Options.Dilations[axis])
                    .ToArray();
                if (place.Where((p, axis) => p < 0 || p >= Lengths[axis]).Any()) continue;
                int ofX = Flat(X, [y[0], .. place, y[^1] / filters * inGroup]), ofKernel = Flat(Kernel, [.. tap, 0, y[^1]]),
                    ofY = Flat(Y, y);
                for (var channel = 0; channel < inGroup; channel++) product(ofX + channel, ofKernel + channel * Kernel[^1], ofY);
            }
    }

    private static int Flat(int[] sizes, int[] indices) =>
        indices.Select((index, axis) => (index, axis)).Aggregate(0, (flat, i) => flat * sizes[i.axis] + i.index);

    public override string ToString() =>
        $"x [{string.Join(", ", X)}], kernel [{string.Join(", ", Kernel)}], strides [{string.Join(", ", Options.Strides)}], "
        + $"dilations [{string.Join(", ", Options.Dilations)}], paddings [{string.Join(", ", Options.Paddings)}], groups {Options.Groups}";
}
