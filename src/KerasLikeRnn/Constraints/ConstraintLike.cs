namespace KerasLikeRnn.Constraints;

/// <summary>
/// An argument that names a constraint (<c>"max_norm"</c>, <c>"NonNeg"</c>), is one, is a function from weight to weight, or a
/// configuration. The default value, like null, means none.
/// </summary>
public readonly struct ConstraintLike
{
    private ConstraintLike(Constraint? constraint) => Constraint = constraint;

    /// <summary>The constraint, or null for none.</summary>
    public Constraint? Constraint { get; }

    /// <summary>The constraint of that name, with its default arguments.</summary>
    /// <exception cref="ValueError">There is none; the message names the nearest.</exception>
    public static implicit operator ConstraintLike(string? name) => new(name is null ? null : BuiltInConstraints.Classes.Create(name));

    /// <summary>Python's <c>None</c>.</summary>
    /// <exception cref="ValueError">It is a number instead.</exception>
    public static implicit operator ConstraintLike(int? none) => none is null ? default
        : throw new ValueError($"Could not interpret constraint function identifier: {none}", nameof(none));

    public static implicit operator ConstraintLike(Constraint? constraint) => new(constraint);

    public static implicit operator ConstraintLike(Func<Tensor, Tensor>? function) => new(function is null ? null : new FunctionConstraint(function));

    public static implicit operator ConstraintLike(OrderedDictionary<string, object?> config) => new(BuiltInConstraints.Classes.Create(config));

    public static implicit operator ConstraintLike(Dictionary<string, object?> config) => new(BuiltInConstraints.Classes.Create(config));
}
