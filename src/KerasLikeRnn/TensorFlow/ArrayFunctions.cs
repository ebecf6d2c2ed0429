using KerasLikeRnn.BackendFunctions;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf: the same elements in another arrangement, parts of tensors, their shapes.</summary>
public static class ArrayFunctions
{
    /// <summary>The brackets' <c>tf.newaxis</c>: an axis of size 1 that the tensor has not.</summary>
    [KerasExport("tf.newaxis")]
    public static Slice newaxis => Slice.NewAxis;

    /// <summary>The shape as a tensor (int32).</summary>
    [KerasExport("tf.shape")]
    public static Tensor shape(TensorLike input, string out_type = "int32", string? name = null) =>
        Lifted.One("tf.compat.v1.shape", input, t => Ops.Cast(Tensor.From<int>(t.Shape.Dims.ToArray()), DTypes.Parse(out_type)));

    /// <summary>The number of elements (int32).</summary>
    [KerasExport("tf.size")]
    public static Tensor size(TensorLike input, string? name = null) => Lifted.One("tf.compat.v1.size", input, static t => Tensor.Scalar(checked((int)t.Length)));

    /// <summary>The number of axes (int32).</summary>
    [KerasExport("tf.rank")]
    public static Tensor rank(TensorLike input, string? name = null) => Lifted.One("tf.rank", input, static t => Tensor.Scalar(t.Rank));

    /// <summary>The tensor in another shape; one size may be −1 and is worked out.</summary>
    [KerasExport("tf.reshape")]
    public static Tensor reshape(TensorLike tensor, ShapeLike shape, string? name = null) => ShapingFunctions.reshape(tensor, shape);

    /// <summary>The axes in another order, the reverse one unless given.</summary>
    [KerasExport("tf.transpose")]
    public static Tensor transpose(TensorLike a, AxesLike perm = default, string? name = null) =>
        Lifted.One("tf.compat.v1.transpose", a, t => Ops.Transpose(t, perm.IsGiven ? perm.In(t.Shape) : []));

    /// <summary>A new axis of size 1.</summary>
    [KerasExport("tf.expand_dims")]
    public static Tensor expand_dims(TensorLike input, int axis, string? name = null) => ShapingFunctions.expand_dims(input, axis);

    /// <summary>Without axes of size 1: those given, or all.</summary>
    /// <exception cref="ValueError">The size of one is another.</exception>
    [KerasExport("tf.squeeze")]
    public static Tensor squeeze(TensorLike input, AxesLike axis = default, string? name = null) => Lifted.One("tf.compat.v1.squeeze", input, t =>
    {
        var axes = axis.IsGiven ? axis.In(t.Shape) : [.. Enumerable.Range(0, t.Rank).Where(i => t.Shape.Dims[i] == 1)];
        return axes.OrderDescending().Aggregate(t, Ops.Squeeze);
    });

    /// <summary>Tensors one after another along an axis.</summary>
    [KerasExport("tf.concat")]
    public static Tensor concat(TensorLike values, int axis, string? name = null) => ShapingFunctions.concatenate(values, axis);

    /// <summary>Tensors of one shape side by side along a new axis.</summary>
    [KerasExport("tf.stack")]
    public static Tensor stack(TensorLike values, int axis = 0, string? name = null) => ShapingFunctions.stack(values, axis);

    /// <summary>The elements of an axis as tensors of their own.</summary>
    [KerasExport("tf.unstack")]
    public static Tensor[] unstack(TensorLike value, int? num = null, int axis = 0, string? name = null) =>
        Symbolic.LiftAll("tf.unstack", [value.ToTensor()], t => num is null || num == t[0].Shape.Dim(axis)
            ? Ops.Unstack(t[0], axis)
            : throw new ValueError(FormattableString.Invariant($"Axis {axis} of {t[0].Shape} has not {num} elements."), nameof(num)));

    /// <summary>A tensor cut into so many equal parts along an axis.</summary>
    /// <exception cref="ValueError">The axis cannot be cut so.</exception>
    [KerasExport("tf.split")]
    public static Tensor[] split(TensorLike value, int num_or_size_splits, int axis = 0, string? name = null) => Symbolic.LiftAll("tf.split", [value.ToTensor()], t =>
    {
        var size = t[0].Shape.Dim(axis);
        if (num_or_size_splits <= 0 || size % num_or_size_splits != 0)
            throw new ValueError(FormattableString.Invariant(
                $"Dimension size must be evenly divisible by {num_or_size_splits} but is {size}"), nameof(num_or_size_splits));
        return Parts(t[0], [.. Enumerable.Repeat(size / num_or_size_splits, num_or_size_splits)], axis);
    });

