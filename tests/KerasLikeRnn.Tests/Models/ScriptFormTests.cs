using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;
using NumSharp;
using static KerasLikeRnn.Builtins;
using static keras.layers;
using K = keras.backend;

namespace KerasLikeRnn.Tests.Models;

/// <summary>Forms in which scripts write losses, metrics, data, steps and callbacks. The numbers are Keras 2.9's, of seed 1.</summary>
[Collection("Seeds")]
public class ScriptFormTests
{
    private static readonly NDArray x = Sines(60, 4), y = Sines(60, 1);

    [Fact]
    public void Losses_weights_metrics_and_data_are_written_as_dictionaries()
    {
        var (model, _) = TwoOutputs();
        model.compile("sgd", loss: new() { ["p"] = "mse", ["q"] = keras.losses.MeanAbsoluteError() },
            loss_weights: new() { ["p"] = 1.0, ["q"] = 0.5 },
            metrics: new() { ["p"] = ["mae", keras.metrics.RootMeanSquaredError(name: "r")], ["q"] = "mse" });
        var history = model.fit(new() { ["a"] = x }, new() { ["q"] = y, ["p"] = y }, verbose: 0);
        Assert.Equal(["loss", "p_loss", "q_loss", "p_mae", "p_r", "q_mse"], history.history.Keys);
    }

    [Fact]
    public void Losses_are_a_list_and_metrics_a_list_of_lists()
    {
        var (model, _) = TwoOutputs();
        model.compile("sgd", loss: [keras.losses.MeanSquaredError(), "mae"], metrics: [["mae"], ["mse", "mae"]]);
        Assert.Equal(["loss", "p_loss", "q_loss", "p_mae", "q_mse", "q_mae"], model.fit(x, [y, y], verbose: 0).history.Keys);
    }

    [Fact]
    public void A_loss_is_a_lambda_or_a_function()
    {
        static Tensor Absolute(Tensor t, Tensor p) => K.mean(K.abs(t - p), axis: -1);
        var model = keras.Sequential([Dense(1, kernel_initializer: "ones", input_shape: 4)]);
        model.compile("sgd", loss: (t, p) => K.mean(K.abs(t - p), axis: -1));
        var expected = (double)model.evaluate(x, y, verbose: 0);
        model.compile("sgd", loss: Absolute, metrics: ["mae", (LossFunction)Absolute]);
        var scores = model.evaluate(x, y, verbose: 0);
        Assert.Equal(["loss", "mae", "Absolute"], scores.Keys);
        Assert.Equal([expected, expected, expected], scores);
    }

