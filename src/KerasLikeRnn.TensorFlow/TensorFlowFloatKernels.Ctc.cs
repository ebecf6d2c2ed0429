using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

internal sealed partial class TensorFlowFloatKernels
{
    public override void CtcLoss(Tensor logits, IReadOnlyList<int[]> labels, IReadOnlyList<int> lengths, Tensor losses, Tensor? gradients)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.CtcLoss(host.In(logits), labels, lengths, host.Out(losses), host.Out(gradients));
    }
}
