using KerasLikeRnn.BackendFunctions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf: the same elements in another arrangement, parts of tensors, their shapes.</summary>
public static class ArrayFunctions
{
    /// <summary>The brackets' <c>tf.newaxis</c>: an axis of size 1 that the tensor has not.</summary>
    [KerasExport("tf.newaxis")]
    public static Slice newaxis => Slice.NewAxis;

    /// <summary>The shape as a tensor (int32).</summary>
    [KerasExport("tf.shape"), Operation("compat.v1.shape")]
    internal static Tensor shape(Tensor input, string out_type = "int32") =>
        Ops.Cast(Tensor.From<int>(input.Shape.Dims.ToArray()), DTypes.Parse(out_type));

    /// <summary>The number of elements (int32).</summary>
    [KerasExport("tf.size"), Operation("compat.v1.size")]
    internal static Tensor size(Tensor input) => Tensor.Scalar(checked((int)input.Length));

    /// <summary>The number of axes (int32).</summary>
    [KerasExport("tf.rank"), Operation("rank")]
    internal static Tensor rank(Tensor input) => Tensor.Scalar(input.Rank);

    /// <summary>The tensor in another shape; one size may be −1 and is worked out.</summary>
    [KerasExport("tf.reshape"), Operation("reshape")]
    internal static Tensor reshape(Tensor tensor, ShapeLike shape) => Ops.Reshape(tensor, shape.ToShape());

    /// <summary>The axes in another order, the reverse one unless given.</summary>
    [KerasExport("tf.transpose"), Operation("compat.v1.transpose")]
    internal static Tensor transpose(Tensor a, AxesLike perm = default) =>
        Ops.Transpose(a, [.. perm.Select(axis => axis < 0 ? axis + a.Rank : axis)]);

    /// <summary>A new axis of size 1.</summary>
    [KerasExport("tf.expand_dims"), Operation("expand_dims")]
    internal static Tensor expand_dims(Tensor input, int axis) => Ops.ExpandDims(input, axis);

    /// <summary>Without axes of size 1: those given, or all.</summary>
    /// <exception cref="ValueError">The size of one is another.</exception>
    [KerasExport("tf.squeeze"), Operation("compat.v1.squeeze")]
    internal static Tensor squeeze(Tensor input, AxesLike axis = default)
    {
        var axes = axis.IsGiven
            ? axis.Select(one => input.Shape.Axis(one))
            : Enumerable.Range(0, input.Rank).Where(i => input.Shape.Dims[i] == 1);
        return axes.OrderDescending().Aggregate(input, Ops.Squeeze);
    }

    /// <summary>Tensors one after another along an axis.</summary>
    [KerasExport("tf.concat"), Operation("concat")]
    internal static Tensor concat(TensorLike values, int axis) => Ops.Concat(values.ToTensors(), axis);

    /// <summary>Tensors of one shape side by side along a new axis.</summary>
    [KerasExport("tf.stack"), Operation("stack")]
    internal static Tensor stack(TensorLike values, int axis = 0) => Ops.Stack(values.ToTensors(), axis);

    /// <summary>The elements of an axis as tensors of their own.</summary>
    [KerasExport("tf.unstack"), Operation("unstack")]
    internal static Tensor[] unstack(Tensor value, int? num = null, int axis = 0) => num is null || num == value.Shape.Dim(axis)
        ? Ops.Unstack(value, axis)
        : throw new ValueError($"Axis {axis} of {value.Shape} has not {num} elements.", nameof(num));

    /// <summary>A tensor cut into so many equal parts along an axis.</summary>
    /// <exception cref="ValueError">The axis cannot be cut so.</exception>
    [KerasExport("tf.split"), Operation("split")]
    internal static Tensor[] split(Tensor value, int num_or_size_splits, int axis = 0)
    {
        var size = value.Shape.Dim(axis);
        if (num_or_size_splits <= 0 || size % num_or_size_splits != 0)
            throw new ValueError(
                $"Dimension size must be evenly divisible by {num_or_size_splits} but is {size}", nameof(num_or_size_splits));
        return split(value, [.. Enumerable.Repeat(size / num_or_size_splits, num_or_size_splits)], axis);
    }

