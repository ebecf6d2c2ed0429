namespace KerasLikeRnn.Layers;

/// <summary>Dot-product attention (Luong et al., 2015): the scores are the products of queries and keys.</summary>
/// <inheritdoc cref="BaseDenseAttention" path="/remarks"/>
[KerasExport("keras.layers.Attention")]
public partial class Attention : BaseDenseAttention
{
    /// <summary>Creates the layer.</summary>
    /// <param name="use_scale">Whether the scores are multiplied by a number that is learned.</param>
    /// <param name="score_mode">"dot" for the products of queries and keys, "concat" for a learned number times the sum of tanh(query +
    /// key).</param>
    /// <exception cref="ValueError">score_mode is unknown, or dropout is no share.</exception>
    public Attention(
        bool use_scale = false, string score_mode = "dot", bool causal = false, double dropout = 0.0, LayerOptions? options = null)
        : base(causal, dropout, options)
    {
        this.use_scale = use_scale;
        this.score_mode = score_mode is "dot" or "concat"
            ? score_mode
            : throw new ValueError($"Received: score_mode={score_mode}. Acceptable values are: [\"dot\", \"concat\"]", nameof(score_mode));
    }

    public bool use_scale { get; }

    public string score_mode { get; }

    /// <summary>The learned factor of the scores, once built; null without use_scale.</summary>
    public Variable? scale { get; private set; }

    /// <summary>The learned factor of the sums, once built; null unless score_mode is concat.</summary>
    public Variable? concat_score_weight { get; private set; }

    private protected override void BuildScores(Shape value)
    {
        if (use_scale) scale = AddWeight("scale", Shape.Scalar, new Ones());
        if (score_mode == "concat") concat_score_weight = AddWeight("concat_score_weight", Shape.Scalar, new Ones());
    }

    /// <inheritdoc/>
    protected override Tensor _calculate_scores(Tensor query, Tensor key)
    {
        if (concat_score_weight is not null)
            return Ops.Multiply(concat_score_weight.Current, Ops.Sum(Ops.Tanh(Times(PairSums(query, key), scale)), [-1]));
        return Times(Ops.MatMul(query, key, transpose_b: true), scale);
    }

    private static Tensor Times(Tensor x, Variable? factor) => factor is null ? x : Ops.Multiply(factor.Current, x);
}
