using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Python;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>Every preprocessing layer with every mode, against what Keras made of the same data.</summary>
public sealed class PreprocessingLayerTests
{
    private const string Recording = "Layers/Preprocessing/preprocessing_layers.json";

    private static readonly IReadOnlyList<JsonElement> data = GoldenFile.Recorded(Recording, "data");
    private static readonly IReadOnlyList<JsonElement> cases = GoldenFile.Recorded(Recording, "layers");

    public static TheoryData<string> Classes => [.. cases.Select(Class).Distinct()];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Outputs_vocabularies_and_errors_are_those_of_Keras(string name)
    {
        var failures = cases.Where(c => Class(c) == name).Select(Failure).OfType<string>().ToList();
        Assert.True(failures.Count == 0, $"{failures.Count} cases differ:\n{string.Join("\n", failures.Take(10))}");
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_layer_made_from_its_configuration_has_the_same_one(string name)
    {
        foreach (var recorded in cases.Where(c => Class(c) == name && !c.TryGetProperty("error", out _)))
        {
            var config = Make(recorded).get_config();
            var again = LayerConfigs.deserialize(Serialized(name, config)).get_config();

            foreach (var setting in recorded.GetProperty("config").EnumerateObject())
                Assert.True(
                    Text(setting.Value.ToObject()) == Text(config[setting.Name]),
                    $"{setting.Name}: expected {setting.Value}, was {Text(config[setting.Name])} in {recorded.GetProperty("kwargs")}");
            Assert.Equal(Text(config), Text(again));
        }
    }

    private static string Class(JsonElement recorded) => recorded.GetProperty("class").GetString()!;

    private static string Text(object? value) => value switch
    {
        double number when number == Math.Truncate(number) => PythonText.Repr((long)number),
        IReadOnlyDictionary<string, object?> config =>
            string.Join("; ", config.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "=" + Text(pair.Value))),
        System.Collections.IEnumerable list and not string => "[" + string.Join(", ", list.Cast<object?>().Select(Text)) + "]",
        _ => PythonText.Repr(value),
    };

    private static Layer Make(JsonElement recorded) =>
        LayerConfigs.deserialize(Serialized(
            Class(recorded), (OrderedDictionary<string, object?>)JsonConfig.Value(recorded.GetProperty("kwargs"))!));

    private static Dictionary<string, object?> Serialized(string name, OrderedDictionary<string, object?> config) =>
        new() { ["class_name"] = name, ["config"] = config };

    private static string? Failure(JsonElement recorded)
    {
        var what =
            $"{Class(recorded)} {recorded.GetProperty("kwargs")} {recorded.GetProperty("adapt")} {recorded.GetProperty("adapt_kwargs")}";
        Layer layer;
        try
        {
            layer = Adapted(recorded);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return recorded.TryGetProperty("error", out var expected)
                ? Refusal(expected.GetString()!, error.Message) is { } other ? $"{what}: {other}" : null
                : $"{what}: {error.Message}";
        }
        if (recorded.TryGetProperty("error", out var missed)) return $"{what}: no error, but Keras says {missed}";
        var differences = State(recorded, layer).Concat(recorded.GetProperty("calls").EnumerateArray().Select(call => Call(layer, call)));
        return differences.OfType<string>().FirstOrDefault() is { } difference ? $"{what}: {difference}" : null;
    }

    private static Layer Adapted(JsonElement recorded)
    {
        var layer = Make(recorded);
        if (recorded.GetProperty("adapt") is not { ValueKind: JsonValueKind.Number } place) return layer;
        var arguments = recorded.GetProperty("adapt_kwargs");
        ((PreprocessingLayer)layer).adapt(Data(place), Number(arguments, "batch_size"), Number(arguments, "steps"));
        Assert.True(((PreprocessingLayer)layer).is_adapted);
        return layer;
    }

