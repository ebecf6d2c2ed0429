namespace KerasLikeRnn.BackendFunctions;

/// <summary>A tensor as TensorFlow's <c>tf.print</c> shows it: <c>[[1 2.5] [3 4]]</c>, a line for each row, long axes shortened.</summary>
internal static class TensorText
{
    /// <summary>The text.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="summarize">How many first and last elements of each axis are shown; −1 for all.</param>
    public static string Of(Tensor x, int summarize) => x.DType.IsHalf() ? Of(Ops.Cast(x, DType.Float32), summarize) : Part(x.DType switch
    {
        DType.Float32 =>
            Array.ConvertAll(
                x.ToArray<float>(), value => Number(value, 6, 9, text => (float)double.Parse(text, CultureInfo.InvariantCulture) == value)),
        DType.Float64 =>
            Array.ConvertAll(
                x.ToArray<double>(), value => Number(value, 15, 17, text => double.Parse(text, CultureInfo.InvariantCulture) == value)),
        _ => Array.ConvertAll(Ops.Cast(x, DType.Int64).ToArray<long>(), value => value.ToString(CultureInfo.InvariantCulture)),
    }, x.Shape.Dims, summarize < 0 ? int.MaxValue / 2 : summarize, 1);

    private static string Part(ReadOnlySpan<string> elements, ReadOnlySpan<int> sizes, int shown, int depth)
    {
        if (sizes.IsEmpty) return elements[0];
        var parts = new List<string>();
        var width = sizes[0] == 0 ? 0 : elements.Length / sizes[0];
        for (var i = 0; i < sizes[0]; i++)
        {
            if (sizes[0] > 2 * shown && i == shown)
            {
                parts.Add("...");
                i = sizes[0] - shown;
            }
            if (i < sizes[0]) parts.Add(Part(elements.Slice(i * width, width), sizes[1..], shown, depth + 1));
        }
        var separator = sizes.Length == 1 ? " " : new string('\n', sizes.Length - 1) + new string(' ', depth);
        return $"[{string.Join(separator, parts)}]";
    }

    /// <summary>The fewer digits where they tell the number from all others, else the more.</summary>
    private static string Number(double value, int few, int many, Func<string, bool> isExact)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var text = PythonNumber.General(value, few);
        return isExact(text) ? text : PythonNumber.General(value, many);
    }
}
