using System.Numerics;
using System.Numerics.Tensors;

namespace KerasLikeRnn.Engine;

// Axes of another length: what lies after the axis is a row, and new rows are weighted sums of old ones.
public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void Resample(Tensor x, int axis, ResampledAxis resampled, Tensor y)
    {
        if (x.DType == DType.Float32) ResampleRows<float>(x, axis, resampled, y);
        else ResampleRows<double>(x, axis, resampled, y);
    }

    private static void ResampleRows<T>(Tensor x, int axis, ResampledAxis resampled, Tensor y) where T : unmanaged, INumber<T>
    {
        var inner = checked((int)x.Shape.Range(axis + 1, x.Rank).Length);
        var outer = x.Shape.Range(0, axis).Length;
        T* from = Pointer<T>(x), to = Pointer<T>(y);
        for (var o = 0L; o < outer; o++, from += (long)resampled.From * inner)
            foreach (var element in resampled.Elements)
            {
                var row = new Span<T>(to, inner);
                row.Clear();
                for (var k = 0; k < element.Weights.Count; k++)
                {
                    var old = new ReadOnlySpan<T>(from + (long)(element.First + k) * inner, inner);
                    TensorPrimitives.MultiplyAdd(old, T.CreateTruncating(element.Weights[k]), row, row);
                }
                to += inner;
            }
    }
}
