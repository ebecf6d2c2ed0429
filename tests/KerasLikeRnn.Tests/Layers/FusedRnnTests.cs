using CsCheck;
using KerasLikeRnn.Activations;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;
using Activation = KerasLikeRnn.Activations.Activation;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>
/// SimpleRNN, LSTM and GRU run whole sequences as one operation, and from the table where an Embedding comes before. With an
/// activation that the operations do not know they go step by step. Both give the same outputs, states and gradients, whatever
/// the arguments are.
/// </summary>
[Collection("Seeds")]
public sealed class FusedRnnTests
{
    private static readonly string[] activations = ["tanh", "sigmoid", "relu", "linear", "hard_sigmoid"];

    // Gates without bounds let states grow beyond all numbers.
    private static readonly string[] gateActivations = ["sigmoid", "hard_sigmoid", "tanh"];

    private static readonly Gen<Setting> settings =
        from batch in Gen.Int[1, 19]
        from time in Gen.Int[1, 12]
        from features in Gen.Int[1, 9]
        from units in Gen.Int[1, 35]
        from kind in Gen.Int[0, 3]
        from activation in Gen.Int[0, activations.Length - 1]
        from gateActivation in Gen.Int[0, gateActivations.Length - 1]
        from options in Gen.Bool.Array[13]
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
            Kind = (Layer)kind,
            GateActivation = gateActivations[options[10] ? 0 : gateActivation],
            AsCell = options[11],
            Implementation = options[12] ? 1 : 2,
        };

    private enum Layer
    {
        SimpleRNN,
        LSTM,
        GRU,
        GRUResetBefore,
    }

    private enum Holes
    {
        None,
        Random,
        Left,
        Right,
        Whole,
    }

    // In float64 both ways differ by the order of their sums only, so that any difference of meaning shows. Rounding is 1e-16, but
    // settings without bounds, such as a linear activation, amplify it from step to step, by up to ten million times.
    [Fact]
    public void All_settings_agree_in_float64() =>
        settings.Sample(setting => Agree(Short(setting), "float64", 1e-7), iter: 400, threads: 1);

    // Relative to the largest number of the array: a float32 sum of terms that cancel keeps an error of the terms' size. With
    // gates beyond 0 .. 1, or states without bounds, a network amplifies every rounding from step to step,
    // and with large weights a bounded one a hundred times still, more where states are carried over batches: one is enough here.
    // The test above is the strict one.
    [Fact]
    public void All_settings_agree_in_float32() => settings
        .Sample(
            setting => Agree(
                setting with
                {
                    GateActivation = setting.UseBias ? "sigmoid" : "hard_sigmoid", Activation = Bounded(setting.Activation), Batches = 1,
                },
                "float32", 2e-4), iter: 200, threads: 1);

    [Fact]
    public void Dropout_masks_agree_too() =>
        settings.Sample(setting => Agree(Short(setting) with { Dropout = 0.4 }, "float64", 1e-7), iter: 200, threads: 1);

    /// <summary>Few steps where states grow without bounds, so that rounding has no time to grow with them.</summary>
    private static Setting Short(Setting setting) => setting.GateActivation == "tanh" || setting.Activation is "linear" or "relu"
        ? setting with { Time = Math.Min(setting.Time, 4), Batches = 1 }
        : setting;

    private static string Bounded(string activation) => activation is "linear" or "relu" ? "tanh" : activation;

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
        var embedding = setting.Vocabulary == 0 ? null : new Embedding(setting.Vocabulary, setting.Features, dtype: dtype);
        var first = Inputs();
        layer.__call__(embedding?.__call__(first) ?? first);
        layer.set_weights([.. layer.weights.Select(weight => Numbers(weight.Shape).numpy())]);
        if (setting.Stateful) layer.reset_states();
        var results = new List<(string, Tensor?)>();
        for (var batch = 0; batch < setting.Batches; batch++)
        {
            var x = Inputs();
            var mask = Mask(setting, random);
            Tensor[]? initial = setting.Initial
                ? Enumerable.Range(0, setting.Kind == Layer.LSTM ? 2 : 1).Select(_ => Numbers((setting.Batch, setting.Units))).ToArray()
                : null;
            using var tape = new GradientTape(persistent: true);
            tape.watch(x);
            foreach (var state in initial ?? []) tape.watch(state);
            var outputs = layer.__call__(
                embedding?.__call__(x) ?? x, training: setting.Dropout > 0, mask, initial is null ? null : (Tensors)initial);
            results.AddRange(outputs.Select((output, i) => ($"output {i} of batch {batch}", (Tensor?)output)));
            if (batch < setting.Batches - 1) continue;
            var counted = setting.OnlyTheLastOutput ? outputs.TakeLast(1) : outputs;
            var loss = counted.Select(output => Ops.Sum(Ops.Multiply(output, Numbers(output.Shape)))).Aggregate(Ops.Add);
            void Gradient(string name, Tensor source) =>
                results.Add(($"gradient of {name}", tape.gradient(loss, source) is { } gradient ? gradient.ToDense() : null));
            foreach (var (weight, i) in layer.trainable_weights.Select((weight, i) => (weight, i))) Gradient($"weight {i}", weight);
            if (embedding is null) Gradient("inputs", x);
            else Gradient("table", embedding.embeddings);
            foreach (var state in initial ?? []) Gradient("initial state", state);
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

    private static RNN Make(Setting s, string dtype, bool stepByStep)
    {
        Activation activation = Registry.Create<Activation>(s.Activation), gate = Registry.Create<Activation>(s.GateActivation);
        if (stepByStep) activation = new Activation(activation.Name, activation.Function);
        if (s.AsCell)
        {
            KernelCell cell = s.Kind switch
            {
                Layer.SimpleRNN => new SimpleRNNCell(s.Units, activation, s.UseBias, dropout: s.Dropout, dtype: dtype),
                Layer.LSTM =>
                    new LSTMCell(s.Units, activation, gate, s.UseBias, dropout: s.Dropout, implementation: s.Implementation, dtype: dtype),
                _ => new GRUCell(
                    s.Units, activation, gate, s.UseBias, dropout: s.Dropout, reset_after: s.Kind == Layer.GRU,
                    implementation: s.Implementation, dtype: dtype),
            };
            return new RNN(cell, s.Sequences, s.State, s.Backwards, s.Stateful, s.Unroll, s.TimeMajor, s.ZeroOutput, dtype: dtype);
        }
        return s.Kind switch
        {
            Layer.SimpleRNN => new SimpleRNN(
                s.Units, activation, s.UseBias, dropout: s.Dropout, return_sequences: s.Sequences, return_state: s.State,
                go_backwards: s.Backwards,
                stateful: s.Stateful, unroll: s.Unroll, time_major: s.TimeMajor, zero_output_for_mask: s.ZeroOutput, dtype: dtype),
            Layer.LSTM => new LSTM(
                s.Units, activation, gate, s.UseBias, dropout: s.Dropout, return_sequences: s.Sequences, return_state: s.State,
                go_backwards: s.Backwards,
                stateful: s.Stateful, unroll: s.Unroll, time_major: s.TimeMajor, zero_output_for_mask: s.ZeroOutput,
                implementation: s.Implementation, dtype: dtype),
            _ => new GRU(
                s.Units, activation, gate, s.UseBias, dropout: s.Dropout, return_sequences: s.Sequences, return_state: s.State,
                go_backwards: s.Backwards,
                stateful: s.Stateful, unroll: s.Unroll, time_major: s.TimeMajor, zero_output_for_mask: s.ZeroOutput,
                reset_after: s.Kind == Layer.GRU,
                implementation: s.Implementation, dtype: dtype),
        };
    }

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

    private sealed record Setting(
        int Batch, int Time, int Features, int Units, string Activation, Holes Mask, int Vocabulary, int Batches, int Seed)
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
        public Layer Kind { get; init; }
        public string GateActivation { get; init; } = "sigmoid";
        public bool AsCell { get; init; }
        public int Implementation { get; init; }
    }
}
