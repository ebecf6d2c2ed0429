namespace KerasLikeRnn.Layers;

/// <summary>Windows that slide along an axis, as convolutions and poolings do: how often they fit, what is added at the ends.</summary>
internal static class Window
{
    public const string Valid = "valid";
    public const string Same = "same";
    public const string Causal = "causal";

    /// <summary>The padding in lower case.</summary>
    /// <exception cref="ValueError">There is none of that name; the message is Keras's.</exception>
    public static string Padding(string padding) => padding.ToLowerInvariant() switch
    {
        Valid => Valid,
        Same => Same,
        Causal => Causal,
        _ => throw new ValueError(
            $"The `padding` argument must be a list/tuple or one of \"valid\", \"same\" (or \"causal\", only for `Conv1D). "
            + $"Received: {padding.ToLowerInvariant()}", nameof(padding)),
    };

    /// <summary>Number of steps from the first to the last element that a window of that size and dilation covers.</summary>
    public static long Reach(int size, int dilation = 1) => (size - 1L) * dilation + 1;

    /// <summary>How many windows there are on an axis; unknown where its length is, never negative.</summary>
    public static int OutputLength(int length, int size, string padding, int stride, int dilation = 1)
    {
        if (length == Shape.Unknown) return Shape.Unknown;
        var first = padding == Valid ? length - Reach(size, dilation) + 1 : length;
        return (int)Math.Max((first + stride - 1) / stride, 0);
    }

    /// <summary>Whether an axis of known length is too short for a window by more than the step from one window to the next.</summary>
    public static bool IsTooShort(int length, int size, string padding, int stride, int dilation = 1) =>
        length != Shape.Unknown && padding == Valid && length - Reach(size, dilation) + stride < 0;

    /// <summary>Checks that a window fits on every axis of known length, as a model's layers demand of their inputs.</summary>
    /// <exception cref="ValueError">An axis is shorter than the window.</exception>
    public static void RefuseShort(
        ReadOnlySpan<int> lengths, IReadOnlyList<int> sizes, string padding, IReadOnlyList<int>? dilations, string layer)
    {
        if (padding != Valid) return;
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            var reach = Reach(sizes[axis], dilations?[axis] ?? 1);
            if (lengths[axis] != Shape.Unknown && lengths[axis] < reach)
                throw new ValueError(
                    $"Negative dimension size caused by subtracting {reach} from {lengths[axis]}: the window of layer \"{layer}\" is "
                    + $"longer than its input. Give it longer inputs, a smaller window, or padding \"same\".", "inputs");
        }
    }

    /// <exception cref="ValueError">Strides and dilations are both above 1, which Keras refuses.</exception>
    public static void RefuseStridesWithDilations(IReadOnlyList<int> strides, IReadOnlyList<int> dilations)
    {
        if (strides.All(stride => stride == 1) || dilations.All(rate => rate == 1)) return;
        throw new ValueError(
            $"`strides > 1` not supported in conjunction with `dilation_rate > 1`. Received: strides=[{string.Join(" ", strides)}] and "
            + $"dilation_rate=[{string.Join(" ", dilations)}]", nameof(strides));
    }

    /// <summary>Length of the axis that a transposed convolution makes; where its output padding is given, that decides.</summary>
    public static int TransposedLength(int length, int size, string padding, int stride, int dilation = 1, int? output_padding = null)
    {
        if (length == Shape.Unknown) return Shape.Unknown;
        var reach = Reach(size, dilation);
        if (output_padding is { } more) return Shape.Size((length - 1L) * stride + reach - (padding == Same ? reach / 2 * 2 : 0) + more);
        return Shape.Size((long)length * stride + (padding == Valid ? Math.Max(reach - stride, 0) : 0));
    }

    /// <summary>
    /// How many elements are added before and after an axis. "same" adds as few as the last window needs, the odd one after;
    /// "causal" adds all before.
    /// </summary>
    public static (int Before, int After) Ends(int length, int size, string padding, int stride, int dilation = 1)
    {
        if (padding == Valid) return (0, 0);
        if (padding == Causal) return (Shape.Size(Reach(size, dilation) - 1), 0);
        var windows = OutputLength(length, size, padding, stride, dilation);
        var added = Shape.Size(Math.Max((windows - 1L) * stride + Reach(size, dilation) - length, 0));
        return (added / 2, added - added / 2);
    }
}
