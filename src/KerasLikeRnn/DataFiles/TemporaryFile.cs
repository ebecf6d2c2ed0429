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
}
