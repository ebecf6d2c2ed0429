using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;

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
                metrics.update_state(Part(y_true), Part(y_pred)!, Part(weights), Part(mask));
            }
        }
        var expected = golden.GetProperty("logs").EnumerateObject().ToArray();
        var logs = loss.Results.Concat(metrics.Results).ToArray();
        Assert.Equal(expected.Select(entry => entry.Name), logs.Select(entry => entry.Key));
        Near.Equal(expected.Select(entry => entry.Value.GetSingle()).ToArray(), logs.Select(entry => (float)entry.Value).ToArray(), 1e-5);
    }

    private static MetricsLike? Strings(JsonElement golden, string property)
    {
        var names = golden.GetProperty(property);
        return names.ValueKind == JsonValueKind.Null ? null : (MetricsLike)names.EnumerateArray().Select(name => name.GetString()!).ToArray();
    }
}
