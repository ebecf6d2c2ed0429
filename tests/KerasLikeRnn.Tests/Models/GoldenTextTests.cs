using System.Text;
using System.Text.RegularExpressions;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;
using static keras.layers;

namespace KerasLikeRnn.Tests.Models;

/// <summary>What models print, to the character: summaries, and the lines of fit, evaluate and predict.</summary>
[Collection("Seeds")]
public sealed partial class GoldenTextTests
{
    private static readonly Dictionary<string, Action> summaries = new()
    {
        ["notebook_1"] = () => Stack(Embedding(10000, 32), SimpleRNN(32, return_sequences: false)).summary(),
        ["notebook_2"] = () => Stack(Embedding(10000, 32), SimpleRNN(32, return_sequences: true)).summary(),
        ["notebook_3"] = () => Stack(
            Embedding(10000, 32), SimpleRNN(32, return_sequences: true), SimpleRNN(32, return_sequences: true),
            SimpleRNN(32, return_sequences: true), SimpleRNN(32)).summary(),
        ["notebook_4"] = () =>
        {
            var model = Stack(Embedding(10000, 32), SimpleRNN(32), Dense(1, activation: "sigmoid"));
            model.compile(optimizer: "rmsprop", loss: "binary_crossentropy", metrics: ["acc"]);
            model.summary();
        },
        ["two_models_in_a_row"] = () =>
        {
            keras.Sequential([Embedding(10, 2), SimpleRNN(3)]);
            keras.Sequential([Embedding(10, 2), SimpleRNN(3), Dense(1)]).summary();
        },
        ["wide"] = () => keras.Sequential([Embedding(100, 8), SimpleRNN(4)]).summary(line_length: 100, positions: [.4, .8, 1.0]),
        ["named"] = () =>
        {
            var model = keras.Sequential(name: "reviews");
            model.add(Embedding(1000, 16, input_length: 20, name: "words"));
            model.add(LSTM(8, name: "a_very_long_layer_name_that_does_not_fit_the_column"));
            model.add(Dense(1));
            model.summary();
        },
        ["input_shape"] = () => keras.Sequential([
            LSTM(32, input_shape: (120, 14), return_sequences: true), GRU(16, return_sequences: true), Dropout(0.5), Bidirectional(LSTM(8)),
            Dense(46, activation: "softmax")]).summary(),
        ["conv"] = () => keras.Sequential([
            Embedding(2000, 128, input_length: 500), Conv1D(32, 7, activation: "relu"), MaxPooling1D(5), Conv1D(32, 7, activation: "relu"),
            GlobalMaxPooling1D(), Dense(1)]).summary(),
        ["time_distributed"] = () => keras.Sequential([
            Input((28, 28, 1)), TimeDistributed(Conv1D(4, 3)), TimeDistributed(Flatten()), SimpleRNN(5, unroll: true)]).summary(),
        ["functional"] = () =>
        {
            var a = Input(12, dtype: "int32", name: "words");
            var e = Embedding(50, 8)[a];
            var h = LSTM(6)[e];
            var g = GRU(6)[e];
            var m = Concatenate()[[h, g]];
            keras.Model(a, Dense(1, name: "score")[m]).summary();
        },
        ["functional_state"] = () =>
        {
            var a = Input((null, 71));
            var (o, h, c) = LSTM(256, return_state: true)[a];
            var b = Input((null, 94));
            var (d, _, _) = LSTM(256, return_sequences: true, return_state: true)[b, initial_state: [h, c]];
            keras.Model([a, b], Dense(94, activation: "softmax")[d]).summary();
        },
        ["nested"] = () => Nested().summary(),
        ["nested_expanded"] = () => Nested().summary(expand_nested: true, show_trainable: true),
        ["unbuilt_error"] = () => Messages.Write(Assert.Throws<ValueError>(() => keras.Sequential([Dense(2)]).summary()).Message),
    };

    public static TheoryData<string> Summaries => [.. summaries.Keys];

    [Theory]
    [MemberData(nameof(Summaries))]
    public void A_summary_is_Kerass_to_the_character(string name)
    {
        AutomaticNames.Clear();
        Assert.Equal(GoldenFile.Case("text.json", name).GetProperty("text").GetString(), Captured(summaries[name]));
    }

    [Fact]
    public void Fit_evaluate_and_predict_print_Kerass_lines()
    {
        var random = new Random(0);
        var ids = np.array(Enumerable.Range(0, 350).Select(_ => random.Next(20)).ToArray()).reshape(70, 5);
        var y = np.array(Enumerable.Range(0, 70).Select(i => i % 2).ToArray());
        var model = keras.Sequential([Embedding(20, 4), SimpleRNN(4), Dense(1, activation: "sigmoid")]);
        model.compile("rmsprop", "binary_crossentropy", metrics: ["acc"]);
        for (var verbose = 1; verbose <= 2; verbose++)
        {
            var level = verbose;
            Same($"fit_verbose_{level}", () => model.fit(ids, y, epochs: 2, batch_size: 16, validation_split: 0.2, verbose: level));
            Same($"evaluate_verbose_{level}", () => model.evaluate(ids, y, verbose: level));
            Same($"predict_verbose_{level}", () => model.predict(ids, verbose: level));
        }
    }

    [Fact]
    public void A_model_built_by_its_data_shows_the_batch_size_where_it_is_always_the_same()
    {
        foreach (var (rows, shape) in new[] { (64, "(32, 2)"), (70, "(None, 2)") })
        {
            var model = keras.Sequential([Dense(2), Dense(1)]);
            model.compile("sgd", "mse");
            model.fit(np.zeros(new NumSharp.Shape(rows, 3)), np.zeros(new NumSharp.Shape(rows, 1)), verbose: 0);
            Assert.Contains($"{shape} ", Captured(() => model.summary()), StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Compares all but the figures, and the first and last drawing of each bar: how often it is redrawn depends on the clock.
    /// </summary>
    private static void Same(string name, Action run) =>
        Assert.Equal(Essence(GoldenFile.Case("text.json", name).GetProperty("text").GetString()!), Essence(Captured(run)));

    internal static string Essence(string text)
    {
        var lines = text.Split('\n').Select(line =>
        {
            var drawings = line.Split('\r')
                .Select(part => Figures().Replace(part.Replace("\b", "", StringComparison.Ordinal).TrimEnd(), "#"))
                .Where(part => part.Length > 0).ToArray();
            return drawings.Length == 0 ? "" : $"{drawings[0]}|{drawings[^1]}";
        });
        return string.Join('\n', lines);
    }

    private static Sequential Stack(params KerasLikeRnn.Layers.Layer[] layers)
    {
        var model = keras.models.Sequential();
        foreach (var layer in layers) model.add(layer);
        return model;
    }

    private static Sequential Nested()
    {
        var inner = keras.Sequential([Dense(4, input_shape: 3), Dense(2)], name: "inner");
        var model = keras.Sequential([inner, Dense(1)]);
        model.build((null, 3));
        return model;
    }

    private static string Captured(Action run)
    {
        var text = new StringBuilder();
        using (Messages.Redirect(part => text.Append(part))) run();
        return text.ToString();
    }

    // Times, rates, and values; the counter of steps and the bar stay.
    [GeneratedRegex(@"(?<= - (?:ETA: )?)\d+:?\d*s|\d+[mu]?s/(?:step|epoch)|(?<=: )-?\d+\.\d{4}(?:e-\d+)?")]
    private static partial Regex Figures();
}
