namespace KerasLikeRnn.Layers;

/// <summary>
/// The generator of one image layer: TensorFlow's <c>tf.random.Generator</c>, a stream of Philox whose place is the seed at first
/// and moves on with every draw. Without a seed of its own the layer takes the next number of Python's <c>random</c>.
/// </summary>
internal sealed class ImageRandom(int? seed)
{
    private const int GroupsPerElement = 256;

    // The key by which TensorFlow's stateless operations scramble their seeds.
    private const ulong ScramblingKey = 0x02461e29_3ec8f720;

    private ulong place = (ulong)(seed ?? PythonRandom.Shared.RandInt(1, 1_000_000_000));

    /// <summary>Uniform numbers of [low, high).</summary>
    public float[] Uniform(int count, double low, double high)
    {
        var numbers = new float[count];
        Distributions.Uniform(Next(count), numbers, (float)low, (float)high);
        return numbers;
    }

    /// <summary>Uniform whole numbers of [0, 2³¹ − 1).</summary>
    public int[] Integers(int count)
    {
        var numbers = new int[count];
        Distributions.Uniform(Next(count), numbers, 0, int.MaxValue);
        return numbers;
    }

    /// <summary>A uniform number of [low, high), drawn by an operation without state that gets its seed from here.</summary>
    public float Stateless(double low, double high)
    {
        Span<uint> words = stackalloc uint[Philox.GroupSize];
        Next(1).Fill(words);
        new Philox(ScramblingKey, 0, words[0] | (ulong)words[1] << 32).Fill(words);
        var number = new float[1];
        Distributions.Uniform(
            new Philox(words[0] | (ulong)words[1] << 32, words[2] | (ulong)words[3] << 32), number, (float)low, (float)high);
        return number[0];
    }

    /// <summary>Keeps the place.</summary>
    public void Keep(BackupState state) => place = (ulong)state.keep(nameof(place), (long)place);

    private Philox Next(int count)
    {
        var stream = new Philox(0, 0, place);
        place += (ulong)count * GroupsPerElement;
        return stream;
    }
}
