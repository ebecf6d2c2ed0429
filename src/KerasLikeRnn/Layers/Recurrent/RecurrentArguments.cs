namespace KerasLikeRnn.Layers;

/// <summary>What the weights of a recurrent layer begin with.</summary>
/// <param name="kernel_initializer">First values of the kernel, glorot_uniform by default.</param>
/// <param name="recurrent_initializer">First values of the recurrent kernel, orthogonal by default.</param>
/// <param name="bias_initializer">First values of the bias, zeros by default.</param>
[KerasKeywords]
public sealed record RecurrentInitializers(
    InitializerLike kernel_initializer = default, InitializerLike recurrent_initializer = default,
    InitializerLike bias_initializer = default);

/// <summary>Penalties on the weights of a recurrent layer.</summary>
/// <param name="kernel_regularizer">Penalty on the kernel.</param>
/// <param name="recurrent_regularizer">Penalty on the recurrent kernel.</param>
/// <param name="bias_regularizer">Penalty on the bias.</param>
[KerasKeywords]
public sealed record RecurrentRegularizers(
    RegularizerLike kernel_regularizer = default, RegularizerLike recurrent_regularizer = default,
    RegularizerLike bias_regularizer = default);

/// <summary>What the weights of a recurrent layer are held to.</summary>
/// <param name="kernel_constraint">What is done to the kernel after every update.</param>
/// <param name="recurrent_constraint">What is done to the recurrent kernel after every update.</param>
/// <param name="bias_constraint">What is done to the bias after every update.</param>
[KerasKeywords]
public sealed record RecurrentConstraints(
    ConstraintLike kernel_constraint = default, ConstraintLike recurrent_constraint = default, ConstraintLike bias_constraint = default);
