namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>tf.data: what is no dataset.</summary>
public static class DatasetFunctions
{
    /// <summary>That how much runs ahead, or side by side, is left to the library.</summary>
    [KerasExport("tf.data.AUTOTUNE", "tf.data.experimental.AUTOTUNE")]
    public static int AUTOTUNE => -1;

    /// <summary>The number of elements of a dataset that never ends.</summary>
    [KerasExport("tf.data.INFINITE_CARDINALITY", "tf.data.experimental.INFINITE_CARDINALITY")]
    public static int INFINITE_CARDINALITY => (int)Dataset.Infinite;

    /// <summary>The number of elements of a dataset of which only the end tells it.</summary>
    [KerasExport("tf.data.UNKNOWN_CARDINALITY", "tf.data.experimental.UNKNOWN_CARDINALITY")]
    public static int UNKNOWN_CARDINALITY => (int)Dataset.Unknown;

    /// <summary>Number of elements: a scalar int64, -1 for an infinite and -2 for an unknown one.</summary>
    [KerasExport("tf.data.experimental.cardinality")]
    public static Tensor cardinality(Dataset dataset) => Required.NotNull(dataset).cardinality();
}
