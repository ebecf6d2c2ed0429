using KerasLikeRnn.BackendFunctions;
using K = KerasLikeRnn.BackendFunctions.CreationFunctions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf: new tensors and variables, types, tapes. Numbers are float32 or int32 unless a type is given.</summary>
public static class CreationFunctions
{
    /// <summary>IEEE's type of 16-bit floats.</summary>
    [KerasExport("tf.float16", "tf.half")]
    public static ElementType float16 => "float16";

    /// <summary>Google's type of 16-bit floats.</summary>
    [KerasExport("tf.bfloat16")]
    public static ElementType bfloat16 => "bfloat16";

    /// <summary>The type of 32-bit floats.</summary>
    [KerasExport("tf.float32")]
    public static ElementType float32 => "float32";

    /// <summary>The type of 64-bit floats.</summary>
    [KerasExport("tf.float64")]
    public static ElementType float64 => "float64";

    /// <summary>The type of 32-bit whole numbers.</summary>
    [KerasExport("tf.int32")]
    public static ElementType int32 => "int32";

    /// <summary>The type of 64-bit whole numbers.</summary>
    [KerasExport("tf.int64")]
    public static ElementType int64 => "int64";

    /// <summary>The type of truth values.</summary>
    [KerasExport("tf.bool")]
    public static ElementType @bool => "bool";

    /// <summary>The type of texts.</summary>
    [KerasExport("tf.string")]
    public static ElementType @string => "string";

    /// <summary>A constant tensor; one number fills a shape that is given.</summary>
    [KerasExport("tf.constant")]
    public static Tensor constant(TensorLike value, string? dtype = null, Shape? shape = null, string? name = null) =>
        K.Filled(value.ToTensor(dtype is null ? null : DTypes.Parse(dtype)).Leased(), shape);

    /// <summary>A value as a tensor: tensors stay what they are.</summary>
    [KerasExport("tf.convert_to_tensor"), Operation("convert_to_tensor")]
    internal static Tensor convert_to_tensor(TensorLike value, string? dtype = null) =>
        value.ToTensor(dtype is null ? null : DTypes.Parse(dtype));

    /// <summary>A variable.</summary>
    /// <param name="initial_value">Its first value.</param>
    /// <param name="trainable">Whether tapes follow it and optimizers change it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">Its type, that of the value unless given.</param>
    [KerasExport("tf.Variable")]
    public static Variable Variable(TensorLike initial_value, bool trainable = true, string? name = null, string? dtype = null) =>
        K.Named(initial_value.ToTensor(dtype is null ? null : DTypes.Parse(dtype)), name, trainable);

    /// <summary>x in another type; fractions are cut to whole numbers.</summary>
    [KerasExport("tf.cast"), Operation("cast")]
    internal static Tensor cast(TensorLike x, string dtype) => x.Converted(DTypes.Parse(dtype));

    /// <summary>Zeros.</summary>
    [KerasExport("tf.zeros"), Operation("zeros")]
    internal static Tensor zeros(ShapeLike shape, string dtype = "float32") => Ops.Zeros(shape.ToShape(), DTypes.Parse(dtype));

    /// <summary>Ones.</summary>
    [KerasExport("tf.ones"), Operation("ones")]
    internal static Tensor ones(ShapeLike shape, string dtype = "float32") => Ops.Ones(shape.ToShape(), DTypes.Parse(dtype));

    /// <summary>Zeros in a tensor's shape.</summary>
    [KerasExport("tf.zeros_like"), Operation("zeros_like")]
    internal static Tensor zeros_like(Tensor input, string? dtype = null) => Filled(input, 0, dtype);

    /// <summary>Ones in a tensor's shape.</summary>
    [KerasExport("tf.ones_like"), Operation("ones_like")]
    internal static Tensor ones_like(Tensor input, string? dtype = null) => Filled(input, 1, dtype);

    /// <summary>A shape filled with one number.</summary>
    [KerasExport("tf.fill"), Operation("fill")]
    internal static Tensor fill(ShapeLike dims, Tensor value) => Ops.BroadcastTo(value, dims.ToShape());

    /// <summary>The identity matrix; with more columns than rows, or fewer, ones on its main diagonal.</summary>
    [KerasExport("tf.eye"), Operation("eye")]
    internal static Tensor eye(SizeLike num_rows, SizeLike? num_columns = null, string dtype = "float32") =>
        K.Eye(num_rows.ToSize(), (num_columns ?? num_rows).ToSize(), DTypes.Parse(dtype));

    /// <summary>The numbers from 0 up to but without limit.</summary>
    [KerasExport("tf.range"), Operation("range")]
    internal static Tensor range(TensorLike limit) => range(0, limit, 1);

    /// <summary>The numbers from start, by delta, up to but without limit.</summary>
    [KerasExport("tf.range"), Operation("range")]
    internal static Tensor range(TensorLike start, TensorLike limit, TensorLike? delta = null)
    {
        TensorLike[] limits = [start, limit, delta ?? 1];
        var dtype = limits.Select(one => one.DType).Aggregate(DTypes.Promote);
        var numbers = Array.ConvertAll(limits, one => one.Converted(dtype).Item());
        var (first, end, by) = (numbers[0], numbers[1], numbers[2]);
        if (by == 0) throw new ValueError("Requires delta != 0: 0", nameof(delta));
        if (double.IsNaN(end - first + by) || (end - first) / by < 0)
            throw new ValueError(
                $"Requires start {(by > 0 ? "<" : ">")}= limit when delta {(by > 0 ? ">" : "<")} 0: {first}/{end}", nameof(limit));
        var count = Shape.Size((long)Math.Ceiling((end - first) / by));
        var wide = dtype.IsFloating() ? DType.Float64 : DType.Int64;
        return Ops.Cast(Ops.Add(Ops.Constant(first, wide), Ops.Multiply(Ops.Arange(count, wide), Ops.Constant(by, wide))), dtype);
    }

    /// <summary>num numbers at equal distances from start to stop, both included.</summary>
    [KerasExport("tf.linspace"), Operation("linspace")]
    internal static Tensor linspace(TensorLike start, TensorLike stop, int num)
    {
        if (num < 1) throw new ValueError($"Requires num > 0: {num}", nameof(num));
        var (first, last) = TensorLike.Pair(start, stop);
        var dtype = first.DType.IsFloating() ? first.DType : DType.Float64;
        double begin = first.Item(), end = last.Item();
        var numbers = Enumerable.Range(0, num).Select(
            i => i == num - 1 && num > 1 ? end : begin + i * ((end - begin) / Math.Max(num - 1, 1)));
        return Ops.Cast(Tensor.From<double>(numbers.ToArray()), dtype);
    }

    /// <summary>Records operations, to compute gradients: <c>using var tape = tf.GradientTape();</c>.</summary>
    /// <param name="persistent">Whether gradients may be asked for several times.</param>
    /// <param name="watch_accessed_variables">Whether trainable variables are watched by themselves.</param>
    [KerasExport("tf.GradientTape")]
    public static GradientTape GradientTape(bool persistent = false, bool watch_accessed_variables = true) =>
        new(persistent, watch_accessed_variables);

    private static Tensor Filled(Tensor like, double value, string? dtype) =>
        Ops.Fill(like.Shape, value, dtype is null ? like.DType : DTypes.Parse(dtype));
}
