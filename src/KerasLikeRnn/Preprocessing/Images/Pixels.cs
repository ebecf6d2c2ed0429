namespace KerasLikeRnn.Preprocessing;

/// <summary>
/// An image as numbers, rows before columns before channels, whatever the order of the array's axes; steps round as its type does.
/// </summary>
internal sealed class Pixels
{
    private readonly NPTypeCode type;
    private readonly int[] order;

    private Pixels(double[] values, int height, int width, int channels, NPTypeCode type, int[] order) =>
        (Values, Height, Width, Channels, this.type, this.order) = (values, height, width, channels, type, order);

    public double[] Values { get; }

    public int Height { get; }

    public int Width { get; }

    public int Channels { get; }

    /// <exception cref="ValueError">The axes are not three different ones; the messages are Keras's.</exception>
    public static Pixels Of(NDArray x, int rowAxis, int columnAxis, int channelAxis)
    {
        Required.NotNull(x);
        int[] order = [rowAxis, columnAxis, channelAxis];
        if (order.Distinct().Count() != 3) throw new ValueError("'row_axis', 'col_axis', and 'channel_axis' must be distinct");
        if (order.Except([0, 1, 2]).ToArray() is { Length: > 0 } wrong)
            throw new ValueError($"Invalid axis' indices: {{{string.Join(", ", wrong.Select(axis => Invariant($"{axis}")))}}}");
        if (x.ndim != 3) throw new ValueError("Input arrays must be multi-channel 2D images.", nameof(x));
        if (channelAxis == 1) throw new ValueError("Channels are allowed and the first and last dimensions.", "channel_axis");
        var array = np.transpose(x, order);
        var values = Arrays.Contiguous(array.astype(NPTypeCode.Double)).ToArray<double>();
        return new(values, (int)array.shape[0], (int)array.shape[1], (int)array.shape[2], x.typecode, order);
    }

    /// <summary>The array with the axes that it was made of, of the same type.</summary>
    public NDArray ToNumPy()
    {
        var array = np.array(Values).reshape(Height, Width, Channels);
        int[] back = [Array.IndexOf(order, 0), Array.IndexOf(order, 1), Array.IndexOf(order, 2)];
        return Arrays.Contiguous(np.transpose(array, back)).astype(type);
    }

    /// <summary>The same image with other numbers.</summary>
    public Pixels With(double[] values) => new(values, Height, Width, Channels, type, order);

    /// <summary>A number as the array's type has it.</summary>
    public double Round(double value) => type switch
    {
        NPTypeCode.Double => value,
        NPTypeCode.Single => (float)value,
        NPTypeCode.Half => (double)(Half)value,
        _ => Math.Floor(Math.Abs(value) + 0.5) * Math.Sign(value),
    };
}
