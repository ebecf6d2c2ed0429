using System.Globalization;
using System.Text;
using CsCheck;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using static keras.layers;
using DType = KerasLikeRnn.Engine.DType;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Models;

/// <summary>
/// Whatever two to five layers are put on top of each other: the model builds, its summary counts its weights, its output has
/// the shape it says, and its gradients agree with finite differences.
/// </summary>
[Collection("Seeds")]
public sealed class RandomModelsTests
{
    private const int Models = 100;

    /// <summary>
    /// Layers for inputs of each rank; the numbers are small ones to choose sizes by. Settings keep outputs off exact zeros, where
    /// the functions that follow have their corners and no slope to compare.
    /// </summary>
    private static readonly Dictionary<int, Func<int, int, Shape, Layer>[]> choices = new()
    {
        [2] =
        [
            (a, b, _) => Dense(a, activation: b % 2 == 0 ? "tanh" : "sigmoid"),
            (a, _, _) => RepeatVector(a),
            (_, _, shape) => Reshape([1, shape[1]!.Value]),
            (_, _, _) => Activation("softmax"),
            (_, _, _) => Dropout(0.5),
            (_, _, _) => BatchNormalization(),
            (_, _, _) => LayerNormalization(beta_initializer: keras.initializers.Constant(0.1)),
            (_, _, _) => LeakyReLU(0.2),
            (_, _, _) => ELU(),
            (_, _, _) => PReLU(alpha_initializer: keras.initializers.Constant(0.3)),
            (_, _, _) => Lambda(x => x * 2 + 1),
        ],
        [3] =
        [
            (a, b, _) => SimpleRNN(a, return_sequences: b % 2 == 0, go_backwards: b == 3),
            (a, b, _) => LSTM(a, return_sequences: b % 2 == 0, unit_forget_bias: b != 3, implementation: 1 + b % 2),
            (a, b, _) => GRU(a, return_sequences: b % 2 == 0, reset_after: b < 2),
            (a, b,
            _) => LSTM(a, return_sequences: true, activation: b % 2 == 0 ? "softsign" : "tanh", recurrent_activation: "hard_sigmoid"),
            (a, b, _) => Bidirectional(GRU(a, return_sequences: b % 2 == 0), merge_mode: b < 2 ? "concat" : "ave"),
            (a, b, _) => RNN(new AbstractRNNCell[] { LSTMCell(a), SimpleRNNCell(b + 1) }, return_sequences: b % 2 == 0),
            (a, _, _) => TimeDistributed(Dense(a, activation: "tanh")),
            (a, b, _) => Conv1D(a, 1 + b % 3, padding: b % 2 == 0 ? "same" : "causal", dilation_rate: 1 + b / 2),
            (a, b, _) => SeparableConv1D(a, 1 + b % 3, padding: "same", depth_multiplier: 1 + b % 2),
            (a, b, _) => Conv1DTranspose(a, 1 + b % 3, strides: 1 + b % 2),
            (_, b, _) => AveragePooling1D(2, strides: 1 + b % 2, padding: "same"),
            (_, b, _) => MaxPooling1D(2, padding: "same"),
            (_, b, _) => GlobalAveragePooling1D(keepdims: b == 0),
            (_, b, _) => GlobalMaxPooling1D(keepdims: b == 0),
            (_, b, _) => ZeroPadding1D(1 + b),
            (_, _, _) => UpSampling1D(2),
            (_, _, _) => Permute((2, 1)),
            (_, _, _) => Flatten(),
            (_, _, _) => LayerNormalization(beta_initializer: keras.initializers.Constant(0.1)),
            (_, _, _) => Masking(mask_value: -9),
            (_, _, _) => SpatialDropout1D(0.3),
            (_, _, shape) => Reshape([shape[1]!.Value, shape[2]!.Value, 1]),
        ],
        [4] =
        [
            (a, b, _) => Conv2D(a, (1 + b % 2, 1 + b % 3), padding: "same"),
            (_, b, _) => DepthwiseConv2D(1 + b % 2, padding: "same"),
            (_, _, _) => MaxPooling2D(2, padding: "same"),
            (_, _, _) => GlobalAveragePooling2D(),
            (a, b, _) => TimeDistributed(Conv1D(a, 1 + b % 2, padding: "same")),
            (_, _, _) => TimeDistributed(Flatten()),
            (_, _, _) => Flatten(),
            (_, _, _) => BatchNormalization(),
        ],
    };