    /// <summary>A tensor cut into parts of those sizes along an axis; one may be −1 and is worked out.</summary>
    /// <exception cref="ValueError">The sizes do not add up to the axis's.</exception>
    [KerasExport("tf.split"), Operation("split")]
    internal static Tensor[] split(Tensor value, int[] num_or_size_splits, int axis = 0)
    {
        var size = value.Shape.Dim(axis);
        var known = num_or_size_splits.Where(part => part >= 0).Sum();
        var parts = Array.ConvertAll(num_or_size_splits, part => part < 0 ? size - known : part);
        if (num_or_size_splits.Count(part => part < 0) > 1 || parts.Any(part => part < 0) || parts.Sum() != size)
            throw new ValueError(
                $"Determined shape must either match input shape along split_dim exactly if fully specified, or be less than the size of "
                + $"the input along split_dim if not fully specified.  Got: {known}", nameof(num_or_size_splits));
        var start = 0;
        return Array.ConvertAll(parts, part => Ops.Narrow(value, axis, (start += part) - part, part));
    }

    /// <summary>The whole tensor so many times along each axis.</summary>
    [KerasExport("tf.tile"), Operation("tile")]
    internal static Tensor tile(Tensor input, ShapeLike multiples) => multiples.ToShape() is var counts && counts.Rank == input.Rank
        ? Ops.Tile(input, counts.Dims.ToArray())
        : throw new ValueError(
            $"Expected multiples argument to be a vector of length {input.Rank} but got length {counts.Rank}", nameof(multiples));

    /// <summary>Every element of an axis so many times in a row; of all elements in one row, where no axis is given.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="repeats">How often: one number, or one for each element of the axis.</param>
    /// <param name="axis">The axis.</param>
    [KerasExport("tf.repeat"), Operation("repeat")]
    internal static Tensor repeat(Tensor input, Tensor repeats, int? axis = null)
    {
        var x = axis is null ? Ops.Reshape(input, Shape.Of(Shape.Unknown)) : input;
        var counts = Ops.Cast(repeats, DType.Int32).ToArray<int>();
        if (counts.Length == 1) return Ops.Repeat(x, counts[0], axis ?? 0);
        if (counts.Length != x.Shape.Dim(axis ?? 0))
            throw new ValueError(
                $"{counts.Length} numbers of repeats do not fit an axis of {x.Shape.Dim(axis ?? 0)} elements.", nameof(repeats));
        int[] rows = [.. counts.SelectMany((count, i) => Enumerable.Repeat(i, Math.Max(count, 0)))];
        return Ops.TakeRows(x, Tensor.From<int>(rows), axis ?? 0);
    }

    /// <summary>Parts of a tensor by their numbers along an axis.</summary>
    /// <param name="params">The tensor.</param>
    /// <param name="indices">The numbers.</param>
    /// <param name="axis">The axis; the one after batch_dims unless given.</param>
    /// <param name="batch_dims">How many first axes both have in common: 0, or all of indices but the last.</param>
    [KerasExport("tf.gather"), Operation("compat.v1.gather")]
    internal static Tensor gather(Tensor @params, Tensor indices, int? axis = null, int batch_dims = 0) =>
        Gathered(@params, indices, axis ?? batch_dims, batch_dims);

    /// <summary>Elements or parts by their coordinates: (n..., k) name places in the first k axes.</summary>
    [KerasExport("tf.gather_nd"), Operation("compat.v1.gather_nd")]
    internal static Tensor gather_nd(Tensor @params, Tensor indices)
    {
            var depth = indices.Shape.Dim(-1);
        var sizes = @params.Shape.Dims;
        var places = indices.Shape.Range(0, indices.Rank - 1);
        if (depth > sizes.Length)
            throw new ValueError(
                $"index innermost dimension length must be <= params rank; saw: {depth} vs. {sizes.Length}", nameof(indices));
        if (indices.DType is not (DType.Int32 or DType.Int64))
            throw new ValueError(
                $"Value for attr 'Tindices' of {indices.DType.Name()} is not in the list of allowed values: int16, int32, int64. Cast the "
                + $"indices to int32 first.", nameof(indices));
        var coordinates = Ops.Cast(indices, DType.Int64).ToArray<long>();
        for (var i = 0; i < coordinates.Length; i++)
            if (coordinates[i] < 0 || coordinates[i] >= sizes[i % depth])
                throw new ValueError(
                    $"indices[{string.Join(",", places.Place(i / depth))}] = "
                    + $"[{string.Join(", ", coordinates.AsSpan(i / depth * depth, depth).ToArray())}] does not index into param shape "
                    + $"[{string.Join(",", @params.Shape)}]");
        var row = Ops.Zeros(places, DType.Int64);
        for (var axis = 0; axis < depth; axis++)
            row = Ops.Add(Ops.Multiply(row, Ops.Constant(sizes[axis], DType.Int64)), Ops.Cast(Ops.Take(indices, -1, axis), DType.Int64));
        return Ops.Gather(Ops.Reshape(@params, Shape.Of(Shape.Unknown).Concat(@params.Shape.Range(depth, @params.Rank))), row);
    }

