using System.Runtime.InteropServices;

namespace KerasLikeRnn.Engine;

// Connectionist temporal classification: sample by sample, on this processor, in double precision and in logarithms.
public partial class FloatKernels
{
    public virtual void CtcLoss(Tensor logits, IReadOnlyList<int[]> labels, IReadOnlyList<int> lengths, Tensor losses, Tensor? gradients)
    {
        using var scratch = MemoryScope.OfThread();
        int time = logits.Shape.Dims[1], classes = logits.Shape.Dims[2];
        Term given = Of(logits).Cast(DType.Float64), back = given.Filled(logits.Shape, 0);
        var allLosses = new double[labels.Count];
        for (var sample = 0; sample < labels.Count; sample++)
        {
            var at = (long)sample * time * classes;
            var logs = new double[lengths[sample] * classes];
            given.Tensor.Storage.Read(MemoryMarshal.AsBytes(logs.AsSpan()), at);
            LogSoftmax(logs, classes);
            var path = CtcPath(labels[sample], blank: classes - 1);
            var forward = CtcForward(logs, path, classes);
            allLosses[sample] = -CtcTotal(logs, forward, path.Length);
            if (gradients is null) continue;
            CtcGradient(logs, path, forward, -allLosses[sample], classes);
            back.Tensor.Storage.Write(MemoryMarshal.AsBytes(logs.AsSpan()), at);
        }
        Backend.Cast(Of(allLosses, labels.Count).Tensor, losses);
        if (gradients is not null) Backend.Cast(back.Tensor, gradients);
    }

    /// <summary>Blank, label, blank, label, ..., blank.</summary>
    private static int[] CtcPath(int[] labels, int blank)
    {
        var path = new int[2 * labels.Length + 1];
        for (var s = 0; s < path.Length; s++) path[s] = s % 2 == 0 ? blank : labels[s / 2];
        return path;
    }

    /// <summary>Whether a path may step over the blank before place s.</summary>
    private static bool Skips(int[] path, int s) => s >= 2 && s % 2 == 1 && path[s] != path[s - 2];

    /// <summary>ln P(steps 0..t, standing at place s of the path), for every t and s.</summary>
    private static double[] CtcForward(double[] logs, int[] path, int classes)
    {
        var (steps, places) = (logs.Length / classes, path.Length);
        var forward = new double[steps * places];
        Array.Fill(forward, double.NegativeInfinity);
        for (var t = 0; t < steps; t++)
            for (var s = 0; s < places; s++)
            {
                var before = t == 0 ? (s < 2 ? 0 : double.NegativeInfinity)
                    : LogAdd(forward[(t - 1) * places + s], s == 0 ? double.NegativeInfinity : forward[(t - 1) * places + s - 1]);
                if (t > 0 && Skips(path, s)) before = LogAdd(before, forward[(t - 1) * places + s - 2]);
                forward[t * places + s] = before + logs[t * classes + path[s]];
            }
        return forward;
    }

    /// <summary>
    /// ln P of all paths that end at the last label or at the blank behind it. Where there are no labels, TensorFlow lets the last
    /// blank be or not be: 1 + p stands in the place of its p.
    /// </summary>
    private static double CtcTotal(double[] logs, double[] forward, int places) => forward.Length == 0
        ? places == 1 ? 0 : double.NegativeInfinity
        : places > 1 ? LogAdd(forward[^1], forward[^2])
        : forward.Length > 1 ? forward[^2] + LogAdd(0, logs[^1]) : forward[^1];

    /// <summary>Turns ln softmax into softmax − P(class at this step | labels); into softmax alone where no path has the labels.</summary>
    private static void CtcGradient(double[] logs, int[] path, double[] forward, double total, int classes)
    {
        var (steps, places) = (logs.Length / classes, path.Length);
        var backward = new double[places];
        var after = new double[places];
        for (var t = steps - 1; t >= 0; t--)
        {
            for (var s = 0; s < places; s++)
                backward[s] = t == steps - 1 ? (s >= places - 2 ? 0 : double.NegativeInfinity)
                    : places == 1 && t == steps - 2 ? LogAdd(0, after[0]) : Onward(s);
            // The next earlier step needs what lies behind it together with this step's class.
            for (var s = 0; s < places; s++) after[s] = backward[s] + logs[t * classes + path[s]];
            for (var k = 0; k < classes; k++) logs[t * classes + k] = Math.Exp(logs[t * classes + k]);
            if (double.IsNegativeInfinity(total)) continue;
            for (var s = 0; s < places; s++) logs[t * classes + path[s]] -= Math.Exp(forward[t * places + s] + backward[s] - total);
        }

        double Onward(int s)
        {
            var sum = LogAdd(after[s], s + 1 < places ? after[s + 1] : double.NegativeInfinity);
            return s + 2 < places && Skips(path, s + 2) ? LogAdd(sum, after[s + 2]) : sum;
        }
    }

    private static void LogSoftmax(double[] logits, int classes)
    {
        for (var at = 0; at < logits.Length; at += classes)
        {
            var row = logits.AsSpan(at, classes);
            var total = double.NegativeInfinity;
            foreach (var value in row) total = LogAdd(total, value);
            for (var k = 0; k < classes; k++) row[k] -= total;
        }
    }

    private static double LogAdd(double a, double b)
    {
        var larger = Math.Max(a, b);
        return double.IsNegativeInfinity(larger) ? larger : larger + Math.Log(Math.Exp(a - larger) + Math.Exp(b - larger));
    }
}
