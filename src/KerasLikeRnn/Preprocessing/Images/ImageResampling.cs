namespace KerasLikeRnn.Preprocessing;

/// <summary>
/// Images of another size, by the filters that Pillow has and in its arithmetic: whole numbers of 22 bits, columns before rows.
/// </summary>
internal static class ImageResampling
{
    private const int Bits = 22;

    private static readonly Dictionary<string, (double Support, Func<double, double> Weight)> filters = new()
    {
        ["bilinear"] = (1, x => Math.Max(0, 1 - Math.Abs(x))),
        ["bicubic"] = (2, Cubic),
        ["hamming"] = (1, x => x == 0 ? 1 : Math.Abs(x) >= 1 ? 0 : Sinc(x) * (0.54 + 0.46 * Math.Cos(Math.PI * x))),
        ["box"] = (0.5, x => x is > -0.5 and <= 0.5 ? 1 : 0),
        ["lanczos"] = (3, x => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0),
    };

    /// <summary>An image of that size.</summary>
    /// <param name="image">The image.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="interpolation">"nearest", or a filter.</param>
    /// <param name="keepAspectRatio">Whether the ends of the longer side are cut, so that nothing is stretched.</param>
    /// <exception cref="ValueError">There is no such filter; the message is Keras's.</exception>
    public static Image Resize(Image image, (int Height, int Width) size, string interpolation, bool keepAspectRatio)
    {
        if (size == (image.height, image.width)) return image;
        if (interpolation != "nearest" && !filters.ContainsKey(interpolation))
            throw new ValueError(
                $"Invalid interpolation method {interpolation} specified. "
                + "Supported methods are nearest, bilinear, bicubic, hamming, box, lanczos",
                nameof(interpolation));
        var (top, left, height, width) = keepAspectRatio ? Cut(image, size) : (0, 0, image.height, image.width);
        if (interpolation == "nearest") return Nearest(image, size, (top, left, height, width));
        var columns = Along(image, left, width, size.Width, interpolation, 1);
        return Along(columns, top, height, size.Height, interpolation, columns.width);
    }

    private static (int Top, int Left, int Height, int Width) Cut(Image image, (int Height, int Width) size)
    {
        var height = Math.Min(image.height, image.width * size.Height / size.Width);
        var width = Math.Min(image.width, image.height * size.Width / size.Height);
        return ((image.height - height) / 2, (image.width - width) / 2, height, width);
    }

    private static Image Nearest(Image image, (int Height, int Width) size, (int Top, int Left, int Height, int Width) from)
    {
        var channels = image.Channels;
        var result = new byte[size.Height * size.Width * channels];
        var (rows, columns) = (Places(from.Top, from.Height, size.Height), Places(from.Left, from.Width, size.Width));
        for (var row = 0; row < size.Height; row++)
            for (var column = 0; column < size.Width; column++)
            {
                var pixel = image.Bytes.AsSpan((rows[row] * image.width + columns[column]) * channels, channels);
                pixel.CopyTo(result.AsSpan((row * size.Width + column) * channels));
            }
        return new(result, size.Height, size.Width, channels);
    }

    /// <summary>Where the new elements come from. Step by step, for the sum's roundings decide between two neighbours.</summary>
    private static int[] Places(int start, int length, int size)
    {
        var step = (double)length / size;
        var place = start + step * 0.5;
        var places = new int[size];
        for (var i = 0; i < size; i++, place += step) places[i] = (int)place;
        return places;
    }

    /// <summary>Resizes along the columns (step 1), or along the rows (step: pixels of a row).</summary>
    private static Image Along(Image image, int start, int length, int size, string filter, int step)
    {
        var rows = step == 1;
        if (start == 0 && size == length && length == (rows ? image.width : image.height)) return image;
        var (height, width) = rows ? (image.height, size) : (size, image.width);
        var result = new byte[height * width * image.Channels];
        for (var i = 0; i < size; i++)
        {
            var (first, weights) = Weights(i, start, length, size, filters[filter], rows ? image.width : image.height);
            for (var line = 0; line < (rows ? height : width); line++)
                for (var channel = 0; channel < image.Channels; channel++)
                {
                    var from = rows ? line * image.width + first : first * image.width + line;
                    var sum = 1L << (Bits - 1);
                    for (var k = 0; k < weights.Length; k++)
                        sum += (long)image.Bytes[(from + k * step) * image.Channels + channel] * weights[k];
                    var to = rows ? line * width + i : i * width + line;
                    result[to * image.Channels + channel] = (byte)Math.Clamp(sum >> Bits, 0, 255);
                }
        }
        return new(result, height, width, image.Channels);
    }

    /// <summary>The elements that a new one is made of. Made smaller, a filter grows as much as the elements do.</summary>
    private static (int First, int[] Weights) Weights(
        int index, int start, int length, int size, (double Support, Func<double, double> Weight) filter, int limit)
    {
        var ratio = (double)length / size;
        var scale = Math.Max(ratio, 1);
        var centre = start + (index + 0.5) * ratio;
        var first = Math.Max(0, (int)(centre - filter.Support * scale + 0.5));
        var last = Math.Min(limit, (int)(centre + filter.Support * scale + 0.5));
        var inverse = 1 / scale;
        double[] weights = [.. Enumerable.Range(0, last - first).Select(k => filter.Weight((k + first - centre + 0.5) * inverse))];
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        return (first, [.. weights.Select(weight => Rounded(sum != 0 ? weight / sum : weight))]);
    }

    private static int Rounded(double weight) => (int)((weight < 0 ? -0.5 : 0.5) + weight * (1 << Bits));

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);

    private static double Cubic(double x) => Math.Abs(x) switch
    {
        < 1 and var near => ((1.5 * near) - 2.5) * near * near + 1,
        < 2 and var far => -0.5 * (((far - 5) * far + 8) * far - 4),
        _ => 0,
    };
}
