using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Tests.Metrics;

/// <summary>Results over several batches and configurations of all metrics against those of Keras 2.9.</summary>
public class MetricGoldenTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => GoldenFile.Cases("metrics.json").Select(c => new TheoryDataRow<string>(c.Name()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_and_configuration_match_Keras(string name)
    {
        var golden = GoldenFile.Case("metrics.json", name);
        var config = (IReadOnlyDictionary<string, object?>)golden.GetProperty("config").ToObject()!;
        var metric = MetricConfigs.deserialize(new Dictionary<string, object?> { ["class_name"] = golden.GetProperty("class").GetString(), ["config"] = config });
        for (var round = 0; round < 2; round++)
        {
            foreach (var step in golden.GetProperty("steps").EnumerateArray())
            {
                metric.update_state(step.GetProperty("y_true").ToTensor()!, step.GetProperty("y_pred").ToTensor()!, step.GetProperty("sample_weight").ToTensor());
                Near.Equal(step.Floats("result"), metric.result().ToArray<float>(), 1e-5);
            }
            metric.reset_state();
        }
        Assert.Equal(Configs.Text(config), Configs.Text(metric.get_config()));
    }
}
