namespace KerasLikeRnn.Layers;

/// <summary>
/// What a layer makes of one or several features of the data: of a column of numbers, of categories. Made by <c>tf.feature_column</c>.
/// </summary>
public abstract class FeatureColumn : IPrinted
{
    private protected FeatureColumn() { }

    /// <summary>Name of the column, by which columns of a layer are put in order.</summary>
    public abstract string name { get; }

    /// <summary>What the column was made of, in TensorFlow's order.</summary>
    private protected abstract IEnumerable<(string Name, object? Value)> Fields { get; }

    /// <summary>The column's arguments, from which <c>DenseFeatures.from_config</c> makes an equal one.</summary>
    public OrderedDictionary<string, object?> get_config() =>
        new(Fields.Select(field => KeyValuePair.Create(field.Name, Written(field.Value))));

    /// <summary>Class name and configuration.</summary>
    internal OrderedDictionary<string, object?> Serialize() => new() { ["class_name"] = GetType().Name, ["config"] = get_config() };

    /// <summary>Python's text: <c>NumericColumn(key='price', shape=(1,), ...)</c>.</summary>
    public override string ToString() =>
        $"{GetType().Name}({string.Join(", ", Fields.Select(field => $"{field.Name}={Printed(field.Value)}"))})";

    string IPrinted.Repr => ToString();

    /// <summary>A key, which TensorFlow wants to be a text.</summary>
    private protected static string CheckKey(string key) => Required.NotNull(key);

    /// <summary>A column of categories among those that may stand for one.</summary>
    internal ICategoricalColumn AsCategories() => this as ICategoricalColumn ?? throw new ValueError(
        $"Unsupported input type. Input must be a CategoricalColumn. Given: {this}", "categorical_column");

    private static object? Written(object? value) => value switch
    {
        FeatureColumn column => column.Serialize(),
        ElementType type => type.name,
        Initializer initializer => Registry.SerializeAny(initializer),
        Delegate function => Registry.NameOf(function),
        IReadOnlyList<ColumnKey> keys => keys.Select(key => key.Column?.Serialize() ?? (object?)key.Name).ToList(),
        _ => value,
    };

    private static string Printed(object? value) => value switch
    {
        ElementType type => $"tf.{type.name}",
        Delegate function => $"<function {Registry.NameOf(function)}>",
        IReadOnlyList<ColumnKey> keys => PythonText.Tuple(keys.Select(key => key.Column ?? (object?)key.Name)),
        _ => PythonText.Repr(value),
    };
}

/// <summary>A column that gives numbers for each sample, which <see cref="DenseFeatures"/> takes.</summary>
internal interface IDenseColumn
{
    /// <summary>Sizes of what it gives for a sample.</summary>
    Shape VariableShape { get; }

    /// <summary>The numbers of a batch.</summary>
    Tensor Dense(Features features);
}

/// <summary>A column that gives numbers for each step of sequences, which <see cref="SequenceFeatures"/> takes.</summary>
internal interface ISequenceColumn
{
    /// <summary>Sizes of what it gives for a step.</summary>
    Shape VariableShape { get; }

    /// <summary>The numbers of a batch, and how many steps each of its sequences has.</summary>
    (Tensor Steps, long[] Lengths) Sequences(Features features);
}

/// <summary>A column of categories, numbered from 0.</summary>
internal interface ICategoricalColumn
{
    /// <summary>How many categories there are.</summary>
    int Buckets { get; }

    /// <summary>The categories of a batch.</summary>
    Categories Categories(Features features);
}

/// <summary>The features of a batch, and the weights that a layer keeps for its columns.</summary>
/// <param name="given">The features by their names.</param>
/// <param name="weights">The table of a column.</param>
internal sealed class Features(Tensors given, Func<EmbeddingColumn, Tensor> weights)
{
    /// <summary>A feature with at least two axes.</summary>
    /// <exception cref="ValueError">There is none of that name, or it is a single value.</exception>
    public Tensor this[string key]
    {
        get
        {
            if (!given.Names!.Contains(key)) throw new ValueError($"Feature {key} is not in features dictionary.");
            var feature = given[key];
            return feature.Rank switch
            {
                0 => throw new ValueError($"Feature (key: {key}) cannot have rank 0. Given: {feature}"),
                1 => Ops.ExpandDims(feature, -1),
                _ => feature,
            };
        }
    }

    /// <summary>The table of a column.</summary>
    public Tensor Weights(EmbeddingColumn column) => weights(column);
}
