using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Benchmarks;

/// <summary>
/// Milliseconds per training, evaluation and prediction step of recurrent classifiers: Embedding, the layer,
/// Dense(1, sigmoid), rmsprop, on made-up ids of a vocabulary of 10,000. One JSON line a case: the lowest, the middle and the
/// highest of runs of 30 steps.
/// </summary>
/// <remarks>
/// Against another framework both sides live at the same time and run in turn, a second each (or as long as the other's one
/// run took), for the same number of turns: what else the machine does hits both. The ratio is that of the two medians.
/// </remarks>
internal static class TrainingSteps
{
    private const string Usage = """
        dotnet run --project benchmarks -- "SimpleRNN 32 500 128 32" ...   layer units timesteps batch embedding
          --against COMMAND  also run the same steps there, in turn with ours, and print the ratios, e.g. --against "python3
                             benchmarks/training_steps.py" (Keras 2.9 or 3)
          KERASLIKERNN_ENGINE=tensorflow in the environment: ours on that engine, and last what it left to the built-in one
        dotnet run --project benchmarks -- --own-loop                       a loop of one's own against train_on_batch: time and memory
        dotnet run --project benchmarks -- --long-runs                      memory of many predictions, models and epochs
        dotnet run --project benchmarks -- --small-steps                    what a step costs besides its numbers
        dotnet run --project benchmarks -- --sources                        batches from sources of data against arrays
        dotnet run --project benchmarks -- --saving [--against COMMAND]     saving and loading, e.g. beside "python3 benchmarks/saving.py"
        dotnet run --project benchmarks -- --kernels [--filter ...]         single kernels, by BenchmarkDotNet
        """;

