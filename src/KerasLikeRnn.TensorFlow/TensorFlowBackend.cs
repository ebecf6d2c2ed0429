using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

/// <summary>The engine: the seam's kernels, made of TensorFlow's operations.</summary>
internal sealed partial class TensorFlowBackend : Backend
{
    private readonly TensorFlowFloatKernels floats;

    public TensorFlowBackend() => floats = new(this);

    public override Storage Allocate(DType dtype, long length) => new Cell(dtype, length);

    public override void Trim() => Host.Cpu.Trim();

    protected override FloatKernels Floats(DType dtype) => floats;

    protected override void RunFill(Tensor y, double value) =>
        Compute(y, () => Tf.Run("Fill", Constants.Ints(y.Shape.Dims), Constants.Scalar(value, y.DType)));

    protected override void RunCast(Tensor x, Tensor y) => Compute(y, () => Of(x).Cast(y.DType));

    private static NotSupportedException Undefined(object operation, Tensor x) => new(
        $"{operation} of {(x.DType == DType.Bool ? "truth values" : $"{x.DType.Name()} tensors")} is not defined. Cast to float32 first.");
}
