namespace KerasLikeRnn.Layers;

/// <summary>A column that makes a vector of categories.</summary>
public abstract class CategoryVectors : FeatureColumn, IDenseColumn, ISequenceColumn
{
    private protected CategoryVectors(FeatureColumn categorical_column)
    {
        this.categorical_column = Required.NotNull(categorical_column);
        Source = categorical_column.AsCategories();
    }

    /// <summary>The categories.</summary>
    public FeatureColumn categorical_column { get; }

    /// <summary>The categories.</summary>
    private protected ICategoricalColumn Source { get; }

    /// <summary>embedding or indicator.</summary>
    private protected abstract string Kind { get; }

    /// <inheritdoc/>
    public override string name => $"{categorical_column.name}_{Kind}";

    /// <summary>Sizes of what it gives for a sample or step.</summary>
    private protected abstract Shape VectorShape { get; }

    Shape IDenseColumn.VariableShape => VectorShape;

    Shape ISequenceColumn.VariableShape => VectorShape;

    /// <summary>A vector for each sample or step.</summary>
    private protected abstract Tensor Vectors(Categories categories, Features features);

    /// <inheritdoc/>
    Tensor IDenseColumn.Dense(Features features)
    {
        if (categorical_column is SequenceCategoricalColumn)
            throw new ValueError(
                $"In {Kind}_column: {name}. categorical_column must not be of type SequenceCategoricalColumn. Suggested fix A: If you wish "
                + "to use DenseFeatures, use a non-sequence categorical_column_with_*. Suggested fix B: If you wish to create sequence "
                + $"input, use SequenceFeatures instead of DenseFeatures. Given (type {categorical_column.GetType().Name}): "
                + $"{categorical_column}");
        return Vectors(Source.Categories(features), features);
    }

    /// <inheritdoc/>
    (Tensor Steps, long[] Lengths) ISequenceColumn.Sequences(Features features)
    {
        if (categorical_column is not SequenceCategoricalColumn)
            throw new ValueError(
                $"In {Kind}_column: {name}. categorical_column must be of type SequenceCategoricalColumn to use SequenceFeatures. "
                + $"Suggested fix: Use one of sequence_categorical_column_with_*. Given (type {categorical_column.GetType().Name}): "
                + $"{categorical_column}");
        var categories = Source.Categories(features);
        return (Vectors(categories, features), categories.Lengths());
    }
}

/// <summary>How often each category is there: <c>tf.feature_column.indicator_column</c>.</summary>
public sealed class IndicatorColumn : CategoryVectors
{
    /// <summary>Creates the column.</summary>
    /// <param name="categorical_column">The categories.</param>
    /// <exception cref="ValueError">The column has no categories.</exception>
    internal IndicatorColumn(FeatureColumn categorical_column) : base(categorical_column) { }

    private protected override string Kind => "indicator";

    private protected override Shape VectorShape => Shape.Of(1, Source.Buckets);

    private protected override IEnumerable<(string, object?)> Fields => [("categorical_column", categorical_column)];

    private protected override Tensor Vectors(Categories categories, Features features) => categories.Counts(Source.Buckets);
}

/// <summary>Vectors that are learnt for categories: <c>tf.feature_column.embedding_column</c>.</summary>
public sealed class EmbeddingColumn : CategoryVectors
{
    private readonly bool isDefault;

