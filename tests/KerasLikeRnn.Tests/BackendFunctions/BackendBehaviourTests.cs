using KerasLikeRnn.BackendFunctions;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Tests.Surface;
using KerasLikeRnn.Utils;
using NumSharp;
using static KerasLikeRnn.Builtins;
using DType = KerasLikeRnn.Engine.DType;
using K = keras.backend;

namespace KerasLikeRnn.Tests.BackendFunctions;

/// <summary>keras.backend and tf beyond single answers: variables, tapes, random numbers, phases, functions, errors.</summary>
[Collection("Seeds")]
public sealed class BackendBehaviourTests : IDisposable
{
    public void Dispose()
    {
        RandomStreams.Global.SetSeed(null);
        BackendConfig.LearningPhase = 0;
    }

    // Recorded: keras.utils.set_random_seed(1), then one call after another.
    [Fact]
    public void Random_functions_of_the_backend_draw_what_Keras_draws()
    {
        Seeds.set_random_seed(1);
        Equal([-1.0882138f, 1.1427214f, 0.07622423f], K.random_normal(3));
        Equal([0.12957728f, 0.68127215f, 0.81622314f], K.random_uniform(3));
        Equal([0.7589605f, 0.7334534f, -1.6346067f], K.truncated_normal(3));
        Equal([0, 0, 1, 0, 0], K.random_bernoulli(5, 0.5));
        Equal([1, 0, 1, 1, 1], K.random_binomial(5, 0.5));
        Equal([0.33694574f, 1.77476f, 1.4188327f], K.random_normal(3, seed: 5));
        Equal([-0.8267702f, 0.9718784f, -0.1936583f], K.random_normal(3, seed: 5));
        Equal([6, 9, 2], Ops.Cast(K.random_uniform(3, 0, 10, seed: 5, dtype: "int32"), DType.Float32));
        Equal([2, 2, 2, 0, 2, 0], K.dropout(K.ones(6), 0.5, seed: 3));
        Equal([0, 0, 0, 0, 2, 0], K.dropout(K.ones(6), 0.5, seed: 3));
        Equal([0, 0, 0, 2, 2, 2], K.dropout(K.ones((2, 3)), 0.5, noise_shape: (2, 1), seed: 3));
    }

    [Fact]
    public void Random_functions_of_tf_draw_what_TensorFlow_draws()
    {
        Seeds.set_random_seed(1);
        Equal([-1.1012203f, 1.5457517f, 0.383644f], tf.random.normal(3));
        Equal([0.51010704f, 0.44353175f, 0.4085331f], tf.random.uniform(3));
        Equal([1.0529343f, -0.8934997f, 0.31027254f], tf.random.normal(3, seed: 4));
        Equal([-1.2990124f, -0.0426622f, -1.9802853f], tf.random.normal(3, seed: 4));
        Equal([-0.45701224f, -0.40686727f, 0.72857773f], tf.random.truncated_normal(3));
        Equal([8, 8, 3, 8], Ops.Cast(tf.random.uniform(4, 0, 10, dtype: tf.int32), DType.Float32));
        Equal([2, 0, 0, 0, 2, 2], tf.nn.dropout(tf.ones(6), 0.5));
        Equal([0, 2, 0, 0, 0, 0], tf.nn.dropout(tf.ones(6), 0.5, seed: 2));
        Equal([5, 1, 0, 4, 3, 2], Ops.Cast(tf.random.shuffle(tf.range(6)), DType.Float32));
    }

    [Fact]
    public void A_tape_gives_gradients_of_variables_in_lists_and_alone()
    {
        var w = tf.Variable(2.0);
        var b = tf.Variable(1.0);
        using var tape = tf.GradientTape(persistent: true);
        var loss = tf.square(w * 3.0 + b);
        var gradients = tape.gradient(loss, [w, b]);
        Assert.Equal(42, gradients[0].ToDense().Item());
        Assert.Equal(14, gradients[1].ToDense().Item());
        Tensor alone = tape.gradient(loss, w);
        Assert.Equal(42, alone.Item());
    }

    [Fact]
    public void A_tape_can_watch_a_tensor()
    {
        var x = tf.constant([1.0, 2.0]);
        using var tape = tf.GradientTape();
        tape.watch(x);
        var y = tf.reduce_sum(x * x);
        Equal([2, 4], tape.gradient(y, x));
    }

