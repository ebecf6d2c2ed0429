namespace KerasLikeRnn.TensorFlow;

/// <summary>tf.feature_column: what layers make of columns of data.</summary>
public static class FeatureColumnFunctions
{
    /// <summary>Numbers as they are, or as a function makes them.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="shape">Sizes of a sample's numbers; a single one by default.</param>
    /// <param name="default_value">Where a record lacks the feature: a number, or as many as the shape has.</param>
    /// <param name="dtype">Type of the numbers in records.</param>
    /// <param name="normalizer_fn">What is done to the numbers.</param>
    /// <exception cref="ValueError">A size is not positive, the type is not one of numbers, or default_value has another shape.</exception>
    [KerasExport("tf.feature_column.numeric_column")]
    public static NumericColumn numeric_column(
        string key, Shape? shape = null, NumbersLike default_value = default, string dtype = "float32",
        Func<Tensor, Tensor>? normalizer_fn = null) => new(key, shape, default_value, dtype, normalizer_fn);

    /// <summary>Between which boundaries numbers lie.</summary>
    /// <param name="source_column">The numbers: a numeric column of one axis.</param>
    /// <param name="boundaries">The boundaries in order; a number that is one belongs to the bucket above.</param>
    /// <exception cref="ValueError">The column is no numeric one of one axis, or the boundaries are not in order.</exception>
    [KerasExport("tf.feature_column.bucketized_column")]
    public static BucketizedColumn bucketized_column(FeatureColumn source_column, IReadOnlyList<double> boundaries) =>
        new(source_column, boundaries);

    /// <summary>Whole numbers that are categories themselves.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="num_buckets">How many categories there are.</param>
    /// <param name="default_value">The category of numbers that are none.</param>
    /// <exception cref="ValueError">num_buckets is not positive, or default_value is no category.</exception>
    [KerasExport("tf.feature_column.categorical_column_with_identity")]
    public static IdentityCategoricalColumn categorical_column_with_identity(string key, int num_buckets, int? default_value = null) =>
        new(key, num_buckets, default_value);

    /// <summary>Categories by the hash of texts or whole numbers.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="hash_bucket_size">How many categories there are.</param>
    /// <param name="dtype">string, or a type of whole numbers.</param>
    /// <exception cref="ValueError">hash_bucket_size is not positive, or dtype another type.</exception>
    [KerasExport("tf.feature_column.categorical_column_with_hash_bucket")]
    public static HashedCategoricalColumn categorical_column_with_hash_bucket(
        string key, int hash_bucket_size, string dtype = "string") => new(key, hash_bucket_size, dtype);

    /// <summary>Categories that a list numbers.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="vocabulary_list">The texts.</param>
    /// <param name="dtype">Type of the feature: string.</param>
    /// <param name="default_value">The number of what is not among them; below 0 it counts as nothing.</param>
    /// <param name="num_oov_buckets">How many buckets there are for what is not among them.</param>
    /// <exception cref="ValueError">The list is empty or has a text twice, or arguments do not go together.</exception>
    [KerasExport("tf.feature_column.categorical_column_with_vocabulary_list")]
    public static VocabularyListCategoricalColumn categorical_column_with_vocabulary_list(
        string key, IReadOnlyList<string> vocabulary_list, string? dtype = null, int default_value = -1, int num_oov_buckets = 0) =>
        new(key, [.. Required.NotNull(vocabulary_list)], isText: true, dtype, default_value, num_oov_buckets);

    /// <summary>Categories that a list of whole numbers numbers.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="vocabulary_list">The whole numbers.</param>
    /// <param name="dtype">Type of the feature: int64 or int32.</param>
    /// <param name="default_value">The number of what is not among them; below 0 it counts as nothing.</param>
    /// <param name="num_oov_buckets">How many buckets there are for what is not among them.</param>
    /// <exception cref="ValueError">The list is empty or has a number twice, or arguments do not go together.</exception>
    [KerasExport("tf.feature_column.categorical_column_with_vocabulary_list")]
    public static VocabularyListCategoricalColumn categorical_column_with_vocabulary_list(
        string key, IReadOnlyList<int> vocabulary_list, string? dtype = null, int default_value = -1, int num_oov_buckets = 0) =>
        new(
            key, [.. Required.NotNull(vocabulary_list).Select(object? (word) => (long)word)], isText: false, dtype, default_value,
            num_oov_buckets);

