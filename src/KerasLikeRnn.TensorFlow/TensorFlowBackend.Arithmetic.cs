using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

// Element by element, and products of matrices.
internal sealed partial class TensorFlowBackend
{
    protected override void RunUnary(UnaryOp op, Tensor x, Tensor y) => Compute(y, () => op switch
    {
        UnaryOp.IsNan when x.DType.IsFloating() => Tf.Run("IsNan", Of(x)).Cast(y.DType),
        UnaryOp.Floor or UnaryOp.Ceiling or UnaryOp.Round when !x.DType.IsFloating() && x.DType != DType.Bool => Of(x),
        _ => Tf.Run(Operation(op, x), Of(x)),
    });

    protected override void RunBinary(BinaryOp op, Tensor a, Tensor b, Tensor y) =>
        Compute(y, () => Spread(Tf.Run(Operation(op, a), Of(a), Of(b)), y));

    protected override void RunCompare(CompareOp op, Tensor a, Tensor b, Tensor y) =>
        Compute(y, () => Spread(Tf.Run(op.ToString(), Number(a), Number(b)), y));

    protected override void RunSelect(Tensor condition, Tensor a, Tensor b, Tensor y) =>
        Compute(y, () => Spread(Tf.Run("SelectV2", Of(condition), Of(a), Of(b)), y));

    protected override void RunMatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias) => Compute(y, () =>
    {
        var product = y.Rank == 2
            ? Tf.Run("MatMul", [Of(a), Of(b)], ("transpose_a", transposeA), ("transpose_b", transposeB))
            : Tf.Run("BatchMatMulV2", [Of(a), Of(b)], ("adj_x", transposeA), ("adj_y", transposeB));
        return bias is null ? product : product + Of(bias, y.Shape.Dims[^1]);
    });

    /// <summary>TensorFlow compares no order of truth values.</summary>
    private static Handle Number(Tensor x) => x.DType == DType.Bool ? Of(x).Cast(DType.Int32) : Of(x);

    /// <summary>Repeated to y's shape, where the operands did not fill it.</summary>
    private static Handle Spread(Handle result, Tensor y) =>
        result.Length == y.Length ? result : Tf.Run("BroadcastTo", result, Constants.Ints(y.Shape.Dims));

    private static string Operation(UnaryOp op, Tensor x) => op switch
    {
        UnaryOp.Not => x.DType == DType.Bool ? "LogicalNot" : throw Undefined(op, x),
        _ when x.DType == DType.Bool => throw Undefined(op, x),
        UnaryOp.Negate => "Neg",
        UnaryOp.Abs or UnaryOp.Sign or UnaryOp.Square or UnaryOp.Relu => op.ToString(),
        _ when !x.DType.IsFloating() => throw Undefined(op, x),
        UnaryOp.Ceiling => "Ceil",
        _ => op.ToString(),
    };

    private static string Operation(BinaryOp op, Tensor x) => (op, x.DType == DType.Bool) switch
    {
        (BinaryOp.And or BinaryOp.Multiply or BinaryOp.Minimum, true) => "LogicalAnd",
        (BinaryOp.Or or BinaryOp.Add or BinaryOp.Maximum, true) => "LogicalOr",
        (BinaryOp.And or BinaryOp.Or, false) or (_, true) => throw Undefined(op, x),
        (BinaryOp.Add, _) => "AddV2",
        (BinaryOp.Subtract, _) => "Sub",
        (BinaryOp.Multiply, _) => "Mul",
        (BinaryOp.Divide, _) => x.DType.IsFloating() ? "RealDiv" : "TruncateDiv",
        (BinaryOp.FloorDivide, _) => "FloorDiv",
        (BinaryOp.Modulo, _) => "FloorMod",
        (BinaryOp.Power, _) => "Pow",
        _ => op.ToString(),
    };
}
