namespace KerasLikeRnn.DataFiles;

/// <summary>Names under which files grow until they are complete.</summary>
internal static class TemporaryFile
{
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