    private const int Vocabulary = 10000;
    private const int StepsPerRun = 30;
    private const int Turns = 5;
    private const double SecondsPerTurn = 1;

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
        string? against = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--against")
            {
                if (i + 1 == args.Length) return Fail($"{args[i]} needs a value.");
                against = args[++i];
            }
            else if (args[i].StartsWith('-')) return Fail($"Unknown option: {args[i]}");
            else cases.Add(args[i]);
        }
        if (cases.Count == 0) return Fail("Name at least one case.");
        foreach (var name in cases)
        {
            using var other = against is null ? null : new OtherSide(against, name);
            List<ISide> sides = other is null ? [new OurSide(name)] : [other, new OurSide(name)];
            var times = sides.ConvertAll(_ => Array.ConvertAll(measures, _ => new List<double>()));
            for (var measure = 0; measure < measures.Length; measure++)
                for (var turn = 0; turn < Turns; turn++)
                    TakeTurns(measures[measure], sides, times.ConvertAll(ofSide => ofSide[measure]));
            foreach (var (side, ofSide) in sides.Zip(times)) Console.WriteLine(JsonSerializer.Serialize(Report(name, side, ofSide)));
            if (other is not null) PrintRatios(name, other.Name, ours: times[1], theirs: times[0]);
        }
        return 0;
    }

    /// <summary>Measures each side once. A long run that begins in time overstays; the next side gets as long as it took.</summary>
    private static void TakeTurns(string measure, List<ISide> sides, List<List<double>> times)
    {
        var seconds = SecondsPerTurn;
        foreach (var (side, ofSide) in sides.Zip(times))
        {
            var readings = side.Measure(measure, seconds).ToList();
            seconds = Math.Max(seconds, readings.Sum() * StepsPerRun / 1e3);
            ofSide.AddRange(readings);
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        Console.Error.WriteLine(Usage);
        return 2;
    }

    private static Dictionary<string, object> Report(string name, ISide side, List<double>[] times)
    {
        var result = new Dictionary<string, object> { ["of"] = side.Name, ["case"] = name };
        for (var i = 0; i < measures.Length; i++)
        {
            result[measures[i] + "_first_call_s"] = Math.Round(side.FirstCalls[i], 2);
            double[] spread = [times[i].Min(), Median(times[i]), times[i].Max()];
            result[measures[i] + "_ms_per_step"] = spread.Select(time => Math.Round(time, 3));
        }
        return result;
    }

    private static void PrintRatios(string name, string against, List<double>[] ours, List<double>[] theirs)
    {
        var result = new Dictionary<string, object> { ["case"] = name, ["against"] = against };
        for (var i = 0; i < measures.Length; i++)
            result[measures[i] + "_times_faster"] = Math.Round(Median(theirs[i]) / Median(ours[i]), 2);
        Console.WriteLine(JsonSerializer.Serialize(result));
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>One framework with one case's model and data, warmed up.</summary>
    private interface ISide
    {
        string Name { get; }

        /// <summary>Seconds that the first run of each measure took.</summary>
        double[] FirstCalls { get; }

        /// <summary>Milliseconds a step of every run that begins within that time; at least one.</summary>
        IEnumerable<double> Measure(string measure, double seconds);
    }

    private sealed class OurSide : ISide
    {
        private readonly Action[] runs;

        public OurSide(string name)
        {
            var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 5) throw new ArgumentException($"A case is \"layer units timesteps batch embedding\". Received: {name}");
            if (!layers.TryGetValue(words[0], out var layer))
                throw new ArgumentException($"Unknown layer: {words[0]}. Known: {string.Join(", ", layers.Keys)}");
            var sizes = words.Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            int units = sizes[0], timesteps = sizes[1], batch = sizes[2], embedding = sizes[3];
            var (x, y) = Data(batch * StepsPerRun, timesteps);
            var model = keras.Sequential(
                [keras.layers.Embedding(Vocabulary, embedding), layer(units), keras.layers.Dense(1, activation: "sigmoid")]);
            model.compile("rmsprop", "binary_crossentropy", metrics: ["acc"]);
            runs =
            [
                () => model.fit(x, y, batch_size: batch, epochs: 1, verbose: 0),
                () => model.evaluate(x, y, batch_size: batch, verbose: 0),
                () => model.predict(x, batch_size: batch, verbose: 0),
            ];
            FirstCalls = Array.ConvertAll(runs, Seconds);
        }

        public string Name => "KerasLikeRnn";

        public double[] FirstCalls { get; }

        public IEnumerable<double> Measure(string measure, double seconds)
        {
            var run = runs[Array.IndexOf(measures, measure)];
            var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
            do yield return Seconds(run) / StepsPerRun * 1e3;
            while (Stopwatch.GetTimestamp() < end);
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

        private static double Seconds(Action run)
        {
            var watch = Stopwatch.StartNew();
            run();
            return watch.Elapsed.TotalSeconds;
        }
    }

    /// <summary>Another framework in a process of its own, which answers each line it is given with one (training_steps.py).</summary>
    private sealed class OtherSide : ISide, IDisposable
    {
        private readonly string command;
        private readonly Process process;

        public OtherSide(string command, string name)
        {
            this.command = command;
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
            process = Process.Start(start) ?? throw new InvalidOperationException($"{words[0]} could not be started.");
            var made = Ask(new { @case = name });
            Name = made.GetProperty("name").GetString()!;
            FirstCalls = Array.ConvertAll(measures, measure => made.GetProperty("first_call_s").GetProperty(measure).GetDouble());
        }

        public string Name { get; }

        public double[] FirstCalls { get; }

        public IEnumerable<double> Measure(string measure, double seconds) =>
            Ask(new { measure, seconds }).GetProperty("ms_per_step").EnumerateArray().Select(time => time.GetDouble());

        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }

        private JsonElement Ask(object request)
        {
            process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
            process.StandardInput.Flush();
            var answer = process.StandardOutput.ReadLine()
                ?? throw new InvalidOperationException($"{command} ended instead of answering {JsonSerializer.Serialize(request)}.");
            return JsonDocument.Parse(answer).RootElement;
        }
    }
}
