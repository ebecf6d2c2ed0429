using CsCheck;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;
using NumSharp;
using static keras.layers;
using DType = KerasLikeRnn.Engine.DType;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>
/// What holds for recurrent layers whatever their arguments: they are loops over their cells, and they refuse what Keras refuses.
/// </summary>
[Collection("Seeds")]
public sealed class RecurrentTests
{
    private static readonly Gen<(int Kind, int Batch, int Time, int Units, bool[] Options, int Seed)> settings =
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 4], Gen.Int[1, 6], Gen.Int[1, 5], Gen.Bool.Array[6], Gen.Int[0, 100000]);

    /// <summary>
    /// Calls that Keras refuses, and its words (recorded with 2.9.0; what it appends about the call's arguments is left out).
    /// </summary>
    public static TheoryData<string, string> Errors => new()
    {
        { "negative units", "Received an invalid value for argument `units`, expected a positive integer, got -1." },
        { "rank 2",
        "Input 0 of layer \"lstm\" is incompatible with the layer: expected ndim=3, found ndim=2. Full shape received: (3, 4)" },
        { "other features",
        "Input 0 of layer \"lstm\" is incompatible with the layer: expected shape=(None, None, 4), found shape=(2, 3, 5)" },
        { "one state of two", "Layer has 2 states but was passed 1 initial states." },
        { "wide state",
        "An `initial_state` was passed that is not compatible with `cell.state_size`. Received `state_spec`=[InputSpec(shape=(2, 5), "
        + "ndim=2)]; however `cell.state_size` is 3" },
        { "constants", "does not support constants. Received: constants=" },
        { "unroll", "Cannot unroll a RNN if the time dimension is undefined." },
        { "stateful", "If a RNN is stateful, it needs to know its batch size." },
        { "reset stateless", "Layer must be stateful." },
        { "reset unbuilt", "If a RNN is stateful, it needs to know its batch size." },
        { "other batch", "Input 0 of layer \"lstm\" is incompatible with the layer: expected shape=(2, None, 4), found shape=(3, 3, 4)" },
        { "reset with one", "Layer lstm expects 2 states, but it received 1 state values. States received:" },
        { "reset with other shape", "State 1 is incompatible with layer lstm: expected shape=(2, 3) but found shape=(1, 3)" },
        { "merge mode", "Invalid merge mode. Received: x. Merge mode should be one of {\"sum\", \"mul\", \"ave\", \"concat\", None}" },
        { "same direction",
        "Forward layer and backward layer should have different `go_backwards` value.forward_layer.go_backwards = "
        + "False,backward_layer.go_backwards = False" },
        { "other sequences",
        "Forward layer and backward layer are expected to have the same value for attribute \"return_sequences\", got \"False\" for "
        + "forward layer and \"True\" for backward layer" },
        { "odd states",
        "When passing `initial_state` to a Bidirectional RNN, the state should be a list containing the states of the underlying RNNs." },
        { "no recurrent layer", "Bidirectional runs a recurrent layer" },
        { "distributed rank", "`TimeDistributed` Layer should be passed an `input_shape ` with at least 3 dimensions, received: (3, 4)" },
        { "repeat rank",
        "Input 0 of layer \"repeat_vector\" is incompatible with the layer: expected ndim=2, found ndim=3. Full shape received: (2, 3, "
        + "4)" },
        { "state of what", "batch_size and dtype cannot be None while constructing initial state. Received: batch_size=None, dtype=None" },
        { "axis", "Axis 5 is greater than the maximum allowed value: 1" },
        { "long mask", "The mask must have a truth value for each time step, (2, 3) in all. Received: mask of shape (2, 5)" },
        { "drop all", "`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate=1.0" },
        { "no computation", "The cell Nothing has no computation: override call(inputs, states), or call(inputs, states, context)." },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Mistakes_are_told_in_Kerass_words(string mistake, string words)
    {
        keras.backend.clear_session();
        Assert.Contains(words, Assert.ThrowsAny<Exception>(() => Make(mistake)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_are_stacked_where_they_are_listed()
    {
        var layer = keras.layers.RNN([LSTMCell(2), GRUCell(3)], return_sequences: true);
        Assert.Equal(["LSTMCell", "GRUCell"], ((StackedRNNCells)layer.cell).cells.Select(cell => cell.GetType().Name));
        Assert.Equal("(2, 4, 3)", ((Tensor)layer[Ops.Ones((2, 4, 5), DType.Float32)]).Shape.ToString());
    }

    [Fact]
    public void A_single_state_is_set_without_a_list()
    {
        var layer = GRU(3, stateful: true, batch_input_shape: (2, null, 1));
        layer.build((2, null, 1));
        layer.reset_states(states: np.ones(new NumSharp.Shape(2, 3)));
        Assert.Equal([1, 1, 1, 1, 1, 1], layer.states[0].Value.ToArray<float>());
        layer.reset_states();
        Assert.Equal([0, 0, 0, 0, 0, 0], layer.states[0].Value.ToArray<float>());
    }

    [Fact]
    public void A_layer_is_a_loop_over_its_cell() => settings.Sample(s =>
    {
        var random = new Random(s.Seed);
        AbstractRNNCell cell = Cell(s.Kind, s.Units);
        var (backwards, zero, masked, initial, sequences) = (s.Options[0], s.Options[1], s.Options[2], s.Options[3], s.Options[4]);
        var layer = new RNN(
            cell, sequences, return_state: true, go_backwards: backwards, unroll: s.Options[5] && !(backwards && zero),
            zero_output_for_mask: zero);
        var x = Numbers(random, s.Batch, s.Time, 3);
        var mask = masked
            ? Tensor.From<bool>(Enumerable.Range(0, s.Batch * s.Time).Select(_ => random.Next(3) > 0).ToArray(), (s.Batch, s.Time))
            : null;
        var states = initial
            ? cell.state_size.Shapes.Select(size => Numbers(random, [s.Batch, .. size.Select(n => n!.Value)])).ToArray()
            : cell.get_initial_state(null, s.Batch, DType.Float32);
        var outputs = layer[x, mask: mask, initial_state: initial ? states : null];

        var steps = new Tensor[s.Time];
        Tensor? last = null;
        for (var step = 0; step < s.Time; step++)
        {
            var t = backwards ? s.Time - 1 - step : step;
            var (output, next) = cell[Ops.Take(x, 1, t), states];
            var valid = mask is null ? null : Ops.Take(mask, 1, t);
            states = next.Zip(states, (after, before) => Where(valid, after, before)).ToArray();
            steps[step] = last = Where(valid, output, last is null || zero ? Ops.ZerosLike(output) : last);
        }
        Near.Equal((sequences ? Ops.Stack(steps, 1) : last!).ToArray<float>(), outputs[0].ToArray<float>(), 1e-5);
        for (var i = 0; i < states.Count; i++) Near.Equal(states[i].ToArray<float>(), outputs[1 + i].ToArray<float>(), 1e-5);
    }, iter: 150, threads: 1);

    [Fact]
    public void A_layer_made_from_its_configuration_gives_the_same_output() => settings.Sample(s =>
    {
        var x = Numbers(new Random(s.Seed), s.Batch, s.Time, 3);
        // A cell whose output has two axes can stand on top of a stack only.
        var cell = s.Options[0] ? StackedRNNCells([Cell(s.Seed % 5, 2), Cell(s.Kind, s.Units)]) : Cell(s.Kind, s.Units);
        var inner = new RNN(cell, return_sequences: s.Options[1], return_state: s.Options[2]);
        Layer layer = s.Options[3] ? Bidirectional(inner, merge_mode: s.Options[4] ? "sum" : null) : inner;
        var again = deserialize(
            serialize(layer), new Dictionary<string, object> { ["Minimal"] = typeof(Minimal), ["Counting"] = typeof(Counting) });
        var expected = layer[x];
        _ = again[x];
        again.set_weights(layer.get_weights());
        foreach (var (output, same) in expected.Zip(again[x])) Assert.Equal(output.ToArray<float>(), same.ToArray<float>());
        Assert.Equal(Configs.Text(layer.get_config()), Configs.Text(again.get_config()));
    }, iter: 60, threads: 1);

    [Fact]
    public void States_and_constants_may_come_from_other_layers()
    {
        var random = new Random(1);
        KerasTensor x = keras.Input((4, 3)), h = keras.Input(3), c = keras.Input(3);
        var both = keras.Model([x, h, c], Bidirectional(RNN(new Attending(3)))[x, initial_state: [h, c], constants: [h, c]]);
        Tensor[] given = [Numbers(random, 2, 4, 3), Numbers(random, 2, 3), Numbers(random, 2, 3)];
        var whole = both.layers[^1];
        Tensor inside = whole[given[0], initial_state: given[1..], constants: given[1..]];
        Tensor model = both[given];
        Assert.Equal(inside.ToArray<float>(), model.ToArray<float>());
        Assert.Equal(2, ((OrderedDictionary<string, object?>)whole.get_config())["num_constants"]);
        Tensor listed = whole[[given[0], .. given[1..], .. given[1..]]];
        Assert.Equal(inside.ToArray<float>(), listed.ToArray<float>());

        Tensor sequence = LSTM(3)[x, initial_state: [h, c]];
        Assert.Equal((null, 3), sequence.Shape);
        Assert.Throws<ValueError>(() => LSTM(3)[x, initial_state: [h]]);
        Assert.Throws<ValueError>(() => LSTM(5)[x, initial_state: [h, c]]);
    }

    [Fact]
    public void Inner_models_and_wrappers_of_them_forget_their_states_with_the_model_around()
    {
        var inner = keras.Sequential(
            [SimpleRNN(2, stateful: true, return_sequences: true, batch_input_shape: (2, 3, 2)), Bidirectional(GRU(2, stateful: true))]);
        var outer = keras.Sequential([inner, Dense(1)]);
        Assert.True(outer.stateful);
        var x = Numbers(new Random(2), 2, 3, 2).numpy();
        NDArray first = outer.predict(x, verbose: 0), second = outer.predict(x, verbose: 0);
        outer.reset_states();
        NDArray again = outer.predict(x, verbose: 0);
        Assert.NotEqual(first.ToArray<float>(), second.ToArray<float>());
        Assert.Equal(first.ToArray<float>(), again.ToArray<float>());
    }

    [Fact]
    public void Bidirectional_takes_weights_and_shows_its_constraints()
    {
        var model = Bidirectional(LSTM(2, kernel_constraint: "max_norm"));
        var x = Numbers(new Random(3), 2, 3, 2);
        Tensor expected = model[x];
        Tensor same = Bidirectional(LSTM(2), weights: model.get_weights())[x];
        Assert.Equal(expected.ToArray<float>(), same.ToArray<float>());
        Assert.Equal(2, model.constraints.Count);
    }

    [Fact]
    public void TimeDistributed_runs_models_and_makes_them_again_from_their_configuration()
    {
        var layer = TimeDistributed(keras.Sequential([LSTM(3, input_shape: (4, 2)), Dense(2)]));
        var x = Numbers(new Random(4), 2, 3, 4, 2);
        Tensor expected = layer[x];
        Assert.Equal((2, 3, 2), expected.Shape);
        Assert.Equal((null, null, 2), layer.compute_output_shape((null, null, 4, 2)));
        var again = deserialize(serialize(layer));
        _ = again[x];
        again.set_weights(layer.get_weights());
        Tensor same = again[x];
        Assert.Equal(expected.ToArray<float>(), same.ToArray<float>());
    }

    [Fact]
    public void Sizes_of_states_read_as_in_Python()
    {
        Assert.Equal("3", SimpleRNNCell(3).state_size.ToString());
        Assert.Equal("[3, 3]", LSTMCell(3).state_size.ToString());
        Assert.Equal("[[3, 3], 2]", StackedRNNCells([LSTMCell(3), GRUCell(2)]).state_size.ToString());
        Assert.Equal("[2, [(2, 2), 1]]", new Counting(2).state_size.ToString());
        Assert.Equal(["(2,)", "(2, 2)", "(1,)"], new Counting(2).state_size.Shapes.Select(shape => shape.ToString()));
        Assert.Equal("InputSpec(ndim=3, axes={-1: 3})", InputSpec(ndim: 3, axes: new Dictionary<int, int> { [-1] = 3 }).ToString());
        Assert.Equal((1, 2), KerasLikeRnn.Layers.InputSpec.from_config(InputSpec(shape: (1, 2)).get_config()).shape);
    }

    [Fact]
    public void Masking_knows_infinity_and_never_finds_nan()
    {
        var x = Tensor.From<float>(
            [float.NaN, float.NaN, 1, float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity], (1, 3, 2));
        Assert.Equal([true, true, true], Masking(double.NaN)[x][0].Mask!.ToArray<bool>());
        Assert.Equal([true, true, false], Masking(double.PositiveInfinity)[x][0].Mask!.ToArray<bool>());
    }

    private static object Make(string mistake)
    {
        Tensor x = Ops.Ones((2, 3, 4)), h = Ops.Ones((2, 3));
        return mistake switch
        {
            "negative units" => GRU(-1),
            "rank 2" => LSTM(3)[Ops.Ones((3, 4))],
            "other features" => Called(LSTM(3), x)[Ops.Ones((2, 3, 5))],
            "one state of two" => LSTM(3)[x, initial_state: h],
            "wide state" => SimpleRNN(3)[x, initial_state: Ops.Ones((2, 5))],
            "constants" => RNN(SimpleRNNCell(3))[x, constants: h],
            "unroll" => SimpleRNN(3, unroll: true)[keras.Input((null, 4))],
            "stateful" => LSTM(3, stateful: true)[keras.Input((3, 4))],
            "reset stateless" => Reset(LSTM(3)),
            "reset unbuilt" => Reset(LSTM(3, stateful: true)),
            "other batch" => Called(LSTM(3, stateful: true), x)[Ops.Ones((3, 3, 4))],
            "reset with one" => Reset(Called(LSTM(3, stateful: true), x), h.numpy()),
            "reset with other shape" => Reset(Called(LSTM(3, stateful: true), x), h.numpy(), Ops.Ones((1, 3)).numpy()),
            "merge mode" => Bidirectional(LSTM(3), merge_mode: "x"),
            "same direction" => Bidirectional(LSTM(3), backward_layer: LSTM(3)),
            "other sequences" => Bidirectional(LSTM(3), backward_layer: LSTM(3, go_backwards: true, return_sequences: true)),
            "odd states" => Bidirectional(SimpleRNN(3))[x, initial_state: [h, h, h]],
            "no recurrent layer" => Bidirectional(Dense(3)),
            "distributed rank" => TimeDistributed(Dense(3))[Ops.Ones((3, 4))],
            "repeat rank" => RepeatVector(2)[x],
            "state of what" => LSTMCell(3).get_initial_state(),
            "axis" => InputSpec(ndim: 2, axes: new Dictionary<int, int> { [5] = 3 }),
            "long mask" => LSTM(3)[x, mask: Ops.Ones((2, 5), DType.Bool)],
            "drop all" => LSTM(3, dropout: 2)[x, training: true],
            "no computation" => RNN(new Nothing())[x],
            _ => throw new ArgumentOutOfRangeException(nameof(mistake), mistake, "No such mistake."),
        };
    }

    private static RNN Called(RNN layer, Tensor x)
    {
        _ = layer[x];
        return layer;
    }

    private static RNN Reset(RNN layer, params NDArray[] states)
    {
        layer.reset_states(states.Length == 0 ? null : states);
        return layer;
    }

    private static AbstractRNNCell Cell(int kind, int units) => kind switch
    {
        0 => SimpleRNNCell(units, bias_initializer: "uniform"),
        1 => LSTMCell(units, bias_initializer: "uniform"),
        2 => GRUCell(units, bias_initializer: "uniform"),
        3 => GRUCell(units, reset_after: false, implementation: 1),
        4 => new Minimal(units),
        _ => new Counting(units),
    };

    private static Tensor Where(Tensor? valid, Tensor yes, Tensor no) => valid is null
        ? yes
        : Ops.Select(Ops.Reshape(valid, Shape.Of([yes.Shape.Dims[0], .. Enumerable.Repeat(1, yes.Rank - 1)])), yes, no);

    private static Tensor Numbers(Random random, params int[] sizes) => Tensor.From<float>(
        Enumerable.Range(0, sizes.Aggregate(1, (a, b) => a * b)).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray(),
        Shape.Of(sizes));

    private sealed class Nothing : AbstractRNNCell
    {
        public override StateSize state_size => 3;
    }
}
