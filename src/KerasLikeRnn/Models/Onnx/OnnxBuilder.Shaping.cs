namespace KerasLikeRnn.Models;

// What only moves numbers about, and sizes, which ONNX computes as int64.
internal sealed partial class OnnxBuilder
{
    // What a value is a transposition of, so that one of one is one.
    private readonly Dictionary<string, (OnnxTensor Of, int[] Permutation)> transposed = [];

    /// <summary>A value in another type.</summary>
    public Tensor Cast(Tensor x, DType dtype)
    {
        if (x.DType == dtype) return x;
        if (x is not OnnxTensor) return Ops.Cast(x, dtype);
        return Node("Cast", x.Shape, dtype, [x], ("to", (long)OnnxFile.TypeOf(dtype)));
    }

    /// <summary>A value in the type of the layer, if it holds fractions.</summary>
    public Tensor Autocast(Tensor x, DType dtype) => x.DType.IsFloating() ? Cast(x, dtype) : x;

    /// <summary>Sizes of all axes, or of some in a row.</summary>
    public OnnxTensor Sizes(Tensor x, int first = 0, int? end = null)
    {
        var axes = x.Shape.Range(first, end ?? x.Rank);
        if (axes.IsFullyDefined) return Ints(axes.Dims.ToArray());
        var all = Node("Shape", Shape.Of(x.Rank), DType.Int64, [x]);
        return axes.Rank == x.Rank
            ? all
            : Node("Slice", Shape.Of(axes.Rank), DType.Int64, [all, Ints(first), Ints(end ?? x.Rank)]);
    }

    /// <summary>Size of an axis, as a list of one.</summary>
    public OnnxTensor Size(Tensor x, int axis) => Sizes(x, axis, axis + 1);

    /// <summary>A list of sizes joined of lists.</summary>
    public OnnxTensor SizesOf(params IReadOnlyList<Tensor> parts) => parts is [var only]
        ? Value(only)
        : Node("Concat", Shape.Of(parts.Sum(part => part.Shape.Dims[0])), DType.Int64, parts, ("axis", 0));

    /// <summary>A value in another shape, of which one size at most is unknown.</summary>
    public Tensor Reshape(Tensor x, Shape shape)
    {
        if (x is not OnnxTensor) return Ops.Reshape(x, shape);
        if (x.Shape == shape && shape.IsFullyDefined) return x;
        return Node("Reshape", shape, x.DType, [x, Ints(shape.Dims.ToArray())]);
    }

    /// <summary>A value in another shape whose sizes are computed.</summary>
    public OnnxTensor Reshape(Tensor x, Tensor sizes, Shape shape) => Node("Reshape", shape, x.DType, [x, sizes]);

    /// <summary>A value with axes in another order.</summary>
    public Tensor Transpose(Tensor x, params IReadOnlyList<int> permutation)
    {
        if (x is not OnnxTensor value) return Ops.Transpose(x, [.. permutation]);
        if (transposed.TryGetValue(value.Name, out var before))
            (value, permutation) = (before.Of, [.. permutation.Select(axis => before.Permutation[axis])]);
        if (permutation.SequenceEqual(Enumerable.Range(0, x.Rank))) return value;
        var shape = Shape.Of([.. permutation.Select(axis => value.Shape.Dims[axis])]);
        var made = Node("Transpose", shape, x.DType, [value], ("perm", permutation));
        transposed[made.Name] = (value, [.. permutation]);
        return made;
    }

    /// <summary>(batch, channels, axes...) of (batch, axes..., channels).</summary>
    public Tensor ChannelsFirst(Tensor x) => Transpose(x, [0, x.Rank - 1, .. Enumerable.Range(1, x.Rank - 2)]);

    /// <summary>(batch, axes..., channels) of (batch, channels, axes...).</summary>
    public Tensor ChannelsLast(Tensor x) => Transpose(x, [0, .. Enumerable.Range(2, x.Rank - 2), 1]);

    /// <summary>A value with axes of size 1 more, whose places are those in the result.</summary>
    public Tensor Unsqueeze(Tensor x, params IReadOnlyList<int> axes)
    {
        if (axes.Count == 0) return x;
        var sizes = x.Shape.Dims.ToArray().ToList();
        foreach (var axis in axes.Order()) sizes.Insert(axis, 1);
        return x is OnnxTensor
            ? Node("Unsqueeze", Shape.Of([.. sizes]), x.DType, [x, Ints(axes)])
            : Ops.Reshape(x, Shape.Of([.. sizes]));
    }

    /// <summary>A value without axes of size 1.</summary>
    public Tensor Squeeze(Tensor x, params IReadOnlyList<int> axes)
    {
        int[] kept = [.. Enumerable.Range(0, x.Rank).Except(axes).Select(axis => x.Shape.Dims[axis])];
        return axes.Count == 0 ? x : Node("Squeeze", Shape.Of(kept), x.DType, [x, Ints(axes)]);
    }

    /// <summary>Values one behind the other.</summary>
    public Tensor Concat(int axis, params IReadOnlyList<Tensor> parts)
    {
        if (parts.Count == 1) return parts[0];
        var shape = parts[0].Shape;
        axis = axis < 0 ? axis + shape.Rank : axis;
        var sizes = parts.Select(part => part.Shape.Dims[axis]).ToArray();
        return Node(
            "Concat", shape.With(axis, sizes.Contains(Shape.Unknown) ? Shape.Unknown : sizes.Sum()), parts[0].DType, parts, ("axis", axis));
    }

