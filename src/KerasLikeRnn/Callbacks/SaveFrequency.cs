namespace KerasLikeRnn.Callbacks;

/// <summary>How often <see cref="ModelCheckpoint"/> saves: <c>"epoch"</c>, the default, or after that many batches.</summary>
public readonly record struct SaveFrequency
{
    private SaveFrequency(int? batches) => Batches = batches;

    /// <summary>Batches between two savings; null: at the end of each epoch.</summary>
    internal int? Batches { get; }

    /// <summary>After so many batches.</summary>
    public static implicit operator SaveFrequency(int batches) => new(batches);

    /// <summary>At the end of each epoch.</summary>
    /// <exception cref="ValueError">The text is not <c>epoch</c>.</exception>
    public static implicit operator SaveFrequency(string save_freq) => save_freq == "epoch"
        ? new SaveFrequency(null)
        : throw new ValueError($"Unrecognized save_freq: {save_freq}. Expected save_freq are \"epoch\" or integer", nameof(save_freq));
}
