namespace KerasLikeRnn.Downloads;

/// <summary>The progress bar of a download: <c>8192/17464789 [..............................] - ETA: 0s</c>.</summary>
internal sealed class DownloadProgress : IDisposable
{
    private Progbar? bar;

    /// <summary>Shows how far the download is.</summary>
    /// <param name="received">Number of bytes that have arrived.</param>
    /// <param name="expected">Number of bytes of the whole file, null while unknown; equal to
    /// <paramref name="received"/> at the end.</param>
    internal void Report(long received, long? expected)
    {
        // An empty file has nothing to show.
        if (expected == 0) return;
        bar ??= new Progbar(expected);
        bar.update(received, finalize: received == expected);
    }

    /// <summary>Ends the line of a bar that has not come to its end.</summary>
    public void Dispose() => bar?.Abandon();
}
