using System.Diagnostics;
using System.Globalization;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>Damages files at random and has them loaded: an error that says what is wrong, or a model, and nothing else.</summary>
internal sealed class Hdf5Fuzz(IReadOnlyList<byte[]> corpus, int seed)
{
    // A model of a few kilobytes takes less; so does one that is refused.
    private const long MostAllocated = 1L << 28;
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(30);

    private static readonly long[] nasty =
        [0, 1, -1, 7, 0xFF, 0xFFFF, int.MaxValue, uint.MaxValue, long.MaxValue, long.MinValue, 1L << 31, 1L << 40, 48, 96, 800, 2048];

    private readonly Random random = new(seed);

    /// <summary>How many files were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>How many were loaded all the same.</summary>
    public int Loaded { get; private set; }

    /// <summary>Damages and loads one file.</summary>
    /// <exception cref="InvalidOperationException">Something else came of it than may.</exception>
    public void RunOne(string path)
    {
        var bytes = Damaged();
        File.WriteAllBytes(path, bytes);
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var silence = Messages.Redirect(_ => { });
        try
        {
            ModelFiles.load_model(path, compile: random.Next(2) == 0);
            Loaded++;
        }
        catch (Exception error) when (error is InvalidDataException or ValueError or TypeError or NotSupportedException)
        {
            Refused++;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{error.GetType().Name}: {error.Message} for {Kept(bytes)}", error);
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (watch.Elapsed > longest || allocated > MostAllocated)
            throw new InvalidOperationException($"{watch.Elapsed} and {allocated} bytes for {Kept(bytes)}");
    }

    private static string Kept(byte[] bytes)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"hostile-{bytes.Length}-{bytes.Sum(b => b)}.h5");
        var path = Path.Combine(Path.GetTempPath(), name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private byte[] Damaged()
    {
        var bytes = (byte[])corpus[random.Next(corpus.Count)].Clone();
        for (var i = random.Next(1, 6); i > 0; i--) bytes = Mutate(bytes);
        return bytes;
    }

    private byte[] Mutate(byte[] bytes)
    {
        // Headers lie in front, and are what most of the reader is about.
        var at = random.Next(3) == 0 ? random.Next(bytes.Length) : random.Next(Math.Min(bytes.Length, 6000));
        switch (random.Next(8))
        {
            case 0:
                return bytes[..Math.Max(1, at)];
            case 1 or 2:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 3:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 4 or 5:
                var size = 1 << random.Next(4);
                var value = BitConverter.GetBytes(random.Next(3) == 0 ? random.Next(bytes.Length) : nasty[random.Next(nasty.Length)]);
                value.AsSpan(0, Math.Min(size, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                return bytes;
            case 6:
                var from = random.Next(bytes.Length);
                var count = Math.Min(random.Next(1, 200), bytes.Length - Math.Max(at, from));
                bytes.AsSpan(from, count).ToArray().CopyTo(bytes, at);
                return bytes;
            default:
                return MutateText(bytes);
        }
    }

    // Numbers, names and brackets of the configurations.
    private byte[] MutateText(byte[] bytes)
    {
        var start = bytes.AsSpan().IndexOf("{\"class_name\""u8);
        if (start < 0) return bytes;
        var at = start + random.Next(Math.Min(4000, bytes.Length - start));
        if (bytes[at] is >= (byte)'0' and <= (byte)'9') bytes[at] = (byte)random.Next('0', '9' + 1);
        else bytes[at] = (byte)"{}[],:\"0123456789eE.-ntf "[random.Next(25)];
        return bytes;
    }
}
