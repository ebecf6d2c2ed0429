using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Preprocessing;
using KerasLikeRnn.Tests.Utils;
using NumSharp;
using static keras.preprocessing.image;

namespace KerasLikeRnn.Tests.Preprocessing;

/// <summary>Images are changed, resized and read as Keras 2.9 does it, drawn from the same seeds (record_images.py).</summary>
[Collection("Console")]
public sealed class ImagesTests
{
    private const string File = "Preprocessing/images.json";

    private static readonly NDArray X = np.fmod(np.arange(5 * 6 * 3).reshape(5, 6, 3) * 37, 256).astype(np.float32);

    private static readonly KerasLikeRnn.Engine.Shape ShapeOfX = KerasLikeRnn.Engine.Shape.Of(5, 6, 3);

    [Fact]
    public void Affine_changes_are_those_of_Keras()
    {
        foreach (var mode in new[] { "nearest", "constant", "reflect", "wrap" })
            foreach (var order in new[] { 0, 1 })
                Same($"affine {mode} {order}", apply_affine_transform(X, 23, 1.3, -0.7, 11, 1.2, 0.8, 0, 1, 2, mode, 7, order));
        Same("affine first", apply_affine_transform(np.transpose(X, [2, 0, 1]), theta: 40, tx: 2.5));
        Same("affine far", apply_affine_transform(X, tx: 9.25, ty: -13.5, fill_mode: "reflect", row_axis: 0, col_axis: 1, channel_axis: 2));
    }

    [Fact]
    public void Random_changes_draw_what_Keras_draws()
    {
        Seeded("rotation", () => random_rotation(X, 40, 0, 1, 2));
        Seeded("shift", () => random_shift(X, 0.3, 0.4, 0, 1, 2, fill_mode: "wrap"));
        Seeded("shear", () => random_shear(X, 30, 0, 1, 2));
        Seeded("zoom", () => random_zoom(X, (0.5, 1.4), 0, 1, 2, "constant", 3));
        Seeded("channel shift", () => random_channel_shift(X, 60, channel_axis: 2));
        Seeded("brightness", () => random_brightness(X, (0.4, 1.6)));
        Same("brightness of others", apply_brightness_shift(X - 100f, 1.7, scale: false));
        Same("to image scaled", img_to_array(array_to_img(X[":, :, :1"] / 300f - 0.2f)));
        Same("to image", img_to_array(array_to_img(X, scale: false), data_format: "channels_first"));
    }

    [Fact]
    public void A_generator_changes_images_as_that_of_Keras()
    {
        var generator = ImageDataGenerator(
            rotation_range: 20, width_shift_range: 0.2, height_shift_range: new[] { 0.1, 0.3 }, shear_range: 10, zoom_range: 0.2,
            channel_shift_range: 20, horizontal_flip: true, vertical_flip: true, brightness_range: (0.5, 1.5), rescale: 1 / 255.0,
            samplewise_std_normalization: true);
        for (var seed = 0; seed < 3; seed++)
        {
            var drawn = generator.get_random_transform(ShapeOfX, seed).Values.Select(value => Convert.ToDouble(value, null));
            Same($"parameters {seed}", np.array(drawn.ToArray()));
            Same($"transformed {seed}", generator.random_transform(X, seed));
        }
        Same("standardized", generator.standardize(X));
        var pixels = ImageDataGenerator(width_shift_range: 3, height_shift_range: 2.0);
        Seeded("pixels", () => np.array(Enumerable.Range(0, 5).Select(_ => pixels.get_random_transform(ShapeOfX))
            .SelectMany(drawn => new[] { (double)drawn["tx"]!, (double)drawn["ty"]! }).ToArray()).reshape(5, 2));
    }

    [Fact]
    public void Batches_of_an_array_are_those_of_Keras()
    {
        var images = np.stack(Enumerable.Range(0, 7).Select(i => np.roll(X, i, axis: 1)).ToArray());
        var generator = ImageDataGenerator(
            featurewise_center: true, featurewise_std_normalization: true, horizontal_flip: true, rotation_range: 5, validation_split: 0.3);
        generator.fit(images, augment: true, rounds: 2, seed: 4);
        Same("mean", generator.mean!);
        Same("std", generator.std!);
        var flow = generator.flow(images, np.arange(7), batch_size: 3, seed: 2);
        for (var i = 0; i < 4; i++)
        {
            var (x, y) = flow.next();
            Same($"flow {i} x", x);
            Same($"flow {i} y", y);
        }
        np.random.seed(6);
        flow = generator.flow(images, np.fmod(np.arange(7), 2), batch_size: 2, sample_weight: np.arange(7) / 7.0, subset: "training");
        Assert.Equal((int)Golden("length").Data[0], flow.Count);
        Same("subset", flow[1][1].numpy());
        flow.on_epoch_end();
        Same("subset again", flow[1][1].numpy());
    }

