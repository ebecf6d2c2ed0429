using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KerasLikeRnn.Plotting;

/// <summary>
/// Serves a page and its curves to this computer: on the loopback interface, at a port that the system chooses, until it is stopped. A
/// request for curves newer than those it names waits for them.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Stop ends both, and whoever waits for them.")]
internal sealed class LiveServer
{
    private const int LongestRequest = 1 << 14;
    private const string Question = "/curves?after=";

    // Browsers and proxies give up on an answer after a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan TimeToSayGoodbye = TimeSpan.FromSeconds(1);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly Lock turn = new();
    private readonly HashSet<Task> answers = [];
    private readonly byte[] page;
    private TaskCompletionSource changed = NewChange();
    private string curves;
    private int version;
    private string done = "false";

    /// <summary>Starts to serve.</summary>
    /// <param name="page">The page.</param>
    /// <param name="curves">The first curves, as JSON.</param>
    public LiveServer(string page, string curves)
    {
        this.page = Encoding.UTF8.GetBytes(page);
        this.curves = curves;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = Task.Run(Accept);
    }

    /// <summary>The address of the page.</summary>
    public string Address => Invariant($"http://127.0.0.1:{Port}/");

    /// <summary>How many requests for curves have come.</summary>
    internal int Asked { get; private set; }

    private int Port { get; }

    /// <summary>Replaces the curves.</summary>
    public void Show(string newCurves) => Change(newCurves, "false");

    /// <summary>Tells the pages that follow that this was all, and stops serving.</summary>
    /// <param name="isAbandoned">Whether the training failed or was interrupted, which the pages then tell.</param>
    public void Stop(bool isAbandoned) => Stop(isAbandoned, TimeToSayGoodbye);

    /// <summary>The same, with a time for the last answers to reach their pages.</summary>
    public void Stop(bool isAbandoned, TimeSpan timeToSayGoodbye)
    {
        if (stopped.IsCancellationRequested) return;
        Change(null, isAbandoned ? "\"abandoned\"" : "true");
        Task[] open;
        lock (turn) open = [.. answers];
        // An answer may fail, for its page was closed: nobody minds.
        Task.WaitAny([Task.WhenAll(open), Task.Delay(timeToSayGoodbye)]);
        stopped.Cancel();
        listener.Stop();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(string? newCurves, string isDone)
    {
        TaskCompletionSource before;
        lock (turn)
        {
            curves = newCurves ?? curves;
            version++;
            done = isDone;
            before = changed;
            changed = NewChange();
        }
        before.SetResult();
    }

    private async Task Accept()
    {
        while (!stopped.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(stopped.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            _ = Task.Run(() => Serve(client));
        }
    }

    private async Task Serve(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                if (await ReadRequest(stream).ConfigureAwait(false) is not { } request) return;
                var answer = Answer(stream, request);
                lock (turn) answers.Add(answer);
                try
                {
                    await answer.ConfigureAwait(false);
                }
                finally
                {
                    lock (turn) answers.Remove(answer);
                }
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The page was closed, or the training has ended.
        }
    }

    private async Task<string?> ReadRequest(NetworkStream stream)
    {
        var text = new StringBuilder();
        var block = new byte[2048];
        while (text.Length < LongestRequest)
        {
            var count = await stream.ReadAsync(block, stopped.Token).ConfigureAwait(false);
            if (count == 0) return null;
            text.Append(Encoding.Latin1.GetString(block, 0, count));
            if (text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)) return text.ToString();
        }
        return null;
    }

    private async Task Answer(NetworkStream stream, string request)
    {
        var path = request.Split(' ') is ["GET", var asked, ..] ? asked : "";
        // A page from elsewhere that a name leads here asks with its own name.
        if (!IsForHere(request)) await Send(stream, "403 Forbidden", "text/plain", []).ConfigureAwait(false);
        else if (path == "/") await Send(stream, "200 OK", "text/html; charset=utf-8", page).ConfigureAwait(false);
        else if (path.StartsWith(Question, StringComparison.Ordinal))
        {
            var news = await CurvesAfter(path[Question.Length..]).ConfigureAwait(false);
            await Send(stream, "200 OK", "application/json", news).ConfigureAwait(false);
        }
        else await Send(stream, "404 Not Found", "text/plain", []).ConfigureAwait(false);
    }

    private bool IsForHere(string request) => request.Split("\r\n").Any(line =>
        line.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() is var host
        && (host == Invariant($"HOST:127.0.0.1:{Port}") || host == Invariant($"HOST:LOCALHOST:{Port}")));

    private async Task<byte[]> CurvesAfter(string known)
    {
        Task? news = null;
        lock (turn)
        {
            Asked++;
            if (known == Invariant($"{version}") && done == "false") news = changed.Task;
        }
        if (news is not null) await Task.WhenAny(news, Task.Delay(Patience, stopped.Token)).ConfigureAwait(false);
        lock (turn)
        {
            return Encoding.UTF8.GetBytes(Invariant($"{{\"version\":{version},\"done\":{done},\"curves\":{curves}}}"));
        }
    }

    private async Task Send(NetworkStream stream, string status, string type, byte[] content)
    {
        var head = Invariant($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {content.Length}\r\n")
            + "Cache-Control: no-store\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stopped.Token).ConfigureAwait(false);
        await stream.WriteAsync(content, stopped.Token).ConfigureAwait(false);
    }
}