    private static readonly Gen<(int Rank, int[] Sizes, (int Choice, int A, int B)[] Layers)> stacks = Gen.Select(
        Gen.Int[2, 4], Gen.Int[2, 4].Array[3], Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 3], Gen.Int[0, 3]).Array[2, 5]);

    [Fact]
    public void Any_stack_of_layers_builds_counts_its_weights_and_has_true_shapes_and_gradients() => stacks.Sample(
        stack => Check(stack.Rank, stack.Sizes, stack.Layers), iter: Models, threads: 1);

    private static void Check(int rank, int[] sizes, (int Choice, int A, int B)[] layers)
    {
        var before = keras.backend.floatx();
        keras.backend.set_floatx("float64");
        try
        {
            keras.utils.set_random_seed(7);
            var model = Build(rank, sizes, layers);
            Assert.Contains(
                $"Total params: {model.weights.Sum(weight => weight.Shape.Length).ToString("N0", CultureInfo.InvariantCulture)}\n",
                Summary(model), StringComparison.Ordinal);
            Tensor x = Normal(model.input_shape.With(0, 3));
            Tensor y = model[x];
            Assert.Equal(y.Shape, model.compute_output_shape(x.Shape));
            Assert.Equal(y.Shape.With(0, Shape.Unknown), model.output_shape);
            Gradients(model, x);
        }
        finally
        {
            keras.backend.set_floatx(before);
        }
    }

    private static Sequential Build(int rank, int[] sizes, (int Choice, int A, int B)[] layers)
    {
        var model = keras.Sequential();
        model.add(keras.Input(Shape.Of(sizes.AsSpan(0, rank - 1))));
        foreach (var (choice, a, b) in layers)
        {
            var shape = model.output_shape;
            var possible = choices[shape.Rank];
            model.add(possible[choice % possible.Length](a, b, shape));
        }
        return model;
    }

    private static string Summary(Model model)
    {
        var text = new StringBuilder();
        using (Messages.Redirect(part => text.Append(part))) model.summary();
        return text.ToString();
    }

    /// <summary>Compares the slope of a random mix of the outputs along a random direction, for the input and for each weight.</summary>
    private static void Gradients(Sequential model, Tensor x)
    {
        Tensor Mix(Tensor input) => Ops.Sum(Ops.Multiply((Tensor)model[input], mixer!));
        mixer = Normal(((Tensor)model[x]).Shape);
        using var tape = new GradientTape(persistent: true);
        tape.watch(x);
        var value = Mix(x);

        Same("the input", Slope(direction => Mix(x + direction).Item(), x), tape.gradient(value, x).ToDense(), value.Item());
        foreach (var weight in model.trainable_weights)
        {
            var start = Ops.Copy(weight.Value);
            var slope = Slope(direction =>
            {
                weight.Assign(start + direction);
                return Mix(x).Item();
            }, start);
            weight.Assign(start);
            Same(
                weight.Name, slope, tape.gradient(value, weight.Value) is { } gradient ? gradient.ToDense() : Ops.ZerosLike(weight.Value),
                value.Item());
        }
    }

    private static Tensor Normal(Shape shape) => keras.initializers.RandomNormal(stddev: 1).call(shape, DType.Float64);

    [ThreadStatic]
    private static Tensor? mixer;

    /// <summary>
    /// The slopes on either side: at a corner, as where two numbers tie for the largest, they differ and all between is a gradient.
    /// </summary>
    private static (Tensor Direction, double[] Slopes) Slope(Func<Tensor, double> value, Tensor at)
    {
        const double step = 1e-6;
        Tensor direction = Normal(at.Shape);
        double after = value(direction * step), before = value(direction * -step), here = value(direction * 0);
        return (direction, [(after - here) / step, (here - before) / step]);
    }

    private static void Same(string what, (Tensor Direction, double[] Slopes) expected, Tensor gradient, double value)
    {
        var slope = Ops.Sum(Ops.Multiply(gradient, expected.Direction)).Item();
        // Rounding of the two values over the step is what limits a finite difference.
        var allowed = 1e-5 * Math.Max(1, Math.Max(expected.Slopes.Max(Math.Abs), Math.Abs(value)));
        Assert.True(
            slope >= expected.Slopes.Min() - allowed && slope <= expected.Slopes.Max() + allowed,
            $"Gradient of {what}: {slope}, by finite differences {string.Join(", ", expected.Slopes)}");
    }
}
