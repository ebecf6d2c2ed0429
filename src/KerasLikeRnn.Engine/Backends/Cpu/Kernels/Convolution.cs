using System.Numerics;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// Convolutions as matrix products: the windows are the rows of a matrix that is made block by block in the cache
/// (<see cref="Patches{T, V, S}"/>) and multiplied by the packed kernel, group by group.
/// </summary>
/// <remarks>What a chunk is depends on sizes only, so results have the same bits on any number of threads.</remarks>
internal static unsafe class Convolution
{
    private const int DepthBlock = 208;
    private const int FewestRows = 64;
    private const int MostRows = 1024;
    private const int PatchNumbers = 1 << 12;
    private const int ScatterNumbers = 1 << 14;
    private const int ProductsPerChunk = 1 << 19;

    private const int ColumnBlock = 256;
    private const int WantedChunks = 16;
    private const int ShortestPart = 512;
    private const long MostPartialNumbers = 1 << 22;

    /// <summary>y = windows(x) · kernel + bias.</summary>
    public static void Forward<T>(in ConvolutionShape shape, T* x, T* kernel, T* bias, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (shape.Positions == 0) return;
        var packing = new PackKernel<T>
        {
            Kernel = kernel,
            Depth = shape.Columns,
            Columns = shape.GroupFilters,
            Ld = shape.Filters,
            Step = shape.GroupFilters
        };
        using var packed = Scratch.Rent<T>(packing.Plan(shape.Groups));
        packing.Packed = packed.Pointer;
        Simd.For<T, PackKernel<T>>(packing.Chunks, ref packing);

        var wanted = Math.Clamp(ProductsPerChunk / ((long)shape.Columns * shape.GroupFilters) / 8 * 8, FewestRows, MostRows);
        var forward = new ForwardKernel<T>
        {
            Shape = shape, X = x, Bias = bias, Y = y, Packing = packing,
            RowsPerChunk = Math.Min((int)wanted, Math.Max(FewestRows, PatchNumbers / Math.Max(16, packing.DepthPerBlock))),
        };
        Simd.For<T, ForwardKernel<T>>((shape.Positions + forward.RowsPerChunk - 1) / forward.RowsPerChunk, ref forward);
    }

    /// <summary>
    /// dx of dy. With strides of 1 it is a convolution of dy by the kernel turned round; else the windows' gradients are
    /// made and added where they belong.
    /// </summary>
    public static void InputGradient<T>(in ConvolutionShape shape, T* dy, T* kernel, T* dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (shape.HasUnitStrides && shape.Positions > 0)
        {
            using var turned = Scratch.Rent<T>((long)shape.Taps * shape.GroupFilters * shape.Channels);
            var turn = new TurnKernel<T> { Shape = shape, Kernel = kernel, Turned = turned.Pointer };
            Simd.For<T, TurnKernel<T>>(shape.Taps, ref turn);
            Forward(shape.Backwards(), dy, turned.Pointer, null, dx);
            return;
        }
        var packing = new PackKernel<T>
        {
            Kernel = kernel, Depth = shape.GroupFilters, Columns = shape.Columns, Ld = shape.Filters, Step = shape.GroupFilters,
            Transposed = true,
        };
        using var packed = Scratch.Rent<T>(packing.Plan(shape.Groups));
        packing.Packed = packed.Pointer;
        Simd.For<T, PackKernel<T>>(packing.Chunks, ref packing);
        var scatter = new ScatterKernel<T> { Shape = shape, Dy = dy, Dx = dx, Packing = packing };
        Simd.For<T, ScatterKernel<T>>(shape.Batch, ref scatter);
    }

