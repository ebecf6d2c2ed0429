namespace KerasLikeRnn.Models;

/// <summary>Data that give batches by themselves, so that fit and its like neither cut them nor ask for targets beside them.</summary>
internal interface IBatches
{
    /// <summary>What Keras calls data of this kind where it refuses an argument.</summary>
    string Kind { get; }

    /// <summary>The class as Python prints it.</summary>
    string PythonType { get; }

    /// <summary>The batches of a run.</summary>
    BatchSource Batches(BatchRequest request);
}

/// <summary>How fit and its like want batches that are made by the data.</summary>
/// <param name="Steps">Batches of an epoch; null: as many as there are.</param>
internal sealed record BatchRequest(int? Steps)
{
    /// <summary>Whether the order of the batches is drawn anew for each epoch.</summary>
    public bool Shuffle { get; init; }

    /// <summary>How many threads make batches.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>How many batches are made ahead.</summary>
    public int MaxQueueSize { get; init; } = 10;

    /// <summary>Whether other processes were wanted: here they are threads.</summary>
    public bool UseMultiprocessing { get; init; }

    /// <summary>Whether batches are made ahead on threads of their own.</summary>
    public bool IsAhead => Workers > 1 || (Workers > 0 && UseMultiprocessing);
}
