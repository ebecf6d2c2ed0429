using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>A model that Keras saved, with what it predicted, scored, and gave after one more epoch.</summary>
internal sealed class RecordedModel(JsonElement recorded)
{
    private const double Forward = 1e-5;
    private const double Training = 1e-4;

    public string Name => recorded.GetProperty("name").GetString()!;

    public string File => recorded.GetProperty("file").GetString()!;

    private int Batch => recorded.TryGetProperty("batch", out var size) ? size.GetInt32() : 4;

    private NDArray[] Inputs => Arrays("x");

    private NDArray[] Targets => Arrays("y");

    /// <summary>What differs from the recording by more than it may; nothing where all is the same.</summary>
    public IEnumerable<string> Differences(Model model)
    {
        foreach (var difference in Compare("predict", Arrays("predict"), Predict(model), Forward)) yield return difference;
        var scores = recorded.GetProperty("evaluate").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var evaluated = ((IEnumerable<double>)model.evaluate(Data(Inputs), Data(Targets), batch_size: Batch, verbose: 0)).ToArray();
        model.reset_states();
        foreach (var difference in Compare("evaluate", scores, evaluated, Forward)) yield return difference;
        if (!recorded.TryGetProperty("history", out var epoch)) yield break;
        var history = model.fit(Data(Inputs), Data(Targets), batch_size: Batch, epochs: 1, verbose: 0, shuffle: false).history;
        model.reset_states();
        foreach (var entry in epoch.EnumerateObject())
        {
            if (!history.TryGetValue(entry.Name, out var values))
            {
                yield return $"history has no {entry.Name}, but {string.Join(", ", history.Keys)}";
                continue;
            }
            foreach (var difference in Compare("history of " + entry.Name, [entry.Value.GetDouble()], [(double)values[0]], Training))
                yield return difference;
        }
        foreach (var difference in Compare("predict after", Arrays("predict_after"), Predict(model), Training)) yield return difference;
    }

    private NDArray[] Predict(Model model)
    {
        var outputs = model.predict(Data(Inputs), batch_size: Batch, verbose: 0);
        model.reset_states();
        return [.. Enumerable.Range(0, recorded.GetProperty("predict").GetArrayLength()).Select(
            i => recorded.GetProperty("predict").GetArrayLength() == 1 ? (NDArray)outputs : outputs[i])];
    }

    private static IEnumerable<string> Compare(string what, NDArray[] expected, NDArray[] actual, double tolerance) =>
        expected.Zip(actual).SelectMany((pair, i) => Compare(
            $"{what} of output {i}", Doubles(pair.First), Doubles(pair.Second), tolerance));

    private static IEnumerable<string> Compare(string what, double[] expected, double[] actual, double tolerance)
    {
        if (expected.Length != actual.Length) return [$"{what} has {actual.Length} numbers instead of {expected.Length}"];
        var (most, at) = expected.Zip(actual).Select((pair, i) => (
            Math.Abs(pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.First)), i)).DefaultIfEmpty().MaxBy(
            pair => double.IsNaN(pair.Item1) ? double.PositiveInfinity : pair.Item1);
        return most <= tolerance ? [] : [Engine.InvariantText.Invariant($"{what}: {actual[at]} instead of {expected[at]}")];
    }

    private static double[] Doubles(NDArray array) => [.. array.flatten().ToArray<float>().Select(value => (double)value)];

    private NDArray[] Arrays(string property) =>
        [.. recorded.GetProperty(property).EnumerateArray().Select(array => array.ToTensor()!.numpy())];

    private static DataLike Data(NDArray[] arrays) => arrays is [var only] ? (DataLike)only! : (DataLike)arrays!;
}
