namespace KerasLikeRnn.Layers;

/// <summary>One vector of all features of a sample, as columns of <c>tf.feature_column</c> make them.</summary>
/// <remarks>
/// Input: a dictionary of features, each (batch,) or (batch, ...). Output (batch, numbers of all columns), the columns in the order of
/// their names.
/// </remarks>
[KerasExport("keras.layers.DenseFeatures")]
public partial class DenseFeatures : FeaturesLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="feature_columns">The columns: numeric, bucketized, indicator or embedding ones.</param>
    /// <exception cref="ValueError">There is no column, one is of another kind, or two have the same name.</exception>
    public DenseFeatures(ColumnsLike feature_columns, LayerOptions? options = null) : base(feature_columns, options)
    {
        foreach (var column in Columns)
            if (column is not IDenseColumn) throw WrongKind("DenseColumn", column);
    }

    /// <summary>A layer from the arguments that <see cref="Layer.get_config"/> gives.</summary>
    /// <exception cref="ValueError">They do not fit the class.</exception>
    public static DenseFeatures from_config(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        FromConfig<DenseFeatures>(config, custom_objects);

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var features = FeaturesOf(inputs);
        var tensors = Columns.Cast<IDenseColumn>().Select(column =>
        {
            var numbers = column.Dense(features);
            return Flat(numbers, numbers.Shape.Range(0, 1), column.VariableShape);
        }).ToArray();
        CheckBatches([.. tensors.Select(tensor => tensor.Shape.Dims[0])]);
        return Ops.Concat(tensors, -1);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Required.NotNull(input_shape).Range(0, 1).Concat(
        Shape.Of((int)Columns.Cast<IDenseColumn>().Sum(column => column.VariableShape.Length)));
}
