namespace KerasLikeRnn.Callbacks;

/// <summary>
/// How often <see cref="TensorBoard"/> writes losses and metrics: <c>"epoch"</c>, the default, <c>"batch"</c>, or after that many batches.
/// </summary>
public readonly record struct UpdateFrequency
{
    private UpdateFrequency(int? batches) => Batches = batches;

    /// <summary>Batches between two writings; null: at the end of each epoch only.</summary>
    internal int? Batches { get; }

    /// <summary>After so many batches.</summary>
    /// <exception cref="ValueError">The number is not positive.</exception>
    public static implicit operator UpdateFrequency(int batches) => batches > 0
        ? new UpdateFrequency(batches)
        : throw new ValueError($"update_freq must be \"epoch\", \"batch\" or a positive integer. Received: {batches}", "update_freq");

    /// <summary>At the end of each epoch, or after each batch.</summary>
    /// <exception cref="ValueError">The text is neither <c>epoch</c> nor <c>batch</c>.</exception>
    public static implicit operator UpdateFrequency(string update_freq) => update_freq switch
    {
        "epoch" => new UpdateFrequency(null),
        "batch" => new UpdateFrequency(1),
        _ => throw new ValueError(
            $"update_freq must be \"epoch\", \"batch\" or a positive integer. Received: {update_freq}", nameof(update_freq)),
    };
}
