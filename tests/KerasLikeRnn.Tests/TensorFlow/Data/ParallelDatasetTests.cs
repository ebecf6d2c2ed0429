using KerasLikeRnn.Engine;
using KerasLikeRnn.TensorFlow.Data;
using NumSharp;

namespace KerasLikeRnn.Tests.TensorFlow.Data;

/// <summary>Functions that run side by side: what comes out is what would come out one after another.</summary>
[Collection("Seeds")]
public sealed class ParallelDatasetTests
{
    [Fact]
    public void Calls_run_side_by_side_and_their_results_keep_their_order()
    {
        using var together = new Barrier(4);
        var ds = Dataset.range(8).map(x =>
        {
            var value = (long)x;
            // Nobody passes who is alone.
            Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30)));
            return x * 2;
        }, num_parallel_calls: 4);
        Assert.Equal([0, 2, 4, 6, 8, 10, 12, 14], Numbers(ds));
        Assert.Equal(Numbers(Dataset.range(50).map(x => x + 1)), Numbers(Dataset.range(50).map(x => x + 1, num_parallel_calls: -1)));
        Assert.Throws<ValueError>(() => Dataset.range(2).map(x => x, num_parallel_calls: 0));
        Assert.Throws<ValueError>(() => Dataset.range(2).interleave(x => Dataset.range(2), num_parallel_calls: -2));
    }

    [Fact]
    public void Random_numbers_are_those_of_calls_one_after_another()
    {
        Assert.Equal(Drawn(null), Drawn(1));
        for (var i = 0; i < 5; i++) Assert.Equal(Drawn(null), Drawn(6));

        static float[] Drawn(long? calls)
        {
            RandomStreams.Global.SetSeed(3);
            try
            {
                var ds = Dataset.range(40).map(x =>
                {
                    if ((long)x % 3 == 0) Thread.Sleep(2);
                    // Some draw, and not equally many.
                    return (long)x % 4 == 1 ? tf.random.uniform([1]) : tf.random.uniform([(int)(long)x % 3 + 1]);
                }, num_parallel_calls: calls);
                return [.. ds.SelectMany(element => ((Tensor)element).ToArray<float>())];
            }
            finally
            {
                RandomStreams.Global.SetSeed(null);
            }
        }
    }

    [Fact]
    public void Nothing_runs_further_ahead_than_asked_nor_after_the_end()
    {
        var (calls, running) = (0, 0);
        Element Counted(Element x)
        {
            Interlocked.Increment(ref running);
            Interlocked.Increment(ref calls);
            Thread.Sleep(5);
            Interlocked.Decrement(ref running);
            return x;
        }
        using (var one = Dataset.range(100).map(Counted).GetEnumerator())
        {
            Assert.Equal(0, calls);
            Assert.True(one.MoveNext());
            Assert.Equal(1, calls);
        }
        calls = 0;
        using (var four = Dataset.range(100).map(Counted, num_parallel_calls: 4).GetEnumerator())
        {
            Assert.Equal(0, calls);
            Assert.True(four.MoveNext());
        }
        // The one that was taken, and as many as may run side by side.
        Assert.InRange(calls, 1, 5);
        Assert.Equal(0, running);
        calls = 0;
        foreach (var element in Dataset.range(9).interleave(i => Dataset.range(100).map(Counted), cycle_length: 3, num_parallel_calls: 3))
            if (calls > 0) break;
        // Of each of the three at most the one in hand and the next.
        Assert.InRange(calls, 1, 6);
        Assert.Equal(0, running);
    }

    [Fact]
    public void Errors_come_in_their_place_with_their_own_trace()
    {
        var ds = Dataset.range(9).map(x => (long)x == 5 ? Failing() : x, num_parallel_calls: 4);
        Fails(ds, 5);
        Fails(Dataset.range(9).map(x => (long)x == 5 ? Failing() : x).map(x => x + 1, num_parallel_calls: 3), 5);
        Fails(ds.prefetch(3), 5);
        Fails(Dataset.range(3).interleave(
            i => Dataset.range(3).map(x => (long)x == 2 ? Failing() : x), cycle_length: 2, num_parallel_calls: 2), 4);

        static void Fails(Dataset ds, int after)
        {
            var given = 0;
            var error = Assert.Throws<TimeZoneNotFoundException>(() =>
            {
                foreach (var element in ds) given++;
            });
            Assert.Equal(after, given);
            Assert.Contains(nameof(Failing), error.StackTrace);
        }
    }

    [Fact]
    public void Interleaved_datasets_keep_their_order_however_many_run()
    {
        foreach (var (cycle, block) in new[] { (1, 1), (2, 1), (2, 3), (3, 2), (5, 4) })
        {
            Dataset Of(long? calls) => Dataset.range(7).interleave(
                i => Dataset.range((int)(long)i * 3 % 5).map(x => x + 100 * i), cycle, block, num_parallel_calls: calls);
            foreach (var calls in new long?[] { 1, 2, 8, -1 }) Assert.Equal(Numbers(Of(null)), Numbers(Of(calls)));
        }
    }

    [Fact]
    public void A_cache_in_a_file_is_read_by_later_runs_and_never_half_written()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (path, calls) = (Path.Combine(folder.FullName, "in", "cache"), 0);
            Dataset Cached() => Dataset.from_tensor_slices((np.arange(6).astype(np.float32).reshape(3, 2), new[] { "a", "é", "" }))
                .map((x, text) =>
                {
                    calls++;
                    return (new Element { ["x"] = x, ["b"] = tf.reduce_sum(x) > 3 }, text);
                }).cache(path);
            var ds = Cached();
            Assert.Single(ds.take(1));
            Assert.Empty(Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories));
            var first = str(ds.as_numpy_iterator().ToList());
            var made = calls;
            Assert.Equal(first, str(ds.as_numpy_iterator().ToList()));
            Assert.Equal(first, str(Cached().as_numpy_iterator().ToList()));
            Assert.Equal(made, calls);
            Assert.Equal(6, Cached().repeat(2).Count());
            var file = Assert.Single(Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories));
            Assert.StartsWith(path, file, StringComparison.Ordinal);
            var bytes = File.ReadAllBytes(file);
            File.WriteAllBytes(file, bytes[..^16]);
            Assert.Throws<DataLossError>(() => Cached().Count());
            bytes[40] ^= 1;
            File.WriteAllBytes(file, bytes);
            Assert.Throws<DataLossError>(() => Cached().Count());
            Assert.Throws<TypeError>(() => Dataset.range(3).window(2).cache(Path.Combine(folder.FullName, "w")).Count());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_a_function_does_wrong_is_told_and_what_only_its_numbers_tell_stays_open()
    {
        var rows = Dataset.from_tensor_slices(np.arange(12).reshape(4, 3).astype(np.float32));
        Assert.Contains("shape=(3,)", rows.map(x => x + 1).ToString());
        Assert.Contains("<unknown>", rows.map(x => new[] { 1, 2 }[(int)(double)x[0] + 2 + (int)(double)x[1]]).ToString());
        Assert.Throws<TimeZoneNotFoundException>(() => rows.map(x => Failing()).element_spec);
        Assert.Throws<ValueError>(() => rows.map(x => tf.reshape(x, [2, 2])).element_spec);
        // Of batches whose size is not known, sizes that stand in for it may not fit.
        Assert.Contains("<unknown>", rows.batch(4).map(x => tf.reshape(x, [2, 6])).ToString());
        Assert.Equal(12, rows.batch(4).map(x => tf.reshape(x, [2, 6])).Sum(x => ((Tensor)x).Length));
    }

    private static Element Failing() => throw new TimeZoneNotFoundException("mine");

    private static long[] Numbers(Dataset ds) => [.. ds.Select(element => (long)element)];

    private static string str(object value) => KerasLikeRnn.Builtins.str(value);
}
