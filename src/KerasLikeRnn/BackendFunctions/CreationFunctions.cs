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
        Filled(value.ToTensor(TypeOf(dtype)).Leased(), shape);

    /// <summary>A trainable variable.</summary>
    /// <param name="value">Its first value.</param>
    /// <param name="dtype">Type of the elements.</param>
    /// <param name="name">Its name, <c>Variable</c> without one.</param>
    /// <param name="constraint">What an optimizer does to it after every update.</param>
    [KerasExport("keras.backend.variable")]
    public static Variable variable(TensorLike value, string? dtype = null, string? name = null, ConstraintLike constraint = default)
    {
        if (constraint.Value is not null)
            throw new NotSupportedException(
                "A variable made by keras.backend.variable takes no constraint. Make it in a layer with add_weight(constraint: ...), which "
                + "optimizers apply.");
        return Named(value.ToTensor(TypeOf(dtype)), name);
    }

    /// <summary>A variable of zeros.</summary>
    [KerasExport("keras.backend.zeros")]
    public static Variable zeros(Shape shape, string? dtype = null, string? name = null) => Named(Ops.Zeros(shape, TypeOf(dtype)), name);

    /// <summary>Zeros in a shape of tensors.</summary>
    [KerasExport("keras.backend.zeros")]
    public static Tensor zeros(ShapeLike shape, string? dtype = null, string? name = null) =>
        tf.zeros(shape, dtype ?? BackendConfig.floatx());

    /// <summary>A variable of ones.</summary>
    [KerasExport("keras.backend.ones")]
    public static Variable ones(Shape shape, string? dtype = null, string? name = null) => Named(Ops.Ones(shape, TypeOf(dtype)), name);

    /// <summary>Ones in a shape of tensors.</summary>
    [KerasExport("keras.backend.ones")]
    public static Tensor ones(ShapeLike shape, string? dtype = null, string? name = null) =>
        tf.ones(shape, dtype ?? BackendConfig.floatx());

    /// <summary>The identity matrix.</summary>
    /// <param name="size">Number of rows and columns.</param>
    /// <param name="dtype">Type of the elements.</param>
    /// <param name="name">Name of the variable.</param>
    [KerasExport("keras.backend.eye")]
    public static Variable eye(int size, string? dtype = null, string? name = null) => Named(Eye(size, size, TypeOf(dtype)), name);

    /// <summary>Zeros in x's shape.</summary>
    [KerasExport("keras.backend.zeros_like")]
    public static Tensor zeros_like(TensorLike x, string? dtype = null, string? name = null) => tf.zeros_like(x, dtype);

    /// <summary>Ones in x's shape.</summary>
    [KerasExport("keras.backend.ones_like")]
    public static Tensor ones_like(TensorLike x, string? dtype = null, string? name = null) => tf.ones_like(x, dtype);

    /// <summary>The whole numbers from start, by step, up to but without stop; from 0 to start where there is no stop.</summary>
    [KerasExport("keras.backend.arange")]
    public static Tensor arange(TensorLike start, TensorLike? stop = null, TensorLike? step = null, string dtype = "int32")
    {
        if (stop is null && start.ToTensor() is not SymbolicTensor and { Length: 1 } limit && limit.Item() < 0) start = 0;
        return tf.cast(tf.range(stop is null ? 0 : start, stop ?? start, step ?? 1), dtype);
    }

    internal static Tensor Eye(int rows, int columns, DType dtype) => Ops.Cast(Ops.Compare(CompareOp.Equal,
        Ops.ExpandDims(Ops.Arange(rows), 1), Ops.ExpandDims(Ops.Arange(columns), 0)), dtype);

    /// <summary>A value in a shape: one number fills it.</summary>
    internal static Tensor Filled(Tensor value, Shape? shape) => shape is null ? value
        : value.Length == 1 ? Ops.BroadcastTo(Ops.Reshape(value, Shape.Scalar), shape) : Ops.Reshape(value, shape);

    internal static Variable Named(Tensor value, string? name, bool trainable = true) => new(value, VariableNames.Of(name), trainable);

    /// <summary>The type of that name, or <c>floatx</c>.</summary>
    internal static DType TypeOf(string? dtype) => dtype is null ? BackendConfig.Floating : DTypes.Parse(dtype);
}
