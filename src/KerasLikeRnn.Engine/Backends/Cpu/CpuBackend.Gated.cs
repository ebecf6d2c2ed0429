using System.Numerics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override Tensor? Lstm(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor initialCarry, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, Tensor lastCarry)
    {
        return recurrent.DType == DType.Float32 ? Run<float>() : Run<double>();

        Tensor? Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => GatedForward<T, LstmCell<T>>(
            options, projected, rowOf, recurrent, null, initial, initialCarry, mask, gates, outputs, lastOutput, lastState, lastCarry);
    }

    /// <inheritdoc/>
    public override void LstmGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor trace, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState,
        Tensor? dLastCarry, Tensor dProjected, Tensor dRecurrent, Tensor dInitial, Tensor dInitialCarry)
    {
        if (recurrent.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => GatedBackward<T, LstmCell<T>>(
            options, recurrent, mask, trace, gates, dOutputs, dLastOutput, dLastState, dLastCarry, dProjected, dRecurrent, null, dInitial, dInitialCarry);
    }

    /// <inheritdoc/>
    public override Tensor? Gru(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor? recurrentBias, Tensor initial, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        return recurrent.DType == DType.Float32 ? Reset<float>() : Reset<double>();

        Tensor? Reset<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            options.ResetAfter ? Run<T, GruCell<T, ResetAfter>>() : Run<T, GruCell<T, ResetBefore>>();

        Tensor? Run<T, C>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where C : struct, IGatedCell<T> => GatedForward<T, C>(
                options, projected, rowOf, recurrent, recurrentBias, initial, null, mask, gates, outputs, lastOutput, lastState, null);
    }

    /// <inheritdoc/>
    public override void GruGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor trace, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState,
        Tensor dProjected, Tensor dRecurrent, Tensor? dRecurrentBias, Tensor dInitial)
    {
        if (recurrent.DType == DType.Float32) Reset<float>();
        else Reset<double>();

        void Reset<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (options.ResetAfter) Run<T, GruCell<T, ResetAfter>>();
            else Run<T, GruCell<T, ResetBefore>>();
        }

        void Run<T, C>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where C : struct, IGatedCell<T> => GatedBackward<T, C>(
                options, recurrent, mask, trace, gates, dOutputs, dLastOutput, dLastState, null, dProjected, dRecurrent, dRecurrentBias, dInitial, null);
    }

    private static Tensor? GatedForward<T, C>(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor? recurrentBias, Tensor initial, Tensor? initialCarry,
        Tensor? mask, Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, Tensor? lastCarry)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where C : struct, IGatedCell<T>
    {
        var inputs = GatedInputs<T>(options, recurrent, mask, initial.Shape.Dims[0], (rowOf ?? projected).Shape.Dims[1]);
        if (rowOf is null) inputs.Projected = Pointer<T>(projected);
        else inputs.Table = Pointer<T>(projected);
        inputs.RowOf = OrNull<int>(rowOf);
        inputs.RecurrentBias = OrNull<T>(recurrentBias);
        inputs.InitialState = Pointer<T>(initial);
        inputs.InitialCarry = OrNull<T>(initialCarry);
        var length = GatedRnnKernel.TraceLength<T, C>(inputs.Batch, inputs.Time, inputs.Units);
        var trace = gates is not null ? Tensor.Empty(Shape.Of(checked((int)length)), recurrent.DType) : null;
        GatedRnnKernel.Forward<T, C>(inputs, new GatedRnnOutputs<T>
        {
            Trace = OrNull<T>(trace),
            Gates = OrNull<T>(gates),
            Outputs = OrNull<T>(outputs),
            LastOutput = Pointer<T>(lastOutput),
            FinalState = Pointer<T>(lastState),
            FinalCarry = OrNull<T>(lastCarry),
        });
        return trace;
    }

    private static void GatedBackward<T, C>(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor trace, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState,
        Tensor? dLastCarry, Tensor dProjected, Tensor dRecurrent, Tensor? dRecurrentBias, Tensor dInitial, Tensor? dInitialCarry)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where C : struct, IGatedCell<T>
    {
        var inputs = GatedInputs<T>(options, recurrent, mask, dProjected.Shape.Dims[0], dProjected.Shape.Dims[1]);
        GatedRnnKernel.Backward<T, C>(inputs, new GatedRnnGradients<T>
        {
            Trace = Pointer<T>(trace),
            Gates = Pointer<T>(gates),
            Outputs = OrNull<T>(dOutputs),
            LastOutput = OrNull<T>(dLastOutput),
            FinalState = OrNull<T>(dLastState),
            FinalCarry = OrNull<T>(dLastCarry),
            Projected = Pointer<T>(dProjected),
            RecurrentKernel = Pointer<T>(dRecurrent),
            RecurrentBias = OrNull<T>(dRecurrentBias),
            InitialState = Pointer<T>(dInitial),
            InitialCarry = OrNull<T>(dInitialCarry),
        });
    }

    private static GatedRnnInputs<T> GatedInputs<T>(RecurrentOptions options, Tensor recurrent, Tensor? mask, int batch, int time)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Batch = batch,
            Time = time,
            Units = recurrent.Shape.Dims[0],
            RecurrentKernel = Pointer<T>(recurrent),
            Mask = OrNull<byte>(mask),
            GoBackwards = options.GoBackwards,
            ZeroOutputForMask = options.ZeroOutputForMask,
            Activation = Activation(options.Activation),
            GateActivation = Activation(options.GateActivation),
        };
}
