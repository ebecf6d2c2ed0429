namespace KerasLikeRnn.Layers;

/// <summary>Categories of one feature: texts or whole numbers, of which "" and -1 are none.</summary>
public abstract class CategoricalColumn : FeatureColumn, ICategoricalColumn
{
    private protected CategoricalColumn(string key) => this.key = CheckKey(key);

    /// <summary>Name of the feature.</summary>
    public string key { get; }

    /// <summary>How many categories there are.</summary>
    public abstract int num_buckets { get; }

    /// <inheritdoc/>
    public override string name => key;

    int ICategoricalColumn.Buckets => num_buckets;

    /// <summary>Number of a category that is a text.</summary>
    private protected abstract long IdOf(string text);

    /// <summary>Number of a category that is a whole number.</summary>
    private protected abstract long IdOf(long number);

    /// <exception cref="ValueError">The feature's type is not the column's.</exception>
    private protected abstract void CheckType(DType type);

    /// <inheritdoc/>
    Categories ICategoricalColumn.Categories(Features features)
    {
        var feature = features[key];
        CheckType(feature.DType);
        return new Categories(feature.Shape, Ids(feature));
    }

    /// <exception cref="ValueError">It is neither of texts nor of whole numbers, or not the column's.</exception>
    private protected void CheckType(DType type, ElementType column)
    {
        if (column.is_integer != new ElementType(type).is_integer)
            throw new ValueError(
                $"Column dtype and SparseTensors dtype must be compatible. key: {key}, column dtype: {column}, tensor dtype: "
                + $"{new ElementType(type)}");
        CheckStringOrInteger(new ElementType(type), $"column_name: {key} input_tensor");
    }

    /// <exception cref="ValueError">It is neither of texts nor of whole numbers.</exception>
    private protected static ElementType CheckStringOrInteger(ElementType type, string what) =>
        type.DType == DType.String || type.is_integer ? type : throw new ValueError(
            $"{what} dtype must be string or integer. dtype: {type}.", "dtype");

    private long[] Ids(Tensor feature) => feature.DType == DType.String
        ? Array.ConvertAll(feature.Strings().ToArray(), text => text.Length == 0 ? Layers.Categories.Missing : IdOf(text))
        : Array.ConvertAll(
            Ops.Cast(feature, DType.Int64).ToArray<long>(), number => number == -1 ? Layers.Categories.Missing : IdOf(number));
}

/// <summary>Whole numbers that are categories themselves: <c>tf.feature_column.categorical_column_with_identity</c>.</summary>
public sealed class IdentityCategoricalColumn : CategoricalColumn
{
    /// <summary>Creates the column.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="num_buckets">How many categories there are.</param>
    /// <param name="default_value">The category of numbers that are none.</param>
    /// <exception cref="ValueError">num_buckets is not positive, or default_value is no category.</exception>
    internal IdentityCategoricalColumn(string key, int num_buckets, int? default_value = null) : base(key)
    {
        if (num_buckets < 1) throw new ValueError($"num_buckets {num_buckets} < 1, column_name {key}", nameof(num_buckets));
        if (default_value < 0 || default_value >= num_buckets)
            throw new ValueError(
                $"default_value {default_value} not in range [0, {num_buckets}), column_name {key}", nameof(default_value));
        (number_buckets, this.default_value) = (num_buckets, default_value);
    }

    /// <summary>How many categories there are.</summary>
    public int number_buckets { get; }

    /// <summary>The category of numbers that are none; null where they are an error of an embedding, and nothing to an indicator.</summary>
    public int? default_value { get; }

    /// <inheritdoc/>
    public override int num_buckets => number_buckets;

    private protected override IEnumerable<(string, object?)> Fields =>
        [("key", key), ("number_buckets", number_buckets), ("default_value", default_value)];

    private protected override long IdOf(string text) => throw new InvalidOperationException();

    private protected override long IdOf(long number) =>
        default_value is { } other && (number < 0 || number >= number_buckets) ? other : number;

    private protected override void CheckType(DType type)
    {
        if (!new ElementType(type).is_integer)
            throw new ValueError($"Invalid input, not integer. key: {key} dtype: {new ElementType(type)}");
    }
}

