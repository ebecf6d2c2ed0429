using KerasLikeRnn.Models;

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>A dataset as data for a model.</summary>
internal sealed class DatasetData(Dataset dataset) : IBatches
{
    /// <inheritdoc/>
    public string Kind => "dataset";

    /// <inheritdoc/>
    public string PythonType => $"<class 'tensorflow.python.data.ops.dataset_ops.{dataset.Name}'>";

    /// <inheritdoc/>
    /// <exception cref="ValueError">It never ends and nobody says how many steps.</exception>
    public BatchSource Batches(BatchRequest request)
    {
        if (request.Steps is null && dataset.Cardinality == Dataset.Infinite)
            throw new ValueError(
                "When providing an infinite dataset, you must specify the number of steps to run (if you did not intend to create an "
                + "infinite dataset, make sure to not call `repeat()` on the dataset).", "steps");
        return new DatasetBatches(dataset, request.Steps);
    }

    /// <inheritdoc/>
    public override string ToString() => dataset.ToString();
}
