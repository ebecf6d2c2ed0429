namespace KerasLikeRnn.Regularizers;

/// <summary>l1 · Σ|x|.</summary>
/// <param name="l1">Factor of the absolute values.</param>
/// <exception cref="ValueError">The factor is infinite or nan.</exception>
[KerasExport("keras.regularizers.L1", "keras.regularizers.l1")]
public class L1(double l1 = 0.01) : Regularizer
{
    private readonly float factor = Penalty(l1, nameof(l1));

    /// <summary>Factor of the absolute values.</summary>
    public double l1 => factor;

    /// <inheritdoc/>
    public override Tensor call(Tensor x) => l1 * Ops.Sum(Ops.Abs(x));

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["l1"] = l1 };
}
