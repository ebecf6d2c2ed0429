using KerasLikeRnn.Activations;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;
using NumSharp;
using Shape = KerasLikeRnn.Engine.Shape;
using Activation = KerasLikeRnn.Activations.Activation;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>The fused recurrent operations against the cell-by-cell path, and what may not depend on threads or epochs.</summary>
[Collection("Seeds")]
public sealed class FusedPathTests
{
    [Fact]
    public void A_fused_SimpleRNN_equals_its_cell_on_random_configurations()
    {
        for (var seed = 0; seed < 150; seed++) Compare(new Random(seed));
    }

    [Fact]
    public void A_stateful_layer_carries_its_state_as_one_long_sequence_would()
    {
        var random = new Random(3);
        var whole = Numbers(random, 2, 8, 3);
        var stateful = new SimpleRNN(4, stateful: true, return_sequences: true, batch_input_shape: (2, null, 3));
        var plain = new SimpleRNN(4, return_sequences: true);
        Tensor expected = plain.__call__(whole);
        stateful.EnsureBuilt((2, null, 3));
        stateful.set_weights(plain.get_weights());
        for (var part = 0; part < 2; part++)
        {
            Tensor output = stateful.__call__(Ops.Narrow(whole, 1, 4 * part, 4));
            Near.Equal(Ops.Narrow(expected, 1, 4 * part, 4).ToArray<float>(), output.ToArray<float>(), 1e-6);
        }
        stateful.reset_states();
        Tensor again = stateful.__call__(Ops.Narrow(whole, 1, 0, 4));
        Near.Equal(Ops.Narrow(expected, 1, 0, 4).ToArray<float>(), again.ToArray<float>(), 1e-6);
    }

    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void A_whole_fit_has_the_same_bits_on_1_2_and_7_threads(string layer)
    {
        var before = Workers.Threads;
        try
        {
            var runs = new[] { 1, 2, 7 }.Select(threads =>
            {
                Workers.Threads = threads;
                return Fit(layer).SelectMany(weight => (float[])weight.flatten().ToArray<float>()).ToArray();
            }).ToArray();
            Assert.Equal(runs[0], runs[1]);
            Assert.Equal(runs[0], runs[2]);
        }
        finally
        {
            Workers.Threads = before;
        }
    }

    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void After_its_first_step_training_takes_no_memory_from_the_system(string layer)
    {
        ChosenEngine.NeedBuiltIn("What is counted are the built-in engine's blocks.");
        long blocks = 0, after = 0, managed = 0;
        var model = Model(layer);
        var (x, y) = Data();
        model.fit(x, y, batch_size: 64, verbose: 0);
        blocks = CpuStorage.BlocksFromSystem;
        managed = GC.GetAllocatedBytesForCurrentThread();
        model.fit(x, y, batch_size: 64, epochs: 3, verbose: 0);
        after = CpuStorage.BlocksFromSystem;
        var perStep = (GC.GetAllocatedBytesForCurrentThread() - managed) / (3 * 6);
        Assert.Equal(blocks, after);
        Assert.True(perStep < 100_000, $"{perStep} bytes of managed memory a step.");
    }

    private static void Compare(Random random)
    {
        int batch = random.Next(1, 20), time = random.Next(1, 12), features = random.Next(1, 7), units = random.Next(1, 40);
        bool sequences = random.Next(2) == 0, backwards = random.Next(2) == 0, zero = random.Next(2) == 0, major = random.Next(4) == 0;
        string[] activations = ["tanh", "relu", "linear", "sigmoid"];
        var activation = Registry.Create<Activation>(activations[random.Next(4)]);
        // An activation that the operation does not know: the cell goes step by step.
        var unknown = new Activation(activation.Name, activation.Function);
        var cell = new SimpleRNNCell(units, unknown, use_bias: random.Next(4) > 0, bias_initializer: "uniform");
        var slow = new RNN(cell, sequences, true, backwards, time_major: major, zero_output_for_mask: zero);
        var fast = new SimpleRNN(
            units, activation, cell.use_bias, return_sequences: sequences, return_state: true, go_backwards: backwards, time_major: major,
            zero_output_for_mask: zero);
        var table = Numbers(random, 9, features);
        var ids = Tensor.From<int>(Enumerable.Range(0, batch * time).Select(_ => random.Next(9)).ToArray(), Shape.Of(batch, time));
        var x = Numbers(random, major ? time : batch, major ? batch : time, features);
        var initial = random.Next(2) == 0 ? Numbers(random, batch, units) : null;
        var mask = random.Next(2) == 0
            ? null
            : Tensor.From<bool>(
                Enumerable.Range(0, batch * time).Select(_ => random.Next(3) > 0).ToArray(),
                major ? Shape.Of(time, batch) : Shape.Of(batch, time));
        var lookup = !major && random.Next(2) == 0;
        var first = Run(slow);
        fast.EnsureBuilt(x.Shape);
        fast.set_weights(slow.get_weights());
        var second = Run(fast);
        foreach (var (expected, actual) in Run(slow).Zip(second)) Near.Equal(expected, actual, 1e-4);
        Assert.NotEmpty(first);

        float[][] Run(RNN layer)
        {
            using var tape = new GradientTape(persistent: true);
            tape.watch(x);
            tape.watch(table);
            if (initial is not null) tape.watch(initial);
            var input = lookup ? Ops.Gather(table, ids) : x;
            var outputs = layer.__call__(input, mask: mask, initial_state: initial is null ? null : (Tensors)initial);
            var loss = outputs.Select((output, i) => Ops.Sum(Ops.Multiply(output, Ops.Constant(1 + i)))).Aggregate(Ops.Add);
            List<Tensor> sources = [lookup ? table : x, .. layer.trainable_weights.Select(weight => weight.Value)];
            if (initial is not null) sources.Add(initial);
            return [
                .. outputs.Select(output => output.ToArray<float>()),
                .. sources.Select(source => tape.gradient(loss, source).ToDense().ToArray<float>())];
        }
    }

    private static Tensor Numbers(Random random, params int[] sizes) => Tensor.From<float>(
        Enumerable.Range(0, sizes.Aggregate(1, (a, b) => a * b)).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray(),
        Shape.Of(sizes));

    private static NDArray[] Fit(string layer)
    {
        keras.utils.set_random_seed(4);
        var model = Model(layer);
        var (x, y) = Data();
        model.fit(x, y, batch_size: 64, verbose: 0);
        return model.get_weights();
    }

    private static KerasLikeRnn.Models.Sequential Model(string layer)
    {
        Layer recurrent = layer switch
        {
            "LSTM" => keras.layers.LSTM(24),
            "GRU" => keras.layers.GRU(24),
            _ => keras.layers.SimpleRNN(24),
        };
        var model = keras.Sequential([keras.layers.Embedding(500, 16), recurrent, keras.layers.Dense(1, activation: "sigmoid")]);
        model.compile("adam", "binary_crossentropy", metrics: ["acc"]);
        return model;
    }

    private static (NDArray X, NDArray Y) Data()
    {
        var random = new Random(5);
        return (
            np.array(Enumerable.Range(0, 384 * 60).Select(_ => random.Next(500)).ToArray()).reshape(384, 60),
            np.array(Enumerable.Range(0, 384).Select(i => i % 2).ToArray()));
    }
}
