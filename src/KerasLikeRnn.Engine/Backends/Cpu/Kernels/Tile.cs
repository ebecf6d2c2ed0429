using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>A number known to the JIT, so that loops over it unroll and branches on it vanish.</summary>
internal interface IConstant
{
    static abstract int Value { get; }
}

internal readonly struct One : IConstant
{
    public static int Value => 1;
}

internal readonly struct Two : IConstant
{
    public static int Value => 2;
}

internal readonly struct Four : IConstant
{
    public static int Value => 4;
}

internal readonly struct Eight : IConstant
{
    public static int Value => 8;
}

/// <summary>
/// The innermost block of every matrix product: C (+)= A B for up to 8 rows and 2 vectors of columns, held in registers over
/// the whole sum. Each element is one chain of fused multiply-adds in ascending order of k, whatever the register width.
/// </summary>
internal static unsafe class Tile<T, V, S>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where S : struct, ISimd<T, V>
{
    /// <summary>Vectors of columns in a full tile.</summary>
    public const int Vectors = 2;

    /// <summary>Columns of a full tile.</summary>
    public static int Columns => Vectors * S.Width;

    /// <summary>
    /// C[rows, vectors * Width] (+)= A B. A is row-major with lda, or its transpose when <paramref name="transposed"/>
    /// (element (r, p) at a[p * lda + r]); rows of B are ldb apart. Any number of rows; one or two vectors of columns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int rows, int vectors, int k, T* a, nint lda, bool transposed, T* b, nint ldb, T* c, nint ldc, bool accumulate)
    {
        var rowStep = transposed ? 1 : lda;
        while (rows > 0)
        {
            var block = rows >= S.TileRows ? S.TileRows : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
            if (vectors == 2) MultiplyBlock<Two>(block, k, a, lda, transposed, b, ldb, c, ldc, accumulate);
            else MultiplyBlock<One>(block, k, a, lda, transposed, b, ldb, c, ldc, accumulate);
            rows -= block;
            a += block * rowStep;
            c += block * ldc;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyBlock<C>(
        int rows, int k, T* a, nint lda, bool transposed, T* b, nint ldb, T* c, nint ldc, bool accumulate)
        where C : struct, IConstant
    {
        if (transposed)
        {
            if (rows == 8) Transposed<Eight, C>(k, a, lda, b, ldb, c, ldc, accumulate);
            else if (rows == 4) Transposed<Four, C>(k, a, lda, b, ldb, c, ldc, accumulate);
            else if (rows == 2) Transposed<Two, C>(k, a, lda, b, ldb, c, ldc, accumulate);
            else Transposed<One, C>(k, a, lda, b, ldb, c, ldc, accumulate);
        }
        else if (rows == 8) RowMajor<Eight, C>(k, a, lda, b, ldb, c, ldc, accumulate);
        else if (rows == 4) RowMajor<Four, C>(k, a, lda, b, ldb, c, ldc, accumulate);
        else if (rows == 2) RowMajor<Two, C>(k, a, lda, b, ldb, c, ldc, accumulate);
        else RowMajor<One, C>(k, a, lda, b, ldb, c, ldc, accumulate);
    }

    /// <summary>Copies a tile between memory where it is only <paramref name="columns"/> wide and a full buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(int rows, int columns, T* source, nint lds, T* destination, nint ldd)
    {
        var bytes = (uint)(columns * sizeof(T));
        for (; rows > 0; rows--, source += lds, destination += ldd)
        {
            // The compiler turns copies of constant length into a move or two.
            if (bytes == 32) Unsafe.CopyBlockUnaligned(destination, source, 32);
            else if (bytes == 64) Unsafe.CopyBlockUnaligned(destination, source, 64);
            else if (bytes == 128) Unsafe.CopyBlockUnaligned(destination, source, 128);
            else Unsafe.CopyBlockUnaligned(destination, source, bytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowMajor<R, C>(int k, T* a, nint lda, T* b, nint ldb, T* c, nint ldc, bool accumulate)
        where R : struct, IConstant
        where C : struct, IConstant
    {
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        V c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        if (accumulate)
        {
            LoadRow<C>(c, ref c00, ref c01);
            if (R.Value > 1) LoadRow<C>(c + ldc, ref c10, ref c11);
            if (R.Value > 2)
            {
                LoadRow<C>(c + 2 * ldc, ref c20, ref c21);
                LoadRow<C>(c + 3 * ldc, ref c30, ref c31);
            }
            if (R.Value > 4)
            {
                LoadRow<C>(c + 4 * ldc, ref c40, ref c41);
                LoadRow<C>(c + 5 * ldc, ref c50, ref c51);
                LoadRow<C>(c + 6 * ldc, ref c60, ref c61);
                LoadRow<C>(c + 7 * ldc, ref c70, ref c71);
            }
        }
        T* a1 = a + lda, a2 = a1 + lda, a3 = a2 + lda, a4 = a3 + lda, a5 = a4 + lda, a6 = a5 + lda, a7 = a6 + lda;
        for (nint p = 0; p < k; p++)
        {
            var b0 = S.Load(b);
            var b1 = C.Value > 1 ? S.Load(b + S.Width) : default;
            b += ldb;
            AddProduct<C>(a[p], b0, b1, ref c00, ref c01);
            if (R.Value > 1) AddProduct<C>(a1[p], b0, b1, ref c10, ref c11);
            if (R.Value > 2)
            {
                AddProduct<C>(a2[p], b0, b1, ref c20, ref c21);
                AddProduct<C>(a3[p], b0, b1, ref c30, ref c31);
            }
            if (R.Value > 4)
            {
                AddProduct<C>(a4[p], b0, b1, ref c40, ref c41);
                AddProduct<C>(a5[p], b0, b1, ref c50, ref c51);
                AddProduct<C>(a6[p], b0, b1, ref c60, ref c61);
                AddProduct<C>(a7[p], b0, b1, ref c70, ref c71);
            }
        }
        StoreRow<C>(c, c00, c01);
        if (R.Value > 1) StoreRow<C>(c + ldc, c10, c11);
        if (R.Value > 2)
        {
            StoreRow<C>(c + 2 * ldc, c20, c21);
            StoreRow<C>(c + 3 * ldc, c30, c31);
        }
        if (R.Value > 4)
        {
            StoreRow<C>(c + 4 * ldc, c40, c41);
            StoreRow<C>(c + 5 * ldc, c50, c51);
            StoreRow<C>(c + 6 * ldc, c60, c61);
            StoreRow<C>(c + 7 * ldc, c70, c71);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transposed<R, C>(int k, T* a, nint lda, T* b, nint ldb, T* c, nint ldc, bool accumulate)
        where R : struct, IConstant
        where C : struct, IConstant
    {
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        V c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        if (accumulate)
        {
            LoadRow<C>(c, ref c00, ref c01);
            if (R.Value > 1) LoadRow<C>(c + ldc, ref c10, ref c11);
            if (R.Value > 2)
            {
                LoadRow<C>(c + 2 * ldc, ref c20, ref c21);
                LoadRow<C>(c + 3 * ldc, ref c30, ref c31);
            }
            if (R.Value > 4)
            {
                LoadRow<C>(c + 4 * ldc, ref c40, ref c41);
                LoadRow<C>(c + 5 * ldc, ref c50, ref c51);
                LoadRow<C>(c + 6 * ldc, ref c60, ref c61);
                LoadRow<C>(c + 7 * ldc, ref c70, ref c71);
            }
        }
        for (nint p = 0; p < k; p++)
        {
            var b0 = S.Load(b);
            var b1 = C.Value > 1 ? S.Load(b + S.Width) : default;
            b += ldb;
            AddProduct<C>(a[0], b0, b1, ref c00, ref c01);
            if (R.Value > 1) AddProduct<C>(a[1], b0, b1, ref c10, ref c11);
            if (R.Value > 2)
            {
                AddProduct<C>(a[2], b0, b1, ref c20, ref c21);
                AddProduct<C>(a[3], b0, b1, ref c30, ref c31);
            }
            if (R.Value > 4)
            {
                AddProduct<C>(a[4], b0, b1, ref c40, ref c41);
                AddProduct<C>(a[5], b0, b1, ref c50, ref c51);
                AddProduct<C>(a[6], b0, b1, ref c60, ref c61);
                AddProduct<C>(a[7], b0, b1, ref c70, ref c71);
            }
            a += lda;
        }
        StoreRow<C>(c, c00, c01);
        if (R.Value > 1) StoreRow<C>(c + ldc, c10, c11);
        if (R.Value > 2)
        {
            StoreRow<C>(c + 2 * ldc, c20, c21);
            StoreRow<C>(c + 3 * ldc, c30, c31);
        }
        if (R.Value > 4)
        {
            StoreRow<C>(c + 4 * ldc, c40, c41);
            StoreRow<C>(c + 5 * ldc, c50, c51);
            StoreRow<C>(c + 6 * ldc, c60, c61);
            StoreRow<C>(c + 7 * ldc, c70, c71);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct<C>(T left, V b0, V b1, ref V c0, ref V c1)
        where C : struct, IConstant
    {
        var x = S.Broadcast(left);
        c0 = S.MultiplyAdd(x, b0, c0);
        if (C.Value > 1) c1 = S.MultiplyAdd(x, b1, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadRow<C>(T* c, ref V c0, ref V c1)
        where C : struct, IConstant
    {
        c0 = S.Load(c);
        if (C.Value > 1) c1 = S.Load(c + S.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<C>(T* c, V c0, V c1)
        where C : struct, IConstant
    {
        S.Store(c, c0);
        if (C.Value > 1) S.Store(c + S.Width, c1);
    }
}
