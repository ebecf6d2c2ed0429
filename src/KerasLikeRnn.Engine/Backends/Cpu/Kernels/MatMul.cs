using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// Matrix products C[m, n] (+)= alpha op(A)[m, k] op(B)[k, n], row-major with leading dimensions; op transposes.
/// </summary>
/// <remarks>
/// B is packed into panels; blocks of C go to the threads; within one, blocks of k pass so that a panel of B (28 kB) stays in
/// the first-level cache while rows of A stream by. Products with few results and long sums, as weight gradients are, split
/// the sum into parts. Blocks and parts depend on the sizes only, so neither threads nor (save for parts) widths change a bit.
/// </remarks>
internal static unsafe class MatMul
{
    private const int DepthBlock = 208;
    private const int RowBlock = 64;
    private const int MostRowsInBlock = 1024;
    private const int WantedBlocks = 16;
    private const long ProductsPerBlock = 1 << 19;
    private const long SmallProduct = 1 << 16;
    private const long PackedAtOnce = 1 << 21;

    private const int ShortestSplitSum = 2048;
    private const int ShortestPart = 512;
    private const int MostParts = 16;
    private const long MostSplitResults = 1 << 14;

    /// <summary>C (+)= alpha op(A) op(B).</summary>
    public static void Run<T>(
        bool transposeA, bool transposeB, int m, int n, int k, T alpha, T* a, int lda, T* b, int ldb, T* c, int ldc,
        bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, c, ldc, accumulate, null);

    /// <summary>C = op(A) op(B) + bias, the bias being one row of n numbers.</summary>
    public static void RunWithBias<T>(
        bool transposeA, bool transposeB, int m, int n, int k, T* a, int lda, T* b, int ldb, T* bias, T* c, int ldc)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(transposeA, transposeB, m, n, k, T.One, a, lda, b, ldb, c, ldc, false, bias);

    /// <summary>
    /// C (+)= op(A) B (+ bias) on the calling thread, as part of another kernel: a block that fits the caches, A laid out so that
    /// its rows do not share cache sets, B packed by <see cref="Panels{T, V, S}"/>.
    /// </summary>
    public static void RunBlock<T, V, S>(
        bool transposeA, int m, int n, int k, T* a, int lda, T* panels, T* bias, T* c, int ldc, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var product = new Product<T>
        {
            M = m, N = n, K = k, A = a, Lda = lda, C = c, Ldc = ldc, TransposeA = transposeA, Accumulate = accumulate, Bias = bias,
        };
        if (bias != null) Prepare<T, V, S>(product, 0, m, 0, product.PanelCount);
        var block = new Block<T> { A = a, Lda = lda, Step = transposeA ? 1 : lda };
        for (var panel = 0; panel < product.PanelCount; panel++)
        {
            var b = panels + (nint)panel * k * Tile<T, V, S>.Columns;
            MultiplyPanel<T, V, S>(product, block, 0, m, k, b, Tile<T, V, S>.Columns, panel, accumulate || bias != null);
        }
    }

    private static void Run<T>(
        bool transposeA, bool transposeB, int m, int n, int k, T alpha, T* a, int lda, T* b, int ldb, T* c, int ldc,
        bool accumulate, T* bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (m <= 0 || n <= 0) return;
        var product = new Product<T>
        {
            M = m, N = n, K = k, Alpha = alpha, A = a, Lda = lda, B = b, Ldb = ldb, C = c, Ldc = ldc,
            TransposeA = transposeA, TransposeB = transposeB, Accumulate = accumulate, Bias = bias,
        };
        if (k >= ShortestSplitSum && (long)m * n <= MostSplitResults) RunSplit(product);
        else RunWhole(product);
    }

    /// <summary>The columns in groups whose panels fit the caches: packs a group, then multiplies by it.</summary>
    private static void RunWhole<T>(in Product<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var group = Math.Max(256, PackedAtOnce / Math.Max(1, product.K) / 256 * 256);
        for (long first = 0; first < product.N; first += group)
        {
            var part = product;
            part.N = (int)Math.Min(group, product.N - first);
            part.B += product.TransposeB ? first * product.Ldb : first;
            part.C += first;
            if (part.Bias != null) part.Bias += first;
            RunGroup(part);
        }
    }

