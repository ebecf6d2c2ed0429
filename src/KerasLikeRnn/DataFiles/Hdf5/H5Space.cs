namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>The sizes of what a data set or an attribute holds; none for a scalar.</summary>
/// <param name="Sizes">Of each axis.</param>
/// <param name="Count">Number of elements.</param>
internal sealed record H5Space(IReadOnlyList<long> Sizes, long Count)
{
    private const int MostAxes = 32;

    internal static H5Space Read(H5Cursor message)
    {
        var version = message.Version(1, 2);
        int axes = message.Byte();
        message.Skip(1);
        var isNothing = version == 2 ? message.Byte() == 2 : Skip(message);
        if (axes > MostAxes) throw message.Damaged(Invariant($"announces {axes} axes"));
        var sizes = new long[axes];
        for (var i = 0; i < axes; i++) sizes[i] = message.Length();
        return new(sizes, isNothing ? 0 : Product(sizes, message));
    }

    public override string ToString() =>
        $"({string.Join(", ", Sizes.Select(size => Invariant($"{size}")))}{(Sizes.Count == 1 ? "," : "")})";

    private static bool Skip(H5Cursor message)
    {
        message.Skip(5);
        return false;
    }

    private static long Product(long[] sizes, H5Cursor message)
    {
        if (sizes.Contains(0)) return 0;
        var product = 1L;
        foreach (var size in sizes)
        {
            if (size > long.MaxValue / 64 / product) throw message.Damaged("announces more elements than any file holds");
            product *= size;
        }
        return product;
    }
}
