using System.Numerics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void SimpleRnn(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask,
        Tensor? states, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        if (recurrent.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var inputs = Inputs<T>(options, recurrent, initial, mask, (rowOf ?? projected).Shape.Dims[1]);
            if (rowOf is null) inputs.Projected = Pointer<T>(projected);
            else inputs.Table = Pointer<T>(projected);
            inputs.RowOf = OrNull<int>(rowOf);
            SimpleRnnKernel.Forward(inputs, new SimpleRnnOutputs<T>
            {
                States = OrNull<T>(states),
                Outputs = OrNull<T>(outputs),
                LastOutput = Pointer<T>(lastOutput),
                FinalState = Pointer<T>(lastState),
            });
        }
    }

    /// <inheritdoc/>
    public override void SimpleRnnGradient(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial)
    {
        if (recurrent.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            SimpleRnnKernel.Backward(Inputs<T>(options, recurrent, initial, mask, states.Shape.Dims[1]), new SimpleRnnGradients<T>
            {
                States = Pointer<T>(states),
                Outputs = OrNull<T>(dOutputs),
                LastOutput = OrNull<T>(dLastOutput),
                FinalState = OrNull<T>(dLastState),
                Projected = Pointer<T>(dProjected),
                InitialState = Pointer<T>(dInitial),
                RecurrentKernel = Pointer<T>(dRecurrent),
            });
    }

    /// <inheritdoc/>
    public override int CompactRows(Tensor indices, int tableRows, Tensor rowOf, Tensor rows) =>
        TableRows.Compact(Pointer<int>(indices), checked((int)indices.Length), tableRows, Pointer<int>(rowOf), Pointer<int>(rows));

    /// <inheritdoc/>
    public override void SumByRow(Tensor x, Tensor rowOf, Tensor y)
    {
        int positions = checked((int)rowOf.Length), rows = y.Shape.Dims[0], width = y.Shape.Dims[1];
        using var starts = Scratch.Rent<int>(rows + 1);
        using var order = Scratch.Rent<int>(positions);
        TableRows.Sort(Pointer<int>(rowOf), positions, rows, starts.Pointer, order.Pointer);
        if (x.DType == DType.Float32) TableRows.Sum(Pointer<float>(x), width, starts.Pointer, order.Pointer, rows, Pointer<float>(y));
        else TableRows.Sum(Pointer<double>(x), width, starts.Pointer, order.Pointer, rows, Pointer<double>(y));
    }

    private static SimpleRnnInputs<T> Inputs<T>(RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, int time)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Batch = initial.Shape.Dims[0],
            Time = time,
            Units = recurrent.Shape.Dims[0],
            RecurrentKernel = Pointer<T>(recurrent),
            InitialState = Pointer<T>(initial),
            Mask = OrNull<byte>(mask),
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

    private static T* OrNull<T>(Tensor? x) where T : unmanaged => x is null ? null : Pointer<T>(x);
}
