using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Tests.Metrics;

/// <summary>What compile makes of losses and metrics, against evaluate() of Keras 2.9 on the same outputs.</summary>
public class CompiledGoldenTests
{
    private static readonly IReadOnlyList<JsonElement> cases = GoldenFile.Recorded("Losses/training_parts.json", "compiled");

    public static IEnumerable<TheoryDataRow<string>> Names => cases.Select(c => new TheoryDataRow<string>(c.Name()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Logs_of_an_epoch_match_Keras(string name)
    {
        var golden = cases.Single(c => c.Name() == name);
        var loss = new CompiledLoss(golden.GetProperty("loss").GetString());
        var metrics = new CompiledMetrics(Strings(golden, "metrics"), Strings(golden, "weighted_metrics"));
        Tensor y_true = golden.GetProperty("y_true").ToTensor()!, y_pred = golden.GetProperty("y_pred").ToTensor()!;
        var weights = golden.GetProperty("sample_weight").ToTensor();
        var mask = golden.GetProperty("masked").GetBoolean() ? Ops.Compare(CompareOp.Less, Ops.Take(y_pred, -1, 0), Ops.Constant(9)) : null;
        int all = y_pred.Shape[0]!.Value, batch = golden.GetProperty("batch").GetInt32();
        for (var epoch = 0; epoch < 2; epoch++)
        {
            loss.reset_state();
            metrics.reset_state();
            for (var start = 0; start < all; start += batch)
            {
                var count = Math.Min(batch, all - start);
                Tensor? Part(Tensor? x) => x is null ? null : Ops.Narrow(x, 0, start, count);
                loss.Invoke(Part(y_true), Part(y_pred)!, Part(weights), Part(mask));
                metrics.update_state([Part(y_true)], [Part(y_pred)!], [Part(weights)], [Part(mask)]);
            }
        }
        Same(golden, loss.Means.Concat(metrics.metrics).Select(metric => KeyValuePair.Create(metric.name, metric.Value)));
    }

    [Theory]
    [InlineData("one for all")]
    [InlineData("lists")]
    [InlineData("by name")]
    [InlineData("objects")]
    public void Logs_of_two_outputs_match_Keras(string name)
    {
        string[] outputs = ["first", "second"];
        var (loss, metrics) = name switch
        {
            "one for all" => (new CompiledLoss("mse", new[] { 0.3, 2.0 }, outputs), new CompiledMetrics(["mae"], ["mae"], outputs)),
            "lists" => (
                new CompiledLoss(new[] { "mse", "mae" }, null, outputs),
                new CompiledMetrics(new[] { new[] { "mae", "mse" }, new[] { "acc" } }, null, outputs)),
            "by name" => (
                new CompiledLoss(
                    new Dictionary<string, string> { ["second"] = "mae" }, new Dictionary<string, double> { ["second"] = 0.5 }, outputs),
                new CompiledMetrics(new Dictionary<string, string> { ["first"] = "mse" }, null, outputs)),
            _ => (
                new CompiledLoss("mse", null, outputs),
                new CompiledMetrics([new RootMeanSquaredError(name: "rmse"), new KerasLikeRnn.Metrics.MeanAbsoluteError()], null, outputs)),
        };
        var golden = GoldenFile.Recorded("Losses/training_parts.json", "outputs").Single(c => c.Name() == name);
        Tensor[] Part(string property, int start, int count) =>
            golden.GetProperty(property).EnumerateArray().Select(x => Ops.Narrow(x.ToTensor()!, 0, start, count)).ToArray();
        foreach (var (start, count) in new[] { (0, 4), (4, 2) })
        {
            Tensor[] y_true = Part("y_true", start, count), y_pred = Part("y_pred", start, count),
                weights = Part("sample_weight", start, count);
            loss.Invoke(y_true, y_pred, weights);
            metrics.update_state(y_true, y_pred, weights);
        }
        Same(golden, loss.Means.Concat(metrics.metrics).Select(metric => KeyValuePair.Create(metric.name, metric.Value)));
    }

    private static void Same(JsonElement golden, IEnumerable<KeyValuePair<string, double>> results)
    {
        var expected = golden.GetProperty("logs").EnumerateObject().ToArray();
        var logs = results.ToArray();
        Assert.Equal(expected.Select(entry => entry.Name), logs.Select(entry => entry.Key));
        Near.Equal(expected.Select(entry => entry.Value.GetSingle()).ToArray(), logs.Select(entry => (float)entry.Value).ToArray(), 1e-5);
    }

    private static PerOutput<Metric>? Strings(JsonElement golden, string property)
    {
        var names = golden.GetProperty(property);
        return names.ValueKind == JsonValueKind.Null
            ? null
            : (PerOutput<Metric>)names.EnumerateArray().Select(name => name.GetString()!).ToArray();
    }
}
