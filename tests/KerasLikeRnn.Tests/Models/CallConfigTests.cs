using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;
using static keras.layers;
using static keras.models;
using DType = KerasLikeRnn.Engine.DType;

namespace KerasLikeRnn.Tests.Models;

/// <summary>
/// What a layer is told in a call (training, masks, scores) belongs to the model's configuration; record_calls.py asked Keras how.
/// </summary>
[Collection("Seeds")]
public sealed class CallConfigTests
{
    private const string File = "Models/calls.json";

    private static readonly Dictionary<string, Func<Model>> models = new()
    {
        ["scores"] = () =>
        {
            KerasTensor q = Input((3, 4)), v = Input((5, 4));
            return Model([q, v], Attention()[[q, v], return_attention_scores: true]);
        },
        ["masks"] = () =>
        {
            KerasTensor q = Input((3, 4)), v = Input((5, 4)), qm = Input(3, dtype: "bool"), vm = Input(5, dtype: "bool");
            return Model([q, v, qm, vm], Attention()[[q, v], mask: [qm, vm]]);
        },
        ["heads"] = () =>
        {
            KerasTensor q = Input((3, 4)), v = Input((5, 4)), m = Input((3, 5), dtype: "bool");
            return Model([q, v, m], MultiHeadAttention(2, 3)[q, v, attention_mask: m, return_attention_scores: true]);
        },
        ["keys"] = () =>
        {
            KerasTensor q = Input((3, 4)), v = Input((5, 4)), k = Input((5, 6));
            return Model([q, v, k], MultiHeadAttention(2, 3, output_shape: 5)[q, v, k]);
        },
        ["itself"] = () =>
        {
            var q = Input((3, 4));
            return Model(q, MultiHeadAttention(2, 3)[q, q]);
        },
        ["dropout"] = () =>
        {
            var x = Input(4);
            return Model(x, Dropout(0.5)[x, training: true]);
        },
        ["frozen"] = () =>
        {
            var x = Input(4);
            return Model(x, BatchNormalization()[x, training: false]);
        },
        ["lstm_mask"] = () =>
        {
            KerasTensor x = Input((3, 4)), m = Input(3, dtype: "bool");
            return Model([x, m], LSTM(3)[x, mask: m]);
        },
        ["states"] = () =>
        {
            KerasTensor x = Input((3, 4)), h = Input(5), c = Input(5);
            return Model([x, h, c], LSTM(5)[x, initial_state: [h, c]]);
        },
        ["counts"] = () =>
        {
            KerasTensor x = Input(3, dtype: "int64"), w = Input(3);
            return Model([x, w], CategoryEncoding(4, "count")[x, count_weights: w]);
        },
    };

    public static TheoryData<string> Names => [.. models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_configuration_and_summary_are_Kerass(string name)
    {
        var (model, recorded) = (Make(name), Recorded(name));
        Assert.Equal(Calls(recorded.GetProperty("model")), Calls(JsonDocument.Parse(model.to_json()).RootElement));
        var lines = new List<string>();
        model.summary(print_fn: lines.Add);
        Assert.Equal(recorded.GetProperty("summary").GetString(), string.Join("\n", lines));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_of_Kerass_configuration_computes_the_same(string name)
    {
        var model = Make(name);
        var loaded = model_from_json(Recorded(name).GetProperty("model").GetRawText());
        loaded.set_weights(model.get_weights());
        NDArray[] data = [.. model.inputs.Select(Data)];
        Assert.Equal(Predicted(model, data), Predicted(loaded, data));
    }

    [Fact]
    public void A_tensor_of_numbers_in_a_call_is_named()
    {
        var x = Input((3, 4));
        var model = Model(x, MultiHeadAttention(2, 3)[x, x, attention_mask: Ops.Ones((1, 3, 3), DType.Bool)]);
        var error = Assert.Throws<NotSupportedException>(() => model.to_json());
        Assert.Contains("`attention_mask`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_that_the_layer_does_not_take_is_named()
    {
        var json = Make("dropout").to_json().Replace("\"training\"", "\"noise\"", StringComparison.Ordinal);
        var error = Assert.Throws<NotSupportedException>(() => model_from_json(json));
        Assert.Contains("`noise`", error.Message, StringComparison.Ordinal);
    }

    private static Functional Make(string name)
    {
        keras.backend.clear_session();
        return (Functional)models[name]();
    }

    private static JsonElement Recorded(string name) => GoldenFile.Recorded(File, "models").Single(one => one.Name() == name);

    /// <summary>The text of all layers' calls.</summary>
    private static string Calls(JsonElement model) => string.Join("\n", model.GetProperty("config").GetProperty("layers").EnumerateArray()
        .Select(layer => $"{layer.Name()}: {Configs.Text(Sorted(JsonConfig.Value(layer.GetProperty("inbound_nodes"))))}"));

    private static object? Sorted(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> entries =>
            new OrderedDictionary<string, object?>(entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)),
        System.Collections.IEnumerable items and not string => items.Cast<object?>().Select(Sorted).ToArray(),
        _ => value,
    };

    private static NDArray Data(Tensor input)
    {
        var shape = input.Shape.With(0, 2);
        var numbers = Tensor.From<double>([.. Enumerable.Range(0, (int)shape.Length).Select(i => (double)((i * 7 + 3) % 4))], shape);
        return Ops.Cast(numbers, input.DType).numpy();
    }

    private static float[][] Predicted(Model model, NDArray[] data)
    {
        Seeds.set_random_seed(5);
        return [.. model.predict(data, verbose: 0).outputs.Select(output => Arrays.ToTensor(output).ToArray<float>())];
    }
}
