namespace KerasLikeRnn.Models;

/// <summary>Operations that join the numbers along axes, or put them in order.</summary>
internal static class OnnxReductions
{
    /// <summary>How each operation is converted.</summary>
    public static IEnumerable<OnnxOperation> Operations =>
    [
        Plain("math.reduce_sum", "ReduceSum"),
        Plain("math.reduce_mean", "ReduceMean"),
        Plain("math.reduce_max", "ReduceMax"),
        Plain("math.reduce_min", "ReduceMin"),
        Plain("math.reduce_prod", "ReduceProd"),
        Plain("math.reduce_logsumexp", "ReduceLogSumExp"),
        OnnxOperation.Of("math.reduce_any", call => OfTruths(call, "ReduceMax")),
        OnnxOperation.Of("math.reduce_all", call => OfTruths(call, "ReduceMin")),
        OnnxOperation.Of("math.reduce_variance", call => Variance(call)),
        OnnxOperation.Of("math.reduce_std", call => tf.math.sqrt(Variance(call))),
        OnnxOperation.Of("math.count_nonzero", call =>
        {
            var x = call.Onnx.Cast(call.Onnx.Cast(call.Tensor("input"), DType.Bool), call.DType);
            return call.Onnx.Reduce("ReduceSum", x, Axes(call, x), call.Get<bool>("keepdims"));
        }),
        OnnxOperation.Of("compat.v1.norm", call =>
        {
            var x = call.Tensor("tensor");
            return tf.math.sqrt(call.Onnx.Reduce("ReduceSum", x * x, Axes(call, x), call.Get<bool>("keepdims")));
        }),
        OnnxOperation.Of("math.argmax", call => Place(call, "ArgMax")),
        OnnxOperation.Of("math.argmin", call => Place(call, "ArgMin")),
        OnnxOperation.Of("math.cumsum", call =>
        {
            var x = call.Tensor("x");
            return call.Node(
                "CumSum", [x, Tensor.Scalar((long)x.Shape.Axis(call.Get<int>("axis")))], ("exclusive", call.Get<bool>("exclusive")),
                ("reverse", call.Get<bool>("reverse")));
        }),
        OnnxOperation.Of("math.cumprod", Products),
        OnnxOperation.Of("sort", call => Ordered(call)[0]),
        OnnxOperation.Of("argsort", call => call.Onnx.Cast(Ordered(call)[1], call.DType)),
        new("math.top_k", call =>
        {
            var x = call.Tensor("input");
            var found = call.Onnx.Nodes(
                "TopK", [(call.Shape, x.DType), (call.Shape, DType.Int64)], [x, call.Onnx.Ints(call.Get<int>("k"))]);
            return [found[0], call.Onnx.Cast(found[1], call.Outputs[1].DType)];
        }),
    ];

    private static OnnxOperation Plain(string name, string @operator) => OnnxOperation.Of(name, call =>
    {
        var x = call.Tensor("input_tensor");
        return call.Onnx.Reduce(@operator, call.Onnx.Cast(x, call.DType), Axes(call, x), call.Get<bool>("keepdims"));
    });

    private static int[]? Axes(OnnxCall call, Tensor x) => call.Get<AxesLike>("axis").Of(x);

    private static Tensor OfTruths(OnnxCall call, string @operator)
    {
        var x = call.Onnx.Cast(call.Onnx.Cast(call.Tensor("input_tensor"), DType.Bool), DType.Int32);
        return call.Onnx.Cast(call.Onnx.Reduce(@operator, x, Axes(call, x), call.Get<bool>("keepdims")), DType.Bool);
    }

    private static Tensor Variance(OnnxCall call)
    {
        var x = call.Onnx.Cast(call.Tensor("input_tensor"), call.DType);
        var centered = x - call.Onnx.Reduce("ReduceMean", x, Axes(call, x), keepdims: true);
        return call.Onnx.Reduce("ReduceMean", centered * centered, Axes(call, x), call.Get<bool>("keepdims"));
    }

    private static Tensor Place(OnnxCall call, string @operator)
    {
        var x = call.Tensor("input");
        var axis = x.Shape.Axis(call.Get<int>("axis"));
        var place = call.Onnx.Node(
            @operator, OnnxBuilder.Without(x.Shape, axis), DType.Int64, [x], ("axis", axis), ("keepdims", 0));
        return call.Onnx.Cast(place, call.DType);
    }

    /// <summary>Products of all numbers before: ONNX has sums only, so a loop.</summary>
    private static Tensor Products(OnnxCall call)
    {
        var (onnx, x) = (call.Onnx, call.Tensor("x"));
        var axis = x.Shape.Axis(call.Get<int>("axis"));
        var step = OnnxBuilder.Without(x.Shape, axis);
        var ones = onnx.Expand(
            onnx.Scalar(1, x.DType), onnx.SizesOf(onnx.Sizes(x, 0, axis), onnx.Sizes(x, axis + 1)), step);
        var body = onnx.Body("products", [(step, x.DType), (step, x.DType)], given =>
        {
            var product = given[0] * given[1];
            return [product, call.Get<bool>("exclusive") ? given[0] : product];
        });
        var direction = new[] { call.Get<bool>("reverse") ? 1 : 0 };
        return onnx.Nodes(
            "Scan", [(step, x.DType), (x.Shape, x.DType)], [ones, x], ("body", body), ("num_scan_inputs", 1),
            ("scan_input_axes", new[] { axis }), ("scan_output_axes", new[] { axis }), ("scan_input_directions", direction),
            ("scan_output_directions", direction))[1];
    }

    /// <summary>The numbers along an axis in order, and where they were.</summary>
    private static OnnxTensor[] Ordered(OnnxCall call)
    {
        var x = call.Tensor("values");
        var axis = x.Shape.Axis(call.Get<int>("axis"));
        return call.Onnx.Nodes(
            "TopK", [(x.Shape, x.DType), (x.Shape, DType.Int64)], [x, call.Onnx.Size(x, axis)], ("axis", axis),
            ("largest", call.Get<string>("direction") == "DESCENDING"));
    }
}