    /// <summary>dKernel = windows(x)ᵀ · dy: blocks of rows, each in parts of the positions that are added up in order.</summary>
    public static void KernelGradient<T>(in ConvolutionShape shape, T* x, T* dy, T* dKernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var length = (long)shape.Columns * shape.Filters;
        var blocks = (shape.Columns + ColumnBlock - 1) / ColumnBlock;
        var parts = (int)Math.Clamp(
            Math.Min(WantedChunks / (blocks * shape.Groups) + 1, shape.Positions / ShortestPart), 1,
            Math.Max(1, MostPartialNumbers / Math.Max(length, 1)));
        using var partial = Scratch.Rent<T>(parts > 1 ? parts * length : 0);
        var gradient = new GradientKernel<T>
        {
            Shape = shape, X = x, Dy = dy, PartCount = parts, Blocks = blocks,
            ColumnsPerBlock = ((shape.Columns + blocks - 1) / blocks + 7) / 8 * 8,
            Partial = parts > 1 ? partial.Pointer : dKernel,
        };
        Simd.For<T, GradientKernel<T>>(shape.Groups * blocks * parts, ref gradient);
        if (parts > 1) PartialSums.Add(partial.Pointer, parts, length, dKernel);
    }

    /// <summary>Packs the kernel's matrix of each group, in blocks of its depth that keep a panel in the first-level cache.</summary>
    private struct PackKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Kernel, Packed;
        public int Depth, Columns, Ld, Step, DepthPerBlock;
        public bool Transposed;

        private int blocks;
        private long rowLength;

        public int Chunks { get; private set; }

        /// <summary>Settles the blocks; returns how many numbers they take.</summary>
        public long Plan(int groups)
        {
            blocks = Math.Max(1, (Depth + DepthBlock - 1) / DepthBlock);
            DepthPerBlock = Math.Max(1, (Depth + blocks - 1) / blocks);
            Chunks = groups * blocks;
            var width = 2 * Simd.Lanes<T>();
            rowLength = (long)(Columns + width - 1) / width * width;
            return groups * Depth * rowLength;
        }

