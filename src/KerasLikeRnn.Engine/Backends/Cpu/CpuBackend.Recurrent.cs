using System.Numerics;
using System.Numerics.Tensors;

namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void SimpleRnn(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask,
        Tensor? states, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        if (recurrent.DType == DType.Float32) Run<float>(options, projected, rowOf, recurrent, initial, mask, states, outputs, lastOutput, lastState);
        else Run<double>(options, projected, rowOf, recurrent, initial, mask, states, outputs, lastOutput, lastState);
    }

    private static void Run<T>(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask,
        Tensor? states, Tensor? outputs, Tensor lastOutput, Tensor lastState) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int batch = initial.Shape.Dims[0], units = initial.Shape.Dims[1], time = (rowOf ?? mask ?? projected).Shape.Dims[1];
        T* z = Pointer<T>(projected), u = Pointer<T>(recurrent);
        var h = new T[units]; var next = new T[units]; var prev = new T[units];
        for (var b = 0; b < batch; b++)
        {
            Span<T>(initial).Slice(b * units, units).CopyTo(h); Array.Clear(prev);
            for (var k = 0; k < time; k++)
            {
                var t = options.GoBackwards ? time - 1 - k : k;
                var row = rowOf is null ? b * time + t : Pointer<int>(rowOf)[b * time + t];
                for (var j = 0; j < units; j++)
                {
                    var s = z[(long)row * units + j];
                    for (var i = 0; i < units; i++) s += h[i] * u[i * units + j];
                    next[j] = options.Activation switch { FusedActivation.Tanh => T.Tanh(s), FusedActivation.Relu => T.Max(s, T.Zero), FusedActivation.Sigmoid => T.One / (T.One + T.Exp(-s)), _ => s };
                }
                if (mask is null || Pointer<bool>(mask)[b * time + t]) { next.CopyTo(h, 0); next.CopyTo(prev, 0); }
                else if (options.ZeroOutputForMask) Array.Clear(prev);
                if (states is not null) h.CopyTo(Span<T>(states).Slice((b * time + k) * units, units));
                if (outputs is not null && outputs != states) prev.CopyTo(Span<T>(outputs).Slice((b * time + k) * units, units));
            }
            prev.CopyTo(Span<T>(lastOutput).Slice(b * units, units));
            h.CopyTo(Span<T>(lastState).Slice(b * units, units));
        }
    }

    /// <inheritdoc/>
    public override void SimpleRnnGradient(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial)
    {
        if (recurrent.DType == DType.Float32) Back<float>(options, recurrent, initial, mask, states, dOutputs, dLastOutput, dLastState, dProjected, dRecurrent, dInitial);
        else Back<double>(options, recurrent, initial, mask, states, dOutputs, dLastOutput, dLastState, dProjected, dRecurrent, dInitial);
    }

    private static void Back<T>(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int batch = initial.Shape.Dims[0], units = initial.Shape.Dims[1], time = states.Shape.Dims[1];
        var u = Pointer<T>(recurrent); var du = Pointer<T>(dRecurrent);
        Span<T>(dRecurrent).Clear();
        var dh = new T[units]; var dp = new T[units]; var dz = new T[units]; var before = new T[units];
        for (var b = 0; b < batch; b++)
        {
            if (dLastState is null) Array.Clear(dh); else Span<T>(dLastState).Slice(b * units, units).CopyTo(dh);
            if (dLastOutput is null) Array.Clear(dp); else Span<T>(dLastOutput).Slice(b * units, units).CopyTo(dp);
            for (var k = time - 1; k >= 0; k--)
            {
                var t = options.GoBackwards ? time - 1 - k : k;
                var on = mask is null || Pointer<bool>(mask)[b * time + t];
                if (dOutputs is not null) for (var j = 0; j < units; j++) dp[j] += Pointer<T>(dOutputs)[(b * time + k) * units + j];
                var target = Pointer<T>(dProjected) + (b * time + t) * units;
                if (!on) { for (var j = 0; j < units; j++) { target[j] = T.Zero; if (options.ZeroOutputForMask) dp[j] = T.Zero; } continue; }
                if (k == 0) Span<T>(initial).Slice(b * units, units).CopyTo(before); else Span<T>(states).Slice((b * time + k - 1) * units, units).CopyTo(before);
                for (var j = 0; j < units; j++)
                {
                    var y = Pointer<T>(states)[(b * time + k) * units + j];
                    var g = dh[j] + dp[j];
                    dz[j] = target[j] = options.Activation switch { FusedActivation.Tanh => g * (T.One - y * y), FusedActivation.Relu => y > T.Zero ? g : T.Zero, FusedActivation.Sigmoid => g * y * (T.One - y), _ => g };
                }
                Array.Clear(dp);
                for (var i = 0; i < units; i++)
                {
                    var s = T.Zero;
                    for (var j = 0; j < units; j++) { s += dz[j] * u[i * units + j]; du[i * units + j] += before[i] * dz[j]; }
                    dh[i] = s;
                }
            }
            dh.CopyTo(Span<T>(dInitial).Slice(b * units, units));
        }
    }

    /// <inheritdoc/>
    public override int GroupByRow(Tensor indices, int tableRows, Tensor rows, Tensor order, Tensor starts, Tensor slotOf)
    {
        int* index = Pointer<int>(indices), row = Pointer<int>(rows), to = Pointer<int>(order), start = Pointer<int>(starts), slot = Pointer<int>(slotOf);
        var positions = (int)indices.Length;
        var slots = new int[tableRows];
        for (var i = 0; i < positions; i++) slots[index[i]]++;
        int used = 0, at = 0;
        for (var r = 0; r < tableRows; r++)
        {
            if (slots[r] == 0) continue;
            row[used] = r;
            start[used] = at;
            at += slots[r];
            slots[r] = used++;
        }
        start[used] = at;
        var next = new Span<int>(start, used).ToArray();
        for (var i = 0; i < positions; i++)
        {
            slot[i] = slots[index[i]];
            to[next[slot[i]]++] = i;
        }
        return used;
    }

    /// <inheritdoc/>
    public override void SumGroups(Tensor x, Tensor order, Tensor starts, Tensor y)
    {
        if (x.DType == DType.Float32) SumGroups<float>(x, order, starts, y);
        else SumGroups<double>(x, order, starts, y);
    }

    private static void SumGroups<T>(Tensor x, Tensor order, Tensor starts, Tensor y) where T : unmanaged, INumber<T>
    {
        var width = y.Shape.Dims[1];
        int* to = Pointer<int>(order), start = Pointer<int>(starts);
        for (var g = 0; g < y.Shape.Dims[0]; g++)
        {
            var sum = new Span<T>(Pointer<T>(y) + (long)g * width, width);
            sum.Clear();
            for (var i = start[g]; i < start[g + 1]; i++) TensorPrimitives.Add(sum, new ReadOnlySpan<T>(Pointer<T>(x) + (long)to[i] * width, width), sum);
        }
    }
}
