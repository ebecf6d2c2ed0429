using System.Numerics;
using System.Numerics.Tensors;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>What a pooling does with the rows of channels that a window covers.</summary>
internal interface IPoolingRows<T> where T : unmanaged
{
    /// <summary>Before the first row. own is the window's row; count the number of rows it covers.</summary>
    void Begin(Span<T> own, int count);

    /// <summary>For each covered row, with its place in the window; aside is the window's row of a third tensor, if there is one.</summary>
    void Visit(Span<T> covered, Span<T> own, ReadOnlySpan<T> aside, int place);
}

/// <summary>own = the largest of the covered rows.</summary>
internal struct Largest<T> : IPoolingRows<T> where T : unmanaged, INumber<T>
{
    private bool hasBegun;

    public void Begin(Span<T> own, int count) => hasBegun = false;

    public void Visit(Span<T> covered, Span<T> own, ReadOnlySpan<T> aside, int place)
    {
        if (hasBegun) TensorPrimitives.Max(covered, own, own);
        else covered.CopyTo(own);
        hasBegun = true;
    }
}

/// <summary>own = the place of the largest element, the first of equals; aside has the largest elements themselves.</summary>
internal readonly struct PlaceOfLargest<T> : IPoolingRows<T> where T : unmanaged, INumber<T>
{
    private static readonly T none = -T.One;

    public void Begin(Span<T> own, int count) => own.Fill(none);

    public void Visit(Span<T> covered, Span<T> own, ReadOnlySpan<T> aside, int place)
    {
        var here = T.CreateTruncating(place);
        var c = 0;
        for (; c <= own.Length - Vector<T>.Count; c += Vector<T>.Count)
        {
            var row = new Vector<T>(own[c..]);
            var less = Vector.LessThan(new Vector<T>(covered[c..]), new Vector<T>(aside[c..]));
            var isFirst = Vector.AndNot(Vector.Equals(row, new Vector<T>(none)), less);
            Vector.ConditionalSelect(isFirst, new Vector<T>(here), row).CopyTo(own[c..]);
        }
        // A comparison with NaN is false: NaN counts as the largest.
        for (; c < own.Length; c++)
            if (own[c] == none && !(covered[c] < aside[c])) own[c] = here;
    }
}

/// <summary>own = the covered elements at the places aside.</summary>
internal readonly struct Take<T> : IPoolingRows<T> where T : unmanaged, INumber<T>
{
    public void Begin(Span<T> own, int count) => own.Clear();

    public void Visit(Span<T> covered, Span<T> own, ReadOnlySpan<T> aside, int place)
    {
        var here = T.CreateTruncating(place);
        var c = 0;
        for (; c <= own.Length - Vector<T>.Count; c += Vector<T>.Count)
        {
            var isHere = Vector.Equals(new Vector<T>(aside[c..]), new Vector<T>(here));
            Vector.ConditionalSelect(isHere, new Vector<T>(covered[c..]), new Vector<T>(own[c..])).CopyTo(own[c..]);
        }
        for (; c < own.Length; c++)
            if (aside[c] == here) own[c] = covered[c];
    }
}

/// <summary>own is added to the covered elements at the places aside.</summary>
internal readonly struct Put<T> : IPoolingRows<T> where T : unmanaged, INumber<T>
{
    public void Begin(Span<T> own, int count) { }

    public void Visit(Span<T> covered, Span<T> own, ReadOnlySpan<T> aside, int place)
    {
        var here = T.CreateTruncating(place);
        var c = 0;
        for (; c <= own.Length - Vector<T>.Count; c += Vector<T>.Count)
        {
            var isHere = Vector.Equals(new Vector<T>(aside[c..]), new Vector<T>(here));
            var sum = new Vector<T>(covered[c..]) + Vector.ConditionalSelect(isHere, new Vector<T>(own[c..]), Vector<T>.Zero);
            sum.CopyTo(covered[c..]);
        }
        for (; c < own.Length; c++)
            if (aside[c] == here) covered[c] += own[c];
    }
}

/// <summary>own = the mean of the covered rows.</summary>
internal struct Average<T> : IPoolingRows<T> where T : unmanaged, INumber<T>
{
    private int left;
    private T count;

    public void Begin(Span<T> own, int count)
    {
        (left, this.count) = (count, T.CreateTruncating(count));
        own.Clear();
    }

    public void Visit(Span<T> covered, Span<T> own, ReadOnlySpan<T> aside, int place)
    {
        TensorPrimitives.Add(own, covered, own);
        if (--left == 0) TensorPrimitives.Divide(own, count, own);
    }
}

/// <summary>own is divided among the covered rows.</summary>
internal struct Share<T> : IPoolingRows<T> where T : unmanaged, INumber<T>
{
    private T share;

    public void Begin(Span<T> own, int count) => share = T.One / T.CreateTruncating(count);

    public readonly void Visit(Span<T> covered, Span<T> own, ReadOnlySpan<T> aside, int place) =>
        TensorPrimitives.MultiplyAdd(own, share, covered, covered);
}
