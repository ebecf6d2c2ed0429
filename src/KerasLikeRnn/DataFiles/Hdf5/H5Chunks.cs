namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>A chunk of a data set.</summary>
/// <param name="Address">Where it lies.</param>
/// <param name="Size">Its bytes there.</param>
/// <param name="Mask">The filters that it has not gone through, a bit for each.</param>
/// <param name="Start">Its first element's place on each axis.</param>
internal sealed record H5Chunk(long Address, long Size, uint Mask, long[] Start);

/// <summary>The chunks of a data set.</summary>
internal sealed class H5Chunks
{
    private const int MostLevels = 32;

    private readonly H5Input input;
    private readonly H5Filters filters;
    private readonly long[] sizes;
    private readonly H5Space space;
    private readonly H5Type type;
    private readonly string path;
    private readonly List<H5Chunk> chunks = [];
    private readonly HashSet<long> seen = [];
    private readonly long chunkBytes;

    private H5Chunks(H5Input input, H5Filters filters, long[] sizes, H5Space space, H5Type type, string path)
    {
        (this.input, this.filters, this.space, this.type, this.path) = (input, filters, space, type, path);
        if (sizes.Length != space.Sizes.Count + 1 || sizes[^1] != type.Size || sizes.Any(size => size <= 0 || size > int.MaxValue))
            throw new InvalidDataException($"{path} has chunks of other sizes than its own");
        this.sizes = sizes[..^1];
        foreach (var size in sizes)
        {
            chunkBytes = Math.Max(chunkBytes, 1) * size;
            if (chunkBytes > Array.MaxLength) throw new InvalidDataException($"{path} has chunks that are too large");
        }
    }

    /// <summary>Whether no element is without a chunk.</summary>
    internal bool HoldAll => chunks.Count > 0 && chunks.Count == Needed();

    internal static H5Chunks OfTree(
        H5Input input, H5Filters filters, long[] sizes, H5Space space, H5Type type, long tree, string path)
    {
        var made = new H5Chunks(input, filters, sizes, space, type, path);
        if (tree != H5Cursor.Undefined) made.ReadNode(tree, level: null);
        return made;
    }

    internal static H5Chunks Single(
        H5Input input, H5Filters filters, long[] sizes, H5Space space, H5Type type, H5Chunk chunk, string path)
    {
        var made = new H5Chunks(input, filters, sizes, space, type, path);
        if (chunk.Address != H5Cursor.Undefined) made.Add(chunk);
        return made;
    }

    /// <summary>Reads one chunk after another, and hands out each row of its last axis with the place of its first element.</summary>
    internal void Read(RowReader take)
    {
        foreach (var chunk in chunks)
        {
            var bytes = new byte[chunk.Size];
            input.ReadExactly(chunk.Address, bytes, path);
            bytes = filters.Undo(bytes, (int)chunkBytes, chunk.Mask, type.Size, path);
            if (bytes.Length != chunkBytes)
                throw new InvalidDataException(Invariant($"{path} has a chunk of {bytes.Length} bytes instead of {chunkBytes}"));
            HandOut(chunk, bytes, take, axis: 0, from: 0, first: 0);
        }
    }

    private void HandOut(H5Chunk chunk, byte[] bytes, RowReader take, int axis, long from, long first)
    {
        if (axis == sizes.Length)
        {
            take(bytes.AsSpan(0, type.Size), 0);
            return;
        }
        var count = Math.Min(sizes[axis], space.Sizes[axis] - chunk.Start[axis]);
        if (axis == sizes.Length - 1)
        {
            var row = bytes.AsSpan((int)(from * sizes[axis] * type.Size), (int)(count * type.Size));
            take(row, first * space.Sizes[axis] + chunk.Start[axis]);
            return;
        }
        for (var i = 0L; i < count; i++)
            HandOut(chunk, bytes, take, axis + 1, from * sizes[axis] + i, first * space.Sizes[axis] + chunk.Start[axis] + i);
    }

    private void ReadNode(long address, int? level)
    {
        const string What = "the B-tree of chunks";
        if (!seen.Add(address)) throw new InvalidDataException(Invariant($"{What} leads to byte {address} twice"));
        var head = 8 + 2 * input.OffsetSize;
        var node = input.Read(address, head, What).Expect("TREE"u8);
        if (node.Byte() != 1) throw node.Damaged("is none of chunks");
        var (own, count) = (node.Byte(), node.UInt16());
        if (own > MostLevels || own != (level ?? own)) throw node.Damaged("has a wrong level");
        var entries = input.Read(address + head, (long)count * (8 + 8 * (sizes.Length + 1) + input.OffsetSize), What);
        for (var i = 0; i < count; i++)
        {
            var (size, mask) = (entries.UInt32(), entries.UInt32());
            var start = new long[sizes.Length];
            for (var axis = 0; axis < start.Length; axis++) start[axis] = entries.Number(8);
            entries.Skip(8);
            if (own == 0) Add(new(entries.Offset(), size, mask, start));
            else ReadNode(entries.Offset(), own - 1);
        }
    }

    private void Add(H5Chunk chunk)
    {
        input.Check(chunk.Address, chunk.Size, path);
        if (!seen.Add(chunk.Address)) throw new InvalidDataException(Invariant($"{path} has two chunks at byte {chunk.Address}"));
        for (var axis = 0; axis < sizes.Length; axis++)
            if (chunk.Start[axis] < 0 || chunk.Start[axis] % sizes[axis] != 0 || chunk.Start[axis] >= space.Sizes[axis])
                throw new InvalidDataException($"{path} has a chunk outside of its sizes {space}");
        if (chunkBytes > filters.Largest(chunk.Size))
            throw new InvalidDataException(Invariant($"{path} has a chunk of {chunkBytes} bytes that is said to lie in {chunk.Size}"));
        chunks.Add(chunk);
    }

    private long Needed()
    {
        var needed = 1L;
        for (var axis = 0; axis < sizes.Length; axis++) needed *= (space.Sizes[axis] + sizes[axis] - 1) / sizes[axis];
        return needed;
    }
}

/// <summary>Takes a row of elements as they lie in the file.</summary>
/// <param name="row">Its bytes, which may be changed.</param>
/// <param name="first">The place of its first element among all.</param>
internal delegate void RowReader(Span<byte> row, long first);