    /// <summary>A tensor cut into parts of those sizes along an axis; one may be −1 and is worked out.</summary>
    /// <exception cref="ValueError">The sizes do not add up to the axis's.</exception>
    [KerasExport("tf.split")]
    public static Tensor[] split(TensorLike value, int[] num_or_size_splits, int axis = 0, string? name = null) =>
        Symbolic.LiftAll("tf.split", [value.ToTensor()], t => Parts(t[0], num_or_size_splits, axis));

    /// <summary>The whole tensor so many times along each axis.</summary>
    [KerasExport("tf.tile")]
    public static Tensor tile(TensorLike input, ShapeLike multiples, string? name = null) => ShapingFunctions.tile(input, multiples);

    /// <summary>Every element of an axis so many times in a row; of all elements in one row, where no axis is given.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="repeats">How often: one number, or one for each element of the axis.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="name">Name of the operation; accepted for ported scripts, without effect.</param>
    [KerasExport("tf.repeat")]
    public static Tensor repeat(TensorLike input, TensorLike repeats, int? axis = null, string? name = null) =>
        Symbolic.Lift("tf.repeat", [input.ToTensor(), repeats.ToTensor()], t =>
        {
            var x = axis is null ? Ops.Reshape(t[0], Shape.Of(Shape.Unknown)) : t[0];
            var counts = Ops.Cast(t[1], DType.Int32).ToArray<int>();
            if (counts.Length == 1) return Ops.Repeat(x, counts[0], axis ?? 0);
            if (counts.Length != x.Shape.Dim(axis ?? 0))
                throw new ValueError(FormattableString.Invariant($"{counts.Length} numbers of repeats do not fit an axis of {x.Shape.Dim(axis ?? 0)} elements."), nameof(repeats));
            return Ops.TakeRows(x, Tensor.From<int>([.. counts.SelectMany((count, i) => Enumerable.Repeat(i, Math.Max(count, 0)))]), axis ?? 0);
        });

    /// <summary>Parts of a tensor by their numbers along an axis.</summary>
    /// <param name="params">The tensor.</param>
    /// <param name="indices">The numbers.</param>
    /// <param name="axis">The axis; the one after batch_dims unless given.</param>
    /// <param name="batch_dims">How many first axes both have in common: 0, or all of indices but the last.</param>
    /// <param name="name">Name of the operation; accepted for ported scripts, without effect.</param>
    [KerasExport("tf.gather")]
    public static Tensor gather(TensorLike @params, TensorLike indices, int? axis = null, int batch_dims = 0, string? name = null) =>
        Symbolic.Lift("tf.compat.v1.gather", [@params.ToTensor(), indices.ToTensor()], t => Gathered(t[0], t[1], axis ?? batch_dims, batch_dims));

    /// <summary>Elements or parts by their coordinates: (n..., k) name places in the first k axes.</summary>
    [KerasExport("tf.gather_nd")]
    public static Tensor gather_nd(TensorLike @params, TensorLike indices, string? name = null) =>
        Symbolic.Lift("tf.compat.v1.gather_nd", [@params.ToTensor(), indices.ToTensor()], static t =>
        {
            var depth = t[1].Shape.Dim(-1);
            var sizes = t[0].Shape.Dims;
            var places = t[1].Shape.Range(0, t[1].Rank - 1);
            if (depth > sizes.Length)
                throw new ValueError(FormattableString.Invariant($"index innermost dimension length must be <= params rank; saw: {depth} vs. {sizes.Length}"), nameof(indices));
            if (t[1].DType is not (DType.Int32 or DType.Int64))
                throw new ValueError($"Value for attr 'Tindices' of {t[1].DType.Name()} is not in the list of allowed values: int16, int32, int64. Cast the indices to int32 first.", nameof(indices));
            var coordinates = Ops.Cast(t[1], DType.Int64).ToArray<long>();
            for (var i = 0; i < coordinates.Length; i++)
                if (coordinates[i] < 0 || coordinates[i] >= sizes[i % depth])
                    throw new ValueError(FormattableString.Invariant(
                        $"indices[{string.Join(",", places.Place(i / depth))}] = [{string.Join(", ", coordinates.AsSpan(i / depth * depth, depth).ToArray())}] does not index into param shape [{string.Join(",", t[0].Shape)}]"));
            var row = Ops.Zeros(places, DType.Int64);
            for (var axis = 0; axis < depth; axis++)
                row = Ops.Add(Ops.Multiply(row, Ops.Constant(sizes[axis], DType.Int64)), Ops.Cast(Ops.Take(t[1], -1, axis), DType.Int64));
            return Ops.Gather(Ops.Reshape(t[0], Shape.Of(Shape.Unknown).Concat(t[0].Shape.Range(depth, t[0].Rank))), row);
        });

