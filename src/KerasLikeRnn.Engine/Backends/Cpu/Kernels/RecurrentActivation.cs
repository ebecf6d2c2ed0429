using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Activations that the fused recurrent kernels know: those whose slope follows from their result.</summary>
internal enum RecurrentActivation
{
    Linear,
    Tanh,
    Sigmoid,
    Relu,
    HardSigmoid,
}

/// <summary>An activation y = f(x) and its slope dy/dx, written in y.</summary>
internal interface IRecurrentActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract V Apply<V, S>(V x)
        where V : unmanaged
        where S : struct, ISimd<T, V>;

    static abstract V Slope<V, S>(V y)
        where V : unmanaged
        where S : struct, ISimd<T, V>;
}

internal readonly struct LinearActivation<T> : IRecurrentActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static V Apply<V, S>(V x)
        where V : unmanaged
        where S : struct, ISimd<T, V> => x;

    public static V Slope<V, S>(V y)
        where V : unmanaged
        where S : struct, ISimd<T, V> => S.Broadcast(T.One);
}

internal readonly struct TanhActivation<T> : IRecurrentActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V, S>(V x)
        where V : unmanaged
        where S : struct, ISimd<T, V> => S.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope<V, S>(V y)
        where V : unmanaged
        where S : struct, ISimd<T, V> => S.MultiplyAdd(S.Negate(y), y, S.Broadcast(T.One));
}

internal readonly struct SigmoidActivation<T> : IRecurrentActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V, S>(V x)
        where V : unmanaged
        where S : struct, ISimd<T, V> => S.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope<V, S>(V y)
        where V : unmanaged
        where S : struct, ISimd<T, V> => S.Multiply(y, S.Subtract(S.Broadcast(T.One), y));
}

internal readonly struct ReluActivation<T> : IRecurrentActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V, S>(V x)
        where V : unmanaged
        where S : struct, ISimd<T, V> => S.Max(S.Broadcast(T.Zero), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope<V, S>(V y)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var zero = S.Broadcast(T.Zero);
        return S.Select(S.LessThan(zero, y), S.Broadcast(T.One), zero);
    }
}

internal readonly struct HardSigmoidActivation<T> : IRecurrentActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V, S>(V x)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var line = S.Add(S.Multiply(x, S.Broadcast(T.CreateTruncating(0.2))), S.Broadcast(T.CreateTruncating(0.5)));
        return S.Max(S.Broadcast(T.Zero), S.Min(S.Broadcast(T.One), line));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope<V, S>(V y)
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var zero = S.Broadcast(T.Zero);
        var rising = S.Select(S.LessThan(zero, y), S.Broadcast(T.CreateTruncating(0.2)), zero);
        return S.Select(S.LessThan(y, S.Broadcast(T.One)), rising, zero);
    }
}

/// <summary>A kernel that is written for any pair of activations: of the candidate (F) and of the gates (G).</summary>
internal interface IActivatedKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Run<V, S, F, G>(int chunk)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>;
}

/// <summary>Runs a chunk of a kernel with the activations of that name.</summary>
internal static class ActivatedKernel<T, V, S, K>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where S : struct, ISimd<T, V>
    where K : struct, IActivatedKernel<T>
{
    public static void Run(in K kernel, RecurrentActivation activation, RecurrentActivation gateActivation, int chunk)
    {
        if (activation == RecurrentActivation.Tanh) Run<TanhActivation<T>>(kernel, gateActivation, chunk);
        else if (activation == RecurrentActivation.Relu) Run<ReluActivation<T>>(kernel, gateActivation, chunk);
        else if (activation == RecurrentActivation.Sigmoid) Run<SigmoidActivation<T>>(kernel, gateActivation, chunk);
        else if (activation == RecurrentActivation.HardSigmoid) Run<HardSigmoidActivation<T>>(kernel, gateActivation, chunk);
        else Run<LinearActivation<T>>(kernel, gateActivation, chunk);
    }

    private static void Run<F>(in K kernel, RecurrentActivation gateActivation, int chunk)
        where F : struct, IRecurrentActivation<T>
    {
        if (gateActivation == RecurrentActivation.Sigmoid) kernel.Run<V, S, F, SigmoidActivation<T>>(chunk);
        else if (gateActivation == RecurrentActivation.HardSigmoid) kernel.Run<V, S, F, HardSigmoidActivation<T>>(chunk);
        else if (gateActivation == RecurrentActivation.Tanh) kernel.Run<V, S, F, TanhActivation<T>>(chunk);
        else if (gateActivation == RecurrentActivation.Relu) kernel.Run<V, S, F, ReluActivation<T>>(chunk);
        else kernel.Run<V, S, F, LinearActivation<T>>(chunk);
    }
}
