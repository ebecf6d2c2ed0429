using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>How a recurrent kernel cuts its batch: samples are independent, so a block of them goes through all time steps.</summary>
internal static class RecurrentBlock
{
    /// <summary>Positions (samples times steps) whose weight gradients are summed in one go, while in the caches.</summary>
    public const int PositionsPerChunk = 64;

    /// <summary>
    /// The rows of a block lie a whole sequence apart, too many streams for the processor to foresee: a kernel asks for its rows
    /// of memory this many steps before it needs them.
    /// </summary>
    public const int StepsAhead = 4;

    /// <summary>Rows of a packed panel that are multiplied in one go.</summary>
    public const int DepthAtOnce = 128;

    private const int SmallUnits = 128;
    private const int MediumUnits = 512;

    /// <summary>
    /// Samples in a block: 8 fill the registers; wide layers take more, so that the recurrent kernel is read less often; never
    /// more than half of the batch, so that two cores have work. Depends on the sizes only.
    /// </summary>
    public static int Rows(int batch, int units)
    {
        var wanted = units <= SmallUnits ? 8 : units <= MediumUnits ? 16 : 32;
        var half = (batch + 1) / 2;
        if (half >= 8) half = (half + 7) / 8 * 8;
        return Math.Max(1, Math.Min(wanted, half));
    }

    public static int Count(int batch, int units) => (batch + Rows(batch, units) - 1) / Rows(batch, units);
}

/// <summary>The matrix products inside a recurrent kernel, on one block of samples and one thread.</summary>
internal static unsafe class RecurrentBlock<T, V, S>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where S : struct, ISimd<T, V>
{
    /// <summary>
    /// c[rows, columns] (+)= a[rows, k] times packed panels. Rows of c must have room for whole vectors of columns.
    /// </summary>
    public static void Multiply(int rows, int columns, int k, T* a, nint lda, T* panels, T* c, nint ldc, bool accumulate) =>
        MultiplyPart(rows, columns, k, a, lda, panels, k, c, ldc, accumulate);

    /// <summary>
    /// The same with the first k rows of panels that are packedRows long. Long panels go in pieces that fit the nearest cache.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyPart(
        int rows, int columns, int k, T* a, nint lda, T* panels, nint packedRows, T* c, nint ldc, bool accumulate)
    {
        for (var panel = 0; panel < Panels<T, V, S>.Count(columns); panel++)
        {
            var vectors = Panels<T, V, S>.Vectors(columns, panel);
            for (var start = 0; start < k; start += RecurrentBlock.DepthAtOnce)
                Tile<T, V, S>.Multiply(
                    rows, vectors, Math.Min(RecurrentBlock.DepthAtOnce, k - start), a + start, lda, false,
                    panels + (nint)start * Tile<T, V, S>.Columns, Tile<T, V, S>.Columns, c, ldc, accumulate || start > 0);
            panels += packedRows * Tile<T, V, S>.Columns;
            c += Tile<T, V, S>.Columns;
        }
    }

    /// <summary>
    /// sums[units, columns] (+)= the sum over positions of outer products left[position, :] x right[position, :]. Rows of right
    /// and of sums must have room for whole vectors of columns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOuterProducts(
        int positions, int units, int columns, T* left, nint ldl, T* right, nint ldr, T* sums, nint lds, bool accumulate)
    {
        for (var panel = 0; panel < Panels<T, V, S>.Count(columns); panel++)
        {
            var first = panel * Tile<T, V, S>.Columns;
            var vectors = Panels<T, V, S>.Vectors(columns, panel);
            Tile<T, V, S>.Multiply(units, vectors, positions, left, ldl, true, right + first, ldr, sums + first, lds, accumulate);
        }
    }
}

/// <summary>Packs a recurrent kernel, or its transpose, for <see cref="RecurrentBlock{T, V, S}.Multiply"/>.</summary>
internal unsafe struct PackRecurrentKernel<T> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SmallMatrix = 1 << 14;

    public int K, Columns, Ld, PanelsPerChunk;
    public bool Transposed;
    public T* Weights, Packed;

    /// <summary>Packs weights [k, columns], rows ld apart; transposed: weights [columns, k].</summary>
    public static Scratch.Block<T> Pack(int k, int columns, T* weights, int ld, bool transposed)
    {
        var tileColumns = 2 * Simd.Lanes<T>();
        var panels = (columns + tileColumns - 1) / tileColumns;
        var packed = Scratch.Rent<T>((long)panels * tileColumns * k);
        var kernel = new PackRecurrentKernel<T>
        {
            K = k, Columns = columns, Ld = ld, Transposed = transposed, Weights = weights, Packed = packed.Pointer,
            PanelsPerChunk = (long)k * columns <= SmallMatrix ? panels : 1,
        };
        Simd.For<T, PackRecurrentKernel<T>>(panels / kernel.PanelsPerChunk, ref kernel);
        return packed;
    }

    public readonly void Run<V, S>(int chunk)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        for (var panel = chunk * PanelsPerChunk; panel < (chunk + 1) * PanelsPerChunk; panel++)
            Panels<T, V, S>.Pack(K, Columns, Weights, Ld, Transposed, panel, Packed + (nint)panel * K * Tile<T, V, S>.Columns);
    }
}

/// <summary>Adds up the blocks' weight gradients, in the order of the blocks.</summary>
internal unsafe struct SumPartials<T> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int NumbersPerChunk = 1 << 14;

    private int rows, columns, count, stride, rowsPerChunk;
    private nint partialLength;
    private T* partials, sums;

    /// <summary>sums[rows, columns] = the sum of count partial matrices whose rows are stride apart.</summary>
    public static void Run(int rows, int columns, int count, T* partials, int stride, T* sums) =>
        Run(rows, columns, count, partials, stride, sums, (nint)rows * stride);

    /// <summary>The same for matrices that begin length numbers apart.</summary>
    public static void Run(int rows, int columns, int count, T* partials, int stride, T* sums, nint length)
    {
        var kernel = new SumPartials<T>
        {
            rows = rows, columns = columns, count = count, stride = stride, partialLength = length,
            rowsPerChunk = Math.Max(1, NumbersPerChunk / columns), partials = partials, sums = sums,
        };
        Simd.For<T, SumPartials<T>>((rows + kernel.rowsPerChunk - 1) / kernel.rowsPerChunk, ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<V, S>(int chunk)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var last = Math.Min(rows, (chunk + 1) * rowsPerChunk);
        for (var row = chunk * rowsPerChunk; row < last; row++)
        {
            var sum = sums + (nint)row * columns;
            Rows<T, V, S>.Copy(partials + (nint)row * stride, sum, columns);
            for (var part = 1; part < count; part++) Rows<T, V, S>.Add(partials + part * partialLength + (nint)row * stride, sum, columns);
        }
    }
}
