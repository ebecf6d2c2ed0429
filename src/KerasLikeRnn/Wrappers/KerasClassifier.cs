using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Wrappers;

/// <summary>A model that tells classes apart, in the form of scikit-learn.</summary>
[KerasExport("keras.wrappers.scikit_learn.KerasClassifier")]
public class KerasClassifier : BaseWrapper
{
    private NDArray? classes;

    /// <summary>Keeps what makes the model; it is made by <see cref="fit"/>.</summary>
    /// <param name="build_fn">Makes, compiles and returns a model; null where a derived class overrides <c>__call__</c>.</param>
    /// <param name="sk_params">Arguments of build_fn, and of fit, predict and evaluate, by name.</param>
    /// <exception cref="ValueError">A name is unknown.</exception>
    public KerasClassifier(Delegate? build_fn = null, IReadOnlyDictionary<string, object?>? sk_params = null) : base(build_fn,
        sk_params) { }

    /// <summary>The classes that fit has met, ascending.</summary>
    /// <exception cref="InvalidOperationException">There was no fit.</exception>
    public NDArray classes_ =>
        classes ?? throw new InvalidOperationException("'KerasClassifier' object has no attribute 'classes_': call fit first.");

    /// <summary>How many classes fit has met.</summary>
    public int n_classes_ => (int)classes_.size;

    /// <summary>Makes a new model and trains it to tell classes apart.</summary>
    /// <param name="x">Samples (n, ...).</param>
    /// <param name="y">Classes (n) or (n, 1), any numbers; or one-hot vectors (n, classes).</param>
    /// <param name="kwargs">Arguments of fit, which go before those given before.</param>
    /// <exception cref="ValueError">y has another shape.</exception>
    public override History fit(NDArray x, NDArray y, IReadOnlyDictionary<string, object?>? kwargs = null)
    {
        if (Required.NotNull(y).ndim is not (1 or 2))
            throw new ValueError($"Invalid shape for y: {(Engine.Shape)y.shape}", nameof(y));
        if (y.ndim == 2 && y.shape[1] > 1)
        {
            classes = np.arange((int)y.shape[1]);
            return base.fit(x, y, kwargs);
        }
        classes = np.array(Numbers(y).Distinct().Order().ToArray()).astype(y.typecode);
        return base.fit(x, Places(y), kwargs);
    }

    /// <summary>The likeliest class of each sample; of a single output that above which it is more than 0.5.</summary>
    /// <param name="x">Samples (n, ...).</param>
    /// <param name="kwargs">Arguments of predict.</param>
    /// <returns>Classes (n); (n, 1) from a single output.</returns>
    public NDArray predict(NDArray x, IReadOnlyDictionary<string, object?>? kwargs = null)
    {
        var shares = Predict(x, kwargs ?? new Dictionary<string, object?>());
        var known = Numbers(classes_);
        var width = (int)shares.shape[^1];
        var numbers = Numbers(shares);
        var found = width > 1
            ? [.. numbers.Chunk(width).Select(row => known[Array.IndexOf(row, row.Max())])]
            : Array.ConvertAll(numbers, share => known[share > 0.5 ? 1 : 0]);
        var shape = width > 1 ? shares.shape[..^1] : shares.shape;
        return np.array(found).reshape(shape).astype(classes_.typecode);
    }

    /// <summary>How likely each class is.</summary>
    /// <param name="x">Samples (n, ...).</param>
    /// <param name="kwargs">Arguments of predict.</param>
    /// <returns>Shares (n, classes); of a single output (n, 2).</returns>
    public NDArray predict_proba(NDArray x, IReadOnlyDictionary<string, object?>? kwargs = null)
    {
        using var scope = MemoryScope.OfThread();
        var shares = Predict(x, kwargs ?? new Dictionary<string, object?>());
        if (shares.shape[1] != 1) return shares;
        var one = Arrays.ToTensor(shares);
        return Arrays.FromTensor(Ops.Concat([1 - one, one], 1));
    }

    /// <summary>The share of samples whose class is right.</summary>
    /// <param name="x">Samples (n, ...).</param>
    /// <param name="y">Their classes, as in <see cref="fit"/>.</param>
    /// <param name="kwargs">Arguments of evaluate.</param>
    /// <exception cref="ValueError">The model was not compiled with <c>metrics: ["accuracy"]</c>.</exception>
    public double score(NDArray x, NDArray y, IReadOnlyDictionary<string, object?>? kwargs = null)
    {
        y = Places(Required.NotNull(y));
        if (model.compiled_loss.IsCategoricalCrossentropy && y.ndim != 2) y = Categorical.to_categorical(y);
        var scores = Evaluate(x, y, kwargs);
        return scores.Keys.FirstOrDefault(name => name is "accuracy" or "acc") is { } accuracy ? scores[accuracy] : throw new ValueError(
            "The model is not configured to compute accuracy. You should pass `metrics=[\"accuracy\"]` to the `model.compile()` method.");
    }

    /// <summary>The places of classes among those that are known.</summary>
    private NDArray Places(NDArray y)
    {
        var known = Numbers(classes_);
        return np.array(Array.ConvertAll(Numbers(y), number => (long)known.Count(each => each < number))).reshape(y.shape);
    }

    private static double[] Numbers(NDArray array) => array.astype(np.float64).ToArray<double>();
}
