using System.Buffers.Binary;
using StbImageSharp;

namespace KerasLikeRnn.Preprocessing;

/// <summary>Images in files: png, jpeg, bmp and gif (its first picture) are read, png and bmp written.</summary>
internal static class ImageFile
{
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ValueError">It is no image, or a damaged one.</exception>
    public static Image Read(string path) => Read(path, File.ReadAllBytes(path), ColorComponents.Default);

    /// <summary>Reads an image as <c>tf.image.decode_image</c> does: the grey levels of a jpeg are those that it holds.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ValueError">It is no image, or a damaged one.</exception>
    public static Image Decode(string path, int channels)
    {
        var bytes = File.ReadAllBytes(path);
        var isJpeg = bytes is [0xFF, 0xD8, ..];
        return Read(path, bytes, isJpeg && channels == 1 ? ColorComponents.Grey : ColorComponents.Default).Decoded(channels);
    }

    private static Image Read(string path, byte[] bytes, ColorComponents components)
    {
        try
        {
            var image = ImageResult.FromMemory(bytes, components);
            return new(image.Data, image.Height, image.Width, image.Data.Length / (image.Height * image.Width));
        }
        catch (Exception error) when (
            error is InvalidOperationException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new ValueError($"cannot identify image file '{path}': {error.Message}", nameof(path), error);
        }
    }

    public static void Write(Image image, string path, string? format)
    {
        var kind = (format ?? Path.GetExtension(path).TrimStart('.')).ToLowerInvariant();
        var bytes = kind switch
        {
            "png" => PngEncoder.Encode(image.Bytes, image.height, image.width, image.Channels),
            "bmp" => Bmp(image.convert("RGB")),
            "" => throw new ValueError($"unknown file extension: {Path.GetExtension(path)}", nameof(path)),
            "jpg" or "jpeg" or "gif" or "tif" or "tiff" or "ppm" => throw new NotSupportedException(
                $"Images are written as png or bmp. Received: format={kind}. "
                + "Both keep every level, unlike jpeg: give a path that ends with .png."),
            _ => throw new ValueError($"unknown file extension: .{kind}", nameof(format)),
        };
        var growing = TemporaryFile.NameFor(path);
        File.WriteAllBytes(growing, bytes);
        File.Move(growing, path, overwrite: true);
    }

    /// <summary>24 bits a pixel, rows from below, each of a multiple of four bytes.</summary>
    private static byte[] Bmp(Image image)
    {
        const int Head = 54;
        var stride = (image.width * 3 + 3) / 4 * 4;
        var file = new byte[Head + stride * image.height];
        "BM"u8.CopyTo(file);
        foreach (var (place, value) in new[]
        {
            (2, file.Length), (10, Head), (14, 40), (18, image.width), (22, image.height), (34, file.Length - Head),
        })
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(place), value);
        (file[26], file[28]) = (1, 24);
        for (var row = 0; row < image.height; row++)
            for (var column = 0; column < image.width; column++)
            {
                var pixel = image.Bytes.AsSpan((row * image.width + column) * 3, 3);
                var to = file.AsSpan(Head + (image.height - 1 - row) * stride + column * 3);
                (to[0], to[1], to[2]) = (pixel[2], pixel[1], pixel[0]);
            }
        return file;
    }
}
