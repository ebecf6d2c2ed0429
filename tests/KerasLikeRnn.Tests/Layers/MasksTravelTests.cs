using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using NumSharp;
using static keras.layers;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>A mask goes from layer to layer with the tensor that a layer gave, and nowhere else.</summary>
[Collection("Seeds")]
public sealed class MasksTravelTests
{
    private static readonly NDArray ids = np.array(new[,] { { 1, 2, 0, 0 }, { 3, 0, 0, 0 } });

    public static TheoryData<string> Layers => ["wipes", "changes", "deaf", "dropout", "identity", "reshape"];

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_that_returns_its_input_takes_no_mask_from_its_neighbours(string kind)
    {
        keras.utils.set_random_seed(1);
        var input = keras.Input(4);
        var (words, between, behind, beside) = (Embedding(5, 3, mask_zero: true), Make(kind), LSTM(2), LSTM(2));
        var x = words[input];
        var first = keras.Model(input, [behind[between[x]], beside[x]]);
        var second = keras.Model(input, [beside[x], behind[between[x]]]);
        var (masked, alone) = (beside[words[ids], mask: Mask()], beside[words[ids].numpy()]);
        Assert.NotEqual(Numbers(masked), Numbers(alone));
        Assert.Equal(Numbers(masked), first.predict(ids, verbose: 0).outputs[1].ToArray<float>());
        Assert.Equal(Numbers(masked), second.predict(ids, verbose: 0).outputs[0].ToArray<float>());

        Tensors y = words[ids];
        _ = between[y];
        Assert.Equal(Numbers(masked), Numbers(beside[y]));
    }

    [Fact]
    public void As_in_Keras_a_tensor_keeps_the_mask_that_it_has()
    {
        Tensor x = Embedding(5, 3, mask_zero: true)[ids];
        Assert.Same(x.Mask, ((Tensor)new Wipes()[x]).Mask);
        Assert.Same(x.Mask, ((Tensor)new Deaf()[x]).Mask);
        Assert.Null(((Tensor)Reshape((4, 3))[x]).Mask);
    }

    [Fact]
    public void A_mask_given_to_a_call_stays_with_that_call()
    {
        var input = keras.Input((4, 3));
        var model = keras.Model(input, LSTM(2)[Dropout(0.5)[input]]);
        Tensor x = tf.ones((2, 4, 3));
        var masked = model[x, mask: Mask()];
        Assert.Null(x.Mask);
        Assert.NotEqual(Numbers(masked), Numbers(model[x]));
    }

    [Fact]
    public void The_gradient_reaches_the_table_through_a_tensor_that_was_given_another_mask()
    {
        keras.utils.set_random_seed(1);
        var words = Embedding(5, 3);
        var own = new Changes { Hands = true };
        var lstm = LSTM(2);
        using var tape = new GradientTape();
        var y = lstm[own[words[ids]]];
        var gradients = tape.gradient(tf.reduce_sum(y), [words.embeddings, lstm.weights[0]]);
        Assert.All(gradients, gradient => Assert.Contains(gradient.ToDense().ToArray<float>(), number => number != 0));
    }

    [Fact]
    public void Layers_tell_the_masks_of_their_inputs_and_outputs_as_in_Keras()
    {
        var model = keras.Sequential([
            Embedding(5, 3, mask_zero: true, input_length: 4), Dropout(.5), LSTM(2, return_sequences: true), LSTM(2), Dense(1)]);
        Assert.Equal("None (None, 4) (None, 4) (None, 4) None", Shapes(model.layers.Select(layer => layer.input_mask)));
        Assert.Equal("(None, 4) (None, 4) (None, 4) None None", Shapes(model.layers.Select(layer => layer.output_mask)));
        Assert.Null(model.input_mask);
        Assert.Null(model.output_mask);

        var steps = keras.Sequential([
            Masking(input_shape: (null, 2)), TimeDistributed(Dense(3)), Bidirectional(GRU(2, return_sequences: true)), Conv1D(2, 2)]);
        Assert.Equal("None (None, None) (None, None) (None, None)", Shapes(steps.layers.Select(layer => layer.input_mask)));
        Assert.Equal("(None, None) (None, None) (None, None) None", Shapes(steps.layers.Select(layer => layer.output_mask)));
        Assert.Equal("bool", steps.layers[0].output_mask![0]!.DType.Name());
    }

