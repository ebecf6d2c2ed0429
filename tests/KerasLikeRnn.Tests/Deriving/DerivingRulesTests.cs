using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Constraints;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Initializers;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Optimizers.Schedules;
using KerasLikeRnn.Regularizers;
using static keras.layers;
using static keras.models;
using static KerasLikeRnn.Builtins;
using MeanSquaredError = KerasLikeRnn.Losses.MeanSquaredError;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Deriving;

/// <summary>What holds for all classes that derive from those of Keras. What Keras says and in which order is its own answer.</summary>
[Collection("Seeds")]
public sealed class DerivingRulesTests
{
    private const string Refused =
        "\nLayer Sized has arguments ['self', 'units']\nin `__init__` and therefore must override `get_config()`.\n";

    private static readonly Type[] kinds =
    [
        typeof(Layer), typeof(Loss), typeof(Metric), typeof(Optimizer), typeof(Callback), typeof(Initializer), typeof(Regularizer),
        typeof(Constraint), typeof(LearningRateSchedule),
    ];

    [Fact]
    public void Every_class_of_Kerass_can_be_derived_from()
    {
        var closed = typeof(Layer).Assembly.GetExportedTypes()
            .Where(type => type.IsDefined(typeof(KerasExportAttribute), inherit: false) && Array.Exists(kinds, type.IsAssignableTo))
            .Where(type => type.IsSealed || (!type.IsAbstract && type.GetConstructors().Length == 0));
        Assert.Empty(closed);
    }

    [Fact]
    public void A_layer_with_arguments_and_no_configuration_is_refused()
    {
        var model = Sequential([Input([2]), new Sized(3)]);
        var i = Input([2]);
        foreach (var ask in new Func<object>[]
        {
            new Sized(3).get_config, () => clone_model(model), () => Model(i, new Sized(3)[i]).to_json()
        })
            Assert.StartsWith(Refused, Assert.Throws<NotSupportedException>(ask).Message, StringComparison.Ordinal);
        Assert.Equal("{'name': 'plain', 'trainable': True, 'dtype': 'float32'}", PythonText(new Plain("plain").get_config()));
    }

