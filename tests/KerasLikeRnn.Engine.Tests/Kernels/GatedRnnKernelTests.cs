using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine.Tests.Kernels;

/// <summary>
/// LSTM and GRU at every register width against the scalar referee, and on 1, 2 and 7 threads. That the referee is right is
/// held by finite differences (GradientTests) and by the cells run step by step (FusedRnnTests).
/// </summary>
[Collection(KernelSettings.Name)]
public sealed class GatedRnnKernelTests
{
    private static readonly Case[] cases =
    [
        new(1, 1, 1, 1), new(2, 3, 4, 16), new(9, 20, 5, 32), new(33, 4, 3, 33), new(3, 6, 2, 7) { Masked = true }, new(4, 70, 2, 2),
        new(21, 3, 40, 8) { Lookup = true }, new(16, 9, 3, 24) { Lookup = true, Masked = true, GoBackwards = true, ZeroOutput = true },
        new(3, 4, 5, 150), new(70, 3, 4, 260) { Masked = true },
        new(5, 6, 4, 9) { Activation = FusedActivation.Relu, Gates = FusedActivation.HardSigmoid },
    ];

    public enum Kind
    {
        Lstm,
        Gru,
        GruResetBefore,
    }

    public static TheoryData<Kind, int> Numbered =>
        [.. Enum.GetValues<Kind>().SelectMany(
            kind => Enumerable.Range(0, cases.Length).Select(i => new TheoryDataRow<Kind, int>(kind, i)))];

    [Theory]
    [MemberData(nameof(Numbered))]
    public void Every_width_and_number_of_threads_agrees_with_the_scalar_referee(Kind kind, int number)
    {
        var rnn = cases[number];
        double[]? expected = null;
        KernelSettings.At(SimdWidth.Scalar, () => expected = rnn.Run<double>(kind));
        foreach (var (width, result) in KernelSettings.AtAllWidths(() => rnn.Run<double>(kind)))
            Numbers.AssertClose(expected!, result, 1e-11, $"{width} {kind} {rnn}");
        foreach (var (width, result) in KernelSettings.AtAllWidths(() => rnn.Run<float>(kind)))
            Numbers.AssertClose(expected!, result, 2e-4, $"{width} {kind} {rnn}");
    }

    [Theory]
    [InlineData(Kind.Lstm)]
    [InlineData(Kind.Gru)]
    public void A_gradient_that_fades_over_hundreds_of_steps_leaves_no_denormal_numbers(Kind kind)
    {
        ChosenEngine.NeedBuiltIn("They are avoided for the processor's sake, on which they are slow.");
        var x = Tensor.From<float>(Numbers.Random<float>(2 * 900 * 3, 1), (2, 900, 3));
        using var tape = new GradientTape();
        tape.watch(x);
        var (outputs, _) = new Case(2, 900, 3, 5).Layer<float>(kind, x);
        var gradient = tape.gradient(Ops.Sum(outputs[1]), x).ToDense().ToArray<float>();
        Assert.Contains(gradient, value => value != 0);
        Assert.Contains(gradient, value => value == 0);
        Assert.DoesNotContain(gradient, float.IsSubnormal);
    }

    private sealed record Case(int Batch, int Time, int Features, int Units)
    {
        private const int Rows = 11;

        public bool Lookup { get; init; }
        public bool Masked { get; init; }
        public bool GoBackwards { get; init; }
        public bool ZeroOutput { get; init; }
        public FusedActivation Activation { get; init; } = FusedActivation.Tanh;
        public FusedActivation Gates { get; init; } = FusedActivation.Sigmoid;

        /// <summary>Outputs, and gradients of all inputs, one after the other.</summary>
        public T[] Run<T>(Kind kind)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            using var scope = new MemoryScope();
            var random = new Random(Batch + Units);
            var table = Draw<T>(1, Lookup ? [Rows, Features] : [Batch, Time, Features]);
            var indices = Tensor.From<int>([.. Enumerable.Range(0, Batch * Time).Select(_ => random.Next(Rows))], (Batch, Time));
            using var tape = new GradientTape();
            tape.watch(table);
            var (outputs, weights) = Layer<T>(kind, Lookup ? Ops.Gather(table, indices) : table, tape);
            var loss = outputs.Select((output, i) => Ops.Sum(Ops.Multiply(output, Draw<T>(20 + i, output.Shape.Dims.ToArray())))).Aggregate(
                Ops.Add);
            var gradients = tape.gradient(loss, [table, .. weights]);
            return [.. outputs.Concat(gradients.Select(gradient => gradient.ToDense())).SelectMany(tensor => tensor.ToArray<T>())];
        }

        public (Tensor[] Outputs, Tensor[] Weights) Layer<T>(Kind kind, Tensor x, GradientTape? tape = null)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            var random = new Random(Batch * Time);
            var gates = kind == Kind.Lstm ? 4 : 3;
            var mask = Masked
                ? Tensor.From<bool>([.. Enumerable.Range(0, Batch * Time).Select(_ => random.Next(3) > 0)], (Batch, Time))
                : null;
            Tensor[] weights =
            [
                Draw<T>(2, [Features, gates * Units]), Draw<T>(3, [gates * Units]),
                Draw<T>(4, [Units, gates * Units], 1 / Math.Sqrt(Units)),
                Draw<T>(5, [Batch, Units]), Draw<T>(6, kind == Kind.Lstm ? [Batch, Units] : [gates * Units]),
            ];
            if (kind == Kind.GruResetBefore) weights = weights[..4];
            foreach (var weight in weights) tape?.watch(weight);
            var options = new RecurrentOptions(Activation, GoBackwards, ZeroOutput, Gates, kind != Kind.GruResetBefore);
            if (kind == Kind.Lstm)
            {
                var (sequence, h, c) = Ops.Lstm(x, weights[0], weights[1], weights[2], weights[3], weights[4], mask, options, true);
                return ([sequence, h, c], weights);
            }
            var (output, state) = Ops.Gru(
                x, weights[0], weights[1], weights[2], weights.ElementAtOrDefault(4), weights[3], mask, options, true);
            var (last, _) = Ops.Gru(x, weights[0], weights[1], weights[2], weights.ElementAtOrDefault(4), weights[3], mask, options, false);
            return ([output, state, last], weights);
        }

        private static Tensor Draw<T>(int seed, int[] sizes, double scale = 1)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
            Tensor.From<T>(Numbers.Random<T>(sizes.Aggregate(1, (a, b) => a * b), seed, scale), Shape.Of(sizes));
    }
}
