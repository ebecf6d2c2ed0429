namespace KerasLikeRnn.Models;

/// <summary>An operation that both sides have: its tensors in Keras 3's order, and its attributes.</summary>
/// <param name="Here">Its name here.</param>
/// <param name="There">Its module and class in Keras 3.</param>
/// <param name="Tensors">Names here of the arguments that a call of Keras 3 is given by place.</param>
/// <param name="Attributes">What the operation itself holds.</param>
internal sealed record Keras3Operation(string Here, string There, string[] Tensors, Keras3Operation.Attribute[] Attributes)
{
    /// <summary>An attribute.</summary>
    /// <param name="Here">Its name here; null where it has none, so that it must have its usual value.</param>
    /// <param name="There">Its name in Keras 3.</param>
    /// <param name="Usual">Its value where none is given.</param>
    internal sealed record Attribute(string? Here, string There, object? Usual);

    /// <summary>All of them. Of several rows for one class of Keras 3 the first is read, of several for one name here the first is
    /// written.</summary>
    public static readonly Keras3Operation[] All =
    [
        .. Pairs("numpy",
            "__operators__.add:Add", "math.add:Add", "math.subtract:Subtract", "math.multiply:Multiply", "math.truediv:TrueDivide",
            "math.truediv:Divide", "compat.v1.floor_div:FloorDivide", "math.floormod:Mod", "math.pow:Power", "math.maximum:Maximum",
            "math.minimum:Minimum", "math.greater:Greater", "math.greater_equal:GreaterEqual", "math.less:Less",
            "math.less_equal:LessEqual", "math.equal:Equal", "math.not_equal:NotEqual", "math.logical_and:LogicalAnd",
            "math.logical_or:LogicalOr", "math.divide_no_nan:DivideNoNan"),
        Row("__operators__.eq:numpy.Equal", "self other"), Row("__operators__.ne:numpy.NotEqual", "self other"),
        Row("linalg.matmul:numpy.Matmul", "a b"), Row("tensordot:numpy.Tensordot", "a b", "axes"),
        .. Singles("numpy", "x",
            "math.abs:Absolute", "math.abs:Abs", "math.negative:Negative", "math.exp:Exp", "math.expm1:Expm1", "math.log:Log",
            "math.log1p:Log1p", "math.sqrt:Sqrt", "math.square:Square", "math.sin:Sin", "math.cos:Cos", "math.tan:Tan", "math.sinh:Sinh",
            "math.cosh:Cosh", "math.tanh:Tanh", "math.floor:Floor", "math.ceil:Ceil", "math.sign:Sign", "math.reciprocal:Reciprocal",
            "math.is_nan:Isnan", "math.is_inf:Isinf", "math.is_finite:Isfinite", "math.logical_not:LogicalNot"),
        Row("math.round:numpy.Round", "x", ":decimals=0"),
        .. Singles("math", "x", "math.rsqrt:Rsqrt", "math.erf:Erf"),
        .. Singles("nn", "x", "math.sigmoid:Sigmoid", "math.log_sigmoid:LogSigmoid", "math.tanh:Tanh"),
        .. Singles("nn", "features",
            "math.softplus:Softplus", "nn.relu:Relu", "nn.relu6:Relu6", "nn.selu:Selu", "nn.softsign:Softsign", "nn.silu:Silu"),
        Row("nn.elu:nn.Elu", "features", ":alpha=1"), Row("nn.gelu:nn.Gelu", "features", "approximate=false"),
        Row("nn.leaky_relu:nn.LeakyRelu", "features", "alpha:negative_slope=0.2"),
        Row("nn.softmax:nn.Softmax", "logits", "axis=-1"), Row("nn.log_softmax:nn.LogSoftmax", "logits", "axis=-1"),
        .. Reductions("reduce_sum:numpy.Sum", "reduce_mean:numpy.Mean", "reduce_max:numpy.Max", "reduce_min:numpy.Min",
            "reduce_prod:numpy.Prod", "reduce_any:numpy.Any", "reduce_all:numpy.All", "reduce_std:numpy.Std", "reduce_variance:numpy.Var",
            "reduce_logsumexp:math.Logsumexp"),
        Row("math.count_nonzero:numpy.CountNonzero", "input", "axis"),
        Row("math.argmax:numpy.Argmax", "input", "axis=0"), Row("math.argmin:numpy.Argmin", "input", "axis=0"),
        Row("math.cumsum:numpy.Cumsum", "x", "axis=0"), Row("math.cumprod:numpy.Cumprod", "x", "axis=0"),
        Row("math.top_k:math.TopK", "input", "k=1", ":sorted=true"), Row("sort:numpy.Sort", "values", "axis=-1"),
        Row("argsort:numpy.Argsort", "values", "axis=-1"),
        Row("concat:numpy.Concatenate", "values", "axis"), Row("stack:numpy.Stack", "values", "axis=0"),
        Row("unstack:core.Unstack", "value", "num", "axis=0"), Row("split:numpy.Split", "value",
            "num_or_size_splits:indices_or_sections", "axis=0"),
        Row("expand_dims:numpy.ExpandDims", "input", "axis"), Row("compat.v1.squeeze:numpy.Squeeze", "input", "axis"),
        Row("compat.v1.transpose:numpy.Transpose", "a", "perm:axes"), Row("reshape:numpy.Reshape", "tensor", "shape:newshape"),
        Row("broadcast_to:numpy.BroadcastTo", "input", "shape"), Row("tile:numpy.Tile", "input", "multiples:repeats"),
        Row("repeat:numpy.Repeat", "input", "repeats", "axis"), Row("reverse:numpy.Flip", "tensor", "axis"),
        Row("roll:numpy.Roll", "input", "shift", "axis"),
        Row("compat.v1.gather:numpy.Take", "params indices", "axis=0"),
        Row("where:numpy.Where", "condition x y"), Row("cast:core.Cast", "x", "dtype"), Row("stop_gradient:core.StopGradient", "input"),
        Row("clip_by_value:numpy.Clip", "t", "clip_value_min:x_min", "clip_value_max:x_max"),
        Row("einsum:numpy.Einsum", "a b", "equation:subscripts"),
        Row("one_hot:nn.OneHot", "indices", "depth:num_classes", "axis=-1", "dtype=float32"),
        Row("compat.v1.norm:linalg.Norm", "tensor", "ord", "axis", "keepdims=false"),
        Row("ones_like:numpy.OnesLike", "input", "dtype"), Row("zeros_like:numpy.ZerosLike", "input", "dtype"),
        Row(SlicingOpLambda.Function + ":numpy.GetItem", "tensor slice_spec"),
    ];

