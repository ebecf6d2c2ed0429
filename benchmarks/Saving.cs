using System.Diagnostics;
using System.Globalization;
using KerasLikeRnn.Models;
using static keras.layers;

namespace KerasLikeRnn.Benchmarks;

/// <summary>
/// Saving and loading: the notebook's model, and one of a hundred million weights, against stated limits.
/// <c>dotnet run -- --saving</c>, and with <c>--against "python3 benchmarks/saving.py"</c> beside a Keras, which has to be slower.
/// </summary>
/// <remarks>
/// Every reading is a process of its own. Both sides run in turn, so that what else the machine does hits both; each loads what
/// it saved itself. The ratio is that of the two medians.
/// </remarks>
internal static class Saving
{
    private const double SmallLimit = 50;
    private const double MostMemory = 1.3;
    private const int Repetitions = 20;
    private const int Turns = 3;
    private const int Rows = 100_000;
    private const int Columns = 1_000;
    private const double Weights = 4.0 * Rows * Columns;

    // The last one is the folder of a SavedModel.
    private static readonly string[] formats = [".h5", ".keras", ".savedmodel"];

    public static int Run(string[] args)
    {
        switch (args)
        {
            case ["small", var path]: return Small(path);
            case ["make", var path]: return Large(() => Large(), model => model.save(path));
            case ["load", var path]: return Large(() => (Model?)null, _ => keras.models.load_model(path));
        }
        if (args is not ([] or ["--against", _])) throw new ArgumentException("--saving takes --against COMMAND, or nothing.");
        var against = args.Length == 0 ? null : args[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var folder = Directory.CreateTempSubdirectory("keras-like-rnn-saving-");
        try
        {
            var disk = Disk(Path.Combine(folder.FullName, "disk"));
            var held = Array.ConvertAll(formats, format => Holds(format, folder.FullName, against, disk));
            return held.All(holds => holds) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Holds(string format, string folder, string[]? against, double disk)
    {
        string[] ours = [Environment.ProcessPath!, "--saving"];
        var small = InTurn("small", format, folder, ours, against);
        var make = InTurn("make", format, folder, ours, against);
        var load = InTurn("load", format, folder, ours, against);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
            if (File.Exists(path)) File.Delete(path);
            else Directory.Delete(path, recursive: true);
        return new[]
        {
            Tell($"notebook's model, {format}, saved", small, 0, "ms", 1e3 * small.Ours[0] <= SmallLimit, $"limit {SmallLimit} ms"),
            Tell($"notebook's model, {format}, loaded", small, 1, "ms", 1e3 * small.Ours[1] <= SmallLimit, $"limit {SmallLimit} ms"),
            Tell($"100 million weights, {format}, saved", make, 0, "s", make.Ours[1] <= MostMemory, Memory(make, disk)),
            Tell($"100 million weights, {format}, loaded", load, 0, "s", load.Ours[1] <= MostMemory, Memory(load, disk)),
        }.All(holds => holds);
    }

    private static string Memory((double[] Ours, double[]? Theirs) readings, double disk) => FormattableString.Invariant(
        $"{readings.Ours[0] / disk:F1} times the disk, peak {readings.Ours[1]:F2} times the weights, limit {MostMemory}");

    private static bool Tell(
        string what, (double[] Ours, double[]? Theirs) readings, int part, string unit, bool holds, string limit)
    {
        var scale = unit == "ms" ? 1e3 : 1;
        var line = FormattableString.Invariant($"{what}: {readings.Ours[part] * scale:F2} {unit}; {limit}");
        if (readings.Theirs is { } theirs)
        {
            var ratio = theirs[part] / readings.Ours[part];
            holds &= ratio > 1;
            line += FormattableString.Invariant($"; the other {theirs[part] * scale:F2} {unit}, {ratio:F2} times as long");
        }
        Console.WriteLine($"{line}: {(holds ? "holds" : "FAILS")}");
        return holds;
    }

    /// <summary>The medians of what each side says, and null for a side that is not there or has no such format.</summary>
    private static (double[] Ours, double[]? Theirs) InTurn(string what, string format, string folder, string[] ours, string[]? theirs)
    {
        List<double[]> mine = [], other = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            mine.Add(Child([.. ours, what, Path.Combine(folder, $"ours-{Of(what)}{format}")])
                ?? throw new InvalidOperationException($"{what} {format} has no result."));
            if (theirs is not null && Child([.. theirs, what, Path.Combine(folder, $"theirs-{Of(what)}{format}")]) is { } reading)
                other.Add(reading);
        }
        return (Medians(mine), other.Count == 0 ? null : Medians(other));
    }

    private static string Of(string what) => what == "small" ? "small" : "large";

    private static double[] Medians(List<double[]> readings) =>
        [.. Enumerable.Range(0, readings[0].Length).Select(i => Median([.. readings.Select(reading => reading[i])]))];

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    // The numbers of the last line that a process prints; null where that is "none".
    private static double[]? Child(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var told = child.StandardOutput.ReadToEnd().Trim().Split('\n')[^1];
        child.WaitForExit();
        if (child.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with {child.ExitCode}.");
        return told == "none" ? null : Array.ConvertAll(told.Split(' '), text => double.Parse(text, CultureInfo.InvariantCulture));
    }

    private static int Small(string path)
    {
        var model = keras.Sequential([Embedding(10_000, 32), SimpleRNN(32), Dense(1, activation: "sigmoid")]);
        model.compile("rmsprop", "binary_crossentropy", metrics: ["acc"]);
        model.fit(new int[8, 20], new float[8], verbose: 0);
        var save = Repeated(() => model.save(path));
        var load = Repeated(() => keras.models.load_model(path));
        Console.WriteLine(FormattableString.Invariant($"{save} {load}"));
        return 0;
    }

    private static double Repeated(Action run)
    {
        run();
        return Median([.. Enumerable.Range(0, Repetitions).Select(_ => Seconds(run))]);
    }

    private static double Seconds(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalSeconds;
    }

    private static Sequential Large() => keras.Sequential([Embedding(Rows, Columns, input_length: 4), Flatten(), Dense(1)]);

    private static int Large(Func<Model?> make, Action<Model> run)
    {
        var model = make();
        var seconds = Seconds(() => run(model!));
        using var process = Process.GetCurrentProcess();
        // Less what the program takes without a model.
        var peak = (process.PeakWorkingSet64 - (80L << 20)) / Weights;
        Console.WriteLine(FormattableString.Invariant($"{seconds} {peak}"));
        return 0;
    }

    // What the disk itself takes for as many bytes.
    private static double Disk(string path)
    {
        var bytes = new byte[1 << 20];
        new Random(1).NextBytes(bytes);
        var seconds = Seconds(() =>
        {
            using var stream = File.Create(path);
            for (var written = 0L; written < Weights; written += bytes.Length) stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        });
        File.Delete(path);
        Console.WriteLine(FormattableString.Invariant($"the disk takes {seconds:F2} s for {Weights / 1e6:F0} MB"));
        return seconds;
    }
}
