using System.Diagnostics;
using System.Globalization;
using KerasLikeRnn.Models;
using static keras.layers;

namespace KerasLikeRnn.Benchmarks;

/// <summary>
/// Saving and loading: the notebook's model, and one of a hundred million weights in a process of its own, against stated limits.
/// <c>dotnet run -- --saving</c>
/// </summary>
internal static class Saving
{
    private const double SmallLimit = 50;
    private const double MostMemory = 1.3;
    private const int Repetitions = 20;
    private const int Rows = 100_000;
    private const int Columns = 1_000;
    private const double Weights = 4.0 * Rows * Columns;

    // The last one is the folder of a SavedModel.
    private static readonly string[] formats = [".h5", ".keras", ".savedmodel"];

    public static int Run(string[] args)
    {
        switch (args)
        {
            case ["make", var path]: return InChild(() => Large(), model => model.save(path));
            case ["load", var path]: return InChild(() => (Model?)null, _ => keras.models.load_model(path));
        }
        var folder = Directory.CreateTempSubdirectory("keras-like-rnn-saving-");
        try
        {
            var failures = 0;
            foreach (var format in formats) failures += Small(Path.Combine(folder.FullName, "small" + format), format);
            var disk = Disk(Path.Combine(folder.FullName, "disk"));
            foreach (var format in formats)
                foreach (var what in new[] { "make", "load" })
                    failures += Child(what, Path.Combine(folder.FullName, "large" + format), disk);
            return failures == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Small(string path, string format)
    {
        var model = keras.Sequential([Embedding(10_000, 32), SimpleRNN(32), Dense(1, activation: "sigmoid")]);
        model.compile("rmsprop", "binary_crossentropy", metrics: ["acc"]);
        model.fit(new int[8, 20], new float[8], verbose: 0);
        var save = Median(() => model.save(path));
        var load = Median(() => keras.models.load_model(path));
        var holds = save <= SmallLimit && load <= SmallLimit;
        Console.WriteLine(FormattableString.Invariant(
            $"notebook's model, {format}: saved in {save:F1} ms, loaded in {load:F1} ms; limit {SmallLimit} ms: {Word(holds)}"));
        return holds ? 0 : 1;
    }

    private static double Median(Action run)
    {
        run();
        var times = new double[Repetitions];
        for (var i = 0; i < times.Length; i++)
        {
            var watch = Stopwatch.StartNew();
            run();
            times[i] = watch.Elapsed.TotalMilliseconds;
        }
        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static Sequential Large() => keras.Sequential([Embedding(Rows, Columns, input_length: 4), Flatten(), Dense(1)]);

    // What the disk itself takes for as many bytes.
    private static double Disk(string path)
    {
        var bytes = new byte[1 << 20];
        new Random(1).NextBytes(bytes);
        var watch = Stopwatch.StartNew();
        using (var stream = File.Create(path))
        {
            for (var written = 0L; written < Weights; written += bytes.Length) stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        var seconds = watch.Elapsed.TotalSeconds;
        File.Delete(path);
        Console.WriteLine(FormattableString.Invariant($"the disk takes {seconds:F2} s for {Weights / 1e6:F0} MB"));
        return seconds;
    }

    private static int Child(string what, string path, double disk)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--saving", what, path]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var told = child.StandardOutput.ReadToEnd().Split(' ');
        child.WaitForExit();
        var (seconds, memory) = (Number(told[0]), Number(told[1]));
        var holds = child.ExitCode == 0 && memory <= MostMemory;
        var times = FormattableString.Invariant($"{seconds:F2} s ({seconds / disk:F1} times the disk)");
        Console.WriteLine(FormattableString.Invariant(
            $"100 million weights, {Path.GetExtension(path)}: {(what == "make" ? "saved" : "loaded")} in {times}, peak {memory:F2} times ")
            + FormattableString.Invariant($"the weights; limit {MostMemory}: {Word(holds)}"));
        return holds ? 0 : 1;
    }

    private static int InChild(Func<Model?> make, Action<Model> run)
    {
        var model = make();
        var watch = Stopwatch.StartNew();
        run(model!);
        var seconds = watch.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        // Less what the program takes without a model.
        var peak = (process.PeakWorkingSet64 - (80L << 20)) / Weights;
        Console.WriteLine(FormattableString.Invariant($"{seconds} {peak}"));
        return 0;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Word(bool holds) => holds ? "holds" : "FAILS";
}
