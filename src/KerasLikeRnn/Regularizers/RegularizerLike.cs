namespace KerasLikeRnn.Regularizers;

/// <summary>
/// An argument that names a regularizer (<c>"l2"</c>, <c>"l1_l2"</c>), is one, is a function from a tensor to its penalty,
/// or a configuration. The default value, like null, means none.
/// </summary>
public readonly struct RegularizerLike
{
    private RegularizerLike(Regularizer? regularizer) => Regularizer = regularizer;

    /// <summary>The regularizer, or null for none.</summary>
    public Regularizer? Regularizer { get; }

    /// <summary>The regularizer of that name, with its default factors.</summary>
    /// <exception cref="ValueError">There is none; the message names the nearest.</exception>
    public static implicit operator RegularizerLike(string? name) => new(name is null ? null : BuiltInRegularizers.Create(name));

    /// <summary>Python's <c>None</c>.</summary>
    /// <exception cref="ValueError">It is a number instead.</exception>
    public static implicit operator RegularizerLike(int? none) => none is null ? default
        : throw new ValueError($"Could not interpret regularizer identifier: {none}", nameof(none));

    public static implicit operator RegularizerLike(Regularizer? regularizer) => new(regularizer);

    public static implicit operator RegularizerLike(Func<Tensor, Tensor>? function) => new(function is null ? null : new FunctionRegularizer(function));

    public static implicit operator RegularizerLike(OrderedDictionary<string, object?> config) => new(BuiltInRegularizers.Classes.Create(config));

    public static implicit operator RegularizerLike(Dictionary<string, object?> config) => new(BuiltInRegularizers.Classes.Create(config));
}
