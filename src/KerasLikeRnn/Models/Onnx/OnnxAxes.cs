namespace KerasLikeRnn.Models;

/// <summary>Names of the axes whose size is open: <c>batch</c> and <c>timesteps</c>.</summary>
internal static class OnnxAxes
{
    private const string Batch = "batch";
    private const string TimeSteps = "timesteps";

    /// <summary>The name of an axis of an input or output of the model; null for one that is nothing in particular.</summary>
    public static string? Name(OnnxTensor value, int axis, OnnxGraph graph)
    {
        if (!graph.IsModel) return null;
        if (axis == 0 && graph.Inputs.Exists(input => input.Rank > 0 && input.Shape.Dims[0] == Shape.Unknown)) return Batch;
        if (!graph.Inputs.Contains(value)) return null;
        // Two sequences need not be as long as each other.
        var several = graph.Inputs.Count(input => input.Rank > 1 && input.Shape.Dims[1] == Shape.Unknown) > 1;
        return axis != 1 ? Invariant($"{value.Name}_axis_{axis}") : several ? $"{value.Name}_{TimeSteps}" : TimeSteps;
    }
}
