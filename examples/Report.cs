using System.Diagnostics;
using System.Text.Json.Nodes;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Examples;

/// <summary>What a run took and gave, as JSON.</summary>
internal sealed class Report
{
    private readonly DateTime begin = Process.GetCurrentProcess().StartTime;
    private readonly Dictionary<string, double> seconds = [];
    private DateTime lap = DateTime.Now;

    /// <summary>Starts a lap.</summary>
    public void Start() => lap = DateTime.Now;

    /// <summary>Ends a lap, and starts the next.</summary>
    public void Lap(string name)
    {
        seconds[name] = Since(lap);
        lap = DateTime.Now;
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Write(string path, History history, Scores evaluated)
    {
        seconds["total"] = Since(begin);
        using var process = Process.GetCurrentProcess();
        var text = new JsonObject
        {
            ["keras"] = keras.__version__,
            ["seconds"] = new JsonObject(seconds.Select(lap => KeyValuePair.Create(lap.Key, (JsonNode?)lap.Value))),
            ["peak_MB"] = process.PeakWorkingSet64 / (1024 * 1024),
            ["history"] = new JsonObject(history.history.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Numbers(pair.Value)))),
            ["evaluate"] = Numbers(evaluated.ToArray()),
        }.ToJsonString();
        var temporary = path + ".part";
        File.WriteAllText(temporary, text + "\n");
        File.Move(temporary, path, overwrite: true);
    }

    private static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(value => (JsonNode)value)];

    private static double Since(DateTime start) => Math.Round((DateTime.Now - start).TotalSeconds, 3);
}
