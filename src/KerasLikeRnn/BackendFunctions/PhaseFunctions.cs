namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: what depends on whether a model is being trained, or on another condition.</summary>
public static class PhaseFunctions
{
    private const string Advice =
        "To update it, simply pass a True/False value to the `training` argument of the `__call__` method of your layer or model.";

    /// <summary>How layers behave that nobody told whether it is training: 0 as in prediction, 1 as in training.</summary>
    [KerasExport("keras.backend.learning_phase")]
    public static int learning_phase() => BackendConfig.LearningPhase;

    /// <summary>Sets how layers behave that nobody told whether it is training.</summary>
    /// <exception cref="ValueError">value is neither 0 nor 1.</exception>
    [KerasExport("keras.backend.set_learning_phase")]
    public static void set_learning_phase(int value)
    {
        PythonWarnings.Warn($"`tf.keras.backend.set_learning_phase` is deprecated and will be removed after 2020-10-11. {Advice}");
        BackendConfig.LearningPhase = Phase(value);
    }

    /// <summary>Sets the learning phase until the result is disposed of: <c>using (K.learning_phase_scope(1)) { ... }</c>.</summary>
    /// <exception cref="ValueError">value is neither 0 nor 1.</exception>
    [KerasExport("keras.backend.learning_phase_scope")]
    public static IDisposable learning_phase_scope(int value)
    {
        PythonWarnings.Warn($"`tf.keras.backend.learning_phase_scope` is deprecated and will be removed after 2020-10-11. {Advice}");
        var before = BackendConfig.LearningPhase;
        BackendConfig.LearningPhase = Phase(value);
        return new Scope(() => BackendConfig.LearningPhase = before);
    }

    /// <summary>x in training, alt otherwise.</summary>
    /// <param name="x">What is taken in training.</param>
    /// <param name="alt">What is taken otherwise.</param>
    /// <param name="training">Whether it is training; unless given, what the layer around was told, else the learning phase.</param>
    [KerasExport("keras.backend.in_train_phase")]
    public static Tensor in_train_phase(TensorLike x, TensorLike alt, bool? training = null) =>
        (IsTraining(training) ? x : alt).ToTensor().Leased();

    /// <inheritdoc cref="in_train_phase(TensorLike, TensorLike, bool?)"/>
    [KerasExport("keras.backend.in_train_phase")]
    public static Tensor in_train_phase(Func<Tensor> x, TensorLike alt, bool? training = null) =>
        IsTraining(training) ? x() : alt.ToTensor().Leased();

    /// <inheritdoc cref="in_train_phase(TensorLike, TensorLike, bool?)"/>
    [KerasExport("keras.backend.in_train_phase")]
    public static Tensor in_train_phase(Func<Tensor> x, Func<Tensor> alt, bool? training = null) => IsTraining(training) ? x() : alt();

    /// <summary>alt in training, x otherwise.</summary>
    /// <param name="x">What is taken where it is not training.</param>
    /// <param name="alt">What is taken in training.</param>
    /// <param name="training">Whether it is training; unless given, what the layer around was told, else the learning phase.</param>
    [KerasExport("keras.backend.in_test_phase")]
    public static Tensor in_test_phase(TensorLike x, TensorLike alt, bool? training = null) => in_train_phase(alt, x, training);

    /// <inheritdoc cref="in_test_phase(TensorLike, TensorLike, bool?)"/>
    [KerasExport("keras.backend.in_test_phase")]
    public static Tensor in_test_phase(Func<Tensor> x, Func<Tensor> alt, bool? training = null) => in_train_phase(alt, x, training);

    /// <summary>One expression where the condition holds, else the other: for a scalar as a whole, else element by element.</summary>
    /// <param name="condition">A scalar, or truth values for the first axes of the expressions.</param>
    /// <param name="then_expression">What is taken where it holds.</param>
    /// <param name="else_expression">What is taken where it does not.</param>
    /// <exception cref="ValueError">The condition has more axes than the expressions.</exception>
    [KerasExport("keras.backend.switch")]
    public static Tensor @switch(TensorLike condition, TensorLike then_expression, TensorLike else_expression)
    {
        var (a, b) = TensorLike.Pair(then_expression, else_expression);
        var test = tf.cast(condition, "bool");
        if (test.Rank > a.Rank)
            throw new ValueError(
                $"Rank of `condition` should be less than or equal to rank of `then_expression` and `else_expression`. "
                + $"ndim(condition)={test.Rank}, ndim(then_expression)={a.Rank}", nameof(condition));
        if (test.Rank == 0 && test is not SymbolicTensor) return test.Item() != 0 ? a : b;
        if (test.Rank > 1)
            for (var axis = test.Rank; axis < a.Rank; axis++) test = tf.expand_dims(test, axis);
        return tf.where(test, a, b);
    }

    /// <inheritdoc cref="@switch(TensorLike, TensorLike, TensorLike)"/>
    [KerasExport("keras.backend.switch")]
    public static Tensor @switch(TensorLike condition, Func<Tensor> then_expression, Func<Tensor> else_expression)
    {
        var test = condition.ToTensor();
        if (test.Rank > 0 || test is SymbolicTensor) return @switch(condition, then_expression(), else_expression());
        return test.Item() != 0 ? then_expression() : else_expression();
    }

    private static bool IsTraining(bool? training) => training ?? CallContext.Current?.Training ?? BackendConfig.LearningPhase == 1;

    private static int Phase(int value) =>
        value is 0 or 1 ? value : throw new ValueError("Expected learning phase to be 0 or 1.", nameof(value));
}
