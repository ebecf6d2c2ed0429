using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>What the forward and the backward pass of a recurrent layer with gates share. All arrays are row-major.</summary>
internal unsafe struct GatedRnnInputs<T>
    where T : unmanaged
{
    public int Batch, Time, Units;

    /// <summary>The projected input x W + b, [batch, time, gates * units]; null when it comes from <see cref="Table"/>.</summary>
    public T* Projected;

    /// <summary>Projected rows of an embedding, [rows, gates * units]; <see cref="RowOf"/> names the one of each position.</summary>
    public T* Table;

    /// <summary>Row of the table for each position, [batch, time].</summary>
    public int* RowOf;

    /// <summary>U, [units, gates * units].</summary>
    public T* RecurrentKernel;

    /// <summary>Added to h U, [gates * units]; null for none.</summary>
    public T* RecurrentBias;

    /// <summary>h, and c where the cell has it, before the first step, [batch, units].</summary>
    public T* InitialState, InitialCarry;

    /// <summary>[batch, time], 0 where a step is to be skipped; null for no mask.</summary>
    public byte* Mask;

    /// <summary>Goes through time from the end. Outputs are in the order of processing.</summary>
    public bool GoBackwards;

    /// <summary>A skipped step outputs zeros instead of the output before it.</summary>
    public bool ZeroOutputForMask;

    /// <summary>Function of the candidate (and of c), and that of the gates.</summary>
    public RecurrentActivation Activation, GateActivation;

    public readonly int TimeOf(int step) => GoBackwards ? Time - 1 - step : step;

    /// <summary>Whether a sample skips the step that handles that time.</summary>
    public readonly bool Skips(nint sample, int time) => Mask != null && Mask[sample * Time + time] == 0;
}

/// <summary>Where the forward pass writes; whatever is null is not computed.</summary>
internal unsafe struct GatedRnnOutputs<T>
    where T : unmanaged
{
    /// <summary>
    /// What the backward pass needs, both or none: <see cref="GatedRnnKernel.SavedStatesLength{T, C}"/> numbers, and the activated
    /// gates of each step, [batch, time, gates * units], in the order of the input.
    /// </summary>
    public T* SavedStates, Gates;

    /// <summary>Output of each step, [batch, time, units].</summary>
    public T* Outputs;

    /// <summary>Output of the last step and states after it, [batch, units].</summary>
    public T* LastOutput, FinalState, FinalCarry;
}

/// <summary>What the backward pass reads and writes.</summary>
internal unsafe struct GatedRnnGradients<T>
    where T : unmanaged
{
    /// <summary>What the forward pass has left behind.</summary>
    public T* SavedStates, Gates;

    /// <summary>Gradients of outputs, last output and final states; null for none.</summary>
    public T* Outputs, LastOutput, FinalState, FinalCarry;

    /// <summary>
    /// Written: gradient of the projected input, [batch, time, gates * units], in the order of the input. May be the same array
    /// as <see cref="Gates"/>.
    /// </summary>
    public T* Projected;

    /// <summary>Written: gradients of the initial states (the carry's where there is one), [batch, units].</summary>
    public T* InitialState, InitialCarry;

    /// <summary>Written: gradients of U and, unless null, of the recurrent bias.</summary>
    public T* RecurrentKernel, RecurrentBias;
}

