using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>Operators, brackets and functions as steps of models, under ONNX Runtime.</summary>
public sealed class OperationsServedTests
{
    private const string Recording = "../KerasLikeRnn.Tests/Models/operations.json";

    private static readonly JsonElement recorded = GoldenFile.RecordedRoot(Recording);

    public static TheoryData<string> Names => [.. recorded.EnumerateObject().Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_gives_the_same_numbers(string name)
    {
        var one = recorded.GetProperty(name);
        var model = (Functional)keras.models.model_from_json(one.GetProperty("model").GetRawText());
        Tensor[] inputs = [.. one.GetProperty("inputs").EnumerateArray().Select(input => Data(input.GetString()!))];
        Served.Same(model, inputs);
        Served.Same(model, inputs, opset: 21);
    }

    private static Tensor Data(string name) => name == "i" ? Tensor.From<int>([0, 1, 2, 3, 4, 0], (2, 3))
        : name == "m" ? Tensor.From<float>([.. Enumerable.Range(0, 32).Select(k => (float)Math.Sin(0.7 * k))], (2, 4, 4, 1))
        : Tensor.From<float>(
            [.. Enumerable.Range(0, 24).Select(k => (float)(name == "x" ? Math.Sin(k + 0.5) : Math.Cos(1.5 * k)))], (2, 3, 4));
}
