using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>What the forward and the backward pass of a simple recurrent layer share. All arrays are row-major.</summary>
internal unsafe struct SimpleRnnInputs<T>
    where T : unmanaged
{
    public int Batch, Time, Units;

    /// <summary>The projected input x W + b, [batch, time, units]; null when it comes from <see cref="Table"/>.</summary>
    public T* Projected;

    /// <summary>Projected rows of an embedding, E W + b, [rows, units]; <see cref="RowOf"/> names the one of each position.</summary>
    public T* Table;

    /// <summary>Row of the table for each position, [batch, time].</summary>
    public int* RowOf;

    /// <summary>U, [units, units].</summary>
    public T* RecurrentKernel;

    /// <summary>State before the first step, [batch, units]; null for zeros.</summary>
    public T* InitialState;

    /// <summary>[batch, time], 0 where a step is to be skipped; null for no mask.</summary>
    public byte* Mask;

    /// <summary>Goes through time from the end. Outputs and states are in the order of processing.</summary>
    public bool GoBackwards;

    /// <summary>A skipped step outputs zeros instead of the output before it.</summary>
    public bool ZeroOutputForMask;

    public RecurrentActivation Activation;

    /// <summary>
    /// True when outputs and states are the same numbers, so that one array serves for both: without a mask, or when neither the
    /// state before the first step nor the output of a skipped step can tell them apart.
    /// </summary>
    public readonly bool OutputsAreStates => Mask == null || (InitialState == null && !ZeroOutputForMask);
}

/// <summary>Where the forward pass writes; whatever is null is not computed.</summary>
internal unsafe struct SimpleRnnOutputs<T>
    where T : unmanaged
{
    /// <summary>State after each step, [batch, time, units]: what the backward pass needs.</summary>
    public T* States;

    /// <summary>
    /// Output of each step, [batch, time, units]. May be the same array as <see cref="States"/> when
    /// <see cref="SimpleRnnInputs{T}.OutputsAreStates"/>.
    /// </summary>
    public T* Outputs;

    /// <summary>Output of the last step, [batch, units].</summary>
    public T* LastOutput;

    /// <summary>State after the last step, [batch, units].</summary>
    public T* FinalState;
}

/// <summary>What the backward pass reads and writes.</summary>
internal unsafe struct SimpleRnnGradients<T>
    where T : unmanaged
{
    /// <summary>The forward pass's states, [batch, time, units].</summary>
    public T* States;

    /// <summary>Gradients of outputs, last output and final state; null for none.</summary>
    public T* Outputs, LastOutput, FinalState;

    /// <summary>
    /// Written: gradient of the projected input, [batch, time, units], in the order of the input. May be the same array as
    /// <see cref="States"/> where both orders are the same.
    /// </summary>
    public T* Projected;

    /// <summary>Written unless null: gradient of the initial state, [batch, units].</summary>
    public T* InitialState;

    /// <summary>Written unless null: gradient of U, [units, units].</summary>
    public T* RecurrentKernel;
}

/// <summary>The simple recurrent layer, h_t = f(z_t + h_(t-1) U), over whole sequences.</summary>
/// <remarks>
/// A block of samples goes through all steps on one core: its states (1 kB for 8 samples of 32 units) and U stay in the first-
/// level cache, and nothing is synchronised inside a sequence. Each step is one product and one pass over the block's rows.
/// </remarks>
internal static unsafe class SimpleRnnKernel
{
    private const double NextToNothing = 1e-30;

    /// <summary>Runs the layer forward.</summary>
    public static void Forward<T>(in SimpleRnnInputs<T> inputs, in SimpleRnnOutputs<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (inputs.Batch == 0 || inputs.Units == 0) return;
        using var packed = PackRecurrentKernel<T>.Pack(inputs.Units, inputs.Units, inputs.RecurrentKernel, inputs.Units, false);
        var kernel = new ForwardKernel<T>
        {
            Inputs = inputs, Outputs = outputs, Packed = packed.Pointer, Rows = RecurrentBlock.Rows(inputs.Batch, inputs.Units),
        };
        Simd.For<T, ForwardKernel<T>>(RecurrentBlock.Count(inputs.Batch, inputs.Units), ref kernel);
    }

