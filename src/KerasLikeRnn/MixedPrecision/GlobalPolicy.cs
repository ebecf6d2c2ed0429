namespace KerasLikeRnn.MixedPrecision;

/// <summary>The policy of layers that are given none.</summary>
public static class GlobalPolicy
{
    private static Policy? everywhere;

    /// <summary>
    /// The policy of layers that are given none: that of <see cref="set_global_policy"/>, else the type of <c>floatx</c>.
    /// </summary>
    [KerasExport("keras.mixed_precision.global_policy")]
    public static Policy global_policy() => everywhere ?? new Policy(BackendConfig.floatx());

    /// <summary>Sets the policy of all layers that are made from now on and given none.</summary>
    /// <param name="policy">A policy or the name of one; null for the type of <c>floatx</c>.</param>
    /// <exception cref="ValueError">There is no such policy, or it is not of floating-point numbers.</exception>
    [KerasExport("keras.mixed_precision.set_global_policy")]
    public static void set_global_policy(Policy? policy)
    {
        if (policy is { Compute: var type } && !type.IsFloating())
            throw new ValueError(
                "set_global_policy can only be used to set the global policy to floating-point policies, such as \"float32\" and "
                + $"\"mixed_float16\", but got policy: {policy.name}", nameof(policy));
        everywhere = policy;
    }
}
