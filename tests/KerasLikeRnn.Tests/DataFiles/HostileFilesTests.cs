using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using KerasLikeRnn.DataFiles;
using KerasLikeRnn.Datasets;
using KerasLikeRnn.Python;
using KerasLikeRnn.Tests.Utils;

namespace KerasLikeRnn.Tests.DataFiles;

/// <summary>
/// Whatever bytes a file holds, its reader gives its content or an <see cref="InvalidDataException"/>, and takes no more memory than the
/// file explains.
/// </summary>
public sealed class HostileFilesTests : IDisposable
{
    private const int Mutations = 150;

    // What a reader may allocate for a file of a few kilobytes: deflate makes a megabyte of a kilobyte, and values are larger than bytes.
    private const long MostBytes = 64 << 20;

    private readonly TestFolder folder = new();
    private int extractions;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("npz")]
    [InlineData("npy")]
    [InlineData("pickle")]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("json")]
    [InlineData("stack")]
    [InlineData("graph")]
    public void Files_that_are_cut_flipped_or_stretched_are_read_or_refused(string kind)
    {
        var sound = Sound(kind);
        Read(kind, sound);
        var random = new Random(kind.Length * 1000 + kind[0]);
        var end = DateTime.UtcNow.AddMinutes(Minutes);
        for (var mutation = 0; mutation < Mutations || DateTime.UtcNow < end; mutation++)
        {
            var bytes = Mutated(sound, random, mutation);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Read(kind, bytes);
            }
            catch (InvalidDataException error)
            {
                Assert.True(
                    error.Message.Length < 700 && !error.Message.Any(c => char.IsControl(c) && c != '\n'),
                    $"{kind}, mutation {mutation}: {error.Message}");
            }
            catch (Exception error) when (kind is "stack" or "graph" && error is ValueError or TypeError or NotSupportedException)
            {
                // What Keras says of configurations that name what it does not know.
                Assert.NotEmpty(error.Message);
            }
            catch (Exception error) when (error is NotSupportedException && kind is "zip" or "tar" or "tar.gz")
            {
                Assert.Contains("bzip2 or xz", error.Message, StringComparison.Ordinal);
            }
            catch (Exception error)
            {
                Assert.Fail($"{kind}, mutation {mutation}: {error}");
            }
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"{kind}, mutation {mutation}");
        }
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder.Path), name => name.Contains(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void An_array_that_is_referred_to_again_and_again_is_made_once_and_held_to_the_size_of_the_file()
    {
        const string type =
            "cnumpy\ndtype\n"
            + "X\u0002\0\0\0i4K\0K\u0001\u0087R(K\u0003X\u0001\0\0\0<NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb";
        var array = "cnumpy._core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R(K\u0001J\0\0\u0004\0\u0085" + type +
            "\u0089B\0\0\u0010\0" + new string('\0', 1 << 20) + "tbq\u0009";
        var twice = "](" + array + string.Concat(Enumerable.Repeat("h\u0009", 1)) + "e";
        NpzWriter.Write(folder["x.npz"], ("x", NpzWriter.Objects(2, twice)));
        var lists = Lists("x.npz");
        Assert.Equal(1 << 18, lists[1].Length);
        Assert.Same(lists[0], lists[1]);

        var pickle = NpzWriter.ObjectArray(1, "](" + array + string.Concat(Enumerable.Repeat("h\u0009", 19_999)) + "e").Replace(
            "(K\u0001K\u0001\u0085cnumpy\ndtype\nX\u0002\0\0\0O8", "(K\u0001M\u0020\u004e\u0085cnumpy\ndtype\nX\u0002\0\0\0O8",
            StringComparison.Ordinal);
        NpzWriter.Write(folder["x.npz"], ("x", NpzWriter.Npy("|O", "(20000,)", NpzWriter.Latin1(pickle + "."))));
        Assert.Contains(
            "items hold more numbers than a file of its size", Assert.Throws<InvalidDataException>(() => Lists("x.npz")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_another_list_has_taken_is_no_content_of_an_array()
    {
        // [L, L] is written first, then an array whose items are L itself.
        var pickle = "](](K\u0001K\u0002eq\u0009h\u0009e0" + NpzWriter.ObjectArray(2, "h\u0009") + ".";
        NpzWriter.Write(folder["x.npz"], ("x", NpzWriter.Npy("|O", "(2,)", NpzWriter.Latin1(pickle))));
        Assert.Contains("member x: ", Assert.Throws<InvalidDataException>(() => Lists("x.npz")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_of_five_megabytes_and_control_characters_is_named_in_a_few()
    {
        var name = "\u001b[31m" + new string('z', 5_000_000);
        var dtype = "cnumpy\ndtype\nX" + NpzWriterLength(name.Length) + name + "K\0K\u0001\u0087R";
        var array = "cnumpy._core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R(K\u0001K\u0001\u0085" + dtype
            + "\u0089C\u0004\0\0\0\0tb";
        NpzWriter.Write(folder["x.npz"], ("x", NpzWriter.Objects(1, "](" + array + "e")));
        var message = Assert.Throws<InvalidDataException>(() => Lists("x.npz")).Message;
        Assert.True(message.Length < 500 && !message.Contains('\u001b'), message[..Math.Min(message.Length, 500)]);
    }

    [Fact]
    public void A_list_of_members_as_long_as_a_book_is_not_read()
    {
        NpzWriter.Write(folder["x.npz"], [.. Enumerable.Range(0, 20_000).Select(i => ($"{i}", Array.Empty<byte>()))]);
        Assert.Contains(
            "its list of members has", Assert.Throws<InvalidDataException>(() => Lists("x.npz")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_claims_to_be_packed_into_more_than_the_file_is_refused_before_memory_is_taken()
    {
        NpzWriter.Write(folder["x.npz"], ("x", NpzWriter.Labels(1, 2)));
        var bytes = File.ReadAllBytes(folder["x.npz"]);
        var entry = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(entry + 20), 1 << 20);
        BitConverter.TryWriteBytes(bytes.AsSpan(entry + 24), 1 << 28);
        File.WriteAllBytes(folder["x.npz"], bytes);
        Assert.Contains("it claims", Assert.Throws<InvalidDataException>(() => Lists("x.npz")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_describes_nothing_is_quoted_in_a_few_printable_characters()
    {
        var text = "{\"a\": nu\u0001" + new string('x', 5000) + "}";
        File.WriteAllText(folder["index.json"], text);
        Exception[] errors =
        [
            Assert.Throws<ValueError>(() => keras.models.model_from_json(text)),
            Assert.Throws<ValueError>(() => keras.preprocessing.text.tokenizer_from_json(text)),
            Assert.Throws<InvalidDataException>(() => WordIndex.Read(folder["index.json"])),
            Assert.Throws<InvalidDataException>(() => keras.models.model_from_json(
                """
                {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"un\u0001its": 1}}]}}
                """))
        ];
        Assert.All(errors, error => Assert.True(error.Message.Length < 700 && !error.Message.Any(char.IsControl), error.Message));
    }

    [Fact]
    public void What_the_readers_of_the_platform_say_of_a_file_is_printable_and_short()
    {
        Assert.Equal("entry 'd?a'.\nIt", DamagedFile.Told(new InvalidDataException("entry 'd\u0001a'.\nIt")));
        Assert.Equal(603, DamagedFile.Told(new FormatException(new string('x', 5000))).Length);
    }

    private static double Minutes =>
        double.TryParse(Environment.GetEnvironmentVariable("KERASLIKERNN_FUZZ_MINUTES"), CultureInfo.InvariantCulture, out var minutes)
            ? minutes : 0;

    private static string NpzWriterLength(int length) => string.Concat(BitConverter.GetBytes(length).Select(part => (char)part));

    private int[][] Lists(string name) => NpzFile.Read(folder[name], file => file.ReadNumberLists("x", numbers => numbers.ToArray()));

    private void Read(string kind, byte[] bytes)
    {
        var path = folder["file"];
        File.WriteAllBytes(path, bytes);
        switch (kind)
        {
            case "npz":
                NpzFile.Read(path, file => (file.ReadNumberLists("x", numbers => numbers.ToArray()), file.ReadIntegers("y")));
                break;
            case "npy":
                var source = new ByteSource(new MemoryStream(bytes), bytes.Length);
                var header = NpyHeader.Read(source);
                if (header.Count <= bytes.Length)
                    NpyIntegers.Decode(header.Description, source.ReadBytes(header.Count * NpyIntegers.SizeOf(header.Description)));
                break;
            case "pickle":
                new PickleReader(new ByteSource(new MemoryStream(bytes), bytes.Length), numbers => numbers.ToArray()).Read();
                break;
            case "json":
                WordIndex.Read(path);
                break;
            case "stack" or "graph":
                using (PythonWarnings.Catch(_ => { })) keras.models.model_from_json(Encoding.UTF8.GetString(bytes));
                break;
            default:
                Archive.Extract(path, folder[$"out{extractions++}"], "auto");
                break;
        }
    }

    private byte[] Sound(string kind)
    {
        const string lists = "](](K\u0001K\u0002e](K\u0003M\0\u0004J\u0001\u0002\u0003\0ee";
        switch (kind)
        {
            case "npz":
                NpzWriter.Write(folder["made"], ("x", NpzWriter.Objects(2, lists)), ("y", NpzWriter.Labels(1, 0)));
                return File.ReadAllBytes(folder["made"]);
            case "npy": return NpzWriter.Labels(1, 2, 3);
            case "pickle": return NpzWriter.Latin1(NpzWriter.ObjectArray(2, lists) + ".");
            case "stack":
                return Encoding.UTF8.GetBytes(keras.Sequential([
                    keras.layers.Masking(), keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences: true, dropout: 0.5)),
                    keras.layers.TimeDistributed(keras.layers.Dense(2, kernel_regularizer: "l2")), keras.layers.Conv1D(2, 3)]).to_json());
            case "graph":
                var input = keras.Input((4, 3));
                var joined = keras.layers.Concatenate()[[keras.layers.Activation("tanh")[input], input * 2]];
                return Encoding.UTF8.GetBytes(
                    keras.Model(input, keras.layers.Reshape(24)[keras.layers.Dropout(0.5)[joined]] + 1).to_json());
            case "json": return "{\"the\": 1, \"of\\u0020\": 2, \"caf\u00e9\": 3}"u8.ToArray();
            case "zip":
                NpzWriter.Write(folder["made"], ("a", "some text, some text, some text"u8.ToArray()), ("d/b", "more"u8.ToArray()));
                return File.ReadAllBytes(folder["made"]);
            default:
                using (var result = new MemoryStream())
                {
                    using (Stream outer = kind == "tar"
                        ? new BufferedStream(result)
                        : new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true))
                    using (var archive = new TarWriter(outer, TarEntryFormat.Ustar))
                    {
                        archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "d/a")
                        {
                            DataStream = new MemoryStream("text"u8.ToArray())
                        });
                        archive.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "l") { LinkName = "d/a" });
                        archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "b")
                        {
                            DataStream = new MemoryStream("more"u8.ToArray())
                        });
                    }
                    return result.ToArray();
                }
        }
    }

    /// <summary>Cut off, some bits flipped, a stretch set to extreme bytes, a part repeated or taken out.</summary>
    private static byte[] Mutated(byte[] sound, Random random, int mutation)
    {
        var bytes = sound.ToArray();
        var at = random.Next(bytes.Length);
        var length = Math.Min(random.Next(1, 9), bytes.Length - at);
        switch (mutation % 6)
        {
            case 0: return bytes[..at];
            case 1: bytes.AsSpan(at, length).Fill(0xFF); break;
            case 2: bytes.AsSpan(at, length).Clear(); break;
            case 3: return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4: return [.. bytes[..(at + length)], .. bytes[at..]];
            default:
                for (var flips = random.Next(1, 5); flips > 0; flips--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                break;
        }
        return bytes;
    }
}
