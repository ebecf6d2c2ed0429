using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Tests.Models;

/// <summary>
/// Building a model does not run a layer's call for its effects. How often a layer counts that it was called, after the model was
/// made, three batches of fit, three of predict and one call: Keras 2.9 counts 0, 3, 6 and 7. A cell it calls for each step and once
/// more for each sequence, to learn the shape of its output, and TimeDistributed does so with its layer; that is not followed.
/// </summary>
public sealed class RehearsalTests
{
    private static readonly NDArray rows = np.ones((6, 3)).astype(np.float32);
    private static readonly NDArray sequences = np.ones((6, 4, 3)).astype(np.float32);

    public static TheoryData<string> Models => ["functional", "sequential", "sequential, late", "nested", "inside a layer", "subclass"];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_layers_assignments_count_from_the_first_batch_on(string kind)
    {
        var layer = new Counting();
        Check(() => layer.Calls, () => Made(kind, layer), rows, np.ones((6, 1)).astype(np.float32), 1);
    }

    [Fact]
    public void So_they_do_before_and_inside_of_wrappers()
    {
        var layer = new Counting();
        Check(() => layer.Calls, () => keras.Sequential([
            keras.layers.Dense(3, input_shape: (4, 3)), layer, keras.layers.Bidirectional(keras.layers.LSTM(2)), keras.layers.Dense(1)]),
            sequences, np.ones((6, 1)).astype(np.float32), 1);
        var inner = new Counting();
        Check(() => inner.Calls, () => keras.Sequential([keras.layers.TimeDistributed(inner, input_shape: (4, 3)), keras.layers.Dense(1)]),
            sequences, np.ones((6, 4, 1)).astype(np.float32), 1);
    }

    [Fact]
    public void So_do_those_of_a_cell()
    {
        var cell = new CountingCell();
        Check(() => cell.Calls, () => keras.Sequential([keras.layers.RNN(cell, input_shape: (4, 3)), keras.layers.Dense(1)]),
            sequences, np.ones((6, 1)).astype(np.float32), 4);
    }

    [Fact]
    public void A_metric_and_a_loss_in_a_call_see_batches_only()
    {
        var layer = new Measuring();
        var model = Made("functional", layer);
        Assert.Equal(0, layer.Mean.result().Item());
        Assert.Equal(0, layer.Mean.weights[1].Value.Item());
        model.compile("sgd", "mse");
        var history = model.fit(rows, np.ones((6, 1)).astype(np.float32), batch_size: 2, verbose: 0);
        Assert.Equal(18, layer.Mean.weights[1].Value.Item());
        Assert.Equal(1, history.history["seen"][0], 1e-6);
    }

    private static void Check(Func<double> calls, Func<Model> make, NDArray x, NDArray y, int each)
    {
        var model = make();
        Assert.Equal(0, calls());
        model.compile("sgd", "mse");
        model.fit(x, y, batch_size: 2, verbose: 0);
        Assert.Equal(3 * each, calls());
        model.predict(x, batch_size: 2, verbose: 0);
        Assert.Equal(6 * each, calls());
        _ = model[x];
        Assert.Equal(7 * each, calls());
    }

    private static Model Made(string kind, Layer layer)
    {
        if (kind == "sequential") return keras.Sequential([keras.layers.Dense(3, input_shape: 3), layer, keras.layers.Dense(1)]);
        if (kind == "sequential, late") return keras.Sequential([layer, keras.layers.Dense(1)]);
        if (kind == "subclass") return new Own(layer);
        var inside = kind == "nested" ? keras.Sequential([keras.layers.Dense(3, input_shape: 3), layer])
            : kind == "inside a layer" ? new Around(layer) : layer;
        var input = keras.Input(3);
        return keras.Model(input, keras.layers.Dense(1)[inside[input]]);
    }

    private sealed class Counting : Layer
    {
        private readonly Variable calls = new(Tensor.Scalar(0f), trainable: false);

        public double Calls => calls.Value.Item();

        public override Tensors call(Tensors inputs, CallContext context)
        {
            calls.assign_add(1.0);
            return (Tensor)inputs * 1.0;
        }
    }

    private sealed class CountingCell() : AbstractRNNCell(null)
    {
        private readonly Variable calls = new(Tensor.Scalar(0f), trainable: false);

        public double Calls => calls.Value.Item();

        public override StateSize state_size => 3;

        public override (Tensor, Tensors) call(Tensor inputs, Tensors states)
        {
            calls.assign_add(1.0);
            return (inputs * 1.0, states[0] + 1.0);
        }
    }

    private sealed class Measuring : Layer
    {
        public KerasLikeRnn.Metrics.Mean Mean { get; } = keras.metrics.Mean(name: "inner");

        public override Tensors call(Tensors inputs, CallContext context)
        {
            Mean.update_state((Tensor)inputs);
            add_loss(keras.backend.mean((Tensor)inputs));
            add_metric(keras.backend.mean((Tensor)inputs), name: "seen");
            return (Tensor)inputs * 1.0;
        }
    }

    private sealed class Around(Layer inner) : Layer
    {
        private readonly Layer inner = inner;

        public override Tensors call(Tensors inputs, CallContext context) => (Tensor)inner[inputs] + 0.0;
    }

    private sealed class Own(Layer inner) : Model
    {
        private readonly Layer inner = inner;
        private readonly Layer dense = keras.layers.Dense(1);

        public override Tensors call(Tensors inputs, CallContext context) => dense[inner[inputs]];
    }
}