    private static void RunGroup<T>(in Product<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var blocks = new BlockKernel<T> { Product = product };
        blocks.Plan();
        if (product.CanReadBInPlace)
        {
            Simd.For<T, BlockKernel<T>>(blocks.Count, ref blocks);
            return;
        }
        var panels = product.PanelCount;
        using var packed = Scratch.Rent<T>((long)panels * product.PanelColumns * product.K);
        var pack = new PackKernel<T> { Product = product, Packed = packed.Pointer };
        var inOneGo = (long)product.N * product.K < SmallProduct;
        pack.PanelsPerChunk = inOneGo ? panels : 1;
        Simd.For<T, PackKernel<T>>(inOneGo ? 1 : panels, ref pack);
        blocks.Packed = packed.Pointer;
        Simd.For<T, BlockKernel<T>>(blocks.Count, ref blocks);
    }

    /// <summary>Long sums: parts of k make products of their own, added up in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunSplit<T>(in Product<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parts = Math.Min(MostParts, product.K / ShortestPart);
        var results = (long)product.M * product.N;
        using var partial = Scratch.Rent<T>(parts * results);
        using var packed = Scratch.Rent<T>((long)product.PanelCount * product.PanelColumns * product.K);
        var split = new PartKernel<T> { Product = product, PartCount = parts, Partial = partial.Pointer, Packed = packed.Pointer };
        Simd.For<T, PartKernel<T>>(parts, ref split);
        for (var i = 0; i < product.M; i++)
        {
            var row = product.C + (nint)i * product.Ldc;
            var sums = partial.Pointer + (nint)i * product.N;
            for (var j = 0; j < product.N; j++)
            {
                var sum = sums[j];
                for (var part = 1; part < parts; part++) sum += sums[part * results + j];
                if (product.Bias != null) sum += product.Bias[j];
                row[j] = product.Accumulate ? row[j] + sum : sum;
            }
        }
    }

    private struct Product<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public int M, N, K, Lda, Ldb, Ldc;
        public T Alpha;
        public T* A, B, C, Bias;
        public bool TransposeA, TransposeB, Accumulate;

        public readonly int PanelColumns => 2 * Simd.Lanes<T>();

        public readonly int PanelCount => (N + PanelColumns - 1) / PanelColumns;

        /// <summary>Whole vectors, and either few rows (packing would not pay) or rows as short as a panel's.</summary>
        public readonly bool CanReadBInPlace =>
            !TransposeB && N % Simd.Lanes<T>() == 0 && (M <= 16 || Ldb <= 2 * PanelColumns);

        public readonly T* RowOfA(int row, int depth) =>
            TransposeA ? A + (nint)depth * Lda + row : A + (nint)row * Lda + depth;
    }

    private struct PackKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Product<T> Product;
        public T* Packed;
        public int PanelsPerChunk;

        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            for (var panel = chunk * PanelsPerChunk; panel < (chunk + 1) * PanelsPerChunk; panel++)
            {
                var destination = Packed + (nint)panel * Product.K * Tile<T, V, S>.Columns;
                Panels<T, V, S>.Pack(Product.K, Product.N, Product.B, Product.Ldb, Product.TransposeB, panel, destination);
            }
        }
    }

    /// <summary>Blocks of C: RowsPerBlock rows by PanelsPerBlock panels.</summary>
    private struct BlockKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Product<T> Product;

        /// <summary>The packed panels of B, or null to read B where it is.</summary>
        public T* Packed;

        private int rowsPerBlock, panelsPerBlock, columnBlocks;

        public int Count { get; private set; }

        public void Plan()
        {
            var products = (long)Product.M * Product.N * Product.K;
            var perRow = Math.Max(1L, (long)Product.N * Product.K);
            var wanted = Math.Clamp((ProductsPerBlock / perRow + 7) / 8 * 8, RowBlock, MostRowsInBlock);
            rowsPerBlock = products < SmallProduct ? Product.M : (int)wanted;
            var rowBlocks = (Product.M + rowsPerBlock - 1) / rowsPerBlock;
            var panels = Product.PanelCount;
            var split = Math.Min((WantedBlocks + rowBlocks - 1) / rowBlocks, products / rowBlocks / (ProductsPerBlock / 4));
            panelsPerBlock = (int)Math.Max(1, panels / Math.Clamp(split, 1, panels));
            columnBlocks = (panels + panelsPerBlock - 1) / panelsPerBlock;
            Count = rowBlocks * columnBlocks;
        }

        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var firstRow = chunk / columnBlocks * rowsPerBlock;
            var firstPanel = chunk % columnBlocks * panelsPerBlock;
            var rows = Math.Min(rowsPerBlock, Product.M - firstRow);
            var lastPanel = Math.Min(Product.PanelCount, firstPanel + panelsPerBlock);
            Multiply<T, V, S>(Product, Packed, firstRow, rows, firstPanel, lastPanel);
        }
    }

    /// <summary>One part of k of a split product: packs its own rows of B, multiplies into its own C.</summary>
    private struct PartKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Product<T> Product;
        public int PartCount;
        public T* Partial, Packed;

        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var first = (int)((long)Product.K * chunk / PartCount);
            var part = Product;
            part.K = (int)((long)Product.K * (chunk + 1) / PartCount) - first;
            part.A = Product.RowOfA(0, first);
            part.B += Product.TransposeB ? first : (nint)first * Product.Ldb;
            part.C = Partial + (nint)chunk * Product.M * Product.N;
            part.Ldc = Product.N;
            part.Bias = null;
            part.Accumulate = false;
            T* packed = null;
            if (!part.CanReadBInPlace)
            {
                packed = Packed + (nint)first * Product.PanelCount * Product.PanelColumns;
                Panels<T, V, S>.PackAll(part.K, part.N, part.B, part.Ldb, part.TransposeB, packed);
            }
            Multiply<T, V, S>(part, packed, 0, part.M, 0, part.PanelCount);
        }
    }

    /// <summary>The product for a block of rows and panels, on one thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T, V, S>(in Product<T> product, T* packed, int firstRow, int rows, int firstPanel, int lastPanel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        if (product.Bias != null || product.K == 0) Prepare<T, V, S>(product, firstRow, rows, firstPanel, lastPanel);
        if (product.K == 0) return;
        var depths = (product.K + DepthBlock - 1) / DepthBlock;
        var depth = (product.K + depths - 1) / depths;
        var packA = product.Alpha != T.One || (product.K > 64 && lastPanel - firstPanel >= (product.TransposeA ? 2 : 4));
        using var packedA = Scratch.Rent<T>(packA ? (long)(rows + S.TileRows - 1) * PackedStride(depth) : 0);
        for (var start = 0; start < product.K; start += depth)
        {
            var k = Math.Min(depth, product.K - start);
            var block = new Block<T>
            {
                A = product.RowOfA(firstRow, start), Lda = product.Lda, Step = product.TransposeA ? 1 : product.Lda,
            };
            if (packA) PackA<T, V, S>(product, firstRow, rows, start, k, packedA.Pointer, ref block);
            var accumulate = product.Accumulate || start > 0 || product.Bias != null;
            for (var panel = firstPanel; panel < lastPanel; panel++)
            {
                var column = panel * Tile<T, V, S>.Columns;
                var b = packed == null
                    ? product.B + (nint)start * product.Ldb + column
                    : packed + ((nint)panel * product.K + start) * Tile<T, V, S>.Columns;
                var ldb = packed == null ? product.Ldb : Tile<T, V, S>.Columns;
                MultiplyPanel<T, V, S>(product, block, firstRow, rows, k, b, ldb, panel, accumulate);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyPanel<T, V, S>(
        in Product<T> product, in Block<T> block, int firstRow, int rows, int k, T* b, nint ldb, int panel, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var width = Tile<T, V, S>.Columns;
        var columns = Math.Min(width, product.N - panel * width);
        var vectors = Panels<T, V, S>.Vectors(product.N, panel);
        var c = product.C + (nint)firstRow * product.Ldc + panel * width;
        if (columns == vectors * S.Width && !block.InTiles)
        {
            Tile<T, V, S>.Multiply(rows, vectors, k, block.A, block.Lda, product.TransposeA, b, ldb, c, product.Ldc, accumulate);
            return;
        }
        var buffer = stackalloc T[S.TileRows * width];
        for (var row = 0; row < rows; row += S.TileRows)
        {
            var height = Math.Min(S.TileRows, rows - row);
            var a = block.InTiles ? block.A + (nint)row * k : block.A + row * block.Step;
            var target = c + (nint)row * product.Ldc;
            if (columns == vectors * S.Width)
            {
                Tile<T, V, S>.Multiply(height, vectors, k, a, block.Lda, product.TransposeA, b, ldb, target, product.Ldc, accumulate);
                continue;
            }
            if (accumulate) Tile<T, V, S>.Copy(height, columns, target, product.Ldc, buffer, width);
            Tile<T, V, S>.Multiply(height, vectors, k, a, block.Lda, product.TransposeA, b, ldb, buffer, width, accumulate);
            Tile<T, V, S>.Copy(height, columns, buffer, width, target, product.Ldc);
        }
    }

    /// <summary>Puts the bias, or zeros for an empty sum, into C.</summary>
    private static void Prepare<T, V, S>(in Product<T> product, int firstRow, int rows, int firstPanel, int lastPanel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        if (product.Accumulate) return;
        var first = firstPanel * Tile<T, V, S>.Columns;
        var columns = Math.Min(product.N, lastPanel * Tile<T, V, S>.Columns) - first;
        var c = product.C + (nint)firstRow * product.Ldc + first;
        if (product.Bias != null) Tile<T, V, S>.Copy(rows, columns, product.Bias + first, 0, c, product.Ldc);
        else for (var row = 0; row < rows; row++) new Span<T>(c + (nint)row * product.Ldc, columns).Clear();
    }

    /// <summary>How far packed rows of A are apart: never a power of two, which keeps them in different cache sets.</summary>
    private static int PackedStride(int k)
    {
        var stride = (k + 15) / 16 * 16;
        return stride % 32 == 0 ? stride + 16 : stride;
    }

    /// <summary>
    /// Copies a block of A, times alpha: its rows one after the other, or, where A is transposed, in tiles whose k rows of
    /// TileRows numbers follow each other.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackA<T, V, S>(in Product<T> product, int firstRow, int rows, int start, int k, T* packed, ref Block<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var a = product.RowOfA(firstRow, start);
        if (product.TransposeA)
        {
            for (var row = 0; row < rows; row += S.TileRows)
            {
                var height = Math.Min(S.TileRows, rows - row);
                Tile<T, V, S>.Copy(k, height, a + row, product.Lda, packed + (nint)row * k, S.TileRows);
            }
            block = new Block<T> { A = packed, Lda = S.TileRows, InTiles = true };
        }
        else
        {
            var lda = PackedStride(k);
            Tile<T, V, S>.Copy(rows, k, a, product.Lda, packed, lda);
            block = new Block<T> { A = packed, Lda = lda, Step = lda };
        }
        if (product.Alpha == T.One) return;
        var length = product.TransposeA ? (nint)(rows + S.TileRows - 1) / S.TileRows * S.TileRows * k : rows * block.Lda;
        for (nint i = 0; i < length; i++) packed[i] *= product.Alpha;
    }

    /// <summary>Where the rows of A lie that a block multiplies.</summary>
    private struct Block<T>
        where T : unmanaged
    {
        public T* A;
        public nint Lda, Step;
        public bool InTiles;
    }
}