        public readonly T* Block(int group, int start) => Packed + ((nint)group * Depth + start) * (nint)rowLength;

        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            int group = chunk / blocks, start = chunk % blocks * DepthPerBlock;
            var k = Math.Min(DepthPerBlock, Depth - start);
            var source = Kernel + (nint)group * Step + (Transposed ? start : (nint)start * Ld);
            if (k > 0) Panels<T, V, S>.PackAll(k, Columns, source, Ld, Transposed, Block(group, start));
        }
    }

    private struct ForwardKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public ConvolutionShape Shape;
        public T* X, Bias, Y;
        public PackKernel<T> Packing;
        public int RowsPerChunk;

        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var first = chunk * RowsPerChunk;
            var rows = Math.Min(RowsPerChunk, Shape.Positions - first);
            var ld = Rows<T, V, S>.Stride(Packing.DepthPerBlock);
            using var patches = Scratch.Rent<T>((long)rows * ld);
            for (var group = 0; group < Shape.Groups; group++)
            {
                var y = Y + (nint)first * Shape.Filters + group * Shape.GroupFilters;
                for (var start = 0; start < Shape.Columns; start += Packing.DepthPerBlock)
                {
                    var k = Math.Min(Packing.DepthPerBlock, Shape.Columns - start);
                    var bias = start == 0 && Bias != null ? Bias + group * Shape.GroupFilters : null;
                    Patches<T, V, S>.Gather(Shape, X, group, first, rows, start, k, patches.Pointer, ld);
                    MatMul.RunBlock<T, V, S>(
                        false, rows, Shape.GroupFilters, k, patches.Pointer, ld, Packing.Block(group, start), bias, y, Shape.Filters,
                        start > 0);
                }
            }
        }
    }

    /// <summary>turned[last tap - t, f, c] = kernel[t, c, f], in each group.</summary>
    private struct TurnKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public ConvolutionShape Shape;
        public T* Kernel, Turned;

        public readonly void Run<V, S>(int tap)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            int channels = Shape.GroupChannels, filters = Shape.GroupFilters;
            var source = Kernel + (nint)tap * channels * Shape.Filters;
            var target = Turned + (nint)(Shape.Taps - 1 - tap) * filters * Shape.Channels;
            for (var group = 0; group < Shape.Groups; group++, source += filters, target += channels)
                for (nint channel = 0; channel < channels; channel++)
                    for (nint filter = 0; filter < filters; filter++)
                        target[filter * Shape.Channels + channel] = source[channel * Shape.Filters + filter];
        }
    }

    /// <summary>The windows' gradients of one sample, dy · kernelᵀ, added where the windows lie.</summary>
    private struct ScatterKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public ConvolutionShape Shape;
        public T* Dy, Dx;
        public PackKernel<T> Packing;

        public readonly void Run<V, S>(int sample)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var positions = Shape.Output.Product;
            int first = sample * positions, last = first + positions;
            var ld = Rows<T, V, S>.Stride(Shape.Columns);
            var most = Math.Clamp(ScatterNumbers / ld, 8, FewestRows);
            using var patches = Scratch.Rent<T>((long)most * ld);
            Rows<T, V, S>.Clear(Dx + sample * Shape.SampleLength, checked((int)Shape.SampleLength));
            for (var group = 0; group < Shape.Groups; group++)
            {
                for (var row = first; row < last; row += most)
                {
                    var rows = Math.Min(most, last - row);
                    for (var start = 0; start < Shape.GroupFilters; start += Packing.DepthPerBlock)
                    {
                        var k = Math.Min(Packing.DepthPerBlock, Shape.GroupFilters - start);
                        var dy = Dy + (nint)row * Shape.Filters + group * Shape.GroupFilters + start;
                        MatMul.RunBlock<T, V, S>(
                            false, rows, Shape.Columns, k, dy, Shape.Filters, Packing.Block(group, start), null, patches.Pointer, ld,
                            start > 0);
                    }
                    Patches<T, V, S>.ScatterAdd(Shape, Dx, group, row, rows, 0, Shape.Columns, patches.Pointer, ld);
                }
            }
        }
    }

    /// <summary>A block of rows of one group's kernel gradient, summed over one part of the positions.</summary>
    private struct GradientKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public ConvolutionShape Shape;
        public T* X, Dy, Partial;
        public int PartCount, Blocks, ColumnsPerBlock;

        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            int part = chunk % PartCount, block = chunk / PartCount % Blocks, group = chunk / PartCount / Blocks;
            var column = block * ColumnsPerBlock;
            var columns = Math.Min(ColumnsPerBlock, Shape.Columns - column);
            if (columns <= 0) return;
            int filters = Shape.GroupFilters, first = (int)((long)Shape.Positions * part / PartCount),
                last = (int)((long)Shape.Positions * (part + 1) / PartCount);
            var target = Partial + ((nint)part * Shape.Columns + column) * Shape.Filters + group * filters;
            if (first == last)
                for (var row = 0; row < columns; row++) Rows<T, V, S>.Clear(target + (nint)row * Shape.Filters, filters);
            var ld = Rows<T, V, S>.Stride(columns);
            using var patches = Scratch.Rent<T>((long)DepthBlock * ld);
            using var packed = Scratch.Rent<T>(Panels<T, V, S>.Length(DepthBlock, filters));
            for (var position = first; position < last; position += DepthBlock)
            {
                var k = Math.Min(DepthBlock, last - position);
                Panels<T, V, S>.PackAll(
                    k, filters, Dy + (nint)position * Shape.Filters + group * filters, Shape.Filters, false, packed.Pointer);
                Patches<T, V, S>.Gather(Shape, X, group, position, k, column, columns, patches.Pointer, ld);
                MatMul.RunBlock<T, V, S>(
                    true, columns, filters, k, patches.Pointer, ld, packed.Pointer, null, target, Shape.Filters, position > first);
            }
        }
    }
}
