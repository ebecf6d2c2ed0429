namespace KerasLikeRnn.BackendFunctions;

/// <summary>
/// Reads label sequences from the logarithms of class probabilities, step by step: the last class is the blank, and equal labels
/// without a blank between them are one.
/// </summary>
internal static class CtcDecoder
{
    /// <summary>The likeliest class of each step; the score is the negative sum of their logarithms.</summary>
    public static (int[] Labels, double Score) Greedy(ReadOnlyMemory<double>[] steps)
    {
        var labels = new List<int>();
        var (before, sum) = (-1, 0.0);
        foreach (var step in steps)
        {
            var best = 0;
            for (var k = 1; k < step.Length; k++)
                if (step.Span[k] > step.Span[best]) best = k;
            sum += step.Span[best];
            if (best != step.Length - 1 && best != before) labels.Add(best);
            before = best;
        }
        return ([.. labels], -sum);
    }

    /// <summary>
    /// The likeliest sequences, found by keeping the best of each step (prefix beam search, Graves, 2012); the score is the logarithm
    /// of a sequence's probability. As TensorFlow does, equal neighbours in what is found are written once.
    /// </summary>
    public static (int[] Labels, double Score)[] Search(ReadOnlyMemory<double>[] steps, int width, int paths)
    {
        var beam = new List<Prefix> { new(null, -1) { Total = 0, Blank = 0 } };
        foreach (var step in steps)
        {
            var logs = Normalized(step.Span);
            foreach (var prefix in beam) prefix.Keep();
            foreach (var prefix in beam) prefix.Stay(logs);
            beam = Grown(beam, logs, width);
        }
        var found = beam.Take(paths).Select(prefix => (prefix.Labels(), prefix.Total)).ToList();
        while (found.Count < paths) found.Add(([], double.NegativeInfinity));
        return [.. found];
    }

    /// <summary>The best of the prefixes and of those that are one label longer, best first.</summary>
    private static List<Prefix> Grown(List<Prefix> beam, double[] logs, int width)
    {
        var kept = beam.OrderByDescending(prefix => prefix.Total).ToList();
        foreach (var prefix in beam)
        {
            if (!IsCandidate(prefix.TotalBefore)) continue;
            for (var label = 0; label < logs.Length - 1; label++)
            {
                var child = prefix.Child(label);
                if (child.IsActive) continue;
                child.Begin(logs);
                if (IsCandidate(child.Total)) Enter(child);
                else child.Forget();
            }
        }
        return kept;

        bool IsCandidate(double total) => total > double.NegativeInfinity && (kept.Count < width || total > kept[^1].Total);

        void Enter(Prefix child)
        {
            if (kept.Count == width)
            {
                kept[^1].Drop();
                kept.RemoveAt(width - 1);
            }
            var place = kept.FindIndex(other => other.Total < child.Total);
            kept.Insert(place < 0 ? kept.Count : place, child);
        }
    }

    private static double[] Normalized(ReadOnlySpan<double> row)
    {
        var total = double.NegativeInfinity;
        foreach (var value in row) total = LogAdd(total, value);
        var logs = row.ToArray();
        for (var k = 0; k < logs.Length; k++) logs[k] -= total;
        return logs;
    }

    private static double LogAdd(double a, double b)
    {
        var larger = Math.Max(a, b);
        return double.IsNegativeInfinity(larger) ? larger : larger + Math.Log(Math.Exp(a - larger) + Math.Exp(b - larger));
    }

    /// <summary>A label sequence with the logarithms of its probability: ending in a blank, ending in its last label, both.</summary>
    private sealed class Prefix(Prefix? parent, int label)
    {
        private readonly Dictionary<int, Prefix> children = [];
        private double blankBefore = double.NegativeInfinity;

        public double Total { get; set; } = double.NegativeInfinity;

        public double Blank { get; set; } = double.NegativeInfinity;

        public double TotalBefore { get; private set; } = double.NegativeInfinity;

        public bool IsActive => Total > double.NegativeInfinity;

        private double Label { get; set; } = double.NegativeInfinity;

        public Prefix Child(int next) => children.TryGetValue(next, out var known) ? known : children[next] = new Prefix(this, next);

        /// <summary>What it was before the step.</summary>
        public void Keep() => (TotalBefore, blankBefore) = (Total, Blank);

        /// <summary>The step adds a blank, the last label again, or that label to the prefix before it.</summary>
        public void Stay(double[] logs)
        {
            if (parent is not null)
                Label = (parent.IsActive ? LogAdd(Label, BeforeLast()) : Label) + logs[label];
            Blank = TotalBefore + logs[^1];
            Total = LogAdd(Blank, Label);
        }

        /// <summary>It comes into being at this step.</summary>
        public void Begin(double[] logs)
        {
            Label = logs[label] + BeforeLast();
            (Total, Blank) = (Label, double.NegativeInfinity);
        }

        /// <summary>It never was: a prefix dropped at this step grows no further either, as in TensorFlow.</summary>
        public void Forget()
        {
            Drop();
            Keep();
        }

        public void Drop() => (Total, Blank, Label) = (double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity);

        public int[] Labels()
        {
            var labels = new List<int>();
            for (var prefix = this; prefix.Parent is not null; prefix = prefix.Parent)
                if (labels.Count == 0 || labels[^1] != prefix.Last) labels.Add(prefix.Last);
            labels.Reverse();
            return [.. labels];
        }

        private Prefix? Parent => parent;

        private int Last => label;

        /// <summary>The prefix before the last label; where that has the same last label, with a blank behind it.</summary>
        private double BeforeLast() => label == parent!.Last ? parent.blankBefore : parent.TotalBefore;
    }
}
