using CsCheck;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>Merging, activation, normalization, attention, pooling and reshaping layers on random shapes and options, in float64.</summary>
[Collection("Seeds")]
public sealed class LayerPropertyTests
{
    private const double Step = 1e-6;

    /// <summary>For every family a random layer with inputs that fit it.</summary>
    private static readonly Dictionary<string, Func<Random, (Layer Layer, int[][] Inputs)>> families = new()
    {
        ["merging"] = Merging,
        ["Concatenate"] = Concatenation,
        ["Dot"] = DotProduct,
        ["activation"] = Activation,
        ["normalization"] = Normalization,
        ["attention"] = DenseAttention,
        ["MultiHeadAttention"] = MultiHead,
        ["EinsumDense"] = Einsum,
        ["pooling"] = WindowedPooling,
        ["global pooling"] = GlobalPooling,
        ["reshaping"] = Reshaping,
    };

    public static TheoryData<string> Families => [.. families.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public void Shapes_are_as_foretold_and_gradients_agree_with_finite_differences(string family) => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var random = new Random(seed);
        var (layer, sizes) = families[family](random);
        Tensor[] inputs = [.. sizes.Select(shape => Draw(random, shape))];
        var outputs = Run(layer, inputs);
        Assert.Equal(outputs.Select(output => output.Shape), layer.ComputeOutputShapes([.. inputs.Select(input => input.Shape)]));
        Assert.All(outputs, output => Assert.Equal(DType.Float64, output.DType));
        AssertGradients(random, layer, inputs);
    }, iter: 60);

    [Theory]
    [MemberData(nameof(Families))]
    public void Symbolic_outputs_have_the_shapes_of_the_real_ones(string family) => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var random = new Random(seed);
        var (layer, sizes) = families[family](random);
        Tensor[] symbolic = [.. sizes.Select(shape => keras.layers.Input(shape: shape[1..], dtype: "float64"))];
        var described = Run(layer, symbolic);
        var outputs = Run(layer, [.. sizes.Select(shape => Draw(random, shape))]);
        Assert.Equal(outputs.Count, described.Count);
        Assert.All(outputs.Zip(described), pair => Assert.Equal(pair.First.Shape.With(0, Shape.Unknown), pair.Second.Shape));
    }, iter: 30);

    /// <summary>One direction through all inputs and weights at once.</summary>
    private static void AssertGradients(Random random, Layer layer, Tensor[] inputs)
    {
        Variable[] weights = [.. layer.trainable_weights];
        foreach (var weight in weights) weight.Assign(Draw(random, [.. weight.Shape.Select(size => size!.Value)]));
        Tensor[] starts = [.. inputs, .. weights.Select(weight => Ops.Copy(weight.Value))];
        Tensor[] directions = [.. starts.Select(start => Draw(random, [.. start.Shape.Select(size => size!.Value)]))];
        var factors = Run(layer, inputs).Select(output => Draw(random, [.. output.Shape.Select(size => size!.Value)])).ToArray();

        Tensor Loss(Tensor[] x) => Run(layer, x).Zip(factors, (output, factor) => Ops.Sum(output * factor)).Aggregate(Ops.Add);
        double At(double step)
        {
            Tensor[] moved = [.. starts.Zip(directions, (start, direction) => start + direction * step)];
            for (var i = 0; i < weights.Length; i++) weights[i].Assign(moved[inputs.Length + i]);
            return Loss(moved[..inputs.Length]).Item();
        }

        using var tape = new GradientTape();
        foreach (var input in inputs) tape.watch(input);
        var gradients = tape.gradient(Loss(inputs), [.. inputs, .. weights.Select(weight => weight.Value)]);
        var slope = gradients.Zip(
            directions, (gradient, direction) => gradient is null ? 0 : Ops.Sum(gradient.ToDense() * direction).Item()).Sum();
        var difference = (At(Step) - At(-Step)) / (2 * Step);
        Assert.Equal(difference, slope, 1e-5 * Math.Max(1, Math.Abs(difference)));
    }

    private static Tensors Run(Layer layer, Tensor[] inputs) => layer is MultiHeadAttention attention
        ? attention[inputs[0], inputs[1], inputs.ElementAtOrDefault(2), training: true]
        : layer[inputs, training: true];

    private static (Layer, int[][]) Merging(Random random)
    {
        var common = Sizes(random, 2, 4);
        var layer = Pick<Layer>(random,
            () => new Add(dtype: "float64"), () => new Subtract(dtype: "float64"), () => new Multiply(dtype: "float64"),
            () => new Average(dtype: "float64"), () => new Maximum(dtype: "float64"),
            () => new Minimum(dtype: "float64"));
        var count = layer is Subtract ? 2 : random.Next(1, 4);
        // Axes of size 1, and some of the first ones after the batch's missing.
        int[] Input() => [common[0], .. common.Skip(1 + random.Next(common.Length - 1)).Select(size => random.Next(3) == 0 ? 1 : size)];
        return (layer, [.. Enumerable.Range(0, count).Select(_ => Input())]);
    }

    private static (Layer, int[][]) Concatenation(Random random)
    {
        var common = Sizes(random, 2, 4);
        var axis = random.Next(1, common.Length);
        int[] Input() => [.. common.Select((size, place) => place == axis ? random.Next(1, 4) : size)];
        return (
            new Concatenate(random.Next(2) == 0 ? axis : axis - common.Length, dtype: "float64"),
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Input())]);
    }

    private static (Layer, int[][]) DotProduct(Random random)
    {
        int[] first = Sizes(random, 2, 4), second = Sizes(random, 2, 4);
        int a = random.Next(1, first.Length), b = random.Next(1, second.Length);
        (second[0], second[b]) = (first[0], first[a]);
        return (new Dot((a, b - (random.Next(2) == 0 ? 0 : second.Length)), random.Next(2) == 0, dtype: "float64"), [first, second]);
    }

    private static (Layer, int[][]) Activation(Random random)
    {
        var shape = Sizes(random, 2, 4);
        var axes = SomeAxes(random, shape.Length);
        return (Pick<Layer>(random,
            () => new LeakyReLU(random.NextDouble(), dtype: "float64"), () => new ELU(random.NextDouble() + 0.1, dtype: "float64"),
            () => new ReLU(random.NextDouble() + 1, random.NextDouble(), random.NextDouble() * 0.5, dtype: "float64"),
            () => new ThresholdedReLU(random.NextDouble(), dtype: "float64"),
            () => new PReLU(
                shared_axes: random.Next(2) == 0
                    ? default(AxesLike?)
                    : (int[])[.. axes.Select(axis => axis < 0 ? axis + shape.Length : axis)], dtype: "float64"),
            () => new Softmax(axes, dtype: "float64")), [shape]);
    }

    private static (Layer, int[][]) Normalization(Random random)
    {
        var shape = Sizes(random, 2, 5);
        shape[0] = 2 * random.Next(1, 3);
        var axes = SomeAxes(random, shape.Length);
        return (Pick<Layer>(random,
            () => new BatchNormalization(axes, center: random.Next(3) > 0, scale: random.Next(3) > 0, dtype: "float64"),
            () => new BatchNormalization(axes, virtual_batch_size: 2, dtype: "float64"),
            () => new SyncBatchNormalization(-1, dtype: "float64"),
            () => new LayerNormalization(axes, center: random.Next(3) > 0, scale: random.Next(3) > 0, dtype: "float64"),
            () => new UnitNormalization(axes, dtype: "float64")), [shape]);
    }

    private static (Layer, int[][]) DenseAttention(Random random)
    {
        int[] batch = Sizes(random, 1, 2);
        int queries = random.Next(1, 4), keys = random.Next(1, 4), size = random.Next(1, 4);
        int[] query = [.. batch, queries, size], key = [.. batch, keys, size],
            value = random.Next(2) == 0 ? key : [.. batch, keys, random.Next(1, 4)];
        var layer = Pick<Layer>(random,
            () => new Attention(random.Next(2) == 0, Pick(random, () => "dot", () => "concat"), random.Next(2) == 0, dtype: "float64"),
            () => new AdditiveAttention(value == key && random.Next(2) == 0, random.Next(2) == 0, dtype: "float64"));
        return (layer, value == key && random.Next(2) == 0 ? [query, key] : [query, value, key]);
    }

    private static (Layer, int[][]) MultiHead(Random random)
    {
        var query = Sizes(random, 3, 4);
        int[] value = [.. query[..^1], random.Next(1, 4)], key = [.. query[..^1], random.Next(1, 4)];
        int[] axes = query.Length == 3 ? [1] : Pick(random, () => new[] { 1 }, () => [2], () => [1, 2]);
        foreach (var axis in axes) value[axis] = key[axis] = random.Next(1, 4);
        var layer = new MultiHeadAttention(
            random.Next(1, 3), random.Next(1, 4), random.Next(2) == 0 ? null : random.Next(1, 4), use_bias: random.Next(2) == 0,
            output_shape: random.Next(2) == 0 ? null : (2, 3), attention_axes: (AxesLike)axes, dtype: "float64");
        return (layer, random.Next(2) == 0 ? [query, value] : [query, value, key]);
    }

    private static (Layer, int[][]) Einsum(Random random)
    {
        var shape = Sizes(random, 3, 3);
        return (Pick<Layer>(random,
            () => new EinsumDense("abc,cd->abd", (null, 3), bias_axes: "d", dtype: "float64"),
            () => new EinsumDense("abc,bcd->ad", 3, bias_axes: "d", dtype: "float64"),
            () => new EinsumDense("abc,bd->acd", (null, 2), "tanh", "cd", dtype: "float64"),
            () => new EinsumDense("...x,xy->...y", 2, bias_axes: "y", dtype: "float64"),
            () => new EinsumDense("ab...,bc->ac...", 2, bias_axes: "c", dtype: "float64"),
            () => new EinsumDense("abc,cde->adbe", (2, null, 3), dtype: "float64")), [shape]);
    }

    private static (Layer, int[][]) WindowedPooling(Random random)
    {
        var shape = Sizes(random, 3, 5);
        int[] Numbers() => [.. shape.Skip(2).Select(_ => random.Next(1, 4))];
        IntTuple size = Numbers(), strides = random.Next(2) == 0 ? default(IntTuple) : Numbers();
        string padding = Pick(random, () => "valid", () => "same"), format = Format(random);
        // Where nothing is padded, no axis may be shorter than the largest window.
        if (padding == "valid") shape = [shape[0], .. shape.Skip(1).Select(length => Math.Max(length, 3))];
        return (shape.Length switch
        {
            3 => Pick<Layer>(random,
                () => new MaxPooling1D(size, strides, padding, format, dtype: "float64"),
                () => new AveragePooling1D(size, strides, padding, format, dtype: "float64")),
            4 => Pick<Layer>(random,
                () => new MaxPooling2D(size, strides, padding, format, dtype: "float64"),
                () => new AveragePooling2D(size, strides, padding, format, dtype: "float64")),
            _ => Pick<Layer>(random,
                () => new MaxPooling3D(size, strides, padding, format, dtype: "float64"),
                () => new AveragePooling3D(size, strides, padding, format, dtype: "float64")),
        }, [shape]);
    }

    private static (Layer, int[][]) GlobalPooling(Random random)
    {
        var shape = Sizes(random, 3, 5);
        var format = Format(random);
        var keep = random.Next(2) == 0;
        return (shape.Length switch
        {
            3 =>
                Pick<Layer>(
                    random, () => new GlobalMaxPooling1D(format, keep, dtype: "float64"),
                    () => new GlobalAveragePooling1D(format, keep, dtype: "float64")),
            4 =>
                Pick<Layer>(
                    random, () => new GlobalMaxPooling2D(format, keep, dtype: "float64"),
                    () => new GlobalAveragePooling2D(format, keep, dtype: "float64")),
            _ =>
                Pick<Layer>(
                    random, () => new GlobalMaxPooling3D(format, keep, dtype: "float64"),
                    () => new GlobalAveragePooling3D(format, keep, dtype: "float64")),
        }, [shape]);
    }

    private static (Layer, int[][]) Reshaping(Random random)
    {
        int[] shape = [.. Sizes(random, 3, 5).Select(size => size + 2)];
        var format = Format(random);
        int Few() => random.Next(0, 2);
        return (shape.Length switch
        {
            3 => Pick<Layer>(random,
                () => new Cropping1D((Few(), Few()), dtype: "float64"), () => new ZeroPadding1D((Few(), Few()), dtype: "float64"),
                () => new UpSampling1D(1 + Few(), dtype: "float64"),
                () => new Permute((2, 1), dtype: "float64"), () => new Reshape([shape[2], -1, 1], dtype: "float64"),
                () => new Flatten(format, dtype: "float64")),
            4 => Pick<Layer>(random,
                () => new Cropping2D(((Few(), Few()), (Few(), Few())), format, dtype: "float64"),
                () => new ZeroPadding2D((Few(), Few()), format, dtype: "float64"),
                () => new UpSampling2D(
                    (1 + Few(), 2), format, Pick(random, () => "nearest", () => "bilinear", () => "bicubic", () => "area"),
                    dtype: "float64"),
                () => new Permute((3, 1, 2), dtype: "float64"), () => new Reshape([-1, shape[1]], dtype: "float64"),
                () => new Flatten(format, dtype: "float64")),
            _ => Pick<Layer>(random,
                () => new Cropping3D((Few(), Few(), Few()), format, dtype: "float64"),
                () => new ZeroPadding3D(((Few(), Few()), (1, 0), (0, Few())), format, dtype: "float64"),
                () => new UpSampling3D((1 + Few(), 2, 1 + Few()), format, dtype: "float64"), () => new Flatten(format, dtype: "float64")),
        }, [shape]);
    }

    private static string Format(Random random) => Pick(random, () => "channels_last", () => "channels_first");

    private static T Pick<T>(Random random, params Func<T>[] choices) => choices[random.Next(choices.Length)]();

    private static int[] Sizes(Random random, int fewest, int most) =>
        [.. Enumerable.Range(0, random.Next(fewest, most + 1)).Select(_ => random.Next(1, 4))];

    /// <summary>One or more axes, the batch's not among them, some counted from the end.</summary>
    private static int[] SomeAxes(Random random, int rank)
    {
        int[] axes = [.. Enumerable.Range(1, rank - 1).Where(_ => random.Next(2) == 0)];
        return axes.Length == 0 ? [-1] : [.. axes.Select(axis => random.Next(2) == 0 ? axis : axis - rank)];
    }

    private static Tensor Draw(Random random, int[] sizes) => Tensor.From<double>(
        [.. Enumerable.Range(0, sizes.Aggregate(1, (n, size) => n * size)).Select(_ => 4 * random.NextDouble() - 2)], sizes);
}
