using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Tests.Models;

/// <summary>Models on several threads, and the memory that long runs hold.</summary>
[Collection("Seeds")]
public sealed class ThreadsTests
{
    private static readonly NDArray ids = np.array(Enumerable.Range(0, 40 * 6).Select(i => i * 7 % 20).ToArray()).reshape(40, 6);
    private static readonly NDArray targets = np.array(Enumerable.Range(0, 40).Select(i => i % 3 / 2f).ToArray()).reshape(40, 1);

    [Fact]
    public async Task Two_trainings_on_two_threads_give_what_each_gives_alone()
    {
        var alone = Made().Select(Trained).ToArray();
        var together = await Task.WhenAll(Made().Select(model => Task.Run(() => Trained(model))));
        Assert.NotEqual(alone[0], alone[1]);
        Assert.Equal(alone[0], together[0]);
        Assert.Equal(alone[1], together[1]);

        static Sequential[] Made()
        {
            keras.backend.clear_session();
            tf.random.set_seed(7);
            return [Model(5), Model(6)];
        }

        static double[] Trained(Sequential model)
        {
            var history = model.fit(ids, targets, batch_size: 8, epochs: 5, verbose: 0);
            return [.. history.history["loss"]];
        }
    }

    [Fact]
    public async Task Names_of_weights_are_those_of_the_layers_around_on_every_thread()
    {
        var models = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            using var scope = keras.backend.name_scope($"scope{i}");
            await Task.Yield();
            var outer = new Outer($"outer{i}");
            outer[tf.ones((2, 3))].ToString();
            return (outer.weights[0].Name, keras.backend.variable(1.0, name: "v").Name);
        })));
        for (var i = 0; i < models.Length; i++)
            Assert.Equal(($"outer{i}/inner/kernel:0", $"scope{i}/v:0"), models[i]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Eight_threads_predict_on_one_model(bool isBuilt)
    {
        tf.random.set_seed(3);
        var model = Model(8);
        var inputs = Enumerable.Range(0, 8).Select(i => (ids + i) % 20).ToArray();
        NDArray[]? expected = null;
        if (isBuilt) expected = [.. inputs.Select(input => (NDArray)model.predict(input, batch_size: 16, verbose: 0))];
        using var start = new Barrier(8);
        var results = await Task.WhenAll(inputs.Select(input => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Enumerable.Range(0, 20).Select(_ => (NDArray)model.predict(input, batch_size: 16, verbose: 0)).ToArray();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        expected ??= [.. inputs.Select(input => (NDArray)model.predict(input, batch_size: 16, verbose: 0))];
        for (var i = 0; i < 8; i++)
            Assert.All(results[i], result => Assert.Equal(expected[i].ToArray<float>(), result.ToArray<float>()));
    }

    [Fact]
    public void A_layers_call_tells_its_tasks_that_it_trains()
    {
        var layer = new Parallel();
        Assert.Equal(8, ((Tensor)layer[tf.ones((2, 3)), training: true]).numpy().ToArray<float>()[0]);
        Assert.Equal(0, ((Tensor)layer[tf.ones((2, 3))]).numpy().ToArray<float>()[0]);
    }

    [Fact]
    public void Predictions_epochs_and_steps_of_ones_own_leave_no_memory_behind()
    {
        var model = Model(8);
        model.fit(ids, targets, epochs: 1, verbose: 0);
        var optimizer = keras.optimizers.SGD();
        var mse = keras.losses.MeanSquaredError();
        Work();
        var before = BytesInUse();
        for (var i = 0; i < 20; i++) Work();
        Assert.Equal(before, BytesInUse());

        void Work()
        {
            for (var i = 0; i < 50; i++) model.predict(ids[":2"], verbose: 0);
            model.fit(ids, targets, epochs: 5, verbose: 0);
            Step();
        }

        void Step()
        {
            using var tape = tf.GradientTape();
            var loss = mse[targets, model[ids, training: true]];
            var gradients = tape.gradient(loss, model.trainable_weights);
            optimizer.apply_gradients(gradients.Zip(model.trainable_weights));
        }
    }

    [Fact]
    public void Models_that_nobody_holds_are_gone_with_their_memory()
    {
        Drop(1);
        var before = BytesInUse();
        var dropped = Drop(20);
        Assert.Equal(before, BytesInUse());
        Assert.All(dropped, model => Assert.False(model.TryGetTarget(out _)));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static List<WeakReference<Sequential>> Drop(int count)
        {
            var models = new List<WeakReference<Sequential>>();
            for (var i = 0; i < count; i++)
            {
                var model = Model(8);
                model.fit(ids, targets, epochs: 1, verbose: 0);
                model.predict(ids, verbose: 0);
                models.Add(new(model));
            }
            return models;
        }
    }

    private static long BytesInUse()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return CpuStorage.BytesInUse;
    }

    private static Sequential Model(int units)
    {
        var model = keras.Sequential([
            keras.layers.Embedding(20, 4), keras.layers.Dropout(0.3), keras.layers.LSTM(units, recurrent_dropout: 0.2),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(1, activation: "sigmoid", activity_regularizer: "l2")]);
        model.compile("rmsprop", "binary_crossentropy");
        return model;
    }

    private sealed class Outer(string name) : Layer(name: name)
    {
        private readonly Layer inner = keras.layers.Dense(4, name: "inner");

        public override Tensors call(Tensors inputs, CallContext context) => inner[inputs];
    }

    /// <summary>Counts the tasks whose layers train.</summary>
    private sealed class Parallel : Layer
    {
        private readonly Layer inner = new Trains();

        public override Tensors call(Tensors inputs, CallContext context) =>
            Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => (Tensor)inner[inputs]))).GetAwaiter().GetResult()
            .Aggregate((a, b) => a + b);
    }

    private sealed class Trains : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => (Tensor)inputs * (context.training ? 1.0 : 0.0);
    }
}
