namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>Numbers in rows: contiguous, in chunks that may be compressed, or in the header itself.</summary>
internal sealed class H5DataSet : H5Object
{
    // As much as is converted at a time; a multiple of every element's size.
    private const int BlockSize = 1 << 20;

    // Deflate packs at most 258 bytes into two bits.
    private const long MostCompressed = 1032;

    private readonly byte[]? fill;
    private readonly H5Chunks? chunks;
    private readonly ReadOnlyMemory<byte>? compact;
    private readonly long address = H5Cursor.Undefined;

    internal H5DataSet(H5File file, H5Header header, H5Cursor layout, string path) : base(file, header, path)
    {
        Type = H5Type.Read(header.Find(H5MessageKind.Type) ?? throw Wrong("has no type"));
        Space = H5Space.Read(header.Find(H5MessageKind.Space) ?? throw Wrong("has no sizes"));
        if (header.Find(H5MessageKind.ExternalFiles) is not null) throw Wrong("lies in other files, which are not read");
        fill = ReadFill(header);
        var version = layout.Version(1, 4);
        if (version < 3) (address, compact, chunks) = ReadOldLayout(layout, header);
        else (address, compact, chunks) = ReadLayout(layout, header, version);
        CheckSize();
    }

    /// <summary>Type of the elements in the file.</summary>
    internal H5Type Type { get; }

    /// <summary>Its sizes.</summary>
    internal H5Space Space { get; }

    /// <summary>Bytes of all elements.</summary>
    internal long Bytes => Space.Count * Type.Size;

    /// <summary>Whether its elements lie in the file in one piece, so that nothing but the file itself can fail when they are read.</summary>
    internal bool IsContiguous => chunks is null;

    /// <summary>Type of the tensor that holds it.</summary>
    /// <exception cref="InvalidDataException">It holds no numbers.</exception>
    internal DType DType => Type.DType ?? throw Wrong($"holds {Type}, which is no number");

    /// <summary>The sizes as tensors have them.</summary>
    /// <exception cref="InvalidDataException">It has more elements than a tensor may have.</exception>
    internal Shape Shape => Space.Count <= Array.MaxLength && Space.Sizes.All(size => size <= int.MaxValue)
        ? new([.. Space.Sizes.Select(size => (int?)size)])
        : throw Wrong($"has the sizes {Space}, more than a tensor may have");

    /// <summary>Reads all elements into a block of as many elements of the type <see cref="DType"/>.</summary>
    /// <exception cref="InvalidDataException">They are not where the file says.</exception>
    internal void ReadInto(Storage target)
    {
        if (target.DType != DType || target.Length != Space.Count)
            throw new ArgumentException(Invariant($"{Path} has {Space.Count} {DType.Name()}, not {target.Length} {target.DType.Name()}."));
        if (chunks is not null) ReadChunks(target);
        else if (compact is { } bytes) WriteConverted(bytes.ToArray(), target, 0);
        else if (address == H5Cursor.Undefined) Fill(target);
        else ReadContiguous(target);
    }

    /// <summary>A tensor of all elements.</summary>
    internal Tensor Read()
    {
        var tensor = Tensor.Empty(Shape, DType);
        ReadInto(tensor.Storage);
        return tensor;
    }

    private void ReadContiguous(Storage target)
    {
        var buffer = new byte[Math.Min(BlockSize, Bytes)];
        for (var at = 0L; at < Bytes; at += buffer.Length)
        {
            var block = buffer.AsSpan(0, (int)Math.Min(buffer.Length, Bytes - at));
            File.Input.ReadExactly(address + at, block, Path);
            WriteConverted(block, target, at / Type.Size);
        }
    }

    private void ReadChunks(Storage target)
    {
        if (chunks!.HoldAll) Clear(target);
        else Fill(target);
        chunks.Read((row, first) => WriteConverted(row, target, first));
    }

    private void Fill(Storage target)
    {
        if (fill is null || Array.TrueForAll(fill, each => each == 0))
        {
            Clear(target);
            return;
        }
        for (var i = 0L; i < target.Length; i++) WriteConverted([.. fill], target, i);
    }

