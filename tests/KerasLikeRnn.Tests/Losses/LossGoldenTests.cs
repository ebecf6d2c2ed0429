using KerasLikeRnn.Engine;
using KerasLikeRnn.Losses;

namespace KerasLikeRnn.Tests.Losses;

/// <summary>Values, gradients and configurations of all losses against those of Keras 2.9.</summary>
public class LossGoldenTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => GoldenFile.Cases("losses.json").Select(c => new TheoryDataRow<string>(c.Name()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_gradient_and_configuration_match_Keras(string name)
    {
        var golden = GoldenFile.Case("losses.json", name);
        var config = (IReadOnlyDictionary<string, object?>)golden.GetProperty("config").ToObject()!;
        var loss = LossConfigs.deserialize(new Dictionary<string, object?> { ["class_name"] = golden.GetProperty("class").GetString(), ["config"] = config });
        var y_pred = golden.GetProperty("y_pred").ToTensor()!;
        using var tape = new GradientTape();
        tape.watch(y_pred);
        var value = loss.__call__(golden.GetProperty("y_true").ToTensor()!, y_pred, golden.GetProperty("sample_weight").ToTensor());
        Near.Equal(golden.Floats("value"), value.ToArray<float>(), 1e-5);
        Near.Equal(golden.Floats("gradient"), tape.gradient(value, y_pred).ToDense().ToArray<float>(), 1e-4);
        Assert.Equal(Configs.Text(config), Configs.Text(loss.get_config()));
    }
}
