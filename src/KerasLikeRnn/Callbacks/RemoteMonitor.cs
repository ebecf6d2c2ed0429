using System.Net.Http.Headers;
using System.Text.Json;

namespace KerasLikeRnn.Callbacks;

/// <summary>Sends the logs of each epoch to a server, as an HTTP POST.</summary>
/// <param name="root">Address of the server.</param>
/// <param name="path">Path below it.</param>
/// <param name="field">Name of the form's field that holds the JSON text; not used with <paramref name="send_as_json"/>.</param>
/// <param name="headers">HTTP headers to add.</param>
/// <param name="send_as_json">Whether the JSON text is the body, as <c>application/json</c>, instead of a form's field.</param>
[KerasExport("keras.callbacks.RemoteMonitor")]
public class RemoteMonitor(
    string root = "http://localhost:9000", string path = "/publish/epoch/end/", string field = "data",
    IReadOnlyDictionary<string, string>? headers = null, bool send_as_json = false)
    : Callback
{
    private static readonly HttpClient Client = new();

    private readonly IReadOnlyDictionary<string, string> headers = headers ?? new Dictionary<string, string>();
    private readonly bool sendAsJson = send_as_json;

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        if (!Uri.TryCreate(root + path, UriKind.Absolute, out var address) || !TryPost(address, Json(epoch, logs ?? [])))
            Messages.Warn($"Warning: could not reach RemoteMonitor root server at {root}");
    }

    // A monitor that is away must not end the training, so it is reported as a warning. Answers of any status are accepted.
    private bool TryPost(Uri address, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = Body(json) };
        foreach (var (name, value) in headers)
        {
            if (request.Headers.TryAddWithoutValidation(name, value)) continue;
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        try
        {
            using var answer = Client.Send(request);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or NotSupportedException)
        {
            return false;
        }
    }

    private HttpContent Body(string json)
    {
        if (!sendAsJson) return new FormUrlEncodedContent([KeyValuePair.Create(field, json)]);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    // As Python's json.dumps writes it, NaN and Infinity included.
    private static string Json(int epoch, Logs logs)
    {
        var entries = logs.Select(entry => $"\"{JsonEncodedText.Encode(entry.Key)}\": {Number(entry.Value)}");
        return $"{{{string.Join(", ", entries.Prepend("\"epoch\": " + epoch.ToString(CultureInfo.InvariantCulture)))}}}";
    }

    private static string Number(double value) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => PythonNumber.Repr(value),
    };
}
