using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Examples;

/// <summary>What a run took and gave, as JSON.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        var text = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["keras"] = keras.__version__,
            ["seconds"] = seconds,
            ["peak_MB"] = process.PeakWorkingSet64 / (1024 * 1024),
            ["history"] = history.history.ToDictionary(pair => pair.Key, pair => pair.Value),
            ["evaluate"] = evaluated.ToArray(),
        }, readable);
        var temporary = path + ".part";
        File.WriteAllText(temporary, text + "\n");
        File.Move(temporary, path, overwrite: true);
    }

    private static double Since(DateTime start) => Math.Round((DateTime.Now - start).TotalSeconds, 3);
}
