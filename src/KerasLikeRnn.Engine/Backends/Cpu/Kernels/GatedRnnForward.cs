using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>The forward pass of <see cref="GatedRnnKernel"/>; a chunk is a block of samples.</summary>
internal unsafe struct GatedRnnForward<T, C> : IKernel<T>, IActivatedKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where C : struct, IGatedCell<T>
{
    public GatedRnnInputs<T> Inputs;
    public GatedRnnOutputs<T> Outputs;

    /// <summary>U in panels, and the recurrent bias (zeros for none), with padded parts.</summary>
    public T* Packed, Bias;

    /// <summary>Samples in a block.</summary>
    public int Rows;

    public readonly void Run<V, S>(int chunk)
        where V : unmanaged
        where S : struct, ISimd<T, V> =>
        ActivatedKernel<T, V, S, GatedRnnForward<T, C>>.Run(this, Inputs.Activation, Inputs.GateActivation, chunk);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<V, S, F, G>(int chunk)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>
    {
        var first = chunk * Rows;
        var rows = Math.Min(Rows, Inputs.Batch - first);
        var padded = Rows<T, V, S>.Padded(Inputs.Units);
        var width = (nint)C.SlotParts * padded;
        var stride = Rows<T, V, S>.Stride(C.Gates * padded);
        var slotLength = rows * width;
        using var scratch = Scratch.Rent<T>(rows * (stride + padded) + 2 * C.Gates * padded + 2 * slotLength);
        var block = new Block
        {
            First = first, Rows = rows, Padded = padded, Width = width, Stride = stride, Sums = scratch.Pointer,
            Output = scratch.Pointer + rows * stride, X = scratch.Pointer + rows * (stride + padded),
            Gates = scratch.Pointer + rows * (stride + padded) + C.Gates * padded,
        };
        new Span<T>(block.Output, rows * padded + C.Gates * padded).Clear();
        var slots = Outputs.SavedStates == null ? block.Gates + C.Gates * padded : Outputs.SavedStates + first * (Inputs.Time + 1) * width;
        var before = slots;
        Begin<V, S>(block, before);
        for (var step = 0; step < Inputs.Time; step++)
        {
            var after = Outputs.SavedStates == null ? slots + (step + 1) % 2 * slotLength : before + slotLength;
            Multiply<V, S, G>(block, step, before, after);
            for (var row = 0; row < rows; row++) Step<V, S, F, G>(block, row, step, before + row * width, after + row * width);
            before = after;
        }
        Finish<V, S>(block, before);
    }

