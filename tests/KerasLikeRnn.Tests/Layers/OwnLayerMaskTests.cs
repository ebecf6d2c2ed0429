using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;
using K = keras.backend;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>
/// A layer of one's own is given the mask of its input, whatever it supports; whether it hands it on is another question. Keras
/// 2.9.0's numbers for the table 0, 0.05, 0.1, ... of ten words in two features.
/// </summary>
[Collection("Seeds")]
public sealed class OwnLayerMaskTests
{
    private static readonly NDArray ids = np.array(
        new[,] { { 1, 2, 3, 0, 0, 0, 0, 0 }, { 4, 5, 0, 0, 0, 0, 0, 0 }, { 1, 2, 3, 4, 5, 6, 7, 8 } });

    public static TheoryData<string, double> Stacks => new()
    {
        { "pool", 2.35 }, { "through, pool", 2.85 }, { "supporting, pool", 4.7 }, { "deaf, pool", 2.85 }, { "telling, pool", 4.7 },
    };

    [Theory]
    [MemberData(nameof(Stacks))]
    public void The_mask_comes_to_a_call_and_goes_on_where_the_layer_says_so(string stack, double sum)
    {
        var layers = stack.Split(", ").Select(Make).Prepend(Words()).ToList();
        var model = keras.Sequential(layers);
        Assert.Equal(sum, (double)np.sum(model.predict(ids, verbose: 0)), 1e-5);
        Assert.Equal(sum, (double)np.sum(new Net([.. stack.Split(", ").Select(Make).Prepend(Words())]).predict(ids, verbose: 0)), 1e-5);
    }

    [Fact]
    public void Masks_of_a_list_come_as_a_list_with_None_for_the_unmasked()
    {
        var input = keras.Input(shape: [null]);
        var words = Words()[input];
        var two = new Two();
        var model = keras.Model(input, two[[words, Lambda(t => t * 2)[words]]]);
        Assert.Equal(34.2, (double)np.sum(model.predict(ids, verbose: 0)), 1e-4);
        Assert.Equal([true, false], two.Masked);
    }

    [Fact]
    public void A_time_distributed_layer_sees_the_mask_of_its_steps()
    {
        var asks = new Supporting { Hands = true };
        var model = keras.Sequential([Words(), TimeDistributed(asks), new Pool()]);
        Assert.Equal(4.7, (double)np.sum(model.predict(ids, verbose: 0)), 1e-5);
        Assert.Equal(24, asks.Seen);
    }

    [Fact]
    public void Attention_over_masked_steps_trains_as_in_Keras()
    {
        var model = keras.Sequential([Words(), new Attend(), Dense(1, activation: "sigmoid", kernel_initializer: "ones")]);
        model.compile("sgd", "binary_crossentropy");
        var losses = model.fit(ids, np.array([1f, 0, 1]), epochs: 3, verbose: 0).history["loss"];
        Near.Equal([0.6806367039680481f, 0.6799045205116272f, 0.6791744232177734f], [.. losses.Select(loss => (float)loss)], 1e-5);
    }

    [Theory]
    [InlineData(false, 1.006666660308838)]
    [InlineData(true, 0.6354167461395264)]
    public void A_loss_counts_the_steps_that_the_mask_lets_through(bool supports, double loss)
    {
        var model = keras.Sequential([Words(), supports ? new Supporting() : new Through(), Dense(1, kernel_initializer: "ones")]);
        model.compile("sgd", "mse");
        Assert.Equal(loss, (double)model.evaluate(ids, np.ones(new NumSharp.Shape(3, 8, 1), NPTypeCode.Single), verbose: 0), 1e-5);
    }

    [Fact]
    public void A_layer_that_supports_no_mask_refuses_to_say_what_becomes_of_one()
    {
        var layer = new Through();
        Assert.Null(layer.compute_mask(Ops.Zeros((1, 1, 1))));
        var error = Assert.Throws<TypeError>(() => layer.compute_mask(Ops.Zeros((1, 1, 1)), Tensor.From<bool>([true], (1, 1))));
        Assert.StartsWith(
            $"Layer {layer.name} does not support masking, but was passed an input_mask: ", error.Message, StringComparison.Ordinal);
    }

    private static Layer Make(string kind) => kind switch
    {
        "pool" => new Pool(),
        "through" => new Through(),
        "supporting" => new Supporting(),
        "deaf" => new Deaf(),
        _ => new Telling(),
    };

    private static Embedding Words()
    {
        var layer = Embedding(10, 2, mask_zero: true);
        layer.build((null, null));
        layer.set_weights([np.array(Enumerable.Range(0, 20).Select(i => i / 20f).ToArray()).reshape(10, 2)]);
        return layer;
    }

    private sealed class Pool : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context)
        {
            if (context.mask is null) return K.mean(inputs, 1);
            var weights = K.expand_dims(K.cast(context.mask, "float32"));
            return K.sum((Tensor)inputs * weights, 1) / K.sum(weights, 1);
        }
    }

    private sealed class Through : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => (Tensor)inputs * 2;
    }

    private sealed class Supporting : Layer
    {
        public Supporting() => supports_masking = true;

        public bool Hands { get; set; }

        public long Seen { get; private set; }

        public override Tensors call(Tensors inputs, CallContext context)
        {
            Seen = context.mask?.Length ?? 0;
            return (Tensor)inputs * 2;
        }
    }

    private sealed class Deaf : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => (Tensor)inputs * 2;
    }

    private sealed class Telling : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => (Tensor)inputs * 2;

        public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => mask;
    }

    private sealed class Two : Layer
    {
        public bool[] Masked { get; private set; } = [];

        public override Tensors call(Tensors inputs, CallContext context)
        {
            if (context.masks.Count > 0) Masked = [.. context.masks.Select(mask => mask is not null)];
            return inputs[0] + inputs[1];
        }
    }

    private sealed class Attend : Layer
    {
        private Variable? w;

        public override void build(Shape input_shape) => w = add_weight("w", (input_shape[-1], 1), initializer: "ones");

        public override Tensors call(Tensors inputs, CallContext context)
        {
            var scores = K.squeeze(K.dot(inputs, w!), -1);
            if (context.mask is not null) scores -= 1e9 * (1 - K.cast(context.mask, "float32"));
            return K.sum((Tensor)inputs * K.expand_dims(K.softmax(scores)), 1);
        }
    }

    private sealed class Net(List<Layer> stack) : Model
    {
        private readonly List<Layer> stack = stack;

        public override Tensors call(Tensors inputs, CallContext context) => stack.Aggregate(inputs, (x, layer) => layer[x]);
    }
}