    private static int? Number(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static IEnumerable<string?> State(JsonElement recorded, Layer layer)
    {
        switch (layer)
        {
            case TextVectorization vectorization:
                yield return Same(recorded, "vocabulary", vectorization.get_vocabulary());
                yield return Same(recorded, "tokens", vectorization.get_vocabulary(include_special_tokens: false));
                yield return Same(recorded, "size", vectorization.vocabulary_size());
                break;
            case StringLookup lookup:
                yield return Same(recorded, "vocabulary", lookup.get_vocabulary());
                yield return Same(recorded, "tokens", lookup.get_vocabulary(include_special_tokens: false));
                yield return Same(recorded, "size", lookup.vocabulary_size());
                break;
            case IntegerLookup lookup:
                yield return Same(recorded, "vocabulary", lookup.get_vocabulary());
                yield return Same(recorded, "tokens", lookup.get_vocabulary(include_special_tokens: false));
                yield return Same(recorded, "size", lookup.vocabulary_size());
                break;
            case Discretization discretization:
                yield return Same(recorded, "boundaries", discretization.bin_boundaries);
                break;
            case Normalization when recorded.TryGetProperty("weights", out var weights):
                foreach (var (weight, value) in weights.EnumerateArray().Zip(layer.weights)) yield return Difference(weight, value.Value);
                break;
        }
    }

    private static string? Same(JsonElement recorded, string name, object? actual) =>
        Text(recorded.GetProperty(name).ToObject()) is var expected && Text(actual) is var found && expected == found
        ? null
        : $"{name}: expected {expected}, was {found}";

    private static string? Call(Layer layer, JsonElement call)
    {
        Tensor[] inputs = [.. call.GetProperty("inputs").EnumerateArray().Select(Data)];
        var what = $"of {string.Join(", ", call.GetProperty("inputs").EnumerateArray().Select(place => data[place.GetInt32()]))}";
        try
        {
            var output = (Tensor)layer.__call__(inputs);
            if (!call.TryGetProperty("output", out var expected)) return $"no error {what}, but Keras says {call.GetProperty("error")}";
            var inferred = layer.ComputeOutputShapes([.. inputs.Select(input => input.Shape)])[0];
            if (!inferred.IsCompatibleWith(output.Shape)) return $"shape {output.Shape} {what} was to be {inferred}";
            return Difference(expected, output) is { } difference ? $"{difference} {what}" : null;
        }
        catch (ArgumentException error)
        {
            return call.TryGetProperty("error", out var expected)
                ? Refusal(expected.GetString()!, error.Message)
                : $"{error.Message} {what}";
        }
        catch (InvalidOperationException error)
        {
            return call.TryGetProperty("error", out var expected)
                ? Refusal(expected.GetString()!, error.Message)
                : $"{error.Message} {what}";
        }
    }

    private static Tensor Data(JsonElement place) => ToTensor(data[place.GetInt32()]);

    private static Tensor ToTensor(JsonElement array) => array.GetProperty("dtype").GetString() == "string"
        ? StringTensors.From([.. array.GetProperty("data").EnumerateArray().Select(text => text.GetString()!)], Sizes(array))
        : array.GetProperty("dtype").GetString() == "int64"
            ? Tensor.From<long>([.. array.GetProperty("data").EnumerateArray().Select(number => number.GetInt64())], Sizes(array))
            : array.ToTensor()!;

    private static Shape Sizes(JsonElement array) => array.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();

    private static string? Difference(JsonElement recorded, Tensor actual)
    {
        var expected = ToTensor(recorded);
        if (expected.DType != actual.DType || expected.Shape != actual.Shape)
            return $"expected {expected.DType} {expected.Shape}, was {actual.DType} {actual.Shape}";
        if (expected.DType == DType.String)
            return expected.Strings().SequenceEqual(actual.Strings())
                ? null
                : $"expected {Text(expected.Strings().ToArray())}, was {Text(actual.Strings().ToArray())}";
        var (x, y) = (Numbers(expected), Numbers(actual));
        var tolerance = expected.DType.IsFloating() ? 1e-6 : 0;
        for (var i = 0; i < x.Length; i++)
            if (!(Math.Abs(x[i] - y[i]) <= tolerance * Math.Max(1, Math.Abs(x[i])))) return $"expected {Text(x)}, was {Text(y)}";
        return null;
    }

    private static double[] Numbers(Tensor x) => Ops.Cast(x, DType.Float64).ToArray<double>();

    /// <summary>What Keras says must be in our message, but for TensorFlow's wrappings and the texts of Python objects.</summary>
    private static string? Refusal(string keras, string ours)
    {
        if (keras.StartsWith("cannot compute", StringComparison.Ordinal)) return null;
        foreach (var (wrapping, end) in new[]
        {
            ("ValueError: ", ""), ("Expected 'tf.Tensor(False, shape=(), dtype=bool)' to be true. Summarized data: b'", "'")
        })
            if (keras.StartsWith(wrapping, StringComparison.Ordinal)) keras = keras[wrapping.Length..^end.Length];
        foreach (var end in new[] { " Received: inputs=[<", " [Op:", "ListWrapper(", "\\x" })
            if (keras.IndexOf(end, StringComparison.Ordinal) is >= 0 and var at) keras = keras[..at];
        return ours.Contains(keras.TrimEnd('.'), StringComparison.OrdinalIgnoreCase) ? null : $"said '{ours}', Keras says '{keras}'";
    }
}
