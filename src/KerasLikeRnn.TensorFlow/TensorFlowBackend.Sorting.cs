using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

internal sealed partial class TensorFlowBackend
{
    /// <summary>TopKV2 puts the largest first and, of equal ones, the first. The complement of an integer turns the order round.</summary>
    protected override void RunArgSort(bool descending, Tensor x, Tensor y)
    {
        if (x.Length == 0) return;
        Compute(y, () =>
        {
            var keys = x.DType.IsFloating() ? SortKeys(Of(x)) : Number(x);
            var ordered = descending ? keys : Tf.Run("Invert", keys);
            var width = x.Rank == 0 ? 1 : x.Shape.Dims[^1];
            return Tf.RunMany("TopKV2", 2, [ordered.As(-1, width), Constants.Axis(width)])[1];
        });
    }

    /// <summary>
    /// Integers that stand in the order of floats, NaN before all of them: a float's bits, those of negative ones turned round.
    /// </summary>
    private static Handle SortKeys(Handle x)
    {
        var type = x.DType == DType.Float32 ? DType.Int32 : DType.Int64;
        var (lowest, highest) = type == DType.Int32 ? (int.MinValue, int.MaxValue) : ((double)long.MinValue, (double)long.MaxValue);
        // Minus zero becomes zero, which it is equal to.
        var bits = Tf.Run("Bitcast", [x + 0], ("type", type));
        var turned = Tf.Run("BitwiseXor", bits, Constants.Scalar(highest, type));
        var keys = Tf.Run("SelectV2", Tf.Run("Less", bits, Constants.Scalar(0, type)), turned, bits);
        return Tf.Run("SelectV2", Tf.Run("IsNan", x), Constants.Scalar(lowest, type), keys);
    }
}
