namespace KerasLikeRnn.Losses;

/// <summary>The <c>loss_weights</c> argument of compile: factors of the outputs' losses, in a list or by output name.</summary>
[CollectionBuilder(typeof(LossWeights), nameof(Create))]
public sealed class LossWeights : IEnumerable<double>
{
    private readonly IReadOnlyList<double>? list;
    private readonly Dictionary<string, double?>? byName;

    /// <summary>Weights by output name: <c>loss_weights: new() { ["a"] = 1, ["b"] = 0.2 }</c>.</summary>
    public LossWeights() => byName = [];

    private LossWeights(IReadOnlyList<double>? list, Dictionary<string, double?>? byName)
    {
        this.list = list;
        this.byName = byName;
    }

    /// <summary>The weight of the output of that name.</summary>
    public double this[string output] { get => ByName[output] ?? 1; set => ByName[output] = value; }

    private Dictionary<string, double?> ByName =>
        byName ?? throw new NotSupportedException("Only weights by output name, `new() { [\"a\"] = 0.5 }`, have names.");

    /// <summary>Builds the list from a collection expression.</summary>
    public static LossWeights Create(ReadOnlySpan<double> weights) => new(weights.ToArray(), null);

    public static implicit operator LossWeights(double[] weights) => new(weights, null);

    public static implicit operator LossWeights(Dictionary<string, double> weights) =>
        new(null, weights.ToDictionary(pair => pair.Key, pair => (double?)pair.Value));

    /// <summary>The weight of each output, null for none.</summary>
    internal IReadOnlyList<double?> PerOutput(IReadOnlyList<string> outputs) => byName is not null
        ? OutputNames.InOrder(byName, outputs)
        : OutputNames.OneEach(list!, outputs, "loss_weights").Select(weight => (double?)weight).ToArray();

    public IEnumerator<double> GetEnumerator() => (list ?? byName!.Values.Select(weight => weight ?? 1)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
