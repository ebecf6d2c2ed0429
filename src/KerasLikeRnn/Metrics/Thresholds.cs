namespace KerasLikeRnn.Metrics;

/// <summary>One threshold or several, each between 0 and 1: <c>0.5</c>, <c>[0.3, 0.7]</c>.</summary>
[CollectionBuilder(typeof(Thresholds), nameof(Create))]
public sealed class Thresholds : IReadOnlyList<double>
{
    private readonly double[] values;
    private readonly bool isList;

    private Thresholds(double[] values, bool isList)
    {
        this.values = values;
        this.isList = isList;
    }

    /// <summary>Number of thresholds.</summary>
    public int Count => values.Length;

    /// <summary>The threshold at a position.</summary>
    public double this[int index] => values[index];

    /// <summary>What a configuration holds: the number, or the list.</summary>
    internal object Serialized => isList ? values : values[0];

    /// <summary>Builds the list from a collection expression.</summary>
    public static Thresholds Create(ReadOnlySpan<double> values) => new(values.ToArray(), true);

    public static implicit operator Thresholds(double value) => new([value], false);

    public static implicit operator Thresholds(double[] values) => new(values, true);

    /// <summary>The thresholds given, or a default one.</summary>
    /// <exception cref="ValueError">One is not between 0 and 1.</exception>
    internal static double[] Or(Thresholds? given, double standard)
    {
        if (given is null) return [standard];
        var invalid = given.values.Where(value => !(value >= 0 && value <= 1)).ToArray();
        if (invalid.Length > 0)
            throw new ValueError(
                $"Threshold values must be in [0, 1]. Received: [{string.Join(", ", invalid)}]", nameof(given));
        return [.. given.values];
    }

    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => values.GetEnumerator();
}
