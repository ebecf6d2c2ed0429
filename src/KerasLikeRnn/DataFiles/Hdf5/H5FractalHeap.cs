using System.Numerics;

namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>Where many links or attributes of one object lie: blocks whose sizes double, found by an offset into all of them.</summary>
internal sealed class H5FractalHeap
{
    private const string What = "the fractal heap";
    private const int MostLevels = 16;

    private readonly H5Input input;
    private readonly List<(long Start, long Size, long Address)> blocks = [];
    private readonly HashSet<long> seen = [];
    private readonly Dictionary<long, (long Address, long Size)> huge = [];
    private readonly int idSize;
    private readonly bool isHugeDirect;
    private readonly int offsetSize;
    private readonly int sizeSize;
    private readonly int width;
    private readonly long startSize;
    private readonly long largestDirect;

    internal H5FractalHeap(H5Input input, long address)
    {
        this.input = input;
        var (offset, length) = (input.OffsetSize, input.LengthSize);
        var header = input.Read(address, 22 + 12 * length + 3 * offset, What).Expect("FRHP"u8);
        header.Version(0, 0);
        idSize = header.UInt16();
        if (header.UInt16() != 0) throw header.Damaged("is compressed, which is not supported");
        header.Skip(1);
        var largestManaged = header.UInt32();
        header.Skip(length);
        var hugeTree = header.Offset();
        header.Skip(9 * length + offset);
        width = header.UInt16();
        (startSize, largestDirect) = (header.Length(), header.Length());
        offsetSize = (header.UInt16() + 7) / 8;
        header.Skip(2);
        var (root, rows) = (header.Offset(), header.UInt16());
        if (width == 0 || !BitOperations.IsPow2(startSize) || !BitOperations.IsPow2(largestDirect) || largestDirect < startSize
            || offsetSize is 0 or > 8)
            throw header.Damaged("has impossible sizes");
        sizeSize = Math.Min((BitOperations.Log2((ulong)largestDirect) + 7) / 8, BitOperations.Log2(Math.Max(largestManaged, 1)) / 8 + 1);
        isHugeDirect = idSize > offset + length;
        if (!isHugeDirect) ReadHuge(hugeTree);
        if (root == H5Cursor.Undefined) return;
        if (rows == 0) blocks.Add((0, startSize, root));
        else ReadIndirect(root, 0, rows, 0);
    }

    /// <summary>The bytes to which an identification leads.</summary>
    internal H5Cursor Object(H5Cursor place)
    {
        var id = place.Part(idSize);
        var first = id.Byte();
        switch (first >> 4 & 3)
        {
            case 0:
                return Managed(id);
            case 1 when isHugeDirect:
                return input.Read(id.Offset(), id.Length(), What);
            case 1:
                return huge.TryGetValue(id.Number(Math.Min(id.Remaining, input.LengthSize)), out var found)
                    ? input.Read(found.Address, found.Size, What)
                    : throw id.Damaged("refers to a large object that the fractal heap has not");
            default:
                return id.Part((first & 15) + 1);
        }
    }

    private H5Cursor Managed(H5Cursor id)
    {
        var (offset, size) = (id.Number(offsetSize), id.Number(sizeSize));
        foreach (var block in blocks)
            if (offset >= block.Start && offset < block.Start + block.Size && size <= block.Start + block.Size - offset)
                return input.Read(block.Address + offset - block.Start, size, What);
        throw id.Damaged(Invariant($"refers to {size} bytes at {offset}, which the fractal heap has not"));
    }

    private void ReadHuge(long tree)
    {
        foreach (var record in H5BTree2.Records(input, tree))
        {
            var (address, size) = (record.Offset(), record.Length());
            huge[record.Length()] = (address, size);
        }
    }

    // The first two rows have blocks of the same size, each after that blocks of twice the size of those before.
    private long BlockSize(int row) => row < 2 ? startSize : startSize << Math.Min(row - 1, 48);

    private void ReadIndirect(long address, long start, int rows, int level)
    {
        if (level > MostLevels || !seen.Add(address)) throw new InvalidDataException(Invariant($"{What} leads to byte {address} twice"));
        var head = 5 + input.OffsetSize + offsetSize;
        var block = input.Read(address, head + (long)rows * width * input.OffsetSize, What).Expect("FHIB"u8);
        block.Skip(head - 4);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < width; column++, start += BlockSize(row))
            {
                if (start < 0) throw block.Damaged("has impossible sizes");
                var child = block.Offset();
                if (child == H5Cursor.Undefined) continue;
                if (BlockSize(row) <= largestDirect) blocks.Add((start, BlockSize(row), child));
                else ReadIndirect(child, start, RowsWithin(BlockSize(row)), level + 1);
            }
    }

    // An indirect block covers as much as a block of its row is large.
    private int RowsWithin(long size) => BitOperations.Log2((ulong)(size / startSize)) - BitOperations.Log2((uint)width) + 1;
}
