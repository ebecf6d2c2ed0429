using System.Text.Json;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>The rules of docs/seeds.md against what Keras 2.9 did.</summary>
public class RandomStreamsTests
{
    [Fact]
    public void Operations_outside_graphs_get_TensorFlows_seeds()
    {
        foreach (var recorded in Recorded.Extra("operation_seeds"))
        {
            var streams = Seeded(recorded.Int("seed"));
            foreach (var (own, pair) in recorded.List("own").Zip(recorded.List("pairs")))
            {
                var seed = own.ValueKind == JsonValueKind.Null ? null : new OwnSeed(own.GetInt64());
                Assert.Equal(new SeedPair(pair[0].GetInt64(), pair[1].GetInt64()), streams.NextOperationSeeds(seed));
            }
        }
    }

    [Fact]
    public void An_own_seed_without_a_global_one_is_paired_with_87654321() =>
        Assert.Equal(new SeedPair(87654321, 7), new RandomStreams().NextOperationSeeds(new OwnSeed(7)));

    [Fact]
    public void Without_any_seed_draws_differ()
    {
        var streams = new RandomStreams();
        Assert.NotEqual(streams.DrawEagerly(RandomOperation.Uniform, 4), streams.DrawEagerly(RandomOperation.Uniform, 4));
        Assert.NotEqual(streams.Shuffle().Next(100), streams.Shuffle().Next(100));
        var function = streams.Function();
        using (function.Step(Batch(4)))
            Assert.NotEqual(streams.Draw(RandomOperation.Uniform, 4), streams.Draw(RandomOperation.Uniform, 4));
    }

    [Fact]
    public void Objects_with_the_same_own_seed_share_a_stream_outside_graphs()
    {
        var recorded = Recorded.Extra("eager_objects").Single();
        var streams = Seeded(recorded.Int("seed"));
        var seeds = new Dictionary<string, OwnSeed?> { ["free"] = null };
        foreach (var step in recorded.List("events"))
        {
            if (Happened(streams, step)) continue;
            var name = step.Text("object");
            if (!seeds.TryGetValue(name, out var own)) seeds[name] = own = new OwnSeed(11);
            var values = new float[step.Int("count")];
            switch (name)
            {
                case "n":
                    Distributions.Normal(streams.DrawEagerly(RandomOperation.Normal, values.Length, own), values);
                    break;
                case "t":
                    Distributions.TruncatedNormal(streams.DrawEagerly(RandomOperation.TruncatedNormal, values.Length, own), values);
                    break;
                default:
                    Distributions.Uniform(streams.DrawEagerly(RandomOperation.Uniform, values.Length, own), values);
                    break;
            }
            foreach (var (expected, value) in step.Floats("value").Zip(values)) Assert.Equal(expected, value, 2.5e-7f);
        }
    }

    [Fact]
    public void The_order_of_the_samples_is_Keras_epoch_after_epoch()
    {
        var seeded = Recorded.Seeded.Where(c => c.Text("name").StartsWith("fit_shuffle", StringComparison.Ordinal));
        foreach (var recorded in seeded.Concat(Recorded.Extra("fit_shuffle")))
        {
            var streams = Seeded(recorded.Int("seed"));
            for (var fit = 0; fit < 2; fit++)
            {
                var shuffle = streams.Shuffle();
                foreach (var order in recorded.Orders("order_of_each_epoch")) Assert.Equal(order, shuffle.Next((int)recorded.Int("rows")));
            }
        }
    }

    [Fact]
    public void Shuffling_batches_gives_Keras_orders_of_batches_and_of_the_rows_of_each_tensor()
    {
        var recorded = Recorded.Extra("fit_shuffle_batch").Single();
        var (rows, size) = ((int)recorded.Int("rows"), (int)recorded.Int("batch_size"));
        var shuffle = Seeded(recorded.Int("seed")).BatchShuffle();
        var tensors = new[] { new List<int[]>(), new List<int[]>() };
        for (var epoch = 0; epoch < recorded.Int("epochs"); epoch++)
        {
            foreach (var batch in shuffle.NextBatches((rows + size - 1) / size))
            {
                var count = Math.Min(size, rows - batch * size);
                for (var tensor = 0; tensor < 2; tensor++)
                    tensors[tensor].Add([.. shuffle.NextRows(tensor, count).Select(row => batch * size + row)]);
            }
        }
        Assert.Equal(recorded.Orders("x"), tensors[0]);
        Assert.Equal(recorded.Orders("y_minus_1000"), tensors[1]);
    }

    [Fact]
    public void More_batches_than_wait_at_a_time_come_in_Keras_order()
    {
        var recorded = Recorded.Extra("fit_shuffle_batches").Single();
        var shuffle = Seeded(recorded.Int("seed")).BatchShuffle();
        foreach (var order in recorded.Orders("order_of_each_epoch"))
            Assert.Equal(order, shuffle.NextBatches((int)recorded.Int("batches")));
    }

