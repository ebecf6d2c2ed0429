using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

// Along axes.
internal sealed partial class TensorFlowBackend
{
    protected override void RunReduce(ReduceOp op, Tensor x, int[] axes, Tensor y) =>
        Compute(y, () => Tf.Run(Operation(op, x), Of(x), Constants.Ints(axes)));

    protected override void RunArgReduce(bool largest, Tensor x, int axis, Tensor y)
    {
        if (x.Length == 0) RunFill(y, 0);
        else Compute(y, () => Tf.Run(largest ? "ArgMax" : "ArgMin", Number(x), Constants.Axis(axis)));
    }

    protected override void RunCumulate(bool product, Tensor x, int axis, bool exclusive, bool reverse, Tensor y)
    {
        if (x.DType == DType.Bool) throw Undefined(product ? "The running product" : "The running sum", x);
        Compute(y, () => Tf.Run(
            product ? "Cumprod" : "Cumsum", [Of(x), Constants.Axis(axis)], ("exclusive", exclusive), ("reverse", reverse)));
    }

    private static string Operation(ReduceOp op, Tensor x) => (op, x.DType == DType.Bool) switch
    {
        (ReduceOp.All or ReduceOp.Minimum, true) => "All",
        (ReduceOp.Any or ReduceOp.Maximum, true) => "Any",
        (_, true) => throw Undefined(op, x),
        (ReduceOp.All or ReduceOp.Minimum, _) => "Min",
        (ReduceOp.Any or ReduceOp.Maximum, _) => "Max",
        (ReduceOp.Product, _) => "Prod",
        _ => op.ToString(),
    };
}
