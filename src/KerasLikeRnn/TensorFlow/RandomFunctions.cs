using KerasLikeRnn.BackendFunctions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf.random: the numbers that TensorFlow draws under the same seeds.</summary>
public static class RandomFunctions
{
    /// <summary>Normal numbers.</summary>
    [KerasExport("tf.random.normal"), Operation("random.normal")]
    internal static Tensor normal(ShapeLike shape, double mean = 0.0, double stddev = 1.0, string dtype = "float32", long? seed = null) =>
        RandomDraw.Of(seed).Normal(shape.ToShape(), mean, stddev, DTypes.Parse(dtype));

    /// <summary>Uniform numbers of [minval, maxval); whole ones where the type is one of whole numbers.</summary>
    /// <exception cref="ValueError">The type is one of whole numbers and maxval is not given.</exception>
    [KerasExport("tf.random.uniform"), Operation("random.uniform")]
    internal static Tensor uniform(ShapeLike shape, double minval = 0, double? maxval = null, string dtype = "float32", long? seed = null)
    {
        var type = DTypes.Parse(dtype);
        if (maxval is null && !type.IsFloating()) throw new ValueError($"Must specify maxval for integer dtype {dtype}", nameof(maxval));
        return RandomDraw.Of(seed).Uniform(shape.ToShape(), minval, maxval ?? 1, type);
    }

    /// <summary>Normal numbers cut at two standard deviations.</summary>
    [KerasExport("tf.random.truncated_normal"), Operation("random.truncated_normal")]
    internal static Tensor truncated_normal(
        ShapeLike shape, double mean = 0.0, double stddev = 1.0, string dtype = "float32", long? seed = null) =>
        RandomDraw.Of(seed).TruncatedNormal(shape.ToShape(), mean, stddev, DTypes.Parse(dtype));

    /// <summary>The elements of the first axis in random order.</summary>
    [KerasExport("tf.random.shuffle"), Operation("random.shuffle")]
    internal static Tensor shuffle(Tensor value, long? seed = null)
    {
        var rows = value.Shape.Dim(0);
        var order = Distributions.Permutation(RandomDraw.Of(seed).Stream(RandomOperation.Shuffle, rows, DType.Int32), rows);
        return Ops.Gather(value, Tensor.From<int>(order));
    }

    /// <summary>Classes drawn by their unnormalized log probabilities: (batch, num_samples) numbers of classes.</summary>
    /// <param name="logits">(batch, classes), of floating-point numbers; infinite ones and NaN are never drawn.</param>
    /// <param name="num_samples">How many of each row.</param>
    /// <param name="dtype">int64 or int32.</param>
    /// <param name="seed">A seed of its own.</param>
    /// <exception cref="ValueError">The logits are no matrix of floating-point numbers with a class, or another argument does not
    /// fit.</exception>
    [KerasExport("tf.random.categorical"), Operation("random.categorical")]
    internal static Tensor categorical(Tensor logits, SizeLike num_samples, string? dtype = null, long? seed = null)
    {
        var type = DTypes.Parse(dtype ?? "int64");
        if (type is not (DType.Int32 or DType.Int64))
            throw new ValueError($"Classes are numbered by int32 or int64. Received: dtype={dtype}", nameof(dtype));
        if (logits.Rank != 2) throw new ValueError($"logits should be a matrix, got shape {logits.Shape}", nameof(logits));
        if (!logits.DType.IsFloating())
            throw new ValueError($"logits must be floating-point numbers. Received: {logits.DType.Name()}", nameof(logits));
        return Categorical(logits, num_samples.ToSize(), type, RandomDraw.Of(seed));
    }

    /// <summary>As TensorFlow draws: a uniform number times the sum of a row's probabilities, looked up among their running sums.</summary>
    private static Tensor Categorical(Tensor logits, int count, DType type, RandomDraw draw)
    {
        var (rows, classes) = (logits.Shape.Dim(0), logits.Shape.Dim(1));
        if (count < 0) throw new ValueError($"num_samples should be nonnegative, got {count}", "num_samples");
        if (classes == 0) throw new ValueError("num_classes should be positive, got 0", nameof(logits));
        var numbers = Ops.Cast(logits, DType.Float64).ToArray<double>();
        var drawn = new double[rows * (long)count];
        // Two outputs for each sample; the stream moves on by whole groups of four samples a row.
        Distributions.Uniform(RandomStreams.Global.Draw(RandomOperation.Multinomial, rows * (long)((count + 3) / 4 * 8), draw.Own), drawn);
        var sums = new double[classes];
        var samples = new long[drawn.Length];
        for (var row = 0; row < rows; row++)
        {
            var total = RunningSums(numbers.AsSpan(row * classes, classes), sums);
            for (var i = row * count; i < (row + 1) * count; i++)
                samples[i] = Array.FindIndex(sums, sum => sum > drawn[i] * total) is var found and >= 0 ? found : classes;
        }
        return Ops.Cast(Tensor.From<long>(samples, (rows, count)), type);
    }

    private static double RunningSums(ReadOnlySpan<double> logits, Span<double> sums)
    {
        var largest = double.MinValue;
        foreach (var logit in logits)
            if (double.IsFinite(logit)) largest = Math.Max(largest, logit);
        var total = 0.0;
        for (var i = 0; i < logits.Length; i++) sums[i] = total += double.IsFinite(logits[i]) ? Math.Exp(logits[i] - largest) : 0;
        return total;
    }
}
