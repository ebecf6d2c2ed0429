using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

// Recurrent sequences: each a function of TensorFlow's. No steps at all are left to what every engine does by default.
internal sealed partial class TensorFlowFloatKernels
{
    public override void SimpleRnn(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask, Tensor? states,
        Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        if (HasNoSteps(rowOf ?? projected))
        {
            base.SimpleRnn(options, projected, rowOf, recurrent, initial, mask, states, outputs, lastOutput, lastState);
            return;
        }
        if (outputs == states) outputs = null;
        Call(options, recurrent).In(projected).In(rowOf).In(recurrent).In(initial).In(mask)
            .Out(states).Out(outputs).Out(lastOutput).Out(lastState)
            .Run((call, function) => SimpleRnnFunction.Forward(Sequence(call, function, options), options, call));
    }

    public override void SimpleRnnGradient(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial)
    {
        if (HasNoSteps(states))
        {
            base.SimpleRnnGradient(
                options, recurrent, initial, mask, states, dOutputs, dLastOutput, dLastState, dProjected, dRecurrent, dInitial);
            return;
        }
        Call(options, recurrent).In(recurrent).In(initial).In(mask).In(states).In(dOutputs).In(dLastOutput).In(dLastState)
            .Out(dProjected).Out(dRecurrent).Out(dInitial)
            .Run((call, function) => SimpleRnnFunction.Backward(new(call, function, options, call["states"]!), options, call));
    }

    public override Tensor? Lstm(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor initialCarry, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, Tensor lastCarry)
    {
        if (HasNoSteps(rowOf ?? projected))
            return base.Lstm(
                options, projected, rowOf, recurrent, initial, initialCarry, mask, gates, outputs, lastOutput, lastState, lastCarry);
        var saved = gates is null ? null : Saved(gates, LstmFunction.SavedValues, recurrent);
        Call(options, recurrent).In(projected).In(rowOf).In(recurrent).In(initial).In(initialCarry).In(mask)
            .Out(gates).Out(saved).Out(outputs).Out(lastOutput).Out(lastState).Out(lastCarry)
            .Run((call, function) => LstmFunction.Forward(Sequence(call, function, options), options, call));
        return saved;
    }

    public override void LstmGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState, Tensor? dLastCarry, Tensor dProjected, Tensor dRecurrent, Tensor dInitial, Tensor dInitialCarry)
    {
        if (HasNoSteps(gates))
        {
            base.LstmGradient(
                options, recurrent, mask, savedStates, gates, dOutputs, dLastOutput, dLastState, dLastCarry, dProjected, dRecurrent,
                dInitial, dInitialCarry);
            return;
        }
        Call(options, recurrent).In(recurrent).In(mask).In(savedStates).In(gates)
            .In(dOutputs).In(dLastOutput).In(dLastState).In(dLastCarry)
            .Out(dProjected).Out(dRecurrent).Out(dInitial).Out(dInitialCarry)
            .Run((call, function) => LstmFunction.Backward(new(call, function, options, call["gates"]!), options, call));
    }

    public override Tensor? Gru(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor? recurrentBias, Tensor initial, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        if (HasNoSteps(rowOf ?? projected))
            return base.Gru(
                options, projected, rowOf, recurrent, recurrentBias, initial, mask, gates, outputs, lastOutput, lastState);
        var saved = gates is null ? null : Saved(gates, GruFunction.SavedValues, recurrent);
        Call(options, recurrent).In(projected).In(rowOf).In(recurrent).In(recurrentBias).In(initial).In(mask)
            .Out(gates).Out(saved).Out(outputs).Out(lastOutput).Out(lastState)
            .Run((call, function) => GruFunction.Forward(Sequence(call, function, options), options, call));
        return saved;
    }

    public override void GruGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor? dRecurrentBias, Tensor dInitial)
    {
        if (HasNoSteps(gates))
        {
            base.GruGradient(
                options, recurrent, mask, savedStates, gates, dOutputs, dLastOutput, dLastState, dProjected, dRecurrent, dRecurrentBias,
                dInitial);
            return;
        }
        Call(options, recurrent).In(recurrent).In(mask).In(savedStates).In(gates).In(dOutputs).In(dLastOutput).In(dLastState)
            .Out(dProjected).Out(dRecurrent).Out(dRecurrentBias).Out(dInitial)
            .Run((call, function) => GruFunction.Backward(new(call, function, options, call["gates"]!), options, call));
    }

    public override void SumByRow(Tensor x, Tensor rowOf, Tensor y) => Compute(y, () => Tf.Run(
        "UnsortedSegmentSum", Of(x, (int)rowOf.Length, y.Shape.Dims[1]), Of(rowOf, (int)rowOf.Length), Constants.Axis(y.Shape.Dims[0])));

    /// <summary>Of positions (batch, time, ...).</summary>
    private static bool HasNoSteps(Tensor positions) => positions.Shape.Dims[1] == 0;

    private Tensor Saved(Tensor gates, int values, Tensor recurrent)
    {
        var dims = gates.Shape.Dims;
        return Backend.Empty(Shape.Of(checked(values * dims[0] * dims[1]), recurrent.Shape.Dims[0]), recurrent.DType);
    }

    private static FunctionCall Call(RecurrentOptions options, Tensor recurrent, [CallerMemberName] string kernel = "")
    {
        var name = $"KerasLikeRnn_{kernel}_{options.Activation}_{options.GateActivation}";
        if (options.GoBackwards) name += "_GoBackwards";
        if (options.ZeroOutputForMask) name += "_ZeroOutputForMask";
        if (options.ResetAfter) name += "_ResetAfter";
        return new(name, recurrent.DType);
    }

    private static RecurrentSequence Sequence(FunctionCall call, FunctionBuilder function, RecurrentOptions options) =>
        call["rowOf"] is { } rowOf ? new(call, function, options, rowOf, rank: 2) : new(call, function, options, call["projected"]!);
}
