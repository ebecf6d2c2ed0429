using System.Text.Json;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Tests.Layers.Preprocessing;

/// <summary>What image layers do with one image is what Keras 2.9 does.</summary>
public class AugmentingTests
{
    private static readonly JsonElement recorded = GoldenFile.RecordedRoot("Layers/Preprocessing/augmenting.json");

    private static Tensor Image => recorded.GetProperty("image").ToTensor()!;

    [Fact]
    public void Brightness_is_drawn_and_changed()
    {
        var layer = keras.layers.RandomBrightness(0.5, seed: 3);
        Check(0, layer.auto_vectorize, layer.get_random_transformation(), drawn => layer.augment_image(Image, drawn));
        Assert.Throws<TypeError>(() => layer.augment_image(Image));
        Assert.Throws<ValueError>(() => layer.augment_image(Tensor.From<float>(1), layer.get_random_transformation()));
    }

    [Fact]
    public void Contrast_is_drawn_and_changed()
    {
        var layer = keras.layers.RandomContrast(0.5, seed: 3);
        Check(1, layer.auto_vectorize, layer.get_random_transformation(), drawn => layer.augment_image(Image, drawn));
    }

    [Fact]
    public void Shifts_are_drawn_and_made()
    {
        var layer = keras.layers.RandomTranslation(0.4, 0.3, seed: 3);
        Check(2, layer.auto_vectorize, layer.get_random_transformation(), drawn => layer.augment_image(Image, drawn));
    }

    [Fact]
    public void An_image_is_turned_its_label_stays_and_bounding_boxes_are_refused()
    {
        var layer = keras.layers.RandomFlip(seed: 3);
        Check(3, layer.auto_vectorize, layer.get_random_transformation(), drawn => layer.augment_image(Image, drawn));
        var label = Tensor.From<float>(1);
        Assert.Same(label, layer.augment_label(label));
        Assert.Throws<NotSupportedException>(() => layer.augment_bounding_box(label));
    }

    private static void Check(
        int number, bool vectorizes, IReadOnlyDictionary<string, Tensor>? drawn, Func<IReadOnlyDictionary<string, Tensor>?, Tensor> augment)
    {
        var expected = recorded.GetProperty("cases")[number];
        Assert.Equal(expected.GetProperty("auto_vectorize").GetBoolean(), vectorizes);
        foreach (var entry in expected.GetProperty("drawn").EnumerateObject())
        {
            var tensor = entry.Value.ToTensor()!;
            Assert.Equal(tensor.Shape, drawn![entry.Name].Shape);
            Near.Equal(tensor.ToArray<float>(), drawn[entry.Name].ToArray<float>(), 1e-6);
        }
        Near.Equal(expected.Floats("augmented"), augment(drawn).ToArray<float>(), 1e-5);
    }
}
