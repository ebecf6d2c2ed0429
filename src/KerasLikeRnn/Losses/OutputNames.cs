namespace KerasLikeRnn.Losses;

/// <summary>Arguments of compile that are given for each of a model's outputs.</summary>
internal static class OutputNames
{
    /// <summary>Names of outputs that are known by now only: those that they bring, else output_1, output_2, ...</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Tensor> outputs) => (outputs as Tensors)?.Names
        ?? [.. Enumerable.Range(1, outputs.Count).Select(i => Invariant($"output_{i}"))];

    /// <summary>The entries of a dictionary in the outputs' order, the default where an output is not named.</summary>
    /// <exception cref="ValueError">A key is no output.</exception>
    public static IReadOnlyList<T?> InOrder<T>(IReadOnlyDictionary<string, T> byName, IReadOnlyList<string> outputs)
    {
        var unknown = byName.Keys.Where(name => !outputs.Contains(name)).ToArray();
        if (unknown.Length > 0)
            throw new ValueError(
                $"Found unexpected losses or metrics that do not correspond to any Model output: {Quoted(unknown)}. Valid mode output names: {Quoted(outputs)}.",
                nameof(byName));
        return outputs.Select(name => byName.GetValueOrDefault(name)).ToArray();
    }

    /// <summary>Checks that a list has an entry for every output.</summary>
    public static IReadOnlyList<T> OneEach<T>(IReadOnlyList<T> list, IReadOnlyList<string> outputs, string argument) => list.Count == outputs.Count
        ? list
        : throw new ValueError(
            $"`{argument}` has {list.Count} entries for {outputs.Count} outputs: {Quoted(outputs)}. Give one for each output, or a dictionary by output name.", argument);

    private static string Quoted(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(name => $"'{name}'"))}]";
}
