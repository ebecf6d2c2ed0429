using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace KerasLikeRnn.DataFiles;

/// <summary>
/// TensorFlow's file format of checkpoints, to be read: <c>NAME.index</c> says which tensors there are and where they lie in
/// <c>NAME.data-00000-of-00001</c>, or in several such files.
/// </summary>
internal sealed class TensorBundle : IDisposable
{
    private const long LongestIndex = 1 << 30;
    private const int LargestCount = 100_000;
    private const int Chunk = 1 << 20;

    private readonly Dictionary<string, BundleEntry> entries = [];
    private readonly Dictionary<int, SafeFileHandle> shards = [];
    private int shardCount = 1;

    private TensorBundle(string prefix) => Prefix = prefix;

    /// <summary>Path and name without the suffixes.</summary>
    public string Prefix { get; }

    /// <summary>The tensors by their keys, in the order of the index.</summary>
    public IReadOnlyDictionary<string, BundleEntry> Entries => entries;

    /// <summary>Whether there is a bundle of that name.</summary>
    public static bool Exists(string prefix) => File.Exists(BundleFiles.Index(prefix)) || BundleFiles.IsHalfReplaced(prefix);

    /// <summary>Reads the index of a bundle.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static TensorBundle Open(string prefix)
    {
        if (!Exists(prefix))
            throw new FileNotFoundException($"Unsuccessful TensorSliceReader constructor: Failed to find any matching files for {prefix}");
        var bundle = new TensorBundle(prefix);
        var path = BundleFiles.IsHalfReplaced(prefix) ? BundleFiles.Next(BundleFiles.Index(prefix)) : BundleFiles.Index(prefix);
        try
        {
            bundle.ReadIndex(path);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path} is no sound index of a checkpoint: {DamagedFile.Told(error)}.", error);
        }
        return bundle;
    }

    /// <summary>Reads every tensor, to be sure of all of them before anything is made of one.</summary>
    /// <exception cref="InvalidDataException">One has not the bytes that were written.</exception>
    public void CheckAll()
    {
        foreach (var entry in entries.Values)
            if (entry.Type.Type == DType.String) _ = ReadStrings(entry);
            else if (!entry.IsPartitioned) Read(entry);
    }

    /// <summary>The tensor of a key, which must be one whole.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">It is in parts, or of a type that tensors do not have.</exception>
    public BundleEntry Find(string key)
    {
        var entry = entries.GetValueOrDefault(key)
            ?? throw new InvalidDataException($"Key {DamagedFile.Shown(key)} not found in checkpoint {Prefix}.");
        if (entry.IsPartitioned)
            throw new NotSupportedException(
                $"The tensor {DamagedFile.Shown(key)} of {Prefix} is written in parts, as partitioned variables are, which are not read. "
                + "Restore it with TensorFlow and save it as one variable.");
        if (entry.Type.Type is not { } type)
            throw new NotSupportedException(
                $"The tensor {DamagedFile.Shown(key)} of {Prefix} has elements of {entry.Type.Name}, which tensors here do not have.");
        if (type != DType.String && (entry.Count > long.MaxValue / 16 || entry.Length != entry.Count * type.Size()))
            throw Damaged(entry, $"{entry.Length} bytes are no {type.Name()} of shape [{string.Join(", ", entry.Sizes)}]");
        return entry;
    }

    /// <summary>Reads a tensor piece by piece, and checks it at the end.</summary>
    /// <param name="entry">The tensor.</param>
    /// <param name="take">Takes bytes, with the place of the first one.</param>
    /// <exception cref="InvalidDataException">The bytes are not those that were written.</exception>
    public void Read(BundleEntry entry, Action<ReadOnlySpan<byte>, long>? take = null)
    {
        var file = Shard(entry);
        var crc = new Crc32C();
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            for (var at = 0L; at < entry.Length;)
            {
                var count = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(Chunk, entry.Length - at)), entry.Offset + at);
                if (count == 0) throw Damaged(entry, "the file ends within it");
                // Whole elements only: the last bytes are read again with those that follow.
                if (at + count < entry.Length) count -= count % 8;
                if (count == 0) throw Damaged(entry, "the file ends within it");
                crc.Append(buffer.AsSpan(0, count));
                take?.Invoke(buffer.AsSpan(0, count), at);
                at += count;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
        if (crc.Masked != entry.Checksum) throw Damaged(entry, "its checksum does not fit its bytes");
    }

    /// <summary>Reads a tensor into a block of elements.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those that were written.</exception>
    public void Read(BundleEntry entry, Storage target)
    {
        if (target is StringStorage strings)
        {
            var texts = ReadStrings(entry);
            for (var i = 0; i < texts.Length; i++) strings.Elements[i] = Encoding.UTF8.GetString(texts[i]);
        }
        else
        {
            var size = target.DType.Size();
            Read(entry, (bytes, at) => target.Write(bytes, at / size));
        }
    }

    /// <summary>Reads a tensor; texts that are no UTF-8 have replacement characters.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those that were written.</exception>
    public Tensor ReadTensor(BundleEntry entry)
    {
        if (entry.Type.Type == DType.String)
            return StringTensors.From([.. ReadStrings(entry).Select(Encoding.UTF8.GetString)], entry.Shape);
        // What the file does not have is not allocated.
        Read(entry);
        var tensor = Ops.Zeros(entry.Shape, entry.Type.Type!.Value);
        Read(entry, tensor.Storage);
        return tensor;
    }

    /// <summary>Reads a tensor of strings.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public byte[][] ReadStrings(BundleEntry entry)
    {
        if (entry.Count > entry.Length) throw Damaged(entry, Invariant($"{entry.Length} bytes are not enough for {entry.Count} strings"));
        if (entry.Length > int.MaxValue) throw Damaged(entry, $"{entry.Length} bytes are more than strings may have here");
        var file = Shard(entry);
        var bytes = new byte[entry.Length];
        for (var at = 0; at < bytes.Length;)
        {
            var count = RandomAccess.Read(file, bytes.AsSpan(at), entry.Offset + at);
            at += count > 0 ? count : throw Damaged(entry, "the file ends within it");
        }
        return Strings(entry, bytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in shards.Values) file.Dispose();
        shards.Clear();
    }

    /// <summary>
    /// The lengths, their checksum, then the strings. The lengths enter the checksums as numbers of four bytes, of eight where need be.
    /// </summary>
    private byte[][] Strings(BundleEntry entry, byte[] bytes)
    {
        var crc = new Crc32C();
        var (lengths, position) = (new int[entry.Count], 0);
        Span<byte> number = stackalloc byte[4];
        for (var i = 0; i < lengths.Length; i++)
        {
            if (!ProtoReader.TryNumber(bytes, ref position, out var length) || length > (ulong)bytes.Length)
                throw Damaged(entry, "a string leaves it");
            lengths[i] = (int)length;
            BinaryPrimitives.WriteInt32LittleEndian(number, lengths[i]);
            crc.Append(number);
        }
        if (position + 4L + lengths.Sum(length => (long)length) != bytes.Length) throw Damaged(entry, "its strings have other lengths");
        if (crc.Masked != BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(position)))
            throw Damaged(entry, "the checksum of its lengths does not fit them");
        crc.Append(bytes.AsSpan(position));
        if (crc.Masked != entry.Checksum) throw Damaged(entry, "its checksum does not fit its bytes");
        position += 4;
        return Array.ConvertAll(lengths, length =>
        {
            position += length;
            return bytes[(position - length)..position];
        });
    }

    private void ReadIndex(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > LongestIndex) throw new InvalidDataException($"it has {file.Length} bytes");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var table = SortedTable.Read(bytes);
        if (table.Count == 0 || table[0].Key.Length > 0) throw new InvalidDataException("it has no header");
        ReadHeader(table[0].Value);
        foreach (var (key, value) in table.Skip(1))
        {
            var name = Encoding.UTF8.GetString(key);
            var entry = DamagedFile.Within(DamagedFile.Shown(name), () => BundleEntry.Read(name, value));
            if (entry.Shard < 0 || entry.Shard >= shardCount)
                throw new InvalidDataException($"{DamagedFile.Shown(name)}: lies in file {entry.Shard} of {shardCount}");
            if (!entries.TryAdd(name, entry)) throw new InvalidDataException($"{DamagedFile.Shown(name)} is there twice");
        }
    }

    private void ReadHeader(ReadOnlyMemory<byte> header)
    {
        foreach (var field in ProtoReader.Fields(header))
        {
            if (field.Number == 1) shardCount = field.Int;
            if (field.Number == 2 && field.Whole != 0)
                throw new InvalidDataException("its numbers are written with the high byte first, which is not read here");
        }
        if (shardCount is < 1 or > LargestCount) throw new InvalidDataException($"it says that there are {shardCount} data files");
    }

    private SafeFileHandle Shard(BundleEntry entry)
    {
        if (!shards.TryGetValue(entry.Shard, out var file))
        {
            var path = BundleFiles.Data(Prefix, entry.Shard, shardCount);
            if (!File.Exists(path)) throw new InvalidDataException($"{path} is missing, which the index of the checkpoint names.");
            shards[entry.Shard] = file = File.OpenHandle(path);
        }
        var length = RandomAccess.GetLength(file);
        if (entry.Offset > length || entry.Length > length - entry.Offset)
            throw Damaged(entry, $"{entry.Length} bytes at {entry.Offset} lie outside of the data file, which has {length}");
        return file;
    }

    private InvalidDataException Damaged(BundleEntry entry, string what) =>
        new($"The tensor {DamagedFile.Shown(entry.Key)} of {Prefix} is damaged: {what}.");
}