    private static void Clear(Storage target)
    {
        var zeros = new byte[Math.Min(BlockSize, target.Length * target.DType.Size())];
        var step = zeros.Length / target.DType.Size();
        for (var i = 0L; i < target.Length; i += step)
            target.Write(zeros.AsSpan(0, (int)Math.Min(step, target.Length - i) * target.DType.Size()), i);
    }

    private void WriteConverted(Span<byte> elements, Storage target, long first)
    {
        if (Type.Size == target.DType.Size() && !Type.IsBigEndian)
        {
            target.Write(elements, first);
            return;
        }
        var converted = new byte[elements.Length / Type.Size * target.DType.Size()];
        Type.Convert(elements, converted);
        target.Write(converted, first);
    }

    private (long, ReadOnlyMemory<byte>?, H5Chunks?) ReadLayout(H5Cursor layout, H5Header header, int version)
    {
        switch (layout.Byte())
        {
            case 0:
                return (H5Cursor.Undefined, layout.Part(layout.UInt16()).Rest(), null);
            case 1:
                return (layout.Offset(), null, null);
            case 2 when version == 3:
                int axes = layout.Byte();
                var tree = layout.Offset();
                return (H5Cursor.Undefined, null, Chunks(header, Sizes(layout, axes, 4), tree));
            case 2:
                return (H5Cursor.Undefined, null, NewChunks(layout, header));
            default:
                throw Wrong("is spread over other files, which are not read");
        }
    }

    private H5Chunks NewChunks(H5Cursor layout, H5Header header)
    {
        var flags = layout.Byte();
        int axes = layout.Byte();
        var sizes = Sizes(layout, axes, layout.Byte());
        if (layout.Byte() != 1)
            throw Wrong("has a list of chunks that only new versions of HDF5 write; rewrite the file with h5repack --low=0 --high=0");
        var isFiltered = (flags & 2) != 0;
        var size = isFiltered ? layout.Length() : Bytes;
        var mask = isFiltered ? layout.UInt32() : 0;
        return H5Chunks.Single(File.Input, Filters(header), sizes, Space, Type, new(layout.Offset(), size, mask, new long[Space.Sizes.Count]), Path);
    }

    private (long, ReadOnlyMemory<byte>?, H5Chunks?) ReadOldLayout(H5Cursor layout, H5Header header)
    {
        int axes = layout.Byte();
        var kind = layout.Byte();
        layout.Skip(5);
        var place = kind == 0 ? H5Cursor.Undefined : layout.Offset();
        var sizes = Sizes(layout, axes, 4);
        return kind switch
        {
            0 => (place, layout.Part(layout.UInt32()).Rest(), null),
            1 => (place, null, null),
            _ => (H5Cursor.Undefined, null, Chunks(header, sizes, place)),
        };
    }

    private H5Chunks Chunks(H5Header header, long[] sizes, long tree) =>
        H5Chunks.OfTree(File.Input, Filters(header), sizes, Space, Type, tree, Path);

    private static H5Filters Filters(H5Header header) => H5Filters.Read(header.Find(H5MessageKind.Filters));

    private static long[] Sizes(H5Cursor layout, int count, int size)
    {
        var sizes = new long[count];
        for (var i = 0; i < count; i++) sizes[i] = layout.Number(size);
        return sizes;
    }

    private static byte[]? ReadFill(H5Header header)
    {
        if (header.Find(H5MessageKind.Fill) is not { } message) return null;
        var version = message.Version(1, 3);
        if (version == 3)
        {
            if ((message.Byte() & 0x20) == 0) return null;
        }
        else
        {
            message.Skip(2);
            if (message.Byte() == 0) return null;
        }
        return message.Next((int)Math.Min(message.UInt32(), int.MaxValue)).ToArray();
    }

    // What was never written is no reason for a huge tensor, nor is what no compression packs so small.
    private void CheckSize()
    {
        if (fill is { Length: > 0 } && fill.Length != Type.Size) throw Wrong("has a fill value of another size");
        if (compact is { Length: var length } && length != Bytes) throw Wrong($"announces {Space} elements, but holds {length} bytes");
        if (compact is null && chunks is null && address != H5Cursor.Undefined) File.Input.Check(address, Bytes, Path);
        else if (Bytes > File.Input.Length * MostCompressed) throw Wrong($"has the sizes {Space}, more than the file can hold");
    }

    private InvalidDataException Wrong(string how) => new($"{Path} {Invariant($"{how}")}");
}
