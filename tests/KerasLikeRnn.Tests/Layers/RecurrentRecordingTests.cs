using System.Text.Json;
using System.Text.RegularExpressions;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>
/// What record_recurrent.py saw Keras do: random settings, carried states, dropout masks of a seed, whole runs, one's own cells.
/// </summary>
[Collection("Seeds")]
public sealed class RecurrentRecordingTests
{
    private const string File = "Layers/recurrent.json";

    private static readonly Dictionary<string, object> ownCells = new()
    {
        ["Minimal"] = typeof(Minimal),
        ["Counting"] = typeof(Counting),
        ["Attending"] = typeof(Attending),
    };

    public static TheoryData<string> Layers => Names("layers");

    public static TheoryData<string> Stateful => Names("stateful");

    public static TheoryData<string> Dropout => Names("dropout");

    public static TheoryData<string> Fits => Names("fits");

    public static TheoryData<string> Cells => Names("cells");

    [Theory]
    [MemberData(nameof(Layers))]
    public void Outputs_masks_shapes_penalties_and_gradients_are_Kerass(string name)
    {
        var golden = Case("layers", name);
        var layer = Make(golden);
        var x = golden.GetProperty("x").ToTensor()!;
        var mask = golden.GetProperty("mask").ToTensor();
        var states = Tensors(golden.GetProperty("states"));
        Prepare(layer, golden, x);
        using var tape = new GradientTape(persistent: true);
        foreach (var watched in states.Prepend(x)) tape.watch(watched);
        var outputs = Call(layer, x, mask, states);
        var losses = layer.losses;
        var loss = outputs.Zip(Tensors(golden.GetProperty("factors")), (output, factor) => Ops.Sum(Ops.Multiply(output, factor)))
            .Concat(losses).Aggregate(Ops.Add);

        Same(golden.GetProperty("outputs"), outputs, 1e-5);
        Near.Equal(
            [golden.GetProperty("losses").EnumerateArray().Sum(value => value.GetSingle())], [(float)losses.Sum(value => value.Item())],
            1e-4);
        var sources = states.Prepend(x).Concat(layer.trainable_weights.Select(weight => weight.Value)).ToArray();
        var gradients = golden.GetProperty("gradients").EnumerateArray().ToArray();
        Assert.Equal(gradients.Length, sources.Length);
        for (var i = 0; i < gradients.Length; i++)
            if (gradients[i].ValueKind != JsonValueKind.Null)
                Near.Equal(gradients[i].Floats(), tape.gradient(loss, sources[i]).ToDense().ToArray<float>(), 1e-4);
        var masks = golden.GetProperty("masks").EnumerateArray().Select(after => after.ToTensor()?.ToArray<bool>()).ToArray();
        for (var i = 0; i < Math.Min(masks.Length, outputs.Count); i++) Assert.Equal(masks[i], outputs[i].Mask?.ToArray<bool>());
        if (golden.GetProperty("shapes").ValueKind == JsonValueKind.Null) return;
        Shape batches = [null, .. x.Shape.Skip(1)];
        Assert.Equal(
            golden.GetProperty("shapes").EnumerateArray().Select(Sizes),
            layer.ComputeOutputShapes([batches]).Select(shape => shape.ToString()));
    }

    [Theory]
    [MemberData(nameof(Stateful))]
    public void Carried_states_are_Kerass(string name)
    {
        var golden = Case("stateful", name);
        var layer = Make(golden);
        var xs = Tensors(golden.GetProperty("x"));
        Prepare(layer, golden, xs[0]);
        var inner = layer is TimeDistributed wrapper ? wrapper.layer : layer;
        Reset();
        foreach (var (x, outputs) in xs.Zip(golden.GetProperty("outputs").EnumerateArray())) Same(outputs, layer.__call__(x), 1e-5);
        Reset();
        Same(golden.GetProperty("again"), layer.__call__(xs[0]), 1e-5);
        if (inner is RNN recurrent) recurrent.reset_states([.. Tensors(golden.GetProperty("values")).Select(value => value.numpy())]);
        Same(golden.GetProperty("from_values"), layer.__call__(xs[1]), 1e-5);

        void Reset() => ((IStateful)inner).ResetStates();
    }

