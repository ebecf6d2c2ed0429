namespace KerasLikeRnn.Datasets;

/// <summary>Puts a start mark before a list of word ranks and shifts the ranks, to make room for ids with a meaning.</summary>
internal sealed class Marking
{
    private readonly int? start;
    private readonly int shift;

    /// <exception cref="ValueError">There is a start mark but no shift.</exception>
    internal Marking(int? start_char, int? index_from)
    {
        if (start_char is not null && index_from is null)
            throw new ValueError(
                "index_from must be a number (0 for no shift) when start_char is given. Received: null", nameof(index_from));
        start = start_char;
        shift = index_from ?? 0;
    }

    // Runs over millions of numbers in the first call: too soon for the runtime to have compiled it well by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int[] Apply(ReadOnlySpan<int> ranks)
    {
        var head = start is null ? 0 : 1;
        var ids = GC.AllocateUninitializedArray<int>(head + ranks.Length);
        if (start is not null) ids[0] = start.Value;
        try
        {
            for (var i = 0; i < ranks.Length; i++) ids[head + i] = checked(ranks[i] + shift);
        }
        catch (OverflowException error)
        {
            throw new InvalidDataException($"a word's rank plus index_from {shift} does not fit 32 bits", error);
        }
        return ids;
    }
}
