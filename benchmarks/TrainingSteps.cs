using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Benchmarks;

/// <summary>
/// Milliseconds per training, evaluation and prediction step of recurrent classifiers: Embedding, the layer,
/// Dense(1, sigmoid), rmsprop, on made-up ids of a vocabulary of 10,000. One JSON line a case: the lowest, the middle and the
/// highest of several runs of 30 steps.
/// </summary>
internal static class TrainingSteps
{
    private const string Usage = """
        dotnet run --project benchmarks -- "SimpleRNN 32 500 128 32" ...   layer units timesteps batch embedding
          --against PATH    also run that Python script on the same cases, in turn with ours, and print the ratios
          --python COMMAND  the interpreter for it; default: a launcher named "keras" beside the script, else python3
        dotnet run --project benchmarks -- --kernels [--filter ...]         single kernels, by BenchmarkDotNet
        """;

    private const int Vocabulary = 10000;
    private const int StepsPerRun = 30;
    private const int FewestRuns = 3;
    private const int SecondsPerMeasure = 3;

    private static readonly string[] measures = ["train", "evaluate", "predict"];

    private static readonly Dictionary<string, Func<int, Layers.Layer>> layers = new()
    {
        ["SimpleRNN"] = units => keras.layers.SimpleRNN(units),
        ["LSTM"] = units => keras.layers.LSTM(units),
        ["GRU"] = units => keras.layers.GRU(units),
    };

    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        var cases = new List<string>();
        string? against = null, python = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--against" or "--python")
            {
                if (i + 1 == args.Length) return Fail($"{args[i]} needs a value.");
                if (args[i] == "--against") against = args[++i];
                else python = args[++i];
            }
            else if (args[i].StartsWith('-')) return Fail($"Unknown option: {args[i]}");
            else cases.Add(args[i]);
        }
        if (cases.Count == 0) return Fail("Name at least one case.");
        foreach (var name in cases)
        {
            var steps = new CaseSteps(name);
            steps.Measure();
            if (against is null)
            {
                Console.WriteLine(JsonSerializer.Serialize(steps.Report()));
                continue;
            }
            var line = RunPython(python ?? Launcher(against), against, name);
            // Before and after the other: what else the machine does in the meantime hits both.
            steps.Measure();
            Console.WriteLine(JsonSerializer.Serialize(steps.Report()));
            Console.WriteLine(line);
            PrintRatios(name, steps.Report(), JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!);
        }
        return 0;
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        Console.Error.WriteLine(Usage);
        return 2;
    }

    private static (NDArray X, NDArray Y) Data(int samples, int timesteps)
    {
        var random = new Random(0);
        var x = new int[samples, timesteps];
        var y = new long[samples];
        for (var i = 0; i < samples; i++)
        {
            y[i] = random.Next(2);
            for (var t = 0; t < timesteps; t++) x[i, t] = random.Next(Vocabulary);
        }
        return (np.array(x), np.array(y));
    }

    private static string Launcher(string script) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(script))!, "keras") is var beside && File.Exists(beside) ? beside : "python3";

    private static string RunPython(string interpreter, string script, string name)
    {
        using var process = Process.Start(new ProcessStartInfo(interpreter, [script, name]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{interpreter} could not be started.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split('\n').LastOrDefault(line => line.StartsWith('{'))
            ?? throw new InvalidOperationException($"{interpreter} {script} printed no JSON line (exit code {process.ExitCode}).");
    }

    private static void PrintRatios(string name, Dictionary<string, object> ours, Dictionary<string, JsonElement> theirs)
    {
        var ratios = measures.Select(measure =>
        {
            var key = measure + "_ms_per_step";
            var their = theirs[key].EnumerateArray().Min(value => value.GetDouble());
            return string.Create(CultureInfo.InvariantCulture, $"\"{measure}_times_faster\": {their / ((double[])ours[key]).Min():0.00}");
        });
        Console.WriteLine($"{{\"case\": \"{name}\", \"against\": \"{theirs["keras"].GetString()}\", {string.Join(", ", ratios)}}}");
    }

    /// <summary>One case: its model, its data, and how long its steps took so far.</summary>
    private sealed class CaseSteps
    {
        private readonly string name;
        private readonly Action[] runs;
        private readonly double[] firstCalls;
        private readonly List<double>[] times;

        public CaseSteps(string name)
        {
            this.name = name;
            var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 5) throw new ArgumentException($"A case is \"layer units timesteps batch embedding\". Received: {name}");
            if (!layers.TryGetValue(words[0], out var layer)) throw new ArgumentException($"Unknown layer: {words[0]}. Known: {string.Join(", ", layers.Keys)}");
            var sizes = words.Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            int units = sizes[0], timesteps = sizes[1], batch = sizes[2], embedding = sizes[3];
            var (x, y) = Data(batch * StepsPerRun, timesteps);
            var model = keras.Sequential([keras.layers.Embedding(Vocabulary, embedding), layer(units), keras.layers.Dense(1, activation: "sigmoid")]);
            model.compile("rmsprop", "binary_crossentropy", metrics: ["acc"]);
            runs =
            [
                () => model.fit(x, y, batch_size: batch, epochs: 1, verbose: 0),
                () => model.evaluate(x, y, batch_size: batch, verbose: 0),
                () => model.predict(x, batch_size: batch, verbose: 0),
            ];
            firstCalls = Array.ConvertAll(runs, Seconds);
            times = Array.ConvertAll(runs, _ => new List<double>());
        }

        /// <summary>
        /// Runs each measure three times, and until it has run for some seconds: a machine shared with others is slow for seconds
        /// on end, and the fewer steps a run takes, the more likely all of them fall into such a time.
        /// </summary>
        public void Measure()
        {
            for (var i = 0; i < runs.Length; i++)
            {
                var end = Stopwatch.GetTimestamp() + (SecondsPerMeasure * Stopwatch.Frequency);
                for (var run = 0; run < FewestRuns || Stopwatch.GetTimestamp() < end; run++) times[i].Add(Seconds(runs[i]) / StepsPerRun * 1e3);
            }
        }

        public Dictionary<string, object> Report()
        {
            var result = new Dictionary<string, object> { ["keras"] = keras.__version__, ["backend"] = "cpu", ["case"] = name };
            for (var i = 0; i < runs.Length; i++)
            {
                var sorted = times[i].Order().Select(time => Math.Round(time, 3)).ToArray();
                result[measures[i] + "_first_call_s"] = Math.Round(firstCalls[i], 2);
                result[measures[i] + "_ms_per_step"] = new[] { sorted[0], sorted[sorted.Length / 2], sorted[^1] };
            }
            return result;
        }

        private static double Seconds(Action run)
        {
            var watch = Stopwatch.StartNew();
            run();
            return watch.Elapsed.TotalSeconds;
        }
    }
}