/// <summary>Categories by the hash of texts or whole numbers: <c>tf.feature_column.categorical_column_with_hash_bucket</c>.</summary>
public sealed class HashedCategoricalColumn : CategoricalColumn
{
    /// <summary>Creates the column.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="hash_bucket_size">How many categories there are.</param>
    /// <param name="dtype">string, or a type of whole numbers.</param>
    /// <exception cref="ValueError">hash_bucket_size is not positive, or dtype another type.</exception>
    internal HashedCategoricalColumn(string key, int hash_bucket_size, string dtype = "string") : base(key)
    {
        if (hash_bucket_size < 1)
            throw new ValueError(
                $"hash_bucket_size must be at least 1. hash_bucket_size: {hash_bucket_size}, key: {key}", nameof(hash_bucket_size));
        this.hash_bucket_size = hash_bucket_size;
        this.dtype = CheckStringOrInteger(dtype, $"column_name: {key}");
    }

    /// <summary>How many categories there are.</summary>
    public int hash_bucket_size { get; }

    /// <summary>Type of the feature.</summary>
    public ElementType dtype { get; }

    /// <inheritdoc/>
    public override int num_buckets => hash_bucket_size;

    private protected override IEnumerable<(string, object?)> Fields =>
        [("key", key), ("hash_bucket_size", hash_bucket_size), ("dtype", dtype)];

    private protected override long IdOf(string text) => (long)(FarmHash.Fingerprint64(text) % (ulong)hash_bucket_size);

    private protected override long IdOf(long number) => IdOf(number.ToString(CultureInfo.InvariantCulture));

    private protected override void CheckType(DType type) => CheckType(type, dtype);
}

/// <summary>Categories that a vocabulary numbers; the others have buckets by their hash, or one number.</summary>
public abstract class VocabularyColumn : CategoricalColumn
{
    private protected VocabularyColumn(string key, int num_oov_buckets, ElementType dtype, bool hasDefault) : base(key)
    {
        if (num_oov_buckets != 0 && hasDefault)
            throw new ValueError($"Can't specify both num_oov_buckets and default_value in {key}.", nameof(num_oov_buckets));
        if (num_oov_buckets < 0) throw new ValueError($"Invalid num_oov_buckets {num_oov_buckets} in {key}.", nameof(num_oov_buckets));
        (this.num_oov_buckets, this.dtype) = (num_oov_buckets, dtype);
    }

    /// <summary>How many buckets there are for what is not in the vocabulary.</summary>
    public int num_oov_buckets { get; }

    /// <summary>Type of the feature.</summary>
    public ElementType dtype { get; }

    /// <summary>The number of what is not in the vocabulary, where there are no buckets for it.</summary>
    public int default_value { get; private protected init; }

    /// <inheritdoc/>
    public override int num_buckets => Size + num_oov_buckets;

    /// <summary>Number of words.</summary>
    private protected abstract int Size { get; }

    /// <summary>The words, numbers as texts, with their places.</summary>
    private protected abstract Dictionary<string, long> Words { get; }

    private protected override long IdOf(string text) => Words.TryGetValue(text, out var id) ? id
        : num_oov_buckets == 0 ? default_value
        : Size + (long)(FarmHash.Fingerprint64(text) % (ulong)num_oov_buckets);

    private protected override long IdOf(long number) => IdOf(number.ToString(CultureInfo.InvariantCulture));

    private protected override void CheckType(DType type) => CheckType(type, dtype);
}

/// <summary>Categories that a list numbers: <c>tf.feature_column.categorical_column_with_vocabulary_list</c>.</summary>
public sealed class VocabularyListCategoricalColumn : VocabularyColumn
{
    private readonly object?[] words;

    /// <summary>Creates the column.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="words">The texts or whole numbers.</param>
    /// <param name="isText">Whether they are texts.</param>
    /// <param name="dtype">Type of the feature; by default that of the words.</param>
    /// <param name="default_value">The number of what is not among them; below 0 it counts as nothing.</param>
    /// <param name="num_oov_buckets">How many buckets there are for what is not among them.</param>
    /// <exception cref="ValueError">The list is empty or has a word twice, or arguments do not go together.</exception>
    internal VocabularyListCategoricalColumn(
        string key, object?[] words, bool isText, string? dtype = null, int default_value = -1, int num_oov_buckets = 0)
        : base(key, num_oov_buckets, dtype ?? (isText ? "string" : "int64"), default_value != -1)
    {
        this.words = words;
        this.default_value = default_value;
        if (words.Length == 0)
            throw new ValueError($"vocabulary_list {PythonText.List(words)} must be non-empty, column_name: {key}", "vocabulary_list");
        if (words.Distinct().Count() != words.Length)
            throw new ValueError($"Duplicate keys in vocabulary_list {PythonText.List(words)}, column_name: {key}", "vocabulary_list");
        if (this.dtype.is_integer == isText)
            throw new ValueError(
                $"dtype {this.dtype} and vocabulary dtype {new ElementType(isText ? DType.String : DType.Int64)} do not match, "
                + $"column_name: {key}", nameof(dtype));
        CheckStringOrInteger(this.dtype, $"column_name: {key}");
        Words = words.Select((word, i) => (Convert.ToString(word, CultureInfo.InvariantCulture)!, (long)i)).ToDictionary();
    }

