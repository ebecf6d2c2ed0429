using System.Numerics;

namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>A B-tree of the second version: records of one size, of which the leaves and the nodes above hold some each.</summary>
internal sealed class H5BTree2
{
    private const string What = "the B-tree";
    private const int Overhead = 10;
    private const int MostLevels = 16;

    private readonly H5Input input;
    private readonly HashSet<long> seen = [];
    private readonly List<H5Cursor> records = [];
    private readonly int nodeSize;
    private readonly int recordSize;
    private readonly int countSize;
    private readonly int[] totalSizes;

    private H5BTree2(H5Input input, long address)
    {
        this.input = input;
        var header = input.Read(address, Overhead + 8 + input.OffsetSize + input.LengthSize, What).Expect("BTHD"u8);
        header.Version(0, 0);
        header.Skip(1);
        nodeSize = (int)Math.Min(header.UInt32(), int.MaxValue);
        recordSize = header.UInt16();
        int depth = header.UInt16();
        header.Skip(2);
        if (recordSize == 0 || depth > MostLevels || nodeSize < Overhead + recordSize) throw header.Damaged("has impossible sizes");
        (countSize, totalSizes) = PointerSizes(depth);
        var root = header.Offset();
        int count = header.UInt16();
        if (root != H5Cursor.Undefined) ReadNode(root, count, depth);
    }

    /// <summary>All records, in the tree's order.</summary>
    internal static IReadOnlyList<H5Cursor> Records(H5Input input, long address) =>
        address == H5Cursor.Undefined ? [] : new H5BTree2(input, address).records;

    // How many bytes numbers take depends on how large they may become.
    private (int Count, int[] Totals) PointerSizes(int depth)
    {
        BigInteger most = (nodeSize - Overhead) / recordSize;
        var counts = SizeOf(most);
        var totals = new int[depth + 1];
        for (var level = 1; level <= depth; level++)
        {
            var pointer = input.OffsetSize + counts + totals[level - 1];
            var here = Math.Max(0, (nodeSize - Overhead - pointer) / (recordSize + pointer));
            most = (here + 1) * most + here;
            totals[level] = SizeOf(most);
        }
        return (counts, totals);

        static int SizeOf(BigInteger largest) => (int)Math.Max(1, (largest.GetBitLength() + 7) / 8);
    }

    private void ReadNode(long address, int count, int depth)
    {
        if (!seen.Add(address)) throw new InvalidDataException(Invariant($"{What} leads to byte {address} twice"));
        var node = input.Read(address, nodeSize, What).Expect(depth == 0 ? "BTLF"u8 : "BTIN"u8);
        node.Version(0, 0);
        node.Skip(1);
        var own = new H5Cursor[count];
        for (var i = 0; i < count; i++) own[i] = node.Part(recordSize);
        for (var i = 0; i <= count; i++)
        {
            if (depth > 0)
            {
                var (child, inside) = (node.Offset(), node.Number(countSize));
                node.Skip(depth > 1 ? totalSizes[depth - 1] : 0);
                ReadNode(child, (int)Math.Min(inside, ushort.MaxValue), depth - 1);
            }
            if (i < count) records.Add(own[i]);
        }
    }
}
