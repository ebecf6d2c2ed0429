namespace KerasLikeRnn.Layers;

/// <summary>
/// An argument that is one axis or several: <c>-1</c>, <c>[1, 2]</c> or <c>(1, 2)</c>. The default value means that none was given.
/// </summary>
[CollectionBuilder(typeof(AxesLike), nameof(Create))]
public readonly struct AxesLike : IReadOnlyList<int>
{
    private readonly int[]? axes;
    private readonly bool isOne;

    private AxesLike(int[] axes, bool isOne = false) => (this.axes, this.isOne) = (axes, isOne);

    /// <summary>Number of axes.</summary>
    public int Count => Axes.Length;

    /// <summary>The axis at a position.</summary>
    public int this[int index] => Axes[index];

    /// <summary>As a configuration shows it: an axis by itself as a number, several as a list.</summary>
    internal object Config => isOne ? Axes[0] : Axes;

    /// <summary>Whether axes were given, be they none.</summary>
    internal bool IsGiven => axes is not null;

    private int[] Axes => axes ?? [];

    /// <summary>Builds the list from a collection expression.</summary>
    public static AxesLike Create(ReadOnlySpan<int> axes) => new(axes.ToArray());

    public static implicit operator AxesLike(int axis) => new([axis], true);

    /// <summary>Python's <c>None</c>: no axis, where a layer takes that.</summary>
    public static implicit operator AxesLike(int? axis) => axis is { } given ? new([given], true) : new([]);

    public static implicit operator AxesLike(int[] axes) => new(axes);

    public static implicit operator AxesLike((int, int) axes) => new([axes.Item1, axes.Item2]);

    public static implicit operator AxesLike((int, int, int) axes) => new([axes.Item1, axes.Item2, axes.Item3]);

    /// <summary>The axes given, or that one.</summary>
    internal AxesLike Or(int axis) => axes is null ? axis : this;

    /// <summary>The axes of a tensor, counted from the start; null where none were given.</summary>
    internal int[]? Of(Engine.Tensor x) => IsGiven ? In(x.Shape) : null;

    /// <summary>The axes counted from the start.</summary>
    /// <exception cref="ValueError">One does not exist, or is given twice.</exception>
    internal int[] In(Shape shape)
    {
        var rank = Required.NotNull(shape, "input_shape").Rank;
        var counted = Axes.Select(axis => axis < 0 ? axis + rank : axis).ToArray();
        if (counted.Any(axis => axis < 0 || axis >= shape.Rank))
            throw new ValueError(
                $"Invalid value for `axis` argument. Expected 0 <= axis < inputs.rank (with inputs.rank={shape.Rank}). Received: "
                + $"axis={Text([.. Axes])}", "axis");
        if (counted.Distinct().Count() != counted.Length) throw new ValueError($"Duplicate axis: {Text(counted)}", "axis");
        return counted;
    }

    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Axes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Axes.GetEnumerator();

    /// <summary>Python's text of the tuple.</summary>
    internal static string Text(int[] axes) => axes.Length == 1 ? $"({axes[0]},)" : $"({string.Join(", ", axes)})";
}
