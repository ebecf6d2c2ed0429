using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

// Recurrent sequences.
internal sealed partial class TensorFlowFloatKernels
{
    public override void SimpleRnn(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask, Tensor? states,
        Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.SimpleRnn(
            options, host.In(projected), host.In(rowOf), host.In(recurrent), host.In(initial), host.In(mask), host.Out(states),
            host.Out(outputs), host.Out(lastOutput), host.Out(lastState));
    }

    public override void SimpleRnnGradient(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.SimpleRnnGradient(
            options, host.In(recurrent), host.In(initial), host.In(mask), host.In(states), host.In(dOutputs), host.In(dLastOutput),
            host.In(dLastState), host.Out(dProjected), host.Out(dRecurrent), host.Out(dInitial));
    }

    public override Tensor? Lstm(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor initialCarry, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, Tensor lastCarry)
    {
        using var host = new Host(NotTranslated);
        var saved = Host.Cpu.Lstm(
            options, host.In(projected), host.In(rowOf), host.In(recurrent), host.In(initial), host.In(initialCarry), host.In(mask),
            host.Out(gates), host.Out(outputs), host.Out(lastOutput), host.Out(lastState), host.Out(lastCarry));
        return Host.Brought(saved, Backend);
    }

    public override void LstmGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState, Tensor? dLastCarry, Tensor dProjected, Tensor dRecurrent, Tensor dInitial, Tensor dInitialCarry)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.LstmGradient(
            options, host.In(recurrent), host.In(mask), host.In(savedStates), host.In(gates), host.In(dOutputs), host.In(dLastOutput),
            host.In(dLastState), host.In(dLastCarry), host.Out(dProjected), host.Out(dRecurrent), host.Out(dInitial),
            host.Out(dInitialCarry));
    }

    public override Tensor? Gru(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor? recurrentBias, Tensor initial, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        using var host = new Host(NotTranslated);
        var saved = Host.Cpu.Gru(
            options, host.In(projected), host.In(rowOf), host.In(recurrent), host.In(recurrentBias), host.In(initial), host.In(mask),
            host.Out(gates), host.Out(outputs), host.Out(lastOutput), host.Out(lastState));
        return Host.Brought(saved, Backend);
    }

    public override void GruGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor? dRecurrentBias, Tensor dInitial)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.GruGradient(
            options, host.In(recurrent), host.In(mask), host.In(savedStates), host.In(gates), host.In(dOutputs), host.In(dLastOutput),
            host.In(dLastState), host.Out(dProjected), host.Out(dRecurrent), host.Out(dRecurrentBias), host.Out(dInitial));
    }

    public override void SumByRow(Tensor x, Tensor rowOf, Tensor y) => Compute(y, () => Tf.Run(
        "UnsortedSegmentSum", Of(x, (int)rowOf.Length, y.Shape.Dims[1]), Of(rowOf, (int)rowOf.Length), Constants.Axis(y.Shape.Dims[0])));
}
