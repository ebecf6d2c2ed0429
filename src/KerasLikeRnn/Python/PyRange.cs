namespace KerasLikeRnn;

/// <summary>The numbers of Python's <c>range(start, stop, step)</c>: from start, by step, up to but without stop.</summary>
public sealed class PyRange : IReadOnlyList<int>, IEquatable<PyRange>
{
    /// <summary>Creates a range.</summary>
    /// <param name="start">First number.</param>
    /// <param name="stop">Bound that is not reached.</param>
    /// <param name="step">Distance between two numbers; negative to count down.</param>
    /// <exception cref="ValueError">step is 0.</exception>
    public PyRange(int start, int stop, int step = 1)
    {
        if (step == 0)
            throw new ValueError("range() arg 3 must not be zero", nameof(step));
        this.start = start;
        this.stop = stop;
        this.step = step;
        var span = step > 0 ? (long)stop - start : (long)start - stop;
        Count = checked((int)Math.Max(0, (span + Math.Abs((long)step) - 1) / Math.Abs((long)step)));
    }

    /// <summary>First number.</summary>
    public int start { get; }

    /// <summary>Bound that is not reached.</summary>
    public int stop { get; }

    /// <summary>Distance between two numbers.</summary>
    public int step { get; }

    /// <summary>How many numbers there are.</summary>
    public int Count { get; }

    /// <summary>The number at a place; negative places count from the end.</summary>
    /// <exception cref="ValueError">There is no such place.</exception>
    public int this[int index]
    {
        get
        {
            var place = index < 0 ? index + Count : index;
            if (place < 0 || place >= Count)
                throw new ValueError($"range object index out of range: {this} has {Count} numbers. Received: {index}", nameof(index));
            return start + (place * step);
        }
    }

    /// <inheritdoc />
    public IEnumerator<int> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return start + (i * step);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Two ranges are equal when they hold the same numbers.</summary>
    public bool Equals(PyRange? other) =>
        other is not null && Count == other.Count && (Count == 0 || (start == other.start && (Count == 1 || step == other.step)));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PyRange);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Count, Count == 0 ? 0 : start, Count > 1 ? step : 0);

    /// <summary>Python's <c>range(1, 11)</c>, with the step when it is not 1.</summary>
    public override string ToString()
    {
        var by = step == 1 ? "" : Invariant($", {step}");
        return Invariant($"range({start}, {stop}{by})");
    }
}
