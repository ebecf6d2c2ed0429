using System.Diagnostics;
using System.Text.Json;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Benchmarks;

/// <summary>
/// What sources of batches cost. One JSON line: milliseconds a batch of a Sequence that takes 10 ms for each, without workers and with
/// eight; microseconds a batch of a generator, and by how many bytes the managed memory grew over 100,000 of them.
/// </summary>
internal static class Sources
{
    private const int Batches = 200;
    private const int Endless = 100_000;

    public static int Run()
    {
        var model = new Sequential([new KerasLikeRnn.Layers.Dense(1, input_shape: 4)]);
        model.compile("sgd", "mse");
        model.fit(new Slow(), verbose: 0, workers: 8);
        var alone = Milliseconds(() => model.fit(new Slow(), verbose: 0));
        var eight = Milliseconds(() => model.fit(new Slow(), verbose: 0, workers: 8));
        model.fit(Ones(), steps_per_epoch: 1000, verbose: 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var generator = Milliseconds(() => model.fit(Ones(), steps_per_epoch: Endless, verbose: 0));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        var results = new
        {
            ms_a_batch_alone = alone / Batches,
            ms_a_batch_of_eight_workers = eight / Batches,
            times_faster = alone / eight,
            us_a_batch_of_a_generator = generator * 1000 / Endless,
            bytes_grown = grown,
            peak_mb = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,
        };
        Console.WriteLine(JsonSerializer.Serialize(results));
        return 0;
    }

    private static IEnumerable<(NDArray, NDArray)> Ones()
    {
        while (true) yield return (np.ones((8, 4)), np.ones(8));
    }

    private static double Milliseconds(Action run)
    {
        var begin = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    private sealed class Slow : Sequence
    {
        private readonly (NDArray X, NDArray Y) batch = (np.ones((8, 4)), np.ones(8));

        public override int __len__() => Batches;

        public override DataLike this[int index]
        {
            get
            {
                Thread.Sleep(10);
                return (batch.X, batch.Y);
            }
        }
    }
}
