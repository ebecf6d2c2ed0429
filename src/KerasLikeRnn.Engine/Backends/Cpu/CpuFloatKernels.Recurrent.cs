using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

internal sealed unsafe partial class CpuFloatKernels<T>
{
    public override void SimpleRnn(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask,
        Tensor? states, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        var inputs = Inputs(options, recurrent, initial, mask, (rowOf ?? projected).Shape.Dims[1]);
        if (rowOf is null) inputs.Projected = At(projected);
        else inputs.Table = At(projected);
        inputs.RowOf = At<int>(rowOf);
        SimpleRnnKernel.Forward(inputs, new SimpleRnnOutputs<T>
        {
            States = At(states),
            Outputs = At(outputs),
            LastOutput = At(lastOutput),
            FinalState = At(lastState),
        });
    }

    public override void SimpleRnnGradient(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial) =>
        SimpleRnnKernel.Backward(Inputs(options, recurrent, initial, mask, states.Shape.Dims[1]), new SimpleRnnGradients<T>
        {
            States = At(states),
            Outputs = At(dOutputs),
            LastOutput = At(dLastOutput),
            FinalState = At(dLastState),
            Projected = At(dProjected),
            InitialState = At(dInitial),
            RecurrentKernel = At(dRecurrent),
        });

    public override void SumByRow(Tensor x, Tensor rowOf, Tensor y)
    {
        int positions = checked((int)rowOf.Length), rows = y.Shape.Dims[0], width = y.Shape.Dims[1];
        using var starts = Scratch.Rent<int>(rows + 1);
        using var order = Scratch.Rent<int>(positions);
        TableRows.Sort(At<int>(rowOf), positions, rows, starts.Pointer, order.Pointer);
        TableRows.Sum(At(x), width, starts.Pointer, order.Pointer, rows, At(y));
    }

    private static SimpleRnnInputs<T> Inputs(RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, int time) => new()
    {
        Batch = initial.Shape.Dims[0],
        Time = time,
        Units = recurrent.Shape.Dims[0],
        RecurrentKernel = At(recurrent),
        InitialState = At(initial),
        Mask = At<byte>(mask),
        GoBackwards = options.GoBackwards,
        ZeroOutputForMask = options.ZeroOutputForMask,
        Activation = Activation(options.Activation),
    };

    private static RecurrentActivation Activation(FusedActivation activation) => activation switch
    {
        FusedActivation.Tanh => RecurrentActivation.Tanh,
        FusedActivation.Sigmoid => RecurrentActivation.Sigmoid,
        FusedActivation.Relu => RecurrentActivation.Relu,
        FusedActivation.HardSigmoid => RecurrentActivation.HardSigmoid,
        _ => RecurrentActivation.Linear,
    };
}
