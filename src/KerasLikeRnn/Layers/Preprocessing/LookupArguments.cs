namespace KerasLikeRnn.Layers;

/// <summary>What lookups of words and of numbers, the terms of a vocabulary, take alike.</summary>
/// <param name="max_tokens">Largest size of the vocabulary, mask and unknown terms included; unlimited by default.</param>
/// <param name="num_oov_indices">How many numbers unknown terms share; with none they are an error.</param>
/// <param name="idf_weights">Weights of the terms for output_mode tf_idf.</param>
/// <param name="invert">Whether numbers become terms.</param>
/// <param name="output_mode">
/// int: numbers. one_hot: a vector for each term. multi_hot: which terms a sample has. count: how many. tf_idf: how many, times weights.
/// </param>
/// <param name="sparse">Not supported: the output is dense.</param>
/// <param name="pad_to_max_tokens">Whether vectors have max_tokens numbers even where the vocabulary is smaller.</param>
[KerasKeywords, KerasOrder("num_oov_indices", "mask_token", "oov_token", "vocabulary")]
public sealed record LookupArguments(
    int? max_tokens = null, int num_oov_indices = 1, IReadOnlyList<double>? idf_weights = null, bool invert = false,
    string output_mode = "int", bool sparse = false, bool pad_to_max_tokens = false)
{
    /// <summary>The arguments, checked as Keras checks them.</summary>
    /// <exception cref="ValueError">An argument is out of range, or two of them do not fit.</exception>
    /// <exception cref="NotSupportedException">Sparse output is asked for.</exception>
    internal LookupArguments Checked(string layer)
    {
        if (max_tokens <= 1)
            throw new ValueError($"If set, `max_tokens` must be greater than 1. Received: max_tokens={max_tokens}", nameof(max_tokens));
        if (pad_to_max_tokens && max_tokens is null)
            throw new ValueError("If pad_to_max_tokens is True, must set `max_tokens`. Received: max_tokens=None", nameof(max_tokens));
        if (num_oov_indices < 0)
            throw new ValueError(
                $"`num_oov_indices` must be greater than or equal to 0. Received: num_oov_indices={num_oov_indices}",
                nameof(num_oov_indices));
        var mode = OutputMode.Check(output_mode, layer, "int", "one_hot", "multi_hot", "count", "tf_idf");
        if (invert && mode != OutputMode.Int)
            throw new ValueError($"`output_mode` must be `'int'` when `invert` is true. Received: output_mode={mode}", nameof(output_mode));
        OutputMode.RefuseSparse(sparse, mode, layer, "`'one_hot'`, `'multi_hot'`, `'count'` or `'tf_idf'`");
        if (idf_weights is not null && mode != OutputMode.TfIdf)
            throw new ValueError(
                "`idf_weights` should only be set if `output_mode` is `'tf_idf'`. "
                + $"Received: idf_weights={PythonText.Repr(idf_weights)} and output_mode={mode}", nameof(idf_weights));
        return this with { output_mode = mode };
    }
}
