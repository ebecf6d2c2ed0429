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
    /// <param name="shape">Its shape.</param>
    /// <param name="elements">Its elements, which are written piece by piece.</param>
    public void Add(string key, Shape shape, Storage elements)
    {
        if (elements is StringStorage strings)
        {
            AddStrings(key, shape, [.. strings.Elements.Select(Encoding.UTF8.GetBytes)]);
            return;
        }
        var (crc, offset, size) = (new Crc32C(), file.Position, elements.DType.Size());
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(Chunk);
        for (var at = 0L; at < elements.Length;)
        {
            var count = (int)Math.Min(Chunk / size, elements.Length - at);
            var bytes = buffer.AsSpan(0, count * size);
            elements.Read(bytes, at);
            crc.Append(bytes);
            file.Write(bytes);
            at += count;
        }
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        Note(key, elements.DType, shape, offset, crc.Masked);
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
        Note(key, DType.String, shape, offset, crc.Masked);
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
        // Bytes that are still in the buffer find no room on a full disk: that has been said already.
        try
        {
            file.Dispose();
        }
        catch (IOException) when (!File.Exists(index))
        {
            file.SafeFileHandle.Dispose();
        }
        File.Delete(data);
        File.Delete(index);
    }

    private void Note(string key, DType type, Shape shape, long offset, uint checksum)
    {
        long[] sizes = [.. shape.Dims.ToArray().Select(size => (long)size)];
        var entry = new BundleEntry(key, BundleType.Of(type), sizes, 0, offset, file.Position - offset, checksum);
        entries.Add(Encoding.UTF8.GetBytes(key), entry.Written());
    }

    private sealed class ByBytes : IComparer<byte[]>
    {
        public static readonly ByBytes Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
