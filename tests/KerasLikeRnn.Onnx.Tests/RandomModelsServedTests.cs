using CsCheck;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using static keras.layers;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>Whatever layers and operations a functional model is made of, ONNX Runtime gives its numbers.</summary>
public sealed class RandomModelsServedTests
{
    /// <summary>What is made of a sequence (batch, time, features).</summary>
    private static readonly Func<Tensor, int, Tensor>[] ofSequences =
    [
        (x, n) => x + n, (x, _) => 1 - x, (x, n) => x * (n - 1.5), (x, n) => x / (n + 1), (x, _) => -x, (x, _) => tf.math.tanh(x),
        (x, _) => tf.abs(x), (x, _) => tf.math.sigmoid(x) * x, (x, _) => tf.nn.relu(x) + 0.1, (x, n) => tf.clip_by_value(x, -n, n),
        (x, _) => tf.where(x > 0, x, x * 0.5), (x, _) => tf.cumsum(tf.math.tanh(x), axis: 1), (x, _) => x[.., ^1..] + x,
        (x, _) => x - tf.reduce_mean(x, axis: 1, keepdims: true), (x, _) => tf.reverse(x, axis: 1), (x, _) => x[.., .., ..^1],
        (x, _) => x[.., .., tf.newaxis, 0], (x, _) => tf.sort(x, axis: -1), (x, n) => tf.roll(x, n, axis: 1),
        (x, n) => tf.pad(x, [[0, 0], [n, 0], [0, 0]])[.., ..^n], (x, _) => tf.concat([x, x * 2.0], axis: -1),
        (x, _) => tf.nn.softmax(x), (x, _) => tf.math.l2_normalize(x, axis: -1), (x, _) => tf.cast(x > 0, "float32") + x,
        (x, _) => tf.matmul(tf.nn.softmax(tf.matmul(x, x, transpose_b: true)), x),
        (x, _) => tf.transpose(tf.transpose(x, [0, 2, 1]), [0, 2, 1]),
        (x, n) => Dense(n + 1, activation: "tanh")[x], (x, n) => SimpleRNN(n + 1, return_sequences: true, go_backwards: n == 2)[x],
        (x, n) => LSTM(n + 1, return_sequences: true)[x], (x, n) => GRU(n + 1, return_sequences: true, reset_after: n > 1)[x],
        (x, n) => Bidirectional(GRU(n, return_sequences: true), merge_mode: n > 1 ? "concat" : "mul")[x],
        (x, _) => LayerNormalization()[x],
        (x, n) => Conv1D(n + 1, n, padding: n % 2 == 0 ? "same" : "causal", dilation_rate: n)[x], (x, _) => BatchNormalization()[x],
        (x, _) => Dropout(0.3)[x], (x, n) => TimeDistributed(Dense(n))[x],
        (x, n) => SeparableConv1D(n + 1, 2, padding: "same")[x],
        (x, _) => Attention()[new[] { x, x }], (x, n) => MultiHeadAttention(num_heads: n, key_dim: 2)[(Tensors)x, (Tensors)x],
        (x, _) => LeakyReLU()[x],
        (x, n) => MaxPooling1D(n, strides: 1, padding: "same")[x], (x, n) => AveragePooling1D(n, strides: 1, padding: "same")[x],
        (x, n) => UpSampling1D(n)[x], (x, _) => Masking()[x], (x, _) => tf.squeeze(tf.expand_dims(x, 1), [1]),
    ];

    /// <summary>What is made of two sequences.</summary>
    private static readonly Func<Tensor, Tensor, Tensor>[] ofTwo =
    [
        (x, y) => tf.concat([x, y], axis: -1), (x, y) => Concatenate()[new[] { x, y }],
        (x, y) => x * tf.reduce_mean(y, axis: -1, keepdims: true),
        (x, y) => x + tf.reduce_max(y, axis: [1, 2], keepdims: true),
        (x, y) => tf.matmul(y, tf.matmul(x, y, transpose_a: true), transpose_b: true) + tf.reduce_mean(x),
        (x, y) => tf.math.maximum(x, y[.., .., ..1]), (x, y) => tf.where(x > y[.., .., ..1], x, 0.5),
        (x, y) => AdditiveAttention(use_scale: false)[new[] { Dense(2)[x], Dense(2)[y] }],
    ];

    /// <summary>What ends a sequence.</summary>
    private static readonly Func<Tensor, int, Tensor>[] ends =
    [
        (x, n) => LSTM(n + 1)[x], (x, n) => GRU(n)[x],
        (x, _) => GlobalMaxPooling1D()[x], (x, _) => GlobalAveragePooling1D()[x],
        (x, _) => tf.reduce_sum(x, axis: 1), (x, _) => x[.., -1], (x, n) => Dense(n, activation: "softmax")[x[.., 0]],
        (x, _) => tf.math.reduce_std(x, axis: 1), (x, _) => tf.cast(tf.argmax(x, axis: -1), "float32"), (x, _) => x,
    ];

    private static readonly Gen<((int, int, int, int)[] Steps, int End, int N)> models =
        Gen.Select(
            Gen.Select(Gen.Int[0, 9999], Gen.Int[0, 9999], Gen.Int[1, 3], Gen.Int[0, 9]).Array[1, 7], Gen.Int[0, 99], Gen.Int[1, 3]);

    [Fact]
    public void Any_functional_model_gives_the_same_numbers() => models.Sample(
        (steps, end, n) => Check(steps, end, n), iter: 200, threads: 1);

    private static void Check((int Choice, int Of, int N, int Kind)[] steps, int end, int n)
    {
        keras.utils.set_random_seed(3);
        KerasTensor a = keras.Input((null, 3)), b = keras.Input((null, 2));
        List<Tensor> made = [a, b];
        foreach (var (choice, of, number, kind) in steps)
        {
            var x = made[^(1 + (of % Math.Min(2, made.Count)))];
            if (x.Shape.Dim(-1) < 2) x = tf.concat([x, x * x], axis: -1);
            made.Add(kind < 2
                ? ofTwo[choice % ofTwo.Length](x, made[of % made.Count])
                : ofSequences[choice % ofSequences.Length](x, number));
        }
        var model = keras.Model((KerasTensor[])[a, b], new[] { ends[end % ends.Length](made[^1], n), tf.reduce_sum(a) + tf.reduce_sum(b) });
        // Recurrent weights and norms of random models stay small; their sums need not.
        Served.Same(model, [tf.random.normal((2, 4, 3)), tf.random.normal((2, 4, 2))], tolerance: 2e-5);
    }
}
