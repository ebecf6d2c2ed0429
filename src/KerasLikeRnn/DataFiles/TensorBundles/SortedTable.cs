using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>
/// A table of keys and values as LevelDB writes it: blocks in which a key is what differs from the one before it, an index of the
/// blocks, and a foot that says where that lies.
/// </summary>
internal static class SortedTable
{
    private const ulong Magic = 0xDB4775248B80FB57;
    private const int FootLength = 48;
    private const int TrailerLength = 5;
    private const int BlockSize = 1 << 18;
    private const int RestartInterval = 16;

    // A key is written whole at least once in a run of 16, so that all of them are hardly longer than this many times the file.
    private const int LargestGrowth = 64;

    private readonly record struct Handle(long Offset, long Size);

    /// <summary>All entries of a table, in order.</summary>
    /// <exception cref="InvalidDataException">The bytes are no sound table.</exception>
    public static List<(byte[] Key, ReadOnlyMemory<byte> Value)> Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < FootLength) throw new InvalidDataException($"it has {file.Length} bytes, and its foot alone has {FootLength}");
        var foot = file[^FootLength..];
        if (BinaryPrimitives.ReadUInt64LittleEndian(foot.Span[^8..]) != Magic)
            throw new InvalidDataException("its last bytes are not those of a sorted table");
        var at = 0;
        _ = HandleAt(foot.Span, ref at);
        var index = HandleAt(foot.Span, ref at);
        var (entries, room) = (new List<(byte[], ReadOnlyMemory<byte>)>(), (long)LargestGrowth * file.Length);
        byte[] last = [];
        foreach (var (_, value) in Entries(Block(file, index, "the index of blocks"), ref room))
        {
            var position = 0;
            var block = HandleAt(value.Span, ref position);
            foreach (var entry in Entries(Block(file, block, Invariant($"the block at {block.Offset}")), ref room))
            {
                if (entries.Count > 0 && last.AsSpan().SequenceCompareTo(entry.Key) >= 0)
                    throw new InvalidDataException($"its keys are not in order at \"{Shown(entry.Key)}\"");
                entries.Add(entry);
                last = entry.Key;
            }
        }
        return entries;
    }

    /// <summary>The table of entries that are in order.</summary>
    public static byte[] Write(IEnumerable<(byte[] Key, byte[] Value)> entries)
    {
        var file = new MemoryStream();
        var (index, block) = (new BlockWriter(1), new BlockWriter(RestartInterval));
        byte[] last = [];
        foreach (var (key, value) in entries)
        {
            block.Add(last = key, value);
            if (block.Length >= BlockSize) Close(ref block, index, file, last);
        }
        if (!block.IsEmpty) Close(ref block, index, file, last);
        var meta = Put(file, new BlockWriter(1));
        var place = Put(file, index);
        var foot = new byte[FootLength];
        var text = new ProtoWriter().Raw((ulong)meta.Offset).Raw((ulong)meta.Size).Raw((ulong)place.Offset).Raw((ulong)place.Size);
        text.Written.CopyTo(foot);
        BinaryPrimitives.WriteUInt64LittleEndian(foot.AsSpan(FootLength - 8), Magic);
        file.Write(foot);
        return file.ToArray();
    }

    private static void Close(ref BlockWriter block, BlockWriter index, MemoryStream file, byte[] last)
    {
        var place = Put(file, block);
        index.Add(last, new ProtoWriter().Raw((ulong)place.Offset).Raw((ulong)place.Size).Written.ToArray());
        block = new BlockWriter(RestartInterval);
    }

    private static Handle Put(MemoryStream file, BlockWriter block)
    {
        var place = new Handle(file.Position, block.Length);
        var bytes = block.Finish();
        file.Write(bytes);
        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Crc32C.MaskedOf(bytes));
        file.Write(sum);
        return place;
    }

    private static Handle HandleAt(ReadOnlySpan<byte> bytes, ref int at) =>
        ProtoReader.TryNumber(bytes, ref at, out var offset) && ProtoReader.TryNumber(bytes, ref at, out var size)
        && offset <= long.MaxValue && size <= long.MaxValue
            ? new((long)offset, (long)size)
            : throw new InvalidDataException("the place of a block is damaged");

    private static ReadOnlyMemory<byte> Block(ReadOnlyMemory<byte> file, Handle place, string name)
    {
        if (place.Offset > file.Length - TrailerLength || place.Size > file.Length - TrailerLength - place.Offset)
            throw new InvalidDataException($"{name} lies outside of the file");
        var block = file.Slice((int)place.Offset, (int)place.Size + 1);
        var expected = BinaryPrimitives.ReadUInt32LittleEndian(file.Span[((int)place.Offset + block.Length)..]);
        if (Crc32C.MaskedOf(block.Span) != expected) throw new InvalidDataException($"the checksum of {name} does not fit its bytes");
        return block.Span[^1] == 0
            ? block[..^1]
            : throw new InvalidDataException(
                $"{name} is compressed (kind {block.Span[^1]}), which TensorFlow's checkpoints are not. Write the checkpoint anew with "
                + "TensorFlow 2");
    }

    private static List<(byte[] Key, ReadOnlyMemory<byte> Value)> Entries(ReadOnlyMemory<byte> block, ref long room)
    {
        if (block.Length < 4) throw Damaged("has no restart points");
        var restarts = BinaryPrimitives.ReadUInt32LittleEndian(block.Span[^4..]);
        if (restarts > (uint)(block.Length - 4) / 4) throw Damaged("has more restart points than bytes");
        var end = block.Length - 4 - 4 * (int)restarts;
        var entries = new List<(byte[], ReadOnlyMemory<byte>)>();
        byte[] before = [];
        for (var at = 0; at < end;)
        {
            if (!ProtoReader.TryNumber(block.Span[..end], ref at, out var shared)
                || !ProtoReader.TryNumber(block.Span[..end], ref at, out var own)
                || !ProtoReader.TryNumber(block.Span[..end], ref at, out var length)
                || shared > (ulong)before.Length || own > (ulong)(end - at) || length > (ulong)(end - at) - own)
                throw Damaged("has an entry that leaves it");
            if ((room -= (long)(shared + own)) < 0) throw Damaged("has keys that are far longer than the file");
            byte[] key = [.. before.AsSpan(0, (int)shared), .. block.Span.Slice(at, (int)own)];
            at += (int)own;
            entries.Add((before = key, block.Slice(at, (int)length)));
            at += (int)length;
        }
        return entries;
    }

    private static string Shown(byte[] key) => DamagedFile.Shown(Encoding.UTF8.GetString(key));

    private static InvalidDataException Damaged(string what) => new($"a block of its table {what}");

    /// <summary>Puts entries into a block.</summary>
    private sealed class BlockWriter(int interval)
    {
        private readonly ProtoWriter bytes = new();
        private readonly List<int> restarts = [0];
        private byte[] before = [];
        private int sinceRestart;

        public bool IsEmpty => bytes.Written.Length == 0;

        /// <summary>Bytes of the block when it ends now.</summary>
        public int Length => bytes.Written.Length + 4 * restarts.Count + 4;

        public void Add(byte[] key, byte[] value)
        {
            if (sinceRestart == interval)
            {
                restarts.Add(bytes.Written.Length);
                (before, sinceRestart) = ([], 0);
            }
            var shared = before.AsSpan().CommonPrefixLength(key);
            bytes.Raw((ulong)shared).Raw((ulong)(key.Length - shared)).Raw((ulong)value.Length);
            bytes.Raw(key.AsSpan(shared)).Raw(value);
            (before, sinceRestart) = (key, sinceRestart + 1);
        }

        /// <summary>The block with the byte that says that it is not compressed.</summary>
        public byte[] Finish()
        {
            var block = new byte[Length + 1];
            bytes.Written.CopyTo(block);
            var at = bytes.Written.Length;
            foreach (var number in restarts.Append(restarts.Count))
            {
                BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(at), number);
                at += 4;
            }
            return block;
        }
    }
}
