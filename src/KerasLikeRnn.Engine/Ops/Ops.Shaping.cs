namespace KerasLikeRnn.Engine;

// Operations that move elements without changing them.
public static partial class Ops
{
    /// <summary>The same elements under another shape; one size may be unknown and is worked out.</summary>
    /// <exception cref="ValueError">The numbers of elements differ.</exception>
    public static Tensor Reshape(Tensor x, Shape shape)
    {
        if (x.Shape == shape) return x.WithMask(null);
        var sizes = shape.Dims.ToArray();
        var open = Array.IndexOf(sizes, Shape.Unknown);
        if (open != Array.LastIndexOf(sizes, Shape.Unknown))
            throw new ValueError(
                $"Only one input size may be -1, not several. Cannot reshape a tensor of shape {x.Shape} to {shape}.", nameof(shape));
        if (open >= 0)
        {
            sizes[open] = 1;
            var known = Product(sizes);
            sizes[open] = known == 0 ? 0 : (int)(x.Length / known);
        }
        var target = Shape.Of(sizes);
        if (Array.Exists(sizes, size => size < 0) || Product(sizes) != x.Length)
            throw new ValueError($"Cannot reshape a tensor of shape {x.Shape} ({x.Length} elements) to {shape}.", nameof(shape));
        return GradientTape.Record(x.View(target), (x, dy => Reshape(dy, x.Shape)));

        static Int128 Product(int[] sizes)
        {
            Int128 product = 1;
            foreach (var size in sizes) product *= size;
            return product;
        }
    }

    /// <summary>A new axis of size 1.</summary>
    public static Tensor ExpandDims(Tensor x, int axis)
    {
        var at = axis < 0 ? axis + x.Rank + 1 : axis;
        if (at < 0 || at > x.Rank)
            throw new ValueError($"Tried to expand dim index {axis} for tensor with {x.Rank} dimensions.", nameof(axis));
        return Reshape(x, x.Shape.Range(0, at).Concat(Shape.Of(1)).Concat(x.Shape.Range(at, x.Rank)));
    }

    /// <summary>Without an axis of size 1.</summary>
    public static Tensor Squeeze(Tensor x, int axis)
    {
        var at = x.Shape.Axis(axis);
        if (x.Shape.Dims[at] != 1)
            throw new ValueError($"Only an axis of size 1 can be squeezed; axis {axis} of {x.Shape} is not.", nameof(axis));
        return Reshape(x, x.Shape.Range(0, at).Concat(x.Shape.Range(at + 1, x.Rank)));
    }

    /// <summary>Axis i of the result is axis permutation[i] of x.</summary>
    public static Tensor Transpose(Tensor x, params int[] permutation)
    {
        if (permutation.Length == 0) permutation = Enumerable.Range(0, x.Rank).Reverse().ToArray();
        if (!permutation.Order().SequenceEqual(Enumerable.Range(0, x.Rank)))
            throw new ValueError(
                $"[{string.Join(", ", permutation)}] is not a permutation of the {x.Rank} axes of {x.Shape}.", nameof(permutation));
        var y = Tensor.Empty(Shape.Of(Array.ConvertAll(permutation, axis => x.Shape.Dims[axis])), x.DType);
        Backend.Transpose(x, permutation, y);
        return GradientTape.Record(y, (x, dy => Transpose(dy, Inverse(permutation))));
    }

    /// <summary>Repeats x along its axes of size 1 (and new leading ones) until it has the shape.</summary>
    /// <exception cref="ValueError">Another axis differs in size.</exception>
    public static Tensor BroadcastTo(Tensor x, Shape shape)
    {
        if (x.Shape == shape) return x;
        if (BroadcastShape(x.Shape, shape) != shape)
            throw new ValueError(
                $"Incompatible shapes: {x.Shape} cannot be repeated to {shape}. Sizes must be equal or 1, counted from the last axis.",
                nameof(shape));
        return Add(x, Zeros(shape, x.DType));
    }