/// <summary>Recurrent layers with gates (LSTM, GRU) over whole sequences.</summary>
/// <remarks>
/// A block of samples goes through all steps on one core, as in <see cref="SimpleRnnKernel"/>. What a step leaves for the
/// backward pass are its gates and its slots: for each sample the new states, the steps of a block one after the other, and
/// before them the initial states. So states are written and read as one stream, and the first step is like any other. Without a
/// backward pass two slots take turns. The gates lie as the gradient of the input will, so that it can take their place: the
/// memory is in the cache. Units are padded to whole vectors, in memory of the kernel's own.
/// </remarks>
internal static unsafe class GatedRnnKernel
{
    /// <summary>Numbers a forward pass leaves for the backward pass.</summary>
    public static long SavedStatesLength<T, C>(int batch, int time, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where C : struct, IGatedCell<T> => (long)batch * (time + 1) * C.SlotParts * Padded<T>(units);

    /// <summary>Runs the layer forward.</summary>
    public static void Forward<T, C>(in GatedRnnInputs<T> inputs, in GatedRnnOutputs<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where C : struct, IGatedCell<T>
    {
        if (inputs.Batch == 0 || inputs.Units == 0) return;
        var columns = C.Gates * Padded<T>(inputs.Units);
        using var packed = Pack<C, T>(inputs, false);
        using var bias = Scratch.Rent<T>(columns);
        if (inputs.RecurrentBias == null) new Span<T>(bias.Pointer, columns).Clear();
        else PadRows(C.Gates, inputs.Units, inputs.RecurrentBias, bias.Pointer);
        var kernel = new GatedRnnForward<T, C>
        {
            Inputs = inputs, Outputs = outputs, Packed = packed.Pointer, Bias = bias.Pointer, Rows = RowsInBlock<C, T>(inputs),
        };
        Simd.For<T, GatedRnnForward<T, C>>(Blocks<C, T>(inputs), ref kernel);
    }

    /// <summary>Runs the layer backward: the gradients of the projected input, the initial states, U and its bias.</summary>
    public static void Backward<T, C>(in GatedRnnInputs<T> inputs, in GatedRnnGradients<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where C : struct, IGatedCell<T>
    {
        var units = inputs.Units;
        if (units == 0) return;
        var padded = Padded<T>(units);
        var columns = C.Gates * padded;
        var blocks = Blocks<C, T>(inputs);
        var partialRows = gradients.RecurrentBias == null ? units : units + 1;
        using var packed = Pack<C, T>(inputs, true);
        using var partials = Scratch.Rent<T>((long)blocks * partialRows * columns);
        var kernel = new GatedRnnBackward<T, C>
        {
            Inputs = inputs, Gradients = gradients, Packed = packed.Pointer, Partials = partials.Pointer,
            PartialLength = (nint)partialRows * columns, Rows = RowsInBlock<C, T>(inputs),
        };
        Simd.For<T, GatedRnnBackward<T, C>>(blocks, ref kernel);
        SumPartialRows(
            blocks * inputs.Time, blocks, units * C.Gates, units, padded, partials.Pointer, kernel.PartialLength,
            gradients.RecurrentKernel);
        if (gradients.RecurrentBias == null) return;
        SumPartialRows(
            blocks * inputs.Time, blocks, C.Gates, units, padded, partials.Pointer + (nint)units * columns, kernel.PartialLength,
            gradients.RecurrentBias);
    }

    private static void SumPartialRows<T>(int steps, int blocks, int rows, int units, int padded, T* partials, nint partialLength, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (steps == 0) new Span<T>(sums, rows * units).Clear();
        else SumPartials<T>.Run(rows, units, blocks, partials, padded, sums, partialLength);
    }

    private static int Padded<T>(int units) where T : unmanaged => (units + Simd.Lanes<T>() - 1) / Simd.Lanes<T>() * Simd.Lanes<T>();

    private static int RowsInBlock<C, T>(in GatedRnnInputs<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where C : struct, IGatedCell<T> => RecurrentBlock.Rows(inputs.Batch, C.Gates * inputs.Units);

    private static int Blocks<C, T>(in GatedRnnInputs<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where C : struct, IGatedCell<T> => RecurrentBlock.Count(inputs.Batch, C.Gates * inputs.Units);

    /// <summary>U with padded parts, or its transpose, in panels.</summary>
    private static Scratch.Block<T> Pack<C, T>(in GatedRnnInputs<T> inputs, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where C : struct, IGatedCell<T>
    {
        int units = inputs.Units, columns = C.Gates * Padded<T>(units);
        var isPadded = columns == C.Gates * units;
        using var copy = Scratch.Rent<T>(isPadded ? 0 : (long)units * columns);
        if (!isPadded) PadRows(units * C.Gates, units, inputs.RecurrentKernel, copy.Pointer);
        return PackRecurrentKernel<T>.Pack(
            transposed ? columns : units, transposed ? units : columns, isPadded ? inputs.RecurrentKernel : copy.Pointer, columns,
            transposed);
    }

    /// <summary>Copies rows [rows, units] to [rows, padded units], with zeros in the padding.</summary>
    private static void PadRows<T>(int rows, int units, T* source, T* destination)
        where T : unmanaged
    {
        var padded = Padded<T>(units);
        for (nint row = 0; row < rows; row++)
        {
            new Span<T>(source + row * units, units).CopyTo(new Span<T>(destination + row * padded, units));
            new Span<T>(destination + row * padded + units, padded - units).Clear();
        }
    }
}
