using System.Formats.Tar;
using System.IO.Compression;
using KerasLikeRnn.Tests.Utils;

namespace KerasLikeRnn.Tests.DataFiles;

public sealed class ArchiveTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Links_to_files_and_folders_are_unpacked_as_links_and_replaced_by_the_next_archive()
    {
        var packed = Tar(
            Directory("d"), File("d/a", "A"), Link("to_folder", "d"), Link("d/up", "../d"), Link("to_file", "d/a"), Hard("hard", "d/a"),
            File("z", "Z"));
        for (var time = 0; time < 2; time++) Extract(packed);
        Assert.Equal("d", new DirectoryInfo(folder["out/to_folder"]).LinkTarget);
        Assert.Equal("A", Text("to_folder/a"));
        Assert.Equal("A", Text("d/up/a"));
        Assert.Equal("A", Text("to_file"));
        Assert.Equal("A", Text("hard"));
        Assert.Equal("Z", Text("z"));
        Extract(Tar(File("to_folder", "now a file")));
        Assert.Equal("now a file", Text("to_folder"));
        Assert.Equal("A", Text("d/a"));
    }

    [Fact]
    public void What_would_leave_the_folder_is_refused_by_name_and_nothing_is_unpacked()
    {
        AssertRefused("../x would not lie inside", File("ok", "1"), File("../x", "2"));
        AssertRefused("/etc/x would not lie inside", File("ok", "1"), File("/etc/x", "2"));
        AssertRefused("a/../../x would not lie inside", File("ok", "1"), File("a/../../x", "2"));
        AssertRefused("member l is a link to ../x, outside", File("ok", "1"), Link("l", "../x"));
        AssertRefused("member l is a link to /etc, outside", File("ok", "1"), Link("l", "/etc"));
        AssertRefused("member g is a link to d/l/.., outside", Directory("d"), Link("d/l", ".."), Link("g", "d/l/.."));
        AssertRefused("l/x lies below a file or a link", Directory("d"), Link("l", "d"), File("l/x", "2"));
        AssertRefused("a/x lies below a file or a link", File("a", "1"), File("a/x", "2"));
        AssertRefused("../x would not lie inside", Hard("h", "../x"));
        AssertRefused("is a Fifo, neither a file, a folder nor a link", new PaxTarEntry(TarEntryType.Fifo, "f"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/x")]
    [InlineData("a/../../x")]
    public void A_zip_is_held_to_the_same(string name)
    {
        var error = Assert.Throws<InvalidDataException>(() => Extract(Zip((name, "text"))));
        Assert.Contains($"member {name} would not lie inside", error.Message, StringComparison.Ordinal);
        AssertNothing(error);
    }

    [Fact]
    public void Names_of_control_characters_are_not_repeated_raw()
    {
        var error = Assert.Throws<InvalidDataException>(() => Extract(Zip(("../\u001b[31m" + new string('x', 5000), "text"))));
        Assert.DoesNotContain('\u001b', error.Message);
        Assert.True(error.Message.Length < 400 + folder.Path.Length, error.Message);
    }

    [Fact]
    public void A_member_whose_bytes_do_not_fit_its_checksum_is_refused()
    {
        var packed = Zip(("good", "good text"), ("bad", "some text that will change"));
        packed[packed.AsSpan().IndexOf("will change"u8)] ^= 1;
        var error = Assert.Throws<InvalidDataException>(() => Extract(packed));
        Assert.Contains("member bad: its checksum is", error.Message, StringComparison.Ordinal);
        AssertNothing(error);
    }

    [Fact]
    public void Members_that_share_their_bytes_are_refused()
    {
        var packed = Zip(("a", new string('a', 3000)), ("b", new string('a', 3000)));
        // The second entry of the directory is pointed at the first member.
        var second = packed.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        packed.AsSpan(second + 42, 4).Clear();
        var cut = packed.AsSpan().IndexOf("PK\u0001\u0002"u8) / 2;
        byte[] overlapping = [.. packed[..cut], .. packed[(2 * cut)..]];
        var end = overlapping.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        BitConverter.TryWriteBytes(overlapping.AsSpan(end + 16), cut);
        Assert.Contains(
            "its members claim more than", Assert.Throws<InvalidDataException>(() => Extract(overlapping)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_where_the_archive_has_a_folder_is_found_before_anything_is_moved()
    {
        System.IO.Directory.CreateDirectory(folder["out"]);
        System.IO.File.WriteAllText(folder["out/d"], "mine");
        var error = Assert.Throws<IOException>(() => Extract(Tar(File("a", "A"), File("d/a", "A"))));
        Assert.Contains("The archive holds a folder where there is none", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a.bin", "out/d"], folder.Files);
        Assert.Equal("mine", Text("d"));
    }

    [Fact]
    public void Files_are_taken_from_file_origins_and_a_redirect_to_one_is_refused()
    {
        System.IO.File.WriteAllText(folder["here.txt"], "text");
        var origin = "file://" + folder["here.txt"];
        Assert.Equal("text", System.IO.File.ReadAllText(CachedFile.get_file("there.txt", origin, cache_dir: folder.Path)));
        var error = Assert.Throws<HttpRequestException>(() => CachedFile.get_file("none.txt", origin + "x", cache_dir: folder.Path));
        Assert.Contains("URL fetch failure on file://", error.Message, StringComparison.Ordinal);
        foreach (var place in new[] { origin, "file://", "http://[", "ftp://here/x", "::" })
        {
            using var server = new LocalServer(
                _ => [
                    .. "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: "u8,
                    .. System.Text.Encoding.ASCII.GetBytes(place), .. "\r\n\r\n"u8]);
            var refused = Assert.Throws<HttpRequestException>(() => CachedFile.get_file("r.txt", server.Url("r"), cache_dir: folder.Path));
            Assert.StartsWith($"URL fetch failure on {server.Url("r")}: ", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(["datasets/there.txt", "here.txt"], folder.Files);
    }

    private string Text(string name) => System.IO.File.ReadAllText(folder["out/" + name]);

    private void Extract(byte[] packed)
    {
        System.IO.File.WriteAllBytes(folder["a.bin"], packed);
        Assert.True(Archive.Extract(folder["a.bin"], folder["out"], "auto"));
    }

    private void AssertRefused(string why, params TarEntry[] entries)
    {
        var error = Assert.Throws<InvalidDataException>(() => Extract(Tar(entries)));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        AssertNothing(error);
    }

    private void AssertNothing(Exception error)
    {
        Assert.DoesNotContain(".part", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a.bin"], folder.Files);
    }

    private static PaxTarEntry Directory(string name) => new(TarEntryType.Directory, name);

    private static PaxTarEntry File(string name, string text) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)) };

    private static PaxTarEntry Link(string name, string target) => new(TarEntryType.SymbolicLink, name) { LinkName = target };

    private static PaxTarEntry Hard(string name, string target) => new(TarEntryType.HardLink, name) { LinkName = target };

    private static byte[] Tar(params TarEntry[] entries)
    {
        using var result = new MemoryStream();
        using (var archive = new TarWriter(result, leaveOpen: true))
            foreach (var entry in entries) archive.WriteEntry(entry);
        return result.ToArray();
    }

    private static byte[] Zip(params (string Name, string Text)[] members)
    {
        using var result = new MemoryStream();
        using (var archive = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in members)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(System.Text.Encoding.UTF8.GetBytes(text));
            }
        }
        return result.ToArray();
    }
}
