using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>The backward pass of <see cref="GatedRnnKernel"/>; a chunk is a block of samples.</summary>
internal unsafe struct GatedRnnBackward<T, C> : IKernel<T>, IActivatedKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where C : struct, IGatedCell<T>
{
    public GatedRnnInputs<T> Inputs;
    public GatedRnnGradients<T> Gradients;

    /// <summary>The transpose of U in panels; each block's share of U's gradient, and below it that of the bias.</summary>
    public T* Packed, Partials;

    public nint PartialLength;

    /// <summary>Samples in a block.</summary>
    public int Rows;

    public readonly void Run<V, S>(int chunk)
        where V : unmanaged
        where S : struct, ISimd<T, V> =>
        ActivatedKernel<T, V, S, GatedRnnBackward<T, C>>.Run(this, Inputs.Activation, Inputs.GateActivation, chunk);

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
        var block = new Block
        {
            First = first, Rows = rows, Padded = padded, Width = (nint)C.SlotParts * padded,
            StateStride = Rows<T, V, S>.Stride(C.States * padded),
            SumsStride = Rows<T, V, S>.Stride(C.Gates * padded), Partial = Partials + chunk * PartialLength,
        };
        var stepsPerChunk = Math.Max(1, RecurrentBlock.PositionsPerChunk / Rows);
        var positions = stepsPerChunk * rows;
        var zeroed = rows * (block.StateStride + 2 * padded);
        using var scratch = Scratch.Rent<T>(zeroed + positions * block.SumsStride + 2 * C.Gates * padded);
        new Span<T>(scratch.Pointer, (int)zeroed).Clear();
        block.States = scratch.Pointer;
        block.Outputs = block.States + rows * block.StateStride;
        block.Resets = block.Outputs + rows * padded;
        block.Sums = block.Resets + rows * padded;
        block.X = block.Sums + positions * block.SumsStride;
        block.Gates = block.X + C.Gates * padded;
        new Span<T>(block.Gates, C.Gates * padded).Clear();
        Begin<V, S>(block);
        for (var end = Inputs.Time; end > 0; end -= stepsPerChunk) GoThrough<V, S, F, G>(block, Math.Max(0, end - stepsPerChunk), end);
        Finish<V, S>(block);
    }

    private readonly void Begin<V, S>(in Block block)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        for (var row = 0; row < block.Rows; row++)
        {
            var place = (nint)(block.First + row) * Inputs.Units;
            var states = block.States + row * block.StateStride;
            if (Gradients.FinalState != null) Rows<T, V, S>.Copy(Gradients.FinalState + place, states, Inputs.Units);
            if (Gradients.FinalCarry != null) Rows<T, V, S>.Copy(Gradients.FinalCarry + place, states + block.Padded, Inputs.Units);
            if (Gradients.LastOutput != null)
                Rows<T, V, S>.Copy(Gradients.LastOutput + place, block.Outputs + row * block.Padded, Inputs.Units);
        }
    }

    /// <summary>Steps end - 1 down to start, then their share of U's gradient while their rows are in the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void GoThrough<V, S, F, G>(in Block block, int start, int end)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>
    {
        var slotLength = block.Rows * block.Width;
        var slots = Gradients.SavedStates + block.First * (Inputs.Time + 1) * block.Width;
        for (var step = end - 1; step >= start; step--)
        {
            var position = (nint)(step - start) * block.Rows;
            T* before = slots + step * slotLength, after = before + slotLength, sums = block.Sums + position * block.SumsStride;
            for (var row = 0; row < block.Rows; row++)
            {
                // The slots come in descending order, which the processor does not foresee.
                Rows<T, V, S>.Prefetch(before + row * block.Width - slotLength, (int)block.Width);
                Step<V, S, F, G>(block, row, step, before + row * block.Width, after + row * block.Width, sums + row * block.SumsStride);
            }
            Multiply<V, S, G>(block, step, before, sums);
        }
        AddWeightGradients<V, S>(block, (end - start) * block.Rows, slots + start * slotLength, end < Inputs.Time);
    }

    /// <summary>
    /// One step of one sample. A skipped one hands the gradient of its states on, and that of its output to the output it
    /// repeated; those of its sums are zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Step<V, S, F, G>(in Block block, int row, int step, T* before, T* after, T* sums)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>
    {
        int units = Inputs.Units, padded = block.Padded;
        var sample = (nint)(block.First + row);
        var time = Inputs.TimeOf(step);
        var output = block.Outputs + row * padded;
        if (Gradients.Outputs != null) Rows<T, V, S>.Add(Gradients.Outputs + (sample * Inputs.Time + step) * units, output, units);
        var place = (sample * Inputs.Time + time) * C.Gates * units;
        var ahead = (Inputs.GoBackwards ? RecurrentBlock.StepsAhead : -RecurrentBlock.StepsAhead) * C.Gates * units;
        var written = Gradients.Projected + place;
        Rows<T, V, S>.Prefetch(Gradients.Gates + place + ahead, C.Gates * units);
        if (Gradients.Gates != Gradients.Projected) Rows<T, V, S>.Prefetch(written + ahead, C.Gates * units);
        if (Inputs.Skips(sample, time))
        {
            Rows<T, V, S>.Clear(sums, C.Gates * padded);
            Rows<T, V, S>.Clear(written, C.Gates * units);
            if (Inputs.ZeroOutputForMask) Rows<T, V, S>.Clear(output, padded);
            return;
        }
        var states = block.States + row * block.StateStride;
        Rows<T, V, S>.Add(output, states, padded);
        Rows<T, V, S>.Clear(output, padded);
        C.Backward<V, S, F, G>(padded, before, after, GatesAt<V, S>(block, place), states, sums, Destination(block, written));
        if (C.ResetPart == 0) WritePadded<V, S>(block, written, 0, C.Gates);
        else
        {
            WritePadded<V, S>(block, written, 0, C.Gates - 2);
            WritePadded<V, S>(block, written, C.Gates - 1, C.Gates);
        }
    }

    /// <summary>What reaches the states before a step through the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply<V, S, G>(in Block block, int step, T* before, T* sums)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where G : struct, IRecurrentActivation<T>
    {
        int units = Inputs.Units, padded = block.Padded;
        var all = C.Gates * padded;
        if (C.ResetPart == 0)
        {
            RecurrentBlock<T, V, S>.Multiply(block.Rows, units, all, sums, block.SumsStride, Packed, block.States, block.StateStride, true);
            return;
        }
        var first = all - padded;
        RecurrentBlock<T, V, S>.MultiplyPart(
            block.Rows, units, padded, sums + first, block.SumsStride, Packed + (nint)first * Tile<T, V, S>.Columns, all, block.Resets,
            padded, false);
        for (var row = 0; row < block.Rows; row++)
        {
            var sample = (nint)(block.First + row);
            var time = Inputs.TimeOf(step);
            if (Inputs.Skips(sample, time)) continue;
            var place = (sample * Inputs.Time + time) * C.Gates * units;
            var written = Gradients.Projected + place;
            C.BackwardReset<V, S, G>(
                padded, before + row * block.Width, GatesAt<V, S>(block, place), block.Resets + row * padded,
                block.States + row * block.StateStride, sums + row * block.SumsStride, Destination(block, written));
            WritePadded<V, S>(block, written, C.Gates - 2, C.Gates - 1);
        }
        RecurrentBlock<T, V, S>.MultiplyPart(
            block.Rows, units, first, sums, block.SumsStride, Packed, all, block.States, block.StateStride, true);
    }

    /// <summary>Adds the share of the positions of a chunk, given the slot before its first step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddWeightGradients<V, S>(in Block block, int positions, T* slot, bool accumulate)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        int units = Inputs.Units, columns = C.Gates * block.Padded, first = columns - block.Padded;
        RecurrentBlock<T, V, S>.AddOuterProducts(
            positions, units, C.ResetPart == 0 ? columns : first, slot, block.Width, block.Sums, block.SumsStride,
            block.Partial, columns, accumulate);
        if (C.ResetPart != 0)
            RecurrentBlock<T, V, S>.AddOuterProducts(
                positions, units, block.Padded, slot + block.Rows * block.Width + C.ResetPart * block.Padded, block.Width,
                block.Sums + first, block.SumsStride,
                block.Partial + first, columns, accumulate);
        if (Gradients.RecurrentBias == null) return;
        var bias = block.Partial + (nint)units * columns;
        if (!accumulate) Rows<T, V, S>.Clear(bias, columns);
        for (nint position = 0; position < positions; position++)
            Rows<T, V, S>.Add(block.Sums + position * block.SumsStride, bias, columns);
    }

    /// <summary>The gates a step has left: in their place, or brought into padded parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly T* GatesAt<V, S>(in Block block, nint place)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var gates = Gradients.Gates + place;
        if (block.Padded == Inputs.Units) return gates;
        for (var gate = 0; gate < C.Gates; gate++)
            Rows<T, V, S>.Copy(gates + gate * Inputs.Units, block.Gates + gate * block.Padded, Inputs.Units);
        return block.Gates;
    }

    /// <summary>Where a step writes the gradient of its input: to its place, or first with padded parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly T* Destination(in Block block, T* written) => block.Padded == Inputs.Units ? written : block.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void WritePadded<V, S>(in Block block, T* written, int firstGate, int end)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        if (block.Padded == Inputs.Units) return;
        for (var gate = firstGate; gate < end; gate++)
            Rows<T, V, S>.Copy(block.X + gate * block.Padded, written + gate * Inputs.Units, Inputs.Units);
    }

    private readonly void Finish<V, S>(in Block block)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        for (var row = 0; row < block.Rows; row++)
        {
            var place = (nint)(block.First + row) * Inputs.Units;
            var states = block.States + row * block.StateStride;
            Rows<T, V, S>.Copy(states, Gradients.InitialState + place, Inputs.Units);
            if (C.States > 1) Rows<T, V, S>.Copy(states + block.Padded, Gradients.InitialCarry + place, Inputs.Units);
        }
    }

    /// <summary>The samples a thread is working on.</summary>
    private struct Block
    {
        public int First, Rows, Padded;

        /// <summary>Distances between the rows of slots and of the arrays below.</summary>
        public nint Width, StateStride, SumsStride;

        /// <summary>
        /// Gradients [rows, ...] of the states, of the outputs not yet given to the step that computed them, and of the part that
        /// a reset has made.
        /// </summary>
        public T* States, Outputs, Resets;

        /// <summary>The gradient of the sums of a chunk of steps, [steps, rows, ...].</summary>
        public T* Sums;

        /// <summary>The gradient of an input and gates, with padded parts; the block's share of U's gradient.</summary>
        public T* X, Gates, Partial;
    }
}
