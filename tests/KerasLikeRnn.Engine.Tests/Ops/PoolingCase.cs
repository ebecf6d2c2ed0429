using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>A random pooling: sizes of (batch, axes..., channels), and a window, a stride and a padding for each axis.</summary>
internal sealed record PoolingCase(int[] Sizes, int[] Window, int[] Strides, (int Before, int After)[] Paddings)
{
    /// <summary>Over one to three axes, windows that reach over the ends among them.</summary>
    public static Gen<PoolingCase> Any { get; } = OfChannels(Gen.Int[1, 3]);

    /// <summary>Such a pooling of that many channels.</summary>
    public static Gen<PoolingCase> OfChannels(Gen<int> channels) =>
        Gen.Select(Gen.Int[1, 2], AnAxis.Array[1, 3], channels, (batch, axes, last) =>
        new PoolingCase([batch, .. axes.Select(axis => axis.Size), last], [.. axes.Select(axis => axis.Window)],
            [.. axes.Select(axis => axis.Stride)],
            [.. axes.Select(axis => (axis.Before, axis.After))]));

    private static Gen<(int Size, int Window, int Stride, int Before, int After)> AnAxis => Gen.Int[1, 3].SelectMany(window =>
        Gen.Select(
            Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, window - 1], Gen.Int[0, window - 1],
            (size, stride, before, after) => (size, window, stride, before, after)));

    /// <summary>Sizes of the result.</summary>
    public int[] Pooled => [Sizes[0], .. Window.Select((_, i) => Windows(i)), Sizes[^1]];

    /// <summary>The elements of x in the window that an element of the result belongs to.</summary>
    public double[] Covered(Numbers x, int[] index) => [.. Naive.Indices(Window)
        .Select(offset => offset.Select((step, i) => index[i + 1] * Strides[i] - Paddings[i].Before + step).ToArray())
        .Where(place => place.Select((at, i) => at >= 0 && at < Sizes[i + 1]).All(inside => inside))
        .Select(place => x.At([index[0], .. place, index[^1]]))];

    private int Windows(int axis)
    {
        var room = Sizes[axis + 1] + Paddings[axis].Before + Paddings[axis].After - Window[axis];
        return room < 0 ? 0 : room / Strides[axis] + 1;
    }
}