    /// <summary>The part that begins somewhere and has that size; −1 takes all that is left.</summary>
    [KerasExport("tf.slice")]
    public static Tensor slice(TensorLike input_, ShapeLike begin, ShapeLike size, string? name = null)
    {
        var input = input_.ToTensor();
        return Symbolic.Lift("tf.slice", [input, .. begin.Tensors, .. size.Tensors], t =>
        {
            var first = begin.With(t.AsSpan(1, begin.Tensors.Length)).Dims.ToArray();
            var sizes = size.With(t.AsSpan(1 + begin.Tensors.Length)).Dims.ToArray();
            var axes = t[0].Rank;
            if (first.Length != axes || sizes.Length != axes)
                throw new ValueError(FormattableString.Invariant(
                    $"Expected begin and size arguments to be 1-D tensors of size {axes}, but got shapes [{first.Length}] and [{sizes.Length}] instead."), nameof(size));
            for (var axis = 0; axis < axes; axis++)
            {
                var length = t[0].Shape.Dims[axis];
                if (first[axis] < 0 || first[axis] > length) throw Outside("begin", axis, length, first[axis]);
                if (sizes[axis] == -1) sizes[axis] = length - first[axis];
                if (sizes[axis] < 0 || sizes[axis] > length - first[axis]) throw Outside("size", axis, length - first[axis], sizes[axis]);
            }
            return Ops.Slice(t[0], first, sizes);
        });
    }

    private static ValueError Outside(string what, int axis, int most, int number) =>
        new(FormattableString.Invariant($"Expected {what}[{axis}] in [0, {most}], but got {number}"));

    /// <summary>(n..., depth): on_value at the index, else off_value.</summary>
    [KerasExport("tf.one_hot")]
    public static Tensor one_hot(TensorLike indices, int depth, double on_value = 1, double off_value = 0, int axis = -1, string dtype = "float32", string? name = null)
    {
        var type = DTypes.Parse(dtype);
        return Lifted.One("tf.one_hot", indices, t =>
        {
            var rows = Ops.OneHot(BackendFunctions.ShapingFunctions.Whole(t), depth, DType.Bool);
            var y = Ops.Select(rows, Ops.Constant(on_value, type), Ops.Constant(off_value, type));
            if (axis < -1 || axis > t.Rank)
                throw new ValueError(FormattableString.Invariant($"Expected axis to be -1 or between [0, {t.Rank + 1}).  But received: {axis}"), nameof(axis));
            if (axis == -1 || axis == t.Rank) return y;
            return Ops.Transpose(y, [.. Enumerable.Range(0, axis), t.Rank, .. Enumerable.Range(axis, t.Rank - axis)]);
        });
    }

    /// <summary>The axes the other way round.</summary>
    [KerasExport("tf.reverse")]
    public static Tensor reverse(TensorLike tensor, AxesLike axis, string? name = null) => ShapingFunctions.reverse(tensor, axis);

    /// <summary>The elements of axes moved on, those at the end coming back at the start.</summary>
    [KerasExport("tf.roll")]
    public static Tensor roll(TensorLike input, int shift, int axis, string? name = null) => Lifted.One("tf.roll", input, t =>
    {
        var size = t.Shape.Dim(axis);
        var by = size == 0 ? 0 : (shift % size + size) % size;
        return by == 0 ? t : Ops.Concat([Ops.Narrow(t, axis, size - by, by), Ops.Narrow(t, axis, 0, size - by)], axis);
    });

    /// <summary>A tensor with more before and after along each axis.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="paddings">For each axis how many before and after: <c>[[0, 0], [1, 1]]</c>.</param>
    /// <param name="mode">CONSTANT, REFLECT (the border itself not repeated) or SYMMETRIC (repeated).</param>
    /// <param name="constant_values">What stands there in the mode CONSTANT.</param>
    /// <param name="name">Name of the operation; accepted for ported scripts, without effect.</param>
    [KerasExport("tf.pad")]
    public static Tensor pad(TensorLike tensor, int[][] paddings, string mode = "CONSTANT", double constant_values = 0, string? name = null)
    {
        if (paddings.Any(pair => pair is not [_, _])) throw new ValueError("paddings must be a matrix with 2 columns: how many before and after, for each axis.", nameof(paddings));
        var pairs = Array.ConvertAll(paddings, pair => (pair[0], pair[1]));
        return mode.ToUpperInvariant() switch
        {
            "CONSTANT" => Lifted.One("tf.compat.v1.pad", tensor, t => Ops.Pad(t, pairs, constant_values)),
            "REFLECT" => Lifted.One("tf.compat.v1.pad", tensor, t => Mirrored(t, pairs, 1)),
            "SYMMETRIC" => Lifted.One("tf.compat.v1.pad", tensor, t => Mirrored(t, pairs, 0)),
            _ => throw new ValueError($"Expected mode to be one of CONSTANT, REFLECT, SYMMETRIC. Received: {mode}", nameof(mode)),
        };
    }

