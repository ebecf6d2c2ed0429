using System.Text.RegularExpressions;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;
using static keras.layers;

namespace KerasLikeRnn.Tests.Models;

/// <summary>
/// Users' mistakes, at the call at which Keras reports them and with at least what Keras says. Adding what is no layer to a
/// model (add_not_a_layer) is refused by C#'s compiler.
/// </summary>
[Collection("Seeds")]
public sealed partial class ErrorTests
{
    private static readonly NDArray x = np.zeros(new NumSharp.Shape(10, 5), NPTypeCode.Int32);
    private static readonly NDArray y = np.zeros(new NumSharp.Shape(10), NPTypeCode.Int32);

    private static readonly Dictionary<string, Action> mistakes = new()
    {
        ["fit_before_compile"] = () => keras.Sequential([Dense(1)]).fit(Zeros(4, 2), Zeros(4), verbose: 0),
        ["unknown_optimizer"] = () => Compiled(optimizer: "rmsprob"),
        ["unknown_loss"] = () => Compiled(loss: "binary_crosentropy").fit(x, y, verbose: 0),
        ["unknown_metric"] = () => Classifier().compile("rmsprop", "binary_crossentropy", metrics: ["accurracy"]),
        ["unknown_activation"] = () => Dense(1, activation: "sigmod"),
        ["different_lengths"] = () => Compiled().fit(x, y[":9"], verbose: 0),
        ["wrong_rank"] = () => keras.Sequential([SimpleRNN(4, name: "simple_rnn"), Dense(1)]).predict(Zeros(4, 3), verbose: 0),
        ["wrong_feature_size"] = () => keras.Sequential([Dense(4, input_shape: 3)], name: "sequential").predict(Zeros(4, 5), verbose: 0),
        ["id_out_of_range"] = () => Compiled().fit(x + 20, y, verbose: 0, shuffle: false),
        ["validation_split_1"] = () => Compiled().fit(x, y, validation_split: 1.0, verbose: 0),
        ["negative_units"] = () => Dense(-1),
        ["stateful_without_batch"] = () => keras.Sequential([SimpleRNN(3, stateful: true)]).predict(Zeros(2, 3, 4), verbose: 0),
        ["set_weights_wrong_count"] = () => Built(name: "sequential").set_weights([Zeros(2)]),
        ["set_weights_wrong_shape"] = () => Built(name: "sequential").set_weights([Zeros(2, 2), Zeros(2)]),
        ["loss_shape_mismatch"] = () =>
        {
            var model = keras.Sequential([Dense(3, activation: "softmax")]);
            model.compile("sgd", "categorical_crossentropy");
            model.fit(Zeros(4, 3), Zeros(4, 5), verbose: 0);
        },
        ["empty_data"] = () => Compiled().fit(
            np.zeros(new NumSharp.Shape(0, 5), NPTypeCode.Int32), np.zeros(new NumSharp.Shape(0), NPTypeCode.Int32), verbose: 0),
        ["duplicate_names"] = () => keras.Sequential([Dense(1, name: "a"), Dense(1, name: "a")]),
        ["dropout_rate"] = () => Dropout(1.5),
    };

    public static TheoryData<string> Mistakes => [.. mistakes.Keys];

