using System.Net.Http;

namespace KerasLikeRnn.Datasets;

/// <summary>A file of TensorFlow's collection of data sets.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Hash">Its checksum, MD5 or SHA-256.</param>
internal sealed record DatasetFile(string Name, string Hash)
{
    private const string Collection = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";

    /// <summary>
    /// An existing file as it is; otherwise the file of that name in the cache folder, downloaded if it is not there, or not
    /// the official one.
    /// </summary>
    /// <exception cref="DataNotAvailableException">It is not there and cannot be fetched or stored.</exception>
    internal string Locate(string path) => Locate(path, new Uri(Collection + Name));

    internal string Locate(string path, Uri origin)
    {
        Required.NotEmpty(path);
        if (File.Exists(path)) return path;
        var place = CachedFile.Place(path);
        try
        {
            CachedFile.Provide(place, origin, FileHash.From(Hash, "auto"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataNotAvailableException(
                $"{error.Message.TrimEnd('.')}. Download {origin} yourself and put it at {place}, " +
                $"or name the file that you have: path: \"/folder/{Name}\".", error);
        }
        return place;
    }
}
