using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

internal sealed partial class TensorFlowFloatKernels
{
    public override void CtcLoss(Tensor logits, IReadOnlyList<int[]> labels, IReadOnlyList<int> lengths, Tensor losses, Tensor? gradients)
    {
        using var host = new Host("as TensorFlow's adds up in single precision, and refuses samples without labels and those too short");
        Host.Cpu.CtcLoss(host.In(logits), labels, lengths, host.Out(losses), host.Out(gradients));
    }
}
