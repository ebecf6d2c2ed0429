using CsCheck;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>
/// SimpleRNN runs whole sequences as one operation, and from the table where an Embedding comes before. RNN over
/// SimpleRNNCell goes step by step. Both give the same outputs, states and gradients, whatever the arguments are.
/// </summary>
[Collection("Seeds")]
public sealed class FusedSimpleRnnTests
{
    private static readonly string[] activations = ["tanh", "sigmoid", "relu", "linear", "elu"];

    private static readonly Gen<Setting> settings =
        from batch in Gen.Int[1, 19]
        from time in Gen.Int[1, 12]
        from features in Gen.Int[1, 9]
        from units in Gen.Int[1, 35]
        from activation in Gen.Int[0, activations.Length - 1]
        from options in Gen.Bool.Array[10]
        from mask in Gen.Int[0, 4]
        from vocabulary in Gen.Int[0, 30]
        from batches in Gen.Int[1, 3]
        from seed in Gen.Int[0, 1000000]
        select new Setting(batch, time, features, units, activations[activation], (Holes)mask, Math.Max(0, vocabulary - 10), batches, seed)
        {
            UseBias = options[0],
            Sequences = options[1],
            State = options[2],
            Backwards = options[3],
            ZeroOutput = options[4],
            TimeMajor = options[5],
            Unroll = options[6],
            Stateful = options[7],
            Initial = options[8],
            OnlyTheLastOutput = options[9],
        };

    private enum Holes
    {
        None,
        Random,
        Left,
        Right,
        Whole,
    }

    // In float64 both ways differ by the order of their sums only, so that any difference of meaning shows.
    [Fact]
    public void All_settings_agree_in_float64() => settings.Sample(setting => Agree(setting, "float64", 1e-9), iter: 200, threads: 1);

    // Relative to the largest number of the array: a float32 sum of terms that cancel keeps an error of the terms' size.
    [Fact]
    public void All_settings_agree_in_float32() => settings.Sample(setting => Agree(setting, "float32", 2e-5), iter: 100, threads: 1);

    [Fact]
    public void Dropout_masks_agree_too() => settings.Sample(setting => Agree(setting with { Dropout = 0.4 }, "float64", 1e-9), iter: 60, threads: 1);

    private static void Agree(Setting setting, string dtype, double tolerance)
    {
        var fused = Run(setting, dtype, stepByStep: false);
        var steps = Run(setting, dtype, stepByStep: true);
        Assert.Equal(steps.Select(part => part.Name), fused.Select(part => part.Name));
        foreach (var ((name, expected), (_, actual)) in steps.Zip(fused))
        {
            if (expected is null || actual is null)
            {
                Assert.True(expected is null && actual is null, $"{name} exists one way only: {setting}");
                continue;
            }
            Assert.Equal(expected.Shape, actual.Shape);
            double[] a = Ops.Cast(expected, DType.Float64).ToArray<double>(), b = Ops.Cast(actual, DType.Float64).ToArray<double>();
            var allowed = tolerance * Math.Max(1, a.Select(Math.Abs).DefaultIfEmpty().Max());
            for (var i = 0; i < a.Length; i++)
                Assert.True(Math.Abs(a[i] - b[i]) <= allowed, $"{name}[{i}]: {a[i]} step by step, {b[i]} at once: {setting}");
        }
    }

