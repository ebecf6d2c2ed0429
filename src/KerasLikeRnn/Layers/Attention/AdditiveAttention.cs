namespace KerasLikeRnn.Layers;

/// <summary>Additive attention (Bahdanau et al., 2014): the scores are weighted sums of tanh(query + key).</summary>
/// <inheritdoc cref="BaseDenseAttention" path="/remarks"/>
/// <param name="use_scale">Whether the weights of the sum are learned; otherwise all are 1.</param>
/// <exception cref="ValueError">dropout is no share.</exception>
[KerasExport("keras.layers.AdditiveAttention")]
public partial class AdditiveAttention(
    bool use_scale = true, bool causal = false, double dropout = 0.0, LayerOptions? options = null)
    : BaseDenseAttention(causal, dropout, options)
{
    public bool use_scale { get; } = use_scale;

    /// <summary>The learned weights (dim), once built; null without use_scale.</summary>
    public Variable? scale { get; private set; }

    private protected override void BuildScores(Shape value)
    {
        if (use_scale) scale = AddWeight("scale", Shape.Of(value.Dim(-1)), new GlorotUniform());
    }

    /// <inheritdoc/>
    protected override Tensor _calculate_scores(Tensor query, Tensor key)
    {
        var sums = Ops.Tanh(PairSums(query, key));
        return Ops.Sum(scale is null ? sums : Ops.Multiply(scale.Current, sums), [-1]);
    }
}
