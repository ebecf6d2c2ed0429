using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Whether the reset gate of a GRU acts after the recurrent product or before it.</summary>
internal interface IResetOrder
{
    static abstract bool After { get; }
}

internal readonly struct ResetAfter : IResetOrder
{
    public static bool After => true;
}

internal readonly struct ResetBefore : IResetOrder
{
    public static bool After => false;
}

/// <summary>
/// Gated recurrent unit: z = G(x_z + h U_z + b_z), r = G(x_r + h U_r + b_r), candidate k = F(x_k + s'), h' = z h + (1 - z) k,
/// where s' = r s with s = h U_k + b_k when the reset comes after the product, else s' = s U_k with s = r h.
/// A slot is h', s; the gates are z, r, k.
/// </summary>
internal readonly unsafe struct GruCell<T, R> : IGatedCell<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : struct, IResetOrder
{
    public static int Gates => 3;
    public static int States => 1;
    public static int SlotParts => 2;
    public static int ResetPart => R.After ? 0 : 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reset<V, S, G>(int units, T* x, T* sums, T* bias, T* before, T* after, T* gates)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where G : struct, IRecurrentActivation<T>
    {
        for (nint k = 0, r = units; k < units; k += S.Width, r += S.Width)
        {
            var reset = G.Apply<V, S>(S.Add(S.Load(x + r), S.Add(S.Load(sums + r), S.Load(bias + r))));
            S.Store(gates + r, reset);
            S.Store(after + r, S.Multiply(reset, S.Load(before + k)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<V, S, F, G>(int units, T* x, T* sums, T* bias, T* before, T* after, T* gates)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>
    {
        for (nint k = 0, r = units, c = 2 * units; k < units; k += S.Width, r += S.Width, c += S.Width)
        {
            var update = G.Apply<V, S>(S.Add(S.Load(x + k), S.Add(S.Load(sums + k), S.Load(bias + k))));
            var sum = S.Add(S.Load(sums + c), S.Load(bias + c));
            if (R.After)
            {
                var reset = G.Apply<V, S>(S.Add(S.Load(x + r), S.Add(S.Load(sums + r), S.Load(bias + r))));
                S.Store(gates + r, reset);
                S.Store(after + r, sum);
                sum = S.Multiply(reset, sum);
            }
            var candidate = F.Apply<V, S>(S.Add(S.Load(x + c), sum));
            var rest = S.Multiply(S.Subtract(S.Broadcast(T.One), update), candidate);
            S.Store(after + k, S.Add(S.Multiply(update, S.Load(before + k)), rest));
            S.Store(gates + k, update);
            S.Store(gates + c, candidate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<V, S, F, G>(int units, T* before, T* after, T* gates, T* dStates, T* dSums, T* dx)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where F : struct, IRecurrentActivation<T>
        where G : struct, IRecurrentActivation<T>
    {
        for (nint k = 0, r = units, c = 2 * units; k < units; k += S.Width, r += S.Width, c += S.Width)
        {
            V update = S.Load(gates + k), candidate = S.Load(gates + c);
            var dState = GatedCell<T, V, S>.Flush(S.Load(dStates + k));
            var dUpdate = S.Multiply(S.Multiply(dState, S.Subtract(S.Load(before + k), candidate)), G.Slope<V, S>(update));
            var dCandidate = S.Multiply(S.Multiply(dState, S.Subtract(S.Broadcast(T.One), update)), F.Slope<V, S>(candidate));
            GatedCell<T, V, S>.Store(dUpdate, dSums + k, dx + k);
            S.Store(dx + c, dCandidate);
            S.Store(dStates + k, S.Multiply(dState, update));
            if (!R.After)
            {
                S.Store(dSums + c, dCandidate);
                continue;
            }
            var reset = S.Load(gates + r);
            var dReset = S.Multiply(S.Multiply(dCandidate, S.Load(after + r)), G.Slope<V, S>(reset));
            GatedCell<T, V, S>.Store(dReset, dSums + r, dx + r);
            S.Store(dSums + c, S.Multiply(dCandidate, reset));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackwardReset<V, S, G>(int units, T* before, T* gates, T* dReset, T* dStates, T* dSums, T* dx)
        where V : unmanaged
        where S : struct, ISimd<T, V>
        where G : struct, IRecurrentActivation<T>
    {
        for (nint k = 0, r = units; k < units; k += S.Width, r += S.Width)
        {
            V reset = S.Load(gates + r), gradient = S.Load(dReset + k);
            GatedCell<T, V, S>.Store(S.Multiply(S.Multiply(gradient, S.Load(before + k)), G.Slope<V, S>(reset)), dSums + r, dx + r);
            S.Store(dStates + k, S.Add(S.Load(dStates + k), S.Multiply(gradient, reset)));
        }
    }
}
