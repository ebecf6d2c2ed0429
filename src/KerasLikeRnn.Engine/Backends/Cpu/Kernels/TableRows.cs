using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// The rows of a table that positions of a batch refer to: which are used, which positions use them, and sums over those
/// positions (the gradient of a lookup).
/// </summary>
internal static unsafe class TableRows
{
    private const int PositionsPerChunk = 1024;
    private const int PositionsPerSortChunk = 8192;
    private const int MostSortChunks = 4;

    /// <summary>
    /// Numbers the rows in use, in ascending order: writes each position's number to <paramref name="rowOf"/> and each number's
    /// row to <paramref name="used"/> (room for the smaller of count and rows). Returns how many rows are in use.
    /// </summary>
    /// <exception cref="ValueError">An id is negative or not below rows.</exception>
    public static int Compact(int* ids, int count, int rows, int* rowOf, int* used)
    {
        using var scratch = Scratch.Rent<int>(2L * rows + 1);
        var compact = new CompactState { Ids = ids, Count = count, RowCount = rows, Numbers = scratch.Pointer, RowOf = rowOf };
        new Span<int>(compact.Numbers, rows).Clear();
        var chunks = (count + PositionsPerSortChunk - 1) / PositionsPerSortChunk;
        Workers.For(chunks, &compact, &MarkRows);
        if (compact.HasStranger) throw Stranger(ids, count, rows);
        var usedCount = NumberRows(compact.Numbers, rows, scratch.Pointer + rows);
        new Span<int>(scratch.Pointer + rows, usedCount).CopyTo(new Span<int>(used, usedCount));
        Workers.For(chunks, &compact, &NameRows);
        return usedCount;
    }

