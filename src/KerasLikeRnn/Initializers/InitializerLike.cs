namespace KerasLikeRnn.Initializers;

/// <summary>
/// An argument that names an initializer (<c>"glorot_uniform"</c>), is one, is a function from shape to tensor, or a
/// configuration. The default value, like null, means that none was given, so that each layer can choose its own.
/// </summary>
public readonly struct InitializerLike
{
    private readonly Initializer? initializer;

    private InitializerLike(Initializer? initializer) => this.initializer = initializer;

    /// <summary>Whether the argument was given.</summary>
    public bool IsGiven => initializer is not null;

    /// <summary>The initializer given, or a new one of that name.</summary>
    public Initializer Or(string name) => initializer ?? BuiltInInitializers.Create(name);

    /// <summary>A new initializer of that name, with its default arguments.</summary>
    /// <exception cref="ValueError">There is none; the message names the nearest.</exception>
    public static implicit operator InitializerLike(string? name) => new(name is null ? null : BuiltInInitializers.Create(name));

    /// <summary>Python's <c>None</c>.</summary>
    /// <exception cref="ValueError">It is a number instead.</exception>
    public static implicit operator InitializerLike(int? none) => none is null ? default
        : throw new ValueError($"Could not interpret initializer identifier: {none}", nameof(none));

    public static implicit operator InitializerLike(Initializer? initializer) => new(initializer);

    public static implicit operator InitializerLike(Func<Shape, Tensor> function) =>
        new(new FunctionInitializer(function, (shape, dtype) => Ops.Cast(function(shape), dtype)));

    public static implicit operator InitializerLike(Func<Shape, DType, Tensor> function) => new(new FunctionInitializer(function, function));

    public static implicit operator InitializerLike(OrderedDictionary<string, object?> config) => new(BuiltInInitializers.Create(config));

    public static implicit operator InitializerLike(Dictionary<string, object?> config) => new(BuiltInInitializers.Create(config));
}
