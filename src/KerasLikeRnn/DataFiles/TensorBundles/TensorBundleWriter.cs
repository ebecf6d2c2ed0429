using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>
/// Writes a bundle. It grows under temporary names, and takes the place of an older one when <see cref="Finish"/> is called: until
/// then, and where the disk is full or the process ends, the older one is whole.
/// </summary>
internal sealed class TensorBundleWriter : IDisposable
{
    private const int Chunk = 1 << 20;

    private readonly string prefix;
    private readonly string data;
    private readonly string index;
    private readonly FileStream file;
    private readonly SortedDictionary<byte[], byte[]> entries = new(ByBytes.Instance);

    /// <summary>Begins a bundle; the folder is made where it is missing.</summary>
    public TensorBundleWriter(string prefix)
    {
        this.prefix = prefix;
        if (Path.GetDirectoryName(prefix) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        (data, index) = (TemporaryFile.NameFor(BundleFiles.Data(prefix)), TemporaryFile.NameFor(BundleFiles.Index(prefix)));
        file = new FileStream(data, FileMode.CreateNew, FileAccess.Write, FileShare.Read, Chunk);
    }

    /// <summary>Adds a tensor.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="shape">Sizes of its axes.</param>
    /// <param name="elements">Its elements, which are written piece by piece.</param>
    public void Add(string key, Shape shape, Storage elements)
    {
        if (elements is StringStorage strings)
        {
            AddStrings(key, shape, [.. strings.Elements.Select(Encoding.UTF8.GetBytes)]);
            return;
        }
        var size = elements.DType.Size();
        Add(key, BundleType.Of(elements.DType), SizesOf(shape), elements.Length * size, (bytes, at) => elements.Read(bytes, at / size));
    }

    /// <summary>Adds a tensor of numbers.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="type">Type of its elements.</param>
    /// <param name="sizes">Sizes of its axes.</param>
    /// <param name="length">Number of its bytes.</param>
    /// <param name="read">Gives the bytes that begin at a place, whole elements only.</param>
    public void Add(string key, BundleType type, long[] sizes, long length, Action<Span<byte>, long> read)
    {
        var (crc, offset) = (new Crc32C(), file.Position);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(Chunk);
        for (var at = 0L; at < length;)
        {
            var bytes = buffer.AsSpan(0, (int)Math.Min(Chunk, length - at));
            read(bytes, at);
            crc.Append(bytes);
            file.Write(bytes);
            at += bytes.Length;
        }
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        Note(key, type, sizes, offset, crc.Masked);
    }

    /// <summary>Adds a tensor of strings.</summary>
    public void AddStrings(string key, Shape shape, IReadOnlyList<byte[]> strings)
    {
        var (crc, offset, lengths) = (new Crc32C(), file.Position, new ProtoWriter());
        Span<byte> number = stackalloc byte[4];
        foreach (var text in strings)
        {
            lengths.Raw((ulong)text.Length);
            BinaryPrimitives.WriteInt32LittleEndian(number, text.Length);
            crc.Append(number);
        }
        file.Write(lengths.Written);
        BinaryPrimitives.WriteUInt32LittleEndian(number, crc.Masked);
        file.Write(number);
        crc.Append(number);
        foreach (var text in strings)
        {
            file.Write(text);
            crc.Append(text);
        }
        Note(key, BundleType.Of(DType.String), SizesOf(shape), offset, crc.Masked);
    }

    /// <summary>Writes the index and moves both files to their place.</summary>
    public void Finish()
    {
        file.Flush(flushToDisk: true);
        file.Dispose();
        var header = new ProtoWriter().Number(1, 1).Message(3, new ProtoWriter().Number(1, 1)).Written.ToArray();
        var table = SortedTable.Write(entries.Select(entry => (entry.Key, entry.Value)).Prepend(([], header)));
        using (var stream = new FileStream(index, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
        {
            stream.Write(table);
            stream.Flush(flushToDisk: true);
        }
        BundleFiles.Replace(prefix, data, index);
    }

    /// <summary>Deletes what was written, unless it is in its place.</summary>
    public void Dispose()
    {
        // Bytes that are still in the buffer find no room on a full disk, or beyond the system's limit on the size of a file, which is an
        // ArgumentException: that has been said already.
        try
        {
            file.Dispose();
        }
        catch (Exception error) when (error is IOException or ArgumentException && !File.Exists(index))
        {
            file.SafeFileHandle.Dispose();
        }
        File.Delete(data);
        File.Delete(index);
    }

    private static long[] SizesOf(Shape shape) => [.. shape.Dims.ToArray().Select(size => (long)size)];

    private void Note(string key, BundleType type, long[] sizes, long offset, uint checksum)
    {
        var entry = new BundleEntry(key, type, sizes, 0, offset, file.Position - offset, checksum);
        entries.Add(Encoding.UTF8.GetBytes(key), entry.Written());
    }

    private sealed class ByBytes : IComparer<byte[]>
    {
        public static readonly ByBytes Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
