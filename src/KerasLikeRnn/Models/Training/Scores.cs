namespace KerasLikeRnn.Models;

/// <summary>
/// What evaluate and the on_batch methods give: the loss, then the metrics. It is a number where there are no metrics
/// and a list otherwise, as in Python; values are found by position or by name.
/// </summary>
public sealed class Scores : IReadOnlyList<double>
{
    private readonly string[] names;
    private readonly double[] numbers;
    private readonly bool named;

    internal Scores(IEnumerable<(string Name, double Value)> scores, bool named)
    {
        var all = scores.ToArray();
        names = Array.ConvertAll(all, score => score.Name);
        numbers = Array.ConvertAll(all, score => score.Value);
        this.named = named;
    }

    /// <summary>Number of values.</summary>
    public int Count => numbers.Length;

    /// <summary>Names of the values, <c>loss</c> first.</summary>
    public IReadOnlyList<string> Keys => names;

    /// <summary>The names, as of the dictionary that <c>return_dict: true</c> gives.</summary>
    public DictionaryView<string> keys() => new("dict_keys", names, PythonText.Repr);

    /// <summary>The values.</summary>
    public DictionaryView<double> values() => new("dict_values", numbers, value => PythonText.Repr(value));

    /// <summary>Names and values: <c>foreach (var (name, value) in scores.items())</c>.</summary>
    public DictionaryView<(string Key, double Value)> items() =>
        new("dict_items", [.. names.Zip(numbers)], item => $"('{item.Key}', {PythonText.Repr(item.Value)})");

    /// <summary>The value at a position.</summary>
    public double this[int index] => numbers[index < 0 ? index + numbers.Length : index];

    /// <summary>The value of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public double this[string name] => Array.IndexOf(names, name) is var index and >= 0
        ? numbers[index]
        : throw new KeyNotFoundException($"There is no score '{name}'. There are: {string.Join(", ", names)}");

    /// <summary>The only value, where there are no metrics.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public static implicit operator double(Scores scores) => Required.NotNull(scores).numbers is [var only]
        ? only
        : throw new InvalidOperationException($"There are several scores ({string.Join(", ", scores.names)}). Take one: scores[\"loss\"].");

    /// <summary>The values as an array: <c>0.5 * np.add(d_loss_real, d_loss_fake)</c>.</summary>
    public static implicit operator NDArray(Scores scores) => np.array(Required.NotNull(scores).numbers);

    public void Deconstruct(out double loss, out double metric) => (loss, metric) = (numbers[0], numbers[1]);

    public void Deconstruct(out double loss, out double first, out double second) =>
        (loss, first, second) = (numbers[0], numbers[1], numbers[2]);

    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)numbers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => numbers.GetEnumerator();

    /// <summary>Python's text: <c>[0.5043584704399109, 0.8381999731063843]</c>, a number, or a dictionary.</summary>
    public override string ToString()
    {
        var texts = Array.ConvertAll(numbers, value => PythonText.Repr(value));
        if (named) return "{" + string.Join(", ", names.Zip(texts, (name, text) => Invariant($"'{name}': {text}"))) + "}";
        return texts.Length == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
    }
}
