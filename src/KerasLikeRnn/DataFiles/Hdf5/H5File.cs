namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>An HDF5 file that is read: what h5py writes and what Keras keeps in it.</summary>
/// <remarks>
/// Nothing is read before it is asked for. Every size is held to the length of the file, so that damage and malice end in an
/// <see cref="InvalidDataException"/> that says which structure is wrong where.
/// </remarks>
internal sealed class H5File : IDisposable
{
    private const int LongestUserBlock = 1 << 20;
    private const string What = "the superblock";

    private readonly Dictionary<long, H5Header> headers = [];
    private readonly Stream stream;

    private H5File(Stream stream)
    {
        this.stream = stream;
        Input = new(stream);
        Heap = new(Input);
        Root = new(this, FindRoot(), "/");
    }

    /// <summary>The group of all groups.</summary>
    internal H5Group Root { get; }

    internal H5Input Input { get; }

    internal H5GlobalHeap Heap { get; }

    /// <summary>How files of this format begin.</summary>
    internal static ReadOnlySpan<byte> Signature => signature;

    private static readonly byte[] signature = [0x89, .. "HDF\r\n\u001a\n"u8];

    /// <summary>Opens a file; messages about damage begin with its path.</summary>
    /// <exception cref="InvalidDataException">It is no HDF5 file, or a damaged one.</exception>
    internal static T Read<T>(string path, Func<H5File, T> read)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 12);
        return Read(stream, path, read);
    }

    /// <summary>Opens what lies in a stream in which one can seek.</summary>
    /// <param name="stream">From its first byte on.</param>
    /// <param name="name">With what messages about damage begin.</param>
    /// <param name="read">Takes what it needs while the file is open.</param>
    /// <exception cref="InvalidDataException">It is no HDF5 file, or a damaged one.</exception>
    internal static T Read<T>(Stream stream, string name, Func<H5File, T> read)
    {
        try
        {
            using var file = new H5File(stream);
            return read(file);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"{name} is not a sound HDF5 file: {DamagedFile.Told(error).TrimEnd('.')}.", error);
        }
    }

    /// <summary>Whether a file begins as those of this format do.</summary>
    internal static bool Is(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> first = stackalloc byte[8];
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual(Signature);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    internal H5Header Header(long address)
    {
        if (headers.TryGetValue(address, out var header)) return header;
        header = new(Input, address);
        headers.Add(address, header);
        return header;
    }

    private long FindRoot()
    {
        for (var start = 0L; start <= LongestUserBlock && start + 8 <= stream.Length; start = start == 0 ? 512 : 2 * start)
            if (Input.Read(start, 8, What).Next(8).SequenceEqual(Signature))
            {
                Input.Base = start;
                return ReadSuperblock();
            }
        throw new InvalidDataException("it does not begin with the signature of HDF5");
    }

    private long ReadSuperblock()
    {
        var block = Input.ReadUpTo(0, 128, What);
        block.Skip(8);
        var version = block.Version(0, 3);
        if (version < 2) block.Skip(4);
        (Input.OffsetSize, Input.LengthSize) = (block.Byte(), block.Byte());
        if (Input.OffsetSize is not (4 or 8) || Input.LengthSize is not (4 or 8))
            throw block.Damaged(Invariant($"has addresses of {Input.OffsetSize} and lengths of {Input.LengthSize} bytes"));
        block.Skip(version switch { 0 => 9, 1 => 13, _ => 1 });
        var (origin, end) = (block.Offset(), OffsetAfter(block, 1));
        if (origin != 0 && origin != Input.Base) throw block.Damaged("counts addresses from elsewhere");
        if (end < 0 || end - origin > Input.Length)
            throw new InvalidDataException(Invariant($"it is truncated: {Input.Length} bytes are left of {end - origin}"));
        return version < 2 ? OffsetAfter(block, 2) : block.Offset();
    }

    private static long OffsetAfter(H5Cursor block, int skipped)
    {
        for (var i = 0; i < skipped; i++) block.Offset();
        return block.Offset();
    }
}
