namespace KerasLikeRnn.Optimizers;

/// <summary>The arguments that every optimizer takes besides its own: Keras's <c>**kwargs</c>.</summary>
/// <param name="clipnorm">Largest Euclidean norm of each variable's gradient; null for no limit.</param>
/// <param name="clipvalue">Largest absolute value of a gradient's elements; null for no limit.</param>
/// <param name="global_clipnorm">Largest norm of all gradients together; null for no limit.</param>
/// <param name="decay">The learning rate of step t (from 0) is divided by 1 + decay t; null for none.</param>
/// <param name="lr">Old name of <c>learning_rate</c>.</param>
[KerasKeywords]
public sealed record OptimizerOptions(
    double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double? decay = null, double? lr = null);
