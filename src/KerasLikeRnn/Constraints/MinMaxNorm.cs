namespace KerasLikeRnn.Constraints;

/// <summary>
/// Brings the vectors' lengths between two limits, wholly or by a part: w · desired / (1e-7 + |w|) with
/// desired = rate · clip(|w|, min_value, max_value) + (1 - rate) · |w|.
/// </summary>
[KerasExport("keras.constraints.MinMaxNorm", "keras.constraints.min_max_norm")]
public class MinMaxNorm : Constraint
{
    private readonly double low, high, rate;
    private readonly int[] axes;

    /// <summary>Creates the constraint.</summary>
    /// <param name="min_value">The smallest length.</param>
    /// <param name="max_value">The largest length.</param>
    /// <param name="rate">1 for strict limits; less moves the lengths by that part at every update.</param>
    /// <param name="axis">The axis along which lengths are taken: 0 for the weights into each unit of a Dense kernel.</param>
    public MinMaxNorm(double min_value = 0.0, double max_value = 1.0, double rate = 1.0, int axis = 0)
        : this(min_value, max_value, rate, [axis]) { }

    /// <summary>Creates the constraint with lengths over several axes.</summary>
    /// <param name="min_value">The smallest length.</param>
    /// <param name="max_value">The largest length.</param>
    /// <param name="rate">1 for strict limits; less moves the lengths by that part at every update.</param>
    /// <param name="axis">The axes: [0, 1, 2] for the filters of a Conv2D kernel.</param>
    public MinMaxNorm(double min_value = 0.0, double max_value = 1.0, double rate = 1.0, params int[] axis)
    {
        (low, high, this.rate) = (min_value, max_value, rate);
        axes = axis;
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor w)
    {
        var norms = Norms(w, axes);
        var desired = rate * Ops.Clip(norms, low, high) + (1 - rate) * norms;
        return w * (desired / (Epsilon + norms));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new() { ["min_value"] = low, ["max_value"] = high, ["rate"] = rate, ["axis"] = Axis(axes) };
}
