using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;
using NumSharp;
using DType = KerasLikeRnn.Engine.DType;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>
/// Pooling, reshaping and noise layers against what record_spatial_layers.py made Keras say: two and three axes, channels_first,
/// masks, options, errors, random numbers under a seed.
/// </summary>
[Collection("Seeds")]
public sealed class SpatialLayerTests
{
    private const string File = "Layers/spatial_layers.json";
    private const double Forward = 1e-5;
    private const double Backward = 1e-4;

    /// <summary>Each recorded mistake, made here.</summary>
    private static readonly Dictionary<string, Action> mistakes = new()
    {
        ["pool_size_zero"] = () => _ = new MaxPooling2D(0),
        ["pool_size_negative"] = () => _ = new MaxPooling2D((2, -1)),
        ["pool_size_three"] = () => _ = new MaxPooling2D((2, 1, 3)),
        ["strides_negative"] = () => _ = new AveragePooling2D((2, 1), strides: -1),
        ["padding_unknown"] = () => _ = new MaxPooling1D(2, padding: "foo"),
        ["data_format_unknown"] = () => _ = new MaxPooling2D(2, data_format: "nhwc"),
        ["pooling_rank"] = () => new MaxPooling2D(2, name: "p").__call__(X(2, 7, 3)),
        ["global_rank"] = () => new GlobalMaxPooling1D(name: "p").__call__(X(2, 6, 5, 2)),
        ["cropping_all"] = () => new Cropping1D((4, 3)).__call__(X(2, 7, 3)),
        ["cropping_all_2"] = () => new Cropping2D(((3, 3), (0, 0))).__call__(X(2, 6, 5, 2)),
        ["cropping_negative"] = () => _ = new Cropping1D((-1, 2)),
        ["cropping_three"] = () => _ = new Cropping1D((1, 2, 3)),
        ["cropping_three_of_two"] = () => _ = new Cropping2D((1, 2, 3)),
        ["cropping_entry_negative"] = () => _ = new Cropping2D((-1, 2)),
        ["cropping_two_of_three"] = () => _ = new Cropping3D((1, 2)),
        ["cropping_third_negative"] = () => _ = new Cropping3D((1, 2, -3)),
        ["padding_negative"] = () => _ = new ZeroPadding1D(-1),
        ["padding_three_of_two"] = () => _ = new ZeroPadding2D((1, 2, 3)),
        ["padding_two_of_three"] = () => _ = new ZeroPadding3D((1, 2)),
        ["size_zero"] = () => _ = new UpSampling2D(0),
        ["size_two_of_three"] = () => _ = new UpSampling3D((1, 2)),
        ["interpolation_unknown"] = () => _ = new UpSampling2D(2, interpolation: "foo"),
        ["permute_gap"] = () => _ = new Permute((1, 3)),
        ["permute_zero"] = () => _ = new Permute((0, 1)),
        ["permute_rank"] = () => new Permute((2, 1), name: "p").__call__(X(2, 6, 5, 2)),
        ["reshape_count"] = () => new Reshape(4).__call__(X(2, 7, 3)),
        ["reshape_remainder"] = () => new Reshape((4, -1)).__call__(X(2, 7, 3)),
        ["reshape_two_open"] = () => new Reshape([-1, -1]).__call__(X(2, 7, 3)),
        ["spatial_rank"] = () => new SpatialDropout1D(0.5, name: "p").__call__(X(2, 6, 5, 2)),
        ["spatial_rate"] = () => _ = new SpatialDropout1D(1.5),
    };

    public static TheoryData<string> Cases => Names("cases");

    public static TheoryData<string> Errors => Names("errors");

    public static TheoryData<string> Seeded => Names("seeded");