    /// <summary>Creates the column.</summary>
    /// <param name="categorical_column">The categories.</param>
    /// <param name="dimension">Size of a vector.</param>
    /// <param name="combiner">What is made of several categories: their vectors' mean, sum, or sum over the root of their number
    /// (sqrtn).</param>
    /// <param name="initializer">First values of the table; by default a truncated normal distribution of deviation
    /// 1 / sqrt(dimension).</param>
    /// <param name="ckpt_to_load_from">Not supported.</param>
    /// <param name="tensor_name_in_ckpt">Not supported.</param>
    /// <param name="max_norm">How long a vector may be; longer ones are cut when they are read.</param>
    /// <param name="trainable">Whether the vectors learn.</param>
    /// <param name="use_safe_embedding_lookup">Whether a sample without categories has zeros; false demands that each has one.</param>
    /// <exception cref="ValueError">The column has no categories, dimension is not positive, or combiner is unknown.</exception>
    /// <exception cref="NotSupportedException">A checkpoint is given.</exception>
    internal EmbeddingColumn(
        FeatureColumn categorical_column, int dimension, string combiner = "mean", InitializerLike initializer = default,
        string? ckpt_to_load_from = null, string? tensor_name_in_ckpt = null, double? max_norm = null, bool trainable = true,
        bool use_safe_embedding_lookup = true) : base(categorical_column)
    {
        if (dimension < 1) throw new ValueError($"Invalid dimension {dimension}.", nameof(dimension));
        if (ckpt_to_load_from is null != tensor_name_in_ckpt is null)
            throw new ValueError(
                "Must specify both `ckpt_to_load_from` and `tensor_name_in_ckpt` or none of them.", nameof(ckpt_to_load_from));
        if (ckpt_to_load_from is not null)
            throw new NotSupportedException(
                "ckpt_to_load_from is not supported: read the table with the layer's set_weights once it is built.");
        if (combiner is not ("mean" or "sqrtn" or "sum"))
            throw new ValueError($"combiner must be one of 'mean', 'sqrtn' or 'sum', got {combiner}", nameof(combiner));
        (this.dimension, this.combiner, this.max_norm, this.trainable) = (dimension, combiner, max_norm, trainable);
        this.use_safe_embedding_lookup = use_safe_embedding_lookup;
        isDefault = !initializer.IsGiven;
        this.initializer = initializer.Value ?? new TruncatedNormal(0.0, 1 / Math.Sqrt(dimension));
    }

    /// <summary>Size of a vector.</summary>
    public int dimension { get; }

    /// <summary>What is made of several categories.</summary>
    public string combiner { get; }

    /// <summary>First values of the table.</summary>
    public Initializer initializer { get; }

    /// <summary>How long a vector may be.</summary>
    public double? max_norm { get; }

    /// <summary>Whether the vectors learn.</summary>
    public bool trainable { get; }

    /// <summary>Whether a sample may be without categories.</summary>
    public bool use_safe_embedding_lookup { get; }

    /// <summary>Sizes of the table.</summary>
    internal Shape TableShape => Shape.Of(Source.Buckets, dimension);

    private protected override string Kind => "embedding";

    private protected override Shape VectorShape => Shape.Of(dimension);

    private protected override IEnumerable<(string, object?)> Fields =>
        [("categorical_column", categorical_column), ("dimension", dimension), ("combiner", combiner), ("initializer", Written()),
            ("ckpt_to_load_from", null), ("tensor_name_in_ckpt", null), ("max_norm", max_norm), ("trainable", trainable),
            ("use_safe_embedding_lookup", use_safe_embedding_lookup)];

    private protected override Tensor Vectors(Categories categories, Features features)
    {
        if (!use_safe_embedding_lookup) CheckAll(categories);
        return categories.Vectors(features.Weights(this), combiner, max_norm);
    }

    /// <summary>The initializer's configuration; that of TensorFlow's own default one names its type.</summary>
    private OrderedDictionary<string, object?> Written()
    {
        var written = Registry.Serialize(initializer);
        if (isDefault)
            written["config"] = new OrderedDictionary<string, object?>(initializer.get_config()) { ["dtype"] = "float32" };
        return written;
    }

    private void CheckAll(Categories categories)
    {
        for (var row = 0; row < categories.Rows; row++)
            if (!categories.Ids.Skip(row * categories.Places).Take(categories.Places).Any(id => id >= 0))
                throw new ValueError(
                    $"In embedding_column: {name}. Sample {row} has no category, which use_safe_embedding_lookup=False does not allow.");
    }
}
