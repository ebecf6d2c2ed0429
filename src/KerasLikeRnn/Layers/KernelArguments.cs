namespace KerasLikeRnn.Layers;

/// <summary>What the kernel and the bias of a layer begin with, and what they are held to.</summary>
/// <param name="kernel_initializer">First values of the kernel, glorot_uniform by default.</param>
/// <param name="bias_initializer">First values of the bias, zeros by default.</param>
/// <param name="kernel_regularizer">Penalty on the kernel.</param>
/// <param name="bias_regularizer">Penalty on the bias.</param>
/// <param name="activity_regularizer">Penalty on the output.</param>
/// <param name="kernel_constraint">What is done to the kernel after every update.</param>
/// <param name="bias_constraint">What is done to the bias after every update.</param>
[KerasKeywords]
public sealed class KernelArguments(
    InitializerLike kernel_initializer = default, InitializerLike bias_initializer = default, RegularizerLike kernel_regularizer = default,
    RegularizerLike bias_regularizer = default, RegularizerLike activity_regularizer = default, ConstraintLike kernel_constraint = default,
    ConstraintLike bias_constraint = default)
{
    internal readonly RegularizerLike activity_regularizer = activity_regularizer;

    public Initializer kernel_initializer { get; } = kernel_initializer.Or("glorot_uniform");

    public Initializer bias_initializer { get; } = bias_initializer.Or("zeros");

    public Regularizer? kernel_regularizer { get; } = kernel_regularizer.Value;

    public Regularizer? bias_regularizer { get; } = bias_regularizer.Value;

    public Constraint? kernel_constraint { get; } = kernel_constraint.Value;

    public Constraint? bias_constraint { get; } = bias_constraint.Value;
}

/// <summary>What becomes of the products of a layer's inputs and kernel.</summary>
/// <param name="activation">Function applied to the result; none by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
[KerasKeywords]
public sealed class OutputArguments(ActivationLike activation = default, bool use_bias = true)
{
    public Activations.Activation activation { get; } = activation.Or("linear");

    public bool use_bias { get; } = use_bias;
}
