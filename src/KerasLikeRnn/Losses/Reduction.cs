namespace KerasLikeRnn.Losses;

/// <summary>How a loss object turns the losses of the samples into its value.</summary>
public static class Reduction
{
    /// <summary>The same as <see cref="SUM_OVER_BATCH_SIZE"/>.</summary>
    [KerasExport("keras.losses.Reduction.AUTO")]
    public const string AUTO = "auto";

    /// <summary>No reduction: one number for each sample (and time step).</summary>
    [KerasExport("keras.losses.Reduction.NONE")]
    public const string NONE = "none";

    /// <summary>The sum of the weighted losses.</summary>
    [KerasExport("keras.losses.Reduction.SUM")]
    public const string SUM = "sum";

    /// <summary>The sum of the weighted losses over their number (not over the sum of the weights).</summary>
    [KerasExport("keras.losses.Reduction.SUM_OVER_BATCH_SIZE")]
    public const string SUM_OVER_BATCH_SIZE = "sum_over_batch_size";

    /// <summary>The names of all reductions.</summary>
    [KerasExport("keras.losses.Reduction.all")]
    public static IReadOnlyList<string> all() => [AUTO, NONE, SUM, SUM_OVER_BATCH_SIZE];

    /// <summary>Fails unless the name is one of a reduction.</summary>
    /// <exception cref="ValueError">It is none.</exception>
    [KerasExport("keras.losses.Reduction.validate")]
    public static void validate(string key)
    {
        if (!all().Contains(key))
            throw new ValueError(
                $"Invalid Reduction Key: {key}. Expected keys are \"({string.Join(", ", all().Select(name => $"'{name}'"))})\"",
                nameof(key));
    }

    /// <summary>Weighs the losses and reduces them.</summary>
    internal static Tensor Apply(Tensor losses, Tensor? sample_weight, string reduction)
    {
        if (!losses.DType.IsFloating()) losses = Ops.Cast(losses, DType.Float32);
        if (sample_weight is not null)
            losses = Ops.Multiply(losses, Alignment.MatchRank(Ops.Cast(sample_weight, losses.DType), losses.Rank));
        if (reduction == NONE) return losses;
        var sum = losses.Rank == 0 ? losses : Ops.Sum(losses);
        if (reduction == SUM || losses.Length <= 1) return sum;
        return sum / losses.Length;
    }
}
