using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

// Numbers are drawn by this processor, as every engine's are: a seed means the same ones everywhere.
internal sealed partial class TensorFlowBackend
{
    private const string Seeds = "so that a seed gives the numbers that it gives on every engine";

    protected override void RunRandom(RandomOperation operation, Philox stream, double a, double b, Tensor y)
    {
        Fallbacks.Count(nameof(Random), Seeds);
        base.RunRandom(operation, stream, a, b, y);
    }

    protected override void RunDropoutMask(Philox stream, double rate, Tensor y)
    {
        Fallbacks.Count(nameof(DropoutMask), Seeds);
        base.RunDropoutMask(stream, rate, y);
    }
}
