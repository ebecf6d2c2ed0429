namespace KerasLikeRnn.Models;

/// <summary>Operations that make tensors, or move their numbers about.</summary>
internal static class OnnxArrays
{
    /// <summary>How each operation is converted.</summary>
    public static IEnumerable<OnnxOperation> Operations =>
    [
        Same("identity", "input"),
        Same("stop_gradient", "input"),
        Same("ensure_shape", "x"),
        Same("keras.backend.print_tensor", "x"),
        OnnxOperation.Of("convert_to_tensor", call => call.Like("value").ToTensor(call.DType)),

        OnnxOperation.Of("zeros", call => Filled(call, call.Onnx.Scalar(0, call.DType), call.Sizes("shape"))),
        OnnxOperation.Of("ones", call => Filled(call, call.Onnx.Scalar(1, call.DType), call.Sizes("shape"))),
        OnnxOperation.Of("zeros_like", call => Filled(call, call.Onnx.Scalar(0, call.DType), call.Onnx.Sizes(call.Tensor("input")))),
        OnnxOperation.Of("ones_like", call => Filled(call, call.Onnx.Scalar(1, call.DType), call.Onnx.Sizes(call.Tensor("input")))),
        OnnxOperation.Of("fill", call => Filled(call, call.Tensor("value"), call.Sizes("dims"))),
        OnnxOperation.Of("broadcast_to", call => Filled(call, call.Tensor("input"), call.Sizes("shape"))),
        OnnxOperation.Of("eye", call =>
        {
            var rows = call.Get<SizeLike>("num_rows");
            var columns = call.Get<SizeLike?>("num_columns") ?? rows;
            var onnx = call.Onnx;
            var same = onnx.Node(
                "Equal", call.Shape, DType.Bool,
                [onnx.Unsqueeze(onnx.Range(call.Size(rows)), 1), onnx.Unsqueeze(onnx.Range(call.Size(columns)), 0)]);
            return onnx.Cast(same, call.DType);
        }),
        OnnxOperation.Of("range", call => call.Node(
            "Range", Limit(call, "start", 0), Limit(call, "limit", 0), Limit(call, "delta", 1))),
        OnnxOperation.Of("linspace", call =>
        {
            var count = call.Get<int>("num");
            var shares = Tensor.From<double>(
                [.. Enumerable.Range(0, count).Select(i => count == 1 ? 0 : i / (count - 1.0))], count);
            var (start, stop) = call.Pair("start", "stop");
            return start + (stop - start) * Ops.Cast(shares, start.DType);
        }),
        OnnxOperation.Of("compat.v1.shape", call => call.Onnx.Cast(
            call.Onnx.Node("Shape", call.Shape, DType.Int64, [call.Tensor("input")]), call.DType)),
        OnnxOperation.Of("compat.v1.size", call => call.Onnx.Cast(
            call.Onnx.Node("Size", Shape.Scalar, DType.Int64, [call.Tensor("input")]), call.DType)),
        OnnxOperation.Of("rank", call => call.Onnx.Scalar(call.Tensor("input").Rank, call.DType)),
        OnnxOperation.Of("one_hot", OneHot),
        OnnxOperation.Of("sequence_mask", call =>
        {
            var (onnx, lengths) = (call.Onnx, call.Onnx.Cast(call.Tensor("lengths"), DType.Int64));
            var most = onnx.Cast(call.TensorOrNull("maxlen") ?? onnx.Reduce("ReduceMax", lengths, null, keepdims: false), DType.Int64);
            var places = onnx.Range(onnx.Reshape(most, Shape.Of(1)));
            return onnx.Cast(onnx.Node("Less", call.Shape, DType.Bool, [places, onnx.Unsqueeze(lengths, lengths.Rank)]), call.DType);
        }),

        OnnxOperation.Of("reshape", call => call.Onnx.Reshape(call.Tensor("tensor"), call.Sizes("shape"), call.Shape)),
        OnnxOperation.Of("keras.backend.batch_flatten", call => call.Onnx.Reshape(call.Tensor("x"), call.Onnx.Ints(0, -1), call.Shape)),
        OnnxOperation.Of("compat.v1.transpose", call =>
        {
            var (x, order) = (call.Tensor("a"), call.Get<AxesLike>("perm"));
            return call.Onnx.Transpose(x, order.IsGiven ? order.In(x.Shape) : [.. Enumerable.Range(0, x.Rank).Reverse()]);
        }),
        OnnxOperation.Of("expand_dims", call =>
        {
            var (x, axis) = (call.Tensor("input"), call.Get<int>("axis"));
            return call.Onnx.Unsqueeze(x, axis < 0 ? axis + x.Rank + 1 : axis);
        }),
        OnnxOperation.Of("compat.v1.squeeze", call =>
        {
            var (x, axes) = (call.Tensor("input"), call.Get<AxesLike>("axis"));
            return call.Onnx.Squeeze(
                x, axes.Of(x) is { Length: > 0 } given ? given : [.. Enumerable.Range(0, x.Rank).Where(axis => x.Shape.Dims[axis] == 1)]);
        }),
        OnnxOperation.Of("concat", call => call.Onnx.Concat(call.Get<int>("axis"), call.Like("values").ToTensors())),
        OnnxOperation.Of("stack", call =>
        {
            var (parts, axis) = (call.Like("values").ToTensors(), call.Shape.Axis(call.Get<int>("axis")));
            return call.Onnx.Concat(axis, [.. parts.Select(part => call.Onnx.Unsqueeze(part, axis))]);
        }),
        new("unstack", call =>
        {
            var (x, axis) = (call.Tensor("value"), call.Tensor("value").Shape.Axis(call.Get<int>("axis")));
            return [.. call.Outputs.Select((_, i) => call.Onnx.Take(x, axis, i))];
        }),
        new("split", Split),
        OnnxOperation.Of("slice", Part),
        OnnxOperation.Of("__operators__.getitem", OnnxIndexing.Convert),
        OnnxOperation.Of("tile", call => call.Node("Tile", call.Tensor("input"), call.Sizes("multiples"))),
        OnnxOperation.Of("repeat", Repeated),
        OnnxOperation.Of("compat.v1.gather", Gathered),
        OnnxOperation.Of("compat.v1.gather_nd", call => call.Node(
            "GatherND", call.Tensor("params"), call.Onnx.Cast(call.Tensor("indices"), DType.Int64))),
        OnnxOperation.Of("compat.v1.boolean_mask", call =>
        {
            var (onnx, x, mask) = (call.Onnx, call.Tensor("tensor"), call.Tensor("mask"));
            var first = x.Shape.Axis(call.Get<int>("axis"));
            var sizes = onnx.SizesOf(onnx.Sizes(x, 0, first), onnx.Ints(-1), onnx.Sizes(x, first + mask.Rank));
            return call.Node(
                "Compress", [onnx.Reshape(x, sizes, call.Shape), onnx.Reshape(mask, Shape.Of(Shape.Unknown))], ("axis", first));
        }),
        OnnxOperation.Of("reverse", call =>
        {
            var x = call.Tensor("tensor");
            return call.Get<AxesLike>("axis").In(x.Shape).Aggregate(x, (y, axis) => call.Onnx.Reverse(y, axis));
        }),
        OnnxOperation.Of("roll", call =>
        {
            var (onnx, x) = (call.Onnx, call.Tensor("input"));
            var axis = x.Shape.Axis(call.Get<int>("axis"));
            var size = onnx.Size(x, axis);
            var shifted = onnx.Node(
                "Sub", Shape.Of(Shape.Unknown), DType.Int64, [onnx.Range(size), Tensor.Scalar((long)call.Get<int>("shift"))]);
            return call.Node("Gather", [x, onnx.Node("Mod", shifted.Shape, DType.Int64, [shifted, size])], ("axis", axis));
        }),
        OnnxOperation.Of("compat.v1.pad", Padded),
    ];

