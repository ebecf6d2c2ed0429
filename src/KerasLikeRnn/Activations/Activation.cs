using System.Collections.Concurrent;

namespace KerasLikeRnn.Activations;

/// <summary>An activation of one tensor: the shape stays, the type stays.</summary>
/// <param name="x">Any shape.</param>
public delegate Tensor ActivationFunction(Tensor x);

/// <summary>An activation function with the name it is saved under.</summary>
public sealed class Activation : IRegistered<Activation>
{
    private static readonly Dictionary<Delegate, FusedActivation> fusable = new()
    {
        [ActivationFunctions.hard_sigmoid] = FusedActivation.HardSigmoid,
        [ActivationFunctions.linear] = FusedActivation.Linear,
        [ActivationFunctions.relu] = FusedActivation.Relu,
        [ActivationFunctions.sigmoid] = FusedActivation.Sigmoid,
        [ActivationFunctions.tanh] = FusedActivation.Tanh,
    };

    /// <summary>The activations of exported functions, under these and under what they are called by.</summary>
    private static readonly ConcurrentDictionary<Delegate, Activation> exported = new();

    private readonly ActivationFunction function;

    /// <summary>Creates an activation of one's own.</summary>
    /// <param name="name">The name that layers write into their configuration.</param>
    /// <param name="function">What it computes, made of differentiable operations.</param>
    public Activation(string name, ActivationFunction function) : this(name, function, null) { }

    internal Activation(string name, ActivationFunction function, FusedActivation? fused)
    {
        Required.NotEmpty(name);
        Required.NotNull(function);
        Name = name;
        this.function = function;
        Fused = fused;
    }

    static string IRegistered<Activation>.Kind => "activation function";

    static IReadOnlyList<string> IRegistered<Activation>.Modules => ["keras.activations"];

    static Activation IRegistered<Activation>.None => Registry.Create<Activation>("linear");

    /// <summary>Keras's name, such as <c>tanh</c>.</summary>
    public string Name { get; }

    /// <summary>The function as a delegate.</summary>
    public ActivationFunction Function => function;

    /// <summary>What the fused recurrent kernels call this activation; null when they do not have it.</summary>
    public FusedActivation? Fused { get; }

    static Activation? IRegistered<Activation>.OfOther(object value, string name)
    {
        if (value is not Delegate given) return null;
        if (exported.TryGetValue(given, out var known)) return known;
        if (ActivationFunctions.Call(given) is not { } call) return null;
        if (Registry.ExportedName(given) is not { } own) return new(name, call);
        return exported[given] = exported[call] = new(own, call, fusable.TryGetValue(given, out var fused) ? fused : null);
    }

    static ArgumentException IRegistered<Activation>.Uninterpretable(object identifier) =>
        new TypeError($"Could not interpret activation function identifier: {identifier}", nameof(identifier));

    /// <summary>Applies the function.</summary>
    public Tensor call(Tensor x) => function(x);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
