namespace KerasLikeRnn.Regularizers;

/// <summary>l2 · Σx².</summary>
[KerasExport("keras.regularizers.L2", "keras.regularizers.l2")]
public sealed class L2 : Regularizer
{
    private readonly float factor;

    /// <summary>Creates the penalty.</summary>
    /// <param name="l2">Factor of the squares.</param>
    /// <exception cref="ValueError">The factor is infinite or nan.</exception>
    public L2(double l2 = 0.01) => factor = Penalty(l2, nameof(l2));

    /// <summary>Factor of the squares.</summary>
    public double l2 => factor;

    /// <inheritdoc/>
    public override Tensor call(Tensor x) => l2 * Ops.Sum(Ops.Square(x));

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["l2"] = l2 };
}