    public static TheoryData<string> Fits => Names("fits");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_gives_Kerass_numbers_and_gradients(string name)
    {
        var recorded = Recorded("cases", name);
        var layer = FromConfig(recorded);
        var x = recorded.GetProperty("input").ToTensor()!;
        using var tape = new GradientTape();
        tape.watch(x);
        Tensor y = layer.__call__(x, mask: recorded.GetProperty("mask").ToTensor());
        Same(recorded.GetProperty("output"), y, Forward);
        var gradient = tape.gradient(Ops.Sum(Ops.Multiply(y, recorded.GetProperty("factors").ToTensor()!)), x).ToDense();
        // TensorFlow has no gradient of "area".
        if (recorded.GetProperty("gradient").ValueKind != JsonValueKind.Null) Same(recorded.GetProperty("gradient"), gradient, Backward);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Shapes_of_outputs_are_known_before(string name)
    {
        var recorded = Recorded("cases", name);
        var layer = FromConfig(recorded);
        var output = recorded.GetProperty("output").ToTensor()!.Shape;
        var input = recorded.GetProperty("input").ToTensor()!.Shape;
        Assert.Equal(output, layer.compute_output_shape(input));
        Assert.Equal(output.With(0, Shape.Unknown), layer.compute_output_shape(input.With(0, Shape.Unknown)));
        if (recorded.GetProperty("open_shape").ValueKind != JsonValueKind.Null)
            Assert.Equal(Sizes(recorded.GetProperty("open_shape")), layer.compute_output_shape(Sizes(recorded.GetProperty("open_input"))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_shows_Kerass_configuration_and_comes_back_from_its_own(string name)
    {
        var recorded = Recorded("cases", name);
        var layer = FromConfig(recorded);
        Assert.Equal(
            Sorted((OrderedDictionary<string, object?>)JsonConfig.Value(recorded.GetProperty("config"))!), Sorted(layer.get_config()));
        Assert.Equal(Sorted(layer.get_config()), Sorted(LayerConfigs.deserialize(LayerConfigs.serialize(layer)).get_config()));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_mistake_is_refused_in_Kerass_words(string name) =>
        Assert.Contains(
            Recorded("errors", name).GetProperty("text").GetString()!, Assert.ThrowsAny<ValueError>(mistakes[name]).Message,
            StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Seeded))]
    public void Under_a_seed_a_layer_draws_Kerass_numbers(string name)
    {
        var recorded = Recorded("seeded", name);
        keras.backend.clear_session();
        keras.utils.set_random_seed(1);
        var layer = FromConfig(recorded);
        var x = recorded.GetProperty("input").ToTensor()!;
        foreach (var output in recorded.GetProperty("outputs").EnumerateArray()) Same(output, layer.__call__(x, training: true), Forward);
        Assert.Same(x, (Tensor)layer.__call__(x, training: false));
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void A_seeded_fit_goes_as_in_Keras(string name)
    {
        var recorded = Recorded("fits", name);
        keras.backend.clear_session();
        keras.utils.set_random_seed(1);
        var layer = recorded.GetProperty("layer");
        var model = keras.Sequential(
            [new Embedding(20, 5), FromConfig(layer, "class_name"), new GlobalAveragePooling1D(), new Dense(1, activation: "sigmoid")]);
        model.build((null, 6));
        model.compile("sgd", "binary_crossentropy", metrics: ["acc"]);
        NDArray x = recorded.GetProperty("x").ToTensor()!.numpy(), y = recorded.GetProperty("y").ToTensor()!.numpy();
        var history = model.fit(x, y, epochs: 2, batch_size: 8, verbose: 0);
        foreach (var key in new[] { "loss", "acc" })
            Near.Equal(
                [.. recorded.GetProperty(key).EnumerateArray().Select(value => value.GetSingle())],
                [.. history.history[key].Select(value => (float)value)], Backward);
        foreach (var (weight, expected) in model.weights.Zip(recorded.GetProperty("weights").EnumerateArray()))
            Same(expected, weight.Value, Backward);
    }

    [Fact]
    public void Pooling_knows_neither_causal_padding_nor_a_stride_of_zero()
    {
        Assert.Contains("causal", Assert.Throws<ValueError>(() => new MaxPooling1D(padding: "causal")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Stride must be > 0", Assert.Throws<ValueError>(() => new MaxPooling1D(2, strides: 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_format_that_is_not_given_is_that_of_the_backend()
    {
        keras.backend.set_image_data_format("channels_first");
        try
        {
            Assert.Equal("channels_first", new ZeroPadding2D().data_format);
            Assert.Equal("channels_last", new MaxPooling1D().data_format);
            Assert.Equal("channels_first", new MaxPooling1D(data_format: null).data_format);
        }
        finally
        {
            keras.backend.set_image_data_format("channels_last");
        }
    }

    [Fact]
    public void Masks_end_at_layers_that_do_not_know_them_and_pass_through_the_others()
    {
        var x = X(2, 4, 3).WithMask(Ops.Ones((2, 4), DType.Bool));
        foreach (var layer in new Layer[]
        {
            new MaxPooling1D(), new Cropping1D(), new Reshape((3, 4)), new Permute((2, 1)), new GlobalAveragePooling1D()
        })
            Assert.Null(layer.__call__(x)[0].Mask);
        foreach (var layer in new Layer[]
        {
            new SpatialDropout1D(0.5), new GaussianNoise(1), new GaussianDropout(0.5), new AlphaDropout(0.5), new ActivityRegularization()
        })
            Assert.Same(x.Mask, layer.__call__(x, training: true)[0].Mask);
    }

    [Fact]
    public void An_activity_regularization_adds_its_penalty_over_the_batch_size()
    {
        var layer = new ActivityRegularization(0.1, 0.2);
        layer.__call__(Ops.Fill((2, 5, 3), 2, DType.Float32));
        Assert.Equal(15f, (float)Assert.Single(layer.losses).Item(), 1e-5f);
    }

    private static TheoryData<string> Names(string part) => [.. GoldenFile.Recorded(File, part).Select(GoldenFile.Name)];

    private static JsonElement Recorded(string part, string name) => GoldenFile.Recorded(File, part).Single(one => one.Name() == name);

    private static Layer FromConfig(JsonElement recorded, string key = "class") =>
        LayerConfigs.deserialize(new OrderedDictionary<string, object?>
    {
        ["class_name"] = recorded.GetProperty(key).GetString(),
        ["config"] = JsonConfig.Value(recorded.GetProperty("config")),
    });

    private static void Same(JsonElement expected, Tensor actual, double tolerance)
    {
        Assert.Equal(Sizes(expected.GetProperty("shape")), actual.Shape);
        Near.Equal(expected.Floats(), actual.ToArray<float>(), tolerance);
    }

    private static Shape Sizes(JsonElement sizes) =>
        [.. sizes.EnumerateArray().Select(size => size.ValueKind == JsonValueKind.Null ? (int?)null : size.GetInt32())];

    private static string Sorted(OrderedDictionary<string, object?> config) =>
        Configs.Text(new OrderedDictionary<string, object?>(config.OrderBy(entry => entry.Key, StringComparer.Ordinal)));

    private static Tensor X(params int[] sizes) => Ops.Zeros(sizes);
}
