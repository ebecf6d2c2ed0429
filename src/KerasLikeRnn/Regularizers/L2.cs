namespace KerasLikeRnn.Regularizers;

/// <summary>l2 · Σx².</summary>
/// <param name="l2">Factor of the squares.</param>
/// <exception cref="ValueError">The factor is infinite or nan.</exception>
[KerasExport("keras.regularizers.L2", "keras.regularizers.l2")]
public class L2(double l2 = 0.01) : Regularizer
{
    private readonly float factor = Penalty(l2, nameof(l2));

    /// <summary>Factor of the squares.</summary>
    public double l2 => factor;

    /// <inheritdoc/>
    public override Tensor call(Tensor x) => l2 * Ops.Sum(Ops.Square(x));

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["l2"] = l2 };
}
