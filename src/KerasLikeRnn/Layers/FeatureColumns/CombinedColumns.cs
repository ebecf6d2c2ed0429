namespace KerasLikeRnn.Layers;

/// <summary>What may be crossed: a feature by its name, or a column of categories.</summary>
public readonly struct ColumnKey
{
    private ColumnKey(string? name, FeatureColumn? column) => (Name, Column) = (name, column);

    /// <summary>Name of a feature; null where there is a column.</summary>
    internal string? Name { get; }

    /// <summary>The column; null where there is a name.</summary>
    internal FeatureColumn? Column { get; }

    public static implicit operator ColumnKey(string name) => new(Required.NotNull(name), null);

    public static implicit operator ColumnKey(FeatureColumn column) => new(null, Required.NotNull(column));
}

/// <summary>Categories of several features together, by their hash: <c>tf.feature_column.crossed_column</c>.</summary>
public sealed class CrossedColumn : FeatureColumn, ICategoricalColumn
{
    /// <summary>The hash that TensorFlow begins with.</summary>
    private const ulong Start = 0xDECAFCAFFE;

    private readonly ColumnKey[] given;

    /// <summary>Creates the column.</summary>
    /// <param name="keys">Two or more features by name, or columns of categories.</param>
    /// <param name="hash_bucket_size">How many categories there are.</param>
    /// <param name="hash_key">What the hash begins with.</param>
    /// <exception cref="ValueError">There are too few keys, one is a hashed column or has no categories, or hash_bucket_size is not
    /// positive.</exception>
    internal CrossedColumn(IReadOnlyList<ColumnKey> keys, int hash_bucket_size, long? hash_key = null)
    {
        if (hash_bucket_size < 1)
            throw new ValueError($"hash_bucket_size must be > 1. hash_bucket_size: {hash_bucket_size}", nameof(hash_bucket_size));
        given = [.. Required.NotNull(keys)];
        if (given.Length < 2) throw new ValueError("keys must be a list with length > 1.", nameof(keys));
        foreach (var column in given.Select(key => key.Column))
        {
            if (column is HashedCategoricalColumn)
                throw new ValueError(
                    "categorical_column_with_hash_bucket is not supported for crossing. Hashing before crossing will increase probability "
                    + $"of collision. Instead, use the feature name as a string. Given: {column}", nameof(keys));
            if (column is not (null or ICategoricalColumn))
                throw new ValueError(
                    "Unsupported key type. All keys must be either string, or categorical column except HashedCategoricalColumn. Given: "
                    + $"{column}", nameof(keys));
        }
        (this.hash_bucket_size, this.hash_key) = (hash_bucket_size, hash_key);
    }

    /// <summary>What is crossed.</summary>
    public IReadOnlyList<ColumnKey> keys => given;

    /// <summary>How many categories there are.</summary>
    public int hash_bucket_size { get; }

    /// <summary>What the hash begins with; null for TensorFlow's own.</summary>
    public long? hash_key { get; }

    /// <inheritdoc/>
    public override string name =>
        string.Join("_X_", Leaves().Select(key => key.Name ?? key.Column!.name).Order(StringComparer.Ordinal));

    int ICategoricalColumn.Buckets => hash_bucket_size;

    private protected override IEnumerable<(string, object?)> Fields =>
        [("keys", keys), ("hash_bucket_size", hash_bucket_size), ("hash_key", hash_key)];

    /// <inheritdoc/>
    Categories ICategoricalColumn.Categories(Features features)
    {
        // As in TensorFlow columns come before features that are given by their names.
        var crossed = Leaves().OrderBy(key => key.Column is null).Select(key => Hashes(key, features)).ToArray();
        if (crossed.Any(feature => feature.Length != crossed[0].Length))
            throw new ValueError(
                $"Features that are crossed need the same batch size. Received: {string.Join(", ", crossed.Select(each => each.Length))}");
        var rows = Enumerable.Range(0, crossed[0].Length).Select(row => Row([.. crossed.Select(feature => feature[row])])).ToArray();
        var places = rows.Length == 0 ? 0 : rows.Max(row => row.Length);
        var ids = Enumerable.Repeat(Layers.Categories.Missing, rows.Length * places).ToArray();
        for (var row = 0; row < rows.Length; row++) rows[row].CopyTo(ids, row * places);
        return new Categories(Shape.Of(rows.Length, places), ids);
    }

    /// <summary>What is crossed, where crosses of crosses are one.</summary>
    private IEnumerable<ColumnKey> Leaves() => given.SelectMany(key => key.Column is CrossedColumn inner ? inner.Leaves() : [key]);

    /// <summary>All combinations of a sample's categories, those of the last feature fastest.</summary>
    private long[] Row(ulong[][] features)
    {
        IEnumerable<ulong> hashes = [hash_key is { } own ? (ulong)own : Start];
        foreach (var feature in features)
            hashes = [.. hashes.SelectMany(_ => feature, FarmHash.Combine)];
        return [.. hashes.Select(hash => (long)(hash % (ulong)hash_bucket_size))];
    }

