using KerasLikeRnn.Models;

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>A dataset as data for a model.</summary>
internal sealed class DatasetData(Dataset dataset) : IBatchedData
{
    /// <inheritdoc/>
    public string PythonType => $"tensorflow.python.data.ops.dataset_ops.{dataset.Name}";

    /// <inheritdoc/>
    /// <exception cref="ValueError">Something else is given that is in the dataset, or it never ends and nobody says how many
    /// steps.</exception>
    public BatchSource Batches(DataLike? y, DataLike? sampleWeight, int? steps)
    {
        if (y is not null) throw new ValueError("`y` argument is not supported when using dataset as input.", nameof(y));
        if (sampleWeight is not null)
            throw new ValueError("`sample_weight` argument is not supported when using dataset as input.", "sample_weight");
        if (steps is null && dataset.Cardinality == Dataset.Infinite)
            throw new ValueError(
                "When providing an infinite dataset, you must specify the number of steps to run (if you did not intend to create an "
                + "infinite dataset, make sure to not call `repeat()` on the dataset).", "steps");
        return new DatasetBatches(dataset, steps);
    }

    /// <inheritdoc/>
    public override string ToString() => dataset.ToString();
}
