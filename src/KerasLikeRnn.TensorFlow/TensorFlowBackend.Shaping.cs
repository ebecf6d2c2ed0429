using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

// Elements that move, and stay what they are.
internal sealed partial class TensorFlowBackend
{
    protected override void RunTranspose(Tensor x, int[] permutation, Tensor y) =>
        Compute(y, () => Tf.Run("Transpose", Of(x), Constants.Ints(permutation)));

    protected override void RunSlice(Tensor x, int[] begin, int[] strides, Tensor y)
    {
        if (y.Length == 0) RunFill(y, 0);
        else Compute(y, () => Strided("StridedSlice", [Of(x)], begin, strides, y.Shape));
    }

    protected override void RunSliceAdd(Tensor x, int[] begin, int[] strides, Tensor y)
    {
        if (x.Length == 0) return;
        Compute(y, () =>
        {
            var spread = Strided("StridedSliceGrad", [Constants.Ints(y.Shape.Dims)], begin, strides, x.Shape, Of(x));
            return y.DType == DType.Bool ? Tf.Run("LogicalOr", Of(y), spread) : Of(y) + spread;
        });
    }

    protected override void RunConcat(IReadOnlyList<Tensor> xs, int axis, Tensor y) => Compute(y, () => xs.Count switch
    {
        0 => Tf.Run("Fill", Constants.Ints(y.Shape.Dims), Constants.Scalar(0, y.DType)),
        1 => Of(xs[0]),
        _ => Tf.Run("ConcatV2", [.. xs.Select(Of), Constants.Axis(axis)], ("N", xs.Count), ("T", y.DType)),
    });

    /// <summary>An operation on a part of a whole, in strides. An end before the first element is told by a mask.</summary>
    private static Handle Strided(
        string operation, ReadOnlySpan<Handle> before, int[] begin, int[] strides, Shape part, params ReadOnlySpan<Handle> behind)
    {
        var ends = new int[begin.Length];
        var open = 0L;
        for (var axis = 0; axis < ends.Length; axis++)
        {
            ends[axis] = begin[axis] + part.Dims[axis] * strides[axis];
            if (ends[axis] >= 0) continue;
            ends[axis] = 0;
            open |= 1L << axis;
        }
        return Tf.Run(
            operation, [.. before, Constants.Ints(begin), Constants.Ints(ends), Constants.Ints(strides), .. behind], ("end_mask", open));
    }
}
