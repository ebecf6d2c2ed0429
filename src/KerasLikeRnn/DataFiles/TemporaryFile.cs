namespace KerasLikeRnn.DataFiles;

/// <summary>Names under which files grow until they are complete.</summary>
internal static class TemporaryFile
{
    private const int BufferSize = 1 << 16;

    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>A new name beside <paramref name="path"/>.</summary>
    internal static string NameFor(string path) => $"{path}.{Guid.NewGuid():N}.part";

    /// <summary>Deletes what killed runs have left of <paramref name="path"/>; what is younger than a day may be in use.</summary>
    internal static void DeleteAbandoned(string path)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(path)!);
        foreach (var file in folder.EnumerateFiles(Path.GetFileName(path) + ".????????????????????????????????.part"))
            if (DateTime.UtcNow - file.LastWriteTimeUtc > Abandoned) file.Delete();
    }

    /// <summary>
    /// Writes a file, with the folders that it lies in: whole or not at all. What it was before stays until the new one is on the disk.
    /// </summary>
    internal static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        Replace(full, temporary =>
        {
            using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
            write(stream);
            stream.Flush(flushToDisk: true);
        });
    }

    /// <summary>Has a file written under a temporary name, then moves it to its place.</summary>
    internal static void Replace(string path, Action<string> write)
    {
        var temporary = NameFor(path);
        try
        {
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
