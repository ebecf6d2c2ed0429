namespace KerasLikeRnn.Layers;

/// <summary>What the image layers do with images (batch, rows, columns, channels), or with one image (rows, columns, channels).</summary>
internal static class Images
{
    /// <summary>The axes of rows and columns, counted from the end.</summary>
    public const int Rows = -3, Columns = -2;

    /// <summary>Computes with a batch, of one image where there is no batch.</summary>
    /// <exception cref="ValueError">The input is neither.</exception>
    public static Tensor Batched(Tensor x, Func<Tensor, Tensor> compute) => x.Rank switch
    {
        4 => compute(x),
        3 => Ops.Squeeze(compute(Ops.ExpandDims(x, 0)), 0),
        _ => throw new ValueError($"'images' must have either 3 or 4 dimensions. Received: inputs.shape={x.Shape}", nameof(x)),
    };

    /// <summary>Images of another size.</summary>
    public static Tensor Resize(Tensor x, int height, int width, Interpolation interpolation = Interpolation.Bilinear) =>
        Batched(x, images => Ops.Resize(images, height, width, interpolation));

    /// <summary>Images of another size: what is left of their middles when nothing may be stretched.</summary>
    public static Tensor SmartResize(Tensor x, int height, int width, Interpolation interpolation = Interpolation.Bilinear) =>
        Batched(x, images =>
    {
        int rows = images.Shape.Dims[1], columns = images.Shape.Dims[2];
        var (kept, across) = Proportionate(rows, columns, height, width);
        return Ops.Resize(Crop(images, (rows - kept) / 2, (columns - across) / 2, kept, across), height, width, interpolation);
    });

    /// <summary>Rows and columns of the largest part that has the proportions of a size.</summary>
    public static (int Rows, int Columns) Proportionate(int rows, int columns, int height, int width)
    {
        var kept = Math.Min(rows, (int)((float)(columns * height) / width));
        var across = Math.Min(columns, (int)((float)(rows * width) / height));
        return kept > 0 && across > 0 ? (kept, across) : throw new ValueError(
            $"input image must be of non-zero size: of {rows} x {columns} nothing is left in the proportions of {height} x {width}.");
    }

    /// <summary>A part of images.</summary>
    public static Tensor Crop(Tensor x, int top, int left, int height, int width) =>
        Ops.Narrow(Ops.Narrow(x, Rows, top, height), Columns, left, width);

    /// <summary>The shape with other rows and columns.</summary>
    public static Shape WithSize(Shape shape, int height, int width) =>
        Required.NotNull(shape, "input_shape").With(Rows, height).With(Columns, width);
}
