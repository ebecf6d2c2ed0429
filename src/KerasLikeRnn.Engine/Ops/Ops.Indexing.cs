namespace KerasLikeRnn.Engine;

// Parts of a tensor named by indices.
public static partial class Ops
{
    /// <summary>x[slices], axes not named taken whole. The gradient is set into zeros.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="slices">What to take of each axis.</param>
    /// <param name="numbers">The indices that are tensors, in order.</param>
    /// <exception cref="ValueError">There are more indices than axes, or several ellipses.</exception>
    internal static Tensor GetItem(Tensor x, IReadOnlyList<Slice> slices)
    {
        var named = slices.Count(slice => !slice.IsEllipsis && !slice.IsNewAxis);
        if (named > x.Rank) throw new ValueError($"Too many indices for a tensor of shape {x.Shape}: {named}.", nameof(slices));
        if (slices.Count(slice => slice.IsEllipsis) > 1)
            throw new ValueError("Multiple ellipses in a slice are not allowed.", nameof(slices));
        var begin = new int[x.Rank];
        var sizes = x.Shape.Dims.ToArray();
        var strides = Enumerable.Repeat(1, x.Rank).ToArray();
        var kept = new List<int>();
        var axis = 0;
        foreach (var slice in slices)
        {
            if (slice.IsNewAxis) kept.Add(1);
            else if (slice.IsEllipsis)
                for (var whole = x.Rank - named; whole > 0; whole--) kept.Add(sizes[axis++]);
            else
            {
                (begin[axis], sizes[axis], strides[axis]) = slice.In(sizes[axis], axis);
                if (!slice.IsIndex) kept.Add(sizes[axis]);
                axis++;
            }
        }
        kept.AddRange(sizes[axis..]);
        var part = x.Shape.Dims.SequenceEqual(sizes) && strides.All(step => step == 1) ? x : Slice(x, begin, sizes, strides);
        return Reshape(part, Shape.Of([.. kept]));
    }

    /// <summary>
    /// Indices as row numbers (int32), checked before any digit is lost. Floats, where they are allowed, are cut to whole numbers.
    /// </summary>
    /// <exception cref="ValueError">They are of a type that names no rows.</exception>
    /// <exception cref="ValueError">One is not a row; the message is TensorFlow's.</exception>
    internal static Tensor RowNumbers(Tensor indices, int rows, bool cutsFloats = false)
    {
        if (indices.DType is DType.String || !cutsFloats && indices.DType is not (DType.Int32 or DType.Int64))
            throw new ValueError(
                $"Value for attr 'Tindices' of {indices.DType.Name()} is not in the list of allowed values: int16, int32, int64. Cast the "
                + $"indices to int32 first.", nameof(indices));
        if (indices.DType is DType.Int32 or DType.Bool) return Cast(indices, DType.Int32);
        if (indices.DType == DType.Int64) NeedRows(indices.ToArray<long>(), number => number >= 0 && number < rows, number => number);
        else
            NeedRows(Cast(indices, DType.Float64).ToArray<double>(), number => number > -1 && number < rows,
                number => Math.Abs(number) < int.MaxValue ? (long)number : int.MinValue);
        return Cast(indices, DType.Int32);

        void NeedRows<T>(T[] numbers, Predicate<T> isRow, Func<T, long> shown)
        {
            if (Array.FindIndex(numbers, number => !isRow(number)) is var place and >= 0)
                throw indices.Shape.NoRow(place, shown(numbers[place]), rows);
        }
    }

    /// <summary>Rows of an axis: y[..., i..., ...] = x[..., indices[i...], ...]. Each row's gradient is added where it was read.</summary>
    /// <exception cref="ValueError">An index is outside the axis.</exception>
    public static Tensor TakeRows(Tensor x, Tensor indices, int axis)
    {
        axis = x.Shape.Axis(axis);
        indices = RowNumbers(indices, x.Shape.Dims[axis]);
        if (axis == 0) return Gather(x, indices);
        var rest = Enumerable.Range(0, x.Rank).Where(other => other != axis);
        var rows = Gather(Transpose(x, [axis, .. rest]), indices);
        int[] order = [
            .. Enumerable.Range(indices.Rank, axis), .. Enumerable.Range(0, indices.Rank),
            .. Enumerable.Range(indices.Rank + axis, x.Rank - 1 - axis)];
        return Transpose(rows, order);
    }

    /// <summary>
    /// Elements along the last axis: y[a..., j] = x[a..., indices[a..., j]]. Each element's gradient is added where it was read.
    /// </summary>
    /// <param name="x">(a..., n).</param>
    /// <param name="indices">(a..., m), each from 0 to n − 1.</param>
    /// <exception cref="ValueError">An index is outside the axis.</exception>
    public static Tensor TakeAlongLastAxis(Tensor x, Tensor indices)
    {
        var outer = x.Shape.Range(0, x.Rank - 1);
        if (outer != indices.Shape.Range(0, indices.Rank - 1))
            throw new ValueError(
                $"Elements of the shape {x.Shape} are read by indices (..., m) of the same leading axes. Received: {indices.Shape}",
                nameof(indices));
        var size = x.Shape.Dim(-1);
        indices = RowNumbers(Cast(indices, DType.Int64), size);
        var first = Multiply(Arange(checked((int)outer.Length), DType.Int64), Constant(size, DType.Int64));
        var places = Add(
            Reshape(Cast(indices, DType.Int64), Shape.Of(checked((int)outer.Length), indices.Shape.Dim(-1))), ExpandDims(first, 1));
        return Reshape(Gather(Reshape(x, checked((int)x.Length)), Reshape(places, checked((int)places.Length))), indices.Shape);
    }
}
