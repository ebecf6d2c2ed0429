namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>
/// The bytes of an HDF5 file by their addresses. Whatever the file says about itself is held to its length: nothing outside of it is
/// read, and what is taken out of it together may be a few times as long as the file, so that structures that overlap or name one
/// another over and over end with an error instead of filling the memory.
/// </summary>
internal sealed class H5Input(Stream stream)
{
    private const long Allowance = 1 << 20;
    private const int TimesTheFile = 4;

    private readonly long length = stream.Length;
    private long taken;

    /// <summary>Where the file begins within the stream: addresses count from there.</summary>
    internal long Base { get; set; }

    /// <summary>Bytes from the base on.</summary>
    internal long Length => length - Base;

    /// <summary>Bytes of an address.</summary>
    internal int OffsetSize { get; set; } = 8;

    /// <summary>Bytes of a length.</summary>
    internal int LengthSize { get; set; } = 8;

    /// <summary>A structure of a known length.</summary>
    /// <exception cref="InvalidDataException">It leaves the file.</exception>
    internal H5Cursor Read(long address, long count, string what)
    {
        Check(address, count, what);
        Take(count, what);
        var bytes = new byte[count];
        ReadExactly(address, bytes, what);
        return new(this, bytes, what, address);
    }

    /// <summary>A structure that is at most so long: less where the file ends before.</summary>
    internal H5Cursor ReadUpTo(long address, long count, string what)
    {
        Check(address, 0, what);
        return Read(address, Math.Min(count, Length - address), what);
    }

    /// <summary>Numbers of a data set, into memory that is there already.</summary>
    internal void ReadExactly(long address, Span<byte> target, string what)
    {
        Check(address, target.Length, what);
        stream.Position = Base + address;
        stream.ReadExactly(target);
    }

    /// <summary>Says that so many bytes lie there.</summary>
    /// <exception cref="InvalidDataException">They leave the file.</exception>
    internal void Check(long address, long count, string what)
    {
        if (address < 0 || count < 0 || address > Length || count > Length - address)
            throw new InvalidDataException(Invariant(
                $"{what} of {count} bytes at byte {address} leaves the file, which has {Length} bytes"));
    }

    /// <summary>Counts what is taken out of the file, and ends where that is more than a sound file can hold.</summary>
    /// <exception cref="InvalidDataException">Its structures overlap or repeat one another.</exception>
    internal void Take(long count, string what)
    {
        taken += count;
        if (taken > TimesTheFile * Length + Allowance)
            throw new InvalidDataException(Invariant(
                $"{what}: the file's structures overlap, for they announce more than {taken} bytes in a file of {Length}"));
    }
}
