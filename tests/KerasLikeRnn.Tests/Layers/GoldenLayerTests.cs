using System.Globalization;
using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>Every recorded layer: outputs, masks, gradients of inputs, states and weights, names of weights.</summary>
[Collection("Seeds")]
public sealed class GoldenLayerTests
{
    private const double Forward = 1e-5;
    private const double Backward = 1e-4;

    /// <summary>
    /// A unit just above zero may lie just below it when it has fewer digits, and then has no slope: rounding is no small error there.
    /// </summary>
    private static readonly HashSet<string> hasCorners = ["simplernn_relu", "gru_relu", "conv1d_causal_s1_d1"];

    public static TheoryData<string> Names => [.. GoldenFile.Cases("layers.json").Select(GoldenFile.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_gives_Kerass_outputs_and_gradients(string name) => Check(GoldenFile.Case("layers.json", name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_of_a_half_type_gives_them_to_its_digits(string name)
    {
        if (hasCorners.Contains(name)) return;
        Check(GoldenFile.Case("layers.json", name), "float16", 0.01);
        Check(GoldenFile.Case("layers.json", name), "bfloat16", 0.08);
    }

    /// <summary>Compares one recorded layer with ours.</summary>
    internal static void Check(JsonElement golden) => Check(golden, "float32", Forward);

    private static void Check(JsonElement golden, string dtype, double forward)
    {
        var backward = dtype == "float32" ? Backward : 4 * forward;
        AutomaticNames.Clear();
        var layer = Make(golden, dtype);
        var inputs = golden.GetProperty("inputs").EnumerateArray().Select(input => input.ToTensor()!).ToArray();
        var states = Tensors(golden.GetProperty("initial_state"));
        var mask = golden.GetProperty("call").TryGetProperty("mask", out var recorded) ? recorded.ToTensor() : null;
        var training = golden.GetProperty("call").TryGetProperty("training", out var flag) && flag.ValueKind == JsonValueKind.True;
        var initial = states is null ? null : (Tensors)states;
        layer.__call__(inputs, training, mask, initial);
        layer.set_weights(golden.GetProperty("weights").EnumerateArray().Select(weight => weight.GetProperty("value").ToTensor()!.numpy()));

        using var tape = new GradientTape(persistent: true);
        foreach (var watched in inputs.Concat(states ?? [])) tape.watch(watched);
        var outputs = layer.__call__(inputs, training, mask, initial);
        var factors = Tensors(golden.GetProperty("output_weights_of_loss"))!;
        var loss = outputs.Zip(factors, (output, factor) => Ops.Sum(Ops.Multiply(output, factor))).Aggregate(Ops.Add);

        var expected = golden.GetProperty("outputs").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, outputs.Count);
        for (var i = 0; i < expected.Length; i++) Same(expected[i], outputs[i], forward);
        Assert.All(outputs, output => Assert.True(output.DType.Name() == dtype || !output.DType.IsFloating(), output.DType.Name()));
        Gradients(golden.GetProperty("input_gradients"), inputs.Where(input => input.DType.IsFloating()).ToArray(), tape, loss, backward);
        if (states is not null) Gradients(golden.GetProperty("state_gradients"), states, tape, loss, backward);
        var weightGradients = golden.GetProperty("weight_gradients").EnumerateArray().ToArray();
        Assert.Equal(
            weightGradients.Select(weight => weight.GetProperty("name").GetString()),
            layer.trainable_weights.Select(weight => weight.Name));
        for (var i = 0; i < weightGradients.Length; i++)
            Same(weightGradients[i].GetProperty("value"), tape.gradient(loss, layer.trainable_weights[i].Value).ToDense(), backward);
        if (golden.TryGetProperty("compute_mask", out var maskAfter))
            Assert.Equal(maskAfter.ToTensor()?.ToArray<bool>(), layer.compute_mask(inputs, mask)?.ToArray<bool>());
    }

    internal static Layer Make(JsonElement golden, string dtype = "float32") =>
        golden.GetProperty("class").GetString() == nameof(SelfAttention)
        ? new SelfAttention(dtype)
        : LayerConfigs.deserialize(new OrderedDictionary<string, object?>
    {
        ["class_name"] = golden.GetProperty("class").GetString(),
        ["config"] = Numbers(JsonConfig.Value(
            JsonDocument.Parse(
                golden.GetProperty("config").GetRawText().Replace("\"float32\"", $"\"{dtype}\"", StringComparison.Ordinal)).RootElement)),
    });

    /// <summary>A configuration whose NumPy scalars were recorded as text.</summary>
    private static object? Numbers(object? config)
    {
        if (config is not OrderedDictionary<string, object?> entries) return config;
        foreach (var key in entries.Keys.ToArray())
            if (entries[key] is string text && double.TryParse(text, CultureInfo.InvariantCulture, out var number)) entries[key] = number;
        return entries;
    }

    private static Tensor[]? Tensors(JsonElement arrays) =>
        arrays.ValueKind == JsonValueKind.Null ? null : [.. arrays.EnumerateArray().Select(array => array.ToTensor()!)];

    private static void Gradients(JsonElement expected, Tensor[] sources, GradientTape tape, Tensor loss, double tolerance)
    {
        var recorded = expected.EnumerateArray().ToArray();
        for (var i = 0; i < sources.Length; i++)
            if (recorded[i].ValueKind != JsonValueKind.Null) Same(recorded[i], tape.gradient(loss, sources[i]).ToDense(), tolerance);
    }

    private static void Same(JsonElement expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(size => (int?)size.GetInt32()), actual.Shape);
        Near.Equal(expected.Floats(), Ops.Cast(actual, DType.Float32).ToArray<float>(), tolerance);
    }

    /// <summary>A layer of one's own around another one, as the recordings have it.</summary>
    private sealed class SelfAttention(string dtype) : Layer(dtype: dtype)
    {
        private readonly MultiHeadAttention attention = new(num_heads: 2, key_dim: 3, dtype: dtype);

        public override Tensors call(Tensors inputs, CallContext context) => attention[inputs, inputs];
    }
}
