using System.Numerics;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// One step of a recurrent cell with gates, for one sample, as <see cref="GatedRnnKernel"/> runs it. Rows consist of parts of
/// as many numbers as there are units, padded to whole vectors: x, the sums h U and the activated gates of a part for each gate,
/// the slot of a step (what it hands to the next step and, besides the gates, to the backward pass) of <see cref="SlotParts"/>,
/// the new h first.
/// </summary>
internal unsafe interface IGatedCell<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract int Gates { get; }

    /// <summary>The first parts of a slot that are states.</summary>
    static abstract int States { get; }

    static abstract int SlotParts { get; }

    /// <summary>
    /// 0, or the part of a slot that, instead of h, is multiplied by the last gate's columns of U, after <see cref="Reset"/>.
    /// </summary>
    static virtual int ResetPart => 0;

    /// <summary>Computes the <see cref="ResetPart"/> from the sums of the gates before the last.</summary>
    static virtual void Reset<V, S, G>(int units, T* x, T* sums, T* bias, T* before, T* after, T* gates)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where G : struct, IRecurrentActivation<T> => throw new InvalidOperationException("The cell has no part of its own to reset.");

    /// <summary>Fills a slot and the gates; F is the activation of the candidate, G that of the gates.</summary>
    static abstract void Forward<V, S, F, G>(int units, T* x, T* sums, T* bias, T* before, T* after, T* gates)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>;

    /// <summary>
    /// Given the gradients of a step's states, computes those of its x and of its sums, and puts in place of the former what
    /// reaches the states before it other than through the sums. dx may be gates.
    /// </summary>
    static abstract void Backward<V, S, F, G>(int units, T* before, T* after, T* gates, T* dStates, T* dSums, T* dx)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>;

    /// <summary>Takes <see cref="Reset"/> back, given the gradient of the <see cref="ResetPart"/>.</summary>
    static virtual void BackwardReset<V, S, G>(int units, T* before, T* gates, T* dReset, T* dStates, T* dSums, T* dx)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where G : struct, IRecurrentActivation<T> => throw new InvalidOperationException("The cell has no part of its own to reset.");
}
