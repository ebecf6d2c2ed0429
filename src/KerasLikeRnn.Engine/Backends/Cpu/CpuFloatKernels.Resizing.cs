using System.Numerics.Tensors;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

// Axes of another length, and images warped. What lies after an axis, or the channels, is a row; new rows are weighted sums of old ones.
internal sealed unsafe partial class CpuFloatKernels<T>
{
    public override void Warp(Tensor x, ImageWarp warp, Tensor y) => WarpRows(x, y, warp, back: false);

    public override void WarpBack(Tensor y, ImageWarp warp, Tensor x) => WarpRows(x, y, warp, back: true);

    public override void Resample(Tensor x, int axis, ResampledAxis resampled, Tensor y)
    {
        var inner = checked((int)x.Shape.Range(axis + 1, x.Rank).Length);
        var outer = x.Shape.Range(0, axis).Length;
        T* from = At(x), to = At(y);
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

    private static void WarpRows(Tensor x, Tensor y, ImageWarp warp, bool back)
    {
        Elements(back ? x : y).Clear();
        int rows = x.Shape.Dims[1], columns = x.Shape.Dims[2], channels = x.Shape.Dims[3];
        T* image = At(x), to = At(y);
        var fill = T.CreateTruncating(warp.FillValue);
        Span<int> positions = stackalloc int[4];
        Span<float> weights = stackalloc float[4];
        for (var sample = 0; sample < x.Shape.Dims[0]; sample++, image += (long)rows * columns * channels)
        {
            var map = new WarpedImage(rows, columns, warp.Transforms[sample], warp.FillMode, warp.Bilinear);
            for (var place = 0; place < rows * columns; place++, to += channels)
            {
                var warped = new Span<T>(to, channels);
                for (var part = map.Sources(place / columns, place % columns, positions, weights) - 1; part >= 0; part--)
                {
                    var weight = T.CreateTruncating(weights[part]);
                    var old = new Span<T>(image + (long)positions[part] * channels, positions[part] < 0 ? 0 : channels);
                    if (!old.IsEmpty && back) TensorPrimitives.MultiplyAdd(warped, weight, old, old);
                    else if (!old.IsEmpty) TensorPrimitives.MultiplyAdd(old, weight, warped, warped);
                    else if (!back && weight != T.Zero) TensorPrimitives.Add(warped, weight * fill, warped);
                }
            }
        }
    }
}
