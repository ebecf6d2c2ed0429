namespace KerasLikeRnn.Utils;

/// <summary>What a download tells the user.</summary>
internal static class DownloadProgress
{
    /// <summary>Writes a line to the console.</summary>
    internal static void Print(string message) => Console.Out.Write(message + "\n");

    /// <summary>
    /// A new display. It is called with the bytes received and the bytes expected (null while unknown), first with 0 bytes
    /// received, the last time with both numbers equal.
    /// </summary>
    internal static Action<long, long?> Start() => static (_, _) => { };
}