    /// <summary>Repeats the whole tensor along each axis.</summary>
    /// <exception cref="ValueError">A count is negative, or there are more than axes.</exception>
    public static Tensor Tile(Tensor x, params int[] counts)
    {
        if (counts.Length > x.Rank)
            throw new ValueError(
                $"Expected multiples argument to be a vector of length {x.Rank} but got length {counts.Length}", nameof(counts));
        if (Array.FindIndex(counts, count => count < 0) is var negative and >= 0)
            throw new ValueError($"Expected multiples[{negative}] >= 0, but got {counts[negative]}", nameof(counts));
        _ = Shape.Of([.. counts.Select((count, axis) => Shape.Size((long)count * x.Shape.Dims[axis]))]).Room;
        for (var axis = 0; axis < counts.Length; axis++)
            if (counts[axis] != 1)
                x = counts[axis] == 0 ? Narrow(x, axis, 0, 0) : Concat(Enumerable.Repeat(x, counts[axis]).ToArray(), axis);
        return x;
    }

    /// <summary>Every element of an axis so many times in a row.</summary>
    public static Tensor Repeat(Tensor x, int count, int axis)
    {
        axis = x.Shape.Axis(axis);
        var repeated = Tile(ExpandDims(x, axis + 1), [.. Enumerable.Repeat(1, axis + 1), count]);
        return Reshape(repeated, x.Shape.With(axis, Shape.Size((long)x.Shape.Dims[axis] * count)));
    }