    /// <summary>What each sample has of a feature: texts by their hash, whole numbers and categories as they are.</summary>
    private static ulong[][] Hashes(ColumnKey key, Features features)
    {
        if (key.Column is null) return Raw(features[key.Name!], key.Name!);
        var categories = key.Column.AsCategories().Categories(features);
        if (categories.Weights is not null)
            throw new ValueError(
                $"crossed_column does not support weight_tensor, but the given column populates weight_tensor. Given column: "
                + $"{key.Column.name}");
        return [.. Enumerable.Range(0, categories.Shape.Dims[0]).Select(row => categories.Ids
            .Skip(row * categories.Places).Take(categories.Places).Where(id => id != Layers.Categories.Missing)
            .Select(id => (ulong)id).ToArray())];
    }

    private static ulong[][] Raw(Tensor feature, string key)
    {
        if (feature.Rank != 2)
            throw new ValueError($"Features that are crossed are of shape (batch,) or (batch, n). Received: {key} of {feature.Shape}");
        ulong[] all = feature.DType switch
        {
            DType.String => Array.ConvertAll(feature.Strings().ToArray(), FarmHash.Fingerprint64),
            DType.Int32 or DType.Int64 => Array.ConvertAll(Ops.Cast(feature, DType.Int64).ToArray<long>(), number => (ulong)number),
            _ => throw new ValueError(
                $"Features that are crossed are texts or whole numbers: bucketize {key}. Received: {feature.DType.Name()}"),
        };
        var width = feature.Shape.Dims[1];
        return [.. Enumerable.Range(0, feature.Shape.Dims[0]).Select(row => all[(row * width)..((row + 1) * width)])];
    }
}

/// <summary>Categories that count as another feature says: <c>tf.feature_column.weighted_categorical_column</c>.</summary>
public sealed class WeightedCategoricalColumn : FeatureColumn, ICategoricalColumn
{
    private readonly ICategoricalColumn categories;

    /// <summary>Creates the column.</summary>
    /// <param name="categorical_column">The categories.</param>
    /// <param name="weight_feature_key">Name of the feature with the weights, 0 where there is no category.</param>
    /// <param name="dtype">Type of the weights.</param>
    /// <exception cref="ValueError">The column has no categories, or the type is not one of numbers.</exception>
    internal WeightedCategoricalColumn(FeatureColumn categorical_column, string weight_feature_key, string dtype = "float32")
    {
        this.categorical_column = Required.NotNull(categorical_column);
        categories = categorical_column.AsCategories();
        this.weight_feature_key = CheckKey(weight_feature_key);
        this.dtype = Required.NotNull(dtype);
        if (!this.dtype.is_floating && !this.dtype.is_integer)
            throw new ValueError($"dtype {this.dtype} is not convertible to float.", nameof(dtype));
    }

    /// <summary>The categories.</summary>
    public FeatureColumn categorical_column { get; }

    /// <summary>Name of the feature with the weights.</summary>
    public string weight_feature_key { get; }

    /// <summary>Type of the weights.</summary>
    public ElementType dtype { get; }

    /// <inheritdoc/>
    public override string name => $"{categorical_column.name}_weighted_by_{weight_feature_key}";

    int ICategoricalColumn.Buckets => categories.Buckets;

    private protected override IEnumerable<(string, object?)> Fields =>
        [("categorical_column", categorical_column), ("weight_feature_key", weight_feature_key), ("dtype", dtype)];

    /// <inheritdoc/>
    Categories ICategoricalColumn.Categories(Features features)
    {
        var feature = features[weight_feature_key];
        if (feature.DType != dtype.DType)
            throw new ValueError($"Bad dtype, expected {dtype}, but got {new ElementType(feature.DType)}.");
        var weights = Ops.Cast(feature, DType.Float32).ToArray<float>();
        var found = categories.Categories(features);
        if (weights.Length != found.Ids.Length
            || weights.Where((weight, i) => weight == 0 != (found.Ids[i] == Layers.Categories.Missing)).Any())
            throw new ValueError(
                $"Each category of {categorical_column.name} needs a weight other than 0 in {weight_feature_key}, and each weight a "
                + $"category. Received shapes: {found.Shape} and {feature.Shape}.");
        return found with { Weights = weights };
    }
}

/// <summary>
/// Categories of each step of sequences: <c>tf.feature_column.sequence_categorical_column_with_identity</c> and its like.
/// </summary>
public sealed class SequenceCategoricalColumn : FeatureColumn, ICategoricalColumn
{
    private readonly ICategoricalColumn categories;

    /// <summary>Creates the column.</summary>
    /// <param name="categorical_column">The categories.</param>
    internal SequenceCategoricalColumn(FeatureColumn categorical_column)
    {
        this.categorical_column = categorical_column;
        categories = categorical_column.AsCategories();
    }

    /// <summary>The categories.</summary>
    public FeatureColumn categorical_column { get; }

    /// <inheritdoc/>
    public override string name => categorical_column.name;

    int ICategoricalColumn.Buckets => categories.Buckets;

    private protected override IEnumerable<(string, object?)> Fields => [("categorical_column", categorical_column)];

    /// <inheritdoc/>
    Categories ICategoricalColumn.Categories(Features features) => categories.Categories(features).OfSteps();
}
