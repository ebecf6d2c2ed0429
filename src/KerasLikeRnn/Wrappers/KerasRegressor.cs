namespace KerasLikeRnn.Wrappers;

/// <summary>A model that estimates numbers, in the form of scikit-learn.</summary>
[KerasExport("keras.wrappers.scikit_learn.KerasRegressor")]
public class KerasRegressor : BaseWrapper
{
    /// <summary>Keeps what makes the model; it is made by <c>fit</c>.</summary>
    /// <param name="build_fn">Makes, compiles and returns a model; null where a derived class overrides <c>__call__</c>.</param>
    /// <param name="sk_params">Arguments of build_fn, and of fit, predict and evaluate, by name.</param>
    /// <exception cref="ValueError">A name is unknown.</exception>
    public KerasRegressor(Delegate? build_fn = null, IReadOnlyDictionary<string, object?>? sk_params = null) : base(build_fn, sk_params) { }

    /// <summary>The estimates.</summary>
    /// <param name="x">Samples (n, ...).</param>
    /// <param name="kwargs">Arguments of predict.</param>
    /// <returns>Numbers, without axes of size 1.</returns>
    public NDArray predict(NDArray x, IReadOnlyDictionary<string, object?>? kwargs = null)
    {
        var numbers = Predict(x, OfPredict(kwargs));
        return numbers.reshape([.. numbers.shape.Where(size => size != 1)]);
    }

    /// <summary>The negative of the loss.</summary>
    /// <param name="x">Samples (n, ...).</param>
    /// <param name="y">Their numbers.</param>
    /// <param name="kwargs">Arguments of evaluate.</param>
    public double score(NDArray x, NDArray y, IReadOnlyDictionary<string, object?>? kwargs = null) => -Evaluate(x, y, kwargs)[0];
}
