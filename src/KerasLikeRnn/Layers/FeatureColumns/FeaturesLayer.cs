using System.Text.RegularExpressions;

namespace KerasLikeRnn.Layers;

/// <summary>What <see cref="DenseFeatures"/> and <see cref="SequenceFeatures"/> share: columns, put in order by their names, of features
/// that come as a dictionary.</summary>
public abstract partial class FeaturesLayer : Layer
{
    private readonly Dictionary<EmbeddingColumn, Variable> tables = [];

    private protected FeaturesLayer(ColumnsLike feature_columns, LayerOptions? options) : base(options)
    {
        var columns = feature_columns.Columns;
        if (columns.Length == 0) throw new ValueError("feature_columns must not be empty.", nameof(feature_columns));
        if (columns.GroupBy(column => column.name).FirstOrDefault(named => named.Count() > 1)?.ToArray() is [var one, var twin, ..])
            throw new ValueError(
                $"Duplicate feature column name found for columns: {one} and {twin}. This usually means that these columns refer to "
                + "same base feature. Either one must be discarded or a duplicated but renamed item must be inserted in features dict.",
                nameof(feature_columns));
        Columns = [.. columns.OrderBy(column => column.name, StringComparer.Ordinal)];
    }

    /// <summary>The columns in the order of their names.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <inheritdoc/>
    private protected override bool CastsInputs => false;

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config())
    {
        ["feature_columns"] = Columns.Select(object? (column) => column.Serialize()).ToList(), ["partitioner"] = null,
    };

    /// <inheritdoc/>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes)
    {
        foreach (var column in Columns)
        {
            if (!ScopeName().IsMatch(column.name))
                throw new ValueError(
                    $"'{column.name}' is not a valid scope name. A scope name has to match the following pattern: ^[A-Za-z0-9_.\\\\/>-]*$");
            if (column is EmbeddingColumn embedding)
                tables[embedding] = AddWeight(
                    $"{column.name}/embedding_weights", embedding.TableShape, embedding.initializer,
                    trainable: embedding.trainable && trainable, dtype: DType.Float32);
        }
    }

    /// <inheritdoc/>
    public override void build(Shape input_shape) => BuildAll([input_shape]);

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        if (inputs.Names is null)
            throw new ValueError($"We expected a dictionary here. Instead we got: {PythonText.Repr(inputs)}", nameof(inputs));
    }

    /// <inheritdoc/>
    private protected override DType OutputDType(Tensors inputs) => DType.Float32;

    /// <summary>The features of a batch with the layer's tables.</summary>
    private protected Features FeaturesOf(Tensors inputs) => new(inputs, column => tables[column].Current);

    /// <exception cref="ValueError">Columns have batches of different sizes.</exception>
    private protected void CheckBatches(IReadOnlyList<int> sizes)
    {
        for (var i = 1; i < sizes.Count; i++)
            if (sizes[i] != sizes[0])
                throw new ValueError(
                    "Batch size (first dimension) of each feature must be same. Batch size of columns "
                    + $"({Columns[0].name}, {Columns[i].name}): ({sizes[0]}, {sizes[i]})");
    }

    /// <summary>A column's numbers with those of a sample or step in the last axis.</summary>
    private protected static Tensor Flat(Tensor numbers, Shape leading, Shape variable) =>
        numbers.Shape.Length == leading.Length * variable.Length
            ? Ops.Reshape(numbers, leading.Concat(Shape.Of((int)variable.Length)))
            : throw new ValueError(
                $"Input to reshape is a tensor with {numbers.Shape.Length} values, but the requested shape has "
                + $"{leading.Length * variable.Length}");

    /// <summary>The error of a column of another kind.</summary>
    private protected static ValueError WrongKind(string kind, FeatureColumn column) => new(
        $"Items of feature_columns must be a {kind}. You can wrap a categorical column with an embedding_column or indicator_column. "
        + $"Given: {column}", "feature_columns");

    /// <summary>A layer from its configuration.</summary>
    private protected static T FromConfig<T>(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects) where T : FeaturesLayer
    {
        using var scope = custom_objects is null ? null : CustomObjects.Enter(custom_objects);
        var arguments = Policy.ByName(Required.NotNull(config)).Where(entry => entry.Key != "partitioner").ToDictionary();
        arguments["feature_columns"] = ColumnConfigs.Read(arguments.GetValueOrDefault("feature_columns"));
        return (T)Construction.Create(typeof(T), arguments);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.\\/>-]*\z")]
    private static partial Regex ScopeName();
}

/// <summary>Columns of features: one, or a list of them.</summary>
[CollectionBuilder(typeof(ColumnsLike), nameof(Create))]
public readonly struct ColumnsLike
{
    private readonly FeatureColumn[]? columns;

    private ColumnsLike(FeatureColumn[] columns) => this.columns = Required.NoneNull(columns);

    /// <summary>The columns.</summary>
    internal FeatureColumn[] Columns => columns ?? [];

    /// <summary>Builds the argument from a collection expression.</summary>
    public static ColumnsLike Create(ReadOnlySpan<FeatureColumn> columns) => new(columns.ToArray());

    /// <summary>The columns one after another.</summary>
    public IEnumerator<FeatureColumn> GetEnumerator() => Columns.AsEnumerable().GetEnumerator();

    public static implicit operator ColumnsLike(FeatureColumn column) => new([column]);

    public static implicit operator ColumnsLike(FeatureColumn[] columns) => new(columns);

    public static implicit operator ColumnsLike(List<FeatureColumn> columns) => new([.. columns]);
}
