namespace KerasLikeRnn.Callbacks;

/// <summary>Which batches <see cref="TensorBoard"/> profiles: none (0, the default), one, or those from one to another.</summary>
public readonly record struct ProfileBatches
{
    private ProfileBatches(int start, int stop) => (Start, Stop) = (start, stop);

    /// <summary>The first one; 0 for none.</summary>
    internal int Start { get; }

    /// <summary>The last one.</summary>
    internal int Stop { get; }

    /// <summary>One batch; 0 for none.</summary>
    /// <exception cref="ValueError">The number is negative.</exception>
    public static implicit operator ProfileBatches(int batch) => Checked(batch, batch, Invariant($"{batch}"));

    /// <summary>From one batch to another.</summary>
    /// <exception cref="ValueError">The numbers are negative, or in the wrong order.</exception>
    public static implicit operator ProfileBatches((int Start, int Stop) range) =>
        Checked(range.Start, range.Stop, Invariant($"({range.Start}, {range.Stop})"));

    /// <summary>Written as <c>"10,20"</c> or <c>"10"</c>.</summary>
    /// <exception cref="ValueError">The text is something else.</exception>
    public static implicit operator ProfileBatches(string profile_batch)
    {
        var parts = Required.NotNull(profile_batch).Split(',');
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out numbers[i])) throw Wrong(profile_batch);
        return numbers.Length <= 2 ? Checked(numbers[0], numbers[^1], profile_batch) : throw Wrong(profile_batch);
    }

    private static ProfileBatches Checked(int start, int stop, string found) =>
        start >= 0 && stop >= start ? new(start, stop) : throw Wrong(found);

    private static ValueError Wrong(string found) => new(
        "profile_batch must be a non-negative integer or 2-tuple of positive integers. A pair of positive integers signifies a range of "
        + $"batches to profile. Found: {found}", "profile_batch");
}
