using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>
/// Models that Keras 2.9 and 3 saved as HDF5 (record_models.py, record_h5_of_keras3.py): here they predict and score
/// the same, and go on with training where Keras
/// left off. KERASLIKERNN_MODELS names a folder with others.
/// </summary>
[Collection("Seeds")]
public sealed class SavedByKerasTests
{
    private static readonly Lazy<RecordedModel[]> recorded = new(() =>
        [.. Directory.GetFiles(Folder, "expected*.json").Order(StringComparer.Ordinal)
            .SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray())
            .Select(model => new RecordedModel(model))]);

    private static string Folder =>
        Environment.GetEnvironmentVariable("KERASLIKERNN_MODELS")
        ?? Path.Combine(GoldenFile.TestFolder(), "..", "..", "..", "Data", "models", "h5");

    public static TheoryData<string> Names => [.. recorded.Value.Select(model => model.Name)];

    public static TheoryData<string> NamesOfKeras2 =>
        [.. recorded.Value.Select(model => model.Name).Where(name => !name.StartsWith("keras3_", StringComparison.Ordinal))];

    private static Dictionary<string, object> Custom => new()
    {
        ["mine>Scale"] = typeof(Scale),
        ["Scale"] = typeof(Scale),
        ["own_loss"] = (Func<Tensor, Tensor, Tensor>)OwnLoss,
        ["own_metric"] = (Func<Tensor, Tensor, Tensor>)OwnMetric,
        ["OwnLoss"] = (Func<Tensor, Tensor, Tensor>)OwnLoss,
        ["OwnMetric"] = (Func<Tensor, Tensor, Tensor>)OwnMetric,
    };

    [Fact]
    public void Models_of_many_kinds_are_tried() => Assert.True(Names.Count >= 15, $"Only {Names.Count} models were tried.");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_model_predicts_scores_and_trains_as_in_Keras(string name)
    {
        var model = recorded.Value.Single(each => each.Name == name);
        var loaded = keras.models.load_model(Path.Combine(Folder, model.File), custom_objects: Custom);
        Assert.Empty(model.Differences(loaded));
    }

    [Theory]
    [MemberData(nameof(NamesOfKeras2))]
    public void Saved_here_and_loaded_again_it_still_does(string name)
    {
        using var folder = new Tests.Utils.TestFolder();
        var model = recorded.Value.Single(each => each.Name == name);
        keras.models.load_model(Path.Combine(Folder, model.File), custom_objects: Custom).save(folder["again.h5"]);
        Assert.Empty(model.Differences(keras.models.load_model(folder["again.h5"], custom_objects: Custom)));
    }

    private static Tensor OwnLoss(Tensor t, Tensor p) =>
        keras.backend.mean(keras.backend.abs(t - p) + keras.backend.square(t - p), axis: -1);

    private static Tensor OwnMetric(Tensor t, Tensor p) => keras.backend.mean(keras.backend.abs(t - p), axis: -1);
}
