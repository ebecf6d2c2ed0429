namespace KerasLikeRnn.Losses;

/// <summary>
/// The <c>loss</c> argument of compile: one loss for all outputs, a list with one for each, or a dictionary by output name.
/// </summary>
[CollectionBuilder(typeof(LossesLike), nameof(Create))]
public sealed class LossesLike : IEnumerable<LossLike?>
{
    private readonly LossLike? single;
    private readonly IReadOnlyList<LossLike?>? list;
    private readonly Dictionary<string, LossLike>? byName;

    /// <summary>Losses by output name: <c>loss: new() { ["a"] = "mse", ["b"] = "mae" }</c>.</summary>
    public LossesLike() => byName = [];

    private LossesLike(LossLike? single, IReadOnlyList<LossLike?>? list, Dictionary<string, LossLike>? byName)
    {
        this.single = single;
        this.list = list;
        this.byName = byName;
    }

    /// <summary>The loss of the output of that name.</summary>
    public LossLike this[string output] { get => ByName[output]; set => ByName[output] = value; }

    private Dictionary<string, LossLike> ByName =>
        byName ?? throw new NotSupportedException("Only losses by output name, `new() { [\"a\"] = \"mse\" }`, have names.");

    /// <summary>Builds the list from a collection expression.</summary>
    public static LossesLike Create(ReadOnlySpan<LossLike?> losses) => new(null, losses.ToArray(), null);

    /// <summary>The loss of each output, null for none.</summary>
    /// <exception cref="ValueError">The list or the dictionary does not fit the outputs.</exception>
    internal IReadOnlyList<Loss?> PerOutput(IReadOnlyList<string> outputs)
    {
        var losses = byName is not null ? OutputNames.InOrder(byName, outputs)
            : list is not null ? OutputNames.OneEach(list, outputs, "loss")
            : Enumerable.Repeat(single, outputs.Count);
        return losses.Select(loss => loss?.Loss).ToArray();
    }

    public IEnumerator<LossLike?> GetEnumerator() => (list ?? byName?.Values.ToArray() ?? [single]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static implicit operator LossesLike(LossLike loss) => new(loss, null, null);

    public static implicit operator LossesLike(string? name) => new(name, null, null);

    public static implicit operator LossesLike(Loss? loss) => new(loss, null, null);

    public static implicit operator LossesLike(Func<Tensor, Tensor, Tensor> function) => new(function, null, null);

    public static implicit operator LossesLike(LossFunction function) => new(function, null, null);

    public static implicit operator LossesLike(CrossentropyFunction function) => new(function, null, null);

    public static implicit operator LossesLike(FocalCrossentropyFunction function) => new(function, null, null);

    public static implicit operator LossesLike(SparseCrossentropyFunction function) => new(function, null, null);

    public static implicit operator LossesLike(HuberFunction function) => new(function, null, null);

    public static implicit operator LossesLike(SimilarityFunction function) => new(function, null, null);

    public static implicit operator LossesLike(LossLike?[] losses) => new(null, losses, null);

    public static implicit operator LossesLike(string?[] names) => new(null, Array.ConvertAll(names, name => (LossLike?)name), null);

    public static implicit operator LossesLike(Dictionary<string, LossLike> losses) => new(null, null, losses);

    public static implicit operator LossesLike(Dictionary<string, string> names) =>
        new(null, null, names.ToDictionary(pair => pair.Key, pair => (LossLike)pair.Value));
}
