using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// Long short-term memory: with z = x + h U in the parts i, f, g, o, c' = G(f) c + G(i) F(g) and h' = G(o) F(c'). A slot is
/// h', c'; F(c') is computed again in the backward pass, which is cheaper than reading it.
/// </summary>
internal readonly unsafe struct LstmCell<T> : IGatedCell<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Gates => 4;
    public static int States => 2;
    public static int SlotParts => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<V, S, F, G>(int units, T* x, T* sums, T* bias, T* before, T* after, T* gates)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>
    {
        for (nint k = 0, f = units, g = 2 * units, o = 3 * units; k < units; k += S.Width, f += S.Width, g += S.Width, o += S.Width)
        {
            var input = G.Apply<V, S>(S.Add(S.Load(x + k), S.Load(sums + k)));
            var forget = G.Apply<V, S>(S.Add(S.Load(x + f), S.Load(sums + f)));
            var candidate = F.Apply<V, S>(S.Add(S.Load(x + g), S.Load(sums + g)));
            var output = G.Apply<V, S>(S.Add(S.Load(x + o), S.Load(sums + o)));
            var carry = S.Add(S.Multiply(forget, S.Load(before + f)), S.Multiply(input, candidate));
            S.Store(after + k, S.Multiply(output, F.Apply<V, S>(carry)));
            S.Store(after + f, carry);
            S.Store(gates + k, input);
            S.Store(gates + f, forget);
            S.Store(gates + g, candidate);
            S.Store(gates + o, output);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<V, S, F, G>(int units, T* before, T* after, T* gates, T* dStates, T* dSums, T* dx)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>
    {
        for (nint k = 0, f = units, g = 2 * units, o = 3 * units; k < units; k += S.Width, f += S.Width, g += S.Width, o += S.Width)
        {
            var activated = F.Apply<V, S>(S.Load(after + f));
            V input = S.Load(gates + k), forget = S.Load(gates + f), candidate = S.Load(gates + g), output = S.Load(gates + o);
            var dState = GatedCell<T, V, S>.Flush(S.Load(dStates + k));
            var dActivated = S.Multiply(S.Multiply(dState, output), F.Slope<V, S>(activated));
            var dCarry = GatedCell<T, V, S>.Flush(S.Add(S.Load(dStates + f), dActivated));
            GatedCell<T, V, S>.Store(S.Multiply(S.Multiply(dCarry, candidate), G.Slope<V, S>(input)), dSums + k, dx + k);
            GatedCell<T, V, S>.Store(S.Multiply(S.Multiply(dCarry, S.Load(before + f)), G.Slope<V, S>(forget)), dSums + f, dx + f);
            GatedCell<T, V, S>.Store(S.Multiply(S.Multiply(dCarry, input), F.Slope<V, S>(candidate)), dSums + g, dx + g);
            GatedCell<T, V, S>.Store(S.Multiply(S.Multiply(dState, activated), G.Slope<V, S>(output)), dSums + o, dx + o);
            S.Store(dStates + k, default);
            S.Store(dStates + f, S.Multiply(dCarry, forget));
        }
    }
}

/// <summary>What cells with gates share.</summary>
internal static unsafe class GatedCell<T, V, S>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where S : struct, ISimd<T, V>
{
    private const double NextToNothing = 1e-30;

    /// <summary>
    /// Nothing instead of next to nothing: a gradient that fades over hundreds of steps ends in denormal numbers, on which the
    /// processor is many times slower. TensorFlow lets the processor do the same.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Flush(V x) => S.Select(S.LessThan(S.Abs(x), S.Broadcast(T.CreateTruncating(NextToNothing))), S.Broadcast(T.Zero), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(V x, T* first, T* second)
    {
        S.Store(first, x);
        S.Store(second, x);
    }
}
