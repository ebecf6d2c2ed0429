namespace KerasLikeRnn.Layers;

/// <summary>
/// What is cut or added at both ends of each axis: one number for all ends (<c>1</c>), one for each axis (<c>(1, 2)</c>), or two
/// for each axis (<c>((1, 0), (2, 2))</c>). The default value means that none was given.
/// </summary>
public readonly struct Margins
{
    private readonly IntTuple[]? entries;
    private readonly bool single;

    private Margins(IntTuple[] entries, bool single = false) => (this.entries, this.single) = (entries, single);

    /// <summary>This argument, or another one where it was not given.</summary>
    internal Margins Or(Margins other) => entries is null ? other : this;

    /// <summary>Two numbers for each of n axes.</summary>
    /// <exception cref="ValueError">There are more or fewer, or one is negative; the message is Keras's.</exception>
    internal IReadOnlyList<IReadOnlyList<int>> Normalize(int n, string name)
    {
        var given = single ? [.. Enumerable.Repeat(entries![0], n)] : entries ?? [];
        if (given.Length != n)
            throw new ValueError($"`{name}` should have {(n == 2 ? "two" : "3")} elements. Received: {this}.", name);
        string[] places = ["1st", "2nd", "3rd"];
        return [.. given.Select((entry, i) => entry.Normalize(2, $"{places[i]} entry of {name}", allow_zero: true))];
    }

    public static implicit operator Margins(int value) => new([value], single: true);

    public static implicit operator Margins((int, int) values) => new([values.Item1, values.Item2]);

    public static implicit operator Margins((int, int, int) values) => new([values.Item1, values.Item2, values.Item3]);

    public static implicit operator Margins(((int, int), (int, int)) values) => new([values.Item1, values.Item2]);

    public static implicit operator Margins(((int, int), (int, int), (int, int)) values) => new([values.Item1, values.Item2, values.Item3]);

    public static implicit operator Margins(int[] values) => new([.. values.Select(value => (IntTuple)value)]);

    public static implicit operator Margins(int[][] values) => new([.. values.Select(value => (IntTuple)value)]);

    public static implicit operator Margins(IntTuple[] values) => new(values);

    /// <summary>Python's text.</summary>
    public override string ToString() => single ? entries![0].ToString() : $"({string.Join(", ", entries ?? [])})";
}
