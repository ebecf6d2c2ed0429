using System.Globalization;
using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>Every layer that Keras's answers were recorded of, in a model under ONNX Runtime.</summary>
public sealed class RecordedLayersServedTests
{
    private const string Folder = "../KerasLikeRnn.Tests/Layers/";

    /// <summary>Goldens that are no layer of Keras's by itself.</summary>
    private static readonly HashSet<string> others = ["multi_head_attention"];

    /// <summary>Layers whose weights or outputs are far from 1.</summary>
    private static readonly Dictionary<string, double> tolerances = new() { ["random_fourier"] = 1e-4, ["random_fourier_frozen"] = 1e-4 };

    private static readonly Dictionary<string, Func<IReadOnlyList<JsonElement>>> files = new()
    {
        ["layers"] = () => GoldenFile.Cases("layers.json"),
        ["convolutions"] = () => GoldenFile.Recorded(Folder + "convolutions.json", "layers"),
        ["recurrent"] = () => GoldenFile.Recorded(Folder + "recurrent.json", "layers"),
        ["recorded"] = () => GoldenFile.Recorded(Folder + "recorded_layers.json", "cases"),
        ["spatial"] = () => GoldenFile.Recorded(Folder + "spatial_layers.json", "cases"),
        ["images"] = () => GoldenFile.Recorded(Folder + "Preprocessing/image_layers.json", "cases"),
    };

    private static readonly Dictionary<string, Dictionary<string, JsonElement>> cases = files.ToDictionary(
        file => file.Key, file => file.Value().Where(one => !others.Contains(one.Name())).ToDictionary(one => one.Name()));

    public static TheoryData<string, string> Names =>
        [.. cases.SelectMany(file => file.Value.Keys.Select(name => (file.Key, name)))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_gives_the_same_numbers(string file, string name) => Check(cases[file][name], 17);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_gives_the_same_numbers_with_newer_operators(string file, string name) => Check(cases[file][name], 21);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_whose_sequences_have_any_length_gives_the_same_numbers(string file, string name)
    {
        if (file is "layers" or "recurrent" && !NeedsLength(cases[file][name])) Check(cases[file][name], 17, 1);
    }

    private static void Check(JsonElement recorded, int opset, params int[] openAxes)
    {
        var layer = Make(recorded);
        Tensor[] inputs = Tensors(recorded, "inputs") ?? Tensors(recorded, "input") ?? Tensors(recorded, "x")!;
        var states = Tensors(recorded, "states") ?? Tensors(recorded, "initial_state");
        var call = recorded.TryGetProperty("call", out var given) ? given : default;
        // Of layers that are called several times, `masks` are those of the inputs, and `mask` is that of the output.
        var masks = (recorded.TryGetProperty("steps", out _) ? Masks(recorded, "masks") : Masks(recorded, "mask")) ?? Masks(call, "mask");
        var arguments = new Dictionary<string, object?>();
        if (call.ValueKind == JsonValueKind.Object)
        {
            if (call.TryGetProperty("return_attention_scores", out var flag)) arguments["return_attention_scores"] = flag.GetBoolean();
            if (call.TryGetProperty("attention_mask", out var mask)) arguments["attention_mask"] = mask.ToTensor();
        }
        // A single image has no batch axis.
        var of = recorded.Name().EndsWith("one_image", StringComparison.Ordinal)
            ? new LayerModel(layer) { IsBatchOpen = false }
            : new LayerModel(layer, openAxes);
        var model = of.Build(inputs, states, masks, arguments);
        if (recorded.TryGetProperty("weights", out var weights))
            layer.set_weights(weights.EnumerateArray().Select(weight => weight.GetProperty("value").ToTensor()!.numpy()));
        Served.Same(model, of.Data, tolerances.GetValueOrDefault(recorded.Name(), 1e-5), opset);
    }

    private static bool NeedsLength(JsonElement recorded)
    {
        var text = recorded.GetProperty("config").GetRawText();
        return text.Contains("\"unroll\": true", StringComparison.Ordinal) || text.Contains("\"unroll\":true", StringComparison.Ordinal)
            || recorded.GetProperty("class").GetString() is "Flatten" or "PReLU" or "Reshape" or "Dense" or "Conv2D" or "TimeDistributed"
                or "LayerNormalization" or "BatchNormalization" or "Dot" or "Permute";
    }

    private static Layer Make(JsonElement recorded)
    {
        var config = (OrderedDictionary<string, object?>)JsonConfig.Value(recorded.GetProperty("config"))!;
        if (recorded.TryGetProperty("unsaved", out var unsaved)
            && JsonConfig.Value(unsaved) is OrderedDictionary<string, object?> more)
            foreach (var (name, value) in more) config[name] = value;
        // NumPy's scalars were recorded as texts.
        foreach (var key in config.Keys.ToArray())
            if (config[key] is string text && double.TryParse(text, CultureInfo.InvariantCulture, out var number)) config[key] = number;
        return keras.layers.deserialize(
            new OrderedDictionary<string, object?> { ["class_name"] = recorded.GetProperty("class").GetString(), ["config"] = config });
    }

    private static Tensor[]? Tensors(JsonElement recorded, string property) =>
        !recorded.TryGetProperty(property, out var given) || given.ValueKind == JsonValueKind.Null ? null
        : given.ValueKind == JsonValueKind.Array ? [.. given.EnumerateArray().Select(each => each.ToTensor()!)]
        : [given.ToTensor()!];

    private static Tensor?[]? Masks(JsonElement recorded, string property) =>
        recorded.ValueKind != JsonValueKind.Object || !recorded.TryGetProperty(property, out var given) ? null
        : given.ValueKind switch
        {
            JsonValueKind.Array => [.. given.EnumerateArray().Select(each => each.ToTensor())],
            JsonValueKind.Object => [given.ToTensor()],
            _ => null,
        };
}
