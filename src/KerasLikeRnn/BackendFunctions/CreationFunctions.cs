using KerasLikeRnn.Constraints;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: new tensors and variables. A type not given is <c>floatx</c>.</summary>
public static class CreationFunctions
{
    /// <summary>A constant tensor.</summary>
    /// <param name="value">A number, an array or a list.</param>
    /// <param name="dtype">Type of the elements.</param>
    /// <param name="shape">Its shape: one number fills it.</param>
    /// <param name="name">Has no meaning outside graphs.</param>
    [KerasExport("keras.backend.constant")]
    public static Tensor constant(TensorLike value, string? dtype = null, Shape? shape = null, string? name = null) =>
        Filled(value.ToTensor(Lifted.TypeOf(dtype)).Leased(), shape);

    /// <summary>A trainable variable.</summary>
    /// <param name="value">Its first value.</param>
    /// <param name="dtype">Type of the elements.</param>
    /// <param name="name">Its name, <c>Variable</c> without one.</param>
    /// <param name="constraint">What an optimizer does to it after every update.</param>
    [KerasExport("keras.backend.variable")]
    public static Variable variable(TensorLike value, string? dtype = null, string? name = null, ConstraintLike constraint = default)
    {
        if (constraint.Constraint is not null)
            throw new NotSupportedException(
                "A variable made by keras.backend.variable takes no constraint. Make it in a layer with add_weight(constraint: ...), which optimizers apply.");
        return Named(value.ToTensor(Lifted.TypeOf(dtype)), name);
    }

    /// <summary>A variable of zeros.</summary>
    [KerasExport("keras.backend.zeros")]
    public static Variable zeros(Shape shape, string? dtype = null, string? name = null) => Named(Ops.Zeros(shape, Lifted.TypeOf(dtype)), name);

    /// <summary>Zeros in a shape of tensors.</summary>
    [KerasExport("keras.backend.zeros")]
    public static Tensor zeros(ShapeLike shape, string? dtype = null, string? name = null) => Filled("tf.zeros", shape, Lifted.TypeOf(dtype), 0);

    /// <summary>A variable of ones.</summary>
    [KerasExport("keras.backend.ones")]
    public static Variable ones(Shape shape, string? dtype = null, string? name = null) => Named(Ops.Ones(shape, Lifted.TypeOf(dtype)), name);

    /// <summary>Ones in a shape of tensors.</summary>
    [KerasExport("keras.backend.ones")]
    public static Tensor ones(ShapeLike shape, string? dtype = null, string? name = null) => Filled("tf.ones", shape, Lifted.TypeOf(dtype), 1);

    /// <summary>The identity matrix.</summary>
    /// <param name="size">Number of rows and columns.</param>
    /// <param name="dtype">Type of the elements.</param>
    /// <param name="name">Name of the variable.</param>
    [KerasExport("keras.backend.eye")]
    public static Variable eye(int size, string? dtype = null, string? name = null) => Named(Eye(size, size, Lifted.TypeOf(dtype)), name);

    /// <summary>Zeros in x's shape.</summary>
    [KerasExport("keras.backend.zeros_like")]
    public static Tensor zeros_like(TensorLike x, string? dtype = null, string? name = null) => Like("tf.zeros_like", x, dtype, 0);

    /// <summary>Ones in x's shape.</summary>
    [KerasExport("keras.backend.ones_like")]
    public static Tensor ones_like(TensorLike x, string? dtype = null, string? name = null) => Like("tf.ones_like", x, dtype, 1);

    /// <summary>The whole numbers from start, by step, up to but without stop; from 0 to start where there is no stop.</summary>
    [KerasExport("keras.backend.arange")]
    public static Tensor arange(TensorLike start, TensorLike? stop = null, TensorLike? step = null, string dtype = "int32")
    {
        if (stop is null && start.ToTensor() is not SymbolicTensor and { Length: 1 } limit && limit.Item() < 0) start = 0;
        return Lifted.Cast(Range(stop is null ? 0 : start, stop ?? start, step ?? 1), DTypes.Parse(dtype));
    }

    internal static Tensor Like(string operation, TensorLike x, string? dtype, double value)
    {
        var type = dtype is null ? x.DType : DTypes.Parse(dtype);
        return Lifted.One(operation, x, t => Ops.Fill(t.Shape, value, type));
    }

    internal static Tensor Eye(int rows, int columns, DType dtype) => Ops.Cast(Ops.Compare(CompareOp.Equal,
        Ops.ExpandDims(Ops.Arange(rows), 1), Ops.ExpandDims(Ops.Arange(columns), 0)), dtype);

    /// <summary>A value in a shape: one number fills it.</summary>
    internal static Tensor Filled(Tensor value, Shape? shape) => shape is null ? value
        : value.Length == 1 ? Ops.BroadcastTo(Ops.Reshape(value, Shape.Scalar), shape) : Ops.Reshape(value, shape);

    /// <summary>start, start + step, ... before stop, in the type of the three together.</summary>
    internal static Tensor Range(TensorLike start, TensorLike stop, TensorLike step)
    {
        TensorLike[] limits = [start, stop, step];
        var dtype = limits.Select(limit => limit.DType).Aggregate(DTypes.Promote);
        return Symbolic.Lift("tf.range", Array.ConvertAll(limits, limit => limit.Converted(dtype)), t =>
        {
            double first = t[0].Item(), end = t[1].Item(), by = t[2].Item();
            if (by == 0) throw new ValueError("Requires delta != 0: 0", "delta");
            if (double.IsNaN(end - first + by) || (end - first) / by < 0)
                throw new ValueError(FormattableString.Invariant($"Requires start {(by > 0 ? "<" : ">")}= limit when delta {(by > 0 ? ">" : "<")} 0: {first}/{end}"), "limit");
            var count = Shape.Size((long)Math.Ceiling((end - first) / by));
            var wide = dtype.IsFloating() ? DType.Float64 : DType.Int64;
            return Ops.Cast(Ops.Add(Ops.Constant(first, wide), Ops.Multiply(Ops.Arange(count, wide), Ops.Constant(by, wide))), dtype);
        });
    }

    internal static Tensor Filled(string operation, ShapeLike shape, DType dtype, double value) =>
        Lifted.Shaped(operation, [], shape, (_, sizes) => Ops.Fill(sizes, value, dtype));

    internal static Variable Named(Tensor value, string? name, bool trainable = true) => new(value, VariableNames.Of(name), trainable);
}
