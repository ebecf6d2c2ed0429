using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

// Kernels that move elements without changing them, and their ways back.
public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    protected override void RunTranspose(Tensor x, int[] permutation, Tensor y)
    {
        var strides = RowMajor(x.Shape);
        Typed.Move(x.DType, new StridedCopyKernel(x, 0, Array.ConvertAll(permutation, axis => strides[axis]), y.Shape, y));
    }

    /// <inheritdoc/>
    protected override void RunSlice(Tensor x, int[] begin, int[] strides, Tensor y)
    {
        var (offset, steps) = Strides(x.Shape, begin, strides);
        Typed.Move(x.DType, new StridedCopyKernel(x, offset, steps, y.Shape, y));
    }

    /// <inheritdoc/>
    protected override void RunSliceAdd(Tensor x, int[] begin, int[] strides, Tensor y)
    {
        var (offset, steps) = Strides(y.Shape, begin, strides);
        Typed.Run(x.DType, new StridedAddKernel(y, offset, steps, x.Shape, x));
    }

    /// <inheritdoc/>
    protected override void RunConcat(IReadOnlyList<Tensor> xs, int axis, Tensor y)
    {
        var outer = y.Shape.Range(0, axis).Length;
        var size = y.DType.Size();
        var to = (byte*)Pointer<byte>(y);
        for (var o = 0L; o < outer; o++)
            foreach (var x in xs)
            {
                var bytes = x.Length / Math.Max(outer, 1) * size;
                Buffer.MemoryCopy(Pointer<byte>(x) + o * bytes, to, bytes, bytes);
                to += bytes;
            }
    }

    /// <inheritdoc/>
    protected override void RunCheckRows(int rows, Tensor indices)
    {
        var index = Span<int>(indices);
        if (index.IsEmpty || (TensorPrimitives.Min<int>(index) >= 0 && TensorPrimitives.Max<int>(index) < rows)) return;
        for (var i = 0; i < index.Length; i++)
            if ((uint)index[i] >= (uint)rows) throw indices.Shape.NoRow(i, index[i], rows);
    }

    /// <inheritdoc/>
    protected override int RunCompactRows(Tensor indices, int tableRows, Tensor rowOf, Tensor rows) =>
        TableRows.Compact(Pointer<int>(indices), checked((int)indices.Length), tableRows, Pointer<int>(rowOf), Pointer<int>(rows));

    /// <inheritdoc/>
    protected override void RunGather(Tensor table, Tensor indices, Tensor y)
    {
        var rows = table.Shape.Dims[0];
        var width = rows == 0 ? 0 : table.Length / rows;
        if (table.DType == DType.Float32 && indices.Length <= int.MaxValue)
            TableRows.Gather(Pointer<float>(table), checked((int)width), Pointer<int>(indices), (int)indices.Length, Pointer<float>(y));
        else GatherBytes(table, indices, y, width * table.DType.Size());
    }

    /// <inheritdoc/>
    protected override void RunScatterAdd(Tensor table, Tensor indices, Tensor rows)
    {
        if (table.DType == DType.Bool) throw NoNumbers("The sum by rows");
        Typed.Run(table.DType, new ScatterAddKernel(table, indices, rows));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherBytes(Tensor table, Tensor indices, Tensor y, long bytes)
    {
        byte* from = Pointer<byte>(table), to = Pointer<byte>(y);
        var index = Pointer<int>(indices);
        for (var i = 0L; i < indices.Length; i++, to += bytes) Buffer.MemoryCopy(from + index[i] * bytes, to, bytes, bytes);
    }

    private readonly struct ScatterAddKernel(Tensor table, Tensor indices, Tensor rows) : ITyped
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            var count = table.Shape.Dims[0];
            var width = checked((int)(count == 0 ? 0 : table.Length / count));
            T* to = Pointer<T>(table), from = Pointer<T>(rows);
            var index = Pointer<int>(indices);
            for (var i = 0L; i < indices.Length; i++)
            {
                var row = new Span<T>(to + (long)index[i] * width, width);
                TensorPrimitives.Add(row, new ReadOnlySpan<T>(from + i * width, width), row);
            }
        }
    }

    private static long[] RowMajor(Shape shape)
    {
        var strides = new long[shape.Rank];
        var running = 1L;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = running;
            running *= shape.Dims[axis];
        }
        return strides;
    }

    private static (long Offset, long[] Strides) Strides(Shape shape, int[] begin, int[] strides)
    {
        var steps = RowMajor(shape);
        var offset = 0L;
        for (var axis = 0; axis < steps.Length; axis++)
        {
            offset += begin[axis] * steps[axis];
            steps[axis] *= strides[axis];
        }
        return (offset, steps);
    }

    private readonly struct StridedCopyKernel(Tensor strided, long offset, long[] steps, Shape shape, Tensor contiguous) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            if (contiguous.Length == 0) return;
            var from = Pointer<T>(strided);
            var to = Pointer<T>(contiguous);
            foreach (var start in Rows(offset, steps, shape))
            {
                var run = RunLength(shape);
                var step = RunStep(steps);
                if (step == 1) new ReadOnlySpan<T>(from + start, run).CopyTo(new Span<T>(to, run));
                else
                    for (var i = 0; i < run; i++) to[i] = from[start + i * step];
                to += run;
            }
        }
    }

    private readonly struct StridedAddKernel(Tensor strided, long offset, long[] steps, Shape shape, Tensor contiguous) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            if (contiguous.Length == 0) return;
            var to = Pointer<T>(strided);
            var from = Pointer<T>(contiguous);
            foreach (var start in Rows(offset, steps, shape))
            {
                var run = RunLength(shape);
                var step = RunStep(steps);
                for (var i = 0; i < run; i++) to[start + i * step] += from[i];
                from += run;
            }
        }
    }

    private static int RunLength(Shape shape) => shape.Rank == 0 ? 1 : shape.Dims[^1];

    private static long RunStep(long[] steps) => steps.Length == 0 ? 1 : steps[^1];

    /// <summary>Where each innermost run begins.</summary>
    private static IEnumerable<long> Rows(long offset, long[] steps, Shape shape)
    {
        var index = new int[Math.Max(shape.Rank - 1, 0)];
        while (true)
        {
            yield return offset;
            var axis = index.Length - 1;
            for (; axis >= 0; axis--)
            {
                offset += steps[axis];
                if (++index[axis] < shape.Dims[axis]) break;
                offset -= steps[axis] * index[axis];
                index[axis] = 0;
            }
            if (axis < 0) yield break;
        }
    }
}
