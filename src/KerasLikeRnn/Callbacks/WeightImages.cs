namespace KerasLikeRnn.Callbacks;

/// <summary>Weights as pictures: a bias is a column of pixels, a kernel lies on its longer side, each filter is a picture.</summary>
internal sealed record WeightImages(int Width, int Height, IReadOnlyList<byte[]> Pictures)
{
    private const int Most = 3;

    /// <summary>The pictures of a weight; null where it has none, as one of more dimensions.</summary>
    internal static WeightImages? Of(Tensor weight)
    {
        using var scope = MemoryScope.OfThread();
        var sizes = weight.Shape.Dims.ToArray().Where(size => size != 1).ToArray();
        var image = Ops.Reshape(Ops.Cast(weight, DType.Float32), [.. sizes]);
        return sizes.Length switch
        {
            1 => Encode(Ops.Reshape(image, [1, sizes[0], 1, 1])),
            2 => Encode(Kernel(image)),
            3 => Encode(Filters(image)),
            4 when sizes[3] is 3 or 4 => Encode(image),
            _ => null,
        };
    }

    private static Tensor Kernel(Tensor kernel)
    {
        if (kernel.Shape.Dims[0] > kernel.Shape.Dims[1]) kernel = Ops.Transpose(kernel, 1, 0);
        return Ops.Reshape(kernel, [1, kernel.Shape.Dims[0], kernel.Shape.Dims[1], 1]);
    }

    private static Tensor Filters(Tensor filters)
    {
        if (BackendConfig.image_data_format() == "channels_last") filters = Ops.Transpose(filters, 2, 0, 1);
        var sizes = filters.Shape.Dims;
        return Ops.Reshape(filters, [sizes[0], sizes[1], sizes[2], 1]);
    }

    /// <param name="images">Shape (number, height, width, channels).</param>
    private static WeightImages Encode(Tensor images)
    {
        var sizes = images.Shape.Dims.ToArray();
        var pixels = Array.ConvertAll(images.ToArray<float>(), Brightness);
        var each = sizes[1] * sizes[2] * sizes[3];
        return new WeightImages(sizes[2], sizes[1], [.. Enumerable.Range(0, Math.Min(sizes[0], Most))
            .Select(i => PngEncoder.Encode(pixels.AsSpan(i * each, each), sizes[1], sizes[2], sizes[3]))]);
    }

    // From 0, black, to 1, white, as TensorFlow makes bytes of floating-point images.
    private static byte Brightness(float value) => (byte)Math.Clamp(value * 255.5f, 0, 255);
}
