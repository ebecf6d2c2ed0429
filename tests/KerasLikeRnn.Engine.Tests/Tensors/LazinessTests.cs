using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>
/// Random programs of lookups, views, reductions, recurrent operations and assignments give the same whether lookups wait or not.
/// </summary>
public sealed class LazinessTests
{
    private static readonly Gen<int[][]> programs = Gen.Int[0, 99].Array[4].Array[3, 24];

    [Fact]
    public void A_lookup_that_waits_gives_what_one_that_has_been_read_gives() =>
        programs.Sample(steps => Compare(steps, false, false, false), iter: 300);

    [Fact]
    public void So_it_does_in_a_scope_and_after_it() => programs.Sample(steps => Compare(steps, true, false, false), iter: 300);

    [Fact]
    public void So_it_does_under_a_persistent_tape() => programs.Sample(steps => Compare(steps, true, true, false), iter: 200);

    [Fact]
    public void So_it_does_under_a_tape_in_a_tape() => programs.Sample(steps => Compare(steps, true, false, true), iter: 200);

    private static void Compare(int[][] steps, bool scoped, bool persistent, bool nested)
    {
        var (lazy, lazyEnd) = Run(false);
        var (eager, eagerEnd) = Run(true);
        Assert.Equal(eager.Count, lazy.Count);
        for (var i = 0; i < eager.Count; i++)
        {
            Assert.Equal(eager[i].Name, lazy[i].Name);
            Assert.Equal(eager[i].Numbers.Length, lazy[i].Numbers.Length);
            // A recurrent operation projects rows in another order: its last bits, and sums of gradients, may differ.
            for (var k = 0; k < eager[i].Numbers.Length; k++)
                Assert.True(
                    eager[i].IsExact
                    ? eager[i].Numbers[k].Equals(lazy[i].Numbers[k])
                    : Math.Abs(eager[i].Numbers[k] - lazy[i].Numbers[k]) <= 2e-5 * Math.Max(1, Math.Abs(eager[i].Numbers[k])),
                    $"{eager[i].Name}[{k}]: {eager[i].Numbers[k]} when read at once, {lazy[i].Numbers[k]} when read late.");
        }
        Assert.Equal(eagerEnd, lazyEnd);

        (List<(string Name, float[] Numbers, bool IsExact)> Results, bool Ended) Run(bool atOnce)
        {
            TableLookup.ReadsAtOnce = atOnce;
            try
            {
                var program = new Program(nested);
                using (scoped ? new MemoryScope() : null) program.Run(steps, persistent, nested);
                return (program.Results, program.HasEnded);
            }
            finally
            {
                TableLookup.ReadsAtOnce = false;
            }
        }
    }

    /// <summary>A table (5, 2) and another, ids (2, 4), sequences (2, 4, 2) and rows (2, 2) made of them.</summary>
    private sealed class Program(bool nested)
    {
        private readonly Variable[] tables = [new(Numbers(1, 5, 2)), new(Numbers(2, 5, 2))];
        private readonly Variable[] weights = [new(Numbers(3, 2, 2)), new(Numbers(4, 2, 2)), new(Numbers(5, 2, 8)), new(Numbers(6, 2, 8))];
        private readonly Variable ids = new(Tensor.From([0, 1, 4, 1, 2, 2, 3, 0], (2, 4)), trainable: false);
        private readonly List<Tensor> held = [];
        private readonly List<(Tensor Tensor, bool IsExact)> sequences = [];
        private readonly List<(Tensor Tensor, bool IsExact)> rows = [];

        public List<(string Name, float[] Numbers, bool IsExact)> Results { get; } = [];

        /// <summary>Whether nothing that was made can be read any more.</summary>
        public bool HasEnded => sequences.TrueForAll(sequence => Throws(sequence.Tensor));

