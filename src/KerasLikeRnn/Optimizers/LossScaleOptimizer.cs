namespace KerasLikeRnn.Optimizers;

/// <summary>
/// An optimizer around another one, for float16: the loss is multiplied by a number before its gradients are taken, so that small ones do
/// not vanish, and the gradients are divided by it again. With a dynamic scale a step whose gradients are not finite is left out and the
/// scale halved; after enough steps in a row it is doubled.
/// </summary>
[KerasExport("keras.mixed_precision.LossScaleOptimizer")]
public class LossScaleOptimizer : Optimizer
{
    private const double FirstScale = 32768;
    private const int UsualSteps = 2000;

    private readonly Variable? scale;
    private readonly Variable? counter;

    /// <summary>Wraps an optimizer.</summary>
    /// <param name="inner_optimizer">The optimizer that makes the updates.</param>
    /// <param name="dynamic">Whether the scale changes by itself.</param>
    /// <param name="initial_scale">The scale to begin with, 32768 by default; needed where it does not change.</param>
    /// <param name="dynamic_growth_steps">After how many finite steps in a row the scale is doubled, 2000 by default.</param>
    /// <exception cref="ValueError">The scale is missing, or there are steps and the scale does not change.</exception>
    /// <exception cref="TypeError">The optimizer scales already.</exception>
    public LossScaleOptimizer(
        OptimizerLike inner_optimizer, bool dynamic = true, double? initial_scale = null, int? dynamic_growth_steps = null)
        : base(InnerOf(inner_optimizer))
    {
        if (!dynamic && initial_scale is null)
            throw new ValueError("\"initial_scale\" must be specified if \"dynamic\" is False", nameof(initial_scale));
        if (!dynamic && dynamic_growth_steps is not null)
            throw new ValueError(
                $"\"dynamic_growth_steps\" must be None if \"dynamic\" is False, but got: {dynamic_growth_steps}",
                nameof(dynamic_growth_steps));
        (inner, this.dynamic, this.initial_scale) = (inner_optimizer.Value!, dynamic, initial_scale ?? FirstScale);
        if (!dynamic) return;
        this.dynamic_growth_steps = dynamic_growth_steps ?? UsualSteps;
        using var lasting = MemoryScope.Lasting();
        scale = new Variable(Tensor.Scalar((float)this.initial_scale), "current_loss_scale:0", trainable: false);
        counter = new Variable(Tensor.Scalar(0L), "good_steps:0", trainable: false);
    }

    private readonly Optimizer inner;

    /// <summary>The optimizer that makes the updates.</summary>
    public Optimizer inner_optimizer => inner;

    /// <summary>Whether the scale changes by itself.</summary>
    public bool dynamic { get; }

    /// <summary>The scale to begin with.</summary>
    public double initial_scale { get; }

    /// <summary>After how many finite steps in a row the scale is doubled; null where it does not change.</summary>
    public int? dynamic_growth_steps { get; }

    /// <summary>How many steps in a row were finite since the scale has changed; null where it does not.</summary>
    public Variable? dynamic_counter => counter;

    /// <summary>The scale as a variable; null where it does not change.</summary>
    internal Variable? Current => scale;

    /// <summary>The scale as it is now: a float32 scalar.</summary>
    public Tensor loss_scale => scale?.Value ?? Tensor.Scalar((float)initial_scale);

    /// <inheritdoc/>
    public override Iterations iterations { get => inner.iterations; set => inner.iterations = value; }

    /// <inheritdoc/>
    public override LearningRateLike learning_rate { get => inner.learning_rate; set => inner.learning_rate = value; }

    /// <inheritdoc/>
    public override double? clipnorm { get => inner.clipnorm; set => inner.clipnorm = value; }

    /// <inheritdoc/>
    public override double? clipvalue { get => inner.clipvalue; set => inner.clipvalue = value; }

    /// <inheritdoc/>
    public override double? global_clipnorm { get => inner.global_clipnorm; set => inner.global_clipnorm = value; }

    /// <inheritdoc/>
    internal override Func<Variable, Func<Tensor, Tensor>?>? ConstraintOf { get => inner.ConstraintOf; set => inner.ConstraintOf = value; }

    /// <inheritdoc/>
    internal override Optimizer Core => inner;

    /// <summary>The scale and what belongs to it, then what the optimizer inside has.</summary>
    internal override IEnumerable<Trackable> Trackables()
    {
        if (scale is null || counter is null) return inner.Trackables();
        var state = new TrackedGroup(this, nameof(loss_scale), new("current_loss_scale", scale), new("good_steps", counter));
        return inner.Trackables().Prepend(new(nameof(loss_scale), state));
    }

    /// <inheritdoc/>
    internal override void MakeFor(IEnumerable<string> names) => inner.MakeFor(names);

    /// <summary>The loss times the scale.</summary>
    /// <param name="loss">A tensor of floating-point numbers.</param>
    public Tensor get_scaled_loss(Tensor loss) => Ops.Multiply(Required.NotNull(loss), Ops.Cast(Scale, loss.DType));

