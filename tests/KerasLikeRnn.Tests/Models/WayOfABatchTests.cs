using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;

namespace KerasLikeRnn.Tests.Models;

/// <summary>What happens once for each batch, and what happens only where somebody asks.</summary>
[Collection("Seeds")]
public sealed class WayOfABatchTests
{
    private static readonly NDArray x = np.array(Enumerable.Range(0, 16).Select(i => i / 16f).ToArray()).reshape(8, 2);
    private static readonly NDArray y = np.array([0f, 1, 0, 1, 0, 1, 0, 1]).reshape(8, 1);

    [Theory]
    [InlineData("fit")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    public void A_batch_is_a_step_in_one_scope_after_one_inference(string kind)
    {
        var model = Counting.Made();
        var batch = new StepData(Ops.Ones((2, 2)), Ops.Ones((2, 1)), null);
        Action step = kind switch
        {
            "fit" => () => model.train_step(batch),
            "evaluate" => () => model.test_step(batch),
            _ => () => model.predict_step(batch.X),
        };
        Action<int> run = kind switch
        {
            "fit" => samples => model.fit(x[$":{samples}"], y[$":{samples}"], batch_size: 2, verbose: 0),
            "evaluate" => samples => model.evaluate(x[$":{samples}"], y[$":{samples}"], batch_size: 2, verbose: 0),
            _ => samples => model.predict(x[$":{samples}"], batch_size: 2, verbose: 0),
        };
        run(8);
        var (two, four, one) = (Counted(() => run(4)), Counted(() => run(8)), Counted(StepInAScope));
        Assert.Equal((2 * one.Scopes, 2L), (four.Scopes - two.Scopes, four.Inferences - two.Inferences));

        void StepInAScope()
        {
            using var scope = MemoryScope.OfThread();
            using var pass = model.BeginPass();
            step();
        }

        (long Scopes, long Inferences) Counted(Action action)
        {
            var before = (MemoryScope.Opened, model.Inferences);
            action();
            return (MemoryScope.Opened - before.Opened, model.Inferences - before.Inferences);
        }
    }

    [Fact]
    public void Results_of_metrics_are_computed_when_the_logs_are_read()
    {
        var metric = new Asked();
        var model = keras.Sequential([Dense(1, input_shape: 2)]);
        model.compile("sgd", "mse", metrics: [metric]);
        model.fit(x, y, verbose: 0);
        Assert.Equal(1, Results(() => model.fit(x, y, batch_size: 2, verbose: 0)));
        var checkpoint = new ModelCheckpoint("unused", save_freq: 100);
        Assert.Equal(1, Results(() => model.fit(x, y, batch_size: 2, verbose: 0, callbacks: [checkpoint])));
        Assert.Equal(4, Results(() => model.fit(x, y, batch_size: 2, verbose: 0, callbacks: [new TerminateOnNaN()])));
        Assert.Equal(4, Results(() => model.fit(x, y, batch_size: 2, verbose: 0, callbacks: [new Keeping()])));
        Assert.Equal(1, Results(() => model.evaluate(x, y, batch_size: 2, verbose: 0)));
        Assert.Equal(1, Results(() => model.train_on_batch(x, y)));

        int Results(Action run)
        {
            var before = metric.Results;
            run();
            return metric.Results - before;
        }
    }

    [Fact]
    public void Who_keeps_the_logs_of_a_batch_keeps_its_values()
    {
        var model = keras.Sequential([Dense(1, kernel_initializer: "ones", input_shape: 2)]);
        model.compile("sgd", "mse");
        var (keeping, reading) = (new Keeping(), new Reading());
        model.fit(x, y, batch_size: 2, shuffle: false, verbose: 0, callbacks: [keeping, reading], validation_data: (x, y));
        Assert.Equal(4, keeping.Kept.Distinct().Count());
        Assert.Equal(reading.Losses, keeping.Kept.Select(logs => logs["loss"]));
        Assert.Equal(4, reading.Losses.Distinct().Count());
        Assert.All(keeping.Kept, logs => Assert.Equal(["loss"], logs.Keys));
        Assert.Equal(reading.Losses[^1], model.history!.history["loss"].Single());
    }

    [Fact]
    public void A_callback_that_resets_the_metrics_leaves_the_logs_as_they_are()
    {
        var model = keras.Sequential([Dense(1, kernel_initializer: "ones", input_shape: 2)]);
        model.compile("sgd", "mse");
        var losses = new List<double>();
        model.fit(x, y, batch_size: 4, shuffle: false, verbose: 0, callbacks: [
            new LambdaCallback(on_train_batch_end: (batch, logs) => model.reset_metrics()),
            new LambdaCallback(on_train_batch_end: (batch, logs) => losses.Add(logs["loss"]))]);
        Assert.All(losses, loss => Assert.NotEqual(0, loss));
        Assert.Equal(losses[^1], model.history!.history["loss"].Single());
    }

    /// <summary>Keras 2.9: weights of classes are an input of the function, which gets a graph, and streams, of its own.</summary>
    [Theory]
    [InlineData(false, 1.138875961303711f)]
    [InlineData(true, 1.4504507780075073f)]
    public void Weights_of_classes_begin_another_graph(bool weighs, float expected)
    {
        keras.utils.set_random_seed(1);
        var model = keras.Sequential([Dropout(0.5, input_shape: 2), Dense(1, kernel_initializer: "ones")]);
        model.compile("sgd", "mse");
        var weights = weighs ? new Dictionary<int, double> { [0] = 1, [1] = 1 } : null;
        Assert.Equal(1.6039621829986572f, Loss(null), 1e-5f);
        Assert.Equal(expected, Loss(weights), 1e-5f);

        float Loss(Dictionary<int, double>? weights) => (float)model.fit(
            x, y[":, 0"], batch_size: 4, shuffle: false, verbose: 0, class_weight: weights).history["loss"].Single();
    }

    /// <summary>Keras 2.9 traces a function twice that makes the means of several outputs' losses.</summary>
    [Theory]
    [InlineData(false, 3.23828125f)]
    [InlineData(true, 3.52734375f)]
    public void Means_of_losses_that_a_batch_makes_count_as_its_variables(bool built, float expected)
    {
        keras.utils.set_random_seed(1);
        var model = new Two();
        if (built) model.build((null, 2));
        model.compile("sgd", "mse");
        Assert.Equal(expected, (float)model.evaluate(x, new[] { y, y }, batch_size: 4, verbose: 0)[0], 1e-5f);
    }

    private sealed class Counting(Tensors inputs, Tensors outputs) : Functional(inputs, outputs)
    {
        public long Inferences { get; private set; }

        public static Counting Made()
        {
            var input = keras.Input(2);
            var model = new Counting(input, Dense(1)[Dense(3, activation: "relu")[input]]);
            model.compile("sgd", "mse");
            return model;
        }

        internal override void Infer(Engine.Shape shape, Engine.DType dtype)
        {
            Inferences++;
            base.Infer(shape, dtype);
        }
    }

    private sealed class Asked() : Metric("asked")
    {
        public int Results { get; private set; }

        public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) { }

        public override Tensor result()
        {
            Results++;
            return Tensor.Scalar(0f);
        }
    }

    private sealed class Keeping : Callback
    {
        public List<Logs> Kept { get; } = [];

        public override void on_train_batch_end(int batch, Logs logs) => Kept.Add(logs);
    }

    private sealed class Reading : Callback
    {
        public List<double> Losses { get; } = [];

        public override void on_train_batch_end(int batch, Logs logs) => Losses.Add(logs["loss"]);
    }

    private sealed class Two : Model
    {
        private readonly Layer dropout = Dropout(0.5, seed: 3);
        private readonly Layer first = Dense(1, kernel_initializer: "ones");
        private readonly Layer second = Dense(1, kernel_initializer: "ones");

        public override Tensors call(Tensors inputs, CallContext context)
        {
            var dropped = dropout[inputs, training: true];
            return [first[dropped], second[dropped]];
        }
    }
}
