using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Downloads;

public sealed class CachedFileTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))];
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Content));

    private readonly TestFolder folder = new();
    private readonly StringBuilder text = new();
    private readonly IDisposable listening;

    public CachedFileTests() => listening = Messages.Redirect(part => text.Append(part));

    public void Dispose()
    {
        listening.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_file_is_downloaded_once_and_then_taken_from_the_cache()
    {
        using var server = new LocalServer(_ => LocalServer.Ok(Content));
        var path = CachedFile.get_file("a.bin", server.Url("a.bin"), file_hash: Sha256, cache_dir: folder.Path);
        Assert.Equal(folder["datasets/a.bin"], path);
        Assert.Equal(path, CachedFile.get_file("a.bin", server.Url("a.bin"), file_hash: Sha256.ToUpperInvariant(), cache_dir: folder.Path));
        Assert.Equal(Content, File.ReadAllBytes(path));
        Assert.Equal(1, server.Requests);
        Assert.Equal(["datasets/a.bin"], folder.Files);
    }

    [Fact]
    public void The_text_is_the_one_of_Keras()
    {
        using var server = new LocalServer(_ => LocalServer.Ok(Content));
        CachedFile.get_file("a.bin", server.Url("a.bin"), cache_dir: folder.Path);
        Assert.StartsWith($"Downloading data from {server.Url("a.bin")}\n", text.ToString());
        Assert.Contains("     0/100000 [..............................] - ETA: 0s", text.ToString());
        Assert.Matches(@"100000/100000 \[={30}\] - \d+s \d+us/step *\n$", text.ToString());
    }

    [Fact]
    public void A_file_of_unknown_length_and_an_empty_file_arrive_whole()
    {
        using var server = new LocalServer(request => request == 1 ? LocalServer.OkWithoutLength(Content) : LocalServer.Ok([]));
        Assert.Equal(Content, File.ReadAllBytes(CachedFile.get_file("a.bin", server.Url("a.bin"), cache_dir: folder.Path)));
        Assert.EndsWith("us/step\n", text.ToString());
        Assert.Empty(File.ReadAllBytes(CachedFile.get_file("empty.bin", server.Url("b.bin"), cache_dir: folder.Path)));
    }

    [Fact]
    public void A_connection_cut_in_the_middle_leaves_nothing_and_the_next_call_starts_afresh()
    {
        using var server = new LocalServer(
            request => request == 1 ? LocalServer.Ok(Content[..60_000], Content.Length) : LocalServer.Ok(Content));
        var error = Assert.Throws<HttpRequestException>(() => CachedFile.get_file("a.bin", server.Url("a.bin"), cache_dir: folder.Path));
        Assert.StartsWith($"URL fetch failure on {server.Url("a.bin")}: ", error.Message);
        Assert.Contains(folder["datasets/a.bin"], error.Message);
        Assert.Empty(folder.Files);
        Assert.EndsWith("\n", text.ToString());
        Assert.Equal(Content, File.ReadAllBytes(CachedFile.get_file("a.bin", server.Url("a.bin"), cache_dir: folder.Path)));
    }

    [Fact]
    public void A_wrong_checksum_is_refused_and_leaves_nothing()
    {
        using var server = new LocalServer(_ => LocalServer.Ok([1, 2, 3]));
        var error = Assert.Throws<InvalidDataException>(
            () => CachedFile.get_file("a.bin", server.Url("a.bin"), file_hash: Sha256, cache_dir: folder.Path));
        Assert.StartsWith(
            $"Incomplete or corrupted file detected. The auto file hash does not match the provided value of {Sha256}.", error.Message);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void An_outdated_file_stays_until_a_right_one_has_arrived()
    {
        Directory.CreateDirectory(folder["datasets"]);
        File.WriteAllText(folder["datasets/a.bin"], "old");
        using var server = new LocalServer(request => request == 1 ? LocalServer.NotFound : LocalServer.Ok(Content));
        Assert.Throws<HttpRequestException>(
            () => CachedFile.get_file("a.bin", server.Url("a.bin"), file_hash: Sha256, cache_dir: folder.Path));
        Assert.Equal("old", File.ReadAllText(folder["datasets/a.bin"]));
        CachedFile.get_file("a.bin", server.Url("a.bin"), file_hash: Sha256, cache_dir: folder.Path);
        Assert.Equal(Content, File.ReadAllBytes(folder["datasets/a.bin"]));
        Assert.Contains(
            "A local file was found, but it seems to be incomplete or outdated because the auto file hash does not match the original " +
            $"value of {Sha256} so we will re-download the data.\n", text.ToString());
    }

    [Fact]
    public void A_404_says_so_and_where_to_put_the_file()
    {
        using var server = new LocalServer(_ => LocalServer.NotFound);
        var error = Assert.Throws<HttpRequestException>(() => CachedFile.get_file("a.bin", server.Url("a.bin"), cache_dir: folder.Path));
        Assert.StartsWith($"URL fetch failure on {server.Url("a.bin")}: 404 -- Not Found", error.Message);
        Assert.Contains($"put it at {folder["datasets/a.bin"]}", error.Message);
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_server_that_is_not_there_is_an_error_of_the_fetch()
    {
        string url;
        using (var server = new LocalServer(_ => LocalServer.NotFound)) url = server.Url("a.bin");
        var error = Assert.Throws<HttpRequestException>(() => CachedFile.get_file("a.bin", url, cache_dir: folder.Path));
        Assert.StartsWith($"URL fetch failure on {url}: ", error.Message);
    }

    [Fact]
    public void A_file_larger_than_the_disk_is_refused_before_it_arrives()
    {
        using var server = new LocalServer(_ => LocalServer.Ok(Content, long.MaxValue));
        var error = Assert.Throws<IOException>(() => CachedFile.get_file("a.bin", server.Url("a.bin"), cache_dir: folder.Path));
        Assert.StartsWith($"The file has {long.MaxValue} bytes, but only ", error.Message);
        Assert.Contains("KERAS_HOME", error.Message);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_cache_folder_that_cannot_be_made_is_an_error_with_advice()
    {
        File.WriteAllText(folder["file"], "");
        using var server = new LocalServer(_ => LocalServer.Ok(Content));
        var error = Assert.ThrowsAny<IOException>(() => CachedFile.get_file("a.bin", server.Url("a.bin"), cache_dir: folder["file"]));
        Assert.Contains("KERAS_HOME", error.Message);
        Assert.Equal(0, server.Requests);
        Assert.Equal(["file"], folder.Files);
    }

    [Fact]
    public void Only_leftovers_of_killed_runs_that_are_older_than_a_day_are_deleted()
    {
        Directory.CreateDirectory(folder["datasets"]);
        string[] leftovers = [.. Enumerable.Range(0, 2).Select(i => $"datasets/a.bin.{new string('0', 31)}{i}.part")];
        foreach (var name in leftovers) File.WriteAllText(folder[name], "half");
        File.SetLastWriteTimeUtc(folder[leftovers[0]], DateTime.UtcNow.AddDays(-2));
        using var server = new LocalServer(_ => LocalServer.Ok(Content));
        CachedFile.get_file("a.bin", server.Url("a.bin"), cache_dir: folder.Path);
        Assert.Equal(["datasets/a.bin", leftovers[1]], folder.Files);
    }

    [Fact]
    public void Files_go_to_KERAS_HOME()
    {
        var before = Environment.GetEnvironmentVariable("KERAS_HOME");
        using var server = new LocalServer(_ => LocalServer.Ok(Content));
        try
        {
            Environment.SetEnvironmentVariable("KERAS_HOME", folder["home"]);
            Assert.Equal(folder["home/models/b.bin"], CachedFile.get_file(origin: server.Url("x/b.bin?version=1"), cache_subdir: "models"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KERAS_HOME", before);
        }
        Assert.Equal(["home/models/b.bin"], folder.Files);
    }

    [Fact]
    public void Without_a_home_files_go_to_the_temporary_folder_as_in_Keras()
    {
        var before = (Environment.GetEnvironmentVariable("KERAS_HOME"), Environment.GetEnvironmentVariable("HOME"));
        try
        {
            Environment.SetEnvironmentVariable("KERAS_HOME", null);
            Environment.SetEnvironmentVariable("HOME", folder["missing"]);
            Assert.Equal(Path.Join(Path.GetTempPath(), ".keras/datasets/a"), CachedFile.Place("a"));
            Directory.CreateDirectory(folder["home"]);
            Environment.SetEnvironmentVariable("HOME", folder["home"]);
            Assert.Equal(folder["home/.keras/datasets/a"], CachedFile.Place("a"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KERAS_HOME", before.Item1);
            Environment.SetEnvironmentVariable("HOME", before.Item2);
        }
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void An_absolute_name_is_where_the_file_goes()
    {
        using var server = new LocalServer(_ => LocalServer.Ok(Content));
        var md5 = Convert.ToHexStringLower(MD5Of(Content));
        Assert.Equal(folder["deep/c.bin"], CachedFile.get_file(folder["deep/c.bin"], server.Url("c"), md5_hash: md5));
        Assert.Equal(["deep/c.bin"], folder.Files);
    }

    [Fact]
    public void Wrong_arguments_are_refused_before_anything_happens()
    {
        Assert.Contains("Please specify the \"origin\" argument", Refused(() => CachedFile.get_file("a")).Message);
        Assert.Contains("Can't parse the file name", Refused(() => CachedFile.get_file(origin: "http://127.0.0.1/")).Message);
        Assert.Contains("ftp://x/a", Refused(() => CachedFile.get_file(origin: "ftp://x/a")).Message);
        Assert.Contains("'sha1'", Refused(() => CachedFile.get_file(origin: "http://x/a", hash_algorithm: "sha1")).Message);
        Assert.Contains("'rar'", Refused(() => CachedFile.get_file(origin: "http://x/a", archive_format: "rar")).Message);

        static ArgumentException Refused(Action call) => Assert.ThrowsAny<ValueError>(call);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public void Archives_are_unpacked_beside_the_file(string format)
    {
        using var server = new LocalServer(_ => LocalServer.Ok(Packed(format, "inner/a.txt")));
        CachedFile.get_file("some_file", server.Url("x"), extract: true, cache_dir: folder.Path);
        Assert.Equal(["datasets/inner/a.txt", "datasets/some_file"], folder.Files);
        Assert.Equal("text of a", File.ReadAllText(folder["datasets/inner/a.txt"]));
    }

    [Fact]
    public void Untar_returns_the_path_of_what_was_in_the_archive()
    {
        using var server = new LocalServer(_ => LocalServer.Ok(Packed("tar.gz", "flowers/a.txt")));
        for (var call = 0; call < 2; call++)
            Assert.Equal(folder["datasets/flowers"], CachedFile.get_file("flowers", server.Url("x"), untar: true, cache_dir: folder.Path));
        Assert.Equal(["datasets/flowers.tar.gz", "datasets/flowers/a.txt"], folder.Files);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    public void An_archive_whose_member_points_outside_changes_nothing(string format)
    {
        using var server = new LocalServer(_ => LocalServer.Ok(Packed(format, "../../outside.txt")));
        Assert.Throws<InvalidDataException>(() => CachedFile.get_file("a.zip", server.Url("x"), extract: true, cache_dir: folder.Path));
        Assert.Equal(["datasets/a.zip"], folder.Files);
    }

    [Fact]
    public void A_truncated_archive_is_refused_and_leaves_nothing()
    {
        var packed = Packed("zip", "inner/a.txt");
        using var server = new LocalServer(_ => LocalServer.Ok(packed[..^10]));
        var error = Assert.Throws<InvalidDataException>(
            () => CachedFile.get_file("a.zip", server.Url("x"), extract: true, cache_dir: folder.Path));
        Assert.Contains("is not a sound archive", error.Message);
        Assert.Equal(["datasets/a.zip"], folder.Files);
    }

    [Fact]
    public void What_is_no_archive_stays_as_it_is_and_bzip2_is_refused_by_name()
    {
        using var server = new LocalServer(request => LocalServer.Ok(request == 1 ? Content : "BZh91AY"u8.ToArray()));
        CachedFile.get_file("a.bin", server.Url("x"), extract: true, cache_dir: folder.Path);
        Assert.Equal(["datasets/a.bin"], folder.Files);
        var error = Assert.Throws<NotSupportedException>(
            () => CachedFile.get_file("b", server.Url("x"), extract: true, cache_dir: folder.Path));
        Assert.Contains("bzip2", error.Message);
    }

    private static byte[] MD5Of(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }

    private static byte[] Packed(string format, string member)
    {
        using var result = new MemoryStream();
        if (format == "zip")
        {
            using var archive = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true);
            using var entry = archive.CreateEntry(member).Open();
            entry.Write("text of a"u8);
        }
        else
        {
            using Stream outer = format == "tar" ? new BufferedStream(result) : new GZipStream(result, CompressionMode.Compress);
            using var archive = new TarWriter(outer, TarEntryFormat.Ustar);
            archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, member)
            {
                DataStream = new MemoryStream("text of a"u8.ToArray())
            });
        }
        return result.ToArray();
    }
}