    [Fact]
    public void Masks_of_several_inputs_are_a_list()
    {
        var add = Add();
        _ = add[[(Tensor)Masking()[keras.Input((4, 3))], keras.Input((4, 3))]];
        Assert.Equal("[<KerasTensor: shape=(None, 4) dtype=bool>, None]", $"{add.input_mask}");
        Assert.Equal("(None, 4)", $"{((Tensor?)add.output_mask)!.Shape}");
        _ = add[[keras.Input((4, 3)), keras.Input((4, 3))]];
        Assert.Equal("[None, None]", $"{add.get_input_mask_at(1)}");
        Assert.Null(add.get_output_mask_at(1));
        Assert.Equal($"{add.output_mask}", $"{add.get_output_mask_at(0)}");
    }

    [Fact]
    public void A_model_inside_a_model_hands_masks_on()
    {
        var inner = keras.Sequential([LSTM(3, return_sequences: true, input_shape: (4, 3)), Dropout(0.5)]);
        var model = keras.Sequential([Embedding(5, 3, mask_zero: true, input_length: 4), inner, LSTM(2)]);
        Assert.Equal("(None, 4)", $"{((Tensor?)model.layers[2].input_mask)!.Shape}");
        Assert.Null(inner.layers[0].input_mask);
        Assert.Equal(
            "Layer dense is not connected, no input to return.",
            Assert.Throws<InvalidOperationException>(() => new Dense(2, options: new(name: "dense")).input_mask).Message);
    }

    [Fact]
    public void A_class_derived_from_a_merge_says_what_becomes_of_the_mask()
    {
        Tensor x = Embedding(5, 3, mask_zero: true)[ids];
        Assert.NotNull(((Tensor)Add()[[x, x]]).Mask);
        Assert.Null(((Tensor)new Unmasking()[[x, x]]).Mask);
    }

    [Fact]
    public void States_in_lists_stay_in_lists_where_the_output_has_a_mask()
    {
        Tensor x = Embedding(5, 3, mask_zero: true)[ids];
        var rnn = RNN([keras.layers.LSTMCell(2), keras.layers.LSTMCell(2)], return_sequences: true, return_state: true);
        var (output, first, second) = rnn[x];
        Assert.Same(x.Mask, output.Mask);
        var (h, c) = first;
        Assert.Equal("(2, 2) (2, 2)", $"{h.Shape} {c.Shape}");
    }

    [Fact]
    public void The_mask_of_a_symbolic_tensor_is_a_step_of_the_model()
    {
        var input = keras.Input(4);
        var words = Embedding(5, 3, mask_zero: true);
        var features = keras.Input((4, 3));
        var masking = Masking(2);
        var model = keras.Model([input, features], [words.compute_mask(input)!, masking.compute_mask(features)!]);
        var (of, by) = model.predict(new[] { ids, np.array(new float[2, 4, 3]) }, verbose: 0);
        Assert.Equal(Mask().ToArray<bool>(), of.ToArray<bool>());
        Assert.All(by.ToArray<bool>(), Assert.True);
        Assert.Equal("(None, 4)", $"{words.compute_mask(input)!.Shape}");
    }

    private static Layer Make(string kind) => kind switch
    {
        "wipes" => new Wipes(),
        "changes" => new Changes { Hands = true },
        "deaf" => new Deaf(),
        "dropout" => Dropout(0.5),
        "identity" => new Lambda(x => x),
        _ => Reshape((4, 3)),
    };

    private static Tensor Mask() => tf.constant(new[,] { { true, true, false, false }, { true, false, false, false } });

    private static float[] Numbers(Tensor tensor) => tensor.ToArray<float>();

    private static string Shapes(IEnumerable<Masks?> masks) =>
        string.Join(" ", masks.Select(mask => mask is null ? "None" : $"{mask[0]!.Shape}"));

    private sealed class Wipes : Layer
    {
        public Wipes() => supports_masking = true;

        public override Tensors call(Tensors inputs, CallContext context) => inputs;

        public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => null;
    }

    private sealed class Changes : Layer
    {
        public bool Hands { get; init; }

        public override Tensors call(Tensors inputs, CallContext context) => inputs;

        public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => Hands ? tf.ones((2, 4), dtype: "bool") : mask;
    }

    private sealed class Unmasking : Add
    {
        public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => null;
    }

    private sealed class Deaf : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => inputs;
    }
}
