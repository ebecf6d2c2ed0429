namespace KerasLikeRnn.Constraints;

/// <summary>Shortens the vectors that are longer than a limit: w · clip(|w|, 0, max_value) / (1e-7 + |w|).</summary>
[KerasExport("keras.constraints.MaxNorm", "keras.constraints.max_norm", Aliases = new[] { "keras.constraints.maxnorm" })]
public class MaxNorm : Constraint
{
    /// <summary>Creates the constraint.</summary>
    /// <param name="max_value">The largest length.</param>
    /// <param name="axis">The axis along which lengths are taken: 0 for the weights into each unit of a Dense kernel.</param>
    public MaxNorm(double max_value = 2, int axis = 0) : this(max_value, [axis]) { }

    /// <summary>Creates the constraint with lengths over several axes.</summary>
    /// <param name="max_value">The largest length.</param>
    /// <param name="axis">The axes: [0, 1, 2] for the filters of a Conv2D kernel.</param>
    public MaxNorm(double max_value = 2, params int[] axis)
    {
        this.max_value = max_value;
        this.axis = axis;
    }

    /// <summary>The largest length.</summary>
    public double max_value { get; }

    /// <summary>The axes over which lengths are taken.</summary>
    public IReadOnlyList<int> axis { get; }

    /// <inheritdoc/>
    public override Tensor call(Tensor w)
    {
        var norms = Norms(w, [.. axis]);
        return w * (Ops.Clip(norms, 0, max_value) / (Epsilon + norms));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["max_value"] = max_value, ["axis"] = Axis([.. axis]) };
}
