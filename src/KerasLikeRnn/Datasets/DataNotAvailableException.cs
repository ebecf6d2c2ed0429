namespace KerasLikeRnn.Datasets;

/// <summary>
/// The file of a data set is neither in the cache folder nor can it be downloaded to there. The message says where to put it.
/// </summary>
/// <param name="message">What happened and what to do.</param>
/// <param name="cause">Why the file could not be fetched or stored.</param>
public sealed class DataNotAvailableException(string message, Exception cause) : IOException(message, cause)
{
    /// <summary>Why the file could not be fetched or stored, without the advice.</summary>
    public string Reason { get; } = cause.Message;
}
