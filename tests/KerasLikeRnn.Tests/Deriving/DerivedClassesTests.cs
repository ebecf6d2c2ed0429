using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Initializers;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;
using NumSharp;
using static keras.layers;
using static keras.models;

namespace KerasLikeRnn.Tests.Deriving;

/// <summary>What record_deriving.py saw small classes derived from those of Keras do: the same ones in C# give the same numbers.</summary>
[Collection("Seeds")]
public sealed class DerivedClassesTests
{
    private static readonly JsonElement root = GoldenFile.RecordedRoot("Deriving/deriving.json");

    private static readonly NDArray X = Data("X"), F = Data("F"), I = Data("I"), Y = Data("Y"), C = Data("C");

    [Fact]
    public void A_recurrent_layer_with_a_call_of_its_own_gives_its_attention()
    {
        var golden = Seeded("attention");
        var i = Input((5, 3));
        var (context, weights) = new AttentionLSTM(4)[i];
        var model = Model(i, Dense(1)[context]);
        model.compile("adam", "mse");
        Run(golden, model, X, Y);
        Assert.Equal("(None, 4) (None, 5, 1)", $"{context.Shape} {weights.Shape}");
        Near.Equal(golden.Floats("attention"), Model(i, weights).predict(X, verbose: 0).ToArray<float>(), 1e-4);
    }

    [Fact]
    public void A_dense_layer_adds_noise_to_its_weights_in_training_and_is_cloned()
    {
        var golden = Seeded("noisy");
        var model = Sequential([Input([4]), new NoisyDense(6, 0.1, activation: "relu"), Dense(1)]);
        model.compile("sgd", "mse");
        Run(golden, model, F, Y);
        var copy = clone_model(model);
        copy.set_weights(model.get_weights());
        Near.Equal(golden.Floats("copied"), copy.predict(F, verbose: 0).ToArray<float>(), 1e-4);
        var config = copy.layers[0].get_config();
        Assert.Equal((0.1, 6), (config["stddev"], config["units"]));
    }

    [Fact]
    public void Metrics_take_in_and_give_what_they_say_themselves()
    {
        var golden = Seeded("metrics");
        var mean = new GeometricMean();
        mean.update_state(np.array(1.0f, 2.0f, 4.0f));
        mean.update_state(np.array(3.0f, 8.0f), sample_weight: np.array(1.0f, 0.5f));
        var model = Sequential([Input((5, 3)), GRU(4, return_sequences: true), Dense(3, activation: "softmax")]);
        model.compile("adam", "sparse_categorical_crossentropy", metrics: [new LastStepAccuracy("last")]);
        Run(golden, model, X, C);
        Near.Equal(
            [golden.GetProperty("mean").GetSingle(), golden.GetProperty("total").GetSingle(), golden.GetProperty("count").GetSingle()],
            [(float)mean.result().Item(), (float)mean.total.Value.Item(), (float)mean.count!.Value.Item()], 1e-5);
    }

    [Fact]
    public void An_early_stopping_begins_late()
    {
        var golden = Seeded("stopping");
        var stop = new LateStopping(3, monitor: "loss", patience: 1, min_delta: 0.5, restore_best_weights: true);
        Run(golden, Small(new SGD(0.01), "mse"), F, Y, [stop], epochs: 9);
        Assert.Equal(golden.GetProperty("stopped_epoch").GetInt32(), stop.stopped_epoch);
        Assert.Equal(golden.GetProperty("best_epoch").GetInt32(), stop.best_epoch);
    }

    [Fact]
    public void A_reduction_of_the_learning_rate_goes_back_to_the_best_weights()
    {
        var golden = Seeded("plateau");
        var back = new Backtracking(monitor: "loss", factor: 0.5, patience: 1, min_delta: 0.03, min_lr: 0.01);
        Run(golden, Small(new SGD(0.05), "mse"), F, Y, [back], epochs: 9);
        Assert.Equal(golden.GetProperty("wait").GetInt32(), back.wait);
        Near.Equal([golden.GetProperty("best").GetSingle()], [(float)back.best], 1e-4);
    }

    [Theory]
    [InlineData("centralized")]
    [InlineData("slow_rows")]
    public void An_optimizer_changes_gradients_before_it_hands_them_on(string name)
    {
        var golden = Seeded(name);
        var model = Sequential([Embedding(9, 4, input_length: 6), LSTM(3), Dense(1)]);
        model.compile(name == "centralized" ? new CentralizedAdam(0.01) : new SlowRows(0.5, momentum: 0.9), "mse");
        Run(golden, model, I, Y);
    }

    [Fact]
    public void A_built_in_cell_with_a_step_of_its_own_is_asked_at_every_step()
    {
        var golden = Seeded("normed");
        var model = Sequential([Input((5, 3)), RNN(new NormedLSTMCell(4)), Dense(1)]);
        model.compile("adam", "mse");
        Run(golden, model, X, Y);
    }