    /// <summary>Categories that the lines of a file number.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="vocabulary_file">Path of the file, with a word on each line.</param>
    /// <param name="vocabulary_size">How many lines count; all by default.</param>
    /// <param name="dtype">string, or a type of whole numbers.</param>
    /// <param name="default_value">The number of what is not among them; by default -1, which counts as nothing.</param>
    /// <param name="num_oov_buckets">How many buckets there are for what is not among them.</param>
    /// <param name="file_format">Only null: a file of lines.</param>
    /// <exception cref="ValueError">There is no file, or arguments do not go together.</exception>
    /// <exception cref="NotSupportedException">file_format is given, or the file is one of compressed records.</exception>
    [KerasExport("tf.feature_column.categorical_column_with_vocabulary_file")]
    public static VocabularyFileCategoricalColumn categorical_column_with_vocabulary_file(
        string key, string vocabulary_file, int? vocabulary_size = null, string dtype = "string", int? default_value = null,
        int? num_oov_buckets = null, string? file_format = null) =>
        new(key, vocabulary_file, vocabulary_size, dtype, default_value, num_oov_buckets, file_format);

    /// <summary>Categories of several features together, by their hash.</summary>
    /// <param name="keys">Two or more features by name, or columns of categories other than hashed ones.</param>
    /// <param name="hash_bucket_size">How many categories there are.</param>
    /// <param name="hash_key">What the hash begins with.</param>
    /// <exception cref="ValueError">There are too few keys, one is a hashed column or has no categories, or hash_bucket_size is not
    /// positive.</exception>
    [KerasExport("tf.feature_column.crossed_column")]
    public static CrossedColumn crossed_column(IReadOnlyList<ColumnKey> keys, int hash_bucket_size, long? hash_key = null) =>
        new(keys, hash_bucket_size, hash_key);

    /// <inheritdoc cref="crossed_column(IReadOnlyList{ColumnKey}, int, long?)"/>
    [KerasExport("tf.feature_column.crossed_column")]
    public static CrossedColumn crossed_column(IReadOnlyList<string> keys, int hash_bucket_size, long? hash_key = null) =>
        new([.. Required.NotNull(keys).Select(key => (ColumnKey)key)], hash_bucket_size, hash_key);

    /// <summary>Categories that count as another feature says.</summary>
    /// <param name="categorical_column">The categories.</param>
    /// <param name="weight_feature_key">Name of the feature with the weights, 0 where there is no category.</param>
    /// <param name="dtype">Type of the weights.</param>
    /// <exception cref="ValueError">The column has no categories, or the type is not one of numbers.</exception>
    [KerasExport("tf.feature_column.weighted_categorical_column")]
    public static WeightedCategoricalColumn weighted_categorical_column(
        FeatureColumn categorical_column, string weight_feature_key, string dtype = "float32") =>
        new(categorical_column, weight_feature_key, dtype);

    /// <summary>How often each category is there.</summary>
    /// <param name="categorical_column">The categories.</param>
    /// <exception cref="ValueError">The column has no categories.</exception>
    [KerasExport("tf.feature_column.indicator_column")]
    public static IndicatorColumn indicator_column(FeatureColumn categorical_column) => new(categorical_column);

    /// <summary>Vectors that are learnt for categories.</summary>
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
    [KerasExport("tf.feature_column.embedding_column")]
    public static EmbeddingColumn embedding_column(
        FeatureColumn categorical_column, int dimension, string combiner = "mean", InitializerLike initializer = default,
        string? ckpt_to_load_from = null, string? tensor_name_in_ckpt = null, double? max_norm = null, bool trainable = true,
        bool use_safe_embedding_lookup = true) =>
        new(categorical_column, dimension, combiner, initializer, ckpt_to_load_from, tensor_name_in_ckpt, max_norm, trainable,
            use_safe_embedding_lookup);

