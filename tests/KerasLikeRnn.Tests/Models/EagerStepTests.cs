using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Tests.Models;

/// <summary>Steps that are not compiled, and functions of batches that a class of one's own makes.</summary>
[Collection("Seeds")]
public class EagerStepTests
{
    private static NDArray X => np.linspace(-1, 1, 48).astype(np.float32).reshape(12, 4);

    [Theory, InlineData(false), InlineData(true)]
    public void Dropout_draws_as_Keras_does_where_steps_run_eagerly(bool given)
    {
        var recorded = GoldenFile.RecordedCases("Models/eager.json").Single(each => each.GetProperty("given").GetBoolean() == given);
        keras.backend.clear_session();
        keras.utils.set_random_seed(3);
        var model = keras.Sequential(given ? [keras.layers.InputLayer(4)] : []);
        foreach (var layer in new Layer[] { keras.layers.Dense(8, "tanh"), keras.layers.Dropout(0.5), keras.layers.Dense(1) })
            model.add(layer);
        model.compile("sgd", "mse", run_eagerly: true);
        Assert.True(model.run_eagerly);
        var y = np.sin((double)2 * ((Tensor)tf.reduce_sum(X, axis: 1, keepdims: true)).numpy()).astype(np.float32);
        var losses = model.fit(X, y, batch_size: 4, epochs: 3, verbose: 0).history["loss"];
        Near.Equal(
            [.. recorded.GetProperty("loss").EnumerateArray().Select(each => each.GetSingle())],
            [.. losses.Select(each => (float)each)], 1e-5);
        foreach (var (weight, expected) in model.get_weights().Zip(recorded.GetProperty("weights").EnumerateArray()))
            Near.Equal([.. expected.EnumerateArray().Select(each => each.GetSingle())], weight.ToArray<float>(), 1e-5);
    }

    [Fact]
    public void A_function_of_ones_own_runs_the_batches_of_fit_evaluate_and_predict()
    {
        var inputs = keras.Input(4);
        var model = new Counting(inputs, keras.layers.Dense(1)[inputs]);
        model.compile("sgd", "mse");
        var y = np.zeros(new NumSharp.Shape(12, 1), np.float32);
        Assert.Equal([7.0, 7.0], model.fit(X, y, batch_size: 4, epochs: 2, verbose: 0).history["extra"]);
        model.evaluate(X, y, batch_size: 6, verbose: 0);
        var outputs = model.predict(X, batch_size: 3, verbose: 0).ToArray<float>();
        // The first step of a model with steps of its own runs once more, as a rehearsal.
        Assert.Equal((7, 2, 4), (model.Trained, model.Tested, model.Predicted));
        Assert.All(outputs, output => Assert.Equal(1, output));
    }

    [Fact]
    public void Functions_are_kept_until_the_next_compile()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 4)]);
        model.compile("sgd", "mse");
        var function = model.make_train_function();
        Assert.Same(function, model.make_train_function());
        Assert.NotSame(function, model.make_train_function(force: true));
        model.compile("sgd", "mse");
        Assert.NotSame(function, model.make_train_function());
    }

    private sealed class Counting(Tensors inputs, Tensors outputs) : Functional(inputs, outputs)
    {
        public int Trained { get; private set; }

        public int Tested { get; private set; }

        public int Predicted { get; private set; }

        public override Func<IEnumerator<StepData>, Logs> make_train_function(bool force = false)
        {
            var step = base.make_train_function(force);
            return batches =>
            {
                var logs = step(batches);
                Trained++;
                return new Logs { { "loss", logs["loss"] }, { "extra", 7.0 } };
            };
        }

        public override Func<IEnumerator<StepData>, Logs> make_test_function(bool force = false)
        {
            var step = base.make_test_function(force);
            return batches =>
            {
                Tested++;
                return step(batches);
            };
        }

        public override Func<IEnumerator<StepData>, Tensors> make_predict_function(bool force = false)
        {
            var step = base.make_predict_function(force);
            return batches =>
            {
                Predicted++;
                return step(batches).Map(output => Ops.OnesLike(output));
            };
        }
    }
}
