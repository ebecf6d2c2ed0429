namespace KerasLikeRnn.Layers;

/// <summary>The arguments of windows over one to three spatial axes.</summary>
internal readonly record struct WindowArguments(
    int Rank, IntTuple KernelSize, IntTuple Strides, string Padding, string? DataFormat, IntTuple DilationRate = default);

/// <summary>What layers share that multiply windows over one to three spatial axes by kernels.</summary>
public abstract class WindowLayer : KernelLayer
{
    private protected WindowLayer(
        WindowArguments windows, ActivationLike activation, bool use_bias, KernelArguments? arguments, LayerOptions? options)
        : base(activation, arguments, options)
    {
        Rank = windows.Rank;
        kernel_size = windows.KernelSize.Normalize(Rank, nameof(kernel_size));
        strides = windows.Strides.Or(1).Normalize(Rank, nameof(strides), allow_zero: true);
        if (strides.Contains(0))
            throw new ValueError($"The argument `strides` cannot contains 0(s). Received: {Text(strides)}", nameof(strides));
        padding = Window.Padding(windows.Padding);
        data_format = DataFormat.Normalize(windows.DataFormat);
        this.use_bias = use_bias;
    }

    public IReadOnlyList<int> kernel_size { get; }

    public IReadOnlyList<int> strides { get; }

    public string padding { get; }

    public string data_format { get; }

    public bool use_bias { get; }

    /// <summary>Number of spatial axes.</summary>
    private protected int Rank { get; }

    private protected static string Text(IReadOnlyList<int> numbers) => PythonText.Tuple(numbers.Cast<object?>());
}
