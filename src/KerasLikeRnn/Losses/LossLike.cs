namespace KerasLikeRnn.Losses;

/// <summary>
/// An argument that names a loss, is one, or is a function of targets and predictions: <c>"mse"</c>,
/// <c>keras.losses.Huber(0.5)</c>, <c>keras.losses.mse</c>, a <c>Func&lt;Tensor, Tensor, Tensor&gt;</c>. Null is no loss.
/// </summary>
/// <remarks>A lambda has no type by itself; write <c>Func&lt;Tensor, Tensor, Tensor&gt; f = (t, p) => ...;</c> and hand over <c>f</c>.</remarks>
public sealed class LossLike
{
    private LossLike(Loss loss) => Loss = loss;

    /// <summary>The loss.</summary>
    public Loss Loss { get; }

    /// <summary>The loss of that name.</summary>
    /// <exception cref="ValueError">There is none; the message names the nearest.</exception>
    [return: NotNullIfNotNull(nameof(name))]
    public static implicit operator LossLike?(string? name) => name is null ? null : new(BuiltInLosses.Find(name));

    [return: NotNullIfNotNull(nameof(loss))]
    public static implicit operator LossLike?(Loss? loss) => loss is null ? null : new(loss);

    public static implicit operator LossLike(Func<Tensor, Tensor, Tensor> function) => Wrap(function, function);

    public static implicit operator LossLike(LossFunction function) => Wrap(function, function.Invoke);

    public static implicit operator LossLike(CrossentropyFunction function) => Wrap(function, (t, p) => function(t, p));

    public static implicit operator LossLike(FocalCrossentropyFunction function) => Wrap(function, (t, p) => function(t, p));

    public static implicit operator LossLike(SparseCrossentropyFunction function) => Wrap(function, (t, p) => function(t, p));

    public static implicit operator LossLike(HuberFunction function) => Wrap(function, (t, p) => function(t, p));

    public static implicit operator LossLike(SimilarityFunction function) => Wrap(function, (t, p) => function(t, p));

    private static LossLike Wrap(Delegate function, Func<Tensor, Tensor, Tensor> call)
    {
        Required.NotNull(function, "loss");
        return new(new LossFunctionWrapper(call, name: BuiltInLosses.NameOf(function)));
    }
}