    [Fact]
    public void A_loop_of_ones_own_trains_as_Keras_does()
    {
        keras.utils.set_random_seed(1);
        var inputs = keras.Input(shape: 4);
        var model = keras.Model(inputs, Dense(3)[Dense(8, activation: "relu")[inputs]]);
        var optimizer = keras.optimizers.SGD(learning_rate: 0.1);
        var loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits: true);
        var accuracy = keras.metrics.SparseCategoricalAccuracy();
        NDArray labels = np.array(Enumerable.Range(0, 40).Select(i => i * 7 / 3 % 3).ToArray());
        List<float> values = [];
        foreach (var step in range(4))
        {
            NDArray xb = x[$"{step * 10}:{step * 10 + 10}"], yb = labels[$"{step * 10}:{step * 10 + 10}"];
            using var tape = tf.GradientTape();
            var logits = model[xb, training: true];
            var loss = loss_fn[yb, logits];
            loss += sum(model.losses);
            optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_weights), model.trainable_weights));
            accuracy.update_state(yb, logits);
            values.Add((float)loss);
        }
        Near.Equal([1.0398f, 1.1936f, 1.1345f, 1.1444f], values, 1e-4);
        Assert.Equal(0.375, (double)accuracy.result(), 1e-6);
    }

    [Fact]
    public void A_model_of_a_dictionary_of_inputs_is_fed_by_its_keys()
    {
        keras.backend.clear_session();
        keras.utils.set_random_seed(1);
        KerasTensor first = keras.Input(3, name: "first"), second = keras.Input(2, name: "second");
        var model = keras.Model(new() { ["q"] = second, ["p"] = first }, Dense(1)[concatenate([second, first])]);
        NDArray p = np.arange(12).reshape(4, 3).astype("float32") / 10, q = np.arange(8).reshape(4, 2).astype("float32") / 10;
        model.compile("sgd", "mse");
        var history = model.fit(new() { ["p"] = p, ["q"] = q }, np.ones((4, 1)), verbose: 0, epochs: 2, shuffle: false).history;
        Near.Equal([1.2238966f, 1.1161358f], history["loss"].Select(Convert.ToSingle).ToArray(), 1e-4);
        float[] expected = [0.03717631f, 0.00662742f, -0.02392148f, -0.05447041f];
        foreach (var copy in new[] { model, keras.models.clone_model(model), keras.models.model_from_json(model.to_json()) })
        {
            copy.set_weights(model.get_weights());
            Near.Equal(expected, copy.predict(new() { ["p"] = p, ["q"] = q }, verbose: 0).ravel().ToArray<float>(), 1e-4);
            Near.Equal(expected, copy.predict([p, q], verbose: 0).ravel().ToArray<float>(), 1e-4);
        }
        var error = Assert.Throws<ValueError>(() => model.predict(new() { ["first"] = p, ["second"] = q }, verbose: 0));
        Assert.Contains(
            "Missing data for input \"p\". You passed a data dictionary with keys ['first', 'second']. Expected the following keys: ['p', "
            + "'q']", error.Message);
    }

    [Fact]
    public void Weights_that_do_not_exist_yet_are_no_empty_list()
    {
        var model = keras.Sequential([Dense(3)]);
        foreach (var use in new Action[]
        {
            () => model.get_weights(), () => model.set_weights([]), () => _ = model.trainable_weights.Count, () => _ = model.weights.Count
        })
            Assert.Contains($"Weights for model {model.name} have not yet been created.", Assert.Throws<ValueError>(use).Message);
        Assert.Empty(model.losses);
        model.build((null, 2));
        Assert.Equal(2, model.weights.Count);
    }

    [Fact]
    public void A_layer_of_ones_own_gets_one_tensor_where_it_was_called_on_one()
    {
        var a = keras.Input(shape: (5, 4));
        var model = keras.Model(a, new Middle()[a]);
        Assert.Equal(new Engine.Shape(null, 4), model.output_shape);
        Assert.Equal([60L, 4L], model.predict(Sines(60, 20).reshape(60, 5, 4), verbose: 0).shape);
        var named = keras.Input(shape: 4);
        Assert.Equal(new Engine.Shape(null, 4), new Named()[new() { ["u"] = named, ["v"] = named }].shape);
    }

    [Fact]
    public void A_callback_sees_the_whole_model_and_sets_its_rate()
    {
        var model = keras.Sequential([Dense(1, input_shape: 4)]);
        model.compile(keras.optimizers.SGD(0.5), "mse");
        model.fit(x, y, epochs: 2, verbose: 0, callbacks: [new Halve()]);
        Assert.Equal(0.125, K.get_value(model.optimizer.lr));
        model.optimizer.lr.assign(0.25);
        Assert.Equal(0.25, model.optimizer.learning_rate.numpy());
    }

    [Fact]
    public void A_model_is_made_of_another_ones_inputs_and_layers()
    {
        var model = keras.Sequential([Dense(3, input_shape: 4), Dense(2)]);
        var features = keras.Model(model.inputs, model.layers.Select(layer => layer.output).ToArray());
        Assert.Equal([3L, 2L], features.predict(x, verbose: 0).outputs.Select(output => output.shape[1]));
    }

    private static (Model Model, Tensors Input) TwoOutputs()
    {
        var a = keras.Input(shape: 4, name: "a");
        return (keras.Model(a, [Dense(1, name: "p")[a], Dense(1, name: "q")[a]]), a);
    }

    private static NDArray Sines(int rows, int columns) =>
        np.array(Enumerable.Range(0, rows * columns).Select(i => (float)Math.Sin(i)).ToArray()).reshape(rows, columns);

    private sealed class Middle : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => tf.reduce_mean(inputs, axis: 1, name: "middle");
    }

    private sealed class Named : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => inputs["u"] * inputs["v"];
    }

    private sealed class Halve : Callback
    {
        public override void on_epoch_end(int epoch, Logs logs)
        {
            Assert.Equal([60L, 1L], model.predict(x, verbose: 0).shape);
            K.set_value(model.optimizer.lr, K.get_value(model.optimizer.lr) / 2);
        }
    }
}
