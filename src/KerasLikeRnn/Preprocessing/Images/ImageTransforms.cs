namespace KerasLikeRnn.Preprocessing;

/// <summary>Changes of one image, an array of three axes. Random ones draw from <c>np.random</c>, as Keras does.</summary>
public static class ImageTransforms
{
    /// <summary>Turned by a random angle.</summary>
    /// <param name="x">The image.</param>
    /// <param name="rg">The greatest angle, in degrees, to either side.</param>
    /// <param name="row_axis">Axis of the rows.</param>
    /// <param name="col_axis">Axis of the columns.</param>
    /// <param name="channel_axis">Axis of the channels.</param>
    /// <param name="fill_mode">What fills the outside: "nearest" (default), "constant", "reflect" or "wrap".</param>
    /// <param name="cval">What "constant" fills with.</param>
    /// <param name="interpolation_order">0: the nearest pixel, 1: the four around.</param>
    [KerasExport("keras.preprocessing.image.random_rotation")]
    public static NDArray random_rotation(
        NDArray x, double rg, int row_axis = 1, int col_axis = 2, int channel_axis = 0, string fill_mode = "nearest", double cval = 0.0,
        int interpolation_order = 1) => apply_affine_transform(
            x, theta: Draws.Uniform(-rg, rg), row_axis: row_axis, col_axis: col_axis, channel_axis: channel_axis, fill_mode: fill_mode,
            cval: cval, order: interpolation_order);

    /// <summary>Moved by random shares of its size.</summary>
    /// <param name="x">The image.</param>
    /// <param name="wrg">The greatest move along the columns, as a share of the width.</param>
    /// <param name="hrg">The greatest move along the rows, as a share of the height.</param>
    /// <param name="row_axis">Axis of the rows.</param>
    /// <param name="col_axis">Axis of the columns.</param>
    /// <param name="channel_axis">Axis of the channels.</param>
    /// <param name="fill_mode">What fills the outside: "nearest" (default), "constant", "reflect" or "wrap".</param>
    /// <param name="cval">What "constant" fills with.</param>
    /// <param name="interpolation_order">0: the nearest pixel, 1: the four around.</param>
    [KerasExport("keras.preprocessing.image.random_shift")]
    public static NDArray random_shift(
        NDArray x, double wrg, double hrg, int row_axis = 1, int col_axis = 2, int channel_axis = 0, string fill_mode = "nearest",
        double cval = 0.0, int interpolation_order = 1)
    {
        Required.NotNull(x);
        var tx = Draws.Uniform(-hrg, hrg) * x.shape[row_axis];
        var ty = Draws.Uniform(-wrg, wrg) * x.shape[col_axis];
        return apply_affine_transform(
            x, tx: tx, ty: ty, row_axis: row_axis, col_axis: col_axis, channel_axis: channel_axis, fill_mode: fill_mode, cval: cval,
            order: interpolation_order);
    }

    /// <summary>Sheared by a random angle.</summary>
    /// <param name="x">The image.</param>
    /// <param name="intensity">The greatest angle, in degrees, to either side.</param>
    /// <param name="row_axis">Axis of the rows.</param>
    /// <param name="col_axis">Axis of the columns.</param>
    /// <param name="channel_axis">Axis of the channels.</param>
    /// <param name="fill_mode">What fills the outside: "nearest" (default), "constant", "reflect" or "wrap".</param>
    /// <param name="cval">What "constant" fills with.</param>
    /// <param name="interpolation_order">0: the nearest pixel, 1: the four around.</param>
    [KerasExport("keras.preprocessing.image.random_shear")]
    public static NDArray random_shear(
        NDArray x, double intensity, int row_axis = 1, int col_axis = 2, int channel_axis = 0, string fill_mode = "nearest",
        double cval = 0.0, int interpolation_order = 1) => apply_affine_transform(
            x, shear: Draws.Uniform(-intensity, intensity), row_axis: row_axis, col_axis: col_axis, channel_axis: channel_axis,
            fill_mode: fill_mode, cval: cval, order: interpolation_order);

    /// <summary>Zoomed by random factors, one for each direction.</summary>
    /// <param name="x">The image.</param>
    /// <param name="zoom_range">The least factor and the greatest.</param>
    /// <param name="row_axis">Axis of the rows.</param>
    /// <param name="col_axis">Axis of the columns.</param>
    /// <param name="channel_axis">Axis of the channels.</param>
    /// <param name="fill_mode">What fills the outside: "nearest" (default), "constant", "reflect" or "wrap".</param>
    /// <param name="cval">What "constant" fills with.</param>
    /// <param name="interpolation_order">0: the nearest pixel, 1: the four around.</param>
    [KerasExport("keras.preprocessing.image.random_zoom")]
    public static NDArray random_zoom(
        NDArray x, (double least, double greatest) zoom_range, int row_axis = 1, int col_axis = 2, int channel_axis = 0,
        string fill_mode = "nearest", double cval = 0.0, int interpolation_order = 1)
    {
        var (zx, zy) = DrawZoom(zoom_range);
        return apply_affine_transform(
            x, zx: zx, zy: zy, row_axis: row_axis, col_axis: col_axis, channel_axis: channel_axis, fill_mode: fill_mode, cval: cval,
            order: interpolation_order);
    }