    /// <summary>The part that begins somewhere and has that size; −1 takes all that is left.</summary>
    [KerasExport("tf.slice"), Operation("slice")]
    internal static Tensor slice(Tensor input_, ShapeLike begin, ShapeLike size)
    {
        int[] first = begin.ToShape().Dims.ToArray(), sizes = size.ToShape().Dims.ToArray();
        var axes = input_.Rank;
        if (first.Length != axes || sizes.Length != axes)
            throw new ValueError(
                $"Expected begin and size arguments to be 1-D tensors of size {axes}, but got shapes [{first.Length}] and [{sizes.Length}] "
                + $"instead.",
                nameof(size));
        for (var axis = 0; axis < axes; axis++)
        {
            var length = input_.Shape.Dims[axis];
            if (first[axis] < 0 || first[axis] > length) throw Outside("begin", axis, length, first[axis]);
            if (sizes[axis] == -1) sizes[axis] = length - first[axis];
            if (sizes[axis] < 0 || sizes[axis] > length - first[axis]) throw Outside("size", axis, length - first[axis], sizes[axis]);
        }
        return Ops.Slice(input_, first, sizes);
    }

    private static ValueError Outside(string what, int axis, int most, int number) =>
        new($"Expected {what}[{axis}] in [0, {most}], but got {number}");

    /// <summary>(n..., depth): on_value at the index, else off_value.</summary>
    /// <exception cref="ValueError">The indices have fractions, or there is no such axis.</exception>
    [KerasExport("tf.one_hot"), Operation("one_hot")]
    internal static Tensor one_hot(
        Tensor indices, int depth, double on_value = 1, double off_value = 0, int axis = -1, string dtype = "float32")
    {
        if (indices.DType.IsFloating())
            throw new ValueError(
                $"Indices are whole numbers. Received a tensor of dtype {indices.DType.Name()}: cast it, K.cast(x, \"int32\").",
                nameof(indices));
        var type = DTypes.Parse(dtype);
        var rows = Ops.OneHot(indices, depth, DType.Bool);
        var y = Ops.Select(rows, Ops.Constant(on_value, type), Ops.Constant(off_value, type));
        var rank = indices.Rank;
        if (axis < -1 || axis > rank)
            throw new ValueError($"Expected axis to be -1 or between [0, {rank + 1}).  But received: {axis}", nameof(axis));
        if (axis == -1 || axis == rank) return y;
        return Ops.Transpose(y, [.. Enumerable.Range(0, axis), rank, .. Enumerable.Range(axis, rank - axis)]);
    }

    /// <summary>The axes the other way round.</summary>
    [KerasExport("tf.reverse"), Operation("reverse")]
    internal static Tensor reverse(Tensor tensor, AxesLike axis) => axis.In(tensor.Shape).Aggregate(tensor, Ops.Reverse);

    /// <summary>The elements of axes moved on, those at the end coming back at the start.</summary>
    [KerasExport("tf.roll"), Operation("roll")]
    internal static Tensor roll(Tensor input, int shift, int axis)
    {
        var size = input.Shape.Dim(axis);
        var by = size == 0 ? 0 : (shift % size + size) % size;
        return by == 0 ? input : Ops.Concat([Ops.Narrow(input, axis, size - by, by), Ops.Narrow(input, axis, 0, size - by)], axis);
    }

