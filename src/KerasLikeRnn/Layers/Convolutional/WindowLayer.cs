namespace KerasLikeRnn.Layers;

/// <summary>How the windows of a layer lie on one to three spatial axes.</summary>
/// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
/// <param name="strides">Steps from one window to the next, 1 by default.</param>
/// <param name="padding">
/// "valid": windows lie inside; "same": zeros around, so that with strides of 1 the output is as long as the input.
/// </param>
/// <param name="data_format">"channels_last", or "channels_first" for (batch, channels, ...). By default that of the backend.</param>
[KerasKeywords]
public sealed class WindowArguments(IntTuple kernel_size, IntTuple strides = default, string padding = "valid", string? data_format = null)
{
    internal readonly IntTuple kernel_size = kernel_size;
    internal readonly IntTuple strides = strides;
    internal readonly string padding = padding;
    internal readonly string? data_format = data_format;
}

/// <summary>What layers share that multiply windows over one to three spatial axes by kernels.</summary>
public abstract partial class WindowLayer : KernelLayer
{
    private readonly OutputArguments result;

    private protected WindowLayer(
        int rank, WindowArguments windows, OutputArguments? output, KernelArguments? arguments, LayerOptions? options)
        : base((output ??= new()).activation, arguments, options)
    {
        result = output;
        Rank = rank;
        kernel_size = windows.kernel_size.Normalize(Rank, nameof(kernel_size));
        strides = windows.strides.Or(1).Normalize(Rank, nameof(strides), allow_zero: true);
        if (strides.Contains(0))
            throw new ValueError($"The argument `strides` cannot contains 0(s). Received: {Text(strides)}", nameof(strides));
        padding = Window.Padding(windows.padding);
        data_format = DataFormat.Normalize(windows.data_format);
    }

    public IReadOnlyList<int> kernel_size { get; }

    public IReadOnlyList<int> strides { get; }

    public string padding { get; }

    public string data_format { get; }

    /// <summary>Number of spatial axes.</summary>
    private protected int Rank { get; }

    private protected static string Text(IReadOnlyList<int> numbers) => PythonText.Tuple(numbers.Cast<object?>());
}
