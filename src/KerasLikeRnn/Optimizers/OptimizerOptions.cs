namespace KerasLikeRnn.Optimizers;

/// <summary>The arguments that every optimizer takes besides its own: Keras's <c>**kwargs</c>.</summary>
/// <param name="gradient_aggregator">A function that adds up the gradients of several devices; there is one, whose gradients it
/// gets.</param>
/// <param name="gradient_transformers">Functions of gradients with their variables, which give others before the update.</param>
/// <param name="clipnorm">Largest Euclidean norm of each variable's gradient; null for no limit.</param>
/// <param name="clipvalue">Largest absolute value of a gradient's elements; null for no limit.</param>
/// <param name="global_clipnorm">Largest norm of all gradients together; null for no limit.</param>
/// <param name="decay">The learning rate of step t (from 0) is divided by 1 + decay t; null for none.</param>
/// <param name="lr">Old name of <c>learning_rate</c>.</param>
[KerasKeywords]
public sealed record OptimizerOptions(
    GradientTransformer? gradient_aggregator = null, IReadOnlyList<GradientTransformer>? gradient_transformers = null,
    double? clipnorm = null, double? clipvalue = null, double? global_clipnorm = null, double? decay = null, double? lr = null);

/// <summary>What is done to gradients before an update.</summary>
/// <param name="grads_and_vars">Gradients with their variables.</param>
public delegate IEnumerable<(Gradient Gradient, Variable Variable)> GradientTransformer(
    IEnumerable<(Gradient Gradient, Variable Variable)> grads_and_vars);
