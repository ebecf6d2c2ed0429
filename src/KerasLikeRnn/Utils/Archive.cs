using System.Formats.Tar;
using System.IO.Compression;

namespace KerasLikeRnn.Utils;

/// <summary>
/// Unpacks tar, tar.gz and zip archives. Everything is unpacked beside the target first, so that a damaged archive, or one whose
/// members point outside, changes nothing.
/// </summary>
internal static class Archive
{
    private enum Kind
    {
        None,
        Tar,
        TarGz,
        Zip,
    }

    /// <summary>Unpacks <paramref name="path"/> into <paramref name="folder"/>.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="folder">Where its members go; existing files of the same name are replaced.</param>
    /// <param name="format"><c>auto</c>, <c>tar</c>, <c>zip</c>, or null for no unpacking.</param>
    /// <returns>Whether the file was an archive of that format.</returns>
    /// <exception cref="InvalidDataException">The archive is damaged or malicious.</exception>
    internal static bool Extract(string path, string folder, string? format)
    {
        CheckFormat(format);
        var kind = Recognize(path);
        if (kind == Kind.None || format is null || (format == "tar" && kind == Kind.Zip) || (format == "zip" && kind != Kind.Zip))
            return false;
        var workshop = Directory.CreateDirectory(TemporaryFile.NameFor(path)).FullName;
        try
        {
            Unpack(path, workshop, kind);
            MoveContent(workshop, folder);
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or ArgumentException or EndOfStreamException)
        {
            throw new InvalidDataException($"{path} is not a sound archive: {error.Message}", error);
        }
        finally
        {
            Directory.Delete(workshop, recursive: true);
        }
        return true;
    }

    /// <exception cref="ValueError">The format is not known.</exception>
    internal static void CheckFormat(string? format)
    {
        if (format is not (null or "auto" or "tar" or "zip"))
            throw new ValueError($"archive_format must be 'auto', 'tar', 'zip' or null. Received: '{format}'", nameof(format));
    }

    private static void Unpack(string path, string folder, Kind kind)
    {
        using var file = File.OpenRead(path);
        switch (kind)
        {
            case Kind.Zip:
                ZipFile.ExtractToDirectory(file, folder);
                break;
            case Kind.Tar:
                TarFile.ExtractToDirectory(file, folder, overwriteFiles: true);
                break;
            default:
                using (var unzipped = new GZipStream(file, CompressionMode.Decompress))
                    TarFile.ExtractToDirectory(unzipped, folder, overwriteFiles: true);
                break;
        }
    }

    private static void MoveContent(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry is DirectoryInfo { LinkTarget: null }) MoveContent(entry.FullName, target);
            else File.Move(entry.FullName, target, overwrite: true);
        }
    }

    /// <summary>Looks at the first bytes, as Keras does, not at the name.</summary>
    private static Kind Recognize(string path)
    {
        using var file = File.OpenRead(path);
        var head = Head(file);
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return Kind.Zip;
        if (IsTar(head)) return Kind.Tar;
        if (head.StartsWith("BZh"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z']))
            throw new NotSupportedException(
                $"{path} is packed with bzip2 or xz, which are not supported. Unpack it by hand, or use .tar.gz or .zip.");
        if (!head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return Kind.None;
        file.Position = 0;
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        return IsTar(Head(unzipped)) ? Kind.TarGz : Kind.None;
    }

    private static ReadOnlySpan<byte> Head(Stream stream)
    {
        var head = new byte[512];
        return head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
    }

    private static bool IsTar(ReadOnlySpan<byte> head) => head.Length == 512 && head[257..].StartsWith("ustar"u8);
}
