namespace KerasLikeRnn.Engine;

// Poolings, tap by tap.
public partial class FloatKernels
{
    public virtual void MaxPoolPlaces(Tensor x, Tensor y, SlidingWindow window, Tensor places)
    {
        using var scratch = MemoryScope.OfThread();
        var taps = Taps.Of(Backend, window, x.Shape, y.Shape);
        var (padded, holds, largest) = (taps.Padded(Of(x)), taps.Holds(Of(x)), Of(y));
        var found = largest.Filled(y.Shape, 0);
        // From the last to the first, so that the first of equals stays. Nothing is less than NaN, which counts as the largest.
        for (var tap = taps.Count - 1; tap >= 0; tap--)
        {
            var isLargest = taps.At(padded, tap).Is(CompareOp.Less, largest).Of(UnaryOp.Not).With(BinaryOp.And, taps.At(holds, tap));
            found = isLargest.Choose(found.Number(taps.NumberOf(tap)), found);
        }
        found.To(places);
    }

    public virtual void PoolTake(Tensor x, Tensor places, SlidingWindow window, Tensor y)
    {
        using var scratch = MemoryScope.OfThread();
        var taps = Taps.Of(Backend, window, x.Shape, y.Shape);
        var padded = taps.Padded(Of(x));
        var taken = padded.Filled(y.Shape, 0);
        for (var tap = 0; tap < taps.Count; tap++) taken = Stands(places, taps.NumberOf(tap)).Choose(taps.At(padded, tap), taken);
        taken.To(y);
    }

    public virtual void PoolPut(Tensor y, Tensor places, SlidingWindow window, Tensor x)
    {
        using var scratch = MemoryScope.OfThread();
        var taps = Taps.Of(Backend, window, x.Shape, y.Shape);
        var padded = taps.Zeros(Of(y), x.Shape);
        for (var tap = 0; tap < taps.Count; tap++)
            taps.AddAt(padded, tap, Stands(places, taps.NumberOf(tap)).Choose(Of(y), Of(y).Number(0)));
        taps.Crop(padded, x);
    }

    public virtual void AveragePool(Tensor x, SlidingWindow window, Tensor y)
    {
        using var scratch = MemoryScope.OfThread();
        var taps = Taps.Of(Backend, window, x.Shape, y.Shape);
        var padded = taps.Padded(Of(x));
        var sum = padded.Filled(y.Shape, 0);
        for (var tap = 0; tap < taps.Count; tap++) sum += taps.At(padded, tap);
        (sum / Counts(taps, x)).To(y);
    }

    public virtual void AveragePoolShare(Tensor y, SlidingWindow window, Tensor x)
    {
        using var scratch = MemoryScope.OfThread();
        var taps = Taps.Of(Backend, window, x.Shape, y.Shape);
        var (padded, share) = (taps.Zeros(Of(y), x.Shape), Of(y) / Counts(taps, x));
        for (var tap = 0; tap < taps.Count; tap++) taps.AddAt(padded, tap, share);
        taps.Crop(padded, x);
    }

    private Term Stands(Tensor places, long number) => Of(places).Is(CompareOp.Equal, Of(places).Number(number));

    /// <summary>How many elements each window covers.</summary>
    private Term Counts(Taps taps, Tensor x)
    {
        var holds = taps.Holds(Of(x)).Cast(x.DType);
        var count = holds.Filled(Shape.Of(1), 0);
        for (var tap = 0; tap < taps.Count; tap++) count += taps.At(holds, tap);
        return count;
    }
}