    /// <summary>Outputs of every batch and the gradients of the last one, with their names.</summary>
    private static List<(string Name, Tensor? Value)> Run(Setting setting, string dtype, bool stepByStep)
    {
        RandomStreams.Global.SetSeed(setting.Seed);
        var random = new Random(setting.Seed);
        var layer = Make(setting, dtype, stepByStep);
        var embedding = setting.Vocabulary == 0 ? null : new Embedding(setting.Vocabulary, setting.Features, options: new LayerOptions(dtype: dtype));
        var first = Inputs();
        layer.__call__(embedding?.__call__(first) ?? first);
        layer.set_weights([.. layer.weights.Select(weight => Numbers(weight.Shape).numpy())]);
        if (setting.Stateful) layer.reset_states();
        var results = new List<(string, Tensor?)>();
        for (var batch = 0; batch < setting.Batches; batch++)
        {
            var x = Inputs();
            var mask = Mask(setting, random);
            Tensors? initial = setting.Initial ? (Tensors)Numbers((setting.Batch, setting.Units)) : null;
            using var tape = new GradientTape(persistent: true);
            tape.watch(x);
            if (initial is not null) tape.watch(initial[0]);
            var outputs = layer.__call__(embedding?.__call__(x) ?? x, training: setting.Dropout > 0, mask, initial);
            results.AddRange(outputs.Select((output, i) => ($"output {i} of batch {batch}", (Tensor?)output)));
            if (batch < setting.Batches - 1) continue;
            var counted = setting.OnlyTheLastOutput ? outputs.TakeLast(1) : outputs;
            var loss = counted.Select(output => Ops.Sum(Ops.Multiply(output, Numbers(output.Shape)))).Aggregate(Ops.Add);
            void Gradient(string name, Tensor source) =>
                results.Add(($"gradient of {name}", tape.gradient(loss, source) is { IsNone: false } gradient ? gradient.ToDense() : null));
            foreach (var (weight, i) in layer.trainable_weights.Select((weight, i) => (weight, i))) Gradient($"weight {i}", weight);
            if (embedding is null) Gradient("inputs", x);
            else Gradient("table", embedding.embeddings);
            if (initial is not null) Gradient("initial state", initial[0]);
        }
        return results;

        Tensor Inputs()
        {
            Shape sizes = setting.TimeMajor ? (setting.Time, setting.Batch) : (setting.Batch, setting.Time);
            if (setting.Vocabulary == 0) return Numbers(sizes.Concat(setting.Features));
            return Tensor.From<int>([.. Enumerable.Range(0, (int)sizes.Length).Select(_ => random.Next(setting.Vocabulary))], sizes);
        }

        Tensor Numbers(Shape shape)
        {
            var numbers = new double[shape.Length];
            for (var i = 0; i < numbers.Length; i++) numbers[i] = random.NextDouble() - 0.5;
            return Ops.Cast(Tensor.From<double>(numbers, shape), DTypes.Parse(dtype));
        }
    }

    private static RNN Make(Setting setting, string dtype, bool stepByStep) => stepByStep
        ? new RNN(
            new SimpleRNNCell(setting.Units, setting.Activation, setting.UseBias, dropout: setting.Dropout, options: new LayerOptions(dtype: dtype)),
            setting.Sequences, setting.State, setting.Backwards, setting.Stateful, setting.Unroll, setting.TimeMajor, setting.ZeroOutput, new LayerOptions(dtype: dtype))
        : new SimpleRNN(
            setting.Units, setting.Activation, setting.UseBias, dropout: setting.Dropout, return_sequences: setting.Sequences, return_state: setting.State,
            go_backwards: setting.Backwards, stateful: setting.Stateful, unroll: setting.Unroll, time_major: setting.TimeMajor,
            zero_output_for_mask: setting.ZeroOutput, options: new LayerOptions(dtype: dtype));

    private static Tensor? Mask(Setting setting, Random random)
    {
        if (setting.Mask == Holes.None) return null;
        var valid = new bool[setting.Batch, setting.Time];
        for (var i = 0; i < setting.Batch; i++)
        {
            var end = random.Next(setting.Time + 1);
            for (var t = 0; t < setting.Time; t++)
                valid[i, t] = setting.Mask switch
                {
                    Holes.Random => random.Next(2) == 0,
                    Holes.Left => t >= end,
                    Holes.Right => t < end,
                    _ => i > 0,
                };
        }
        var mask = Tensor.From<bool>(valid.Cast<bool>().ToArray(), (setting.Batch, setting.Time));
        return setting.TimeMajor ? Ops.Transpose(mask) : mask;
    }

    private sealed record Setting(int Batch, int Time, int Features, int Units, string Activation, Holes Mask, int Vocabulary, int Batches, int Seed)
    {
        public bool UseBias { get; init; }
        public bool Sequences { get; init; }
        public bool State { get; init; }
        public bool Backwards { get; init; }
        public bool ZeroOutput { get; init; }
        public bool TimeMajor { get; init; }
        public bool Unroll { get; init; }
        public bool Stateful { get; init; }
        public bool Initial { get; init; }
        public bool OnlyTheLastOutput { get; init; }
        public double Dropout { get; init; }
    }
}