    [Fact]
    public void Variables_are_read_and_changed()
    {
        var x = K.variable([1, 2], name: "x");
        Assert.Equal("x:0", x.Name);
        Assert.Equal("float32", K.dtype(x));
        K.set_value(x, np.array(3.0, 4.0));
        Equal([4, 5], K.update_add(x, [1, 1]));
        Equal([3, 4], K.update_sub(x, 1 * K.ones(2)));
        Equal([2.5f, 3.5f], K.moving_average_update(x, [2, 3], 0.5));
        Assert.Equal([2.5f, 3.5f], K.get_value(x).ToArray<float>());
        x.assign([0, 1]).assign_add([2, 2]);
        Equal([2, 3], x);
        using (K.name_scope("outer")) Assert.Equal("outer/Variable:0", tf.Variable(1).Name);
    }

    [Fact]
    public void A_function_computes_symbolic_tensors_from_data()
    {
        var x = keras.Input(3);
        var y = K.sum(x * 2, axis: 1);
        var both = K.function([x], [y, x]);
        Assert.Equal([12f], both([np.array(new float[,] { { 1, 2, 3 } })])[0].ToArray<float>());
        var one = K.function([x], y);
        Assert.Equal([6f, 12f], one(new float[,] { { 1, 1, 1 }, { 2, 2, 2 } }).ToArray<float>());
    }

    [Fact]
    public void The_learning_phase_decides_where_nobody_says()
    {
        Assert.Equal(0, K.learning_phase());
        Assert.Equal(2, K.in_train_phase(1.0, 2.0).Item());
        using (K.learning_phase_scope(1))
        {
            Assert.Equal(1, K.in_train_phase(1.0, 2.0).Item());
            Equal([0, 0], keras.layers.Dropout(0.999999)[tf.ones((1, 2))]);
        }
        Assert.Equal(0, K.learning_phase());
        Equal([1, 1], keras.layers.Dropout(0.999999)[tf.ones((1, 2))]);
        Assert.Throws<ValueError>(() => K.set_learning_phase(2));
    }

    [Fact]
    public void Inside_of_a_layer_in_train_phase_follows_the_layers_own_training()
    {
        var layer = keras.layers.Lambda((Tensor x) => K.in_train_phase(x * 0, x));
        Equal([0, 0], layer.__call__(tf.ones((1, 2)), training: true));
        Equal([1, 1], layer.__call__(tf.ones((1, 2)), training: false));
    }