    [Fact]
    public void A_constructor_may_leave_out_what_comes_out_the_same()
    {
        var model = Sequential([Input([2]), new Narrow(3), new Plain(null)]);
        model.layers[0].trainable = false;
        var copy = clone_model(model);
        Assert.Equal(PythonText(model.get_config()), PythonText(copy.get_config()));
        Assert.IsType<Narrow>(copy.layers[0]);
        var config = new Narrow(3).get_config();
        config["activation"] = "tanh";
        var error = Assert.Throws<TypeError>(() => Layer.from_config<Narrow>(config));
        Assert.Contains("'activation'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_derived_attention_is_cloned_with_its_weights()
    {
        var i = Input((4, 3));
        var attention = new Heads();
        var model = Model(i, attention[i, i]);
        var copy = clone_model(model);
        copy.set_weights(model.get_weights());
        Tensor x = tf.random.normal((2, 4, 3));
        Assert.Equal(((Tensor)model[x]).ToArray<float>(), ((Tensor)copy[x]).ToArray<float>());
        Assert.IsType<Heads>(copy.layers[1]);
    }

    [Fact]
    public void Objects_are_made_of_configurations_by_their_own_methods()
    {
        Dictionary<string, object> own = new() { ["Halved"] = typeof(Halved), ["Tenth"] = typeof(Tenth) };
        var loss = keras.losses.deserialize(keras.losses.serialize(new Halved(4)), own);
        Assert.Equal(4, Assert.IsType<Halved>(loss).Given);
        var optimizer = keras.optimizers.deserialize(keras.optimizers.serialize(new Tenth(0.25)), own);
        Assert.Equal(0.25, Assert.IsType<Tenth>(optimizer).Given);
        Assert.Equal(0.025, (double)optimizer.learning_rate, 6);
    }

    [Fact]
    public void Layers_and_variables_in_fields_belong_to_it_after_its_own_weights()
    {
        keras.backend.clear_session();
        var dense = new Inner();
        _ = dense[tf.ones((1, 4))];
        Assert.Equal(["scale:0", "inner/kernel:0", "inner/bias:0", "inner/dense/kernel:0", "inner/dense/bias:0"], Names(dense));
        dense.trainable = false;
        Assert.Empty(dense.trainable_weights);
        var normal = new Normalized();
        _ = normal[tf.ones((1, 4))];
        Assert.Equal(
            ["normalized/gamma:0", "normalized/beta:0", "normalized/batch_normalization/gamma:0", "normalized/batch_normalization/beta:0",
                "normalized/moving_mean:0", "normalized/moving_variance:0", "normalized/batch_normalization/moving_mean:0",
                "normalized/batch_normalization/moving_variance:0"],
            Names(normal));
    }

    [Fact]
    public void A_model_of_symbolic_tensors_has_the_layers_of_its_fields_too()
    {
        var i = Input([4]);
        var net = new Net(i, Dense(3)[i]);
        _ = net.Extra[tf.ones((1, 3))];
        Assert.Equal(3, net.layers.Count);
        Assert.Equal(4, net.weights.Count);
    }

    [Fact]
    public void A_shape_is_found_by_running_a_call_that_came_after_its_rule()
    {
        Assert.Equal("(None, 7, 3)", new Repeated(3)[Input([4])].shape.ToString());
        Assert.Equal("(None, 3)", new Doubled(3)[Input([4])].shape.ToString());
    }

    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("GRU")]
    [InlineData("LSTM")]
    public void A_step_of_ones_own_is_made_at_every_step(string kind)
    {
        var steps = 0;
        Layer cell = kind switch
        {
            "SimpleRNN" => new CountedSimple(() => steps++),
            "GRU" => new CountedGRU(() => steps++),
            _ => new CountedLSTM(() => steps++),
        };
        keras.utils.set_random_seed(3);
        Tensor x = tf.random.normal((2, 5, 4));
        var rnn = RNN(cell, return_sequences: true);
        Tensor slow = rnn[x];
        Assert.Equal(5, steps);
        Layer whole = kind switch { "SimpleRNN" => SimpleRNNCell(3), "GRU" => GRUCell(3), _ => LSTMCell(3) };
        var fused = RNN(whole, return_sequences: true);
        fused.build((2, 5, 4));
        fused.set_weights(rnn.get_weights());
        Near.Equal(((Tensor)fused[x]).ToArray<float>(), slow.ToArray<float>(), 1e-5);
    }

    [Fact]
    public void Derived_layers_go_into_wrappers()
    {
        Tensor x = tf.random.normal((2, 4, 3));
        var doubled = Bidirectional(new DoubledLSTM(5, return_sequences: true));
        Tensor twice = doubled[x];
        var plain = Bidirectional(LSTM(5, return_sequences: true));
        plain.build((2, 4, 3));
        plain.set_weights(doubled.get_weights());
        Near.Equal(((Tensor)plain[x] * 2).ToArray<float>(), twice.ToArray<float>(), 1e-6);
        Assert.Equal("(None, 4, 6)", TimeDistributed(new Flat(2))[Input((4, 3))].shape.ToString());
    }

    [Fact]
    public void A_build_of_ones_own_is_asked_by_layers_of_several_inputs()
    {
        var add = new Weighted();
        Tensor x = tf.ones((2, 3));
        Assert.Equal([5f, 5f, 5f], ((Tensor)add[new Tensor[] { x, x }])[0].ToArray<float>());
        Assert.Equal([(2, 3), (2, 3)], add.Seen!.shapes);
        var mask = new EveryStep(0.5);
        keras.utils.set_random_seed(1);
        Tensor dropped = mask[tf.ones((2, 3, 4)), training: true];
        Assert.Equal(dropped[0].ToArray<float>(), dropped[1].ToArray<float>());
    }

    [Fact]
    public void A_layer_that_is_no_cell_is_refused()
    {
        Assert.StartsWith("The RNN cell should have a `state_size` attribute (tuple of integers, one integer per RNN state)",
            Assert.Throws<ValueError>(() => RNN(Dense(3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void States_of_stacked_cells_are_lists()
    {
        var rnn = RNN([LSTMCell(5), GRUCell(6), LSTMCell(2)], return_state: true);
        Tensor x = tf.ones((2, 3, 4));
        var (output, (h, c), state, last) = rnn[x];
        Assert.Equal("(2, 2) (2, 5) (2, 5) (2, 6)", $"{output.Shape} {h.Shape} {c.Shape} {state.Shape}");
        Assert.Equal(
            rnn[x, initial_state: [h, c, state, .. (Tensors)last]].Select(each => each.ToArray<float>()),
            rnn[x, initial_state: [h, c, state, last]].Select(each => each.ToArray<float>()));
        var (first, second, third) = rnn.get_initial_state(x);
        Assert.Equal("(2, 6)", second.Shape.ToString());
        Assert.Equal(output.ToArray<float>(), rnn[x, initial_state: [first, second, third]][0].ToArray<float>());
        Assert.Throws<TypeError>(() => tf.square(last));

        var i = Input((3, 4));
        var (symbolic, lists, one, _) = rnn[i];
        Assert.Equal("(None, 6)", one.Shape.ToString());
        Assert.Equal(4, Model(i, [symbolic, lists, one]).outputs.Count);
        var (a, b) = tf.constant(new float[,] { { 1, 2 }, { 3, 4 } });
        Assert.Equal([3f, 4f], b.ToArray<float>());
        Assert.Equal([1f, 2f], a.ToArray<float>());
    }

    private static string PythonText(object? value) => KerasLikeRnn.Python.PythonText.Repr(value);

    private static IEnumerable<string> Names(Layer layer) => layer.weights.Select(weight => weight.Name);

    private sealed class Sized(int units) : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => tf.tile(inputs, (1, units));
    }

    public sealed class Plain(string? name) : Layer(name: name);

    public sealed class Narrow(int units) : Dense(units, activation: "relu", use_bias: false);

    public sealed class Halved(int given) : MeanSquaredError
    {
        public int Given { get; } = given;

        public override OrderedDictionary<string, object?> get_config() => new() { ["twice"] = 2 * Given };

        public static Halved from_config(IReadOnlyDictionary<string, object?> config) => new((int)config["twice"]! / 2);
    }

    public sealed class Tenth(double given) : SGD(given / 10)
    {
        public double Given { get; } = given;

        public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["given"] = Given };

        public static Tenth from_config(IReadOnlyDictionary<string, object?> config) => new((double)config["given"]!);
    }

    private sealed class Inner() : Dense(3)
    {
        private readonly Dense inner = Dense(2);
        private readonly Variable scale = tf.Variable(1.0, name: "scale");

        public override Tensors call(Tensors inputs, CallContext context) => inner[base.call(inputs, context)] * scale;
    }

    private sealed class Normalized : BatchNormalization
    {
        private readonly BatchNormalization inner = BatchNormalization();

        public override Tensors call(Tensors inputs, CallContext context) => inner[base.call(inputs, context)];
    }

    private sealed class Net(Tensors inputs, Tensors outputs) : Functional(inputs, outputs)
    {
        public Dense Extra { get; } = Dense(2);
    }

    public sealed class DoubledLSTM(int units, bool return_sequences, bool go_backwards = false)
        : LSTM(units, return_sequences: return_sequences, go_backwards: go_backwards)
    {
        public override Tensors call(Tensors inputs, CallContext context) => base.call(inputs, context) * 2.0;
    }

    public sealed class Heads() : MultiHeadAttention(2, 3);

    private sealed class Flat(int times) : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => tf.tile(inputs, (1, times));
    }

    private sealed class Weighted : Add
    {
        private Variable? factor;

        public ShapeList? Seen { get; private set; }

        public override void build(Shape input_shape)
        {
            Seen = (ShapeList)input_shape;
            base.build(input_shape);
            factor = add_weight("factor", initializer: keras.initializers.Constant(2.5));
        }

        public override Tensors call(Tensors inputs, CallContext context) => base.call(inputs, context) * factor!;
    }

    private sealed class EveryStep(double rate) : Dropout(rate)
    {
        protected override Shape _get_noise_shape(Tensor inputs) => inputs.Shape.With(0, 1);
    }

    private sealed class Repeated(int units) : Dense(units)
    {
        public override Tensors call(Tensors inputs, CallContext context) => keras.backend.repeat(base.call(inputs, context), 7);
    }

    private sealed class Doubled(int units) : Dense(units)
    {
        public override void build(Shape input_shape)
        {
            base.build(input_shape);
            add_weight("factor", initializer: "ones");
        }
    }

    private sealed class CountedSimple(Action step) : SimpleRNNCell(3)
    {
        public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context)
        {
            step();
            return base.call(inputs, states, context);
        }
    }

    private sealed class CountedGRU(Action step) : GRUCell(3)
    {
        public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states)
        {
            step();
            return base.call(inputs, states);
        }
    }

    private sealed class CountedLSTM(Action step) : LSTMCell(3)
    {
        public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states)
        {
            step();
            return base.call(inputs, states);
        }
    }
}
