using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Layers.Preprocessing;

/// <summary>Image layers against what record_image_layers.py made Keras say, the random ones under a seed.</summary>
[Collection("Seeds")]
public sealed class ImageLayerTests
{
    private const string File = "Layers/Preprocessing/image_layers.json";

    // Of numbers up to 255. Where an element lies is computed in float32: its sixth digit counts as often as the steepest edge.
    private const double Tolerance = 1e-5;
    private const double WarpTolerance = 2e-4;

    /// <summary>Each recorded mistake, made here.</summary>
    private static readonly Dictionary<string, Action> mistakes = new()
    {
        ["interpolation"] = () => _ = new Resizing(2, 2, "foo"),
        ["rank"] = () => new Resizing(2, 2).__call__(Ops.Ones((3, 3))),
        ["augmented_rank"] = () => new RandomFlip().__call__(Ops.Ones((1, 1, 4, 4, 1))),
        ["flip_mode"] = () => _ = new RandomFlip("foo", name: "f"),
        ["translation_order"] = () => _ = new RandomTranslation((0.3, 0.1), 0.2),
        ["translation_range"] = () => _ = new RandomTranslation(1.3, 0.2),
        ["translation_width_order"] = () => _ = new RandomTranslation(0.2, -0.5),
        ["fill_mode"] = () => _ = new RandomTranslation(0.3, 0.2, fill_mode: "x"),
        ["warp_interpolation"] = () => _ = new RandomRotation(0.3, interpolation: "bicubic"),
        ["rotation"] = () => _ = new RandomRotation(-0.2),
        ["zoom_height"] = () => _ = new RandomZoom(-1.2),
        ["zoom_width"] = () => _ = new RandomZoom(0.2, -1.2),
        ["contrast_negative"] = () => _ = new RandomContrast(-0.2),
        ["contrast_large"] = () => _ = new RandomContrast(1.2),
        ["brightness_large"] = () => _ = new RandomBrightness(1.2),
        ["brightness_three"] = () => _ = new RandomBrightness((double[])[0.2, 0.3, 0.4]),
        ["brightness_range"] = () => _ = new RandomBrightness(0.2, (double[])[1.0]),
        ["height_order"] = () => _ = new RandomHeight((0.3, 0.2)),
        ["height_low"] = () => _ = new RandomHeight((-1.5, 0.2)),
    };

    public static TheoryData<string> Cases => [.. GoldenFile.Recorded(File, "cases").Select(GoldenFile.Name)];

    public static TheoryData<string> Errors => [.. GoldenFile.Recorded(File, "errors").Select(GoldenFile.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_gives_Kerass_images(string name)
    {
        var recorded = Recorded("cases", name);
        keras.backend.clear_session();
        keras.utils.set_random_seed(3);
        var layer = FromConfig(recorded);
        var x = recorded.GetProperty("input").ToTensor()!;
        bool? training = recorded.GetProperty("training").ValueKind == JsonValueKind.Null
            ? null
            : recorded.GetProperty("training").GetBoolean();
        foreach (var expected in recorded.GetProperty("outputs").EnumerateArray())
        {
            Tensor y = layer.__call__(x, training);
            Assert.Equal(Sizes(expected.GetProperty("shape")), y.Shape);
            Near.Equal(expected.Floats(), y.ToArray<float>(), layer is RandomWarp ? WarpTolerance : Tolerance);
        }
        if (recorded.GetProperty("open_shape") is { ValueKind: not JsonValueKind.Null } open)
            Assert.Equal(Sizes(open), layer.compute_output_shape(x.Shape.With(0, Shape.Unknown)));
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
    public void A_mistake_is_refused_in_Kerass_words(string name)
    {
        // Keras lists its interpolations as the keys of a dictionary.
        var text = Recorded("errors", name).GetProperty("text").GetString()!.Split("dict_keys")[0].TrimEnd('.');
        Assert.Contains(text, Assert.ThrowsAny<ValueError>(mistakes[name]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_layers_work_in_fit_and_rest_in_predict()
    {
        keras.utils.set_random_seed(1);
        var model = keras.Sequential([
            new RandomFlip(input_shape: (6, 6, 1)), new RandomTranslation(0.2, 0.2), new RandomRotation(0.1), new RandomZoom(0.1),
            new RandomContrast(0.2),
            new RandomBrightness(0.1, (0.0, 1.0)), new RandomCrop(4, 4), new Flatten(), new Dense(1)]);
        model.compile("sgd", "mse");
        var x = Ops.RandomUniform((8, 6, 6, 1), 0, 1, new Philox(1, 2)).numpy();
        var y = Ops.Ones((8, 1)).numpy();
        model.fit(x, y, epochs: 2, batch_size: 4, verbose: 0);
        Assert.Equal(model.predict(x, verbose: 0).ToArray<float>(), model.predict(x, verbose: 0).ToArray<float>());
    }

    [Fact]
    public void Gradients_go_through_a_warp_to_where_the_elements_came_from()
    {
        var x = Ops.Ones((2, 5, 5, 1));
        using var tape = new GradientTape();
        tape.watch(x);
        var y = new RandomRotation(0.2, "nearest", seed: 1).__call__(x)[0];
        // Whatever the map, all that comes out came from somewhere.
        Assert.Equal(50, Ops.Sum(tape.gradient(y, x).ToDense()).Item(), 1e-3);
    }

    private static JsonElement Recorded(string part, string name) => GoldenFile.Recorded(File, part).Single(one => one.Name() == name);

    private static Layer FromConfig(JsonElement recorded) => LayerConfigs.deserialize(new OrderedDictionary<string, object?>
    {
        ["class_name"] = recorded.GetProperty("class").GetString(),
        ["config"] = JsonConfig.Value(recorded.GetProperty("config")),
    });

    private static Shape Sizes(JsonElement sizes) =>
        [.. sizes.EnumerateArray().Select(size => size.ValueKind == JsonValueKind.Null ? (int?)null : size.GetInt32())];

    private static string Sorted(OrderedDictionary<string, object?> config) =>
        Configs.Text(new OrderedDictionary<string, object?>(config.OrderBy(entry => entry.Key, StringComparer.Ordinal)));
}