    /// <summary>The part that begins at <paramref name="begin"/> and takes <paramref name="sizes"/> steps along each axis.</summary>
    public static Tensor Slice(Tensor x, int[] begin, int[] sizes, int[]? strides = null)
    {
        strides ??= Enumerable.Repeat(1, x.Rank).ToArray();
        if (begin.Length != x.Rank || sizes.Length != x.Rank || strides.Length != x.Rank)
            throw new ValueError(
                $"A slice of the shape {x.Shape} needs a begin, a size and a stride for each of its {x.Rank} axes.", nameof(begin));
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var last = begin[axis] + (sizes[axis] - 1L) * strides[axis];
            if (sizes[axis] < 0
                || sizes[axis] > 0 && (Math.Min(begin[axis], last) < 0 || Math.Max(begin[axis], last) >= x.Shape.Dims[axis]))
                throw new ValueError(
                    $"The slice [{string.Join(", ", begin)}] + [{string.Join(", ", sizes)}] leaves the shape {x.Shape}.", nameof(begin));
        }
        var y = Tensor.Empty(Shape.Of(sizes), x.DType);
        Backend.Slice(x, begin, strides, y);
        return GradientTape.Record(y, (x, dy => SliceBack(dy, begin, strides, x.Shape)));
    }

    /// <summary>One element of an axis, which disappears.</summary>
    public static Tensor Take(Tensor x, int axis, int index)
    {
        axis = x.Shape.Axis(axis);
        var begin = new int[x.Rank];
        begin[axis] = index < 0 ? index + x.Shape.Dims[axis] : index;
        return Squeeze(Slice(x, begin, x.Shape.With(axis, 1).Dims.ToArray()), axis);
    }

    /// <summary>A range of an axis.</summary>
    public static Tensor Narrow(Tensor x, int axis, int start, int count)
    {
        axis = x.Shape.Axis(axis);
        var begin = new int[x.Rank];
        begin[axis] = start;
        return Slice(x, begin, x.Shape.With(axis, count).Dims.ToArray());
    }

    /// <summary>An axis the other way round.</summary>
    public static Tensor Reverse(Tensor x, int axis)
    {
        axis = x.Shape.Axis(axis);
        var begin = new int[x.Rank];
        var strides = Enumerable.Repeat(1, x.Rank).ToArray();
        begin[axis] = x.Shape.Dims[axis] - 1;
        strides[axis] = -1;
        return x.Shape.Dims[axis] == 0 ? x : Slice(x, begin, x.Shape.Dims.ToArray(), strides);
    }

    /// <summary>Zeros (or another number) before and after along each axis.</summary>
    /// <exception cref="ValueError">There is not one padding for each axis, or one is negative.</exception>
    public static Tensor Pad(Tensor x, (int Before, int After)[] paddings, double value = 0)
    {
        CheckPaddings(x, paddings);
        var sizes = x.Shape.Dims.ToArray();
        for (var axis = 0; axis < sizes.Length; axis++)
            sizes[axis] = Shape.Size((long)sizes[axis] + paddings[axis].Before + paddings[axis].After);
        var before = Array.ConvertAll(paddings, padding => padding.Before);
        var ones = Enumerable.Repeat(1, x.Rank).ToArray();
        var padded = SliceBack(x, before, ones, Shape.Of(sizes));
        if (value == 0) return padded;
        var inside = SliceBack(Ones(x.Shape, DType.Bool), before, ones, Shape.Of(sizes));
        return Select(inside, padded, Constant(value, x.DType));
    }

    /// <summary>Demands a padding for each axis, none negative; the messages are TensorFlow's.</summary>
    internal static void CheckPaddings(Tensor x, (int Before, int After)[] paddings)
    {
        if (paddings.Length != x.Rank)
            throw new ValueError(
                $"The first dimension of paddings must be the rank of inputs[{paddings.Length},2] [{string.Join(",", x.Shape)}]",
                nameof(paddings));
        foreach (var (before, after) in paddings)
            if (before < 0 || after < 0) throw new ValueError($"Paddings must be non-negative: {before} {after}", nameof(paddings));
    }

    /// <summary>Tensors one after another along an axis. The gradient is cut at the seams.</summary>
    /// <exception cref="ValueError">Another axis differs in size.</exception>
    public static Tensor Concat(IReadOnlyList<Tensor> xs, int axis)
    {
        if (xs.Count == 0) throw new ValueError("There is nothing to concatenate.", nameof(xs));
        axis = xs[0].Shape.Axis(axis);
        var dtype = xs.Aggregate(xs[0].DType, (promoted, x) => DTypes.Promote(promoted, x.DType));
        xs = xs.Select(x => Cast(x, dtype)).ToArray();
        var total = 0L;
        foreach (var x in xs)
        {
            if (x.Rank != xs[0].Rank || x.Shape.With(axis, 0) != xs[0].Shape.With(axis, 0))
                throw new ValueError(
                    $"Tensors to concatenate along axis {axis} must agree in all other axes. "
                    + $"Received: {string.Join(", ", xs.Select(t => t.Shape))}", nameof(xs));
            total += x.Shape.Dims[axis];
        }
        var y = Tensor.Empty(xs[0].Shape.With(axis, Shape.Size(total)), dtype);
        Backend.Concat(xs, axis, y);
        var start = 0;
        var rules = new (Tensor, Func<Tensor, Gradient>)[xs.Count];
        for (var i = 0; i < xs.Count; i++)
        {
            int begin = start, count = xs[i].Shape.Dims[axis];
            rules[i] = (xs[i], dy => Narrow(dy, axis, begin, count));
            start += count;
        }
        return GradientTape.Record(y, rules);
    }

    /// <summary>Tensors of one shape side by side along a new axis.</summary>
    public static Tensor Stack(IReadOnlyList<Tensor> xs, int axis) =>
        Concat(xs.Select(x => ExpandDims(x, axis)).ToArray(), axis < 0 ? axis + xs[0].Rank + 1 : axis);

    /// <summary>The elements of an axis as tensors of their own. The gradients are stacked, zeros where there is none.</summary>
    public static Tensor[] Unstack(Tensor x, int axis)
    {
        axis = x.Shape.Axis(axis);
        var shape = x.Shape.Range(0, axis).Concat(x.Shape.Range(axis + 1, x.Rank));
        var parts = new Tensor[x.Shape.Dims[axis]];
        var begin = new int[x.Rank];
        var ones = Enumerable.Repeat(1, x.Rank).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            begin[axis] = i;
            var part = Tensor.Empty(x.Shape.With(axis, 1), x.DType);
            Backend.Slice(x, begin, ones, part);
            parts[i] = part.View(shape);
        }
        GradientTape.Record(parts, [x], (dy, _) => [Stack(Array.ConvertAll(dy, part => part ?? Zeros(shape, x.DType)), axis)]);
        return parts;
    }

    /// <summary>A slice's way back: x set into zeros. Its own way back is the slice.</summary>
    private static Tensor SliceBack(Tensor x, int[] begin, int[] strides, Shape shape)
    {
        if (x.DType.IsHalf()) return Cast(SliceBack(Wide(x), begin, strides, shape), x.DType);
        var y = Zeros(shape, x.DType);
        Backend.SliceAdd(x, begin, strides, y);
        return GradientTape.Record(y, (x, dy => Slice(dy, begin, x.Shape.Dims.ToArray(), strides)));
    }

    private static int[] Inverse(int[] permutation)
    {
        var inverse = new int[permutation.Length];
        for (var i = 0; i < permutation.Length; i++) inverse[permutation[i]] = i;
        return inverse;
    }
}
