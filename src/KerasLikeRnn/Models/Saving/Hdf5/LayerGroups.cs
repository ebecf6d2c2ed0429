using KerasLikeRnn.DataFiles.Hdf5;

namespace KerasLikeRnn.Models;

/// <summary>
/// Weights in Keras 2's layout: a group for each layer, an attribute that lists the layers in their order, and in each group one that
/// lists its weights: the trainable ones, then the others.
/// </summary>
internal static class LayerGroups
{
    /// <summary>The attribute that lists the layers.</summary>
    internal const string LayerNames = "layer_names";

    private const string WeightNames = "weight_names";
    private const string TopLevel = "top_level_model_weights";

    // Keras's limit for a list of names: HDF5 keeps attributes in headers of 64 KB.
    private const int LongestAttribute = 64512;

    /// <summary>Writes all weights of a model.</summary>
    /// <param name="group">Where to.</param>
    /// <param name="model">The model whose layers they are.</param>
    /// <param name="dataSet">The data set of a variable, which may stand elsewhere in the file too.</param>
    internal static void Write(H5NewGroup group, Model model, Func<Variable, H5NewDataSet> dataSet)
    {
        SetNames(group, LayerNames, [.. model.layers.Select(layer => layer.name)]);
        group.SetText("backend", "tensorflow");
        group.SetText("keras_version", BackendConfig.__version__);
        foreach (var layer in model.layers) Write(group.Group(layer.name), WeightsOf(layer));
        Write(group.Group(TopLevel), model.TopLevelWeights);

        void Write(H5NewGroup layer, IReadOnlyList<Variable> weights)
        {
            SetNames(layer, WeightNames, [.. weights.Select(weight => weight.Name)]);
            foreach (var weight in weights) layer.Add(weight.Name, dataSet(weight));
        }
    }

    /// <summary>How many bytes all weights have, each counted once.</summary>
    internal static long BytesOf(H5Group group) =>
        Names(group, LayerNames).Distinct().Select(group.Group).Append(group.FindGroup(TopLevel)).OfType<H5Group>()
            .SelectMany(layer => Names(layer, WeightNames).Distinct().Select(layer.DataSet)).Distinct().Sum(saved => saved.Bytes);

    /// <summary>Whether a group has this layout.</summary>
    internal static bool IsIn(H5Group group) => group.Attributes.ContainsKey(LayerNames) || group.Attributes.ContainsKey(LayerNames + "0");

    /// <summary>Reads the weights layer by layer, in their order.</summary>
    /// <exception cref="ValueError">Their number or shapes are others; nothing was changed.</exception>
    internal static void Load(H5Group group, Model model)
    {
        var conversion = OldWeights.Of(group);
        var layers = model.layers.Where(layer => WeightsOf(layer).Count > 0).ToArray();
        var names = Names(group, LayerNames).Where(name => Names(group.Group(name), WeightNames).Count > 0).ToArray();
        if (names.Length != layers.Length)
            throw new ValueError(
                $"Layer count mismatch when loading weights from file. Model expected {layers.Length} layers, found {names.Length} saved "
                + $"layers.");
        var load = new WeightLoad();
        for (var i = 0; i < layers.Length; i++)
        {
            var weights = WeightsOf(layers[i]);
            var saved = conversion.For(layers[i], Saved(group.Group(names[i])));
            if (saved.Count != weights.Count)
                throw new ValueError(
                    $"Weight count mismatch for layer #{i} (named {layers[i].name} in the current model, {names[i]} in the save file). "
                    + $"Layer expects {weights.Count} weight(s). Received {saved.Count} saved weight(s)");
            load.Add(weights, saved);
        }
        if (group.FindGroup(TopLevel) is { } top)
        {
            var (weights, saved) = (model.TopLevelWeights, Saved(top));
            if (saved.Count != weights.Count)
                throw new ValueError(
                    $"Weight count mismatch for top-level weights when loading weights from file. Model expects {weights.Count} "
                    + $"top-level weight(s). Received {saved.Count} saved top-level weight(s)");
            load.Add(weights, saved);
        }
        load.Run(model);
    }

