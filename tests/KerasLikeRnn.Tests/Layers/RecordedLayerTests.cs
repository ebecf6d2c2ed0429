using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>
/// Merging, activation, normalization and attention layers against what record_layers.py made Keras say: masks, several calls in
/// training, options, errors, and random numbers under a seed.
/// </summary>
[Collection("Seeds")]
public sealed class RecordedLayerTests
{
    private const string File = "Layers/recorded_layers.json";
    private const double Forward = 1e-5;
    private const double Backward = 1e-4;

    /// <summary>Each recorded mistake, made here.</summary>
    private static readonly Dictionary<string, Action> mistakes = new()
    {
        ["add_batch"] = () => new Add().__call__([X(2, 3), X(3, 3)]),
        ["add_shapes"] = () => new Add().__call__([X(2, 3), X(2, 4)]),
        ["subtract_three"] = () => new Subtract().__call__([X(2, 3), X(2, 3), X(2, 3)]),
        ["concatenate_shapes"] = () => new Concatenate().__call__([X(2, 3, 4), X(2, 4, 4)]),
        ["concatenate_ranks"] = () => new Concatenate().__call__([X(2, 3, 4), X(2, 4)]),
        ["dot_axes"] = () => _ = new Dot((1, 2, 3)),
        ["dot_sizes"] = () => new Dot(1).__call__([X(2, 3), X(2, 4)]),
        ["dot_three"] = () => new Dot(1).__call__([X(2, 3), X(2, 3), X(2, 3)]),
        ["dot_batch_axis"] = () => new Dot(0).__call__([X(2, 3), X(2, 3)]),
        ["dot_rank"] = () => new Dot((1, 0)).__call__([X(2, 3), X(3)]),
        ["relu_max"] = () => _ = new ReLU(max_value: -1.0),
        ["relu_slope"] = () => _ = new ReLU(negative_slope: -0.5),
        ["relu_threshold"] = () => _ = new ReLU(threshold: -2.0),
        ["thresholded"] = () => _ = new ThresholdedReLU(theta: -1.0),
        ["prelu_size"] = () => Twice(new PReLU(shared_axes: [1]), X(2, 3, 4), X(2, 5, 3)),
        ["batchnorm_axis"] = () => new BatchNormalization(axis: 2).__call__(X(2, 3)),
        ["batchnorm_duplicate"] = () => new BatchNormalization(axis: [1, -1]).__call__(X(2, 3)),
        ["batchnorm_undefined"] = () => new BatchNormalization().build((null, null)),
        ["batchnorm_fused_rank"] = () => new BatchNormalization(fused: true).__call__(X(2, 3)),
        ["batchnorm_fused_renorm"] = () => _ = new BatchNormalization(fused: true, renorm: true),
        ["batchnorm_fused_axis"] = () => _ = new BatchNormalization(fused: true, axis: 2),
        ["batchnorm_fused_virtual"] = () => _ = new BatchNormalization(fused: true, virtual_batch_size: 2),
        ["batchnorm_fused_dtype"] = () => _ = new BatchNormalization(fused: true, dtype: "float64"),
        ["batchnorm_clipping"] = () =>
            _ = new BatchNormalization(renorm: true, renorm_clipping: new Dictionary<string, double> { ["max"] = 1.0 }),
        ["batchnorm_virtual"] = () => new BatchNormalization(virtual_batch_size: 0).__call__(X(2, 3)),
        ["batchnorm_virtual_axis"] = () => new BatchNormalization(virtual_batch_size: 2, axis: 0).__call__(X(2, 3)),
        ["batchnorm_size"] = () => Twice(new BatchNormalization(), X(2, 3), X(2, 4)),
        ["batchnorm_unsupported_axis"] = () => new BatchNormalization(axis: -4).__call__(X(2, 3, 4, 5)),
        ["layernorm_axis"] = () => new LayerNormalization(axis: 3).__call__(X(2, 3)),
        ["unitnorm_axis"] = () => new UnitNormalization(axis: [1, 1]).__call__(X(2, 3)),
        ["attention_one"] = () => new Attention().__call__([X(2, 3, 4)]),
        ["attention_four"] = () => new Attention().__call__([X(2, 3, 4), X(2, 3, 4), X(2, 3, 4), X(2, 3, 4)]),
        ["attention_mask_length"] = () => new AdditiveAttention().__call__([X(2, 3, 4), X(2, 3, 4)], mask: [Ops.Ones((2, 3), DType.Bool)]),
        ["attention_mode"] = () => _ = new Attention(score_mode: "sum"),
        ["einsum_equation"] = () => new EinsumDense("ab,bc", 3).__call__(X(2, 3)),
        ["einsum_shared"] = () => new EinsumDense("abc,cd->abd", (5, 6)).__call__(X(2, 3, 4)),
        ["einsum_unknown"] = () => new EinsumDense("ab,bc->ad", 3).__call__(X(2, 3)),
        ["einsum_weight"] = () => new EinsumDense("ab,bcd->ad", 3).__call__(X(2, 3)),
        ["einsum_bias"] = () => new EinsumDense("ab,bc->ac", 3, bias_axes: "d").__call__(X(2, 3)),
        ["fourier_dim"] = () => _ = new RandomFourierFeatures(0),
        ["fourier_kernel"] = () => _ = new RandomFourierFeatures(2, kernel_initializer: "uniform"),
        ["fourier_scale"] = () => _ = new RandomFourierFeatures(2, scale: 0.0),
        ["fourier_rank"] = () => new RandomFourierFeatures(2).__call__(X(2, 3, 4)),
    };

