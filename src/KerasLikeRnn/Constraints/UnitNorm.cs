namespace KerasLikeRnn.Constraints;

/// <summary>Scales the vectors to length 1: w / (1e-7 + |w|).</summary>
[KerasExport("keras.constraints.UnitNorm", "keras.constraints.unit_norm", Aliases = new[] { "keras.constraints.unitnorm" })]
public class UnitNorm : Constraint
{
    private readonly int[] axes;

    /// <summary>Creates the constraint.</summary>
    /// <param name="axis">The axis along which lengths are taken: 0 for the weights into each unit of a Dense kernel.</param>
    public UnitNorm(int axis = 0) : this([axis]) { }

    /// <summary>Creates the constraint with lengths over several axes.</summary>
    /// <param name="axis">The axes: [0, 1, 2] for the filters of a Conv2D kernel.</param>
    public UnitNorm(params int[] axis) => axes = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor w) => w / (Epsilon + Norms(w, axes));

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["axis"] = Axis(axes) };
}
