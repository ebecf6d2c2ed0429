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
public sealed record KernelArguments(
    InitializerLike kernel_initializer = default, InitializerLike bias_initializer = default, RegularizerLike kernel_regularizer = default,
    RegularizerLike bias_regularizer = default, RegularizerLike activity_regularizer = default, ConstraintLike kernel_constraint = default,
    ConstraintLike bias_constraint = default);