    /// <summary>The class's name, without its module.</summary>
    public string Class => There[(There.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>The module of Keras 3's source that defines it, as configurations name it.</summary>
    public string Module => "keras.src.ops." + There[..There.IndexOf('.', StringComparison.Ordinal)];

    private static IEnumerable<Keras3Operation> Pairs(string module, params string[] names) => Singles(module, "x y", names);

    private static IEnumerable<Keras3Operation> Singles(string module, string tensors, params string[] names) =>
        names.Select(name => Row(name.Replace(":", $":{module}.", StringComparison.Ordinal), tensors));

    private static IEnumerable<Keras3Operation> Reductions(params string[] names) =>
        names.Select(name => Row("math." + name, "input_tensor", "axis", "keepdims=false"));

    /// <param name="names">Name here, a colon, module and class in Keras 3.</param>
    /// <param name="tensors">Names of the tensors, with blanks between them.</param>
    /// <param name="attributes">Name here, a colon and the name there where it is another one, and the usual value after =.</param>
    private static Keras3Operation Row(string names, string tensors, params string[] attributes)
    {
        var colon = names.IndexOf(':', StringComparison.Ordinal);
        return new(names[..colon], names[(colon + 1)..], tensors.Split(' '), Array.ConvertAll(attributes, AttributeOf));
    }

    private static Attribute AttributeOf(string text)
    {
        var (name, usual) = text.Split('=') is [var before, var value] ? (before, Value(value)) : (text, null);
        var (here, there) = name.Split(':') is [var first, var second] ? (first, second) : (name, name);
        return new(here.Length == 0 ? null : here, there, usual);
    }

    private static object? Value(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ when int.TryParse(text, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };
}
