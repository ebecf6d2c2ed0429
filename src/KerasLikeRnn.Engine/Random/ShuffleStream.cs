namespace KerasLikeRnn.Engine;

/// <summary>The orders of the rows in one <c>fit(shuffle=True)</c>, epoch after epoch.</summary>
public sealed class ShuffleStream
{
    private readonly DrawPosition position;

    internal ShuffleStream(SeedPair seeds) => position = new DrawPosition(seeds);

    /// <summary>The order of the rows 0 to n − 1 in the next epoch.</summary>
    public int[] Next(int n) => Distributions.Permutation(position.TakeGroups(n < 2 ? 0 : ((ulong)n + 2) / 4, 0), n);
}
