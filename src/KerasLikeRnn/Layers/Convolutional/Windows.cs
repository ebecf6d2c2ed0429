using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Layers;

/// <summary>Arithmetic of windows that slide over an axis: how many fit, and what is padded. An unknown length stays unknown.</summary>
internal static class Windows
{
    public const string Valid = "valid";
    public const string Same = "same";
    public const string Causal = "causal";

    /// <summary>The name of a way of padding, in lower case.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static string Padding(string padding) => padding.ToLowerInvariant() switch
    {
        Valid => Valid,
        Same => Same,
        Causal => Causal,
        var other => throw new ArgumentException(
            $"The `padding` argument must be a list/tuple or one of \"valid\", \"same\" (or \"causal\", only for `Conv1D). Received: {other}", nameof(padding)),
    };

    /// <summary>What a window spans, the gaps between its taps included.</summary>
    public static int Span(int size, int dilation) => (size - 1) * dilation + 1;

    /// <summary>Number of windows on an axis. It is not positive where the axis is too short.</summary>
    public static int OutputLength(int length, int size, string padding, int stride, int dilation = 1)
    {
        if (length == Shape.Unknown) return Shape.Unknown;
        var places = padding == Valid ? length - Span(size, dilation) + 1 : length;
        return (int)Math.Floor((places + stride - 1) / (double)stride);
    }

    /// <summary>Number of windows on each axis.</summary>
    public static Shape OutputLengths(Shape lengths, Shape sizes, string padding, Shape strides, Shape? dilations = null) => Shape.Of(
        [.. Enumerable.Range(0, lengths.Rank).Select(axis => OutputLength(
            lengths.Dims[axis], sizes.Dims[axis], padding, strides.Dims[axis], dilations?.Dims[axis] ?? 1))]);

    /// <summary>Length of the axis that a transposed convolution makes, as long as the output padding says where that is given.</summary>
    public static int TransposedLength(int length, int size, string padding, int stride, int dilation, int? outputPadding)
    {
        if (length == Shape.Unknown) return Shape.Unknown;
        var span = Span(size, dilation);
        if (outputPadding is { } extra) return (length - 1) * stride + span - (padding == Same ? span / 2 * 2 : 0) + extra;
        return length * stride + (padding == Valid ? Math.Max(span - stride, 0) : 0);
    }

    /// <summary>What is padded before and after an axis of known length.</summary>
    public static (int Before, int After) Around(int length, int size, string padding, int stride, int dilation = 1)
    {
        var span = Span(size, dilation);
        if (padding == Causal) return (span - 1, 0);
        if (padding == Valid) return (0, 0);
        var missing = Math.Max((OutputLength(length, size, Same, stride) - 1) * stride + span - length, 0);
        return (missing / 2, missing - missing / 2);
    }
}
