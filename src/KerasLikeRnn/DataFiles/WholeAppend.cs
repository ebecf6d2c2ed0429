namespace KerasLikeRnn.DataFiles;

/// <summary>Appends to files so that they end with a whole piece, whatever happens.</summary>
internal static class WholeAppend
{
    /// <summary>Opens a file at its end; what is written goes to the system at once.</summary>
    internal static FileStream Open(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>Appends all the bytes, or none of them.</summary>
    /// <exception cref="IOException">The disk is full or cannot be written; the stream ends where it did before.</exception>
    /// <exception cref="ArgumentException">The system allows no file of that size; likewise.</exception>
    internal static void Write(Stream stream, ReadOnlySpan<byte> bytes)
    {
        var end = stream.CanSeek ? stream.Length : 0;
        try
        {
            stream.Write(bytes);
            stream.Flush();
        }
        catch
        {
            // A full disk is an IOException; a limit of the system on the size of files comes as an ArgumentException.
            TakeBack(stream, end);
            throw;
        }
    }

    private static void TakeBack(Stream stream, long end)
    {
        if (!stream.CanSeek) return;
        try
        {
            stream.SetLength(end);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A device has no length to take back; the first error is the one to report.
        }
    }
}