    [Fact]
    public void Any_layer_may_be_a_cell_alone_and_in_a_stack()
    {
        var golden = Seeded("minimal");
        var model = Sequential(
            [Input((5, 3)), RNN(new MinimalCell(4), return_sequences: true), RNN([LSTMCell(3), new MinimalCell(2)]), Dense(1)]);
        model.compile("adam", "mse");
        Run(golden, model, X, Y);
        Dictionary<string, object> own = new() { ["MinimalCell"] = typeof(MinimalCell) };
        var copy = KerasLikeRnn.Models.Sequential.from_config(model.get_config(), own);
        Assert.Equal(model.count_params(), copy.count_params());
    }

    [Fact]
    public void A_loss_changes_what_it_compares_and_is_made_of_its_configuration()
    {
        var golden = Seeded("loss");
        var given = new PositiveMSE(3.0);
        Run(golden, Small("adam", given), F, Y);
        Assert.Equal(Configs.Text(golden.GetProperty("config").ToObject()), Configs.Text(given.get_config()));
        var again = Loss.from_config<PositiveMSE>(given.get_config());
        Near.Equal([golden.GetProperty("again").GetSingle()], [(float)again[Y, Y * 0.5f].Item()], 1e-5);
    }

    [Fact]
    public void Initializers_regularizers_and_constraints_are_asked_themselves()
    {
        var golden = Seeded("kernel");
        var model = Sequential([Input([4]), Dense(5, kernel_initializer: new ScaledGlorot(2.0), kernel_regularizer: new CappedL2(0.1, 0.5),
            kernel_constraint: new NonNegMaxNorm(1.5)), Dense(1)]);
        model.compile("sgd", "mse");
        Near.Equal(golden.Floats("first"), model.layers[0].get_weights()[0].ToArray<float>(), 1e-5);
        Run(golden, model, F, Y);
        var again = Initializer.from_config<ScaledGlorot>(new Dictionary<string, object?> { ["gain"] = 0.5, ["seed"] = 3 });
        Near.Equal(golden.Floats("again"), again[(2, 2)].ToArray<float>(), 1e-5);
    }

    [Fact]
    public void A_schedule_rises_before_it_decays()
    {
        var golden = Seeded("schedule");
        var rate = new WarmUp(4, initial_learning_rate: 0.1, decay_steps: 5, decay_rate: 0.5);
        Run(golden, Small(new SGD(rate), "mse"), F, Y);
        Near.Equal(
            [.. golden.GetProperty("rates").EnumerateArray().Select(value => value.GetSingle())],
            [.. Enumerable.Range(0, 8).Select(step => (float)rate[step].Item())], 1e-6);
    }

    [Fact]
    public void A_wrapper_with_a_layer_in_a_field_trains_it()
    {
        var golden = Seeded("bidirectional");
        var i = Input((5, 3));
        var model = Model(i, Dense(1)[new GatedBidirectional(GRU(3))[i]]);
        model.compile("adam", "mse");
        Run(golden, model, X, Y);
    }

    private static Sequential Small(KerasLikeRnn.Serialization.Like<Optimizer> optimizer, KerasLikeRnn.Serialization.PerOutput<Loss> loss)
    {
        var model = Sequential([Input([4]), Dense(5, activation: "tanh"), Dense(1)]);
        model.compile(optimizer, loss);
        return model;
    }

    private static void Run(JsonElement golden, Model model, NDArray x, NDArray y, Callback[]? callbacks = null, int epochs = 3)
    {
        var history = model.fit(x, y, batch_size: 8, epochs: epochs, verbose: 0, shuffle: false, callbacks: callbacks);
        foreach (var recorded in golden.GetProperty("history").EnumerateObject())
            Near.Equal(
                [.. recorded.Value.EnumerateArray().Select(value => value.GetSingle())],
                [.. history.history[recorded.Name].Select(value => (float)value)], 1e-4);
        Assert.Equal(
            golden.GetProperty("names").EnumerateArray().Select(name => name.GetString()), model.weights.Select(weight => weight.Name));
        var weights = model.get_weights();
        foreach (var (i, recorded) in golden.GetProperty("weights").EnumerateArray().Index())
            Near.Equal(recorded.Floats(), weights[i].ToArray<float>(), 1e-4);
        Near.Equal(golden.GetProperty("outputs")[0].Floats(), model.predict(x, verbose: 0).ToArray<float>(), 1e-4);
    }

    private static JsonElement Seeded(string name)
    {
        keras.backend.clear_session();
        keras.utils.set_random_seed(12);
        return root.GetProperty("cases").GetProperty(name);
    }

    private static NDArray Data(string name)
    {
        var array = root.GetProperty("data").GetProperty(name);
        var values = array.Floats();
        var shape = array.GetProperty("shape").Ints();
        return name == "I" ? np.array(Array.ConvertAll(values, value => (int)value)).reshape(shape) : np.array(values).reshape(shape);
    }
}