    [Fact]
    public void Every_recorded_mistake_is_made()
    {
        string[] fine = ["validation_split_too_small", "zero_units", "add_not_a_layer"];
        Assert.Equal(GoldenFile.Cases("errors.json").Select(GoldenFile.Name).Order(), mistakes.Keys.Concat(fine).Order());
        Compiled().fit(x, y, validation_split: 0.01, verbose: 0);
        Assert.Equal(0, SimpleRNN(0).units);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_all_that_Keras_says(string name)
    {
        var thrown = Assert.ThrowsAny<Exception>(mistakes[name]);
        Assert.DoesNotContain("(Parameter '", thrown.Message, StringComparison.Ordinal);
        var recorded = GoldenFile.Case("errors.json", name);
        Assert.IsAssignableFrom(Counterpart(recorded.GetProperty("error").GetString()!), thrown);
        var golden = recorded.GetProperty("message").GetString()!;
        foreach (var word in Essence(name, golden)) Assert.Contains(word, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nan_in_the_data_trains_on_and_shows_nan()
    {
        var model = keras.Sequential([Dense(2, input_shape: 3), Dense(1)]);
        model.compile("sgd", "mse");
        var data = Zeros(8, 3);
        data[0, 0] = float.NaN;
        var text = Captured(() => model.fit(data, Zeros(8), batch_size: 4, epochs: 2));
        Assert.EndsWith("- loss: nan\n", Regex.Replace(text, " +\n", "\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_within_an_epoch_ends_the_line_and_leaves_the_model_usable()
    {
        var model = Compiled();
        var bad = (NDArray)x.copy();
        bad[9, 4] = 99;
        var text = Captured(() => Assert.ThrowsAny<ValueError>(() => model.fit(bad, y, batch_size: 2, shuffle: false)));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.Single(model.fit(x, y, verbose: 0).epoch);
    }

    [Fact]
    public void Ctrl_C_stops_after_the_batch_and_ends_the_line()
    {
        var model = Compiled();
        var stopper = new Stopper();
        var text = Captured(() => Assert.Throws<KeyboardInterrupt>(() => model.fit(x, y, batch_size: 2, epochs: 5, callbacks: [stopper])));
        Assert.Equal(3, stopper.Batches);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_is_ended_before_anyone_is_asked_whether_he_catches()
    {
        var model = Compiled();
        var text = new System.Text.StringBuilder();
        var seen = "";
        using var listening = Messages.Redirect(part => text.Append(part));
        try
        {
            model.fit(x, y, batch_size: 2, callbacks: [new Stopper()]);
        }
        catch (KeyboardInterrupt) when ((seen = text.ToString()).Length > 0)
        {
        }
        Assert.EndsWith("\n", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Huge_counts_of_samples_and_steps_are_all_there_are()
    {
        var model = Compiled();
        Assert.Single(model.fit(x, y, batch_size: int.MaxValue, verbose: 0).epoch);
        Assert.True(model.evaluate(x, y, steps: int.MaxValue, verbose: 0) > 0);
        Assert.Equal([10, 1], model.predict(x, steps: int.MaxValue, verbose: 0).shape);
    }

    private static string[] Essence(string name, string golden) => name switch
    {
        "unknown_optimizer" or "unknown_loss" or "unknown_metric" or "unknown_activation" => [Quoted(golden), "Did you mean"],
        "wrong_rank" => [
            "Input 0 of layer \"simple_rnn\" is incompatible with the layer: expected ndim=3, found ndim=2. Full shape received: (None, "
            + "3)"],
        "wrong_feature_size" => [
            "Input 0 of layer \"sequential\" is incompatible with the layer: expected shape=(None, 3), found shape=(None, 5)"],
        "stateful_without_batch" => ["If a RNN is stateful, it needs to know its batch size.", "batch_input_shape"],
        "set_weights_wrong_count" => [
            "You called `set_weights(weights)` on layer \"sequential\" with a weight list of length 1, but the layer was expecting 2 "
            + "weights."],
        "loss_shape_mismatch" => ["Shapes (None, 5) and (None, 3) are incompatible"],
        "empty_data" => ["Unexpected result of `train_function` (Empty logs)."],
        "different_lengths" => [
            "Data cardinality is ambiguous", "x sizes: 10", "y sizes: 9", "Make sure all arrays contain the same number of samples."],
        _ => [golden],
    };

    /// <summary>What a script catches where Python's catches that error.</summary>
    private static Type Counterpart(string error) => error switch
    {
        "ValueError" or "InvalidArgumentError" => typeof(ValueError),
        "TypeError" => typeof(TypeError),
        "RuntimeError" => typeof(InvalidOperationException),
        _ => throw new NotSupportedException(error),
    };

    private static string Quoted(string golden) => Unknown().Match(golden).Value;

    private static Sequential Classifier() => keras.Sequential([Embedding(20, 4), SimpleRNN(4), Dense(1, activation: "sigmoid")]);

    private static Sequential Compiled(string optimizer = "rmsprop", string loss = "binary_crossentropy")
    {
        var model = Classifier();
        model.compile(optimizer, loss);
        return model;
    }

    private static Sequential Built(string name)
    {
        var model = keras.Sequential([Dense(2)], name: name);
        model.build((null, 3));
        return model;
    }

    private static NDArray Zeros(params int[] sizes) =>
        np.zeros(new NumSharp.Shape(sizes.Select(size => (long)size).ToArray()), NPTypeCode.Single);

    private static string Captured(Action run)
    {
        var text = new System.Text.StringBuilder();
        using (Messages.Redirect(part => text.Append(part))) run();
        return text.ToString();
    }

    [GeneratedRegex(@"Unknown [a-z ]+: \w+")]
    private static partial Regex Unknown();

    private sealed class Stopper : Callback
    {
        public int Batches { get; private set; }

        public override void on_train_batch_end(int batch, Logs logs)
        {
            if (++Batches == 3) Interruption.Current!.Request();
        }
    }
}
