namespace KerasLikeRnn.Datasets;

/// <summary>
/// The file of a data set is neither in the cache folder nor can it be downloaded to there. The message says where to put it.
/// </summary>
public sealed class DataNotAvailableException : IOException
{
    /// <summary>Tells what is missing.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="cause">Why the file could not be fetched or stored.</param>
    public DataNotAvailableException(string message, Exception cause) : base(message, cause) => Reason = cause.Message;

    /// <summary>Why the file could not be fetched or stored, without the advice.</summary>
    public string Reason { get; }
}
