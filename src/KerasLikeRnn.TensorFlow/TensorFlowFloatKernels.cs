using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>The kernels of floats, each family in a file of its own.</summary>
internal sealed partial class TensorFlowFloatKernels(Backend backend) : FloatKernels(backend)
{
    /// <summary>Why a kernel runs on the host for which nobody has looked for TensorFlow's operations.</summary>
    public const string NotTranslated = "as it has not been written with TensorFlow's operations";
}
