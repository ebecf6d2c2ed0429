namespace KerasLikeRnn.Regularizers;

/// <summary>
/// factor times the mean product of every two different rows (or columns) of a matrix, each scaled to length 1:
/// it pushes them towards being orthogonal.
/// </summary>
[KerasExport("keras.regularizers.OrthogonalRegularizer", "keras.regularizers.orthogonal_regularizer")]
public class OrthogonalRegularizer : Regularizer
{
    private readonly float scale;

    /// <summary>Creates the penalty.</summary>
    /// <param name="factor">Factor of the mean product.</param>
    /// <param name="mode"><c>"rows"</c> or <c>"columns"</c>.</param>
    /// <exception cref="ValueError">The factor is infinite or nan, or the mode unknown.</exception>
    public OrthogonalRegularizer(double factor = 0.01, string mode = "rows")
    {
        scale = Penalty(factor, nameof(factor));
        if (mode is not ("rows" or "columns"))
            throw new ValueError(
                $"Invalid value for argument `mode`. Expected one of {{\"rows\", \"columns\"}}. Received: mode={mode}", nameof(mode));
        this.mode = mode;
    }

    /// <summary>Factor of the mean product.</summary>
    public double factor => scale;

    /// <summary>Whether rows or columns are compared.</summary>
    public string mode { get; }

    /// <inheritdoc/>
    /// <exception cref="ValueError">x is not a matrix.</exception>
    public override Tensor call(Tensor x)
    {
        if (Required.NotNull(x).Rank != 2)
            throw new ValueError($"Inputs to OrthogonalRegularizer must have rank 2. Received: inputs.shape == {x.Shape}", nameof(x));
        var byRow = mode == "rows";
        var unit = x * Ops.Rsqrt(Ops.Maximum(Ops.Sum(Ops.Square(x), [byRow ? 1 : 0], keepdims: true), Ops.Constant(1e-12, x.DType)));
        var products = Ops.MatMul(unit, unit, transpose_a: !byRow, transpose_b: byRow);
        double size = products.Shape[0]!.Value;
        var diagonal = Ops.OneHot(Ops.Arange((int)size), (int)size, x.DType);
        return factor * 0.5 * Ops.Sum(products * (1 - diagonal)) / (size * (size - 1) / 2);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["factor"] = factor, ["mode"] = mode };
}