    /// <summary>A function that gives the loss times the scale.</summary>
    /// <param name="loss">A function that gives the loss.</param>
    public Func<Tensor> get_scaled_loss(Func<Tensor> loss)
    {
        Required.NotNull(loss);
        return () => get_scaled_loss(loss());
    }

    /// <summary>Gradients divided by the scale; null stays.</summary>
    /// <param name="grads">Gradients of the scaled loss.</param>
    public IReadOnlyList<Gradient?> get_unscaled_gradients(IEnumerable<Gradient?> grads)
    {
        var inverse = 1 / Scale;
        return [.. Required.NotNull(grads).Select(gradient => gradient is null ? null : Unscaled(gradient, inverse))];
    }

    /// <inheritdoc cref="get_unscaled_gradients(IEnumerable{Gradient?})"/>
    [OverloadResolutionPriority(-1)]
    public IReadOnlyList<Gradient?> get_unscaled_gradients(IEnumerable<Tensor?> grads) =>
        get_unscaled_gradients(Required.NotNull(grads).Select(gradient => gradient is null ? null : (Gradient)gradient));

    /// <summary>Updates the variables where all gradients are finite, and changes the scale.</summary>
    /// <param name="grads_and_vars">Gradients, divided by the scale, with their variables.</param>
    /// <param name="name">For Keras's sake; without effect.</param>
    /// <param name="experimental_aggregate_gradients">For Keras's sake; without effect.</param>
    public override void apply_gradients(
        IEnumerable<(Gradient gradient, Variable variable)> grads_and_vars, string? name = null,
        bool experimental_aggregate_gradients = true)
    {
        (Gradient, Variable)[] pairs = [.. Required.NotNull(grads_and_vars)];
        if (Rehearsal.IsRunning || !dynamic || Update(pairs)) inner.apply_gradients(pairs, name, experimental_aggregate_gradients);
        else inner.iterations = inner.iterations + 1;
    }

    /// <inheritdoc/>
    public override void minimize(Tensor loss, IReadOnlyList<Variable> var_list, GradientTape tape)
    {
        Required.NotNull(tape);
        var gradients = get_unscaled_gradients(tape.Gradients(get_scaled_loss(loss), var_list));
        apply_gradients(gradients.Zip(var_list, (gradient, variable) => (gradient!, variable)));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["inner_optimizer"] = Registry.Serialize(inner), ["dynamic"] = dynamic, ["initial_scale"] = initial_scale,
        ["dynamic_growth_steps"] = dynamic_growth_steps,
    };

    /// <inheritdoc/>
    internal override void Keep(BackupState state, IReadOnlyList<Variable> of)
    {
        inner.Keep(state.Of("inner_optimizer"), of);
        state.Keep("scale", [.. new[] { scale, counter }.OfType<Variable>()]);
    }

    private Tensor Scale => scale?.Current ?? Tensor.Scalar((float)initial_scale);

    /// <summary>Changes the scale; whether the step is to be made.</summary>
    private bool Update(IEnumerable<(Gradient Gradient, Variable)> pairs)
    {
        using var scope = MemoryScope.OfThread();
        using var pause = GradientTape.Pause();
        var isFinite = pairs.All(pair => pair.Gradient is null || IsFinite(pair.Gradient.Slices?.Values ?? pair.Gradient.ToDense()));
        var (now, steps) = ((float)scale!.Current.Item(), (long)counter!.Current.Item() + 1);
        if (!isFinite) (now, steps) = (Math.Max(now / 2, 1), 0);
        else if (steps >= dynamic_growth_steps) (now, steps) = (float.IsFinite(now * 2) ? now * 2 : now, 0);
        scale.Assign(Tensor.Scalar(now));
        counter.Assign(Tensor.Scalar(steps));
        return isFinite;
    }

    // A number that is not finite stays so when it is multiplied by 0, and every sum with it.
    private static bool IsFinite(Tensor x) => !double.IsNaN(Ops.Sum(Ops.Cast(x, DType.Float32) * 0).Item());

    private static Gradient Unscaled(Gradient gradient, Tensor inverse) => gradient.Slices is { } slices
        ? slices with
        {
            Values = Ops.Multiply(slices.Values, Ops.Cast(inverse, slices.Values.DType)),
            BeforeAdding = slices.BeforeAdding is { } before ? () => Unscaled(before(), inverse).Slices! : null,
        }
        : Ops.Multiply(gradient.ToDense(), Ops.Cast(inverse, gradient.ToDense().DType));

    private static Optimizer InnerOf(OptimizerLike optimizer) => optimizer.Value switch
    {
        null =>
            throw new TypeError(
                "\"inner_optimizer\" must be an instance of `tf.keras.optimizers.Optimizer`, but got: None.", nameof(inner_optimizer)),
        LossScaleOptimizer other => throw new TypeError(
            $"LossScaleOptimizer cannot wrap another LossScaleOptimizer, but got: {PythonText.Str(other)}", nameof(inner_optimizer)),
        var one => one,
    };
}
