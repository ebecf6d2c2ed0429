namespace KerasLikeRnn.DataFiles;

/// <summary>Text files that are written whole or not at all.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file under a temporary name, then moves it to its place.</summary>
    /// <exception cref="IOException">The disk is full or cannot be written; what was there before stays.</exception>
    internal static void Write(string path, Action<TextWriter> write) => TemporaryFile.Replace(path, temporary =>
    {
        using var writer = new StreamWriter(temporary, append: false, Encoding);
        write(writer);
    });
}
