namespace KerasLikeRnn.Layers;

/// <summary>The arguments that do not depend on the type of the terms, checked as Keras checks them.</summary>
internal sealed record LookupArguments
{
    /// <exception cref="ValueError">An argument is out of range, or two of them do not fit.</exception>
    /// <exception cref="NotSupportedException">Sparse output is asked for.</exception>
    public LookupArguments(
        string layer, int? max_tokens, int num_oov_indices, bool invert, string output_mode, bool sparse, bool pad_to_max_tokens, IReadOnlyList<double>? idf_weights)
    {
        if (max_tokens <= 1)
            throw new ValueError($"If set, `max_tokens` must be greater than 1. Received: max_tokens={max_tokens}", nameof(max_tokens));
        if (pad_to_max_tokens && max_tokens is null)
            throw new ValueError("If pad_to_max_tokens is True, must set `max_tokens`. Received: max_tokens=None", nameof(max_tokens));
        if (num_oov_indices < 0)
            throw new ValueError($"`num_oov_indices` must be greater than or equal to 0. Received: num_oov_indices={num_oov_indices}", nameof(num_oov_indices));
        output_mode = Layers.OutputMode.Check(output_mode, layer, "int", "one_hot", "multi_hot", "count", "tf_idf");
        if (invert && output_mode != Layers.OutputMode.Int)
            throw new ValueError($"`output_mode` must be `'int'` when `invert` is true. Received: output_mode={output_mode}", nameof(output_mode));
        Layers.OutputMode.RefuseSparse(sparse, output_mode, layer, "`'one_hot'`, `'multi_hot'`, `'count'` or `'tf_idf'`");
        if (idf_weights is not null && output_mode != Layers.OutputMode.TfIdf)
            throw new ValueError($"`idf_weights` should only be set if `output_mode` is `'tf_idf'`. Received: idf_weights={PythonText.Repr(idf_weights)} and output_mode={output_mode}", nameof(idf_weights));
        (MaxTokens, NumOovIndices, Invert, OutputMode, PadToMaxTokens) = (max_tokens, num_oov_indices, invert, output_mode, pad_to_max_tokens);
    }

    public int? MaxTokens { get; }

    public int NumOovIndices { get; }

    public bool Invert { get; }

    public string OutputMode { get; }

    public bool PadToMaxTokens { get; }
}