    private readonly void Begin<V, S>(in Block block, T* slot)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        for (var row = 0; row < block.Rows; row++, slot += block.Width)
        {
            var place = (nint)(block.First + row) * Inputs.Units;
            new Span<T>(slot, C.States * block.Padded).Clear();
            if (Inputs.InitialState != null) Rows<T, V, S>.Copy(Inputs.InitialState + place, slot, Inputs.Units);
            if (Inputs.InitialCarry != null) Rows<T, V, S>.Copy(Inputs.InitialCarry + place, slot + block.Padded, Inputs.Units);
        }
    }

    /// <summary>h U, or where the state is reset before the last gate's product, that gate's columns after the others'.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply<V, S, G>(in Block block, int step, T* before, T* after)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where G : struct, IRecurrentActivation<T>
    {
        int units = Inputs.Units, padded = block.Padded;
        var columns = (C.ResetPart == 0 ? C.Gates : C.Gates - 1) * padded;
        RecurrentBlock<T, V, S>.Multiply(block.Rows, columns, units, before, block.Width, Packed, block.Sums, block.Stride, false);
        if (C.ResetPart == 0) return;
        var time = Inputs.TimeOf(step);
        for (var row = 0; row < block.Rows; row++)
        {
            var slot = after + row * block.Width;
            if (Inputs.Skips(block.First + row, time)) new Span<T>(slot + C.ResetPart * padded, padded).Clear();
            else
            {
                var gates = GatesOf(block, row, time, out var written);
                C.Reset<V, S, G>(
                    padded, X<V, S>(block, row, time), block.Sums + row * block.Stride, Bias, before + row * block.Width, slot, gates);
                WriteGates<V, S>(block, gates, written, C.Gates - 2, C.Gates - 1);
            }
        }
        // An even number of parts fills whole panels, so that the last part begins with one.
        RecurrentBlock<T, V, S>.Multiply(
            block.Rows, padded, units, after + C.ResetPart * padded, block.Width, Packed + (nint)columns * units, block.Sums + columns,
            block.Stride, false);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Step<V, S, F, G>(in Block block, int row, int step, T* before, T* after)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>
    {
        var units = Inputs.Units;
        var sample = (nint)(block.First + row);
        var time = Inputs.TimeOf(step);
        var output = after;
        if (Inputs.Skips(sample, time))
        {
            Rows<T, V, S>.Copy(before, after, C.States * block.Padded);
            output = block.Output + row * block.Padded;
            if (Inputs.ZeroOutputForMask) Rows<T, V, S>.Clear(output, units);
        }
        else
        {
            var gates = GatesOf(block, row, time, out var written);
            C.Forward<V, S, F, G>(block.Padded, X<V, S>(block, row, time), block.Sums + row * block.Stride, Bias, before, after, gates);
            if (C.ResetPart == 0) WriteGates<V, S>(block, gates, written, 0, C.Gates);
            else
            {
                WriteGates<V, S>(block, gates, written, 0, C.Gates - 2);
                WriteGates<V, S>(block, gates, written, C.Gates - 1, C.Gates);
            }
            // The output of a skipped step is the one before it.
            if (Inputs.Mask != null) Rows<T, V, S>.Copy(after, block.Output + row * block.Padded, units);
        }
        if (Outputs.Outputs != null) Rows<T, V, S>.Copy(output, Outputs.Outputs + (sample * Inputs.Time + step) * units, units);
    }

    /// <summary>The projected input of a sample, with padded parts; asks for the one it will need next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly T* X<V, S>(in Block block, int row, int time)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var length = C.Gates * Inputs.Units;
        var position = (nint)(block.First + row) * Inputs.Time + time;
        var next = Math.Clamp(Inputs.GoBackwards ? time - 1 : time + 1, 0, Inputs.Time - 1) - time;
        var x = Inputs.Projected != null ? Inputs.Projected + position * length : Inputs.Table + (nint)Inputs.RowOf[position] * length;
        Rows<T, V, S>.Prefetch(
            Inputs.Projected != null ? x + next * length : Inputs.Table + (nint)Inputs.RowOf[position + next] * length, length);
        if (block.Padded == Inputs.Units) return x;
        for (var gate = 0; gate < C.Gates; gate++) Rows<T, V, S>.Copy(x + gate * Inputs.Units, block.X + gate * block.Padded, Inputs.Units);
        return block.X;
    }

    /// <summary>Where a step leaves its gates: in their place, or first with padded parts, or nowhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly T* GatesOf(in Block block, int row, int time, out T* written)
    {
        written = Outputs.Gates == null ? null : Outputs.Gates + ((nint)(block.First + row) * Inputs.Time + time) * C.Gates * Inputs.Units;
        return written == null || block.Padded != Inputs.Units ? block.Gates : written;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void WriteGates<V, S>(in Block block, T* gates, T* written, int firstGate, int end)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        if (written == null) return;
        var units = Inputs.Units;
        Rows<T, V, S>.Prefetch(
            written + (firstGate + (Inputs.GoBackwards ? -RecurrentBlock.StepsAhead : RecurrentBlock.StepsAhead) * C.Gates) * units,
            (end - firstGate) * units);
        if (gates == written) return;
        for (var gate = firstGate; gate < end; gate++) Rows<T, V, S>.Copy(gates + gate * block.Padded, written + gate * units, units);
    }

    private readonly void Finish<V, S>(in Block block, T* slot)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        for (var row = 0; row < block.Rows; row++, slot += block.Width)
        {
            var place = (nint)(block.First + row) * Inputs.Units;
            // Before any step the output is zeros, even where the state is not.
            var output = Inputs.Mask != null || Inputs.Time == 0 ? block.Output + row * block.Padded : slot;
            Rows<T, V, S>.Copy(output, Outputs.LastOutput + place, Inputs.Units);
            Rows<T, V, S>.Copy(slot, Outputs.FinalState + place, Inputs.Units);
            if (Outputs.FinalCarry != null) Rows<T, V, S>.Copy(slot + block.Padded, Outputs.FinalCarry + place, Inputs.Units);
        }
    }

    /// <summary>The samples a thread is working on.</summary>
    private struct Block
    {
        public int First, Rows, Padded;

        /// <summary>Distances between the rows of slots, and of sums.</summary>
        public nint Width, Stride;

        /// <summary>
        /// h U [rows, gates * padded]; with a mask, the last outputs [rows, padded]; an input and gates with padded parts.
        /// </summary>
        public T* Sums, Output, X, Gates;
    }
}
