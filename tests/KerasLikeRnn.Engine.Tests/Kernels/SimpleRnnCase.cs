using System.Numerics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine.Tests.Kernels;

/// <summary>One recurrent problem: sizes, options and random data, solved by the kernel or by plain loops.</summary>
internal sealed unsafe record SimpleRnnCase(int Batch, int Time, int Units)
{
    public RecurrentActivation Activation { get; init; } = RecurrentActivation.Tanh;
    public bool InitialState { get; init; }
    public Holes Mask { get; init; }
    public bool GoBackwards { get; init; }
    public bool ZeroOutputForMask { get; init; }
    public bool FromTable { get; init; }
    public bool SequenceGradient { get; init; } = true;

    private const int TableRowCount = 11;

    internal enum Holes
    {
        None,
        Left,
        Right,
        Random,
        All,
    }

    public SimpleRnnData<T> Data<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(Batch * 1000 + Units);
        var data = new SimpleRnnData<T>
        {
            RowOf = [.. Enumerable.Range(0, Batch * Time).Select(_ => random.Next(TableRowCount))],
            Table = Numbers.Random<T>(TableRowCount * Units, 1),
            Projected = Numbers.Random<T>(Batch * Time * Units, 2),
            RecurrentKernel = Numbers.Random<T>(Units * Units, 3, 1.5 / Math.Sqrt(Units)),
            InitialState = Numbers.Random<T>(Batch * Units, 4),
            Mask = [.. Enumerable.Range(0, Batch * Time).Select(i => (byte)(IsValid(random, i / Time, i % Time) ? 1 : 0))],
            OutputGradient = Numbers.Random<T>(Batch * Time * Units, 5),
            LastGradient = Numbers.Random<T>(Batch * Units, 6),
            FinalGradient = Numbers.Random<T>(Batch * Units, 7),
        };
        if (FromTable)
            for (var i = 0; i < data.Projected.Length; i++) data.Projected[i] = data.Table[data.RowOf[i / Units] * Units + i % Units];
        return data;
    }

    /// <summary>States, outputs, last output and final state, one after the other.</summary>
    public T[] Forward<T>(SimpleRnnData<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sequence = Batch * Time * Units;
        var results = new T[2 * sequence + 2 * Batch * Units];
        fixed (T* p = results)
        {
            var outputs = new SimpleRnnOutputs<T>
            {
                States = p, Outputs = p + sequence, LastOutput = p + 2 * sequence, FinalState = p + 2 * sequence + Batch * Units,
            };
            With(data, inputs => SimpleRnnKernel.Forward(inputs, outputs));
        }
        return results;
    }

    /// <summary>Gradients of the projected input, the initial state and U, one after the other.</summary>
    public T[] Backward<T>(SimpleRnnData<T> data, bool overStates = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var states = Forward(data)[..(Batch * Time * Units)];
        var results = new T[Batch * Time * Units + Batch * Units + Units * Units];
        if (overStates) states.CopyTo(results, 0);
        fixed (T* p = results, pStates = states, pOutput = data.OutputGradient, pLast = data.LastGradient, pFinal = data.FinalGradient)
        {
            var gradients = new SimpleRnnGradients<T>
            {
                States = overStates ? p : pStates, Outputs = SequenceGradient ? pOutput : null, LastOutput = pLast, FinalState = pFinal,
                Projected = p, InitialState = p + states.Length, RecurrentKernel = p + states.Length + Batch * Units,
            };
            With(data, inputs => SimpleRnnKernel.Backward(inputs, gradients));
        }
        return results;
    }

    /// <summary>The layer in plain loops, in double precision, with the same results as <see cref="Forward"/>.</summary>
    public double[] PlainForward(SimpleRnnData<double> data)
    {
        var sequence = Batch * Time * Units;
        var results = new double[2 * sequence + 2 * Batch * Units];
        for (var b = 0; b < Batch; b++)
        {
            var state = new double[Units];
            var output = new double[Units];
            if (InitialState) Array.Copy(data.InitialState, b * Units, state, 0, Units);
            for (var step = 0; step < Time; step++)
            {
                var position = b * Time + (GoBackwards ? Time - 1 - step : step);
                var valid = Mask == Holes.None || data.Mask[position] != 0;
                if (valid)
                {
                    var before = state;
                    state = [.. Enumerable.Range(0, Units).Select(j => Apply(data.Projected[position * Units + j]
                        + Enumerable.Range(0, Units).Sum(i => before[i] * data.RecurrentKernel[i * Units + j])))];
                    output = state;
                }
                else if (ZeroOutputForMask)
                {
                    output = new double[Units];
                }
                Array.Copy(state, 0, results, (b * Time + step) * Units, Units);
                Array.Copy(output, 0, results, sequence + (b * Time + step) * Units, Units);
            }
            Array.Copy(output, 0, results, 2 * sequence + b * Units, Units);
            Array.Copy(state, 0, results, 2 * sequence + (Batch + b) * Units, Units);
        }
        return results;
    }

    /// <summary>The number whose gradient <see cref="Backward"/> computes.</summary>
    public double Loss(SimpleRnnData<double> data)
    {
        var results = Forward(data);
        var sequence = Batch * Time * Units;
        var loss = 0.0;
        for (var i = 0; SequenceGradient && i < sequence; i++) loss += results[sequence + i] * data.OutputGradient[i];
        for (var i = 0; i < Batch * Units; i++)
            loss += results[2 * sequence + i] * data.LastGradient[i] + results[2 * sequence + Batch * Units + i] * data.FinalGradient[i];
        return loss;
    }

    private double Apply(double x) => Activation switch
    {
        RecurrentActivation.Tanh => Math.Tanh(x),
        RecurrentActivation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        RecurrentActivation.Relu => Math.Max(0, x),
        RecurrentActivation.HardSigmoid => Math.Clamp(0.2 * x + 0.5, 0, 1),
        _ => x,
    };

    private bool IsValid(Random random, int sample, int time) => Mask switch
    {
        Holes.Left => time >= (sample * 2 + 1) % (Time + 1),
        Holes.Right => time < (sample * 2 + 1) % (Time + 1),
        Holes.Random => random.Next(3) > 0,
        Holes.All => false,
        _ => true,
    };

    private void With<T>(SimpleRnnData<T> data, Action<SimpleRnnInputs<T>> action)
        where T : unmanaged
    {
        fixed (T* table = data.Table, projected = data.Projected, kernel = data.RecurrentKernel, initial = data.InitialState)
        fixed (int* rowOf = data.RowOf)
        fixed (byte* mask = data.Mask)
        {
            action(new SimpleRnnInputs<T>
            {
                Batch = Batch, Time = Time, Units = Units, Activation = Activation, RecurrentKernel = kernel,
                Projected = FromTable ? null : projected, Table = FromTable ? table : null, RowOf = FromTable ? rowOf : null,
                InitialState = InitialState ? initial : null, Mask = Mask == Holes.None ? null : mask,
                GoBackwards = GoBackwards, ZeroOutputForMask = ZeroOutputForMask,
            });
        }
    }
}

/// <summary>The arrays of a <see cref="SimpleRnnCase"/>.</summary>
internal sealed class SimpleRnnData<T>
{
    public required int[] RowOf { get; init; }
    public required byte[] Mask { get; init; }
    public required T[] Table { get; init; }
    public required T[] Projected { get; init; }
    public required T[] RecurrentKernel { get; init; }
    public required T[] InitialState { get; init; }
    public required T[] OutputGradient { get; init; }
    public required T[] LastGradient { get; init; }
    public required T[] FinalGradient { get; init; }
}
