namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: what a tensor is.</summary>
public static class IntrospectionFunctions
{
    /// <summary>The shape as a tensor (int32): sizes that are not known before a model runs are known in it.</summary>
    [KerasExport("keras.backend.shape")]
    public static Tensor shape(TensorLike x) => tf.shape(x);

    /// <summary>The shape as numbers, unknown sizes as null.</summary>
    [KerasExport("keras.backend.int_shape")]
    public static Shape int_shape(TensorLike x) => x.ToTensor().Shape;

    /// <summary>The number of axes.</summary>
    [KerasExport("keras.backend.ndim")]
    public static int ndim(TensorLike x) => x.ToTensor().Rank;

    /// <summary>The name of the type, such as <c>float32</c>.</summary>
    [KerasExport("keras.backend.dtype")]
    public static string dtype(TensorLike x) => x.DType.Name();

    /// <summary>The number of elements.</summary>
    [KerasExport("keras.backend.count_params")]
    public static long count_params(TensorLike x) => x.ToTensor().Length;

    /// <summary>Whether the tensor is a symbolic one, the output of a layer or of Input.</summary>
    [KerasExport("keras.backend.is_keras_tensor")]
    public static bool is_keras_tensor(Tensor x) => x is SymbolicTensor;

    /// <summary>Whether the tensor is sparse: there are no sparse ones.</summary>
    [KerasExport("keras.backend.is_sparse")]
    public static bool is_sparse(TensorLike tensor) => false;

    /// <summary>The tensor itself: there are no sparse ones.</summary>
    [KerasExport("keras.backend.to_dense")]
    public static Tensor to_dense(TensorLike tensor) => tensor.ToTensor().Leased();

    /// <summary>x in another type; fractions are cut to whole numbers.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="dtype">The type's name.</param>
    [KerasExport("keras.backend.cast")]
    public static Tensor cast(TensorLike x, string dtype) => tf.cast(x, dtype);

    /// <summary>x in the type of <c>floatx</c>.</summary>
    [KerasExport("keras.backend.cast_to_floatx")]
    public static Tensor cast_to_floatx(TensorLike x) => tf.cast(x, BackendConfig.floatx());
}
