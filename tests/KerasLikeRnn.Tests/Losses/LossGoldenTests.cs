using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Losses;

namespace KerasLikeRnn.Tests.Losses;

/// <summary>Values, gradients and configurations of all losses against those of Keras 2.9.</summary>
public class LossGoldenTests
{
    private static readonly JsonElement[] cases =
        [.. GoldenFile.Cases("losses.json"), .. GoldenFile.Recorded("Losses/training_parts.json", "losses")];

    public static IEnumerable<TheoryDataRow<string>> Names => cases.Select(c => new TheoryDataRow<string>(c.Name()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_gradient_and_configuration_match_Keras(string name)
    {
        var golden = Array.Find(cases, c => c.Name() == name);
        var config = (IReadOnlyDictionary<string, object?>)golden.GetProperty("config").ToObject()!;
        var loss = LossConfigs.deserialize(
            new Dictionary<string, object?> { ["class_name"] = golden.GetProperty("class").GetString(), ["config"] = config });
        var x = golden.GetProperty("y_pred").ToTensor()!;
        using var tape = new GradientTape();
        tape.watch(x);
        var value = loss.__call__(
            golden.GetProperty("y_true").ToTensor()!, Activated(golden, x), golden.GetProperty("sample_weight").ToTensor());
        Near.Equal(golden.Floats("value"), value.ToArray<float>(), 1e-5);
        Near.Equal(golden.Floats("gradient"), tape.gradient(value, x).ToDense().ToArray<float>(), 1e-4);
        Assert.Equal(Configs.Text(config), Configs.Text(loss.get_config()));
    }

    private static Tensor Activated(JsonElement golden, Tensor x) =>
        (golden.TryGetProperty("activation", out var activation) ? activation.GetString() : null) switch
        {
            "sigmoid" => Ops.Sigmoid(x),
            "softmax" => Ops.Softmax(x),
            _ => x,
        };
}
