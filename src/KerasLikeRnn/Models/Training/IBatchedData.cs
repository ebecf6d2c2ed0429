namespace KerasLikeRnn.Models;

/// <summary>Data that come in batches by themselves.</summary>
internal interface IBatchedData
{
    /// <summary>Its class in Python, as errors name it.</summary>
    string PythonType { get; }

    /// <summary>Its batches.</summary>
    /// <param name="y">Targets given beside it.</param>
    /// <param name="sampleWeight">Weights given beside it.</param>
    /// <param name="steps">Batches of an epoch; null: as many as it has.</param>
    BatchSource Batches(DataLike? y, DataLike? sampleWeight, int? steps);
}