    /// <summary>The texts or whole numbers.</summary>
    public IReadOnlyList<object?> vocabulary_list => words;

    private protected override int Size => words.Length;

    private protected override Dictionary<string, long> Words { get; }

    private protected override IEnumerable<(string, object?)> Fields =>
        [("key", key), ("vocabulary_list", new PythonTuple<object?>(words)), ("dtype", dtype), ("default_value", default_value),
            ("num_oov_buckets", num_oov_buckets)];
}

/// <summary>Categories that the lines of a file number: <c>tf.feature_column.categorical_column_with_vocabulary_file</c>.</summary>
public sealed class VocabularyFileCategoricalColumn : VocabularyColumn
{
    private readonly Lazy<Dictionary<string, long>> lines;

    /// <summary>Creates the column.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="vocabulary_file">Path of the file, with a word on each line.</param>
    /// <param name="vocabulary_size">How many lines count; all by default.</param>
    /// <param name="dtype">string, or a type of whole numbers.</param>
    /// <param name="default_value">The number of what is not among them; by default -1, which counts as nothing.</param>
    /// <param name="num_oov_buckets">How many buckets there are for what is not among them.</param>
    /// <param name="file_format">Only null: a file of lines.</param>
    /// <exception cref="ValueError">There is no file, or arguments do not go together.</exception>
    /// <exception cref="NotSupportedException">file_format is given, or the file is one of compressed records.</exception>
    internal VocabularyFileCategoricalColumn(
        string key, string vocabulary_file, int? vocabulary_size = null, string dtype = "string", int? default_value = null,
        int? num_oov_buckets = null, string? file_format = null)
        : base(
            key, num_oov_buckets ?? 0, CheckStringOrInteger(Required.NotNull(dtype), $"column_name: {key}"), default_value is not null)
    {
        if (string.IsNullOrEmpty(vocabulary_file)) throw new ValueError($"Missing vocabulary_file in {key}.", nameof(vocabulary_file));
        if (file_format is not null || vocabulary_file.EndsWith("tfrecord.gz", StringComparison.Ordinal))
            throw new NotSupportedException(
                $"file_format={PythonText.Repr(file_format ?? "tfrecord_gzip")} is not supported: give a file of text with a word on each "
                + $"line, or the words to categorical_column_with_vocabulary_list.");
        if (vocabulary_size is null && !File.Exists(vocabulary_file))
            throw new ValueError($"vocabulary_file in {key} does not exist.", nameof(vocabulary_file));
        this.vocabulary_file = vocabulary_file;
        this.vocabulary_size = vocabulary_size ?? File.ReadLines(vocabulary_file).Count();
        if (this.vocabulary_size < 1) throw new ValueError($"Invalid vocabulary_size in {key}.", nameof(vocabulary_size));
        this.default_value = default_value ?? -1;
        lines = new(Read);
    }

    /// <summary>Path of the file.</summary>
    public string vocabulary_file { get; }

    /// <summary>How many of its lines count.</summary>
    public int vocabulary_size { get; }

    private protected override int Size => vocabulary_size;

    private protected override Dictionary<string, long> Words => lines.Value;

    private protected override IEnumerable<(string, object?)> Fields =>
        [("key", key), ("vocabulary_file", vocabulary_file), ("vocabulary_size", vocabulary_size), ("num_oov_buckets", num_oov_buckets),
            ("dtype", dtype), ("default_value", default_value), ("file_format", null)];

    private Dictionary<string, long> Read()
    {
        var words = new Dictionary<string, long>();
        var count = 0;
        foreach (var line in File.ReadLines(vocabulary_file).Take(vocabulary_size))
            if (!words.TryAdd(Number(line), count++))
                throw new ValueError($"Duplicate key '{line}' in the vocabulary file {vocabulary_file}.", nameof(vocabulary_file));
        return count == vocabulary_size ? words : throw new ValueError(
            $"Invalid vocab_size in {vocabulary_file}: expected {vocabulary_size} but got {count}", nameof(vocabulary_size));
    }

    /// <summary>A line as the text of its number, where it is one.</summary>
    private string Number(string line) => !dtype.is_integer ? line
        : long.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new ValueError($"Field {line} in the vocabulary file {vocabulary_file} is not a valid int64.", nameof(dtype));
}
