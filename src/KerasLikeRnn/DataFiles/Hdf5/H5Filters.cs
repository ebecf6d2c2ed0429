using System.IO.Compression;

namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>What chunks have gone through when they were written: gzip, shuffle, a checksum.</summary>
internal sealed class H5Filters
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Fletcher32 = 3;
    private const int MostFilters = 32;

    // Deflate packs at most 258 bytes into two bits.
    private const long MostCompressed = 1032;

    private readonly List<int> filters = [];

    private H5Filters() { }

    internal static H5Filters Read(H5Cursor? message)
    {
        var made = new H5Filters();
        if (message is null) return made;
        var version = message.Version(1, 2);
        int count = message.Byte();
        if (count > MostFilters) throw message.Damaged(Invariant($"announces {count} filters"));
        message.Skip(version == 1 ? 6 : 0);
        for (var i = 0; i < count; i++) made.filters.Add(ReadOne(message, version));
        return made;
    }

    /// <summary>How large a chunk of so many bytes may become.</summary>
    internal long Largest(long size) => filters.Contains(Deflate) ? size * MostCompressed : size;

    /// <summary>The chunk as it was before it was written.</summary>
    internal byte[] Undo(byte[] chunk, int size, uint mask, int elementSize, string path)
    {
        for (var i = filters.Count - 1; i >= 0; i--)
        {
            if ((mask >> i & 1) != 0) continue;
            chunk = filters[i] switch
            {
                Deflate => Inflated(chunk, size, path),
                Shuffle => Unshuffled(chunk, elementSize),
                Fletcher32 => chunk.Length >= 4 ? chunk[..^4] : throw new InvalidDataException($"{path} has a chunk without its checksum"),
                var other => throw new InvalidDataException(
                    Invariant($"{path} is compressed by the filter {other}, which is not read: only gzip, shuffle and fletcher32 are")),
            };
        }
        return chunk;
    }

    private static int ReadOne(H5Cursor message, int version)
    {
        int id = message.UInt16();
        var nameSize = version == 1 || id >= 256 ? message.UInt16() : 0;
        message.Skip(2);
        int values = message.UInt16();
        message.Skip(version == 1 ? (nameSize + 7) & ~7 : nameSize);
        message.Skip(4 * (values + (version == 1 ? values & 1 : 0)));
        return id;
    }

    // A checksum may follow what was compressed, in front of what is taken off here.
    private static byte[] Inflated(byte[] chunk, int size, string path)
    {
        var inflated = new byte[size + 4];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(chunk), CompressionMode.Decompress);
            var count = stream.ReadAtLeast(inflated, inflated.Length, throwOnEndOfStream: false);
            return inflated[..count];
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path} has a chunk that cannot be unpacked: {DamagedFile.Told(error)}", error);
        }
    }

    private static byte[] Unshuffled(byte[] chunk, int elementSize)
    {
        var count = chunk.Length / elementSize;
        var elements = (byte[])chunk.Clone();
        for (var part = 0; part < elementSize; part++)
            for (var i = 0; i < count; i++) elements[i * elementSize + part] = chunk[part * count + i];
        return elements;
    }
}