    [Theory]
    [MemberData(nameof(Dropout))]
    public void A_seed_gives_the_dropout_masks_of_Keras_outside_graphs(string name)
    {
        var golden = Case("dropout", name);
        var layer = Make(golden);
        var x = golden.GetProperty("x").ToTensor()!;
        Prepare(layer, golden, x);
        keras.utils.set_random_seed(golden.GetProperty("seed").GetInt32());
        foreach (var outputs in golden.GetProperty("outputs").EnumerateArray()) Same(outputs, layer.__call__(x, training: true), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Whole_runs_go_as_in_Keras(string name)
    {
        var golden = Case("fits", name);
        keras.backend.clear_session();
        keras.utils.set_random_seed(golden.GetProperty("seed").GetInt32());
        var model = Sequential.from_config((IReadOnlyDictionary<string, object?>)JsonConfig.Value(golden.GetProperty("model"))!);
        model.compile("adam", "mse");
        Equal(golden.GetProperty("start"), model.get_weights(), 2e-6);
        NDArray x = golden.GetProperty("x").ToTensor()!.numpy(), y = golden.GetProperty("y").ToTensor()!.numpy();
        var fit = golden.GetProperty("fit");
        var batch = fit.GetProperty("batch_size").GetInt32();
        var history = model.fit(
            x, y, batch_size: batch, epochs: fit.GetProperty("epochs").GetInt32(), shuffle: !fit.TryGetProperty("shuffle", out _),
            verbose: 0);
        Near.Equal(Floats(golden.GetProperty("history")), [.. history.history["loss"].Select(value => (float)value)], 1e-4);
        Equal(golden.GetProperty("final"), model.get_weights(), 1e-4);
        model.reset_states();
        Near.Equal([golden.GetProperty("evaluate").GetSingle()], [(float)model.evaluate(x, y, batch_size: batch, verbose: 0)[0]], 1e-4);
        foreach (var part in new[] { "predict", "predict_again" })
            Near.Equal(golden.Floats(part), (float[])model.predict(x, batch_size: batch, verbose: 0).flatten().ToArray<float>(), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Own_cells_run_as_in_Keras(string name)
    {
        var golden = Case("cells", name);
        var layer = Make(golden);
        var x = golden.GetProperty("x").ToTensor()!;
        var mask = golden.GetProperty("mask").ToTensor();
        Tensors? constants = golden.GetProperty("constants").ValueKind == JsonValueKind.Null
            ? null
            : (Tensors)Tensors(golden.GetProperty("constants"));
        layer.EnsureBuilt(x.Shape);
        Weights(layer, golden);
        if (layer.stateful) ((IStateful)layer).ResetStates();
        Same(golden.GetProperty("outputs"), layer[x, mask: mask, constants: constants], 1e-5);
        Configuration(golden, layer);
    }

    private static JsonElement Case(string part, string name) => GoldenFile.Recorded(File, part).Single(golden => golden.Name() == name);

    private static TheoryData<string> Names(string part) => [.. GoldenFile.Recorded(File, part).Select(GoldenFile.Name)];

    /// <summary>The layer of a case, made from its configuration, which it must give back.</summary>
    private static Layer Make(JsonElement golden)
    {
        AutomaticNames.Clear();
        var layer = LayerConfigs.deserialize(
            new OrderedDictionary<string, object?>
            {
                ["class_name"] = golden.GetProperty("class").GetString(),
                ["config"] = JsonConfig.Value(golden.GetProperty("config"))
            },
            ownCells);
        Configuration(golden, layer);
        return layer;
    }

    private static void Configuration(JsonElement golden, Layer layer) =>
        Assert.Equal(Configs.Text(JsonConfig.Value(golden.GetProperty("config"))), Configs.Text(layer.get_config()));

    private static void Prepare(Layer layer, JsonElement golden, Tensor x)
    {
        layer.__call__(x);
        Weights(layer, golden);
    }

    private static void Weights(Layer layer, JsonElement golden)
    {
        var weights = golden.GetProperty("weights").EnumerateArray().ToArray();
        Assert.Equal(
            weights.Select(weight => Unnumbered(weight.GetProperty("name").GetString()!)),
            layer.weights.Select(weight => Unnumbered(weight.Name)));
        layer.set_weights(weights.Select(weight => weight.GetProperty("value").ToTensor()!.numpy()));
    }

    /// <summary>A weight's name without the numbers of layers, which depend on what was recorded before.</summary>
    private static string Unnumbered(string name) => Regex.Replace(name, "_[0-9]+(?=/)", "");

    private static Tensors Call(Layer layer, Tensor x, Tensor? mask, Tensor[] states) =>
        layer.__call__(x, mask: mask, initial_state: states.Length == 0 ? null : (Tensors)states);

    private static Tensor[] Tensors(JsonElement arrays) =>
        arrays.ValueKind == JsonValueKind.Null ? [] : [.. arrays.EnumerateArray().Select(array => array.ToTensor()!)];

    private static void Same(JsonElement expected, Tensors actual, double tolerance)
    {
        var arrays = expected.EnumerateArray().ToArray();
        Assert.Equal(arrays.Length, actual.Count);
        for (var i = 0; i < arrays.Length; i++)
        {
            Assert.Equal(Sizes(arrays[i].GetProperty("shape")), actual[i].Shape.ToString());
            Near.Equal(arrays[i].Floats(), actual[i].ToArray<float>(), tolerance);
        }
    }

    private static void Equal(JsonElement expected, NDArray[] actual, double tolerance)
    {
        foreach (var (array, weight) in expected.EnumerateArray().Zip(actual))
            Near.Equal(array.Floats(), (float[])weight.flatten().ToArray<float>(), tolerance);
    }

    private static string Sizes(JsonElement shape) =>
        ((Shape)shape.EnumerateArray().Select(size => size.ValueKind == JsonValueKind.Null ? (int?)null : size.GetInt32())
            .ToArray()).ToString();

    private static float[] Floats(JsonElement numbers) => [.. numbers.EnumerateArray().Select(value => value.GetSingle())];
}
