using System.Diagnostics;
using System.Text.Json;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Benchmarks;

/// <summary>
/// What sources of batches cost. One JSON line: milliseconds a batch of a Sequence that takes 10 ms for each, without workers and with
/// eight; milliseconds of an epoch on reviews, as arrays and as tf.data; microseconds a batch of a generator, and by how many bytes the
/// managed memory grew over 100,000 of them. A figure beyond its limit is named, and ends the program with 1.
/// </summary>
internal static class Sources
{
    private const int Batches = 200;
    private const int Endless = 100_000;
    private const int Reviews = 2560;
    private const double LeastTimesFaster = 6;
    private const double MostOfDataset = 1.05;
    private const double MostBytesGrown = 1e6;

    public static int Run()
    {
        var model = new Sequential([new KerasLikeRnn.Layers.Dense(1, input_shape: 4)]);
        model.compile("sgd", "mse");
        model.fit(new Slow(), verbose: 0, workers: 8);
        var alone = Milliseconds(() => model.fit(new Slow(), verbose: 0));
        var eight = Milliseconds(() => model.fit(new Slow(), verbose: 0, workers: 8));
        var (arrays, dataset) = Epochs();
        model.fit(Ones(), steps_per_epoch: 1000, verbose: 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var generator = Milliseconds(() => model.fit(Ones(), steps_per_epoch: Endless, verbose: 0));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        var results = new
        {
            ms_a_batch_alone = alone / Batches,
            ms_a_batch_of_eight_workers = eight / Batches,
            times_faster = alone / eight,
            ms_an_epoch_of_arrays = arrays,
            ms_an_epoch_of_a_dataset = dataset,
            dataset_to_arrays = dataset / arrays,
            us_a_batch_of_a_generator = generator * 1000 / Endless,
            bytes_grown = grown,
            peak_mb = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,
        };
        Console.WriteLine(JsonSerializer.Serialize(results));
        return IsWithin("times_faster", alone / eight >= LeastTimesFaster, $"at least {LeastTimesFaster}")
            & IsWithin("dataset_to_arrays", dataset / arrays <= MostOfDataset, $"at most {MostOfDataset}")
            & IsWithin("bytes_grown", grown <= MostBytesGrown, $"at most {MostBytesGrown}") ? 0 : 1;
    }

    private static bool IsWithin(string name, bool isWithin, string limit)
    {
        if (!isWithin) Console.Error.WriteLine($"{name} is to be {limit}");
        return isWithin;
    }

    /// <summary>An epoch of the notebook's model on reviews, the lowest of seven each, taken in turn.</summary>
    private static (double Arrays, double Dataset) Epochs()
    {
        var random = new Random(1);
        var ids = new float[Reviews, 500];
        for (var i = 0; i < Reviews; i++)
            for (var j = 0; j < 500; j++) ids[i, j] = random.Next(10_000);
        var (x, y) = (np.array(ids), np.array(Enumerable.Range(0, Reviews).Select(i => i % 2f).ToArray()));
        var model = new Sequential([
            new KerasLikeRnn.Layers.Embedding(10_000, 32), new KerasLikeRnn.Layers.SimpleRNN(32),
            new KerasLikeRnn.Layers.Dense(1, activation: "sigmoid")]);
        model.compile("rmsprop", "binary_crossentropy", metrics: ["acc"]);
        var reviews = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(Reviews).batch(128).prefetch(tf.data.AUTOTUNE);
        var (arrays, dataset) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < 8; i++)
        {
            var (ofArrays, ofDataset) = (
                Milliseconds(() => model.fit(x, y, batch_size: 128, verbose: 0)), Milliseconds(() => model.fit(reviews, verbose: 0)));
            if (i > 0) (arrays, dataset) = (Math.Min(arrays, ofArrays), Math.Min(dataset, ofDataset));
        }
        return (arrays, dataset);
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