        public void Run(int[][] steps, bool persistent, bool nested)
        {
            using var outer = nested ? new GradientTape() : null;
            using var tape = new GradientTape(persistent);
            sequences.Add((Ops.Gather(tables[0].Current, ids.Current), true));
            for (var i = 0; i < steps.Length; i++) Step(i, steps[i][0], steps[i][1], steps[i][2], tape);
            var loss = Sum([.. rows.Concat(sequences).Select(made => Ops.Mean(Ops.Square(made.Tensor)))]);
            Tensor[] sources = [
                tables[0].Current, tables[1].Current, .. weights.Select(weight => weight.Current),
                .. sequences.Select(sequence => sequence.Tensor)];
            var gradients = tape.gradient(loss, sources);
            Note("gradient", gradients);
            if (persistent) Note("again", tape.gradient(loss, sources));
            if (outer is not null)
                Note(
                    "second",
                    outer.gradient(
                        Sum([.. gradients.Where(one => one is not null).Select(one => Ops.Mean(Ops.Square(one.ToDense())))]),
                        sources[..2]));
            foreach (var (tensor, isExact) in sequences.Concat(rows)) Results.Add(("tensor", tensor.ToArray<float>(), isExact));
            foreach (var tensor in held) Results.Add(("held", tensor.ToArray<float>(), true));
        }

        private void Step(int i, int kind, int a, int b, GradientTape tape)
        {
            var (first, second) = (sequences[a % sequences.Count], sequences[b % sequences.Count]);
            switch (kind % 16)
            {
                case 0: sequences.Add((Ops.Gather(tables[a % 2].Current, ids.Current), true)); break;
                case 1: sequences.Add((Ops.Gather(tables[a % 2].Value, ids.Value), true)); break;
                case 2: sequences.Add((Ops.Gather(Ops.Gather(tables[a % 2].Current, Tensor.From(4, 3, 2, 1, 0)), ids.Current), true));
                break;
                case 3: sequences.Add((Ops.Add(first.Tensor, second.Tensor), first.IsExact && second.IsExact)); break;
                case 4: rows.Add((Ops.Max(first.Tensor, [1]), first.IsExact)); break;
                case 5: rows.Add((Ops.Mean(first.Tensor, [1]), first.IsExact)); break;
                case 6: sequences.Add((Ops.Reshape(Ops.Reshape(first.Tensor, (8, 2)), (2, 4, 2)), first.IsExact)); break;
                case 7: sequences.Add((Ops.StopGradient(first.Tensor), first.IsExact)); break;
                case 8: tables[a % 2].Assign(Numbers(10 + i + b, 5, 2)); break;
                case 9: ids.Assign(Tensor.From<int>([.. Enumerable.Range(0, 8).Select(k => (k * a + b) % 5)], (2, 4))); break;
                case 10: Ops.ApplyGradientDescent(tables[a % 2], (Gradient)Numbers(20 + i, 5, 2), 0.1); break;
                case 11: held.Add(tables[a % 2].Value); held.Add(Ops.Reshape(weights[b % 4].Value, Shape.Of(Shape.Unknown))); break;
                case 12: weights[a % 4].Assign(Numbers(30 + i + b, weights[a % 4].Shape.Dims[0], weights[a % 4].Shape.Dims[1])); break;
                case 13: tape.watch(first.Tensor); break;
                case 14:
                    using (var scope = new MemoryScope()) rows.Add((scope.Keep(Ops.Sum(Ops.Square(first.Tensor), [1])), first.IsExact));
                    break;
                default: if (!nested) rows.Add((Recurrent(first.Tensor, a % 2), false)); break;
            }
        }

        private Tensor Recurrent(Tensor x, int kind)
        {
            var zeros = Ops.Zeros((2, 2));
            var options = new RecurrentOptions(FusedActivation.Tanh, false, false);
            return kind == 0
                ? Ops.SimpleRnn(x, weights[0].Current, null, weights[1].Current, zeros, null, options, false).Output
                : Ops.Lstm(x, weights[2].Current, null, weights[3].Current, zeros, zeros, null, options, false).Output;
        }

        private void Note(string name, Gradient[] gradients)
        {
            foreach (var gradient in gradients) Results.Add((name, gradient is null ? [] : gradient.ToDense().ToArray<float>(), false));
        }

        private static Tensor Sum(Tensor[] terms) => terms.Aggregate(Ops.Add);

        private static Tensor Numbers(int seed, params int[] sizes) =>
            Tensor.From<float>(
                [.. Enumerable.Range(0, sizes[0] * sizes[1]).Select(k => (k * 7 + seed * 5) % 11 / 10f - 0.5f)], Shape.Of(sizes));

        private static bool Throws(Tensor tensor)
        {
            try
            {
                tensor.ToArray();
                return false;
            }
            catch (InvalidOperationException)
            {
                return true;
            }
        }
    }
}
