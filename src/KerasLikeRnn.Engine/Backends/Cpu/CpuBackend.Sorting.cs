using System.Numerics;

namespace KerasLikeRnn.Engine;

// Sorting along the last axis, row by row.
public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    protected override void RunArgSort(bool descending, Tensor x, Tensor y) =>
        Typed.Run(x.DType, new ArgSortKernel(descending, x, y));

    private readonly struct ArgSortKernel(bool descending, Tensor x, Tensor y) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            if (x.Length == 0) return;
            var width = x.Rank == 0 ? 1 : x.Shape.Dim(-1);
            var keys = new T[width];
            var from = Span<T>(x);
            var to = Span<int>(y);
            // The place decides between equal elements, which makes the order stable.
            Comparison<int> order = descending
                ? (a, b) => keys[b].CompareTo(keys[a]) is var sign and not 0 ? sign : a.CompareTo(b)
                : (a, b) => keys[a].CompareTo(keys[b]) is var sign and not 0 ? sign : a.CompareTo(b);
            for (var at = 0; at < from.Length; at += width)
            {
                from.Slice(at, width).CopyTo(keys);
                var places = to.Slice(at, width);
                for (var i = 0; i < width; i++) places[i] = i;
                places.Sort(order);
            }
        }
    }
}
