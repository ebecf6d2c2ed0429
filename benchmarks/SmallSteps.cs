using System.Diagnostics;
using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Benchmarks;

/// <summary>
/// What a step costs besides its numbers: ten layers Dense(4) on batches of 8. One JSON line: microseconds a step of fit with the loss
/// alone, with two metrics, with the progress bar, with a callback that reads the logs of batches, of evaluate and of predict; the lowest
/// of all turns.
/// </summary>
internal static class SmallSteps
{
    private const int Turns = 100;
    private const int StepsPerTurn = 200;
    private const int Batch = 8;

    private sealed class Reader : Callback
    {
        public double Last { get; private set; }

        public override void on_train_batch_end(int batch, Logs logs) => Last = logs["loss"];
    }

    public static int Run()
    {
        var (x, y) = (Numbers(), Numbers());
        var (plain, measured) = (Made([]), Made(["mae", "mse"]));
        var runs = new Dictionary<string, Action>
        {
            ["fit"] = () => plain.fit(x, y, batch_size: Batch, verbose: 0),
            ["fit_metrics"] = () => measured.fit(x, y, batch_size: Batch, verbose: 0),
            ["fit_bar"] = () => measured.fit(x, y, batch_size: Batch, verbose: 1),
            ["fit_callback"] = () => measured.fit(x, y, batch_size: Batch, verbose: 0, callbacks: [new Reader()]),
            ["evaluate"] = () => measured.evaluate(x, y, batch_size: Batch, verbose: 0),
            ["predict"] = () => measured.predict(x, batch_size: Batch, verbose: 0),
        };
        var lowest = runs.Keys.ToDictionary(name => name, _ => double.PositiveInfinity);
        var console = Console.Out;
        Console.SetOut(TextWriter.Null);
        for (var turn = 0; turn < Turns; turn++)
            foreach (var (name, run) in runs) lowest[name] = Math.Min(lowest[name], Microseconds(run));
        Console.SetOut(console);
        var rounded = lowest.ToDictionary(pair => pair.Key + "_us_per_step", pair => Math.Round(pair.Value, 1));
        Console.WriteLine(JsonSerializer.Serialize(rounded));
        return 0;
    }

    private static NDArray Numbers() => np.random.rand(Batch * StepsPerTurn, 4).astype(np.float32);

    private static Sequential Made(string[] metrics)
    {
        var model = keras.Sequential([.. Enumerable.Range(0, 10).Select(_ => keras.layers.Dense(4))]);
        model.compile("sgd", "mse", metrics: metrics);
        return model;
    }

    private static double Microseconds(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalMicroseconds / StepsPerTurn;
    }
}
