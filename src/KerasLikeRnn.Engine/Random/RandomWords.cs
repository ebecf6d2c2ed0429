namespace KerasLikeRnn.Engine;

/// <summary>The outputs of a stream one by one.</summary>
/// <param name="stream">Where it begins.</param>
public sealed class RandomWords(Philox stream)
{
    private const int Ahead = 256;

    private readonly uint[] words = new uint[Ahead];
    private int next = Ahead;

    /// <summary>The next output.</summary>
    public uint Next()
    {
        if (next == Ahead)
        {
            stream.Fill(words);
            stream = stream.Skip(Ahead / Philox.GroupSize);
            next = 0;
        }
        return words[next++];
    }
}
