using KerasLikeRnn.Engine;
using KerasLikeRnn.Optimizers;
using NumSharp;
using static keras.layers;
using static KerasLikeRnn.Builtins;
using K = keras.backend;

namespace KerasLikeRnn.Tests.Models;

/// <summary>Gradients in a script's arithmetic: dense ones are tensors, those of a table become one, None is refused in words.</summary>
public sealed class GradientValueTests
{
    [Fact]
    public void A_dense_gradient_computes_as_the_tensor_it_is()
    {
        var v = tf.Variable(new[] { 1.0, -2.0 });
        var (y, one) = (tf.constant(new[] { 1.0, 1.0 }), tf.constant(1.0));
        using var tape = tf.GradientTape();
        var g = tape.gradient(K.sum(v * v), v);
        foreach (var (expected, actual) in new (float[], Tensor)[]
        {
            ([1, -2], g * 0.5), ([1, -2], 0.5 * g), ([3, -3], g + 1), ([1, -5], g - y), ([-1, 5], y - g), ([4, 16], g * g), ([-2, 4], -g),
            ([0.5f, -0.25f], 1 / g), ([2, -4], g / one), ([2, -4], tf.identity(g)), ([2, 4], K.abs(g)), ([1, -1], tf.sign(g)),
            ([1, 0], tf.cast(g > 0, "float32")), ([-4], g[1..]),
        }) Near.Equal(expected, actual.ToArray<float>(), 1e-6);
        Assert.Equal(20, (double)tf.reduce_sum(tf.square(g)));
    }

    [Fact]
    public void A_sparse_gradient_becomes_a_tensor()
    {
        var table = tf.Variable(np.ones((4, 2)).astype("float32"));
        using var tape = tf.GradientTape();
        var g = tape.gradient(K.sum(K.square(K.gather(table, new[] { 1, 2, 1 }))), table);
        Assert.NotNull(g.Slices);
        Near.Equal([0, 0, 4, 4, 2, 2, 0, 0], tf.abs(g).ToArray<float>(), 1e-6);
        Near.Equal([0, 0, 2, 2, 1, 1, 0, 0], (g * 0.5).ToArray<float>(), 1e-6);
        Assert.Equal(12, (double)K.sum(g));
        Assert.Equal(6.3245554, (double)tf.norm(g), 1e-5);
    }

    [Fact]
    public void A_gradient_that_is_None_is_refused_by_every_function_of_tensors()
    {
        var (v, w) = (tf.Variable(1.0), tf.Variable(1.0));
        using var tape = tf.GradientTape();
        Gradient? none = tape.gradient(v * v, w);
        Assert.Null(none);
        var g = none!;
        foreach (var use in new Func<Tensor>[]
        {
            () => tf.abs(g), () => K.sum(g), () => tf.reduce_mean(g), () => tf.add(g, 1.0), () => tf.norm(g), () => tf.stack([g, g]),
            () => K.square(g), () => g * 0.5, () => -g, () => g + g, () => tf.constant(1.0) * g, () => tf.clip_by_value(g, 0, 1),
        }) Assert.Contains("None", Assert.Throws<ValueError>(use).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_paused_tape_does_not_see_has_no_gradient()
    {
        var x = tf.Variable(2.0);
        using var tape = tf.GradientTape(persistent: true);
        var y = x * x;
        Tensor z;
        using (tape.stop_recording()) z = y * x;
        var u = y * 3;
        Assert.Equal(4, (double)(tape.gradient(y, x) + 0.0));
        Assert.Null(tape.gradient(z, x));
        Assert.Equal(12, (double)tape.gradient(u, x));
        tape.reset();
        Assert.Null(tape.gradient(u, x));
        tape.Dispose();
        Assert.Throws<InvalidOperationException>(() => tape.stop_recording());
    }

    [Fact]
    public void A_clipped_gradient_of_a_table_is_that_of_the_weights_it_was_taken_with()
    {
        Assert.Equal(Trained(writes: false), Trained(writes: true));

        static float[] Trained(bool writes)
        {
            var (table, rnn) = (
                Embedding(5, 3, embeddings_initializer: "ones"), SimpleRNN(2, kernel_initializer: "ones", recurrent_initializer: "zeros"));
            var optimizer = keras.optimizers.SGD(0.5, clipnorm: 0.01);
            using var tape = tf.GradientTape();
            var loss = K.sum(K.square(rnn[table[new[,] { { 1, 2, 1 }, { 3, 1, 2 } }]]));
            var gradients = tape.gradient(loss, table.trainable_weights);
            if (writes) rnn.trainable_weights[0].Assign(Tensor.From<float>(new float[6], (3, 2)));
            optimizer.apply_gradients(zip(gradients, table.trainable_weights));
            return table.get_weights()[0].ToArray<float>();
        }
    }
}
