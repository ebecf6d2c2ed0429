namespace KerasLikeRnn.Layers;

/// <summary>Sequences of vectors of all features of a time step, as sequence columns of <c>tf.feature_column</c> make them.</summary>
/// <remarks>
/// Input: a dictionary of features, each (batch, timesteps) or (batch, timesteps, n), filled up with 0, of whole numbers with -1, of texts
/// with "". Outputs: (batch, timesteps, numbers of all columns), and the lengths (batch,) of the sequences.
/// </remarks>
[KerasExport("keras.experimental.SequenceFeatures")]
public partial class SequenceFeatures : FeaturesLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="feature_columns">The columns: sequence_numeric_column, or embedding and indicator columns of
    /// sequence_categorical_column_with_...</param>
    /// <exception cref="ValueError">There is no column, one is of another kind, or two have the same name.</exception>
    public SequenceFeatures(ColumnsLike feature_columns, LayerOptions? options = null) : base(feature_columns, options)
    {
        foreach (var column in Columns)
            if (column is not ISequenceColumn) throw WrongKind("SequenceDenseColumn", column);
    }

    /// <summary>A layer from the arguments that <see cref="Layer.get_config"/> gives.</summary>
    /// <exception cref="ValueError">They do not fit the class.</exception>
    public static SequenceFeatures from_config(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        FromConfig<SequenceFeatures>(config, custom_objects);

    /// <inheritdoc/>
    internal override bool GivesTuple => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var features = FeaturesOf(inputs);
        var columns = Columns.Cast<ISequenceColumn>().ToArray();
        var all = Array.ConvertAll(columns, column => column.Sequences(features));
        CheckBatches([.. all.Select(sequences => sequences.Lengths.Length)]);
        for (var i = 1; i < all.Length; i++)
            if (!all[i].Lengths.AsSpan().SequenceEqual(all[0].Lengths))
                throw new ValueError(
                    $"assertion failed: sequences of all columns must be of the same lengths. {Columns[0].name}: "
                    + $"{PythonText.List(all[0].Lengths.Cast<object?>())}, {Columns[i].name}: "
                    + $"{PythonText.List(all[i].Lengths.Cast<object?>())}");
        var steps = all.Zip(columns, (sequences, column) =>
            Flat(sequences.Steps, sequences.Steps.Shape.Range(0, 2), column.VariableShape)).ToArray();
        return [Ops.Concat(steps, -1), Tensor.From<long>(all[0].Lengths)];
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Required.NotNull(input_shape).Range(0, 2).Concat(Shape.Of(Width));

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context) =>
    [
        (Shape.Of(inputs[0].Shape.Dims[0], Shape.Unknown, Width), DType.Float32), (Shape.Of(inputs[0].Shape.Dims[0]), DType.Int64),
    ];

    private int Width => (int)Columns.Cast<ISequenceColumn>().Sum(column => column.VariableShape.Length);
}