    [Fact]
    public void Dropout_masks_are_Keras_through_fits_batch_sizes_new_seeds_and_compiles()
    {
        var recorded = Recorded.Extra("graph_dropouts").Single();
        var streams = Seeded(recorded.Int("seed"));
        var rates = recorded.List("rates").Select(rate => rate.GetDouble()).ToArray();
        var own = recorded.List("own").Select(seed => seed.ValueKind == JsonValueKind.Null ? null : new OwnSeed(seed.GetInt64())).ToArray();
        var function = streams.Function();
        foreach (var step in recorded.List("events"))
        {
            if (Happened(streams, step)) continue;
            if (step.Text("event") == "compile")
            {
                function = streams.Function();
                continue;
            }
            var signature = step.List("signature").Select(
                input => new InputSignature(input[0].GetString()!, [.. input[1].EnumerateArray().Select(size => size.GetInt64())]))
                .ToArray();
            using var masks = step.List("masks").GetEnumerator();
            foreach (var rows in step.GetProperty("batch_sizes").Ints())
            {
                using var running = function.Step(signature);
                for (var layer = 0; layer < rates.Length; layer++)
                {
                    Assert.True(masks.MoveNext());
                    Assert.Equal(masks.Current.Text("mask"), Mask(streams, rows * 6, rates[layer], own[layer]));
                }
            }
        }
    }

    public static TheoryData<string> RecurrentCases() => [.. Recorded.Extra("recurrent_masks").Select(c => c.Text("case"))];

    [Theory]
    [MemberData(nameof(RecurrentCases))]
    public void Masks_of_recurrent_layers_are_Keras(string name)
    {
        var recorded = Recorded.Extra("recurrent_masks", "case", name);
        var streams = Seeded(recorded.Int("seed"));
        var (rate, count, used) = (
            recorded.GetProperty("rate").GetDouble(), (int)recorded.Int("masks_per_step"), (int)recorded.Int("used"));
        var shape = recorded.GetProperty("shape").Ints();
        var (batch, time, width) = (shape[0], shape[1], shape[2]);
        var function = streams.Function();
        using var masks = recorded.List("masks").GetEnumerator();
        for (var step = 0; step < 2; step++)
        {
            using var running = function.Step(Batch(batch));
            Assert.True(masks.MoveNext());
            Assert.Equal(masks.Current.Text("mask"), recorded.Text("kind") switch
            {
                "sequence" => OneOf(count, used, () => Mask(streams, batch * time * width, rate)),
                "once" => BySample(Enumerable.Repeat(OneOf(count, used, () => Mask(streams, batch * width, rate)), time)),
                _ => BySample(EachStep()),
            });
            Assert.True(masks.MoveNext());
            Assert.Equal(masks.Current.Text("mask"), Mask(streams, batch * time * width, rate));
        }

        // Keras calls the cell once outside its loop to learn the shapes: draws that have numbers and nothing else.
        IEnumerable<string> EachStep()
        {
            streams.SkipDraws(count);
            var steps = new List<string>();
            using var loop = streams.Loop();
            Assert.True(loop.DrawsEachStep);
            for (var t = 0; t < time; t++)
            {
                loop.NextStep();
                steps.Add(OneOf(count, used, () => Mask(streams, batch * width, rate)));
            }
            return steps;
        }

        string BySample(IEnumerable<string> steps) =>
            string.Concat(Enumerable.Range(0, batch).SelectMany(b => steps.Select(mask => mask[(b * width)..((b + 1) * width)])));
    }

    public static TheoryData<string> Models() => [.. Recorded.Extra("operation_numbers").Select(c => c.Text("model"))];