    /// <summary>Runs the layer backward: the gradients of the projected input, the initial state and U.</summary>
    public static void Backward<T>(in SimpleRnnInputs<T> inputs, in SimpleRnnGradients<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var units = inputs.Units;
        if (units == 0) return;
        var blocks = RecurrentBlock.Count(inputs.Batch, units);
        var stride = (units + 15) / 16 * 16;
        using var packed = PackRecurrentKernel<T>.Pack(units, units, inputs.RecurrentKernel, units, true);
        using var partials = Scratch.Rent<T>(gradients.RecurrentKernel == null ? 0 : (long)blocks * units * stride);
        var kernel = new BackwardKernel<T>
        {
            Inputs = inputs, Gradients = gradients, Packed = packed.Pointer, Partials = partials.Pointer, PartialStride = stride,
            Rows = RecurrentBlock.Rows(inputs.Batch, units),
        };
        Simd.For<T, BackwardKernel<T>>(blocks, ref kernel);
        if (gradients.RecurrentKernel == null) return;
        if (blocks == 0 || inputs.Time == 0) new Span<T>(gradients.RecurrentKernel, units * units).Clear();
        else SumPartials<T>.Run(units, units, blocks, partials.Pointer, stride, gradients.RecurrentKernel);
    }

    private struct ForwardKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public SimpleRnnInputs<T> Inputs;
        public SimpleRnnOutputs<T> Outputs;
        public T* Packed;
        public int Rows;

        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            if (Inputs.Activation == RecurrentActivation.Tanh) Run<V, S, TanhActivation<T>>(chunk);
            else if (Inputs.Activation == RecurrentActivation.Relu) Run<V, S, ReluActivation<T>>(chunk);
            else if (Inputs.Activation == RecurrentActivation.Sigmoid) Run<V, S, SigmoidActivation<T>>(chunk);
            else if (Inputs.Activation == RecurrentActivation.HardSigmoid) Run<V, S, HardSigmoidActivation<T>>(chunk);
            else Run<V, S, LinearActivation<T>>(chunk);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Run<V, S, F>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
            where F : struct, IRecurrentActivation<T>
        {
            var first = chunk * Rows;
            var rows = Math.Min(Rows, Inputs.Batch - first);
            var stride = Rows<T, V, S>.Stride(Inputs.Units);
            using var scratch = Scratch.Rent<T>(3L * rows * stride);
            var state = scratch.Pointer;
            var output = state + (nint)rows * stride;
            var sums = output + (nint)rows * stride;
            new Span<T>(state, 3 * rows * stride).Clear();
            if (Inputs.InitialState != null)
                Tile<T, V, S>.Copy(rows, Inputs.Units, Inputs.InitialState + (nint)first * Inputs.Units, Inputs.Units, state, stride);
            // Without a mask the output is the state; with one, the output of a skipped step is the one before it.
            if (Inputs.OutputsAreStates) output = state;
            for (var step = 0; step < Inputs.Time; step++)
            {
                LoadProjected<V, S>(first, rows, step, sums, stride);
                RecurrentBlock<T, V, S>.Multiply(rows, Inputs.Units, Inputs.Units, state, stride, Packed, sums, stride, true);
                Activate<V, S, F>(first, rows, step, sums, state, output, stride);
            }
            Finish<V, S>(first, rows, state, output, stride);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void LoadProjected<V, S>(int first, int rows, int step, T* sums, nint stride)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var time = Inputs.GoBackwards ? Inputs.Time - 1 - step : step;
            var position = (nint)first * Inputs.Time + time;
            if (Inputs.Projected != null)
            {
                for (var row = 0; row < rows; row++, position += Inputs.Time)
                    Rows<T, V, S>.Copy(Inputs.Projected + position * Inputs.Units, sums + row * stride, Inputs.Units);
                return;
            }
            // The next step's rows are on their way while this one's are being multiplied.
            var next = step + 1 == Inputs.Time ? 0 : Inputs.GoBackwards ? -1 : 1;
            for (var row = 0; row < rows; row++, position += Inputs.Time)
            {
                Rows<T, V, S>.Copy(Inputs.Table + (nint)Inputs.RowOf[position] * Inputs.Units, sums + row * stride, Inputs.Units);
                Rows<T, V, S>.Prefetch(Inputs.Table + (nint)Inputs.RowOf[position + next] * Inputs.Units, Inputs.Units);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Activate<V, S, F>(int first, int rows, int step, T* sums, T* state, T* output, nint stride)
            where V : unmanaged
            where S : struct, ISimd<T, V>
            where F : struct, IRecurrentActivation<T>
        {
            var units = Inputs.Units;
            var time = Inputs.GoBackwards ? Inputs.Time - 1 - step : step;
            for (var row = 0; row < rows; row++)
            {
                var sample = (nint)(first + row);
                if (Inputs.Mask == null || Inputs.Mask[sample * Inputs.Time + time] != 0)
                {
                    for (var i = 0; i < units; i += S.Width) S.Store(state + i, F.Apply<V, S>(S.Load(sums + i)));
                    if (output != state) Rows<T, V, S>.Copy(state, output, units);
                }
                else if (Inputs.ZeroOutputForMask)
                {
                    Rows<T, V, S>.Clear(output, units);
                }
                var place = (sample * Inputs.Time + step) * units;
                if (Outputs.States != null) Write<V, S>(state, Outputs.States + place);
                if (Outputs.Outputs != null && Outputs.Outputs != Outputs.States) Write<V, S>(output, Outputs.Outputs + place);
                sums += stride;
                state += stride;
                output += stride;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Write<V, S>(T* row, T* destination)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            Rows<T, V, S>.Copy(row, destination, Inputs.Units);
            Rows<T, V, S>.Prefetch(destination + RecurrentBlock.StepsAhead * Inputs.Units, Inputs.Units);
        }

        private readonly void Finish<V, S>(int first, int rows, T* state, T* output, nint stride)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var units = Inputs.Units;
            var place = (nint)first * units;
            // Before any step the output is zeros, even where the state is not.
            if (Outputs.LastOutput != null && Inputs.Time == 0) new Span<T>(Outputs.LastOutput + place, rows * units).Clear();
            else if (Outputs.LastOutput != null) Tile<T, V, S>.Copy(rows, units, output, stride, Outputs.LastOutput + place, units);
            if (Outputs.FinalState != null) Tile<T, V, S>.Copy(rows, units, state, stride, Outputs.FinalState + place, units);
        }
    }

    private struct BackwardKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public SimpleRnnInputs<T> Inputs;
        public SimpleRnnGradients<T> Gradients;
        public T* Packed, Partials;
        public int Rows, PartialStride;

        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            if (Inputs.Activation == RecurrentActivation.Tanh) Run<V, S, TanhActivation<T>>(chunk);
            else if (Inputs.Activation == RecurrentActivation.Relu) Run<V, S, ReluActivation<T>>(chunk);
            else if (Inputs.Activation == RecurrentActivation.Sigmoid) Run<V, S, SigmoidActivation<T>>(chunk);
            else if (Inputs.Activation == RecurrentActivation.HardSigmoid) Run<V, S, HardSigmoidActivation<T>>(chunk);
            else Run<V, S, LinearActivation<T>>(chunk);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Run<V, S, F>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
            where F : struct, IRecurrentActivation<T>
        {
            var units = Inputs.Units;
            var first = chunk * Rows;
            var rows = Math.Min(Rows, Inputs.Batch - first);
            var stride = Rows<T, V, S>.Stride(units);
            var stepsPerChunk = Math.Max(1, RecurrentBlock.PositionsPerChunk / Rows);
            var positions = stepsPerChunk * rows;
            using var scratch = Scratch.Rent<T>((2L * rows + 2L * positions) * stride);
            new Span<T>(scratch.Pointer, (2 * rows + 2 * positions) * stride).Clear();
            var block = new Block<T>
            {
                First = first, Rows = rows, Stride = stride,
                State = scratch.Pointer, Output = scratch.Pointer + (nint)rows * stride,
                Before = scratch.Pointer + 2 * (nint)rows * stride, Sums = scratch.Pointer + (2 * (nint)rows + positions) * stride,
            };
            if (Gradients.FinalState != null)
                Tile<T, V, S>.Copy(rows, units, Gradients.FinalState + (nint)first * units, units, block.State, stride);
            if (Gradients.LastOutput != null)
                Tile<T, V, S>.Copy(rows, units, Gradients.LastOutput + (nint)first * units, units, block.Output, stride);
            for (var end = Inputs.Time; end > 0; end -= stepsPerChunk)
                GoThrough<V, S, F>(block, Math.Max(0, end - stepsPerChunk), end, Partials + (nint)chunk * units * PartialStride);
            if (Gradients.InitialState != null)
                Tile<T, V, S>.Copy(rows, units, block.State, stride, Gradients.InitialState + (nint)first * units, units);
        }

        /// <summary>Steps end - 1 down to start, then their share of U's gradient while the rows are in the cache.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void GoThrough<V, S, F>(in Block<T> block, int start, int end, T* partial)
            where V : unmanaged
            where S : struct, ISimd<T, V>
            where F : struct, IRecurrentActivation<T>
        {
            var units = Inputs.Units;
            for (var step = end - 1; step >= start; step--)
            {
                var offset = (nint)(step - start) * block.Rows * block.Stride;
                var sums = block.Sums + offset;
                if (Inputs.Mask == null) Differentiate<V, S, F>(block, step, block.Before + offset, sums);
                else DifferentiateMasked<V, S, F>(block, step, block.Before + offset, sums);
                RecurrentBlock<T, V, S>.Multiply(
                    block.Rows, units, units, sums, block.Stride, Packed, block.State, block.Stride, Inputs.Mask != null);
            }
            if (Gradients.RecurrentKernel == null) return;
            RecurrentBlock<T, V, S>.AddOuterProducts(
                (end - start) * block.Rows, units, units, block.Before, block.Stride, block.Sums, block.Stride, partial, PartialStride,
                accumulate: end < Inputs.Time);
        }

        /// <summary>One step without a mask: dz = (dh + dy) f'(h), kept for the products and written out.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Differentiate<V, S, F>(in Block<T> block, int step, T* before, T* sums)
            where V : unmanaged
            where S : struct, ISimd<T, V>
            where F : struct, IRecurrentActivation<T>
        {
            var units = Inputs.Units;
            var time = Inputs.GoBackwards ? Inputs.Time - 1 - step : step;
            var state = block.State;
            var last = step == Inputs.Time - 1 && Gradients.LastOutput != null;
            for (var row = 0; row < block.Rows; row++)
            {
                var sample = (nint)(block.First + row);
                var place = (sample * Inputs.Time + step) * units;
                if (last) Rows<T, V, S>.Add(block.Output + row * block.Stride, state, units);
                if (Gradients.Outputs != null) Rows<T, V, S>.Add(Gradients.Outputs + place, state, units);
                MultiplySlope<V, S, F>(Gradients.States + place, state, sums, Gradients.Projected + (sample * Inputs.Time + time) * units);
                CopyStateBefore<V, S>(sample, step, before);
                before += block.Stride;
                sums += block.Stride;
                state += block.Stride;
            }
        }

        /// <summary>
        /// One step under a mask. A skipped row hands the gradient of its state on, and that of its output to the output it
        /// repeated; its dz is zero. The product then adds to what is in the rows of the state: the gradient handed on, or zeros.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void DifferentiateMasked<V, S, F>(in Block<T> block, int step, T* before, T* sums)
            where V : unmanaged
            where S : struct, ISimd<T, V>
            where F : struct, IRecurrentActivation<T>
        {
            var units = Inputs.Units;
            var time = Inputs.GoBackwards ? Inputs.Time - 1 - step : step;
            for (var row = 0; row < block.Rows; row++)
            {
                var sample = (nint)(block.First + row);
                var place = (sample * Inputs.Time + step) * units;
                var written = Gradients.Projected + (sample * Inputs.Time + time) * units;
                var state = block.State + row * block.Stride;
                var output = block.Output + row * block.Stride;
                if (Gradients.Outputs != null) Rows<T, V, S>.Add(Gradients.Outputs + place, output, units);
                CopyStateBefore<V, S>(sample, step, before + row * block.Stride);
                if (Inputs.Mask[sample * Inputs.Time + time] != 0)
                {
                    Rows<T, V, S>.Add(output, state, units);
                    MultiplySlope<V, S, F>(Gradients.States + place, state, sums + row * block.Stride, written);
                    Rows<T, V, S>.Clear(state, units);
                    Rows<T, V, S>.Clear(output, units);
                }
                else
                {
                    Rows<T, V, S>.Clear(sums + row * block.Stride, units);
                    Rows<T, V, S>.Clear(written, units);
                    if (Inputs.ZeroOutputForMask) Rows<T, V, S>.Clear(output, units);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void MultiplySlope<V, S, F>(T* result, T* gradient, T* sums, T* written)
            where V : unmanaged
            where S : struct, ISimd<T, V>
            where F : struct, IRecurrentActivation<T>
        {
            var units = Inputs.Units;
            Rows<T, V, S>.Prefetch(result - RecurrentBlock.StepsAhead * units, units);
            Rows<T, V, S>.Prefetch(written + (Inputs.GoBackwards ? RecurrentBlock.StepsAhead : -RecurrentBlock.StepsAhead) * units, units);
            var i = 0;
            for (; i <= units - S.Width; i += S.Width)
            {
                var product = Flush<V, S>(S.Multiply(S.Load(gradient + i), F.Slope<V, S>(S.Load(result + i))));
                S.Store(sums + i, product);
                S.Store(written + i, product);
            }
            if (i == units) return;
            var rest = Flush<V, S>(S.Multiply(S.Load(gradient + i), F.Slope<V, S>(Rows<T, V, S>.LoadPartial(result + i, units - i))));
            Rows<T, V, S>.StorePartial(sums + i, rest, units - i);
            Rows<T, V, S>.StorePartial(written + i, rest, units - i);
        }

        /// <summary>
        /// Nothing instead of next to nothing: a gradient that fades over hundreds of steps ends in denormal numbers, on which the
        /// processor is many times slower. TensorFlow lets the processor do the same.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Flush<V, S>(V x)
            where V : unmanaged
            where S : struct, ISimd<T, V> =>
            S.Select(S.LessThan(S.Abs(x), S.Broadcast(T.CreateTruncating(NextToNothing))), S.Broadcast(T.Zero), x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void CopyStateBefore<V, S>(nint sample, int step, T* before)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var units = Inputs.Units;
            if (step > 0) Rows<T, V, S>.Copy(Gradients.States + (sample * Inputs.Time + step - 1) * units, before, units);
            else if (Inputs.InitialState != null) Rows<T, V, S>.Copy(Inputs.InitialState + sample * units, before, units);
            else Rows<T, V, S>.Clear(before, units);
        }
    }

    /// <summary>The samples a thread is working on; rows are Stride apart.</summary>
    private struct Block<T>
        where T : unmanaged
    {
        public int First, Rows;
        public nint Stride;

        /// <summary>Gradients of the state, and of the output not yet given to the step that computed it; [rows, units].</summary>
        public T* State, Output;

        /// <summary>State before each step and gradient of its sums, of a chunk of steps; [steps, rows, units].</summary>
        public T* Before, Sums;
    }
}