    /// <summary>All levels moved by a number, within the least and the greatest that there are.</summary>
    /// <param name="x">The image.</param>
    /// <param name="intensity">The number.</param>
    /// <param name="channel_axis">Axis of the channels.</param>
    [KerasExport("keras.preprocessing.image.apply_channel_shift")]
    public static NDArray apply_channel_shift(NDArray x, double intensity, int channel_axis = 0)
    {
        var image = Pixels.Of(x, channel_axis == 0 ? 1 : 0, channel_axis == 2 ? 1 : 2, channel_axis);
        if (image.Values.Length == 0) return x;
        var (least, greatest, step) = (image.Values.Min(), image.Values.Max(), image.Round(intensity));
        return image.With(Array.ConvertAll(image.Values, value => Math.Clamp(image.Round(value + step), least, greatest))).ToNumPy();
    }

    /// <summary>All levels moved by a random number, within the least and the greatest that there are.</summary>
    /// <param name="x">The image.</param>
    /// <param name="intensity_range">The greatest number, to either side.</param>
    /// <param name="channel_axis">Axis of the channels.</param>
    [KerasExport("keras.preprocessing.image.random_channel_shift")]
    public static NDArray random_channel_shift(NDArray x, double intensity_range, int channel_axis = 0) =>
        apply_channel_shift(x, Draws.Uniform(-intensity_range, intensity_range), channel_axis);

    /// <summary>Made brighter or darker: levels of 8 bits times a number.</summary>
    /// <param name="x">The image, axes as <c>image_data_format()</c> says.</param>
    /// <param name="brightness">The number; 1 leaves the image as it is, 0 makes it black.</param>
    /// <param name="scale">Whether its least value is to become 0 and its greatest 255 first.</param>
    /// <returns>The image in levels of 0 to 255; where they were others and scale is false, in its own range.</returns>
    [KerasExport("keras.preprocessing.image.apply_brightness_shift")]
    public static NDArray apply_brightness_shift(NDArray x, double brightness, bool scale = true)
    {
        Required.NotNull(x);
        var values = x.astype(NPTypeCode.Double).ToArray<double>();
        var (least, greatest) = values.Length == 0 ? (0, 0) : (values.Min(), values.Max());
        var isOutside = least < 0 || greatest > 255;
        var image = ImageFunctions.array_to_img(x, scale: isOutside || scale);
        var factor = (float)brightness;
        var bytes = new byte[image.Bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = image.Channels == 4 && i % 4 == 3 ? image.Bytes[i] : (byte)Math.Clamp(factor * image.Bytes[i], 0, 255);
        var brighter = ImageFunctions.img_to_array(new Image(bytes, image.height, image.width, image.Channels));
        return !scale && isOutside ? brighter / 255f * (float)(greatest - least) + (float)least : brighter;
    }

    /// <summary>Made brighter or darker by a random number.</summary>
    /// <param name="x">The image, axes as <c>image_data_format()</c> says.</param>
    /// <param name="brightness_range">The least number and the greatest.</param>
    /// <param name="scale">Whether its least value is to become 0 and its greatest 255 first.</param>
    [KerasExport("keras.preprocessing.image.random_brightness")]
    public static NDArray random_brightness(NDArray x, (double least, double greatest) brightness_range, bool scale = true) =>
        apply_brightness_shift(x, Draws.Uniform(brightness_range.least, brightness_range.greatest), scale);

    /// <summary>Turned, then moved, sheared and zoomed about its centre.</summary>
    /// <param name="x">The image.</param>
    /// <param name="theta">Angle to turn by, in degrees.</param>
    /// <param name="tx">Pixels to move by along the rows.</param>
    /// <param name="ty">Pixels to move by along the columns.</param>
    /// <param name="shear">Angle to shear by, in degrees.</param>
    /// <param name="zx">Factor along the rows; above 1 the image becomes smaller.</param>
    /// <param name="zy">Factor along the columns.</param>
    /// <param name="row_axis">Axis of the rows.</param>
    /// <param name="col_axis">Axis of the columns.</param>
    /// <param name="channel_axis">Axis of the channels: the first or the last.</param>
    /// <param name="fill_mode">What fills the outside: "nearest" (default), "constant", "reflect" or "wrap".</param>
    /// <param name="cval">What "constant" fills with.</param>
    /// <param name="order">0: the nearest pixel, 1: the four around.</param>
    /// <exception cref="ValueError">The axes are not three different ones, or the image has another number of axes.</exception>
    /// <exception cref="NotSupportedException">There is no such order or mode.</exception>
    [KerasExport("keras.preprocessing.image.apply_affine_transform")]
    public static NDArray apply_affine_transform(
        NDArray x, double theta = 0, double tx = 0, double ty = 0, double shear = 0, double zx = 1, double zy = 1, int row_axis = 1,
        int col_axis = 2, int channel_axis = 0, string fill_mode = "nearest", double cval = 0.0, int order = 1) =>
        new AffineTransform(theta, tx, ty, shear, zx, zy)
            .Apply(Pixels.Of(x, row_axis, col_axis, channel_axis), fill_mode, cval, order, swaps: col_axis > row_axis).ToNumPy();

    /// <summary>Two factors of a range, drawn unless there is only 1.</summary>
    internal static (double X, double Y) DrawZoom((double Least, double Greatest) range)
    {
        if (range is (1, 1)) return (1, 1);
        double[] drawn = np.random.uniform(range.Least, range.Greatest, 2).ToArray<double>();
        return (drawn[0], drawn[1]);
    }
}
