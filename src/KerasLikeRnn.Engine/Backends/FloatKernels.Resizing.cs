namespace KerasLikeRnn.Engine;

// Axes of another length, and images warped.
public partial class FloatKernels
{
    public virtual void Resample(Tensor x, int axis, ResampledAxis resampled, Tensor y)
    {
        using var scratch = MemoryScope.OfThread();
        int outer = (int)x.Shape.Range(0, axis).Length, inner = (int)x.Shape.Range(axis + 1, x.Rank).Length, to = resampled.Elements.Count;
        var weights = new double[to * resampled.From];
        for (var i = 0; i < weights.Length; i++) weights[i] = resampled.Elements[i / resampled.From].WeightOf(i % resampled.From);
        var columns = Of(x).As(outer, resampled.From, inner).Transposed(1, 0, 2).As(resampled.From, outer * inner);
        Of(weights, to, resampled.From).Cast(x.DType).Dot(columns).As(to, outer, inner).Transposed(1, 0, 2).To(y);
    }

    public virtual void Warp(Tensor x, ImageWarp warp, Tensor y)
    {
        using var scratch = MemoryScope.OfThread();
        var (image, sum) = (Columns(x), Columns(x).Filled(Columns(x).Shape, 0));
        foreach (var (rows, isInside, weight) in WarpedParts(x, warp))
            sum += isInside.Choose(image.Rows(rows), image.Number(warp.FillValue)) * weight;
        sum.To(y);
    }

    public virtual void WarpBack(Tensor y, ImageWarp warp, Tensor x)
    {
        using var scratch = MemoryScope.OfThread();
        Backend.Fill(x, 0);
        foreach (var (rows, isInside, weight) in WarpedParts(x, warp))
            Backend.ScatterAdd(Columns(x).Tensor, rows, isInside.Choose(Columns(y) * weight, Of(y).Number(0)).Tensor);
    }

    /// <summary>Up to four times for every new element: the row of an old one, whether there is one, and what it counts.</summary>
    private IEnumerable<(Tensor Rows, Term IsInside, Term Weight)> WarpedParts(Tensor x, ImageWarp warp)
    {
        int height = x.Shape.Dims[1], width = x.Shape.Dims[2], places = height * width, count = x.Shape.Dims[0] * places;
        var (rows, weights) = (new int[4][], new double[4][]);
        for (var part = 0; part < 4; part++) (rows[part], weights[part]) = (new int[count], new double[count]);
        for (var i = 0; i < count; i++) Place(i);
        for (var part = 0; part < (warp.Bilinear ? 4 : 1); part++)
            yield return (Of(Array.ConvertAll(rows[part], row => Math.Max(row, 0)), count).Tensor,
                Of(Array.ConvertAll(rows[part], row => row >= 0), count, 1), Of(weights[part], count, 1).Cast(x.DType));

        void Place(int i)
        {
            Span<int> positions = [-1, -1, -1, -1];
            Span<float> counts = stackalloc float[4];
            var image = i / places;
            new WarpedImage(height, width, warp.Transforms[image], warp.FillMode, warp.Bilinear)
                .Sources(i % places / width, i % places % width, positions, counts);
            for (var part = 0; part < 4; part++)
            {
                rows[part][i] = positions[part] < 0 ? -1 : image * places + positions[part];
                weights[part][i] = counts[part];
            }
        }
    }
}