    [Fact]
    public void Files_are_found_read_and_resized_as_by_Keras()
    {
        using var folder = new TestFolder();
        foreach (var (name, count) in new[] { ("cats", 3), ("dogs", 2) })
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, name));
            for (var i = 0; i < count; i++)
                save_img(Path.Combine(folder.Path, name, $"{i}.png"), np.roll(X, i, axis: 0) * (name == "cats" ? 1f : 0.5f), scale: false);
        }
        var path = Path.Combine(folder.Path, "cats", "1.png");
        foreach (var interpolation in new[] { "nearest", "bilinear", "bicubic", "hamming", "box", "lanczos" })
            foreach (var size in new[] { (3, 4), (8, 9) })
            {
                var image = load_img(path, target_size: size, interpolation: interpolation);
                Same($"resized {interpolation} {size.Item1}", img_to_array(image));
            }
        Same("kept", img_to_array(load_img(path, target_size: (4, 3), interpolation: "bilinear", keep_aspect_ratio: true)));
        Same("grey", img_to_array(load_img(path, color_mode: "grayscale")));
        Same("rgba", img_to_array(load_img(path, color_mode: "rgba")));
        SameBatches(folder.Path);
    }

    [Fact]
    public void A_bitmap_is_read_as_it_was_written()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "x.bmp");
        save_img(path, X, scale: false);
        Assert.Equal(X.ToArray<float>(), img_to_array(load_img(path)).ToArray<float>());
        Assert.Throws<NotSupportedException>(() => save_img(Path.Combine(folder.Path, "x.jpg"), X));
        System.IO.File.WriteAllText(path, "no image");
        Assert.StartsWith("cannot identify image file", Assert.Throws<ValueError>(() => load_img(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_supported_is_named()
    {
        var error = Assert.Throws<NotSupportedException>(() => ImageDataGenerator(zca_whitening: true));
        Assert.Contains("zca_whitening", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<NotSupportedException>(() => random_rotation(X, 3, 0, 1, 2, interpolation_order: 3));
        Assert.Contains("interpolation_order", error.Message, StringComparison.Ordinal);
    }

    private static void SameBatches(string folder)
    {
        var console = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        DirectoryIterator flow;
        try
        {
            var generator = ImageDataGenerator(rescale: 1 / 255.0, validation_split: 0.4);
            flow = generator.flow_from_directory(folder, target_size: (4, 4), batch_size: 2, seed: 1, class_mode: "binary");
            foreach (var subset in new[] { "training", "validation" }) generator.flow_from_directory(folder, subset: subset);
        }
        finally
        {
            Console.SetOut(console);
        }
        var golden = GoldenFile.RecordedRoot(File);
        Assert.Equal(golden.GetProperty("printed").GetString(), output.ToString());
        Assert.Equal(
            golden.GetProperty("files").EnumerateArray().Select(file => file.GetString()),
            flow.filenames.Select(file => file.Replace('\\', '/')));
        Assert.Equal(
            golden.GetProperty("classes").EnumerateObject().Select(pair => (pair.Name, pair.Value.GetInt32())),
            flow.class_indices.Select(pair => (pair.Key, pair.Value)));
        for (var i = 0; i < 3; i++)
        {
            var (x, y) = flow[i];
            Same($"directory {i} x", x);
            Same($"directory {i} y", y);
        }
    }

    private static void Seeded(string name, Func<NDArray> function)
    {
        np.random.seed(5);
        Same(name, function());
    }

    private static void Same(string name, NDArray actual)
    {
        var (shape, data) = Golden(name);
        Assert.Equal(shape, actual.shape);
        var numbers = actual.astype(NPTypeCode.Double).ToArray<double>();
        for (var i = 0; i < data.Length; i++)
        {
            var near = Math.Abs(data[i] - numbers[i]) <= 2e-5 * Math.Max(1, Math.Abs(data[i]));
            Assert.True(near, $"{name}, number {i}: {numbers[i]}, in Keras {data[i]}");
        }
    }

    private static (long[] Shape, double[] Data) Golden(string name)
    {
        var golden = GoldenFile.RecordedRoot(File).GetProperty(name);
        return ([.. golden.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())],
            [.. golden.GetProperty("data").EnumerateArray().Select(value => value.GetDouble())]);
    }
}
