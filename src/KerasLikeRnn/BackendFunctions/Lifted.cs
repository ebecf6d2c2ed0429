using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;

namespace KerasLikeRnn.BackendFunctions;

/// <summary>Operations under the names that Keras gives to the steps of a model, for <c>keras.backend</c> and <c>tf</c>.</summary>
internal static class Lifted
{
    /// <summary>An operation on one tensor.</summary>
    public static Tensor One(string operation, TensorLike x, Func<Tensor, Tensor> compute) =>
        Symbolic.Lift(operation, [x.ToTensor()], t => compute(t[0]));

    /// <summary>An operation on two tensors, in one type.</summary>
    public static Tensor Two(string operation, TensorLike x, TensorLike y, Func<Tensor, Tensor, Tensor> compute)
    {
        var (a, b) = TensorLike.Pair(x, y);
        return Symbolic.Lift(operation, [a, b], t => compute(t[0], t[1]));
    }

    /// <summary>A comparison.</summary>
    public static Tensor Compared(string operation, CompareOp op, TensorLike x, TensorLike y) =>
        Two(operation, x, y, (a, b) => Ops.Compare(op, a, b));

    /// <summary>A reduction over axes; none given means all.</summary>
    public static Tensor Reduced(string operation, TensorLike x, AxesLike axis, bool keepdims, Func<Tensor, int[]?, bool, Tensor> compute) =>
        One(operation, x, t => compute(t, axis.IsGiven ? axis.In(t.Shape) : null, keepdims));

    /// <summary>An operation on tensors and a shape, whose sizes may be tensors too.</summary>
    public static Tensor Shaped(string operation, Tensor[] inputs, ShapeLike shape, Func<Tensor[], Shape, Tensor> compute) =>
        Symbolic.Lift(operation, [.. inputs, .. shape.Tensors], t => compute(t, shape.With(t.AsSpan(inputs.Length))));

    /// <summary>The type of that name, or <c>floatx</c>.</summary>
    public static DType TypeOf(string? dtype) => dtype is null ? BackendConfig.Floating : DTypes.Parse(dtype);

    /// <summary>x in another type.</summary>
    public static Tensor Cast(TensorLike x, DType dtype) => x.Adapts ? x.Converted(dtype) : Symbolic.Lift("tf.cast", [x.ToTensor()], t => Ops.Cast(t[0], dtype));
}
