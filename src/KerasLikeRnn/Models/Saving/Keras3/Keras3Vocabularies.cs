using KerasLikeRnn.DataFiles.Hdf5;

namespace KerasLikeRnn.Models;

/// <summary>
/// The vocabularies of lookup layers in archives of Keras 3, where they were not given to the constructor: a text file for each layer, a
/// term on each line, under <c>assets/</c> and the path of the layer's weights; the weights of output_mode tf_idf lie among these.
/// </summary>
internal static class Keras3Vocabularies
{
    /// <summary>What the data set of weights of output_mode tf_idf is called.</summary>
    public const string Weights = "idf_weights";

    /// <summary>The files of a model: names and texts.</summary>
    /// <exception cref="NotSupportedException">A term has a line break.</exception>
    public static IEnumerable<(string Name, string Text)> Of(Model model)
    {
        foreach (var (path, layer, _) in Keras3Layout.Of(model))
        {
            if (layer is not IVocabulary vocabulary || vocabulary.Learnt(withSpecialTerms: true) is not { Count: > 0 } terms) continue;
            string[] lines = [.. terms.Select(term => Convert.ToString(term, CultureInfo.InvariantCulture)!)];
            if (Array.Find(lines, line => line.AsSpan().ContainsAny('\n', '\r')) is { } broken)
                throw new NotSupportedException(
                    $"The layer {layer.name} has learnt the term {PythonText.Repr(broken)}, and Keras 3 keeps a term on each line. Save "
                    + "the model as a SavedModel folder.");
            yield return (FileOf(path), string.Join('\n', lines));
        }
    }

    /// <summary>Completes the configurations of all layers of functional and sequential models.</summary>
    /// <param name="described">The configuration of the model.</param>
    /// <param name="textOf">Gives the text of a member; null where there is none.</param>
    /// <param name="root">The weights.</param>
    public static void Complete(IReadOnlyDictionary<string, object?> described, Func<string, string?> textOf, H5Group root) =>
        Complete(described, "", textOf, root);

    /// <summary>Sets the vocabularies of the layers in models of one's own, which are made without them.</summary>
    public static void Load(Model model, Func<string, string?> textOf, H5Group root)
    {
        foreach (var (path, layer, _) in Keras3Layout.Of(model))
            if (layer is IVocabulary { IsGiven: false } vocabulary && vocabulary.Learnt(withSpecialTerms: true).Count == 0
                && textOf(FileOf(path)) is { } text && Lines(text) is var lines && lines.Length > vocabulary.TermStart)
                DamagedFile.Within(FileOf(path), () =>
                {
                    vocabulary.Learn(lines, vocabulary.Weights is null ? null : WeightsOf(root, path, lines.Length));
                    return lines.Length;
                });
    }

    private static void Complete(
        IReadOnlyDictionary<string, object?> described, string path, Func<string, string?> textOf, H5Group root)
    {
        if (described.GetValueOrDefault("config") is not IDictionary<string, object?> config) return;
        var name = described.GetValueOrDefault("class_name") as string ?? "";
        if (IVocabulary.Classes.Contains(name)) CompleteOne(name, config, path, textOf, root);
        if (!config.TryGetValue("layers", out var value) || value is not IEnumerable<object?> layers) return;
        var names = new Dictionary<string, int>();
        foreach (var layer in layers.OfType<IReadOnlyDictionary<string, object?>>())
        {
            // The input layer of a stack is none of its layers.
            if (layer.GetValueOrDefault("class_name") is not string own) continue;
            if (name == nameof(Sequential) && own == nameof(InputLayer)) continue;
            var place = $"{(path.Length == 0 ? "" : path + "/")}layers/{Keras3Layout.Unique(AutomaticNames.ToSnakeCase(own), names)}";
            Complete(layer, place, textOf, root);
        }
    }

    private static void CompleteOne(
        string name, IDictionary<string, object?> config, string path, Func<string, string?> textOf, H5Group root)
    {
        if ((config.TryGetValue("vocabulary", out var given) && given is not null) || textOf(FileOf(path)) is not { } text) return;
        var lines = Lines(text);
        config["vocabulary"] = name == nameof(IntegerLookup)
            ? lines.Select(object? (line) => long.TryParse(line, CultureInfo.InvariantCulture, out var number) ? number
                : throw new InvalidDataException($"{FileOf(path)} has a line that is no number")).ToList()
            : [.. lines.Cast<object?>()];
        config[IVocabulary.IsGivenArgument] = false;
        if (config.TryGetValue("output_mode", out var mode) && mode is "tf_idf")
            config[Weights] = WeightsOf(root, path, lines.Length).Cast<object?>().ToList();
    }

    private static string FileOf(string path) => $"assets/{path}/vocabulary.txt";

    private static string[] Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines[..(Array.FindLastIndex(lines, line => line.Length > 0) + 1)];
    }

    /// <summary>Those of numbers without a term, up to max_tokens, are zeros and come by themselves.</summary>
    private static double[] WeightsOf(H5Group root, string path, int count)
    {
        using var scope = MemoryScope.OfThread();
        if (root.FindGroup($"{path}/vars") is not { } group || !group.Contains(Weights))
            throw new InvalidDataException($"{path} has no {Weights}");
        var all = Ops.Cast(SavedWeight.Of(group.DataSet(Weights)).Read(), DType.Float64).ToArray<double>();
        return all.Length >= count ? all[..count] : throw new InvalidDataException($"{path} has {all.Length} {Weights} of {count}");
    }
}
