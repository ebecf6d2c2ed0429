using System.Net.Http;

namespace KerasLikeRnn.Datasets;

/// <summary>A file of a data set, which is downloaded when it is first wanted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hash">Its checksum, MD5 or SHA-256; null for one that Keras does not verify.</param>
internal sealed record DatasetFile(string Name, string? Hash)
{
    /// <summary>Where it comes from; TensorFlow's collection of data sets by default.</summary>
    internal string Collection { get; init; } = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";

    /// <summary>Its folder in the cache folder.</summary>
    internal string Folder { get; init; } = "datasets";

    /// <summary>
    /// An existing file as it is; otherwise the file of that name in the cache folder, downloaded if it is not there, or not
    /// the official one.
    /// </summary>
    /// <exception cref="DataNotAvailableException">It is not there and cannot be fetched or stored.</exception>
    internal string Locate(string path) => Locate(path, new Uri(Collection + Name));

    internal string Locate(string path, Uri origin)
    {
        Required.NotEmpty(path);
        return File.Exists(path) ? path : Fetch(path, origin, $", or name the file that you have: path: \"/folder/{Name}\"");
    }

    /// <summary>The file in the cache folder, downloaded if it is not there.</summary>
    /// <exception cref="DataNotAvailableException">It is not there and cannot be fetched or stored.</exception>
    internal string Fetch() => Fetch(Name, new Uri(Collection + Name), "");

    /// <summary>The folder that an archive, kept under another name, holds: unpacked if it is not there.</summary>
    /// <exception cref="DataNotAvailableException">The archive is not there and cannot be fetched or stored.</exception>
    internal string Unpack(string folder)
    {
        var place = CachedFile.Place(folder, Folder);
        if (Directory.Exists(place)) return place;
        var archive = Fetch(folder + ".tar.gz", new Uri(Collection + Name), "");
        Archive.Extract(archive, Path.GetDirectoryName(place)!, "tar");
        return Directory.Exists(place)
            ? place
            : throw new InvalidDataException($"{archive} holds no folder {folder}. Delete it and fetch it again.");
    }

    private string Fetch(string path, Uri origin, string otherAdvice)
    {
        var place = CachedFile.Place(path, Folder);
        try
        {
            CachedFile.Provide(place, origin, FileHash.From(Hash, "auto"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataNotAvailableException(
                $"{error.Message.TrimEnd('.')}. Download {origin} yourself and put it at {place}{otherAdvice}.", error);
        }
        return place;
    }
}