    // What the layers of each recorded model draw: d a draw, 7 one with own seed 7, n new layer (with its own seed),
    // - a number without a draw, (...) the body of a loop over time steps.
    private static readonly Dictionary<string, string> draws = new()
    {
        ["2drop"] = "d d",
        ["dropseed7"] = "7 n 7 d",
        ["dropseed7_deferred"] = "b7 d",
        ["lstmdrop"] = "d d d d d",
        ["grudrop"] = "d d d d",
        ["lstmdrop_slow"] = "d d d d d ( d d d d )",
        ["lstmdrop_slow_impl1"] = "d d d d d ( d d d d )",
        ["gru_slow_impl1"] = "d d d d ( d d d )",
        ["simplernn_drop"] = "d d ( d )",
        ["simplernn_drop_unroll"] = "d d",
        ["simplernn_rdrop"] = "d d d ( d d )",
        ["lstm_rdrop"] = "d d d d d d d d d ( d d d d d d d d )",
        ["gru_rdrop"] = "d d d d d d d ( d d d d d d )",
        ["bilstm_drop"] = "d d d d d d d d d",
        ["stackedcells_drop"] = "d d d d d d d d ( d d d d d d d )",
        ["timedist_drop"] = "d d",
        ["spatial"] = "d d d d",
        ["rate0"] = "- d d d",
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Operations_of_a_graph_are_numbered_as_in_Keras(string model)
    {
        var recorded = Recorded.Extra("operation_numbers", "model", model);
        var streams = Seeded(recorded.Int("seed"));
        var own = new OwnSeed(7);
        var seeds = new List<(ulong, ulong)>();
        var loops = new Stack<RandomLoop>();
        using (streams.Function().Step(Batch(16)))
        {
            foreach (var token in draws[model].Split(' '))
            {
                switch (token)
                {
                    case "(":
                        loops.Push(streams.Loop());
                        loops.Peek().NextStep();
                        break;
                    case ")":
                        loops.Pop().Dispose();
                        break;
                    case "-":
                        streams.SkipDraws(1);
                        break;
                    case "n":
                        own = new OwnSeed(7);
                        break;
                    case "b7":
                        // Built by its first batch, a model calls its layers once more.
                        own.Next();
                        Add(own);
                        break;
                    default:
                        Add(token == "7" ? own : null);
                        break;
                }
            }
        }
        // The recording lists a loop's operations twice: Keras keeps the body before and after making its gradient.
        var expected = recorded.List("operations").DistinctBy(o => o[0].GetString()).Select(o => (o[1].GetUInt64(), o[2].GetUInt64()));
        Assert.Equal(expected, seeds);

        void Add(OwnSeed? seed)
        {
            var stream = streams.Draw(RandomOperation.Uniform, 1, seed);
            seeds.Add((stream.Seed, stream.Seed2));
        }
    }

    [Fact]
    public void Weights_made_while_a_step_runs_get_the_seeds_of_weights()
    {
        var (streams, expected) = (Seeded(1), Seeded(1));
        using (streams.Function().Step(Batch(4)))
        {
            streams.Draw(RandomOperation.Uniform, 4);
            Assert.Equal(expected.DrawEagerly(RandomOperation.Uniform, 4), streams.DrawEagerly(RandomOperation.Uniform, 4));
        }
        Assert.False(streams.InGraph);
    }

    [Fact]
    public void Outside_graphs_a_loop_changes_nothing_and_draws_get_the_seeds_of_weights()
    {
        var (streams, expected) = (Seeded(1), Seeded(1));
        expected.NextOperationSeeds();
        streams.SkipDraws(1);
        using var loop = streams.Loop();
        loop.NextStep();
        Assert.False(loop.DrawsEachStep);
        Assert.Equal(expected.NextOperationSeeds().Stream, streams.Draw(RandomOperation.Uniform, 8));
        Assert.Equal(expected.NextOperationSeeds().Stream, streams.Draw(RandomOperation.Uniform, 8));
    }

    [Fact]
    public void A_signature_uses_the_narrowest_graph_it_fits_into()
    {
        var streams = Seeded(1);
        var function = streams.Function();
        // As recorded from Keras: (batch, time, 6) of each step, and how many elements its graph had drawn before.
        (long[] Shape, ulong Before)[] steps =
        [
            ([4, 3, 6], 0), ([4, 3, 6], 72), ([3, 3, 6], 0), ([4, 3, 6], 144), ([2, 3, 6], 54), ([4, 5, 6], 0), ([3, 5, 6], 120),
            ([4, 5, 6], 210), ([-1, 3, 6], 90), ([4, 3, 6], 216),
        ];
        foreach (var (shape, before) in steps)
        {
            using var running = function.Step([new InputSignature("float32", shape), new InputSignature("float32", [shape[0], 1])]);
            var elements = shape.Aggregate(1L, (product, size) => product * Math.Abs(size));
            Assert.Equal(new Philox(1, 0, before * 256), streams.Draw(RandomOperation.Uniform, elements));
        }
    }

    [Fact]
    public void A_pass_that_takes_another_way_numbers_what_is_new()
    {
        var streams = Seeded(1);
        var function = streams.Function();
        using (function.Step(Batch(4))) streams.Draw(RandomOperation.Uniform, 4);
        using (function.Step(Batch(4)))
        {
            Assert.Equal(new Philox(1, 0, 1024), streams.Draw(RandomOperation.Uniform, 4));
            Assert.Equal(new Philox(1, 1), streams.Draw(RandomOperation.Uniform, 4));
        }
    }

    private static RandomStreams Seeded(long seed)
    {
        var streams = new RandomStreams();
        streams.SetSeed(seed);
        return streams;
    }

    private static InputSignature[] Batch(long rows) => [new InputSignature("float32", [rows, 6])];

    private static bool Happened(RandomStreams streams, JsonElement step)
    {
        if (!step.TryGetProperty("event", out var name)) return false;
        if (name.GetString() == "clear_session") streams.ClearSession();
        else if (name.GetString() == "set_seed")
            streams.SetSeed(step.TryGetProperty("seed", out var seed) ? seed.GetInt64() : streams.Seed);
        else return false;
        return true;
    }

    private static string OneOf(int count, int used, Func<string> mask) => Enumerable.Range(0, count).Select(_ => mask()).ToArray()[used];

    private static string Mask(RandomStreams streams, int elements, double rate, OwnSeed? own = null)
    {
        var mask = new float[elements];
        Distributions.DropoutMask(streams.Draw(RandomOperation.Uniform, elements, own), mask, rate);
        return string.Concat(mask.Select(value => value == 0 ? '0' : '1'));
    }
}
