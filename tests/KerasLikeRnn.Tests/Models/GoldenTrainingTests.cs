using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Tests.Layers;
using KerasLikeRnn.Utils;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Models;

/// <summary>Whole recorded runs: history, final weights, predictions, scores.</summary>
[Collection("Seeds")]
public sealed class GoldenTrainingTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Runs => [.. GoldenFile.Cases("training.json").Where(IsPossible).Select(GoldenFile.Name)];

    public static TheoryData<string> SeededRuns =>
        [.. GoldenFile.Cases("seeded.json")
            .Where(
                golden => golden.Name().StartsWith("fit_", StringComparison.Ordinal) && golden.TryGetProperty("model", out _)
                    && IsPossible(golden)).Select(GoldenFile.Name)];

    [Fact]
    public void The_runs_of_simple_recurrent_layers_are_all_tried()
    {
        Assert.True(Runs.Count >= 13, $"Only {Runs.Count} runs were tried.");
        Assert.True(SeededRuns.Count >= 2, $"Only {SeededRuns.Count} seeded runs were tried.");
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_run_goes_as_in_Keras(string name)
    {
        var golden = GoldenFile.Case("training.json", name);
        var model = Model(golden);
        var start = golden.GetProperty("start_weights").EnumerateArray().Select(weight => weight.GetProperty("value").ToTensor()!.numpy())
            .ToArray();
        model.build(Batched(golden.GetProperty("x")));
        model.set_weights(start);
        Compile(model, name);
        DataLike x = golden.GetProperty("x").ToTensor()!.numpy(), y = golden.GetProperty("y").ToTensor()!.numpy();
        var history = Fit(model, golden, x, y, Callbacks(name));
        Compare(golden, history, model);
        var batch = golden.GetProperty("fit").TryGetProperty("batch_size", out var size) ? size.GetInt32() : 32;
        Near.Equal(golden.GetProperty("evaluate").EnumerateArray().Select(value => (float)value.GetDouble()).ToArray(),
            model.evaluate(x, y, verbose: 0, batch_size: batch).Select(value => (float)value).ToArray(), Tolerance);
        Near.Equal(
            golden.Floats("predict"), (float[])model.predict(x, verbose: 0, batch_size: batch).flatten().ToArray<float>(), Tolerance);
    }

    [Theory]
    [MemberData(nameof(SeededRuns))]
    public void A_seed_gives_Kerass_weights_order_masks_and_history(string name)
    {
        var golden = GoldenFile.Case("seeded.json", name);
        keras.backend.clear_session();
        keras.utils.set_random_seed(golden.GetProperty("seed").GetInt32());
        var model = Model(golden);
        model.build(Batched(golden.GetProperty("x")));
        foreach (var (recorded, weight) in golden.GetProperty("start_weights").EnumerateArray().Zip(model.weights))
            Assert.Equal(recorded.GetProperty("value").Floats(), weight.Value.ToArray<float>());
        model.compile("rmsprop", "binary_crossentropy", metrics: ["acc"]);
        var history = Fit(
            model, golden, golden.GetProperty("x").ToTensor()!.numpy(), golden.GetProperty("y").ToTensor()!.numpy(), null, shuffle: true);
        Compare(golden, history, model);
    }

    private static bool IsPossible(JsonElement golden) =>
        golden.GetProperty("model").GetProperty("config").GetProperty("layers").EnumerateArray()
        .All(layer => Exists(layer.GetProperty("class_name").GetString()!));

    private static bool Exists(string name) =>
        typeof(Layer).Assembly.GetTypes().Any(type => type.Name == name && type.IsAssignableTo(typeof(Layer)));

    private static Functional Model(JsonElement golden)
    {
        AutomaticNames.Clear();
        return (Functional)LayerConfigs.deserialize((OrderedDictionary<string, object?>)JsonConfig.Value(golden.GetProperty("model"))!);
    }

    private static Shape Batched(JsonElement x) =>
        [null, .. x.GetProperty("shape").EnumerateArray().Skip(1).Select(size => (int?)size.GetInt32())];

    private static History Fit(Functional model, JsonElement golden, DataLike x, DataLike y, Callback[]? callbacks, bool shuffle = false)
    {
        var fit = golden.GetProperty("fit");
        int? Number(string name) => fit.TryGetProperty(name, out var value) ? value.GetInt32() : null;
        var validation = golden.TryGetProperty("validation_data", out var data) && data.ValueKind == JsonValueKind.Array
            ? (DataLike)(data[0].ToTensor()!.numpy(), data[1].ToTensor()!.numpy())
            : null;
        return model.fit(
            x, y,
            batch_size: Number("batch_size"),
            epochs: Number("epochs") ?? 1,
            verbose: 0,
            callbacks: callbacks,
            validation_split: fit.TryGetProperty("validation_split", out var share) ? share.GetDouble() : 0,
            validation_data: validation,
            validation_batch_size: Number("validation_batch_size"),
            shuffle: shuffle,
            class_weight: fit.TryGetProperty("class_weight", out var weights)
                ? weights.EnumerateObject().ToDictionary(
                    pair => int.Parse(pair.Name, System.Globalization.CultureInfo.InvariantCulture), pair => pair.Value.GetDouble())
                : null,
            sample_weight: fit.TryGetProperty("sample_weight", out var sample) ? (DataLike)sample.ToTensor()!.numpy() : null);
    }

    /// <summary>The arguments of compile, as the recording's script has them.</summary>
    private static void Compile(Functional model, string name)
    {
        string last = name.Split('_')[^1];
        if (name.StartsWith("notebook_", StringComparison.Ordinal)) model.compile(last, "binary_crossentropy", metrics: ["acc"]);
        else if (name.StartsWith("masked_", StringComparison.Ordinal))
            model.compile("adam", "binary_crossentropy", metrics: ["accuracy", "mae"]);
        else if (name.StartsWith("regression_", StringComparison.Ordinal)) model.compile("adam", "mse", metrics: ["mae", "mse"]);
        else if (name.StartsWith("sequence_masked_loss", StringComparison.Ordinal))
            model.compile("adam", "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        else if (name == "sparse_categorical") model.compile("rmsprop", "sparse_categorical_crossentropy", metrics: ["acc"]);
        else if (name == "categorical") model.compile("rmsprop", "categorical_crossentropy", metrics: ["acc"]);
        else if (name == "validation_data")
            model.compile(
                "adam", "binary_crossentropy", metrics: ["acc", keras.metrics.Precision(name: "p"), keras.metrics.AUC(name: "auc")]);
        else if (name == "sample_weight") model.compile("sgd", "binary_crossentropy", metrics: ["acc"], weighted_metrics: ["acc"]);
        else if (name is "class_weight" or "constrained") model.compile("sgd", "binary_crossentropy", metrics: ["acc"]);
        else if (name is "regularised" or "batchnorm_conv" or "functional") model.compile("adam", "binary_crossentropy", metrics: ["acc"]);
        else if (name == "bidirectional_stack") model.compile("nadam", "binary_crossentropy", metrics: ["acc"]);
        else if (name is "stateful" or "encoder_decoder") model.compile("adam", "mse");
        else if (name == "early_stopping") model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy", metrics: ["acc"]);
        else if (name == "reduce_lr") model.compile(keras.optimizers.RMSprop(0.02), "binary_crossentropy", metrics: ["acc"]);
        else if (name == "lr_scheduler") model.compile("sgd", "binary_crossentropy");
        else throw new InvalidOperationException($"How was {name} compiled?");
    }

    private static Callback[]? Callbacks(string name) => name switch
    {
        "early_stopping" => [keras.callbacks.EarlyStopping(monitor: "val_loss", patience: 3, restore_best_weights: true)],
        "reduce_lr" => [keras.callbacks.ReduceLROnPlateau(monitor: "val_loss", patience: 2, factor: 0.3, min_lr: 1e-4)],
        "lr_scheduler" => [keras.callbacks.LearningRateScheduler((epoch, lr) => epoch > 0 ? lr * 0.5 : lr)],
        _ => null,
    };

    private static void Compare(JsonElement golden, History history, Functional model)
    {
        var expected = golden.GetProperty("history").EnumerateObject().ToArray();
        Assert.Equal(expected.Select(pair => pair.Name), history.history.Select(pair => pair.Key));
        foreach (var pair in expected)
            Near.Equal(
                pair.Value.EnumerateArray().Select(value => (float)value.GetDouble()).ToArray(),
                history.history[pair.Name].Select(value => (float)value).ToArray(), Tolerance);
        foreach (var (recorded, weight) in golden.GetProperty("final_weights").EnumerateArray().Zip(model.weights))
            Near.Equal(recorded.Floats(), weight.Value.ToArray<float>(), Tolerance);
    }
}
