using System.Net.Http;

namespace KerasLikeRnn.Downloads;

/// <summary>Files from the web, kept in a folder of the user.</summary>
public static class CachedFile
{
    /// <summary>
    /// Downloads a file from a URL unless it is in the cache already, and returns its path. The file grows under a temporary
    /// name and appears under its own only when it is complete and its checksum is right.
    /// </summary>
    /// <remarks>
    /// As in Python, a home that cannot be written to is replaced by the folder <c>.keras</c> among the temporary files. Unlike Python's,
    /// a folder that was asked for never is: without the right to write this throws; and an existing file stays until a better one has
    /// arrived.
    /// </remarks>
    /// <param name="fname">Name of the file, or an absolute path. Null: the last part of <paramref name="origin"/>.</param>
    /// <param name="origin">URL of the file: http, https, file.</param>
    /// <param name="untar">Deprecated, use <paramref name="extract"/>: the file is <c>fname.tar.gz</c>, and the result the
    /// path of what was unpacked from it.</param>
    /// <param name="md5_hash">Deprecated, use <paramref name="file_hash"/>.</param>
    /// <param name="file_hash">Expected MD5 or SHA-256 hash, in hexadecimal.</param>
    /// <param name="cache_subdir">Folder below the cache folder, or an absolute path.</param>
    /// <param name="hash_algorithm"><c>auto</c> (by the length of the hash), <c>sha256</c> or <c>md5</c>.</param>
    /// <param name="extract">Whether to unpack the file, a tar, tar.gz or zip, into the folder where it lies.</param>
    /// <param name="archive_format"><c>auto</c>, <c>tar</c>, <c>zip</c>, or null for no unpacking.</param>
    /// <param name="cache_dir">The cache folder. Null: the environment variable <c>KERAS_HOME</c>, or else <c>~/.keras</c>, in
    /// <c>/tmp/.keras</c> where home is missing or read-only.</param>
    /// <exception cref="HttpRequestException">The file could not be fetched.</exception>
    /// <exception cref="InvalidDataException">The file that arrived has another hash, or the archive is damaged.</exception>
    /// <exception cref="IOException">The disk is full, or the cache folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write into the cache folder.</exception>
    [KerasExport("keras.utils.get_file")]
    public static string get_file(
        string? fname = null, string? origin = null, bool untar = false, string? md5_hash = null, string? file_hash = null,
        string cache_subdir = "datasets", string hash_algorithm = "auto", bool extract = false, string? archive_format = "auto",
        string? cache_dir = null)
    {
        if (origin is null)
            throw new ValueError("Please specify the \"origin\" argument (URL of the file to download).", nameof(origin));
        if (md5_hash is not null && file_hash is null) (file_hash, hash_algorithm) = (md5_hash, "md5");
        Archive.CheckFormat(archive_format);
        var hash = FileHash.From(file_hash, hash_algorithm);
        var url = Address(origin);
        var path = Place(string.IsNullOrEmpty(fname) ? NameIn(origin, url) : fname, cache_subdir, cache_dir);
        if (untar) return Untar(path, url, hash);
        ProvideOrAdvise(path, url, hash);
        if (extract) Archive.Extract(path, Path.GetDirectoryName(path)!, archive_format);
        return path;
    }

    /// <summary>Where a file of that name is kept.</summary>
    internal static string Place(string fname, string cacheSubdir = "datasets", string? cacheDir = null)
        => Path.GetFullPath(Path.Combine(CacheFolder(cacheDir), cacheSubdir, fname));

    /// <summary>Makes sure that the file lies at <paramref name="path"/>.</summary>
    internal static void Provide(string path, Uri origin, FileHash? hash)
    {
        if (File.Exists(path))
        {
            if (hash is null || hash.Matches(path)) return;
            Messages.Print(
                "A local file was found, but it seems to be incomplete or outdated because the " +
                $"{hash.Algorithm} file hash does not match the original value of {hash.Expected} so we will re-download the data.");
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        TemporaryFile.DeleteAbandoned(path);
        Download(path, origin, hash);
    }

    private static void ProvideOrAdvise(string path, Uri origin, FileHash? hash)
    {
        try
        {
            Provide(path, origin, hash);
        }
        catch (Exception error) when (WithAdvice(error, path, origin) is { } better)
        {
            throw better;
        }
    }

    private static void Download(string path, Uri origin, FileHash? hash)
    {
        var temporary = TemporaryFile.NameFor(path);
        try
        {
            Messages.Print($"Downloading data from {origin}");
            using (var progress = new DownloadProgress()) new FileDownload(origin, progress.Report).To(temporary);
            if (hash is not null && !hash.Matches(temporary))
                throw new InvalidDataException(
                    $"Incomplete or corrupted file detected. The {hash.Algorithm} file hash does not match " +
                    $"the provided value of {hash.Expected}.");
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static string Untar(string path, Uri origin, FileHash? hash)
    {
        const string ending = ".tar.gz";
        var target = path.EndsWith(ending, StringComparison.Ordinal) ? path[..^ending.Length] : path;
        ProvideOrAdvise(target + ending, origin, hash);
        if (!Path.Exists(target)) Archive.Extract(target + ending, Path.GetDirectoryName(target)!, "tar");
        return target;
    }

    /// <summary>The same error with the way out of it, or null for errors that are not about fetching or storing.</summary>
    private static Exception? WithAdvice(Exception error, string path, Uri origin)
    {
        var message = $"{error.Message.TrimEnd('.')}. Download {origin} yourself and put it at {path}, " +
            "or set KERAS_HOME to a folder that you can write to.";
        return error switch
        {
            HttpRequestException http => new HttpRequestException(message, http, http.StatusCode),
            InvalidDataException => new InvalidDataException(message, error),
            UnauthorizedAccessException => new UnauthorizedAccessException(message, error),
            IOException => new IOException(message, error),
            _ => null,
        };
    }

    private static Uri Address(string origin)
        => Uri.TryCreate(origin, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps
                || origin.StartsWith("file://", StringComparison.Ordinal))
            ? url
            : throw new ValueError(
                $"origin must be a URL that begins with http://, https:// or file://. Received: '{origin}'", nameof(origin));

    private static string NameIn(string origin, Uri url)
        => Path.GetFileName(url.AbsolutePath) is { Length: > 0 } name
            ? name
            : throw new ValueError(
                $"Can't parse the file name from the origin provided: '{origin}'. " +
                "Please specify the `fname` as the input param.",
                nameof(origin));

    private static string CacheFolder(string? cacheDir)
    {
        if ((cacheDir ?? Environment.GetEnvironmentVariable("KERAS_HOME")) is { Length: > 0 } given) return ExpandUser(given);
        return Home() is { Length: > 0 } home && CanWrite(home) ? Path.Join(home, ".keras") : Path.Join(Path.GetTempPath(), ".keras");
    }

    private static string Home() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Whether files can be made in the cache folder of that home, or the cache folder itself.</summary>
    private static bool CanWrite(string home)
    {
        var cache = Path.Join(home, ".keras");
        try
        {
            File.Create(Path.Join(Directory.Exists(cache) ? cache : home, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose)
                .Dispose();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string ExpandUser(string path)
        => path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Join(Home(), path[1..])
            : path;
}
