using System.Formats.Tar;
using System.IO.Compression;

namespace KerasLikeRnn.DataFiles;

/// <summary>
/// Unpacks tar, tar.gz and zip archives. Everything is unpacked beside the target first, so that a damaged archive, or one whose
/// members point outside, changes nothing.
/// </summary>
internal static class Archive
{
    private const int LongestName = 2000;
    private const int LongestPart = 255;

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
            if (kind == Kind.Zip) UnpackZip(path, workshop);
            else UnpackTar(path, workshop, kind);
            CheckConflicts(workshop, folder);
            MoveContent(workshop, folder);
        }
        catch (Exception error) when (DamagedFile.Is(error))
        {
            throw new InvalidDataException(
                $"{path} is not a sound archive: {DamagedFile.Told(error).TrimEnd('.')}. Delete it and fetch it again.", error);
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

    private static void UnpackZip(string path, string folder)
    {
        using var file = File.OpenRead(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Read);
        // Members that share their bytes would make a small file fill any disk.
        if (archive.Entries.Sum(entry => entry.CompressedLength) > file.Length)
            throw new InvalidDataException($"its members claim more than its {file.Length} bytes");
        CheckSpace(archive.Entries.Sum(entry => entry.Length), folder);
        foreach (var entry in archive.Entries)
        {
            var isFolder = entry.FullName.EndsWith('/');
            var target = Place(folder, entry.FullName, isFolder);
            if (isFolder) Directory.CreateDirectory(target);
            else DamagedFile.Within($"member {DamagedFile.Shown(entry.FullName)}", () => Unpack(entry, target));
        }
    }

    private static bool Unpack(ZipArchiveEntry entry, string target)
    {
        using var content = entry.Open();
        using var file = File.Create(target);
        new ByteSource(content, entry.Length).Finish(entry.Crc32, file);
        return true;
    }

    private static void UnpackTar(string path, string folder, Kind kind)
    {
        using Stream file = kind == Kind.Tar ? File.OpenRead(path) : new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var archive = new TarReader(file);
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.EntryType == TarEntryType.GlobalExtendedAttributes) continue;
            var target = Place(folder, entry.Name, entry.EntryType is TarEntryType.Directory or TarEntryType.DirectoryList);
            switch (entry.EntryType)
            {
                case TarEntryType.Directory or TarEntryType.DirectoryList:
                    Directory.CreateDirectory(target);
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    CheckSpace(entry.Length, folder);
                    entry.ExtractToFile(target, overwrite: true);
                    break;
                case TarEntryType.HardLink:
                    var original = Place(folder, entry.LinkName, isFolder: false);
                    if (!File.Exists(original))
                        throw new InvalidDataException(
                            $"member {DamagedFile.Shown(entry.Name)} is a link to {DamagedFile.Shown(entry.LinkName)}, which is not there");
                    if (original != target) File.Copy(original, target, overwrite: true);
                    break;
                case TarEntryType.SymbolicLink:
                    CheckLink(entry);
                    if (Path.Exists(target)) File.Delete(target);
                    File.CreateSymbolicLink(target, entry.LinkName);
                    break;
                default:
                    throw new InvalidDataException(
                        $"member {DamagedFile.Shown(entry.Name)} is a {entry.EntryType}, neither a file, a folder nor a link");
            }
        }
        // The checksum stands at the end.
        file.CopyTo(Stream.Null);
    }

    /// <summary>Where a member goes, its folder made.</summary>
    /// <exception cref="InvalidDataException">That is outside of the folder, behind a link, taken, or no name of a file.</exception>
    private static string Place(string folder, string name, bool isFolder)
    {
        var parts = name.Split('/').Where(part => part is not ("" or ".")).ToArray();
        if (Path.IsPathRooted(name) || parts.Contains("..") || (parts.Length == 0 && !isFolder))
            throw new InvalidDataException($"member {DamagedFile.Shown(name)} would not lie inside of the folder it is unpacked to");
        if (name.Length > LongestName
            || parts.Any(part => part.Length > LongestPart || part.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0))
            throw new InvalidDataException($"member {DamagedFile.Shown(name)} has no name of a file");
        var place = folder;
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0 && (File.Exists(place) || new DirectoryInfo(place).LinkTarget is not null))
                throw new InvalidDataException($"member {DamagedFile.Shown(name)} lies below a file or a link");
            if (i > 0) Directory.CreateDirectory(place);
            place = Path.Combine(place, parts[i]);
        }
        if (isFolder ? File.Exists(place) : new DirectoryInfo(place) is { Exists: true, LinkTarget: null })
            throw new InvalidDataException($"member {DamagedFile.Shown(name)} is a file and a folder");
        return place;
    }

    /// <summary>A link may go up as far as the folder, then down: so no chain of links leads outside.</summary>
    private static void CheckLink(TarEntry entry)
    {
        var depth = entry.Name.Split('/').Count(part => part is not ("" or ".")) - 1;
        var steps = entry.LinkName.Split('/').Where(part => part is not ("" or ".")).ToArray();
        var up = steps.TakeWhile(step => step == "..").Count();
        if (Path.IsPathRooted(entry.LinkName) || up > depth || steps.Skip(up).Contains(".."))
            throw new InvalidDataException(
                $"member {DamagedFile.Shown(entry.Name)} is a link to {DamagedFile.Shown(entry.LinkName)}, outside of the folder it is "
                + $"unpacked to");
    }

    private static void CheckSpace(long bytes, string folder)
    {
        if (!folder.StartsWith(@"\\", StringComparison.Ordinal) && new DriveInfo(folder).AvailableFreeSpace is var free && bytes > free)
            throw new IOException($"The archive unpacks to {bytes} bytes, but only {free} are free.");
    }

    /// <summary>Throws before anything is moved where a file would take the place of a folder, or a folder that of a file.</summary>
    private static void CheckConflicts(string from, string to)
    {
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            var isFolder = entry is DirectoryInfo { LinkTarget: null };
            if (isFolder && Directory.Exists(target)) CheckConflicts(entry.FullName, target);
            else if (isFolder ? Path.Exists(target) : new DirectoryInfo(target) is { Exists: true, LinkTarget: null })
                throw new IOException(
                    $"The archive holds a {(isFolder ? "folder" : "file")} where there is none: {target}. Move it away first.");
        }
    }

    private static void MoveContent(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry is DirectoryInfo { LinkTarget: null }) MoveContent(entry.FullName, target);
            else if (entry is DirectoryInfo)
            {
                if (new FileInfo(target) is { LinkTarget: not null } or { Exists: true }) File.Delete(target);
                Directory.Move(entry.FullName, target);
            }
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
