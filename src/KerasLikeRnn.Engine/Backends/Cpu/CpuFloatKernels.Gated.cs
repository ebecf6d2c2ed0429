using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

internal sealed unsafe partial class CpuFloatKernels<T>
{
    public override Tensor? Lstm(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor initialCarry, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, Tensor lastCarry) => GatedForward<LstmCell<T>>(
            options, projected, rowOf, recurrent, null, initial, initialCarry, mask, gates, outputs, lastOutput, lastState, lastCarry);

    public override void LstmGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState,
        Tensor? dLastCarry, Tensor dProjected, Tensor dRecurrent, Tensor dInitial, Tensor dInitialCarry) => GatedBackward<LstmCell<T>>(
            options, recurrent, mask, savedStates, gates, dOutputs, dLastOutput, dLastState, dLastCarry, dProjected, dRecurrent, null,
            dInitial, dInitialCarry);

    public override Tensor? Gru(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor? recurrentBias, Tensor initial, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        return options.ResetAfter ? Run<GruCell<T, ResetAfter>>() : Run<GruCell<T, ResetBefore>>();

        Tensor? Run<C>() where C : struct, IGatedCell<T> => GatedForward<C>(
            options, projected, rowOf, recurrent, recurrentBias, initial, null, mask, gates, outputs, lastOutput, lastState, null);
    }

    public override void GruGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState,
        Tensor dProjected, Tensor dRecurrent, Tensor? dRecurrentBias, Tensor dInitial)
    {
        if (options.ResetAfter) Run<GruCell<T, ResetAfter>>();
        else Run<GruCell<T, ResetBefore>>();

        void Run<C>() where C : struct, IGatedCell<T> => GatedBackward<C>(
            options, recurrent, mask, savedStates, gates, dOutputs, dLastOutput, dLastState, null, dProjected, dRecurrent, dRecurrentBias,
            dInitial, null);
    }

    private Tensor? GatedForward<C>(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor? recurrentBias, Tensor initial,
        Tensor? initialCarry,
        Tensor? mask, Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, Tensor? lastCarry)
        where C : struct, IGatedCell<T>
    {
        var inputs = GatedInputs(options, recurrent, mask, initial.Shape.Dims[0], (rowOf ?? projected).Shape.Dims[1]);
        if (rowOf is null) inputs.Projected = At(projected);
        else inputs.Table = At(projected);
        inputs.RowOf = At<int>(rowOf);
        inputs.RecurrentBias = At(recurrentBias);
        inputs.InitialState = At(initial);
        inputs.InitialCarry = At(initialCarry);
        var length = GatedRnnKernel.SavedStatesLength<T, C>(inputs.Batch, inputs.Time, inputs.Units);
        var savedStates = gates is not null ? Backend.Empty(Shape.Of(checked((int)length)), recurrent.DType) : null;
        GatedRnnKernel.Forward<T, C>(inputs, new GatedRnnOutputs<T>
        {
            SavedStates = At(savedStates),
            Gates = At(gates),
            Outputs = At(outputs),
            LastOutput = At(lastOutput),
            FinalState = At(lastState),
            FinalCarry = At(lastCarry),
        });
        return savedStates;
    }

    private static void GatedBackward<C>(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState,
        Tensor? dLastCarry, Tensor dProjected, Tensor dRecurrent, Tensor? dRecurrentBias, Tensor dInitial, Tensor? dInitialCarry)
        where C : struct, IGatedCell<T>
    {
        var inputs = GatedInputs(options, recurrent, mask, dProjected.Shape.Dims[0], dProjected.Shape.Dims[1]);
        if (savedStates.Length != GatedRnnKernel.SavedStatesLength<T, C>(inputs.Batch, inputs.Time, inputs.Units))
            throw new ArgumentException("The saved states are not those that were made with the gates.", nameof(savedStates));
        GatedRnnKernel.Backward<T, C>(inputs, new GatedRnnGradients<T>
        {
            SavedStates = At(savedStates),
            Gates = At(gates),
            Outputs = At(dOutputs),
            LastOutput = At(dLastOutput),
            FinalState = At(dLastState),
            FinalCarry = At(dLastCarry),
            Projected = At(dProjected),
            RecurrentKernel = At(dRecurrent),
            RecurrentBias = At(dRecurrentBias),
            InitialState = At(dInitial),
            InitialCarry = At(dInitialCarry),
        });
    }

    private static GatedRnnInputs<T> GatedInputs(RecurrentOptions options, Tensor recurrent, Tensor? mask, int batch, int time) => new()
    {
        Batch = batch,
        Time = time,
        Units = recurrent.Shape.Dims[0],
        RecurrentKernel = At(recurrent),
        Mask = At<byte>(mask),
        GoBackwards = options.GoBackwards,
        ZeroOutputForMask = options.ZeroOutputForMask,
        Activation = Activation(options.Activation),
        GateActivation = Activation(options.GateActivation),
    };
}
