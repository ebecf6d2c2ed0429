using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Tests.Optimizers;

/// <summary>Updates of all optimizers, dense and sparse, against those of Keras 2.9.</summary>
public class OptimizerGoldenTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => GoldenFile.Cases("optimizers.json").Select(c => new TheoryDataRow<string>(c.Name()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Dense_updates_and_configuration_match_Keras(string name)
    {
        var golden = GoldenFile.Case("optimizers.json", name);
        var optimizer = Create(golden);
        var variables = golden.GetProperty("start").EnumerateArray().Select(start => new Variable(start.ToTensor()!)).ToArray();
        foreach (var step in golden.GetProperty("steps").EnumerateArray())
        {
            var gradients = step.GetProperty("gradients").EnumerateArray().Select(gradient => (Gradient)gradient.ToTensor());
            optimizer.apply_gradients(gradients.Zip(variables));
            foreach (var (expected, variable) in step.GetProperty("variables").EnumerateArray().Zip(variables))
                Near.Equal(expected.Floats(), variable.Value.ToArray<float>(), 2e-6);
        }
        Assert.Equal(Configs.Text(golden.GetProperty("config").ToObject()), Configs.Text(optimizer.get_config()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sparse_updates_match_Keras(string name)
    {
        var golden = GoldenFile.Case("optimizers.json", name);
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
        var golden = GoldenFile.Case("optimizers.json", name);
        var optimizer = Create(golden);
        var variables = golden.GetProperty("start").EnumerateArray().Select(start => new Variable(Ops.Cast(start.ToTensor()!, DType.Float64))).ToArray();
        foreach (var step in golden.GetProperty("steps").EnumerateArray())
        {
            var gradients = step.GetProperty("gradients").EnumerateArray().Select(gradient => (Gradient)Ops.Cast(gradient.ToTensor()!, DType.Float64));
            optimizer.apply_gradients(gradients.Zip(variables));
            foreach (var (expected, variable) in step.GetProperty("variables").EnumerateArray().Zip(variables))
                Near.Equal(expected.Floats(), Ops.Cast(variable.Value, DType.Float32).ToArray<float>(), 2e-5);
        }
    }

    private static Optimizer Create(JsonElement golden) => OptimizerConfigs.deserialize(
        new Dictionary<string, object?> { ["class_name"] = golden.GetProperty("class").GetString(), ["config"] = golden.GetProperty("config").ToObject() });
}
