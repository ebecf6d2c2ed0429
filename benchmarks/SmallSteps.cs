using System.Diagnostics;
using System.Text.Json;
using NumSharp;

namespace KerasLikeRnn.Benchmarks;

/// <summary>
/// Steps of <c>fit</c> in which next to nothing is computed: a model of ten layers of four units on batches of eight. What they take is
/// what the framework costs. One JSON line: microseconds a step, the fastest and the median of the epochs, and bytes that are allocated.
/// </summary>
internal static class SmallSteps
{
    private const int Steps = 1000;
    private const int Epochs = 15;

    public static int Run()
    {
        var (x, y) = (np.random.rand(Steps * 8, 4).astype(np.float32), np.random.rand(Steps * 8, 4).astype(np.float32));
        var model = keras.Sequential([.. Enumerable.Range(0, 10).Select(_ => keras.layers.Dense(4, activation: "tanh", input_shape: (4)))]);
        model.compile("rmsprop", "mse", metrics: ["mae"]);
        void Epoch() => model.fit(x, y, batch_size: 8, verbose: 0);
        for (var warm = 0; warm < 5; warm++) Epoch();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var times = Enumerable.Range(0, Epochs).Select(_ => Microseconds(Epoch)).Order().ToArray();
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["case"] = "ten layers of 4 units, batches of 8",
            ["fastest_us_per_step"] = Math.Round(times[0] / Steps, 1),
            ["median_us_per_step"] = Math.Round(times[Epochs / 2] / Steps, 1),
            ["bytes_per_step"] = (GC.GetTotalAllocatedBytes(precise: true) - before) / (Epochs * Steps),
        }));
        return 0;
    }

    private static double Microseconds(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalMicroseconds;
    }
}