    private static OnnxOperation Same(string name, string input) => OnnxOperation.Of(name, call => call.Tensor(input));

    private static OnnxTensor Filled(OnnxCall call, Tensor value, Tensor sizes) => call.Onnx.Expand(value, sizes, call.Shape);

    private static Tensor Limit(OnnxCall call, string parameter, double otherwise)
    {
        var given = call.Has(parameter) ? Arguments.LikeOrNull(call.Get<object?>(parameter)) : null;
        return given is { } number
            ? call.Onnx.Reshape(number.Converted(call.DType), Shape.Scalar)
            : call.Onnx.Scalar(otherwise, call.DType);
    }

    private static Tensor OneHot(OnnxCall call)
    {
        var (onnx, indices, depth) = (call.Onnx, call.Tensor("indices"), call.Get<int>("depth"));
        var classes = Tensor.From<long>([.. Enumerable.Range(0, depth).Select(each => (long)each)], depth);
        var each = onnx.Node(
            "Equal", indices.Shape.Concat(Shape.Of(depth)), DType.Bool,
            [onnx.Unsqueeze(onnx.Cast(indices, DType.Int64), indices.Rank), classes]);
        var y = onnx.Where(
            each, onnx.Scalar(call.Get<double>("on_value"), call.DType), onnx.Scalar(call.Get<double>("off_value"), call.DType));
        var (rank, axis) = (indices.Rank, call.Get<int>("axis"));
        return axis == -1 || axis == rank
            ? y
            : onnx.Transpose(y, [.. Enumerable.Range(0, axis), rank, .. Enumerable.Range(axis, rank - axis)]);
    }

