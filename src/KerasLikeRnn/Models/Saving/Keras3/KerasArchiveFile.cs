using System.IO.Compression;
using KerasLikeRnn.DataFiles;
using KerasLikeRnn.DataFiles.Hdf5;

namespace KerasLikeRnn.Models;

/// <summary>A <c>.keras</c> file that is read. Nothing is unpacked to where its names say; what is read is held to the file's
/// size.</summary>
internal sealed class KerasArchiveFile : IDisposable
{
    // Deflate packs at most 258 bytes into two bits.
    private const long MaxRatio = 1032;

    private readonly ZipArchive zip;
    private readonly long longestText;

    /// <exception cref="InvalidDataException">It is no zip.</exception>
    public KerasArchiveFile(Stream stream, long longestText)
    {
        ZipDirectory.Check(stream);
        zip = new ZipArchive(stream, ZipArchiveMode.Read);
        this.longestText = longestText;
    }

    /// <summary>A member that is text; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is there several times, or it is damaged or too long.</exception>
    public string? FindText(string name) => zip.Entries.Any(entry => entry.FullName == name) ? Text(name) : null;

    /// <summary>A member that is text.</summary>
    /// <exception cref="InvalidDataException">There is none, or several, or it is damaged or too long.</exception>
    public string Text(string name)
    {
        var entry = Find(name);
        if (entry.Length > longestText)
            throw new InvalidDataException($"its {name} has {entry.Length} bytes; {longestText} are the most");
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        if (stream.ReadByte() >= 0) throw new InvalidDataException($"its {name} is longer than the archive says");
        if (Crc32.Of(bytes) != entry.Crc32) throw new InvalidDataException($"the checksum of {name} is wrong");
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads a member that is HDF5: in its place, unless it is compressed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="read">Takes what it needs; it is told how many bytes the member has.</param>
    public T Weights<T>(string name, Func<H5File, long, T> read)
    {
        var entry = Find(name);
        var stream = entry.Open();
        if (stream.CanSeek) return H5File.Read(stream, name, file => read(file, entry.Length));
        using (stream)
        using (var unpacked = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose))
        {
            CopyExactly(stream, unpacked, entry.Length, name);
            return H5File.Read(unpacked, name, file => read(file, entry.Length));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => zip.Dispose();

    private ZipArchiveEntry Find(string name)
    {
        var found = zip.Entries.Where(entry => entry.FullName == name).ToArray();
        if (found.Length != 1)
            throw new InvalidDataException(found.Length == 0 ? $"it has no {name}" : $"it has {found.Length} members named {name}");
        if (found[0].Length > Math.Max(1, found[0].CompressedLength) * MaxRatio)
            throw new InvalidDataException(
                $"its {name} is said to have {found[0].Length} bytes in {found[0].CompressedLength}, more than can be packed so");
        return found[0];
    }

    private static void CopyExactly(Stream source, Stream target, long count, string name)
    {
        var buffer = new byte[1 << 16];
        for (var left = count; ;)
        {
            var read = source.Read(buffer);
            if (read == 0 && left > 0) throw new InvalidDataException($"its {name} is shorter than the archive says");
            if (read == 0) return;
            if ((left -= read) < 0) throw new InvalidDataException($"its {name} is longer than the archive says");
            target.Write(buffer, 0, read);
        }
    }
}
