using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// The right-hand matrix of a product, packed: panels as wide as a tile, each holding its rows one after the other, so that
/// the innermost loop reads memory in order. The last panel is filled up with zero columns to whole vectors.
/// </summary>
internal static unsafe class Panels<T, V, S>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where S : struct, ISimd<T, V>
{
    private const int RowsAtOnce = 16;

    public static int Columns => Tile<T, V, S>.Columns;

    /// <summary>Numbers in a packed matrix of k rows and n columns.</summary>
    public static long Length(int k, int n) => (long)k * Columns * Count(n);

    public static int Count(int n) => (n + Columns - 1) / Columns;

    /// <summary>Vectors that hold columns of the matrix, in the panel of that number.</summary>
    public static int Vectors(int n, int panel) => Math.Min(Tile<T, V, S>.Vectors, (n - panel * Columns + S.Width - 1) / S.Width);

    /// <summary>Packs rows 0 to k - 1 of one panel of B, or of its transpose (element (p, j) at b[j * ldb + p]).</summary>
    public static void Pack(int k, int n, T* b, nint ldb, bool transposed, int panel, T* destination)
    {
        var first = panel * Columns;
        var columns = Math.Min(Columns, n - first);
        if (transposed) PackTransposed(k, columns, b + first * ldb, ldb, destination);
        else Tile<T, V, S>.Copy(k, columns, b + first, ldb, destination, Columns);
        var padded = Vectors(n, panel) * S.Width;
        if (padded == columns) return;
        for (nint p = 0; p < k; p++) new Span<T>(destination + p * Columns + columns, padded - columns).Clear();
    }

    /// <summary>Packs all panels, each k rows long.</summary>
    public static void PackAll(int k, int n, T* b, nint ldb, bool transposed, T* destination)
    {
        for (var panel = 0; panel < Count(n); panel++)
            Pack(k, n, b, ldb, transposed, panel, destination + (nint)panel * k * Columns);
    }

    /// <summary>A few rows of the panel at a time, so that they stay in the cache while the columns are gathered into them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackTransposed(int k, int columns, T* b, nint ldb, T* destination)
    {
        var width = Columns;
        for (nint start = 0; start < k; start += RowsAtOnce)
        {
            var end = Math.Min(k, start + RowsAtOnce);
            for (var j = 0; j < columns; j++)
            {
                var source = b + j * ldb;
                var target = destination + start * width + j;
                for (var p = start; p < end; p++, target += width) *target = source[p];
            }
        }
    }
}
