namespace KerasLikeRnn.Engine;

/// <summary>
/// Windows over the middle axes of (batch, axes..., channels), seen tap by tap: what all windows have at one of their places is a
/// part, in strides, of the tensor between zeros.
/// </summary>
internal sealed class Taps(Backend engine, ReadOnlySpan<int> windows, int[] sizes, int[] strides, int[] dilations, int[] before)
{
    private readonly int[] windows = windows[1..^1].ToArray();
    private int[]? first;
    private int[]? whole;

    /// <summary>Places in a window.</summary>
    public int Count { get; } = sizes.Aggregate(1, (product, size) => product * size);

    /// <summary>The windows of a convolution.</summary>
    public static Taps Of(Backend engine, ConvolutionOptions options, Shape kernel, Shape y) => new(
        engine, y.Dims, kernel.Dims[..^2].ToArray(), [.. options.Strides], [.. options.Dilations],
        [.. options.Paddings.Select(padding => padding.Before)]);

    /// <summary>
    /// The windows of a pooling: those places of them at which any window has an element, for they may be far larger than x.
    /// </summary>
    public static Taps Of(Backend engine, SlidingWindow window, Shape x, Shape y)
    {
        int[] axes = [.. Enumerable.Range(0, x.Rank - 2)], lengths = x.Dims[1..^1].ToArray(), windows = y.Dims[1..^1].ToArray();
        int[] first = Array.ConvertAll(
            axes, axis => (int)Math.Max(0, window.Before[axis] - Math.Max(windows[axis] - 1L, 0) * window.Strides[axis]));
        int[] end = Array.ConvertAll(axes, axis => (int)Math.Min(window.Sizes[axis], (long)window.Before[axis] + lengths[axis]));
        return new(engine, y.Dims, Array.ConvertAll(axes, axis => Math.Max(end[axis] - first[axis], 0)), [.. window.Strides],
            Array.ConvertAll(axes, _ => 1), Array.ConvertAll(axes, axis => window.Before[axis] - first[axis]))
        {
            first = first,
            whole = [.. window.Sizes],
        };
    }

    /// <summary>Which place of the whole window that is, counted row by row.</summary>
    public long NumberOf(int tap)
    {
        var (place, number) = (Place(tap), 0L);
        for (var axis = 0; axis < place.Length; axis++) number = number * (whole ?? sizes)[axis] + (first?[axis] ?? 0) + place[axis];
        return number;
    }

    /// <summary>A tensor between as many zeros as the windows reach over it.</summary>
    public Term Padded(Term x)
    {
        var padded = x.Filled(PaddedShape(x.Shape), 0);
        var inside = Inside(x.Shape);
        engine.SliceAdd(x.Slice(new int[inside.Rank], Ones, inside).Tensor, Begin(before), Ones, padded.Tensor);
        return padded;
    }

    /// <summary>The way back: x receives its part of such a tensor, and zeros where no window reaches.</summary>
    public void Crop(Term padded, Tensor x)
    {
        engine.Fill(x, 0);
        engine.SliceAdd(padded.Slice(Begin(before), Ones, Inside(x.Shape)).Tensor, new int[x.Rank], Ones, x);
    }

    /// <summary>Zeros of the shape that <see cref="Padded"/> gives.</summary>
    public Term Zeros(Term like, Shape x) => like.Filled(PaddedShape(x), 0);

    /// <summary>What every window has at a place.</summary>
    public Term At(Term padded, int tap) =>
        padded.Slice(Begin(Place(tap)), [1, .. strides, 1], Shape.Of([padded.Shape.Dims[0], .. windows, padded.Shape.Dims[^1]]));

    /// <summary>Adds what every window has for the element at a place.</summary>
    public void AddAt(Term padded, int tap, Term rows) =>
        engine.SliceAdd(rows.Tensor, Begin(Place(tap)), [1, .. strides, 1], padded.Tensor);

    /// <summary>Truth values (1, lengths..., 1): where between the zeros the tensor is.</summary>
    public Term Holds(Term x)
    {
        var ones = x.Filled(Shape.Of([1, .. x.Shape.Dims[1..^1], 1]), 1);
        return Padded(ones).Is(CompareOp.NotEqual, x.Number(0));
    }

    private int[] Ones => [.. Enumerable.Repeat(1, sizes.Length + 2)];

    private Shape PaddedShape(Shape x) => Shape.Of([x.Dims[0], .. sizes.Select((_, axis) => Length(axis)), x.Dims[^1]]);

    private Shape Inside(Shape x)
    {
        var lengths = x.Dims[1..^1].ToArray();
        return Shape.Of([x.Dims[0], .. lengths.Select((length, axis) => Math.Clamp(Length(axis) - before[axis], 0, length)), x.Dims[^1]]);
    }

    private int Length(int axis) => checked(Math.Max(windows[axis] - 1, 0) * strides[axis] + (sizes[axis] - 1) * dilations[axis] + 1);

    private static int[] Begin(int[] place) => [0, .. place, 0];

    private int[] Place(int tap)
    {
        var place = new int[sizes.Length];
        for (var axis = sizes.Length - 1; axis >= 0; axis--) (place[axis], tap) = (tap % sizes[axis] * dilations[axis], tap / sizes[axis]);
        return place;
    }
}
