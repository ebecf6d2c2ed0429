namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>values[i] up to and including step boundaries[i], the last value beyond the last boundary.</summary>
[KerasExport("keras.optimizers.schedules.PiecewiseConstantDecay")]
public class PiecewiseConstantDecay : LearningRateSchedule
{
    private readonly double[] boundaries;
    private readonly double[] values;
    private readonly string? name;

    /// <summary>Creates the schedule.</summary>
    /// <param name="boundaries">Last steps of the values, ascending.</param>
    /// <param name="values">The rates, one more than boundaries.</param>
    /// <param name="name">Name of the schedule.</param>
    /// <exception cref="ValueError">The numbers of boundaries and values do not fit.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<double> boundaries, IReadOnlyList<double> values, string? name = null)
    {
        if (boundaries.Count != values.Count - 1)
            throw new ValueError(
                $"The length of boundaries should be 1 less than the length of values. Received: "
                + $"boundaries={PythonText.List(boundaries.Select(StepsForConfig))} of length {boundaries.Count}, and "
                + $"values={PythonText.List(values)} of length {values.Count}.",
                nameof(boundaries));
        this.boundaries = [.. boundaries];
        this.values = [.. values];
        this.name = name;
    }

    /// <inheritdoc/>
    public override double __call__(double step)
    {
        var i = 0;
        while (i < boundaries.Length && step > boundaries[i]) i++;
        return (float)values[i];
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new() { ["boundaries"] = Array.ConvertAll(boundaries, StepsForConfig), ["values"] = values, ["name"] = name };
}
