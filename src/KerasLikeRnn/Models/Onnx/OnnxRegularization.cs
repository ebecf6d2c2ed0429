namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Regularization</c>, which do something in training only.</summary>
internal static class OnnxRegularization
{
    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        Unchanged<ActivityRegularization>(),
        Unchanged<AlphaDropout>(),
        Unchanged<Dropout>(),
        Unchanged<GaussianDropout>(),
        Unchanged<GaussianNoise>(),
    ];

    /// <summary>A layer that hands its input on in its type.</summary>
    public static OnnxLayer Unchanged<T>() where T : Layer => OnnxLayer.Of<T>((onnx, layer, x) => onnx.Autocast(x, layer.DType));
}