    /// <summary>The layers whose random numbers were recorded.</summary>
    private static readonly Dictionary<string, Func<Layer>> seeded = new()
    {
        ["attention"] = () => new Attention(dropout: 0.5),
        ["additive"] = () => new AdditiveAttention(dropout: 0.3),
        ["mha"] = () => new MultiHeadAttention(num_heads: 2, key_dim: 3, dropout: 0.4),
        ["fourier"] = () => new RandomFourierFeatures(5),
        ["laplacian"] = () => new RandomFourierFeatures(5, "laplacian"),
    };

    public static TheoryData<string> Cases => [.. GoldenFile.Recorded(File, "cases").Select(GoldenFile.Name)];

    public static TheoryData<string> Errors => [.. GoldenFile.Recorded(File, "errors").Select(GoldenFile.Name)];

    public static TheoryData<string> Seeded => [.. seeded.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_gives_Kerass_numbers_masks_and_gradients(string name) => Check(name, "float32", Forward, Backward);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_of_a_half_type_gives_them_to_its_digits(string name)
    {
        // The cosines' arguments are sums of large numbers: of them half as many digits are left.
        var digits = name.StartsWith("random_fourier", StringComparison.Ordinal) ? 0.1 : 0.03;
        Check(name, "float16", digits, 2 * digits);
    }

    private static void Check(string name, string dtype, double forward, double backward)
    {
        var recorded = Recorded("cases", name);
        AutomaticNames.Clear();
        var layer = FromConfig(recorded, dtype);
        var inputs = Inputs(recorded);
        Call(layer, inputs, recorded);
        var expected = recorded.GetProperty("weights").EnumerateArray().ToArray();
        Assert.Equal(expected.Select(GoldenFile.Name), layer.weights.Select(weight => weight.Name));
        layer.set_weights(expected.Select(weight => weight.GetProperty("value").ToTensor()!.numpy()));
        for (var step = 1; step < recorded.GetProperty("steps").GetInt32(); step++) Call(layer, inputs, recorded);

        using var tape = new GradientTape(persistent: true);
        foreach (var input in inputs) tape.watch(input);
        var outputs = Call(layer, inputs, recorded);
        var loss = outputs.Zip(
            recorded.GetProperty("factors").EnumerateArray(), (output, factor) => Ops.Sum(Ops.Multiply(output, factor.ToTensor()!)))
            .Aggregate(Ops.Add);

        Same(recorded.GetProperty("outputs"), outputs, forward);
        Assert.All(outputs, output => Assert.Equal(dtype, output.DType.Name()));
        Same(recorded.GetProperty("weights_after"), layer.weights.Select(weight => weight.Value), forward);
        Same(recorded.GetProperty("input_gradients"), inputs.Select(input => Gradient(tape, loss, input)), backward);
        Same(
            recorded.GetProperty("weight_gradients"), layer.trainable_weights.Select(weight => Gradient(tape, loss, weight.Value)),
            backward);
        Assert.Equal(recorded.GetProperty("mask").ToTensor()?.ToArray<bool>(), outputs[0].Mask?.ToArray<bool>());
        Assert.Equal(recorded.GetProperty("losses").GetInt32(), layer.losses.Count);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_shows_Kerass_configuration_and_comes_back_from_its_own(string name)
    {
        var recorded = Recorded("cases", name);
        AutomaticNames.Clear();
        var layer = FromConfig(recorded);
        Assert.Equal(Text(recorded.GetProperty("config")), Text(layer.get_config()));
        Call(layer, Inputs(recorded), recorded);
        // Keras moves the axes on by the one that virtual batches add, so that its layer cannot be made again.
        if (!name.StartsWith("batchnorm_virtual", StringComparison.Ordinal))
            Assert.Equal(Text(recorded.GetProperty("config_after")), Text(layer.get_config()));
        var again = LayerConfigs.deserialize(LayerConfigs.serialize(layer));
        Assert.Equal(Text(layer.get_config()), Text(again.get_config()));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_shapes_of_outputs_are_known_before(string name)
    {
        var recorded = Recorded("cases", name);
        var layer = FromConfig(recorded);
        var inputs = Inputs(recorded);
        var outputs = Call(layer, inputs, recorded);
        Shape[] shapes = [.. inputs.Select(input => input.Shape)];
        Assert.Equal(outputs[0].Shape, layer.ComputeOutputShapes(shapes)[0]);
        // Joined along the batch axis its sizes add up, and an unknown one stays unknown; elsewhere it passes through.
        var open = layer.ComputeOutputShapes([.. shapes.Select(shape => shape.With(0, Shape.Unknown))])[0];
        Assert.Equal(outputs[0].Shape.With(0, Shape.Unknown), open);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_mistake_is_refused_in_Kerass_words(string name)
    {
        AutomaticNames.Clear();
        var text = Recorded("errors", name).GetProperty("text").GetString()!;
        // What is raised inside of a call comes with a frame of text around it.
        var lines = text.Split("\n\n");
        var message = lines.Length > 1 ? lines[1] : text;
        var error = Assert.ThrowsAny<ValueError>(mistakes[name]);
        Assert.Contains(message.Replace("ListWrapper([0])", "[0]", StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Seeded))]
    public void Under_a_seed_it_draws_Kerass_numbers(string name)
    {
        var recorded = Recorded("seeded", name);
        AutomaticNames.Clear();
        Seeds.set_random_seed(1);
        var layer = seeded[name]();
        var inputs = Inputs(recorded);
        layer.__call__(inputs);
        // A Cauchy kernel has numbers of some hundreds: of their cosine's argument float32 keeps four decimals.
        var tolerance = name == "laplacian" ? 1e-3 : Forward;
        foreach (var expected in recorded.GetProperty("outputs").EnumerateArray())
        {
            var output = layer.__call__(inputs, training: true)[0];
            Near.Equal(expected.Floats(), output.ToArray<float>(), tolerance);
        }
        Same(
            recorded.GetProperty("weights").EnumerateArray().Select(weight => weight.GetProperty("value")),
            layer.weights.Select(weight => weight.Value), 1e-6);
    }

    private static JsonElement Recorded(string part, string name) => GoldenFile.Recorded(File, part).Single(one => one.Name() == name);

    /// <summary>The layer of the recorded configuration, with the arguments that configurations leave out.</summary>
    private static Layer FromConfig(JsonElement recorded, string dtype = "float32")
    {
        var config = (OrderedDictionary<string, object?>)JsonConfig.Value(recorded.GetProperty("config"))!;
        config["dtype"] = dtype;
        if (JsonConfig.Value(recorded.GetProperty("unsaved")) is OrderedDictionary<string, object?> unsaved)
            foreach (var (name, value) in unsaved) config[name] = value;
        return LayerConfigs.deserialize(
            new OrderedDictionary<string, object?> { ["class_name"] = recorded.GetProperty("class").GetString(), ["config"] = config });
    }

    private static Tensor[] Inputs(JsonElement recorded) =>
        [.. recorded.GetProperty("inputs").EnumerateArray().Select(input => input.ToTensor()!)];

    private static Tensors Call(Layer layer, Tensor[] inputs, JsonElement recorded)
    {
        if (recorded.GetProperty("masks") is { ValueKind: JsonValueKind.Array } masks)
            inputs = [.. inputs.Zip(masks.EnumerateArray(), (input, mask) => input.WithMask(mask.ToTensor()))];
        var training = recorded.GetProperty("training").GetBoolean();
        var arguments = recorded.GetProperty("call");
        var scores = arguments.TryGetProperty("return_attention_scores", out var flag) && flag.GetBoolean();
        return layer switch
        {
            MultiHeadAttention attention => attention[
                inputs[0], inputs[1], inputs.ElementAtOrDefault(2),
                arguments.TryGetProperty("attention_mask", out var mask) ? mask.ToTensor() : null, scores, training],
            BaseDenseAttention attention => attention[
                inputs,
                arguments.TryGetProperty("mask", out var several) ? [.. several.EnumerateArray().Select(GoldenFile.ToTensor)] : null,
                training, scores],
            _ => layer[inputs, training, arguments.TryGetProperty("mask", out var one) ? one.ToTensor() : null],
        };
    }

    private static Tensor? Gradient(GradientTape tape, Tensor loss, Tensor source) =>
        tape.gradient(loss, source) is { } gradient ? gradient.ToDense() : null;

    private static void Same(JsonElement expected, IEnumerable<Tensor?> actual, double tolerance) =>
        Same(expected.EnumerateArray(), actual, tolerance);

    private static void Same(IEnumerable<JsonElement> expected, IEnumerable<Tensor?> actual, double tolerance)
    {
        JsonElement[] arrays = [.. expected];
        Tensor?[] tensors = [.. actual];
        Assert.Equal(arrays.Length, tensors.Length);
        foreach (var (array, tensor) in arrays.Zip(tensors))
        {
            Assert.Equal(array.ToTensor()?.Shape, tensor?.Shape);
            if (tensor is not null) Near.Equal(array.Floats(), Ops.Cast(tensor, DType.Float32).ToArray<float>(), tolerance);
        }
    }

    private static string Text(JsonElement config) => Text((OrderedDictionary<string, object?>)JsonConfig.Value(config)!);

    /// <summary>The configuration's text, keys in order of the alphabet.</summary>
    private static string Text(OrderedDictionary<string, object?> config) =>
        Configs.Text(new OrderedDictionary<string, object?>(config.OrderBy(entry => entry.Key, StringComparer.Ordinal)));

    private static Tensor X(params int[] sizes) => Ops.Zeros(sizes);

    private static void Twice(Layer layer, Tensor first, Tensor second)
    {
        layer.__call__(first);
        layer.__call__(second);
    }
}
