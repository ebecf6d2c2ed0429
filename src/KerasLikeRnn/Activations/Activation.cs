namespace KerasLikeRnn.Activations;

/// <summary>An activation of one tensor: the shape stays, the type stays.</summary>
/// <param name="x">Any shape.</param>
public delegate Tensor ActivationFunction(Tensor x);

/// <summary>An activation function with the name it is saved under.</summary>
public sealed class Activation
{
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

    /// <summary>Keras's name, such as <c>tanh</c>.</summary>
    public string Name { get; }

    /// <summary>The function as a delegate.</summary>
    public ActivationFunction Function => function;

    /// <summary>What the fused recurrent kernels call this activation; null when they do not have it.</summary>
    public FusedActivation? Fused { get; }

    /// <summary>Applies the function.</summary>
    public Tensor call(Tensor x) => function(x);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
