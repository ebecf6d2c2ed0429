namespace KerasLikeRnn.Layers;

/// <summary>Columns from their configurations. Columns of the same name and class are one, as in TensorFlow.</summary>
internal sealed class ColumnConfigs
{
    private readonly Dictionary<(Type, string), FeatureColumn> known = [];

    /// <summary>The columns that a list of configurations describes.</summary>
    /// <exception cref="ValueError">It is no such list.</exception>
    public static ColumnsLike Read(object? configs)
    {
        if (configs is ColumnsLike columns) return columns;
        var reader = new ColumnConfigs();
        return configs is IEnumerable list and not string
            ? list.Cast<object?>().Select(reader.Column).ToArray()
            : throw new ValueError("The configuration needs a list `feature_columns`.", "config");
    }

    private FeatureColumn Column(object? described)
    {
        if (described is FeatureColumn made) return made;
        if (described is not IReadOnlyDictionary<string, object?> description
            || description.GetValueOrDefault("class_name") is not string name
            || description.GetValueOrDefault("config") is not IReadOnlyDictionary<string, object?> config)
            throw new ValueError(
                $"Improper config format for {PythonText.Repr(described)}. Expecting python dict contains `class_name` and `config` as "
                + "keys", "config");
        var column = Make(name, new Entries(config));
        return known.TryGetValue((column.GetType(), column.name), out var same) ? same
            : known[(column.GetType(), column.name)] = column;
    }

    private FeatureColumn Make(string name, Entries config) => name switch
    {
        nameof(NumericColumn) => new NumericColumn(
            config.Text("key"), config.Sizes("shape"), config.Numbers("default_value"), config.Text("dtype"),
            config.Function("normalizer_fn")),
        nameof(SequenceNumericColumn) => new SequenceNumericColumn(
            config.Text("key"), config.Sizes("shape"), config.Number("default_value") ?? 0, config.Text("dtype"),
            config.Function("normalizer_fn")),
        nameof(BucketizedColumn) => new BucketizedColumn(
            Column(config["source_column"]), [.. config.List("boundaries").Select(Entries.ToNumber)]),
        nameof(IdentityCategoricalColumn) => new IdentityCategoricalColumn(
            config.Text("key"), config.Whole("number_buckets") ?? 0, config.Whole("default_value")),
        nameof(HashedCategoricalColumn) => new HashedCategoricalColumn(
            config.Text("key"), config.Whole("hash_bucket_size") ?? 0, config.Text("dtype")),
        nameof(VocabularyListCategoricalColumn) => WithList(config),
        nameof(VocabularyFileCategoricalColumn) => WithFile(config),
        nameof(CrossedColumn) => new CrossedColumn(
            [.. config.List("keys").Select(key => key is string feature ? (ColumnKey)feature : Column(key))],
            config.Whole("hash_bucket_size") ?? 0,
            config["hash_key"] is { } key ? Convert.ToInt64(key, CultureInfo.InvariantCulture) : null),
        nameof(WeightedCategoricalColumn) => new WeightedCategoricalColumn(
            Column(config["categorical_column"]), config.Text("weight_feature_key"), config.Text("dtype")),
        nameof(SequenceCategoricalColumn) => new SequenceCategoricalColumn(Column(config["categorical_column"])),
        nameof(IndicatorColumn) => new IndicatorColumn(Column(config["categorical_column"])),
        nameof(EmbeddingColumn) => Embedding(config),
        _ => throw new ValueError($"Unknown feature_column_v2: {name}", nameof(config)),
    };

    private static VocabularyListCategoricalColumn WithList(Entries config)
    {
        var isText = config.Text("dtype") == "string";
        object?[] words = [.. config.List("vocabulary_list").Select(word =>
            isText ? word : Convert.ToInt64(word, CultureInfo.InvariantCulture))];
        return new(
            config.Text("key"), words, isText, config.Text("dtype"), config.Whole("default_value") ?? -1,
            config.Whole("num_oov_buckets") ?? 0);
    }

    private static VocabularyFileCategoricalColumn WithFile(Entries config)
    {
        var buckets = config.Whole("num_oov_buckets") ?? 0;
        return new(
            config.Text("key"), config.Text("vocabulary_file"), config.Whole("vocabulary_size"), config.Text("dtype"),
            buckets > 0 ? null : config.Whole("default_value"), buckets, config["file_format"] as string);
    }

    private EmbeddingColumn Embedding(Entries config)
    {
        var dimension = config.Whole("dimension") ?? 0;
        return new(
            Column(config["categorical_column"]), dimension, config.Text("combiner"), Initializer(config["initializer"], dimension),
            config["ckpt_to_load_from"] as string, config["tensor_name_in_ckpt"] as string, config.Number("max_norm"),
            config["trainable"] is not false, config["use_safe_embedding_lookup"] is not false);
    }

    /// <summary>An initializer of Keras's; TensorFlow's own names its type besides, and the default one is none that is given.</summary>
    private static InitializerLike Initializer(object? described, int dimension)
    {
        if (described is not IReadOnlyDictionary<string, object?> description
            || description.GetValueOrDefault("config") is not IReadOnlyDictionary<string, object?> config)
            return InitializerLike.Of(described);
        if (!config.ContainsKey("dtype")) return InitializerLike.Of(described);
        var entries = new Entries(config);
        if (description.GetValueOrDefault("class_name") is nameof(TruncatedNormal) && config.GetValueOrDefault("seed") is null
            && entries.Number("mean") == 0 && entries.Number("stddev") == 1 / Math.Sqrt(dimension)) return default;
        return InitializerLike.Of(new OrderedDictionary<string, object?>
        {
            ["class_name"] = description.GetValueOrDefault("class_name"),
            ["config"] = config.Where(entry => entry.Key != "dtype").ToDictionary(),
        });
    }

    /// <summary>The entries of a configuration, as numbers come from anywhere.</summary>
    private sealed class Entries(IReadOnlyDictionary<string, object?> config)
    {
        public object? this[string name] => config.GetValueOrDefault(name);

        public string Text(string name) => this[name] as string
            ?? throw new ValueError($"Invalid config: {PythonText.Repr(config)}, expected a text `{name}`.", nameof(config));

        public int? Whole(string name) => this[name] is { } value ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : null;

        public double? Number(string name) => this[name] is { } value ? ToNumber(value) : null;

        public static double ToNumber(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

        public IEnumerable<object?> List(string name) => this[name] is IEnumerable list and not string
            ? list.Cast<object?>()
            : throw new ValueError($"Invalid config: {PythonText.Repr(config)}, expected a list `{name}`.", nameof(config));

        public Shape Sizes(string name) => Shape.Of([.. List(name).Select(size => Convert.ToInt32(size, CultureInfo.InvariantCulture))]);

        public NumbersLike Numbers(string name)
        {
            if (this[name] is not { } value) return default;
            var numbers = Flat(value).ToArray();
            return Arrays.FromTensor(Tensor.From<double>(numbers, Sizes("shape")));
        }

        public Func<Tensor, Tensor>? Function(string name) => this[name] switch
        {
            null => null,
            Func<Tensor, Tensor> function => function,
            string known when CustomObjects.Find(known) is Func<Tensor, Tensor> function => function,
            var other => throw new ValueError(
                $"Unknown object: {PythonText.Str(other)}. Please ensure this object is passed to the `custom_objects` argument.", name),
        };

        private static IEnumerable<double> Flat(object? value) =>
            value is IEnumerable list ? list.Cast<object?>().SelectMany(Flat) : [ToNumber(value)];
    }
}
