using System.Numerics;
using System.Runtime.InteropServices;

namespace KerasLikeRnn.Utils;

/// <summary>Sequences of different lengths, made one array.</summary>
public static class Sequences
{
    /// <inheritdoc cref="pad_sequences(IEnumerable, int?, string, string, string, double)"/>
    [KerasExport("keras.utils.pad_sequences", "keras.preprocessing.sequence.pad_sequences")]
    public static NDArray pad_sequences(
        int[][] sequences, int? maxlen = null, string dtype = "int32", string padding = "pre", string truncating = "pre",
        double value = 0.0)
        => pad_sequences((IEnumerable)sequences, maxlen, dtype, padding, truncating, value);

    /// <inheritdoc cref="pad_sequences(IEnumerable, int?, string, string, string, double)"/>
    [KerasExport("keras.utils.pad_sequences", "keras.preprocessing.sequence.pad_sequences")]
    public static NDArray pad_sequences(
        double[][] sequences, int? maxlen = null, string dtype = "int32", string padding = "pre", string truncating = "pre",
        double value = 0.0)
        => pad_sequences((IEnumerable)sequences, maxlen, dtype, padding, truncating, value);

    /// <summary>
    /// Pads sequences to the same length, or cuts them to it: an array of shape (sequences, maxlen), followed by the shape of a
    /// step where steps are vectors or arrays themselves.
    /// </summary>
    /// <param name="sequences">Arrays, lists or enumerables of numbers, of arrays of numbers and so on; NDArrays too.</param>
    /// <param name="maxlen">Length of the result, at least 1. Null: that of the longest sequence.</param>
    /// <param name="dtype">Element type: <c>int32</c>, <c>float32</c> and so on. Fractions are cut off in whole numbers.</param>
    /// <param name="padding">Where padding goes: <c>pre</c>, before a short sequence, or <c>post</c>, after it.</param>
    /// <param name="truncating">Where long sequences lose steps: <c>pre</c>, at the start, or <c>post</c>, at the end.</param>
    /// <param name="value">What padding is.</param>
    /// <exception cref="ValueError">An argument is not one of those, a step has another shape than the first one, or a
    /// number does not fit the element type.</exception>
    /// <exception cref="NotSupportedException">The element type is not numeric.</exception>
    [KerasExport("keras.utils.pad_sequences", "keras.preprocessing.sequence.pad_sequences")]
    public static NDArray pad_sequences(
        IEnumerable sequences, int? maxlen = null, string dtype = "int32", string padding = "pre", string truncating = "pre",
        double value = 0.0)
    {
        Required.NotNull(sequences);
        CheckSide(padding, "Padding", nameof(padding));
        CheckSide(truncating, "Truncating", nameof(truncating));
        if (maxlen <= 0) throw new ValueError("maxlen must be at least 1.", nameof(maxlen));
        var rows = Rows(sequences);
        if (rows.Length == 0 && maxlen is null)
            throw new ValueError("`sequences` is empty, so that there is no longest sequence. Give maxlen.", nameof(sequences));
        var length = maxlen ?? rows.Max(row => row.Length);
        return NumericTypes.Make(dtype, new Padding(rows, nameof(sequences), length, padding == "pre", truncating == "pre", value));
    }

