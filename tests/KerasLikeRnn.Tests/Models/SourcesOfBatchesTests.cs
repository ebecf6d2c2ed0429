using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;
using static keras.layers;
using static keras.models;

namespace KerasLikeRnn.Tests.Models;

/// <summary>Generators and sequences: what they throw arrives, and threads that made batches ahead are gone afterwards.</summary>
[Collection("Seeds")]
public sealed class SourcesOfBatchesTests
{
    [Fact]
    public void What_a_generator_throws_reaches_the_caller_of_fit()
    {
        var isClosed = false;
        IEnumerable<(NDArray, NDArray)> Batches()
        {
            try
            {
                yield return (np.ones((2, 3)), np.ones((2, 1)));
                throw new InvalidDataException("broken here");
            }
            finally
            {
                isClosed = true;
            }
        }

        foreach (var workers in new[] { 1, 3 })
        {
            isClosed = false;
            var error = Assert.Throws<InvalidDataException>(() => Made().fit(Batches(), verbose: 0, workers: workers));
            Assert.Equal("broken here", error.Message);
            Assert.Contains(nameof(Batches), error.StackTrace, StringComparison.Ordinal);
            Assert.True(isClosed);
            Assert.Empty(Workers());
        }
    }

    [Fact]
    public void What_a_worker_throws_reaches_the_caller_of_fit()
    {
        var numbers = new Numbers(9) { Breaks = 5 };
        var error = Assert.Throws<KeyNotFoundException>(() => Made().fit(numbers, verbose: 0, workers: 4, shuffle: false));
        Assert.Equal("broken at 5", error.Message);
        Assert.Contains("get_Item", error.StackTrace, StringComparison.Ordinal);
        Assert.Empty(Workers());
    }

    [Fact]
    public void Threads_are_gone_where_fit_stops_early_and_after_evaluate_and_predict()
    {
        var model = Made();
        model.fit(
            new Numbers(20), verbose: 0, workers: 4, epochs: 5,
            callbacks: [keras.callbacks.LambdaCallback(on_batch_end: (batch, logs) => model.stop_training = batch == 3)]);
        Assert.Empty(Workers());
        model.evaluate(new Numbers(20), verbose: 0, workers: 4, steps: 3);
        model.predict(new Numbers(20), verbose: 0, workers: 4, steps: 3);
        Assert.Throws<InvalidOperationException>(() => model.predict(
            new Numbers(20), verbose: 0, workers: 4,
            callbacks: [keras.callbacks.LambdaCallback(on_predict_batch_end: (batch, logs) => throw new InvalidOperationException())]));
        Assert.Empty(Workers());
    }

