using System.IO.Compression;

namespace KerasLikeRnn.DataFiles;

/// <summary>Writes NumPy's .npz: a zip of .npy arrays, not packed, as <c>numpy.savez</c> does.</summary>
internal static class NpzSaver
{
    /// <summary>Writes a file under a temporary name, then, when it is on the disk, moves it to its place.</summary>
    internal static void Write(string path, IEnumerable<(string Name, NDArray Array)> members) => TemporaryFile.Replace(path, temporary =>
    {
        using var file = new FileStream(temporary, FileMode.CreateNew);
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, array) in members)
            {
                using var member = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression).Open();
                NpyNumbers.Write(member, array);
            }
        file.Flush(flushToDisk: true);
    });
}
