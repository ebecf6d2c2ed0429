namespace KerasLikeRnn.DataFiles;

/// <summary>
/// The files of a bundle, and how they take the place of older ones. Two files cannot be replaced at once: both stand ready under a
/// name of their own first, then the data move, then the index. Whoever finds an index that is ready and no data that are knows
/// that only its own move is missing.
/// </summary>
internal static class BundleFiles
{
    /// <summary>The index.</summary>
    public static string Index(string prefix) => prefix + ".index";

    /// <summary>A data file.</summary>
    public static string Data(string prefix, int shard = 0, int count = 1) => Invariant($"{prefix}.data-{shard:D5}-of-{count:D5}");

    /// <summary>The name of a file that stands ready.</summary>
    public static string Next(string path) => path + ".next";

    /// <summary>Whether the data of a new bundle are in place and its index is not yet.</summary>
    public static bool IsHalfReplaced(string prefix) => File.Exists(Next(Index(prefix))) && !File.Exists(Next(Data(prefix)));

    /// <summary>Moves a bundle that was written under other names to its place.</summary>
    public static void Replace(string prefix, string data, string index)
    {
        if (IsHalfReplaced(prefix)) File.Move(Next(Index(prefix)), Index(prefix), overwrite: true);
        if (File.Exists(Index(prefix)))
        {
            File.Move(data, Next(Data(prefix)), overwrite: true);
            File.Move(index, Next(Index(prefix)), overwrite: true);
            (data, index) = (Next(Data(prefix)), Next(Index(prefix)));
        }
        File.Move(data, Data(prefix), overwrite: true);
        File.Move(index, Index(prefix), overwrite: true);
    }

    /// <summary>Deletes a bundle, its index first.</summary>
    public static void Delete(string prefix)
    {
        File.Delete(Index(prefix));
        var folder = Path.GetDirectoryName(Path.GetFullPath(prefix))!;
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, Path.GetFileName(prefix) + ".data-?????-of-?????")) File.Delete(file);
    }
}
