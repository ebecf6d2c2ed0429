namespace KerasLikeRnn.Engine;

/// <summary>
/// What stands for one axis between the brackets of <c>x[...]</c>: a number (Python's, so a negative one counts from the end),
/// <c>^1</c>, a range such as <c>..</c> (Python's <c>:</c>) or <c>1..</c>, <c>slice(start, stop, step)</c>, a scalar tensor,
/// <c>Ellipsis</c> (Python's <c>...</c>) or <c>tf.newaxis</c>.
/// </summary>
public readonly struct Slice
{
    private enum Kind { Range, Index, Ellipsis, NewAxis }

    private readonly Kind kind;
    private readonly Index start;
    private readonly Index? stop;
    private readonly int step;

    private Slice(Kind kind, Index start = default, Index? stop = null, int step = 1, Tensor? number = null) =>
        (this.kind, this.start, this.stop, this.step, Number) = (kind, start, stop, step, number);

    /// <summary>As many whole axes as are left.</summary>
    public static Slice Ellipsis { get; } = new(Kind.Ellipsis);

    /// <summary>An axis of size 1 that x has not.</summary>
    public static Slice NewAxis { get; } = new(Kind.NewAxis);

    internal bool IsEllipsis => kind == Kind.Ellipsis;

    internal bool IsNewAxis => kind == Kind.NewAxis;

    /// <summary>Whether the axis disappears.</summary>
    internal bool IsIndex => kind == Kind.Index;

    /// <summary>Python's start, stop and step of a range; null is left out.</summary>
    internal (int? Start, int? Stop, int? Step) Limits =>
        (start.Equals(step > 0 ? 0 : ^1) ? null : ToPython(start), stop is { } end ? ToPython(end) : null, step == 1 ? null : step);

    /// <summary>Python's number of an index that is no tensor.</summary>
    internal int Place => ToPython(start);

    /// <summary>The index, where it is a tensor.</summary>
    internal Tensor? Number { get; }

    /// <summary>Python's <c>start:stop:step</c>; null is a limit left out, and negative limits count from the end.</summary>
    /// <exception cref="ValueError">step is zero.</exception>
    public static Slice Of(int? start, int? stop, int step = 1)
    {
        if (step == 0) throw new ValueError("slice step cannot be zero", nameof(step));
        return new(Kind.Range, FromPython(start ?? (step > 0 ? 0 : -1)), stop is { } end ? FromPython(end) : null, step);
    }

    public static implicit operator Slice(int index) => new(Kind.Index, FromPython(index));

    public static implicit operator Slice(Index index) => new(Kind.Index, index);

    public static implicit operator Slice(Range range) => new(Kind.Range, range.Start, range.End.Equals(Index.End) ? null : range.End, 1);

    public static implicit operator Slice(Tensor index) => new(Kind.Index, number: index);

    /// <summary>The part of an axis of that size, cut at its ends as Python cuts.</summary>
    /// <param name="size">Size of the axis.</param>
    /// <param name="axis">Its number, for the error.</param>
    /// <exception cref="ValueError">An index is outside.</exception>
    internal (int Begin, int Count, int Step) In(int size, int axis)
    {
        if (Number is not null and not { DType: DType.Int32 or DType.Int64, Length: 1 })
            throw new ValueError(
                $"Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are valid "
                + $"indices, got {Number}");
        var first = Number is null ? start : FromPython((int)Math.Clamp(Number.Item(), int.MinValue, int.MaxValue));
        if (kind == Kind.Index)
        {
            var at = first.GetOffset(size);
            return at >= 0 && at < size
                ? (at, 1, 1)
                : throw new ValueError(
                    $"slice index {(first.IsFromEnd ? -first.Value : first.Value)} of dimension {axis} out of bounds.", "index");
        }
        var (lowest, highest) = step > 0 ? (0, size) : (-1, size - 1);
        var begin = Math.Clamp(first.GetOffset(size), lowest, highest);
        var end = stop is { } given ? Math.Clamp(given.GetOffset(size), lowest, highest) : step > 0 ? size : -1;
        return (begin, (int)Math.Max(0, ((long)end - begin + step - Math.Sign(step)) / step), step);
    }

    private static int ToPython(Index index) => index.IsFromEnd ? -index.Value : index.Value;

    private static Index FromPython(int index) => index < 0 ? ^-Math.Max(index, -int.MaxValue) : index;
}
