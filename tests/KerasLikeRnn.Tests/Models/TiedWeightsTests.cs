using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;
using NumSharp;
using static keras.layers;
using K = keras.backend;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Models;

/// <summary>
/// A weight held twice counts and trains once. Keras 2.9.0's loss of the fourth epoch and the sum of the table's absolute values.
/// </summary>
[Collection("Seeds")]
public sealed class TiedWeightsTests
{
    private static readonly NDArray ids = np.array(new[,] { { 0, 1, 2 }, { 3, 4, 5 }, { 1, 1, 4 }, { 2, 0, 5 } }),
        labels = np.array([0, 3, 2, 5]);

    public static TheoryData<string, double, double> Recorded => new()
    {
        { "sgd", 1.4253876209259033, 9.675336837768555 },
        { "adam", 1.4219386577606201, 9.128157615661621 },
        { "rmsprop", 1.558622121810913, 9.009921073913574 },
        { "adagrad", 1.509840488433838, 9.279772758483887 },
        { "adadelta", 1.6198978424072266, 8.990876197814941 },
        { "adamax", 1.456592082977295, 9.165839195251465 },
        { "nadam", 1.495812177658081, 9.077495574951172 },
        { "ftrl", 1.7015756368637085, 1.359812617301941 },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Tied_embeddings_train_as_in_Keras(string name, double loss, double sum)
    {
        foreach (var functional in new[] { false, true })
        {
            var (model, words) = functional ? Functional() : Subclass();
            var optimizer = Make(name);
            model.compile(optimizer, "sparse_categorical_crossentropy");
            var losses = model.fit(ids, labels, epochs: 4, batch_size: 2, shuffle: false, verbose: 0).history["loss"];
            Near.Equal([(float)loss, (float)sum], [(float)losses[^1], (float)np.sum(np.abs(words.get_weights()[0]))], 1e-4);
            if (name == "sgd") Assert.Equal(3, optimizer.weights.Count);
        }
    }

    [Fact]
    public void It_is_counted_once_in_the_model_and_in_each_layer_that_holds_it()
    {
        var (model, words) = Functional();
        Assert.Equal([$"{words.name}/embeddings:0", $"{model.layers[^1].name}/b:0"], model.weights.Select(weight => weight.Name));
        Assert.Equal(2, model.trainable_weights.Count);
        Assert.Equal(24, model.count_params());
        Assert.Equal([0, 18, 0, 24], model.layers.Select(layer => layer.count_params()));
        Assert.Equal(2, model.get_weights().Length);
        var lines = new List<string>();
        model.summary(print_fn: lines.Add);
        Assert.Contains("Total params: 24", lines);
        Assert.Contains("Trainable params: 24", lines);
    }

    [Fact]
    public void A_frozen_holder_freezes_its_share_only()
    {
        var (model, words) = Functional(bias: false);
        words.trainable = false;
        Assert.Empty(model.trainable_weights);
        model.layers[^1].trainable = true;
        Assert.Equal([1, 0, 1], [model.trainable_weights.Count, model.non_trainable_weights.Count, model.weights.Count]);
    }

    [Fact]
    public void Its_penalty_counts_once()
    {
        var (model, _) = Functional(bias: false, regularizer: "l2");
        model.compile("sgd", "sparse_categorical_crossentropy");
        var losses = model.fit(ids, labels, epochs: 2, verbose: 0).history["loss"];
        Near.Equal([1.6846933364868164f, 1.68430757522583f], [.. losses.Select(value => (float)value)], 1e-5);
        Assert.Single(model.losses);
    }

    [Fact]
    public void Its_constraint_is_applied_once()
    {
        var halved = new Halved();
        var model = keras.Sequential([halved, new Borrower(halved)]);
        model.compile(new SGD(0.01), "mse");
        var losses = model.fit(np.ones((4, 2)), np.zeros((4, 2)), epochs: 3, verbose: 0).history["loss"];
        Near.Equal([16f, 0.4978714883327484f, 0.027749931439757347f], [.. losses.Select(value => (float)value)], 1e-5);
        Near.Equal([.. Enumerable.Repeat(0.10135658085346222f, 4)], halved.Weight.Value.ToArray<float>(), 1e-5);
    }

    [Fact]
    public void A_weight_in_two_fields_of_a_layer_is_one()
    {
        var layer = new Twice();
        var model = keras.Sequential([layer]);
        model.compile("sgd", "mse");
        var losses = model.fit(
            np.ones(new NumSharp.Shape(4, 2), NPTypeCode.Single), np.zeros(new NumSharp.Shape(4, 2), NPTypeCode.Single), epochs: 3,
            verbose: 0).history["loss"];
        Near.Equal([16f, 7.965943813323975f, 4.93327522277832f], [.. losses.Select(value => (float)value)], 1e-5);
        Assert.Equal(4, layer.count_params());
        Assert.Single(layer.get_weights());
    }

    private static Optimizer Make(string name) => name switch
    {
        "sgd" => new SGD(0.1, momentum: 0.9),
        "adam" => new Adam(0.05),
        "rmsprop" => new RMSprop(0.01),
        "adagrad" => new Adagrad(0.1),
        "adadelta" => new Adadelta(1.0),
        "adamax" => new Adamax(0.05),
        "nadam" => new Nadam(0.05),
        _ => new Ftrl(0.1),
    };

    private static (Model, Embedding) Subclass()
    {
        var model = new Tied();
        model.build((null, 3));
        return (model, Set(model.Words));
    }

    private static (Model, Embedding) Functional(bool bias = true, string? regularizer = null)
    {
        var words = Embedding(6, 3, embeddings_regularizer: regularizer);
        var input = keras.Input(3);
        var model = keras.Model(input, new Output(words, bias)[GlobalAveragePooling1D()[words[input]]]);
        return (model, Set(words));
    }

    private static Embedding Set(Embedding words)
    {
        words.set_weights([np.array(Enumerable.Range(0, 18).Select(i => (float)(i / 9.0 - 1)).ToArray()).reshape(6, 3)]);
        return words;
    }

    private sealed class Tied : Model
    {
        private readonly Output scores;

        public Tied() => scores = new Output(Words, bias: true);

        public Embedding Words { get; } = Embedding(6, 3);

        public override Tensors call(Tensors inputs, CallContext context) => scores[K.mean(Words[inputs], 1)];
    }

    private sealed class Output(Embedding words, bool bias) : Layer
    {
        private readonly Embedding words = words;
        private Variable? b;

        public override void build(Shape input_shape)
        {
            if (bias) b = add_weight("b", 6, initializer: "zeros");
        }

        public override Tensors call(Tensors inputs, CallContext context)
        {
            var result = K.dot(inputs, K.transpose(words.embeddings));
            return K.softmax(b is null ? result : result + b);
        }
    }

    private sealed class Twice : Layer
    {
        private Variable? a;
        private Variable? b;

        public override void build(Shape input_shape) => b = a = add_weight("a", (2, 2), initializer: "ones");

        public override Tensors call(Tensors inputs, CallContext context) => K.dot(K.dot(inputs, a!), b!);
    }

    private sealed class Halved : Layer
    {
        private Variable? w;

        public Variable Weight => w!;

        public override void build(Shape input_shape)
        {
            Func<Tensor, Tensor> half = one => one * 0.5;
            w = add_weight("w", (2, 2), initializer: "ones", constraint: half);
        }

        public override Tensors call(Tensors inputs, CallContext context) => K.dot(inputs, w!);
    }

    private sealed class Borrower(Halved lender) : Layer
    {
        private readonly Halved lender = lender;

        public override Tensors call(Tensors inputs, CallContext context) => K.dot(inputs, lender.Weight);
    }
}
