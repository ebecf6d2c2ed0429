namespace KerasLikeRnn.Activations;

/// <summary>
/// An argument that names an activation, is one, or is a function: <c>"tanh"</c>, <c>keras.activations.tanh</c>, a
/// <c>Func&lt;Tensor, Tensor&gt;</c>. The default value means that none was given, so that each layer can choose its own.
/// </summary>
/// <remarks>A lambda has no type by itself; write <c>Func&lt;Tensor, Tensor&gt; f = x =&gt; x * x;</c> and hand over <c>f</c>.</remarks>
public readonly struct ActivationLike
{
    private readonly Activation? activation;

    private ActivationLike(Activation activation) => this.activation = activation;

    /// <summary>Python's <c>activation=None</c>: the linear activation.</summary>
    public static ActivationLike None => new(BuiltInActivations.Find("linear"));

    /// <summary>Whether the argument was given.</summary>
    public bool IsGiven => activation is not null;

    /// <summary>The activation given, or the one of that name.</summary>
    public Activation Or(string name) => activation ?? BuiltInActivations.Find(name);

    /// <summary>The activation of that name.</summary>
    /// <exception cref="ValueError">There is none; the message names the nearest.</exception>
    public static implicit operator ActivationLike(string? name) => name is null ? None : new(BuiltInActivations.Find(name));

    /// <summary>Python's <c>None</c>.</summary>
    /// <exception cref="ValueError">It is a number instead.</exception>
    public static implicit operator ActivationLike(int? none) => none is null ? None
        : throw new TypeError($"Could not interpret activation function identifier: {none}", nameof(none));

    public static implicit operator ActivationLike(Activation? activation) => activation is null ? None : new(activation);

    public static implicit operator ActivationLike(ActivationFunction function) => new(BuiltInActivations.Of(function, x => function(x)));

    public static implicit operator ActivationLike(ReluFunction function) => new(BuiltInActivations.Of(function, x => function(x)));

    public static implicit operator ActivationLike(EluFunction function) => new(BuiltInActivations.Of(function, x => function(x)));

    public static implicit operator ActivationLike(GeluFunction function) => new(BuiltInActivations.Of(function, x => function(x)));

    public static implicit operator ActivationLike(SoftmaxFunction function) => new(BuiltInActivations.Of(function, x => function(x)));

    public static implicit operator ActivationLike(Func<Tensor, Tensor> function) => new(BuiltInActivations.Of(function, x => function(x)));
}
