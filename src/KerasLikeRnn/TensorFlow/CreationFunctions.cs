using KerasLikeRnn.BackendFunctions;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Python;
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

    /// <summary>A constant tensor; one number fills a shape that is given.</summary>
    [KerasExport("tf.constant")]
    public static Tensor constant(TensorLike value, string? dtype = null, Shape? shape = null, string? name = null) =>
        K.Filled(value.ToTensor(dtype is null ? null : DTypes.Parse(dtype)).Leased(), shape);

    /// <summary>A value as a tensor: tensors stay what they are.</summary>
    [KerasExport("tf.convert_to_tensor")]
    public static Tensor convert_to_tensor(TensorLike value, string? dtype = null, string? name = null)
    {
        var tensor = value.ToTensor(dtype is null ? null : DTypes.Parse(dtype));
        return Symbolic.Lift("tf.convert_to_tensor", [tensor], static t => t[0]);
    }

    /// <summary>A variable.</summary>
    /// <param name="initial_value">Its first value.</param>
    /// <param name="trainable">Whether tapes follow it and optimizers change it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">Its type, that of the value unless given.</param>
    [KerasExport("tf.Variable")]
    public static Variable Variable(TensorLike initial_value, bool trainable = true, string? name = null, string? dtype = null) =>
        K.Named(initial_value.ToTensor(dtype is null ? null : DTypes.Parse(dtype)), name, trainable);

    /// <summary>x in another type; fractions are cut to whole numbers.</summary>
    [KerasExport("tf.cast")]
    public static Tensor cast(TensorLike x, string dtype, string? name = null) => Lifted.Cast(x, DTypes.Parse(dtype));

    /// <summary>Zeros.</summary>
    [KerasExport("tf.zeros")]
    public static Tensor zeros(ShapeLike shape, string dtype = "float32", string? name = null) => K.Filled("tf.zeros", shape, DTypes.Parse(dtype), 0);

    /// <summary>Ones.</summary>
    [KerasExport("tf.ones")]
    public static Tensor ones(ShapeLike shape, string dtype = "float32", string? name = null) => K.Filled("tf.ones", shape, DTypes.Parse(dtype), 1);

    /// <summary>Zeros in a tensor's shape.</summary>
    [KerasExport("tf.zeros_like")]
    public static Tensor zeros_like(TensorLike input, string? dtype = null, string? name = null) => K.Like("tf.zeros_like", input, dtype, 0);

    /// <summary>Ones in a tensor's shape.</summary>
    [KerasExport("tf.ones_like")]
    public static Tensor ones_like(TensorLike input, string? dtype = null, string? name = null) => K.Like("tf.ones_like", input, dtype, 1);

    /// <summary>A shape filled with one number.</summary>
    [KerasExport("tf.fill")]
    public static Tensor fill(ShapeLike dims, TensorLike value, string? name = null) =>
        Lifted.Shaped("tf.fill", [value.ToTensor()], dims, static (t, sizes) => Ops.BroadcastTo(t[0], sizes));

    /// <summary>The identity matrix; with more columns than rows, or fewer, ones on its main diagonal.</summary>
    [KerasExport("tf.eye")]
    public static Tensor eye(SizeLike num_rows, SizeLike? num_columns = null, string dtype = "float32", string? name = null)
    {
        var type = DTypes.Parse(dtype);
        return Lifted.Shaped("tf.eye", [], [num_rows, num_columns ?? num_rows], (_, sizes) => K.Eye(sizes.Dims[0], sizes.Dims[1], type));
    }

    /// <summary>The numbers from 0 up to but without limit.</summary>
    [KerasExport("tf.range")]
    public static Tensor range(TensorLike limit, string? name = null) => K.Range(0, limit, 1);

    /// <summary>The numbers from start, by delta, up to but without limit.</summary>
    [KerasExport("tf.range")]
    public static Tensor range(TensorLike start, TensorLike limit, TensorLike? delta = null, string? name = null) => K.Range(start, limit, delta ?? 1);

    /// <summary>num numbers at equal distances from start to stop, both included.</summary>
    [KerasExport("tf.linspace")]
    public static Tensor linspace(TensorLike start, TensorLike stop, int num, string? name = null)
    {
        if (num < 1) throw new ValueError(FormattableString.Invariant($"Requires num > 0: {num}"), nameof(num));
        var (first, last) = TensorLike.Pair(start, stop);
        var dtype = first.DType.IsFloating() ? first.DType : DType.Float64;
        return Symbolic.Lift("tf.linspace", [first, last], t =>
        {
            double begin = t[0].Item(), end = t[1].Item();
            var numbers = Enumerable.Range(0, num).Select(i => i == num - 1 && num > 1 ? end : begin + i * ((end - begin) / Math.Max(num - 1, 1)));
            return Ops.Cast(Tensor.From<double>(numbers.ToArray()), dtype);
        });
    }

    /// <summary>Records operations, to compute gradients: <c>using var tape = tf.GradientTape();</c>.</summary>
    /// <param name="persistent">Whether gradients may be asked for several times.</param>
    /// <param name="watch_accessed_variables">Whether trainable variables are watched by themselves.</param>
    [KerasExport("tf.GradientTape")]
    public static GradientTape GradientTape(bool persistent = false, bool watch_accessed_variables = true) =>
        new(persistent, watch_accessed_variables);
}
