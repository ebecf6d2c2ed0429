using System.Diagnostics;
using System.Globalization;

namespace KerasLikeRnn.Tests.Callbacks;

/// <summary>
/// Trainings in processes of their own that are killed at random moments and started again (tests/KerasLikeRnn.Killed). How often each is
/// killed: KERASLIKERNN_KILLS, once unless set.
/// </summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly int kills =
        int.Parse(Environment.GetEnvironmentVariable("KERASLIKERNN_KILLS") ?? "1", CultureInfo.InvariantCulture);

    private readonly string folder = Directory.CreateTempSubdirectory("resume").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("arrays")]
    [InlineData("generator")]
    [InlineData("sequence")]
    [InlineData("tf.data")]
    public void A_fit_that_is_killed_and_started_again_ends_bit_for_bit_as_one_that_is_not(string data)
    {
        var (expected, log, whole) = Result(Path.Join(folder, "whole"), data, [], "");
        var random = new Random();
        for (var i = 0; i < kills; i++)
        {
            // Counted from the moment at which fit begins. Every other run is killed once more.
            TimeSpan[] moments = [whole * random.NextDouble(), .. i % 2 == 0 ? [] : new[] { whole * random.NextDouble() }];
            var (result, itsLog, _) = Result(Path.Join(folder, $"killed {i}"), data, moments, log);
            var described = $"{data}, killed after {string.Join(" and ", moments)}";
            Assert.False(Directory.Exists(Path.Join(folder, $"killed {i}", "backup", "chief")), described);
            Assert.True(expected.AsSpan().SequenceEqual(result), described);
            Assert.True(log == itsLog, $"{described}:\n{itsLog}");
        }
    }

    private static (byte[] Result, string Log, TimeSpan Time) Result(string folder, string data, TimeSpan[] moments, string wholeLog)
    {
        Directory.CreateDirectory(folder);
        foreach (var moment in moments)
        {
            using var process = Start(folder, data);
            if (process.WaitForExit(moment)) break;
            process.Kill();
            process.WaitForExit();
            // It may have ended by itself but for its exit.
            if (File.Exists(Path.Join(folder, "result"))) break;
            ForgetEndedFit(folder, wholeLog);
        }
        var time = TimeSpan.Zero;
        if (!File.Exists(Path.Join(folder, "result")))
        {
            using var last = Start(folder, data);
            var begin = Stopwatch.StartNew();
            var text = last.StandardError.ReadToEnd();
            last.WaitForExit();
            time = begin.Elapsed;
            Assert.True(last.ExitCode == 0, text);
        }
        return (File.ReadAllBytes(Path.Join(folder, "result")), File.ReadAllText(Path.Join(folder, "log.csv")), time);
    }

    /// <summary>A fit that ended before the kill has no backup any more, as in Keras: the next one is another, with its own log.</summary>
    private static void ForgetEndedFit(string folder, string wholeLog)
    {
        var log = Path.Join(folder, "log.csv");
        if (!File.Exists(Path.Join(folder, "backup", "chief", "checkpoint")) && File.Exists(log) && File.ReadAllText(log) == wholeLog)
            File.Delete(log);
    }

    private static Process Start(string folder, string data)
    {
        var process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Join(AppContext.BaseDirectory, "KerasLikeRnn.Killed.dll"), data, folder])
            {
                RedirectStandardError = true, RedirectStandardOutput = true,
            })!;
        Assert.Equal("begun", process.StandardOutput.ReadLine());
        return process;
    }
}