    /// <summary>x repeated along axes of size 1, and new leading ones, until it has the shape.</summary>
    [KerasExport("tf.broadcast_to")]
    public static Tensor broadcast_to(TensorLike input, ShapeLike shape, string? name = null) =>
        Lifted.Shaped("tf.broadcast_to", [input.ToTensor()], shape, static (t, sizes) => Ops.BroadcastTo(t[0], sizes));

    /// <summary>The same tensor.</summary>
    [KerasExport("tf.identity")]
    public static Tensor identity(TensorLike input, string? name = null) => Lifted.One("tf.identity", input, static t => t);

    /// <summary>The tensor itself, through which no gradient passes.</summary>
    [KerasExport("tf.stop_gradient")]
    public static Tensor stop_gradient(TensorLike input, string? name = null) => ShapingFunctions.stop_gradient(input);

    /// <summary>The tensor itself, if it has the shape (unknown sizes fit any).</summary>
    /// <exception cref="ValueError">It has another.</exception>
    [KerasExport("tf.ensure_shape")]
    public static Tensor ensure_shape(TensorLike x, Shape shape, string? name = null) => Lifted.One("tf.ensure_shape", x, t => shape.IsCompatibleWith(t.Shape)
        ? t
        : throw new ValueError($"Shape of tensor {t.Shape} is not compatible with expected shape {shape}.", nameof(shape)));

    private static Tensor[] Parts(Tensor x, int[] sizes, int axis)
    {
        var size = x.Shape.Dim(axis);
        var known = sizes.Where(part => part >= 0).Sum();
        var parts = Array.ConvertAll(sizes, part => part < 0 ? size - known : part);
        if (sizes.Count(part => part < 0) > 1 || parts.Any(part => part < 0) || parts.Sum() != size)
            throw new ValueError(FormattableString.Invariant(
                $"Determined shape must either match input shape along split_dim exactly if fully specified, or be less than the size of the input along split_dim if not fully specified.  Got: {known}"), "num_or_size_splits");
        var start = 0;
        return Array.ConvertAll(parts, part => Ops.Narrow(x, axis, (start += part) - part, part));
    }

    private static Tensor Gathered(Tensor x, Tensor indices, int axis, int batch)
    {
        if (batch == 0) return Ops.TakeRows(x, indices, axis);
        if (batch != 1 || axis != 1 && axis - x.Rank != 1)
            throw new NotSupportedException("tf.gather with batch_dims is supported for batch_dims 1 along axis 1. Reshape the first axes into one before.");
        int samples = x.Shape.Dims[0], rows = x.Shape.Dims[1];
        indices = Ops.RowNumbers(indices.DType == DType.Int32 ? Ops.Cast(indices, DType.Int64) : indices, rows);
        if (indices.Rank == 0 || indices.Shape.Dims[0] != samples)
            throw new ValueError($"Expected batch dimension 0 of the shape of indices {indices.Shape} to be that of params {x.Shape}", nameof(indices));
        var first = Ops.Reshape(Ops.Multiply(Ops.Arange(samples, DType.Int64), Ops.Constant(rows, DType.Int64)), Shape.Of([samples, .. Enumerable.Repeat(1, indices.Rank - 1)]));
        return Ops.Gather(Ops.Reshape(x, Shape.Of(samples * rows).Concat(x.Shape.Range(2, x.Rank))), Ops.Add(Ops.Cast(indices, DType.Int64), first));
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
                throw new ValueError(FormattableString.Invariant($"paddings must be no greater than the dimension size: {before}, {after} greater than {size - offset}"), nameof(paddings));
            int[] rows = [.. Enumerable.Range(0, before).Select(i => before - 1 - i + offset), .. Enumerable.Range(0, size), .. Enumerable.Range(0, after).Select(i => size - 1 - offset - i)];
            x = Ops.TakeRows(x, Tensor.From<int>(rows), axis);
        }
        return x;
    }
}
