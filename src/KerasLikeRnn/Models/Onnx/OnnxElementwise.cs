namespace KerasLikeRnn.Models;

/// <summary>Operations that compute number by number.</summary>
internal static class OnnxElementwise
{
    /// <summary>How each operation is converted.</summary>
    public static IEnumerable<OnnxOperation> Operations =>
    [
        Unary("math.abs", "Abs"),
        Unary("math.negative", "Neg"),
        Unary("math.sign", "Sign"),
        Unary("math.sqrt", "Sqrt"),
        Unary("math.exp", "Exp"),
        Unary("math.log", "Log"),
        Unary("math.sin", "Sin"),
        Unary("math.cos", "Cos"),
        Unary("math.tan", "Tan"),
        Unary("math.sinh", "Sinh"),
        Unary("math.cosh", "Cosh"),
        Unary("math.erf", "Erf"),
        Unary("math.tanh", "Tanh"),
        Unary("math.sigmoid", "Sigmoid"),
        Unary("math.reciprocal", "Reciprocal"),
        Unary("math.is_nan", "IsNaN"),
        Unary("math.is_inf", "IsInf"),
        Unary("math.logical_not", "Not"),
        Rounding("math.floor", "Floor"),
        Rounding("math.ceil", "Ceil"),
        Rounding("math.round", "Round"),
        Of("math.square", x => x * x),
        Of("math.rsqrt", x => tf.math.reciprocal(tf.math.sqrt(x))),
        Of("math.expm1", x => tf.math.exp(x) - 1),
        Of("math.log1p", x => tf.math.log(x + 1)),
        Of("math.log_sigmoid", x => -tf.nn.softplus(-x)),
        Of("math.is_finite", x => tf.math.less(tf.abs(x), double.PositiveInfinity)),

        Binary("__operators__.add", "Add"),
        Binary("math.add", "Add"),
        Binary("math.subtract", "Sub"),
        Binary("math.multiply", "Mul"),
        Binary("math.maximum", "Max"),
        Binary("math.minimum", "Min"),
        Binary("math.pow", "Pow"),
        Binary("math.logical_and", "And"),
        Binary("math.logical_or", "Or"),
        Binary("math.equal", "Equal"),
        Binary("math.less", "Less"),
        Binary("math.less_equal", "LessOrEqual"),
        Binary("math.greater", "Greater"),
        Binary("math.greater_equal", "GreaterOrEqual"),
        Binary("__operators__.eq", "Equal", "self", "other"),
        OnnxOperation.Of("__operators__.ne", call => Differ(call, "self", "other")),
        OnnxOperation.Of("math.not_equal", call => Differ(call, "x", "y")),
        OnnxOperation.Of("math.truediv", call =>
        {
            var (x, y) = call.Pair("x", "y");
            return call.Node("Div", call.Onnx.Cast(x, call.DType), call.Onnx.Cast(y, call.DType));
        }),
        OnnxOperation.Of("math.divide_no_nan", call =>
        {
            var (x, y) = call.Pair("x", "y");
            var zero = tf.math.equal(y, 0);
            return call.Onnx.Where(zero, call.Onnx.Scalar(0, call.DType), x / tf.where(zero, 1, y));
        }),
        OnnxOperation.Of("compat.v1.floor_div", call =>
        {
            var (x, y) = call.Pair("x", "y");
            return call.DType.IsFloating() ? tf.math.floor(x / y) : call.Node("Div", x - tf.math.floormod(x, y), y);
        }),
        OnnxOperation.Of("math.floormod", call =>
        {
            var (x, y) = call.Pair("x", "y");
            return call.DType.IsFloating() ? x - tf.math.floor(x / y) * y : call.Node("Mod", x, y);
        }),
        OnnxOperation.Of("math.squared_difference", call =>
        {
            var (x, y) = call.Pair("x", "y");
            return tf.math.square(x - y);
        }),
        OnnxOperation.Of("math.add_n", call => call.Node("Sum", call.Like("inputs").ToTensors())),
        OnnxOperation.Of("clip_by_value", call =>
        {
            var x = call.Tensor("t");
            return tf.math.maximum(tf.math.minimum(x, Limit("clip_value_max")), Limit("clip_value_min"));

            Tensor Limit(string name) => call.Like(name) is { Adapts: true } limit ? limit.Converted(x.DType) : call.Tensor(name);
        }),
        OnnxOperation.Of("clip_by_norm", call =>
        {
            var (x, limit) = call.Pair("t", "clip_norm");
            return x * limit / tf.math.maximum(tf.math.sqrt(tf.reduce_sum(tf.math.square(x))), limit);
        }),
        OnnxOperation.Of("cast", call => call.Onnx.Cast(call.Tensor("x"), call.DType)),
        OnnxOperation.Of("where", call =>
        {
            var condition = call.Onnx.Cast(call.Tensor("condition"), DType.Bool);
            if (!call.Has("x"))
                return call.Onnx.Transpose(
                    call.Onnx.Node("NonZero", Shape.Of(condition.Rank, Shape.Unknown), DType.Int64, [condition]), 1, 0);
            var (x, y) = call.Pair("x", "y");
            return call.Onnx.Where(condition, x, y);
        }),
    ];

    private static OnnxOperation Unary(string name, string @operator) =>
        OnnxOperation.Of(name, call => call.Node(@operator, call.Tensor("x")));

    /// <summary>What leaves whole numbers as they are.</summary>
    private static OnnxOperation Rounding(string name, string @operator) => OnnxOperation.Of(
        name, call => call.Tensor("x") is var x && x.DType.IsFloating() ? call.Node(@operator, x) : x);

    private static OnnxOperation Of(string name, Func<Tensor, Tensor> formula) =>
        OnnxOperation.Of(name, call => formula(call.Tensor("x")));

    private static OnnxOperation Binary(string name, string @operator, string first = "x", string second = "y") =>
        OnnxOperation.Of(name, call =>
        {
            var (x, y) = call.Pair(first, second);
            return call.Node(@operator, x, y);
        });

    private static Tensor Differ(OnnxCall call, string first, string second)
    {
        var (x, y) = call.Pair(first, second);
        return call.Node("Not", call.Node("Equal", x, y));
    }
}
