using System.Numerics;
using System.Numerics.Tensors;

namespace KerasLikeRnn.Engine;

/// <summary>The built-in engine's kernels for one type of floats.</summary>
internal sealed unsafe partial class CpuFloatKernels<T>(CpuBackend backend) : FloatKernels(backend)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static Span<T> Elements(Tensor x) => CpuBackend.Span<T>(x);

    private static T* At(Tensor? x) => At<T>(x);

    private static TOther* At<TOther>(Tensor? x) where TOther : unmanaged => x is null ? null : CpuBackend.Pointer<TOther>(x);

    public override void Softmax(bool logarithm, Tensor x, Tensor y)
    {
        if (x.Length == 0) return;
        var width = x.Shape.Dim(-1);
        Span<T> from = Elements(x), to = Elements(y);
        for (var at = 0; at < from.Length; at += width)
        {
            ReadOnlySpan<T> row = from.Slice(at, width);
            var result = to.Slice(at, width);
            TensorPrimitives.Subtract(row, TensorPrimitives.Max(row), result);
            if (logarithm)
            {
                var sum = T.Zero;
                foreach (var value in result) sum += T.Exp(value);
                TensorPrimitives.Subtract(result, T.Log(sum), result);
                continue;
            }
            TensorPrimitives.Exp(result, result);
            TensorPrimitives.Divide(result, TensorPrimitives.Sum<T>(result), result);
        }
    }
}
