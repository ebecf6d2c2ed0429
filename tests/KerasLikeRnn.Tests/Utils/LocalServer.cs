using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KerasLikeRnn.Tests.Utils;

/// <summary>A web server on this machine that says to every request what a test wants to be said, byte for byte.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int requests;

    /// <summary>
    /// Answers with <paramref name="response"/> to the number of the request, 1 for the first, and closes the connection.
    /// </summary>
    public LocalServer(Func<int, byte[]> response)
    {
        listener.Start();
        _ = Task.Run(() => Serve(response));
    }

    /// <summary>Number of requests so far.</summary>
    public int Requests => requests;

    public string Url(string name) => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/{name}";

    /// <summary>A complete answer, or one that ends too early if <paramref name="length"/> announces more.</summary>
    public static byte[] Ok(byte[] body, long? length = null)
        => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {length ?? body.Length}\r\nConnection: close\r\n\r\n"),
            .. body];

    /// <summary>An answer of unknown length, as some servers give it.</summary>
    public static byte[] OkWithoutLength(byte[] body) => [.. "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8, .. body];

    public static byte[] NotFound { get; } = [.. "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnone"u8];

    public void Dispose() => listener.Stop();

    private async Task Serve(Func<int, byte[]> response)
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                return;
            }
            using (client) await Answer(client.GetStream(), response(++requests));
        }
    }

    private static async Task Answer(NetworkStream stream, byte[] response)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (!string.IsNullOrEmpty(await reader.ReadLineAsync())) { }
        await stream.WriteAsync(response);
    }
}
