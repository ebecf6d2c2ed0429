using System.Runtime.InteropServices;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// A window that slides over images (batch, rows, columns, channels), by TensorFlow's poolings; one axis is an image of one row. Not all of
/// them know paddings, so that images are padded before.
/// </summary>
internal sealed class PooledImages
{
    private readonly int[] sizes;
    private readonly int[] strides;
    private readonly int[] before;

    private readonly int batch;
    private readonly int channels;

    // Rows and columns.
    private readonly int[] x;
    private readonly int[] padded;
    private readonly int[] y;

    private PooledImages(Shape x, SlidingWindow window, Shape y)
    {
        (sizes, strides, before) = (Wide(window.Sizes, 1), Wide(window.Strides, 1), Wide(window.Before, 0));
        (this.x, this.y) = (Wide(x.Dims[1..^1].ToArray(), 1), Wide(y.Dims[1..^1].ToArray(), 1));
        padded = [.. this.x.Select((size, axis) => Math.Max(before[axis] + size, (this.y[axis] - 1) * strides[axis] + sizes[axis]))];
        (batch, channels) = (x.Dims[0], x.Dims[^1]);
    }

    /// <summary>A pooling of tensors of those shapes, or null where TensorFlow has none.</summary>
    public static PooledImages? Of(Shape x, SlidingWindow window, Shape y)
    {
        if (x.Rank > 4 || x.Length == 0 || y.Length == 0) return null;
        for (var axis = 0; axis < x.Rank - 2; axis++)
        {
            var length = (long)window.Before[axis] + x.Dims[axis + 1];
            var end = (y.Dims[axis + 1] - 1L) * window.Strides[axis] + window.Sizes[axis];
            // It has as many windows as fit in. And windows far larger than the image are not worth the memory of their padding.
            if (length - end >= window.Strides[axis] || Math.Max(length, end) > 4L * x.Dims[axis + 1]) return null;
        }
        return new(x, window, y);
    }

    /// <summary>The largest element of each window. TensorFlow overlooks NaN.</summary>
    public Handle Largest(Tensor x) => Tf.Run("MaxPool", [Padded(x, double.NegativeInfinity)], Windows);

    /// <summary>Where in its window that is, the first of equals.</summary>
    public Handle Places(Tensor x)
    {
        var elements = Tf.RunMany("MaxPoolWithArgmax", 2, [Padded(x, double.NegativeInfinity)], Windows)[1];
        var places = new long[StepTo(PlacesOfWindow - 1) + 1];
        for (var place = 0; place < PlacesOfWindow; place++) places[StepTo(place)] = place;
        var steps = elements.As(batch, -1, channels) - FirstElements();
        return Tf.Run("GatherV2", Numbers(places, places.Length).Cast(x.DType), steps, Constants.Axis(0));
    }

    /// <summary>For each element the sum of what the windows have for it, at their places.</summary>
    public Handle Put(Tensor y, Tensor places)
    {
        long[] steps = [.. Enumerable.Range(0, PlacesOfWindow).Select(StepTo)];
        var ofPlaces = Cell.Of(places, batch, this.y[0] * this.y[1], channels).Cast(DType.Int32);
        var elements = FirstElements() + Tf.Run("GatherV2", Numbers(steps, steps.Length), ofPlaces, Constants.Axis(0));
        var like = Tf.Run("Fill", Constants.Ints(Images(padded)), Constants.Scalar(0, y.DType));
        return Cropped(Tf.Run("MaxPoolGradWithArgmax", [like, Cell.Of(y, Images(this.y)), elements.As(Images(this.y))], Windows));
    }

    /// <summary>The mean of the elements in each window.</summary>
    public Handle Mean(Tensor x) => Shared(Tf.Run("AvgPool", [Padded(x, 0)], Windows));

    /// <summary>The sum over the windows of each element's share of their means.</summary>
    public Handle Share(Tensor y) =>
        Cropped(Tf.Run("AvgPoolGrad", [Constants.Ints(Images(padded)), Shared(Cell.Of(y, Images(this.y)))], Windows));

    private int PlacesOfWindow => sizes[0] * sizes[1];

    private bool IsPadded => !padded.SequenceEqual(x);

    private (string, Attribute)[] Windows =>
    [
        ("ksize", new long[] { 1, sizes[0], sizes[1], 1 }), ("strides", new long[] { 1, strides[0], strides[1], 1 }), ("padding", "VALID"),
    ];

    private Handle Padded(Tensor x, double value)
    {
        var images = Cell.Of(x, Images(this.x));
        if (!IsPadded) return images;
        int[] paddings = [0, 0, before[0], padded[0] - this.x[0] - before[0], before[1], padded[1] - this.x[1] - before[1], 0, 0];
        return Tf.Run("PadV2", images, Constants.Ints(paddings).As(4, 2), Constants.Scalar(value, x.DType));
    }

    private Handle Cropped(Handle images) =>
        IsPadded ? Tf.Run("Slice", images, Constants.Ints(0, before[0], before[1], 0), Constants.Ints(Images(x))) : images;

    /// <summary>TensorFlow divides by the size of the window: this makes it the number of elements in it.</summary>
    private Handle Shared(Handle means)
    {
        if (!IsPadded) return means;
        var shares = new double[y[0] * y[1]];
        for (var window = 0; window < shares.Length; window++)
            shares[window] = (double)PlacesOfWindow / (Count(0, window / y[1]) * Count(1, window % y[1]));
        return means * Numbers(shares, 1, y[0], y[1], 1).Cast(means.DType);
    }

    /// <summary>How many elements of an axis a window has.</summary>
    private int Count(int axis, int window)
    {
        var start = window * strides[axis] - before[axis];
        return Math.Min(start + sizes[axis], x[axis]) - Math.Max(start, 0);
    }

    /// <summary>How many elements of a padded image a place is behind its window's first one.</summary>
    private long StepTo(int place) => ((long)(place / sizes[1]) * padded[1] + place % sizes[1]) * channels;

    /// <summary>(windows, channels): where each one's first element is in a padded image.</summary>
    private Handle FirstElements()
    {
        var first = new long[y[0] * y[1] * channels];
        for (var i = 0; i < first.Length; i++)
        {
            var (row, column) = Math.DivRem(i / channels, y[1]);
            first[i] = ((long)row * strides[0] * padded[1] + column * strides[1]) * channels + i % channels;
        }
        return Numbers(first, y[0] * y[1], channels);
    }

    private int[] Images(int[] axes) => [batch, axes[0], axes[1], channels];

    private static Handle Numbers(long[] values, params ReadOnlySpan<int> dims) =>
        Frame.Hold(Tf.Upload(DType.Int64, dims, MemoryMarshal.AsBytes(values.AsSpan())));

    private static Handle Numbers(double[] values, params ReadOnlySpan<int> dims) =>
        Frame.Hold(Tf.Upload(DType.Float64, dims, MemoryMarshal.AsBytes(values.AsSpan())));

    private static int[] Wide(IReadOnlyList<int> axes, int before) => [.. Convolved.Wide(axes, before)];
}
