namespace KerasLikeRnn.Layers;

/// <summary>How the windows of a pooling layer lie.</summary>
/// <param name="pool_size">Size of the window: a number, or one for each axis. Default: 2.</param>
/// <param name="strides">How far the window moves, by default its size.</param>
/// <param name="padding">
/// "valid": windows lie inside the input; "same": the last ones may reach out of it, and what lies outside does not count.
/// </param>
/// <param name="data_format">
/// "channels_last" or "channels_first"; by default <c>keras.backend.image_data_format()</c>, of sequences "channels_last".
/// </param>
[KerasKeywords]
public sealed class PoolArguments(
    IntTuple pool_size = default, IntTuple strides = default, string padding = "valid", string? data_format = null)
{
    internal readonly IntTuple pool_size = pool_size.Or(2);
    internal readonly IntTuple strides = strides;
    internal readonly string padding = padding;
    internal readonly string? data_format = data_format;
}

/// <summary>What all layers that slide a window over an input have in common.</summary>
public abstract class Pooling : SpatialLayer
{
    private readonly Pool pool;

    private protected Pooling(int axes, Pool pool, PoolArguments windows, LayerOptions? options) : base(axes, windows.data_format, options)
    {
        this.pool = pool;
        pool_size = windows.pool_size.Normalize(axes, nameof(pool_size));
        strides = windows.strides.Or(windows.pool_size).Normalize(axes, nameof(strides), allow_zero: true);
        if (strides.Contains(0)) throw new ValueError("Stride must be > 0, but got 0", nameof(strides));
        padding = Window.Padding(windows.padding);
        if (padding == Window.Causal)
            throw new ValueError("Pooling knows no \"causal\" padding. Use \"valid\" or \"same\".", nameof(padding));
    }

    /// <summary>Size of the window along each axis.</summary>
    public IReadOnlyList<int> pool_size { get; }

    /// <summary>How far the window moves along each axis.</summary>
    public IReadOnlyList<int> strides { get; }

    /// <summary>"valid": windows lie inside the input; "same": the last ones may reach out of it.</summary>
    public string padding { get; }

    /// <summary>Where the channels are.</summary>
    public string data_format => Format;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => DataFormat.WithChannelsLast(
        Autocast(inputs), data_format,
        x => pool(x, pool_size, strides, [.. pool_size.Select((size, i) => Window.Ends(x.Shape.Dims[i + 1], size, padding, strides[i]))]));

    /// <inheritdoc/>
    private protected override int OutputLength(int length, int axis, Shape input_shape) =>
        Window.OutputLength(length, pool_size[axis], padding, strides[axis]);

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        base.CheckInputs(inputs, context);
        Window.RefuseShort(inputs[0].Shape.Range(First, First + pool_size.Count).Dims, pool_size, padding, null, name);
    }

    /// <summary>Makes one number of each window, of inputs whose channels are last.</summary>
    private protected delegate Tensor Pool(
        Tensor x, IReadOnlyList<int> sizes, IReadOnlyList<int> strides, IReadOnlyList<(int Before, int After)> ends);
}
