namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>Where a name in a group leads: to an object's header, or to another name.</summary>
/// <param name="Address">Of the header; <see cref="H5Cursor.Undefined"/> for a soft link.</param>
/// <param name="Path">The name to which a soft link leads.</param>
internal readonly record struct H5Link(long Address, string? Path = null);

/// <summary>The names in a group, in each of the three ways in which files keep them.</summary>
internal sealed class H5Links
{
    private const int MostLevels = 32;

    private readonly H5Input input;
    private readonly Dictionary<string, H5Link> links = new(StringComparer.Ordinal);
    private readonly HashSet<long> seen = [];

    private H5Links(H5Input input, H5Header header)
    {
        this.input = input;
        if (header.Find(H5MessageKind.SymbolTable) is { } table) ReadTable(table);
        foreach (var message in header.All(H5MessageKind.Link)) Add(message);
        if (header.Find(H5MessageKind.LinkInfo) is { } info) ReadDense(info);
    }

    internal static Dictionary<string, H5Link> Read(H5Input input, H5Header header) => new H5Links(input, header).links;

    private void ReadTable(H5Cursor table)
    {
        var (tree, heap) = (table.Offset(), table.Offset());
        var head = input.Read(heap, 8 + 2 * input.LengthSize + input.OffsetSize, "the local heap").Expect("HEAP"u8);
        head.Version(0, 0);
        head.Skip(3);
        var size = head.Length();
        head.Skip(input.LengthSize);
        var names = input.Read(head.Offset(), size, "the local heap").Rest();
        ReadNode(tree, names, level: null);
    }

    private void ReadNode(long address, ReadOnlyMemory<byte> names, int? level)
    {
        const string What = "the B-tree of a group";
        Visit(address, What);
        var head = 8 + 2 * input.OffsetSize;
        var node = input.Read(address, head, What).Expect("TREE"u8);
        if (node.Byte() != 0) throw node.Damaged("is none of a group");
        var (own, count) = (node.Byte(), node.UInt16());
        if (own > MostLevels || own != (level ?? own)) throw node.Damaged("has a wrong level");
        var entries = input.Read(address + head, (long)count * (input.LengthSize + input.OffsetSize), What);
        for (var i = 0; i < count; i++)
        {
            entries.Skip(input.LengthSize);
            if (own == 0) ReadSymbols(entries.Offset(), names);
            else ReadNode(entries.Offset(), names, own - 1);
        }
    }

    private void ReadSymbols(long address, ReadOnlyMemory<byte> names)
    {
        const string What = "the names of a group";
        Visit(address, What);
        var head = input.Read(address, 8, What).Expect("SNOD"u8);
        head.Version(1, 1);
        head.Skip(1);
        var count = head.UInt16();
        var entries = input.Read(address + 8, count * (2L * input.OffsetSize + 24), What);
        for (var i = 0; i < count; i++)
        {
            var (name, header, isSoft) = (NameAt(entries.Offset()), entries.Offset(), entries.UInt32() == 2);
            entries.Skip(4);
            var scratch = entries.Part(16);
            links[name] = isSoft ? new(H5Cursor.Undefined, NameAt(scratch.UInt32())) : new(header);
        }

        string NameAt(long offset)
        {
            if (offset < 0 || offset > names.Length) throw new InvalidDataException(Invariant($"{What} are not in its heap"));
            return new H5Cursor(input, names[(int)offset..], What, address).Text();
        }
    }

    private void ReadDense(H5Cursor info)
    {
        info.Version(0, 0);
        info.Skip((info.Byte() & 1) != 0 ? 8 : 0);
        var (heapAddress, tree) = (info.Offset(), info.Offset());
        if (heapAddress == H5Cursor.Undefined) return;
        var heap = new H5FractalHeap(input, heapAddress);
        foreach (var record in H5BTree2.Records(input, tree))
        {
            record.Skip(4);
            Add(heap.Object(record));
        }
    }

    private void Add(H5Cursor message)
    {
        message.Version(1, 1);
        var flags = message.Byte();
        var kind = (flags & 8) != 0 ? message.Byte() : 0;
        message.Skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0));
        var length = message.Number(1 << (flags & 3));
        if (length is <= 0 or > int.MaxValue) throw message.Damaged("has a name without a length");
        var name = Encoding.UTF8.GetString(message.Next((int)length));
        if (kind == 0) links[name] = new(message.Offset());
        else if (kind == 1) links[name] = new(H5Cursor.Undefined, Encoding.UTF8.GetString(message.Next(message.UInt16())));
        else links[name] = new(H5Cursor.Undefined);
    }

    private void Visit(long address, string what)
    {
        if (!seen.Add(address)) throw new InvalidDataException(Invariant($"{what} leads to byte {address} twice"));
    }
}