    /// <summary>Reads the weights of the layers whose names the file has.</summary>
    /// <exception cref="ValueError">Their number or shapes are others, which is not to be skipped; nothing was changed.</exception>
    internal static void LoadByName(H5Group group, Model model, bool skipMismatch)
    {
        var conversion = OldWeights.Of(group);
        var mismatch = new Mismatches(skipMismatch);
        var load = new WeightLoad();
        var names = Names(group, LayerNames);
        for (var i = 0; i < names.Count; i++)
        {
            if (!model.layers.Any(layer => layer.name == names[i])) continue;
            var saved = Saved(group.Group(names[i]));
            foreach (var layer in model.layers.Where(layer => layer.name == names[i]))
            {
                var weights = WeightsOf(layer);
                saved = conversion.For(layer, saved);
                if (mismatch.OfCount(i, layer, weights.Count, saved.Count)) continue;
                for (var k = 0; k < weights.Count; k++)
                    if (!mismatch.OfShape(i, layer, weights[k], saved[k])) load.Add([weights[k]], [saved[k]]);
            }
        }
        if (group.FindGroup(TopLevel) is { } top)
        {
            var (weights, saved) = (model.TopLevelWeights, Saved(top));
            if (!mismatch.OfTopLevelCount(weights.Count, saved.Count))
                for (var k = 0; k < weights.Count; k++)
                    if (!mismatch.OfTopLevelShape(weights[k], saved[k])) load.Add([weights[k]], [saved[k]]);
        }
        load.Run(model);
    }

    /// <summary>Keras's warning where a variable would be written more than once.</summary>
    internal static void WarnOfDuplicates(Model model)
    {
        var all = model.layers.Sum(layer => layer.weights.Count) + model.TopLevelWeights.Count;
        if (model.weights.Count != all)
            Messages.Warn(
                "Found duplicated `Variable`s in Model's `weights`. This is usually caused by `Variable`s being shared by Layers in the "
                + "Model. These `Variable`s will be treated as separate `Variable`s when the Model is restored. To avoid this, please save "
                + "with `save_format=\"tf\"`.");
    }

    /// <summary>A list of names, of any length: one that is too long for an attribute is spread over several.</summary>
    internal static IReadOnlyList<string> Names(H5Group group, string attribute)
    {
        if (group.Attributes.TryGetValue(attribute, out var whole)) return whole.Texts;
        var names = new List<string>();
        for (var i = 0; group.Attributes.TryGetValue(Invariant($"{attribute}{i}"), out var part); i++) names.AddRange(part.Texts);
        return names;
    }

    /// <summary>Writes a list of names, in as many attributes as it takes.</summary>
    /// <exception cref="ValueError">A name alone is too long.</exception>
    internal static void SetNames(H5NewGroup group, string attribute, IReadOnlyList<string> names)
    {
        var longest = names.Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty().Max();
        if (longest > LongestAttribute)
            throw new ValueError(
                $"The following attributes cannot be saved to HDF5 file because they are larger than {LongestAttribute} bytes: a name of "
                + $"{longest} bytes in {attribute}.");
        // Each has as many bytes as the longest. Parts differ by one name at most, as numpy.array_split makes them.
        var parts = 1;
        while ((long)(names.Count + parts - 1) / parts * longest > LongestAttribute) parts++;
        if (parts == 1)
        {
            group.SetTexts(attribute, names);
            return;
        }
        var start = 0;
        for (var i = 0; i < parts; i++)
        {
            var count = names.Count / parts + (i < names.Count % parts ? 1 : 0);
            group.SetTexts(Invariant($"{attribute}{i}"), [.. names.Skip(start).Take(count)]);
            start += count;
        }
    }

    /// <summary>The order in which Keras 2 keeps a layer's weights in HDF5, which is not always that of <c>weights</c>.</summary>
    internal static IReadOnlyList<Variable> WeightsOf(Layer layer) => [.. layer.trainable_weights, .. layer.non_trainable_weights];

    private static IReadOnlyList<SavedWeight> Saved(H5Group group) =>
        [.. Names(group, WeightNames).Select(name => SavedWeight.Of(group.DataSet(name)))];
}