    [Theory]
    [InlineData("msg [[1 2.5]\n [3 4]]", "msg", 3, new[] { 2, 2 }, new[] { 1, 2.5, 3, 4 })]
    [InlineData(" 1.23456788", "", 3, new int[0], new[] { 1.23456789 })]
    [InlineData(" [1e+10 1e-10 0.1]", "", 3, new[] { 3 }, new[] { 1e10, 1e-10, 0.1 })]
    [InlineData("m [0 1 ... 3 4]", "m", 2, new[] { 5 }, new double[] { 0, 1, 2, 3, 4 })]
    [InlineData("m [0 1 2 3]", "m", -1, new[] { 4 }, new double[] { 0, 1, 2, 3 })]
    [InlineData(" [[[1 2]\n  [3 4]]\n\n [[5 6]\n  [7 8]]]", "", 3, new[] { 2, 2, 2 }, new double[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    public void A_tensor_is_printed_as_TensorFlow_prints_it(string expected, string message, int summarize, int[] shape, double[] numbers)
    {
        var x = Ops.Cast(Tensor.From<double>(numbers, shape), DType.Float32);
        Assert.Equal(expected, $"{message} {TensorText.Of(x, summarize)}");
    }

    [Fact]
    public void Operations_on_symbolic_tensors_are_steps_of_a_model_with_Keras_names()
    {
        K.clear_session();
        var x = keras.Input((3, 4));
        var y = K.sqrt(K.sum(x[.., ^1] * 2, axis: -1, keepdims: true)) / tf.reduce_mean(x);
        var model = keras.Model(x, y);
        Assert.Equal(
            ["input_1", "tf.__operators__.getitem", "tf.math.multiply", "tf.math.reduce_sum", "tf.math.maximum", "tf.math.sqrt",
            "tf.math.reduce_mean", "tf.math.truediv"],
            model.layers.Select(layer => layer.name).Order(StringComparer.Ordinal).OrderBy(name => Array.IndexOf(
                ["input_1", "tf.__operators__.getitem", "tf.math.multiply", "tf.math.reduce_sum", "tf.math.maximum", "tf.math.sqrt",
                "tf.math.reduce_mean", "tf.math.truediv"], name)));
        Assert.Equal(new Engine.Shape(null, 1), model.output_shape);
    }

    [Fact]
    public void A_shape_may_be_made_of_tensors_in_a_model()
    {
        var x = keras.Input(4);
        var noise = K.random_normal((K.shape(x)[0], 4), seed: 1);
        var model = keras.Model(x, tf.reshape(x + noise * 0, [tf.shape(x)[0], 2, 2]));
        Assert.Equal([null, 2, 2], model.output_shape);
        Assert.Equal([3, 2, 2], model.predict(np.ones(new NumSharp.Shape(3, 4)), verbose: 0).shape);
    }

    [Fact]
    public void Activations_and_losses_on_symbolic_tensors_are_steps_of_a_model_too()
    {
        var x = keras.Input(3);
        var active = keras.activations.relu(keras.activations.tanh(x), alpha: 0.1);
        var model = keras.Model(
            x, [active, keras.losses.mse(x, active), keras.losses.binary_crossentropy(x, keras.activations.sigmoid(active))]);
        var data = tf.constant([[0.5, -1, 2]]);
        var results = model[data];
        var tanh = tf.nn.leaky_relu(tf.tanh(data), 0.1);
        Equal(tanh.ToArray<float>(), results[0]);
        Equal(keras.losses.mse(data, tanh).ToArray<float>(), results[1]);
        Equal(keras.losses.binary_crossentropy(data, tf.sigmoid(tanh)).ToArray<float>(), results[2]);
    }

    [Fact]
    public void Mistakes_are_named_as_Keras_names_them()
    {
        Same(
            "Cannot do batch_dot on inputs with shapes (2, 3) and (2, 4) with axes=[1, 1]. x.shape[1] != y.shape[1] (3 != 4).",
            () => K.batch_dot(K.ones((2, 3)), K.ones((2, 4))));
        Same("Unknown data_format: x", () => K.conv2d(K.ones((1, 2, 2, 1)), K.ones((1, 1, 1, 1)), data_format: "x"));
        Same("Invalid pooling mode: x", () => K.pool2d(K.ones((1, 2, 2, 1)), (1, 1), pool_mode: "x"));
        Same("Invalid padding: x", () => K.pool2d(K.ones((1, 2, 2, 1)), (1, 1), padding: "x"));
        Same("Unexpected bias dimensions 2, expect to be 1 or 3 dimensions", () => K.bias_add(K.ones((1, 2, 2, 3)), K.ones((3, 2))));
        Same("Invalid `data_format` argument: x", () => K.resize_images(K.ones((1, 2, 2, 1)), 2, 2, "x"));
        Same("slice index 5 of dimension 0 out of bounds.", () => tf.ones((2, 3))[5]);
        Same("slice step cannot be zero", () => tf.ones(3)[slice(null, null, 0)]);
        Same(
            "Rank of `condition` should be less than or equal to rank of `then_expression` and `else_expression`. ndim(condition)=2, "
            + "ndim(then_expression)=1",
            () => K.@switch(K.ones((1, 1)), K.ones(2), K.ones(2)));
        Assert.Throws<ValueError>(() => tf.constant([1, 2]) + 0.5);
        Assert.Throws<ValueError>(() => tf.ones((2, 3))[0, 0, 0]);
        Assert.Throws<ValueError>(() => K.dot(K.ones((2, 3)), K.ones((2, 3))));
        Assert.Throws<InvalidOperationException>(() => K.gradients(1, [K.ones(2)]));
        Assert.Throws<NotSupportedException>(() => K.resize_images(K.ones((1, 2, 2, 1)), 2, 2, "channels_last", "bicubic"));
    }

    private static void Same(string expected, Func<object> call)
    {
        var error = Assert.ThrowsAny<ValueError>(call);
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    private static void Equal(float[] expected, Tensor actual) => Near.Equal(expected, actual.ToArray<float>(), 1e-5);
}
