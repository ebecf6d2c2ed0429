using System.Globalization;
using System.IO.Compression;
using System.Text;
using KerasLikeRnn.Models;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>Damaged archives of Keras 3 end with an error that says what is wrong.</summary>
[Collection("Seeds")]
public sealed class HostileArchiveTests
{
    private const int Files = 600;
    private const long MostAllocated = 1L << 28;
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(30);

    /// <summary>With KERASLIKERNN_FUZZ_SECONDS for so long, with KERASLIKERNN_FUZZ_SEED from another seed.</summary>
    [Fact]
    public void Archives_damaged_at_random_are_refused_or_load()
    {
        using var folder = new TestFolder();
        WrittenModels.Write(folder.Path, ["keras"], name => name is "own_layer" or "nested" or "operators" or "states");
        var corpus = Directory.GetFiles(folder.Path, "*.keras").Order(StringComparer.Ordinal).ToArray();
        var random = new Random(Given("SEED") ?? 1);
        var end = DateTime.UtcNow.AddSeconds(Given("SECONDS") ?? 0);
        var (refused, loaded) = (0, 0);
        for (var i = 0; i < Files || DateTime.UtcNow < end; i++)
            if (Loads(corpus[random.Next(corpus.Length)], folder["damaged.keras"], random)) loaded++;
            else refused++;
        Assert.True(refused > Files / 3, $"{refused} were refused.");
        Assert.True(loaded > Files / 50, $"{loaded} were loaded.");
    }

    private static bool Loads(string from, string to, Random random)
    {
        switch (random.Next(4))
        {
            case 0: File.WriteAllBytes(to, Damaged(File.ReadAllBytes(from), random)); break;
            case 1: Rewrite("model.weights.h5", bytes => Damaged(bytes, random)); break;
            default: Rewrite("config.json", bytes => Edited(bytes, random)); break;
        }
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isLoaded = Try(to, random.Next(2) == 0);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (watch.Elapsed > longest || allocated > MostAllocated)
            throw new InvalidOperationException($"{watch.Elapsed} and {allocated} bytes for {Kept(to)}");
        return isLoaded;

        void Rewrite(string member, Func<byte[], byte[]> change) => KerasArchiveTests.Rewrite(
            from, to, (name, bytes) => name == member ? change(bytes) : bytes,
            random.Next(2) == 0 ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
    }

    private static bool Try(string path, bool compile)
    {
        using var silence = Messages.Redirect(_ => { });
        try
        {
            ModelFiles.load_model(path, new Dictionary<string, object> { ["Scale"] = typeof(Scale) }, compile);
            return true;
        }
        catch (Exception error) when (error is InvalidDataException or ValueError or TypeError or NotSupportedException)
        {
            return false;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{error.GetType().Name}: {error.Message} for {Kept(path)}", error);
        }
    }

    private static byte[] Damaged(byte[] bytes, Random random)
    {
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var at = random.Next(bytes.Length);
            if (random.Next(6) == 0) return bytes[..at];
            bytes[at] = (byte)random.Next(256);
        }
        return bytes;
    }

    /// <summary>Other numbers, words, brackets in the configuration; parts of it taken out, or twice.</summary>
    private static byte[] Edited(byte[] bytes, Random random)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(bytes));
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0: text[at] = "{}[],:\"0123456789eE.-ntf "[random.Next(25)]; break;
                case 1: text.Remove(at, Math.Min(random.Next(1, 60), text.Length - at)); break;
                case 2: text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 60), text.Length - at))); break;
                default: Replace(text, at, random); break;
            }
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Replace(StringBuilder text, int from, Random random)
    {
        string[] values = ["null", "true", "-1", "0", "1e308", "2147483648", "[]", "{}", "\"\"", "[[null]]", "99999999", "\"x\\u0000\""];
        var all = text.ToString();
        var start = all.IndexOf(": ", from, StringComparison.Ordinal);
        var end = start < 0 ? -1 : all.IndexOfAny([',', '}', ']'], start);
        if (end < 0) return;
        text.Remove(start + 2, end - start - 2).Insert(start + 2, values[random.Next(values.Length)]);
    }

    private static string Kept(string path)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"hostile-{new FileInfo(path).Length}.keras");
        var kept = Path.Combine(Path.GetTempPath(), name);
        File.Copy(path, kept, overwrite: true);
        return kept;
    }

    private static int? Given(string name) =>
        Environment.GetEnvironmentVariable("KERASLIKERNN_FUZZ_" + name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
