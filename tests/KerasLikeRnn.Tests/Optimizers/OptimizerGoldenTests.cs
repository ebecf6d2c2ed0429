using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Optimizers.Schedules;

namespace KerasLikeRnn.Tests.Optimizers;

/// <summary>Updates of all optimizers, dense and sparse, against those of Keras 2.9.</summary>
public class OptimizerGoldenTests
{
    private static readonly JsonElement[] cases =
        [.. GoldenFile.Cases("optimizers.json"), .. GoldenFile.Recorded("Losses/training_parts.json", "optimizers")];

    private static readonly IReadOnlyList<JsonElement> schedules = GoldenFile.Recorded("Losses/training_parts.json", "schedules");

    public static IEnumerable<TheoryDataRow<string>> Names => cases.Select(c => new TheoryDataRow<string>(c.Name()));

    public static IEnumerable<TheoryDataRow<string>> Schedules => schedules.Select(c => new TheoryDataRow<string>(c.Name()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Dense_updates_and_configuration_match_Keras(string name)
    {
        var golden = Array.Find(cases, c => c.Name() == name);
        var optimizer = Create(golden);
        var variables = golden.GetProperty("start").EnumerateArray()
            .Zip("ab", (start, letter) => new Variable(start.ToTensor()!, $"{letter}:0")).ToArray();
        foreach (var step in golden.GetProperty("steps").EnumerateArray())
        {
            var gradients = step.GetProperty("gradients").EnumerateArray().Select(gradient => (Gradient)gradient.ToTensor()!);
            optimizer.apply_gradients(gradients.Zip(variables));
            foreach (var (expected, variable) in step.GetProperty("variables").EnumerateArray().Zip(variables))
                Near.Equal(expected.Floats(), variable.Value.ToArray<float>(), 2e-6);
        }
        Assert.Equal(Configs.Text(golden.GetProperty("config").ToObject()), Configs.Text(optimizer.get_config()));
        if (!golden.TryGetProperty("weights", out var weights)) return;
        Assert.Equal(
            golden.GetProperty("weight_names").EnumerateArray().Select(weight => weight.GetString()),
            optimizer.weights.Select(weight => weight.Name));
        Assert.Equal(golden.GetProperty("slots").EnumerateArray().Select(slot => slot.GetString()), optimizer.get_slot_names());
        foreach (var (expected, weight) in weights.EnumerateArray().Zip(optimizer.weights))
            Near.Equal(expected.Floats(), Ops.Cast(weight.Value, DType.Float32).ToArray<float>(), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sparse_updates_match_Keras(string name)
    {
        var golden = Array.Find(cases, c => c.Name() == name);
        var optimizer = Create(golden);
        var table = new Variable(golden.GetProperty("sparse_start").ToTensor()!);
        foreach (var step in golden.GetProperty("sparse_steps").EnumerateArray())
        {
            var slices = new IndexedSlices(step.GetProperty("values").ToTensor()!, step.GetProperty("indices").ToTensor()!, table.Shape);
            optimizer.apply_gradients([(slices, table)]);
            Near.Equal(step.Floats("variable"), table.Value.ToArray<float>(), 2e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Float64_variables_are_updated_by_the_same_formulas(string name)
    {
        var golden = Array.Find(cases, c => c.Name() == name);
        var optimizer = Create(golden);
        var variables = golden.GetProperty("start").EnumerateArray()
            .Select(start => new Variable(Ops.Cast(start.ToTensor()!, DType.Float64))).ToArray();
        foreach (var step in golden.GetProperty("steps").EnumerateArray())
        {
            var gradients = step.GetProperty("gradients").EnumerateArray()
                .Select(gradient => (Gradient)Ops.Cast(gradient.ToTensor()!, DType.Float64));
            optimizer.apply_gradients(gradients.Zip(variables));
            foreach (var (expected, variable) in step.GetProperty("variables").EnumerateArray().Zip(variables))
                Near.Equal(expected.Floats(), Ops.Cast(variable.Value, DType.Float32).ToArray<float>(), 2e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Schedules_match_Keras(string name)
    {
        var golden = schedules.Single(c => c.Name() == name);
        var config = (IReadOnlyDictionary<string, object?>)golden.GetProperty("config").ToObject()!;
        var schedule = ScheduleConfigs.deserialize(
            new Dictionary<string, object?> { ["class_name"] = golden.GetProperty("class").GetString(), ["config"] = config });
        Near.Equal(golden.Floats("rates"), Enumerable.Range(0, 25).Select(step => (float)schedule.__call__(step)).ToArray(), 1e-7);
        Assert.Equal(Configs.Text(config), Configs.Text(schedule.get_config()));
    }

    private static Optimizer Create(JsonElement golden) => OptimizerConfigs.deserialize(
        new Dictionary<string, object?>
        {
            ["class_name"] = golden.GetProperty("class").GetString(),
            ["config"] = golden.GetProperty("config").ToObject()
        });
}
