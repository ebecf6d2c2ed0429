using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

// The updates of the optimizers.
internal sealed partial class TensorFlowFloatKernels
{
    public override void ApplyGradientDescent(Tensor variable, Tensor gradient, Tensor? rows, double learningRate)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ApplyGradientDescent(host.InOut(variable), host.In(gradient), host.In(rows), learningRate);
    }

    public override void ApplyMomentum(
        Tensor variable, Tensor velocity, Tensor gradient, Tensor? rows, double learningRate, double momentum, bool nesterov)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ApplyMomentum(
            host.InOut(variable), host.InOut(velocity), host.In(gradient), host.In(rows), learningRate, momentum, nesterov);
    }

    public override void ApplyRmsProp(
        Tensor variable, Tensor meanSquare, Tensor? meanGradient, Tensor? velocity, Tensor gradient, Tensor? rows, double learningRate,
        double rho, double momentum, double epsilon)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ApplyRmsProp(
            host.InOut(variable), host.InOut(meanSquare), host.InOut(meanGradient), host.InOut(velocity), host.In(gradient), host.In(rows),
            learningRate, rho, momentum, epsilon);
    }

    public override void ApplyAdam(
        Tensor variable, Tensor m, Tensor v, Tensor? largestV, Tensor gradient, Tensor? rows, double stepSize, double beta1, double beta2,
        double epsilon)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ApplyAdam(
            host.InOut(variable), host.InOut(m), host.InOut(v), host.InOut(largestV), host.In(gradient), host.In(rows), stepSize, beta1,
            beta2, epsilon);
    }

    public override void ApplyAdamax(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows, double stepSize, double beta1, double beta2, double epsilon)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ApplyAdamax(
            host.InOut(variable), host.InOut(m), host.InOut(v), host.In(gradient), host.In(rows), stepSize, beta1, beta2, epsilon);
    }

    public override void ApplyNadam(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows, double gradientWeight, double momentWeight, double correction,
        double beta1, double beta2, double epsilon)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ApplyNadam(
            host.InOut(variable), host.InOut(m), host.InOut(v), host.In(gradient), host.In(rows), gradientWeight, momentWeight, correction,
            beta1, beta2, epsilon);
    }

    public override void ApplyAdagrad(
        Tensor variable, Tensor accumulator, Tensor gradient, Tensor? rows, double learningRate, double epsilon)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ApplyAdagrad(host.InOut(variable), host.InOut(accumulator), host.In(gradient), host.In(rows), learningRate, epsilon);
    }

    public override void ApplyAdadelta(
        Tensor variable, Tensor accumulator, Tensor updates, Tensor gradient, Tensor? rows, double learningRate, double rho,
        double epsilon)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ApplyAdadelta(
            host.InOut(variable), host.InOut(accumulator), host.InOut(updates), host.In(gradient), host.In(rows), learningRate, rho,
            epsilon);
    }

    public override void ApplyFtrl(
        Tensor variable, Tensor accumulator, Tensor linear, Tensor gradient, Tensor? rows, double learningRate, double power, double l1,
        double l2, double shrinkage)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ApplyFtrl(
            host.InOut(variable), host.InOut(accumulator), host.InOut(linear), host.In(gradient), host.In(rows), learningRate, power, l1,
            l2, shrinkage);
    }
}
