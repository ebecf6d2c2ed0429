using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>Convolutions of every kind beside those of Keras, recorded by record_convolutions.py.</summary>
[Collection("Seeds")]
public sealed class RecordedConvolutionTests
{
    private const string Recording = "Layers/convolutions.json";

    public static TheoryData<string> Names => [.. GoldenFile.Recorded(Recording, "layers").Select(GoldenFile.Name)];

    public static TheoryData<int> Errors => [.. Enumerable.Range(0, GoldenFile.Recorded(Recording, "errors").Count)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_convolution_gives_Kerass_outputs_and_gradients(string name) =>
        GoldenLayerTests.Check(GoldenFile.Recorded(Recording, "layers").Single(recorded => recorded.Name() == name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_convolution_has_Kerass_configuration_and_the_output_shape_it_says(string name)
    {
        var recorded = GoldenFile.Recorded(Recording, "layers").Single(recorded => recorded.Name() == name);
        var layer = GoldenLayerTests.Make(recorded);
        var expected = (OrderedDictionary<string, object?>)JsonConfig.Value(recorded.GetProperty("config"))!;
        Assert.Equal(expected.Keys.Order(), layer.get_config().Keys.Order());

        var input = recorded.GetProperty("inputs")[0].ToTensor()!;
        var open = input.Shape.With(0, Shape.Unknown);
        var outputs = layer.__call__(input);
        Assert.Equal(outputs[0].Shape.With(0, Shape.Unknown), layer.compute_output_shape(open));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_wrong_argument_gives_Kerass_message(int number)
    {
        var recorded = GoldenFile.Recorded(Recording, "errors")[number];
        AutomaticNames.Clear();
        var error = Assert.ThrowsAny<Exception>(() =>
        {
            var layer = GoldenLayerTests.Make(recorded);
            var shape = recorded.GetProperty("shape");
            if (shape.ValueKind == JsonValueKind.Null) return;
            var input = new Shape(
                [.. shape.EnumerateArray().Select(size => size.ValueKind == JsonValueKind.Null ? (int?)null : size.GetInt32())]);
            layer.input_spec?.Check(input, DType.Float32, 0, layer.name);
            layer.EnsureBuilt(input);
        });
        Assert.StartsWith(recorded.GetProperty("error").GetString()!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_too_short_for_a_window_are_refused_after_the_first_call_too()
    {
        var layer = new Conv1D(4, 5);
        layer.__call__(Ops.Zeros(Shape.Of(2, 9, 3), DType.Float32));
        var error = Assert.Throws<ValueError>(() => layer.__call__(Ops.Zeros(Shape.Of(2, 3, 3), DType.Float32)));
        Assert.Contains("One of the dimensions in the output is <= 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_convolution_by_itself_has_neither_bias_nor_activation()
    {
        var layer = new Conv1D(2, 2, padding: "causal", activation: "relu", bias_initializer: "ones");
        var x = Tensor.From<float>([1, 2, 3], (1, 3, 1));
        layer.__call__(x);
        var kernel = Tensor.From<float>([1, 10, -1, -10], (2, 1, 2));
        Assert.Equal([-1, -10, -1, -10], layer.convolution_op(x, kernel).ToArray<float>());
    }

    [Fact]
    public void A_stateful_ConvLSTM_carries_its_states_and_forgets_them_when_told()
    {
        var x = Ops.Ones(Shape.Of(2, 3, 5, 1), DType.Float32);
        var layer = new ConvLSTM1D(2, 3, stateful: true);
        float[] Call() => layer.__call__(x)[0].ToArray<float>();
        var first = Call();
        Assert.NotEqual(first, Call());
        layer.reset_states();
        Assert.Equal(first, Call());
    }

    [Fact]
    public void Dropout_in_a_ConvLSTM_acts_in_training_only()
    {
        var x = Ops.Ones(Shape.Of(2, 3, 5, 1), DType.Float32);
        var layer = new ConvLSTM1D(2, 3, dropout: 0.5, recurrent_dropout: 0.5);
        var plain = layer.__call__(x)[0].ToArray<float>();
        Assert.Equal(plain, layer.__call__(x)[0].ToArray<float>());
        Assert.NotEqual(plain, layer.__call__(x, training: true)[0].ToArray<float>());
    }
}
