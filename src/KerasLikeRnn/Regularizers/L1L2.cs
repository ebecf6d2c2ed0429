namespace KerasLikeRnn.Regularizers;

/// <summary>l1 · Σ|x| + l2 · Σx². By name (<c>"l1_l2"</c>) both factors are 0.01.</summary>
[KerasExport("keras.regularizers.L1L2", Aliases = new[] { "keras.regularizers.l1_l2" })]
public class L1L2 : Regularizer
{
    private readonly float first, second;

    /// <summary>Creates the penalty.</summary>
    /// <param name="l1">Factor of the absolute values.</param>
    /// <param name="l2">Factor of the squares.</param>
    /// <exception cref="ValueError">A factor is infinite or nan.</exception>
    public L1L2(double l1 = 0.0, double l2 = 0.0)
    {
        first = Penalty(l1, nameof(l1));
        second = Penalty(l2, nameof(l2));
    }

    /// <summary>Factor of the absolute values.</summary>
    public double l1 => first;

    /// <summary>Factor of the squares.</summary>
    public double l2 => second;

    /// <inheritdoc/>
    public override Tensor call(Tensor x)
    {
        var penalty = Ops.Constant(0, Required.NotNull(x).DType);
        if (first != 0) penalty += l1 * Ops.Sum(Ops.Abs(x));
        if (second != 0) penalty += l2 * Ops.Sum(Ops.Square(x));
        return penalty;
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["l1"] = l1, ["l2"] = l2 };
}