    /// <summary>A part of an axis; from behind where numbers are negative, <c>int.MaxValue</c> stands for its end.</summary>
    public OnnxTensor Slice(Tensor x, int axis, int start, int end, int step = 1) =>
        Node("Slice", x.Shape.With(axis, Length(x.Shape.Dims[axis], start, end, step)), x.DType,
            [x, Ints(start), Ints(end), Ints(axis), Ints(step)]);

    /// <summary>One element of an axis, which goes.</summary>
    public Tensor Take(Tensor x, int axis, int index) =>
        Node("Gather", Without(x.Shape, axis), x.DType, [x, Tensor.Scalar((long)index)], ("axis", axis));

    /// <summary>An axis backwards.</summary>
    public OnnxTensor Reverse(Tensor x, int axis) =>
        Node("Slice", x.Shape, x.DType, [x, Ints(-1), Ints(int.MinValue + 1), Ints(axis), Ints(-1)]);

    /// <summary>The whole numbers from 0 on.</summary>
    /// <param name="count">How many, as a list of one.</param>
    /// <param name="size">How many, where it is known.</param>
    public OnnxTensor Range(Tensor count, int size = Shape.Unknown) => Node(
        "Range", Shape.Of(size), DType.Int64,
        [Tensor.Scalar(0L), Node("Squeeze", Shape.Scalar, DType.Int64, [count, Ints(0)]), Tensor.Scalar(1L)]);

    /// <summary>A value in a larger shape, its axes of size 1 repeated.</summary>
    public OnnxTensor Expand(Tensor x, Tensor sizes, Shape shape) => Node("Expand", shape, x.DType, [x, sizes]);

    /// <summary>The first value where a condition is true, the second where it is not.</summary>
    public Tensor Where(Tensor condition, Tensor a, Tensor b)
    {
        // ONNX Runtime chooses among numbers only.
        if (a.DType == DType.Bool) return Cast(Where(condition, Cast(a, DType.Int32), Cast(b, DType.Int32)), DType.Bool);
        return Node("Where", Broadcast(Broadcast(condition.Shape, a.Shape), b.Shape), a.DType, [condition, a, b]);
    }

    /// <summary>A reduction over axes: null for all.</summary>
    public Tensor Reduce(string @operator, Tensor x, IReadOnlyList<int>? axes, bool keepdims)
    {
        axes ??= [.. Enumerable.Range(0, x.Rank)];
        if (axes.Count == 0) return x;
        var sizes = x.Shape.Dims.ToArray();
        foreach (var axis in axes) sizes[axis] = 1;
        var shape = Shape.Of(keepdims ? sizes : [.. sizes.Where((_, axis) => !axes.Contains(axis))]);
        // Axes became an input with version 18, of sums with 13.
        return Opset >= 18 || @operator == "ReduceSum"
            ? Node(@operator, shape, x.DType, [x, Ints(axes)], ("keepdims", keepdims))
            : Node(@operator, shape, x.DType, [x], ("axes", axes), ("keepdims", keepdims));
    }

    /// <summary>A value with numbers around it.</summary>
    public Tensor Pad(Tensor x, IReadOnlyList<(int Before, int After)> ends, double value = 0, string mode = "constant")
    {
        if (ends.All(end => end == (0, 0))) return x;
        var sizes = x.Shape.Dims.ToArray();
        for (var axis = 0; axis < sizes.Length; axis++)
            if (sizes[axis] != Shape.Unknown) sizes[axis] += ends[axis].Before + ends[axis].After;
        int[] places = [.. ends.Select(end => end.Before), .. ends.Select(end => end.After)];
        Tensor? with = mode == "constant" && value != 0 ? Tensor.Scalar(value, x.DType) : null;
        return Node("Pad", Shape.Of(sizes), x.DType, with is null ? [x, Ints(places)] : [x, Ints(places), with], ("mode", mode));
    }

    /// <summary>The shape of what is computed element by element of two values.</summary>
    public static Shape Broadcast(Shape a, Shape b)
    {
        var sizes = (a.Rank >= b.Rank ? a : b).Dims.ToArray();
        var other = a.Rank >= b.Rank ? b : a;
        for (var i = 1; i <= other.Rank; i++)
            if (sizes[^i] == 1 || (sizes[^i] == Shape.Unknown && other.Dims[^i] > 1)) sizes[^i] = other.Dims[^i];
        return Shape.Of(sizes);
    }

    /// <summary>A shape without one of its axes.</summary>
    public static Shape Without(Shape shape, int axis) => shape.Range(0, axis).Concat(shape.Range(axis + 1, shape.Rank));

    private static int Length(int size, int start, int end, int step)
    {
        if (size == Shape.Unknown) return Shape.Unknown;
        var (low, high) = (Place(start), Place(end));
        return step > 0 ? Math.Max(0, (high - low + step - 1) / step) : Shape.Unknown;

        int Place(int at) => Math.Clamp(at < 0 ? at + size : at, 0, size);
    }
}
