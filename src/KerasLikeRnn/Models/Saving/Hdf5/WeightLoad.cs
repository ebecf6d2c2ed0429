namespace KerasLikeRnn.Models;

/// <summary>Weights that are to be set together: all of them or none.</summary>
internal sealed class WeightLoad
{
    private readonly List<(Variable Variable, SavedWeight Saved)> pairs = [];

    /// <summary>Adds variables with what they are to be.</summary>
    internal void Add(IEnumerable<Variable> variables, IEnumerable<SavedWeight> saved) => pairs.AddRange(variables.Zip(saved));

    /// <summary>Sets them.</summary>
    /// <exception cref="ValueError">A shape is another one; nothing was changed.</exception>
    internal void Run(Model model)
    {
        Run();
        foreach (var layer in model.Flattened().OfType<PreprocessingLayer>().Where(layer => layer.built)) layer.finalize_state();
    }

    /// <inheritdoc cref="Run(Model)"/>
    internal void Run()
    {
        foreach (var (variable, saved) in pairs)
            if (variable.Shape != saved.Shape)
                throw new ValueError(
                    $"Cannot assign value to variable ' {variable.Name}': Shape mismatch.The variable shape {variable.Shape}, and the assigned "
                    + $"value shape {saved.Shape} are incompatible.");
        using var scope = MemoryScope.OfThread();
        var setters = pairs.ConvertAll(pair => pair.Saved.Setter(pair.Variable));
        foreach (var set in setters) set();
    }
}
