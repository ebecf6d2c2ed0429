using System.Buffers.Binary;
using System.IO.Compression;

namespace KerasLikeRnn.DataFiles;

/// <summary>
/// NumPy's .npz: a zip of .npy arrays, those of lists pickled. Every member's length and checksum are verified, and no
/// member may exceed a quarter of a gigabyte unpacked.
/// </summary>
internal sealed class NpzFile : IDisposable
{
    private const long MaxMember = 1L << 28;

    // Deflate packs at most 258 bytes into two bits.
    private const long MaxRatio = 1032;

    private const long NumbersInAnyFile = 1 << 20;

    private readonly ZipArchive archive;
    private readonly long length;

    private NpzFile(Stream stream)
    {
        ZipDirectory.Check(stream);
        length = stream.Length;
        archive = new ZipArchive(stream, ZipArchiveMode.Read);
    }

    /// <summary>Opens a file and hands it to <paramref name="read"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Takes what it needs.</param>
    /// <exception cref="InvalidDataException">It is truncated, damaged, malicious or not an .npz.</exception>
    internal static T Read<T>(string path, Func<NpzFile, T> read)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            using var file = new NpzFile(stream);
            return read(file);
        }
        catch (Exception error) when (DamagedFile.Is(error))
        {
            throw new InvalidDataException(
                $"{path} is not a sound .npz file: {DamagedFile.Told(error).TrimEnd('.')}. Delete it and fetch it again.", error);
        }
    }

    /// <summary>Reads a one-dimensional array of lists of numbers; <paramref name="list"/> makes each list's array.</summary>
    internal int[][] ReadNumberLists(string name, NumberListFactory list) => ReadMember(name, source =>
    {
        var header = NpyHeader.Read(source);
        if (header.Description is not ("|O" or "O"))
            throw new InvalidDataException($"it is an array of '{DamagedFile.Shown(header.Description)}', not of lists");
        return NumberLists(header, new PickleReader(source, list).Read(), list, Math.Max(source.Position, NumbersInAnyFile));
    });

    /// <summary>Reads a one-dimensional array of whole numbers.</summary>
    internal long[] ReadIntegers(string name) => ReadMember(name, source =>
    {
        var header = NpyHeader.Read(source);
        if (header.Shape.Length != 1) throw new InvalidDataException($"it has {header.Shape.Length} dimensions instead of one");
        return NpyIntegers.Decode(header.Description, source.ReadBytes(ByteCount(header)));
    });

    /// <summary>Reads an array of numbers of any shape.</summary>
    internal NDArray ReadArray(string name) => ReadMember(name, source =>
    {
        var header = NpyHeader.Read(source);
        return NpyNumbers.Decode(header, source.ReadBytes(NpyNumbers.ByteCount(header)));
    });

    public void Dispose() => archive.Dispose();

    private T ReadMember<T>(string name, Func<ByteSource, T> read) => DamagedFile.Within($"member {name}", () =>
    {
        var entry = archive.GetEntry(name + ".npy") ?? throw new InvalidDataException("there is no such member");
        if (entry.Length > MaxMember || entry.CompressedLength > length || entry.Length / MaxRatio > entry.CompressedLength)
            throw new InvalidDataException($"it claims {entry.Length} bytes, packed into {entry.CompressedLength}");
        using var stream = entry.Open();
        var source = new ByteSource(stream, entry.Length);
        var result = read(source);
        source.Finish(entry.Crc32);
        return result;
    });

    private static int[][] NumberLists(NpyHeader header, PickleValue root, NumberListFactory list, long mostNumbers)
    {
        if (root.Reference is not PickledArray { Items: { } items } array)
            throw new InvalidDataException($"it holds a {root.TypeName} instead of an array of lists");
        if (header.Shape.Length != 1 || !header.Shape.SequenceEqual(array.Shape!) || items.Count != header.Count)
            throw new InvalidDataException("its shape is not that of one list after another");
        var lists = new int[items.Count][];
        for (var i = 0; i < lists.Length; i++)
        {
            lists[i] = NumberList(items[i], list, i);
            // One list may stand for many items, but not so often that they hold more numbers than the file has bytes.
            if ((mostNumbers -= lists[i].Length) < 0)
                throw new InvalidDataException($"its first {i + 1} items hold more numbers than a file of its size");
        }
        return lists;
    }

    private static int[] NumberList(PickleValue value, NumberListFactory list, int index) => value.Reference switch
    {
        int[] numbers => numbers,
        PickledArray { Bytes: not null, Shape.Length: 1 } array => array.Numbers ??= list(Narrowed(array, index)),
        _ => throw new InvalidDataException($"item {index} is not a list of 32-bit whole numbers but a {value.TypeName}"),
    };

    private static int[] Narrowed(PickledArray array, int index)
    {
        var numbers = NpyIntegers.Decode(array.DType!.Description, array.Bytes!);
        if (numbers.Length != array.Shape![0]) throw new InvalidDataException($"item {index} has not the size that it announces");
        if (numbers.Any(number => number != (int)number)) throw new InvalidDataException($"item {index} has a number beyond 32 bits");
        return Array.ConvertAll(numbers, number => (int)number);
    }

    // A number of elements beyond all bounds is refused as a number of bytes, before it overflows.
    private static long ByteCount(NpyHeader header)
        => header.Count > MaxMember ? header.Count : header.Count * NpyIntegers.SizeOf(header.Description);
}