    /// <summary>Pads lists of words to the same length, or cuts them to it.</summary>
    /// <param name="sequences">Lists of words.</param>
    /// <param name="maxlen">Length of the result, at least 1. Null: that of the longest list.</param>
    /// <param name="dtype">Only <c>object</c>: NumPy's <c>str</c> would cut words to the length of the padding.</param>
    /// <param name="padding">Where padding goes: <c>pre</c>, before a short list, or <c>post</c>, after it.</param>
    /// <param name="truncating">Where long lists lose words: <c>pre</c>, at the start, or <c>post</c>, at the end.</param>
    /// <param name="value">The word that padding is.</param>
    /// <returns>An array (lists, maxlen).</returns>
    /// <exception cref="ValueError">An argument is not one of those.</exception>
    [KerasExport("keras.utils.pad_sequences", "keras.preprocessing.sequence.pad_sequences")]
    public static string[,] pad_sequences(
        IEnumerable<IEnumerable<string>> sequences, int? maxlen = null, string dtype = "int32", string padding = "pre",
        string truncating = "pre", string? value = null)
    {
        Required.NotNull(sequences);
        if (dtype != "object")
            throw new ValueError(
                $"`dtype` {dtype} is not compatible with words\nYou should set `dtype: \"object\"` for variable length strings.",
                nameof(dtype));
        if (value is null) throw new ValueError("Words are padded with a word: give `value: \"\"`.", nameof(value));
        var rows = sequences.Select(words => words.ToArray()).ToArray();
        var indices = pad_sequences(
            (IEnumerable)rows.Select(words => Enumerable.Range(0, words.Length).ToArray()).ToArray(), maxlen, "int32", padding,
            truncating, -1);
        var words = new string[rows.Length, (int)indices.shape[1]];
        for (var row = 0; row < rows.Length; row++)
            for (var column = 0; column < words.GetLength(1); column++)
                words[row, column] = indices.GetInt32(row, column) is var index and >= 0 ? rows[row][index] : value;
        return words;
    }

    private static void CheckSide(string side, string what, string argument)
    {
        if (side is not ("pre" or "post"))
            throw new ValueError($"{what} type \"{side}\" not understood. It must be 'pre' or 'post'.", argument);
    }

    private static NumericArray[] Rows(IEnumerable sequences)
    {
        var rows = new List<NumericArray>();
        foreach (var item in sequences)
            rows.Add(NumericArray.TryFrom(item) ?? throw new ValueError(
                $"`sequences` must be a list of iterables. Found non-iterable: {NumericArray.Text(item)}", nameof(sequences)));
        return [.. rows];
    }

    private sealed record Padding(NumericArray[] Rows, string Argument, int Length, bool PadBefore, bool CutBefore, double Value)
        : IArrayMaker
    {
        private readonly int[] stepShape = Array.Find(Rows, row => row.Length > 0)?.StepShape ?? [];

        public NDArray Make<T>(NPTypeCode type) where T : unmanaged, INumberBase<T>
        {
            for (var i = 0; i < Rows.Length; i++) CheckStep(i);
            long[] shape = [Rows.Length, Length, .. stepShape.Select(size => (long)size)];
            var result = new NDArray(type, new NumSharp.Shape(shape), fillZeros: false);
            if (result.size == 0) return result;
            var padding = Converted<T>(Value, "value");
            var rowSize = checked((int)(result.size / Rows.Length));
            ref var start = ref result.Unsafe.GetPinnableReference<T>();
            for (var i = 0; i < Rows.Length; i++)
                FillRow(i, MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, (nint)i * rowSize), rowSize), padding);
            return result;
        }

        private void FillRow<T>(int index, Span<T> target, T padding) where T : INumberBase<T>
        {
            var row = Rows[index];
            var steps = Math.Min(row.Length, Length);
            var size = steps * (target.Length / Length);
            var missing = target.Length - size;
            (PadBefore ? target[..missing] : target[size..]).Fill(padding);
            try
            {
                row.CopySteps(CutBefore ? row.Length - steps : 0, target.Slice(PadBefore ? missing : 0, size));
            }
            catch (OverflowException error)
            {
                throw Wrong($"A number of the sequence at position {index} does not fit the dtype. Choose a larger one.", Argument, error);
            }
        }

        private void CheckStep(int index)
        {
            var row = Rows[index];
            if (row.Length > 0 && !row.StepShape.AsSpan().SequenceEqual(stepShape))
                throw Wrong(
                    $"Shape of sample {NumericArray.Text(row.StepShape)} of sequence at position {index} is different from " +
                    $"expected shape {NumericArray.Text(stepShape)}", Argument);
        }

        private static T Converted<T>(double value, string argument) where T : INumberBase<T>
        {
            try
            {
                return T.CreateChecked(value);
            }
            catch (OverflowException error)
            {
                throw Wrong($"value {NumericArray.Text(value)} does not fit the dtype. Choose a larger one.", argument, error);
            }
        }
    }

    private static ValueError Wrong(string message, string argument, Exception? cause = null) => new(message, argument, cause);
}
