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