    /// <summary>A tensor with more before and after along each axis.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="paddings">For each axis how many before and after: <c>[[0, 0], [1, 1]]</c>.</param>
    /// <param name="mode">CONSTANT, REFLECT (the border itself not repeated) or SYMMETRIC (repeated).</param>
    /// <param name="constant_values">What stands there in the mode CONSTANT.</param>
    [KerasExport("tf.pad"), Operation("compat.v1.pad")]
    internal static Tensor pad(Tensor tensor, int[][] paddings, string mode = "CONSTANT", double constant_values = 0)
    {
        if (paddings.Any(pair => pair is not [_, _]))
            throw new ValueError("paddings must be a matrix with 2 columns: how many before and after, for each axis.", nameof(paddings));
        var pairs = Array.ConvertAll(paddings, pair => (pair[0], pair[1]));
        return mode.ToUpperInvariant() switch
        {
            "CONSTANT" => Ops.Pad(tensor, pairs, constant_values),
            "REFLECT" => Mirrored(tensor, pairs, 1),
            "SYMMETRIC" => Mirrored(tensor, pairs, 0),
            _ => throw new ValueError($"Expected mode to be one of CONSTANT, REFLECT, SYMMETRIC. Received: {mode}", nameof(mode)),
        };
    }

    /// <summary>x repeated along axes of size 1, and new leading ones, until it has the shape.</summary>
    [KerasExport("tf.broadcast_to"), Operation("broadcast_to")]
    internal static Tensor broadcast_to(Tensor input, ShapeLike shape) => Ops.BroadcastTo(input, shape.ToShape());

    /// <summary>The same tensor.</summary>
    [KerasExport("tf.identity"), Operation("identity")]
    internal static Tensor identity(Tensor input) => input;

    /// <summary>The tensor itself, through which no gradient passes.</summary>
    [KerasExport("tf.stop_gradient"), Operation("stop_gradient")]
    internal static Tensor stop_gradient(Tensor input) => Ops.StopGradient(input);

    /// <summary>The tensor itself, if it has the shape (unknown sizes fit any).</summary>
    /// <exception cref="ValueError">It has another.</exception>
    [KerasExport("tf.ensure_shape"), Operation("ensure_shape")]
    internal static Tensor ensure_shape(Tensor x, Shape shape) => shape.IsCompatibleWith(x.Shape)
        ? x
        : throw new ValueError($"Shape of tensor {x.Shape} is not compatible with expected shape {shape}.", nameof(shape));

    private static Tensor Gathered(Tensor x, Tensor indices, int axis, int batch)
    {
        if (batch == 0) return Ops.TakeRows(x, indices, axis);
        if (batch != 1 || axis != 1 && axis - x.Rank != 1)
            throw new NotSupportedException(
                "tf.gather with batch_dims is supported for batch_dims 1 along axis 1. Reshape the first axes into one before.");
        int samples = x.Shape.Dims[0], rows = x.Shape.Dims[1];
        indices = Ops.RowNumbers(indices.DType == DType.Int32 ? Ops.Cast(indices, DType.Int64) : indices, rows);
        if (indices.Rank == 0 || indices.Shape.Dims[0] != samples)
            throw new ValueError(
                $"Expected batch dimension 0 of the shape of indices {indices.Shape} to be that of params {x.Shape}", nameof(indices));
        var first = Ops.Reshape(
            Ops.Multiply(Ops.Arange(samples, DType.Int64), Ops.Constant(rows, DType.Int64)),
            Shape.Of([samples, .. Enumerable.Repeat(1, indices.Rank - 1)]));
        return Ops.Gather(
            Ops.Reshape(x, Shape.Of(samples * rows).Concat(x.Shape.Range(2, x.Rank))), Ops.Add(Ops.Cast(indices, DType.Int64), first));
    }

    private static Tensor Mirrored(Tensor x, (int Before, int After)[] paddings, int offset)
    {
        Ops.CheckPaddings(x, paddings);
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var (before, after) = paddings[axis];
            if (before == 0 && after == 0) continue;
            var size = x.Shape.Dims[axis];
            if (Math.Max(before, after) > size - offset)
                throw new ValueError(
                    $"paddings must be no greater than the dimension size: {before}, {after} greater than {size - offset}",
                    nameof(paddings));
            int[] rows = [
                .. Enumerable.Range(0, before).Select(i => before - 1 - i + offset), .. Enumerable.Range(0, size),
                .. Enumerable.Range(0, after).Select(i => size - 1 - offset - i)];
            x = Ops.TakeRows(x, Tensor.From<int>(rows), axis);
        }
        return x;
    }
}