    private static Tensor[] Split(OnnxCall call)
    {
        var x = call.Tensor("value");
        var axis = x.Shape.Axis(call.Get<int>("axis"));
        var sizes = call.Get<object>("num_or_size_splits") as int[];
        var whole = x.Shape.Dims[axis];
        if (sizes is null && whole != Shape.Unknown)
            sizes = [.. Enumerable.Repeat(whole / call.Outputs.Count, call.Outputs.Count)];
        if (sizes?.Contains(-1) == true && whole == Shape.Unknown)
            throw call.Refused("one size is open, and so is the axis. Give all sizes.");
        sizes = sizes?.Select(size => size >= 0 ? size : whole - sizes.Where(other => other >= 0).Sum()).ToArray();
        return sizes is null && call.Onnx.Opset >= 18
            ? call.Onnx.Nodes("Split", call.Outputs, [x], ("axis", axis), ("num_outputs", call.Outputs.Count))
            : call.Onnx.Nodes("Split", call.Outputs, sizes is null ? [x] : [x, call.Onnx.Ints(sizes)], ("axis", axis));
    }

    private static Tensor Part(OnnxCall call)
    {
        var (onnx, x) = (call.Onnx, call.Tensor("input_"));
        Tensor begin = call.Sizes("begin"), size = call.Sizes("size");
        var toEnd = onnx.Node("Equal", size.Shape, DType.Bool, [size, Tensor.Scalar(-1L)]);
        var end = onnx.Where(
            toEnd, Tensor.Scalar((long)int.MaxValue), onnx.Node("Add", size.Shape, DType.Int64, [begin, size]));
        return call.Node("Slice", x, begin, end);
    }

    private static Tensor Repeated(OnnxCall call)
    {
        var (onnx, x, axis) = (call.Onnx, call.Tensor("input"), call.Get<int?>("axis"));
        if (call.Tensor("repeats") is not { } repeats || repeats is OnnxTensor)
            throw call.Refused("how often is computed. Give a number.");
        if (axis is null) x = onnx.Reshape(x, Shape.Of(Shape.Unknown));
        var along = x.Shape.Axis(axis ?? 0);
        var counts = Ops.Cast(repeats, DType.Int32).ToArray<int>();
        if (counts.Length == 1) return OnnxReshaping.Repeat(onnx, x, along, counts[0]);
        long[] rows = [.. counts.SelectMany((count, i) => Enumerable.Repeat((long)i, Math.Max(count, 0)))];
        return call.Node("Gather", [x, Tensor.From<long>(rows, rows.Length)], ("axis", along));
    }

    private static Tensor Gathered(OnnxCall call)
    {
        var (onnx, x, indices) = (call.Onnx, call.Tensor("params"), call.Tensor("indices"));
        indices = onnx.Cast(indices, DType.Int64);
        var batch = call.Get<int>("batch_dims");
        return batch == 0
            ? call.Node("Gather", [x, indices], ("axis", call.Get<int?>("axis") ?? 0))
            : call.Node("GatherND", [x, onnx.Unsqueeze(indices, indices.Rank)], ("batch_dims", batch));
    }

    private static Tensor Padded(OnnxCall call)
    {
        var x = call.Tensor("tensor");
        var ends = Array.ConvertAll(call.Get<int[][]>("paddings"), pair => (pair[0], pair[1]));
        return call.Get<string>("mode").ToUpperInvariant() switch
        {
            "CONSTANT" => call.Onnx.Pad(x, ends, call.Get<double>("constant_values")),
            "REFLECT" => call.Onnx.Pad(x, ends, mode: "reflect"),
            _ => Enumerable.Range(0, x.Rank).Aggregate(x, (y, axis) => Mirrored(call, y, axis, ends[axis])),
        };
    }

    /// <summary>An axis with its ends mirrored, the outermost elements too.</summary>
    private static Tensor Mirrored(OnnxCall call, Tensor x, int axis, (int Before, int After) ends)
    {
        if (ends == (0, 0)) return x;
        var parts = new List<Tensor> { x };
        if (ends.Before > 0) parts.Insert(0, call.Onnx.Reverse(call.Onnx.Slice(x, axis, 0, ends.Before), axis));
        if (ends.After > 0) parts.Add(call.Onnx.Reverse(call.Onnx.Slice(x, axis, -ends.After, int.MaxValue), axis));
        return call.Onnx.Concat(axis, parts);
    }
}
