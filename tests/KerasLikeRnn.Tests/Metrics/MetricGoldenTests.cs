using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Tests.Metrics;

/// <summary>Results over several batches and configurations of all metrics against those of Keras 2.9.</summary>
public class MetricGoldenTests
{
    private static readonly JsonElement[] cases =
        [.. GoldenFile.Cases("metrics.json"), .. GoldenFile.Recorded("Losses/training_parts.json", "metrics")];

    private static readonly IReadOnlyList<JsonElement> values = GoldenFile.Recorded("Losses/training_parts.json", "values");

    public static IEnumerable<TheoryDataRow<string>> Names => cases.Select(c => new TheoryDataRow<string>(c.Name()));

    public static IEnumerable<TheoryDataRow<string>> ValueNames => values.Select(c => new TheoryDataRow<string>(c.Name()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_and_configuration_match_Keras(string name)
    {
        var golden = Array.Find(cases, c => c.Name() == name);
        var config = (IReadOnlyDictionary<string, object?>)golden.GetProperty("config").ToObject()!;
        var arguments = new OrderedDictionary<string, object?>(config);
        if (name == "auc_logits") arguments["from_logits"] = true; // Keras leaves it out of the configuration.
        var metric = MetricConfigs.deserialize(
            new Dictionary<string, object?> { ["class_name"] = golden.GetProperty("class").GetString(), ["config"] = arguments });
        for (var round = 0; round < 2; round++)
        {
            metric.reset_state();
            foreach (var step in golden.GetProperty("steps").EnumerateArray())
            {
                metric.update_state(
                    step.GetProperty("y_true").ToTensor()!, step.GetProperty("y_pred").ToTensor()!,
                    step.GetProperty("sample_weight").ToTensor());
                Near.Equal(step.Floats("result"), metric.result().ToArray<float>(), 1e-5);
            }
        }
        Assert.Equal(Configs.Text(config), Configs.Text(metric.get_config()));
        if (golden.TryGetProperty("weights", out var weights))
            foreach (var (expected, weight) in weights.EnumerateArray().Zip(metric.weights, (e, w) => (e, w)))
                Near.Equal(expected.Floats(), weight.Value.ToArray<float>(), 1e-5);
    }

    [Theory]
    [MemberData(nameof(ValueNames))]
    public void Means_and_sums_of_values_match_Keras(string name)
    {
        var golden = values.Single(c => c.Name() == name);
        var numbers = golden.GetProperty("values").ToTensor()!;
        var weights = golden.GetProperty("sample_weight").ToTensor();
        Metric metric;
        switch (golden.GetProperty("class").GetString())
        {
            case "Mean":
                var mean = new Mean();
                mean.update_state(numbers, weights);
                mean.update_state(numbers * 2);
                metric = mean;
                break;
            case "Sum":
                var sum = new Sum();
                sum.update_state(numbers, weights);
                sum.update_state(numbers * 2);
                metric = sum;
                break;
            default:
                var tensor = new MeanTensor();
                tensor.update_state(numbers, weights);
                tensor.update_state(numbers * 2);
                metric = tensor;
                break;
        }
        Near.Equal(golden.Floats("result"), metric.result().ToArray<float>(), 1e-5);
    }
}
