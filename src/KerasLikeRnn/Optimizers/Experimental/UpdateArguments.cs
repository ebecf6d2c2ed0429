namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>The arguments that all optimizers of <c>keras.optimizers.experimental</c> take besides their own.</summary>
/// <param name="clipnorm">Largest Euclidean norm of each variable's gradient; null for no limit.</param>
/// <param name="clipvalue">Largest absolute value of a gradient's elements, where no norm is limited; null for no limit.</param>
/// <param name="global_clipnorm">Largest norm of all gradients together; null for no limit.</param>
/// <param name="use_ema">Whether to keep a moving average of the variables.</param>
/// <param name="ema_momentum">How much of the average is kept at each step, 0 to 1.</param>
/// <param name="ema_overwrite_frequency">After how many steps the variables become their averages; null for only at the end of fit.</param>
/// <param name="jit_compile">Accepted for ported scripts: kernels are always compiled.</param>
[KerasKeywords]
public sealed record UpdateArguments(
    double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, bool use_ema = false, double ema_momentum = 0.99,
    int? ema_overwrite_frequency = null, bool jit_compile = true);
