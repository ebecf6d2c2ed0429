namespace KerasLikeRnn.Models;

/// <summary>Puts the vocabularies that a SavedModel folder keeps beside the configurations of its layers into these.</summary>
/// <param name="path">The folder.</param>
/// <param name="layersOf">Reads the descriptions of single layers, by their numbers among the objects.</param>
/// <param name="tablesOf">Reads the tables of the folder.</param>
/// <param name="bundle">The folder's checkpoint, which has the weights of output_mode tf_idf.</param>
internal sealed class SavedVocabularies(
    string path, Func<IReadOnlyList<(int Number, IReadOnlyDictionary<string, object?> Description)>> layersOf,
    Func<SavedModelTables> tablesOf, Func<TensorBundle> bundle)
{
    private const string Vocabulary = "vocabulary";
    private const string Weights = "idf_weights";

    // Most folders have no lookup layers, for whose sake alone these are read.
    private readonly Lazy<IReadOnlyList<(int Number, IReadOnlyDictionary<string, object?> Description)>> layers = new(layersOf);
    private readonly Lazy<SavedModelTables> tables = new(tablesOf);

    /// <summary>Completes all configurations inside of one.</summary>
    /// <exception cref="NotSupportedException">Two layers of one name have different vocabularies.</exception>
    /// <exception cref="InvalidDataException">What is said of a vocabulary is damaged.</exception>
    public void Complete(object? config)
    {
        if (config is IReadOnlyDictionary<string, object?> described)
        {
            if (described.GetValueOrDefault("class_name") is string name && IVocabulary.Classes.Contains(name)
                && described.GetValueOrDefault("config") is IDictionary<string, object?> arguments
                && arguments.TryGetValue(Vocabulary, out var given) && given is null)
                Complete(name, arguments);
            foreach (var inner in described.Values) Complete(inner);
        }
        else if (config is IEnumerable<object?> items)
            foreach (var item in items) Complete(item);
    }

    private void Complete(string name, IDictionary<string, object?> arguments)
    {
        var called = arguments.TryGetValue("name", out var given) ? given as string : null;
        var found = layers.Value.Where(layer => layer.Description.GetValueOrDefault("class_name") is string other && other == name
            && layer.Description.GetValueOrDefault("name") is string own && own == called).ToArray();
        if (found.Length == 0) return;
        if (found.Length > 1)
            throw new NotSupportedException(
                $"{found.Length} layers of the folder are named {DamagedFile.Shown(called ?? "")}, so that nobody knows which vocabulary "
                + "is whose. Give the layers different names in Python and save again.");
        var own = found[0].Description.GetValueOrDefault("config") as IReadOnlyDictionary<string, object?>;
        var invert = arguments.TryGetValue("invert", out var inverts) && inverts is true;
        var written = own?.GetValueOrDefault(Vocabulary);
        var terms = written ?? Within(called, () => tables.Value.VocabularyOf(found[0].Number, invert));
        if (terms is null) return;
        arguments[Vocabulary] = terms;
        arguments[IVocabulary.IsGivenArgument] = own?.GetValueOrDefault(IVocabulary.IsGivenArgument) is true;
        if (arguments.TryGetValue("output_mode", out var mode) && mode is "tf_idf" && terms is ICollection<object?> list)
            arguments[Weights] = own?.GetValueOrDefault(Weights)
                ?? Within(called, () => WeightsOf(found[0].Number, list.Count, arguments));
    }

    private T Within<T>(string? layer, Func<T> read) =>
        DamagedFile.Within($"{path}: the vocabulary of the layer {DamagedFile.Shown(layer ?? "")} is damaged", read);

    /// <summary>
    /// The weights of the terms: those of the numbers without a term stand before them, and zeros up to max_tokens behind.
    /// </summary>
    private List<object?> WeightsOf(int number, int count, IDictionary<string, object?> arguments)
    {
        using var scope = MemoryScope.OfThread();
        using var open = bundle();
        var graph = Restoration.GraphOf(open);
        var layer = graph.Nodes[number].Child("_lookup_layer") ?? number;
        if (graph.Nodes[layer].Child(Weights) is not { } node || graph.Nodes[node].ValueKey is not { } key)
            throw new InvalidDataException($"The checkpoint {open.Prefix} has no {Weights} of the layer.");
        var before = arguments.TryGetValue("num_oov_indices", out var oov) && oov is int several ? several : 1;
        var all = Ops.Cast(open.ReadTensor(open.Find(key)), DType.Float64).ToArray<double>();
        if (all.Length < before + count)
            throw new InvalidDataException($"{DamagedFile.Shown(key)} has {all.Length} weights of {before + count}.");
        return [.. all[before..(before + count)].Cast<object?>()];
    }
}