    /// <summary>
    /// Sorts positions by row, positions of one row in ascending order: those of row r are order[starts[r]] up to
    /// order[starts[r + 1] - 1]. <paramref name="starts"/> has rows + 1 numbers, <paramref name="order"/> count.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort(int* rowOf, int count, int rows, int* starts, int* order)
    {
        var chunks = Math.Clamp(count / PositionsPerSortChunk, 1, MostSortChunks);
        using var places = Scratch.Rent<int>((long)chunks * rows);
        var sort = new SortState { RowOf = rowOf, Count = count, RowCount = rows, Chunks = chunks, Places = places.Pointer, Order = order };
        Workers.For(chunks, &sort, &CountRows);
        var next = 0;
        for (var row = 0; row < rows; row++)
        {
            starts[row] = next;
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                var place = places.Pointer + (nint)chunk * rows + row;
                (*place, next) = (next, next + *place);
            }
        }
        starts[rows] = next;
        Workers.For(chunks, &sort, &PlacePositions);
    }

    /// <summary>
    /// sums[rows, width] = for each row the sum of values[position, :] over its positions, in ascending order; zeros for rows
    /// without any. Positions are sorted by <see cref="Sort"/>.
    /// </summary>
    public static void Sum<T>(T* values, int width, int* starts, int* order, int rows, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = starts[rows];
        var chunks = Math.Max(1, (count + PositionsPerChunk - 1) / PositionsPerChunk);
        using var edges = Scratch.Rent<T>((long)chunks * width);
        var kernel = new SumKernel<T>
        {
            Values = values, Width = width, Starts = starts, Order = order, RowCount = rows, Sums = sums, Edges = edges.Pointer,
            Chunks = chunks,
        };
        Simd.For<T, SumKernel<T>>(chunks, ref kernel);
        for (var chunk = 1; chunk < chunks; chunk++)
        {
            var row = kernel.RowAt(chunk * PositionsPerChunk);
            if (starts[row] == chunk * PositionsPerChunk) continue;
            for (var i = 0; i < width; i++) sums[(nint)row * width + i] += edges.Pointer[(nint)chunk * width + i];
        }
    }

    /// <summary>rows[i, :] = table[used[i], :]: gathers the rows in use.</summary>
    public static void Gather<T>(T* table, int width, int* used, int count, T* rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new GatherKernel<T> { Table = table, Width = width, Used = used, Count = count, Destination = rows };
        Simd.For<T, GatherKernel<T>>((count + PositionsPerChunk - 1) / PositionsPerChunk, ref kernel);
    }

    /// <summary>A one for each row in use. Threads may write the same one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MarkRows(void* state, int chunk)
    {
        var compact = (CompactState*)state;
        int* ids = compact->Ids, numbers = compact->Numbers;
        var rows = (uint)compact->RowCount;
        var last = compact->End(chunk);
        for (var i = chunk * PositionsPerSortChunk; i < last; i++)
        {
            if ((uint)ids[i] < rows) numbers[ids[i]] = 1;
            else compact->HasStranger = true;
        }
    }

    /// <summary>Turns marks into numbers and lists the marked rows; the list needs room for one more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int NumberRows(int* numbers, int rows, int* used)
    {
        var count = 0;
        for (var row = 0; row < rows; row++)
        {
            // Without a branch, which nobody could foresee.
            var mark = numbers[row];
            numbers[row] = count;
            used[count] = row;
            count += mark;
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NameRows(void* state, int chunk)
    {
        var compact = (CompactState*)state;
        int* ids = compact->Ids, numbers = compact->Numbers, rowOf = compact->RowOf;
        var last = compact->End(chunk);
        for (var i = chunk * PositionsPerSortChunk; i < last; i++) rowOf[i] = numbers[ids[i]];
    }

    private static ValueError Stranger(int* ids, int count, int rows)
    {
        var i = 0;
        while (i < count - 1 && (uint)ids[i] < (uint)rows) i++;
        return new ValueError($"indices[{i}] = {ids[i]} is not in [0, {rows})", nameof(ids));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountRows(void* state, int chunk)
    {
        var sort = (SortState*)state;
        var places = sort->Places + (nint)chunk * sort->RowCount;
        new Span<int>(places, sort->RowCount).Clear();
        var (first, last) = sort->Range(chunk);
        for (var i = first; i < last; i++) places[sort->RowOf[i]]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlacePositions(void* state, int chunk)
    {
        var sort = (SortState*)state;
        var places = sort->Places + (nint)chunk * sort->RowCount;
        var (first, last) = sort->Range(chunk);
        for (var i = first; i < last; i++) sort->Order[places[sort->RowOf[i]]++] = i;
    }

    private struct CompactState
    {
        public int* Ids, Numbers, RowOf;
        public int Count, RowCount;
        public bool HasStranger;

        public readonly int End(int chunk) => Math.Min(Count, (chunk + 1) * PositionsPerSortChunk);
    }

    private struct SortState
    {
        public int* RowOf, Places, Order;
        public int Count, RowCount, Chunks;

        public readonly (int First, int Last) Range(int chunk) =>
            ((int)((long)Count * chunk / Chunks), (int)((long)Count * (chunk + 1) / Chunks));
    }

    /// <summary>
    /// A chunk takes a fixed number of sorted positions, so that a row used very often (padding) does not keep one thread busy.
    /// It writes the rows that begin in it; positions at its start that belong to an earlier row are summed aside.
    /// </summary>
    private struct SumKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const int PositionsAhead = 16;

        public T* Values, Sums, Edges;
        public int* Starts, Order;
        public int Width, RowCount, Chunks;

        /// <summary>The row of a sorted position: the last one that starts at it or before it and has positions.</summary>
        public readonly int RowAt(int position)
        {
            var (low, high) = (0, RowCount);
            while (high - low > 1)
            {
                var middle = (low + high) / 2;
                if (Starts[middle] <= position) low = middle;
                else high = middle;
            }
            return low;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var position = chunk * PositionsPerChunk;
            var end = Math.Min(Starts[RowCount], position + PositionsPerChunk);
            var row = chunk == 0 ? 0 : RowAt(position);
            if (chunk > 0 && Starts[row] < position)
            {
                SumRow<V, S>(position, Math.Min(end, Starts[row + 1]), Edges + (nint)chunk * Width);
                row++;
            }
            else if (chunk > 0)
            {
                // Rows without positions that begin at the same place lie before this one: they belong to this chunk too.
                while (row > 0 && Starts[row - 1] == position) row--;
            }
            var isLast = chunk == Chunks - 1;
            for (; row < RowCount && (Starts[row] < end || isLast); row++)
                SumRow<V, S>(Starts[row], Math.Min(end, Starts[row + 1]), Sums + (nint)row * Width);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void SumRow<V, S>(int first, int last, T* sum)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var lastPosition = Starts[RowCount] - 1;
            for (var position = first; position < last; position++)
                Rows<T, V, S>.Prefetch(Values + (nint)Order[Math.Min(lastPosition, position + PositionsAhead)] * Width, Width);
            var i = 0;
            for (; i <= Width - 2 * S.Width; i += 2 * S.Width)
            {
                V low = default, high = default;
                for (var position = first; position < last; position++)
                {
                    var value = Values + (nint)Order[position] * Width + i;
                    low = S.Add(low, S.Load(value));
                    high = S.Add(high, S.Load(value + S.Width));
                }
                S.Store(sum + i, low);
                S.Store(sum + i + S.Width, high);
            }
            for (; i < Width; i += S.Width)
            {
                V total = default;
                var lanes = Math.Min(S.Width, Width - i);
                for (var position = first; position < last; position++)
                    total = S.Add(total, Rows<T, V, S>.LoadPartial(Values + (nint)Order[position] * Width + i, lanes));
                Rows<T, V, S>.StorePartial(sum + i, total, lanes);
            }
        }
    }

    private struct GatherKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Table, Destination;
        public int* Used;
        public int Width, Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var last = Math.Min(Count, (chunk + 1) * PositionsPerChunk);
            for (var i = chunk * PositionsPerChunk; i < last; i++)
                Rows<T, V, S>.Copy(Table + (nint)Used[i] * Width, Destination + (nint)i * Width, Width);
        }
    }
}
