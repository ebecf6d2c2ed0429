namespace KerasLikeRnn.Losses;

/// <summary>A loss or metric of each sample, from targets and predictions.</summary>
/// <param name="y_true">Targets.</param>
/// <param name="y_pred">Predictions.</param>
public delegate Tensor LossFunction(Tensor y_true, Tensor y_pred);

/// <summary>A cross entropy with its options.</summary>
/// <param name="y_true">Targets, in the shape of the predictions.</param>
/// <param name="y_pred">Predictions.</param>
/// <param name="from_logits">Whether y_pred are logits instead of probabilities.</param>
/// <param name="label_smoothing">By how much targets are moved towards the even distribution, 0 to 1.</param>
/// <param name="axis">The axis of y_pred with the classes.</param>
public delegate Tensor CrossentropyFunction(
    Tensor y_true, Tensor y_pred, bool from_logits = false, double label_smoothing = 0.0, int axis = -1);

/// <summary>The focal cross entropy with its options.</summary>
/// <param name="y_true">Targets, in the shape of the predictions.</param>
/// <param name="y_pred">Predictions.</param>
/// <param name="gamma">How strongly easy samples are damped.</param>
/// <param name="from_logits">Whether y_pred are logits instead of probabilities.</param>
/// <param name="label_smoothing">By how much targets are moved towards the even distribution, 0 to 1.</param>
/// <param name="axis">The axis over which the mean is taken.</param>
public delegate Tensor FocalCrossentropyFunction(
    Tensor y_true, Tensor y_pred, double gamma = 2.0, bool from_logits = false, double label_smoothing = 0.0, int axis = -1);

/// <summary>A cross entropy of class numbers with its options.</summary>
/// <param name="y_true">Class numbers: the predictions' shape without the axis of the classes, or with 1 there.</param>
/// <param name="y_pred">Predictions.</param>
/// <param name="from_logits">Whether y_pred are logits instead of probabilities.</param>
/// <param name="axis">The axis of y_pred with the classes.</param>
public delegate Tensor SparseCrossentropyFunction(Tensor y_true, Tensor y_pred, bool from_logits = false, int axis = -1);

/// <summary>Huber's loss with its option.</summary>
/// <param name="y_true">Targets.</param>
/// <param name="y_pred">Predictions.</param>
/// <param name="delta">Where it turns from a parabola into a line.</param>
public delegate Tensor HuberFunction(Tensor y_true, Tensor y_pred, double delta = 1.0);

/// <summary>A similarity of directions with its option.</summary>
/// <param name="y_true">Targets.</param>
/// <param name="y_pred">Predictions.</param>
/// <param name="axis">The axis of the vectors.</param>
public delegate Tensor SimilarityFunction(Tensor y_true, Tensor y_pred, int axis = -1);

/// <summary>
/// Keras's loss functions: a number for each sample, taken over the last axis. They are values, as in Python, so that
/// <c>compile</c> can be given one (<c>loss: keras.losses.mse</c>) as well as called (<c>keras.losses.mse(y_true, y_pred)</c>).
/// </summary>
/// <remarks>Targets are cast to the predictions' type. Shapes that do not fit give an <see cref="ValueError"/>.</remarks>
public static partial class LossFunctions
{
    private static readonly int[] lastAxis = [-1];

    /// <summary>How a function is called that may have options; null for other functions.</summary>
    internal static Func<Tensor, Tensor, Tensor>? Call(Delegate function) => function switch
    {
        Func<Tensor, Tensor, Tensor> plain => plain,
        LossFunction plain => plain.Invoke,
        CrossentropyFunction crossentropy => (t, p) => crossentropy(t, p),
        FocalCrossentropyFunction crossentropy => (t, p) => crossentropy(t, p),
        SparseCrossentropyFunction crossentropy => (t, p) => crossentropy(t, p),
        HuberFunction huber => (t, p) => huber(t, p),
        SimilarityFunction similarity => (t, p) => similarity(t, p),
        _ => null,
    };

    /// <summary>The function, on symbolic tensors a step of the model.</summary>
    private static LossFunction Lifted(string name, LossFunction compute) =>
        (y_true, y_pred) => IsStep(y_true, y_pred) ? Operation.Step(name, y_true, y_pred)[0] : compute(y_true, y_pred);

    private static bool IsStep(Tensor y_true, Tensor y_pred) => Arguments.IsSymbolic(y_true) || Arguments.IsSymbolic(y_pred);

    private static double Epsilon => BackendConfig.epsilon();
}
