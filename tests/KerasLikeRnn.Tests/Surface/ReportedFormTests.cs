using KerasLikeRnn.BackendFunctions;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Preprocessing;
using NumSharp;
using static keras.layers;
using static KerasLikeRnn.Builtins;
using K = keras.backend;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Forms that scripts use and that were missing once, with Keras 2.9.0's answers.</summary>
[Collection("Seeds")]
public sealed class ReportedFormTests
{
    private static readonly NDArray x = np.array(Enumerable.Range(0, 8).Select(i => i / 8f).ToArray()).reshape(4, 2);
    private static readonly NDArray y = np.ones(new NumSharp.Shape(4, 1), NPTypeCode.Single);
    private static readonly NDArray logits = np.log(np.array(
        new[,] { { .1f, .2f, .3f, .4f }, { .7f, .1f, .1f, .1f }, { .25f, .25f, .25f, .25f } }));

    [Fact]
    public void Classes_are_drawn_as_TensorFlow_draws_them()
    {
        tf.random.set_seed(1);
        Assert.Equal([2, 0, 2, 3, 1, 0, 0, 0, 0, 0, 1, 2, 0, 3, 0], tf.random.categorical(logits, 5).ToArray<long>());
        Assert.Equal([0, 1, 2, 2, 3, 0, 0, 0, 0, 0, 1, 3, 1, 1, 3], tf.random.categorical(logits, 5).ToArray<long>());
        Assert.Equal([3, 0, 2], tf.random.categorical(logits, 1, dtype: "int32").ToArray<int>());
        tf.random.set_seed(1);
        Assert.Equal([2, 1, 3, 0, 2, 0, 1, 0, 0, 0, 1, 1, 2, 1, 0], tf.random.categorical(logits, 5, seed: 7).ToArray<long>());
        Assert.Equal([1, 2, 1, 1, 1, 3, 1, 0, 0, 2, 3, 0, 1, 3, 2, 2, 2, 2], tf.random.categorical(logits, 6, seed: 7).ToArray<long>());
        tf.random.set_seed(1);
        var odd = new[,] { { 0, double.NegativeInfinity, 0, double.NaN } };
        Assert.Equal([0, 0, 0, 2, 0, 0, 0, 0], tf.random.categorical(K.cast(odd, "float32"), 8).ToArray<long>());
        Assert.Equal([0, 0, 1, 1, 1, 1], tf.random.categorical(np.zeros(new NumSharp.Shape(2, 3), NPTypeCode.Double), 3).ToArray<long>());
        tf.random.set_seed(3);
        Assert.Equal(
            [3, 48, 1, 2, 10, 41, 24, 33, 1, 16, 12, 5, 11, 28, 30, 36, 34, 3, 19, 8, 30, 44, 31, 25, 22, 11, 33, 46, 17, 9, 23, 33, 23, 28,
            10, 1, 37, 5, 33, 22],
            tf.random.categorical(np.zeros(new NumSharp.Shape(40, 50), NPTypeCode.Single), 1).ToArray<long>());
        Assert.Equal((3, 0), tf.random.categorical(logits, 0).Shape);
        foreach (var (message, wrong) in new (string, Action)[]
        {
            ("logits should be a matrix, got shape (3,)", () => tf.random.categorical(new float[3], 3)),
            ("num_samples should be nonnegative, got -1", () => tf.random.categorical(logits, -1)),
            ("num_classes should be positive, got 0",
            () => tf.random.categorical(np.zeros(new NumSharp.Shape(2, 0), NPTypeCode.Single), 1)),
            ("logits must be floating-point numbers. Received: int32", () => tf.random.categorical(new int[2, 3], 1)),
        })
            Assert.StartsWith(message, Assert.Throws<ValueError>(wrong).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_drawn_inside_of_a_model_go_on_from_batch_to_batch()
    {
        keras.utils.set_random_seed(1);
        var model = keras.Sequential([Lambda(t => K.cast(tf.random.categorical(t, 2), "float32"), input_shape: 3)]);
        var zeros = np.zeros(new NumSharp.Shape(4, 3), NPTypeCode.Single);
        Assert.Equal([1, 0, 1, 0, 1, 2, 0, 0], model.predict(zeros, verbose: 0).ToArray<float>());
        Assert.Equal([1, 0, 1, 1, 1, 1, 0, 2], model.predict(zeros, verbose: 0).ToArray<float>());
    }

    [Fact]
    public void Gradients_are_zipped_with_their_variables_may_be_null_and_have_a_shape()
    {
        Variable w = new(Tensor.From<float>([1, 2], (2, 1))), unused = new(Tensor.From<float>([1]));
        using var tape = tf.GradientTape(persistent: true);
        var loss = K.sum(K.square(w));
        Tensor[] gradients = [.. tape.gradient(loss, [w, w.Value]).Select(gradient => (Tensor)gradient * 0.5)];
        new SGD(1.0).apply_gradients(zip(gradients[..1], [w]));
        Assert.Equal([0, 0], w.Value.ToArray<float>());
        var none = tape.gradient(loss, unused.Value);
        Assert.True(none is null);
        Assert.Contains("does not depend", Assert.Throws<ValueError>(() => (Tensor)none!).Message, StringComparison.Ordinal);
        var table = new Variable(Tensor.From<float>([1, 2, 3, 4, 5, 6], (3, 2)));
        using var rows = tf.GradientTape();
        var gradient = rows.gradient(K.sum(K.gather(table, new[] { 2, 0 })), table.Value);
        Assert.Equal((3, 2), gradient.shape);
        Assert.Equal("float32", gradient.dtype);
        Assert.Equal([1, 1, 0, 0, 1, 1], gradient.numpy().ToArray<float>());
        Assert.Equal((2, 2), gradient.values.Shape);
    }

    [Fact]
    public void Repeats_are_counted_by_tensors_too()
    {
        Assert.Equal((2, 4, 3), K.repeat(Ops.Ones((2, 3)), K.constant(4, dtype: "int32")).Shape);
        var input = keras.Input((null, 3));
        Assert.Equal((null, null, 3), K.repeat(GlobalAveragePooling1D()[input], K.shape(input)[1]).Shape);
        Assert.Equal([1, 2, 1, 2, 3, 4], tf.repeat(new[,] { { 1, 2 }, { 3, 4 } }, new[] { 2, 1 }, axis: 0).ToArray<int>());
    }

    [Fact]
    public void Words_are_padded_with_words()
    {
        string[][] words = [["a", "bb"], ["c"], ["d", "e", "fff"]];
        Assert.Equal(
            new[,] { { "", "a", "bb" }, { "", "", "c" }, { "d", "e", "fff" } },
            keras.utils.pad_sequences(words, dtype: "object", value: ""));
        Assert.Equal(
            new[,] { { "a", "bb" }, { "c", "<pad>" }, { "e", "fff" } },
            keras.utils.pad_sequences(words, dtype: "object", value: "<pad>", padding: "post", maxlen: 2));
        Assert.Equal(
            new[,] { { "a", "bb" }, { "x", "c" }, { "d", "e" } },
            keras.utils.pad_sequences(words, dtype: "object", value: "x", truncating: "post", maxlen: 2));
        Assert.Contains(
            "You should set `dtype: \"object\"`", Assert.Throws<ValueError>(() => keras.utils.pad_sequences(words, value: "")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "value", Assert.Throws<ValueError>(() => keras.utils.pad_sequences(words, dtype: "object")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_of_words_become_a_matrix()
    {
        var tokenizer = new Tokenizer();
        string[][] texts = [["a", "b"], ["b", "b"]];
        tokenizer.fit_on_texts([(string[])["a", "b"], ["a"]]);
        Assert.Equal([0, 1, 1, 0, 0, 2], tokenizer.texts_to_matrix(texts, mode: "count").ToArray<double>());
    }

    [Fact]
    public void Validation_comes_after_the_epochs_of_a_list()
    {
        var model = keras.Sequential([Dense(1, kernel_initializer: "ones", input_shape: 2)]);
        model.compile("sgd", "mse");
        var history = model.fit(x, y, epochs: 5, validation_data: (x, y), validation_freq: [1, 4], verbose: 0, shuffle: false).history;
        Near.Equal([0.3266717791557312f, 0.32235562801361084f], [.. history["val_loss"].Select(loss => (float)loss)], 1e-5);
    }

    [Fact]
    public void Null_in_a_list_is_no_loss_and_no_metric()
    {
        var model = Twins();
        model.compile("sgd", loss: [null, "mse"], metrics: [null, "mae"]);
        var history = model.fit(x, [y, y], epochs: 2, verbose: 0, shuffle: false).history;
        Assert.Equal(["loss", "b_loss", "a_mae", "b_mae"], history.Keys);
        Near.Equal([0.328125f, 0.3266717791557312f], [.. history["b_loss"].Select(loss => (float)loss)], 1e-5);
        Near.Equal([0.5f, 0.4989843964576721f], [.. history["b_mae"].Select(mae => (float)mae)], 1e-5);
        model = Twins();
        model.compile("sgd", loss: ["mse", "mae"], metrics: [[], ["mae", "mse"]]);
        history = model.fit(x, [y, y], verbose: 0, shuffle: false).history;
        Assert.Equal(["loss", "a_loss", "b_loss", "b_mae", "b_mse"], history.Keys);
    }

    [Fact]
    public void Layers_take_lists_of_arrays()
    {
        var q = np.array(Enumerable.Range(0, 12).Select(i => i / 12f).ToArray()).reshape(1, 3, 4);
        var v = q[":, :2"];
        Assert.Equal(4.0754733, K.sum(Attention()[[q, v]]).Item(), 1e-5);
        Assert.Equal(11.0, K.sum(Add()[[q, q]]).Item(), 1e-5);
        Assert.Equal((1, 5, 4), Concatenate(axis: 1)[[q, v]].shape);
        Assert.Equal((1, 3, 4), MultiHeadAttention(2, 2)[q, v].shape);
        var (_, scores) = Attention()[[q, v], return_attention_scores: true];
        Assert.Equal((1, 3, 2), scores.Shape);
    }

    [Fact]
    public void Layers_and_models_of_ones_own_have_names()
    {
        Assert.Equal("scaling", new Scale("scaling").name);
        Assert.Equal("scale", new Scale(null).name.Split('_')[0]);
        Assert.Equal("encoder", new Net("encoder").name);
    }

    [Fact]
    public void An_array_that_is_null_is_no_weight()
    {
        NDArray? weights = null;
        var model = keras.Sequential([Dense(1, kernel_initializer: "ones", input_shape: 2)]);
        model.compile("sgd", "mse");
        Near.Equal([0.328125f], [(float)model.fit(x, y, verbose: 0, sample_weight: weights).history["loss"][0]], 1e-5);
        Near.Equal([0.3266717791557312f], [(float)model.evaluate(x, y, verbose: 0, sample_weight: weights)], 1e-5);
    }

    [Fact]
    public void A_layer_that_a_script_built_keeps_its_weights_when_it_is_called()
    {
        var layer = Embedding(3, 1);
        layer.build((null, null));
        layer.set_weights([np.array(new[,] { { 1f }, { 2f }, { 3f } })]);
        Assert.Equal([3, 1], ((Tensor)layer[np.array(new[,] { { 2, 0 } })]).ToArray<float>());
        Assert.Single(layer.weights);
    }

    private static Functional Twins()
    {
        var input = keras.Input(2);
        return keras.Model(
            input, [Dense(1, name: "a", kernel_initializer: "ones")[input], Dense(1, name: "b", kernel_initializer: "ones")[input]]);
    }

    private sealed class Scale(string? name) : Layer(name: name)
    {
        public override Tensors call(Tensors inputs, CallContext context) => inputs;
    }

    private sealed class Net(string? name = null) : Model(name: name)
    {
        public override Tensors call(Tensors inputs, CallContext context) => inputs;
    }
}