    /// <summary>Vectors that columns share; refused, as TensorFlow refuses it where operations run at once.</summary>
    /// <param name="categorical_columns">The categories.</param>
    /// <param name="dimension">Size of a vector.</param>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [KerasExport("tf.feature_column.shared_embeddings")]
    public static IReadOnlyList<FeatureColumn> shared_embeddings(IReadOnlyList<FeatureColumn> categorical_columns, int dimension) =>
        throw new InvalidOperationException(
            "shared_embedding_columns are not supported when eager execution is enabled. "
            + "Call one Embedding layer on each feature instead.");

    /// <summary>Numbers of each step of sequences.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="shape">Sizes of a step's numbers; a single one by default.</param>
    /// <param name="default_value">What stands where numbers are missing.</param>
    /// <param name="dtype">Type of the numbers in records.</param>
    /// <param name="normalizer_fn">What is done to the numbers.</param>
    /// <exception cref="ValueError">A size is not positive, or the type is not one of numbers.</exception>
    [KerasExport("tf.feature_column.sequence_numeric_column")]
    public static SequenceNumericColumn sequence_numeric_column(
        string key, Shape? shape = null, double default_value = 0.0, string dtype = "float32",
        Func<Tensor, Tensor>? normalizer_fn = null) => new(key, shape, default_value, dtype, normalizer_fn);

    /// <inheritdoc cref="categorical_column_with_identity"/>
    [KerasExport("tf.feature_column.sequence_categorical_column_with_identity")]
    public static SequenceCategoricalColumn sequence_categorical_column_with_identity(
        string key, int num_buckets, int? default_value = null) => new(categorical_column_with_identity(key, num_buckets, default_value));

    /// <inheritdoc cref="categorical_column_with_hash_bucket"/>
    [KerasExport("tf.feature_column.sequence_categorical_column_with_hash_bucket")]
    public static SequenceCategoricalColumn sequence_categorical_column_with_hash_bucket(
        string key, int hash_bucket_size, string dtype = "string") =>
        new(categorical_column_with_hash_bucket(key, hash_bucket_size, dtype));

    /// <inheritdoc cref="categorical_column_with_vocabulary_list(string, IReadOnlyList{string}, string?, int, int)"/>
    [KerasExport("tf.feature_column.sequence_categorical_column_with_vocabulary_list")]
    public static SequenceCategoricalColumn sequence_categorical_column_with_vocabulary_list(
        string key, IReadOnlyList<string> vocabulary_list, string? dtype = null, int default_value = -1, int num_oov_buckets = 0) =>
        new(categorical_column_with_vocabulary_list(key, vocabulary_list, dtype, default_value, num_oov_buckets));

    /// <inheritdoc cref="categorical_column_with_vocabulary_list(string, IReadOnlyList{int}, string?, int, int)"/>
    [KerasExport("tf.feature_column.sequence_categorical_column_with_vocabulary_list")]
    public static SequenceCategoricalColumn sequence_categorical_column_with_vocabulary_list(
        string key, IReadOnlyList<int> vocabulary_list, string? dtype = null, int default_value = -1, int num_oov_buckets = 0) =>
        new(categorical_column_with_vocabulary_list(key, vocabulary_list, dtype, default_value, num_oov_buckets));

    /// <inheritdoc cref="categorical_column_with_vocabulary_file"/>
    [KerasExport("tf.feature_column.sequence_categorical_column_with_vocabulary_file")]
    public static SequenceCategoricalColumn sequence_categorical_column_with_vocabulary_file(
        string key, string vocabulary_file, int? vocabulary_size = null, int? num_oov_buckets = null, int? default_value = null,
        string dtype = "string", string? file_format = null) =>
        new(categorical_column_with_vocabulary_file(
            key, vocabulary_file, vocabulary_size, dtype, default_value, num_oov_buckets, file_format));
}
