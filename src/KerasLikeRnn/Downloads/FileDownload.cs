using System.Net;
using System.Net.Http;

namespace KerasLikeRnn.Downloads;

/// <summary>Fetches a URL into a new file. After a failure the file may be incomplete: its owner deletes it.</summary>
internal sealed class FileDownload(Uri origin, Action<long, long?> progress)
{
    // The steps in which the progress bar advances, as in Keras.
    private const int BlockSize = 8192;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Client = MakeClient();

    /// <summary>Writes the content of <c>origin</c> to <paramref name="path"/>, which must not exist.</summary>
    /// <exception cref="HttpRequestException">The server could not be reached, refused, or broke off.</exception>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write.</exception>
    internal void To(string path) => ToAsync(path).GetAwaiter().GetResult();

    private async Task ToAsync(string path)
    {
        using var patience = new CancellationTokenSource();
        if (origin.IsFile)
        {
            using var local = await Remote(() => Task.FromResult<Stream>(File.OpenRead(origin.LocalPath))).ConfigureAwait(false);
            await Save(local, path, local.Length, patience).ConfigureAwait(false);
            return;
        }
        using var response = await Remote(() =>
        {
            patience.CancelAfter(Patience);
            return Client.GetAsync(origin, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw Failure($"{(int)response.StatusCode} -- {response.ReasonPhrase}", null, response.StatusCode);

        var length = response.Content.Headers.ContentLength;
        using var body = await Remote(() => response.Content.ReadAsStreamAsync(patience.Token)).ConfigureAwait(false);
        await Save(body, path, length, patience).ConfigureAwait(false);
    }

    private async Task Save(Stream body, string path, long? length, CancellationTokenSource patience)
    {
        CheckSpace(path, length);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var block = new byte[BlockSize];
        var received = 0L;
        progress(0, length);
        while (true)
        {
            var count = await Remote(async () =>
            {
                patience.CancelAfter(Patience);
                return await body.ReadAtLeastAsync(block, BlockSize, throwOnEndOfStream: false, patience.Token).ConfigureAwait(false);
            }).ConfigureAwait(false);
            if (count == 0) break;
            file.Write(block.AsSpan(0, count));
            received += count;
            if (received != length) progress(received, length);
        }
        file.Flush(flushToDisk: true);
        progress(received, received);
    }

    /// <summary>Runs a step that depends on the other side, and says so when it fails.</summary>
    private async Task<T> Remote<T>(Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (OperationCanceledException error)
        {
            throw Failure($"no answer for {Patience.TotalSeconds:0} seconds", error, null);
        }
        // A server may send the client on to an address that is none, or a file.
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException or UriFormatException)
        {
            throw Failure(error.GetBaseException().Message, error, null);
        }
    }

    private HttpRequestException Failure(string reason, Exception? cause, HttpStatusCode? status)
        => new($"URL fetch failure on {origin}: {reason}", cause, status);

    private static void CheckSpace(string path, long? length)
    {
        // Windows does not tell the free space of a network folder that has no drive letter.
        if (path.StartsWith(@"\\", StringComparison.Ordinal)) return;
        var free = new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
        if (length > free)
            throw new IOException($"The file has {length} bytes, but only {free} are free in {Path.GetDirectoryName(path)}.");
    }

    private static HttpClient MakeClient()
    {
        var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("KerasLikeRnn");
        return client;
    }
}