    [Fact]
    public void Batches_made_ahead_come_in_their_order()
    {
        var sequence = new Numbers(40) { Sleeps = true };
        var outputs = Identity().predict(sequence, verbose: 0, workers: 8, use_multiprocessing: true);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (float)i), outputs["::2, 0"].ToArray<float>());
    }

    [Fact]
    public void No_more_batches_are_made_ahead_than_the_queue_holds()
    {
        var sequence = new Numbers(50);
        var most = 0;
        Identity().predict(
            sequence, verbose: 0, workers: 2, max_queue_size: 3,
            callbacks:
            [
                keras.callbacks.LambdaCallback(on_predict_batch_end: (batch, logs) => most = Math.Max(most, sequence.Made - batch - 2)),
            ]);
        Assert.InRange(most, 0, 4);
    }

    [Fact]
    public void Batches_may_be_of_any_kind_of_data()
    {
        static IEnumerable<NDArray> Inputs()
        {
            yield return np.ones((2, 1));
            yield return np.ones((3, 1));
        }

        static async IAsyncEnumerable<(float[,], float[])> Later()
        {
            for (var i = 0; i < 3; i++)
            {
                await Task.Yield();
                yield return (new float[,] { { i }, { i } }, [i, i]);
            }
        }

        var model = Identity();
        Assert.Equal([5L, 1], model.predict(Inputs(), verbose: 0).shape);
        Assert.Equal([6L, 1], model.predict(Later(), verbose: 0).shape);
        Assert.Equal(0, (double)model.evaluate(Later(), verbose: 0), 1e-6);
        var history = model.fit(Later(), epochs: 2, steps_per_epoch: 1, verbose: 0, validation_data: DataLike.From(Later()));
        Assert.Equal(2, history.history["loss"].Count);
        history = model.fit(np.ones((2, 1)), np.ones(2), epochs: 2, verbose: 0, validation_data: Pairs(4), validation_steps: 2);
        Assert.Equal(2, history.history["val_loss"].Count);
        Assert.Single(model.fit(Pairs(1), epochs: 1, verbose: 0, validation_data: Pairs(4)).history["val_loss"]);
        Assert.Single(model.fit(new List<(NDArray, NDArray)> { (np.ones((2, 1)), np.ones(2)) }, verbose: 0).history["loss"]);
    }

    [Fact]
    public void A_batch_of_another_form_than_the_first_is_refused()
    {
        static IEnumerable<DataLike> Forms(DataLike second)
        {
            yield return (np.ones((2, 3)), np.ones((2, 1)));
            yield return second;
        }

        Assert.StartsWith(
            "`generator` yielded an element that did not match the expected structure. "
            + "The expected structure was (tf.float32, tf.float32), but the",
            Assert.Throws<TypeError>(() => Made().fit(Forms(np.ones((2, 3))), verbose: 0)).Message, StringComparison.Ordinal);
        Assert.Equal(
            "`generator` yielded an element of shape (2,) where an element of shape (None, None) was expected.",
            Assert.Throws<TypeError>(() => Made().fit(Forms((np.ones(2), np.ones((2, 1)))), verbose: 0)).Message);
        Made().fit(Forms((np.ones((2, 3)).astype(np.int32), np.ones((2, 1)))), verbose: 0);
    }

    [Fact]
    public void A_generator_may_keep_tensors_from_one_batch_to_the_next()
    {
        static IEnumerable<(NDArray, NDArray)> Walk()
        {
            var place = tf.zeros((2, 1));
            for (var i = 0; i < 5; i++)
            {
                place = place + 1;
                yield return (place.numpy(), np.ones(2));
            }
        }

        Assert.Equal([10L, 1], Identity().predict(Walk(), verbose: 0).shape);
    }

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_batches()
    {
        var model = Identity();
        static IEnumerable<(NDArray, NDArray)> Endless()
        {
            var (x, y) = (np.ones((4, 1)), np.ones(4));
            while (true) yield return (x, y);
        }

        model.evaluate(Endless(), steps: 2000, verbose: 0);
        LiveMemory.StaysFlat(() => model.evaluate(Endless(), steps: 20_000, verbose: 0), bytes: 1_000_000);
    }

    private static IEnumerable<(NDArray, NDArray)> Pairs(int count)
    {
        for (var i = 0; i < count; i++) yield return (np.ones((2, 1)), np.ones(2));
    }

    private static Sequential Made()
    {
        var model = Sequential([Dense(1)]);
        model.compile("sgd", "mse");
        return model;
    }

    private static Sequential Identity()
    {
        var model = Sequential([Dense(1, kernel_initializer: "ones", input_shape: 1)]);
        model.compile("sgd", "mse");
        return model;
    }

    /// <summary>The threads of this process that make batches: found by their work, for names of threads are not to be asked for.</summary>
    private static IEnumerable<int> Workers() => BatchesAhead.Running > 0 ? [BatchesAhead.Running] : [];

    private sealed class Numbers(int count) : Sequence
    {
        private int made;

        public int Breaks { get; init; } = -1;

        public bool Sleeps { get; init; }

        public int Made => made;

        public override int __len__() => count;

        public override DataLike this[int index]
        {
            get
            {
                Interlocked.Increment(ref made);
                if (index == Breaks) throw new KeyNotFoundException($"broken at {index}");
                if (Sleeps) Thread.Sleep(index * 7 % 5);
                return (np.full((2, 1), index), np.full(2, index));
            }
        }
    }

    [Fact]
    public void A_model_without_a_call_trains_by_its_own_step_on_a_generator()
    {
        var model = new OnlySteps();
        model.compile("sgd");
        var history = model.fit(Pairs(4), epochs: 1, verbose: 0);
        Assert.Equal(1, Assert.Single(history.history["seen"]));
    }

    private sealed class OnlySteps : Model
    {
        private readonly KerasLikeRnn.Layers.Dense inner = keras.layers.Dense(1);

        public override KerasLikeRnn.Callbacks.Logs train_step(StepData data)
        {
            var (x, _, _) = data;
            _ = inner[x];
            return new() { { "seen", 1 } };
        }
    }
}
