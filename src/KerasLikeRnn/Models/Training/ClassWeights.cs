namespace KerasLikeRnn.Models;

/// <summary>Weights of classes as weights of samples.</summary>
internal sealed class ClassWeights
{
    private readonly float[] weights;

    /// <exception cref="ValueError">The classes are not 0, 1, ..., n − 1.</exception>
    public ClassWeights(IReadOnlyDictionary<int, double> classWeight)
    {
        if (!classWeight.Keys.Order().SequenceEqual(Enumerable.Range(0, classWeight.Count)))
            throw new ValueError(
                "Expected `class_weight` to be a dict with keys from 0 to one less than the number of classes, found {"
                + string.Join(", ", classWeight.Select(pair => Invariant($"{pair.Key}: {pair.Value}"))) + "}", "class_weight");
        weights = classWeight.OrderBy(pair => pair.Key).Select(pair => (float)pair.Value).ToArray();
    }

    /// <summary>The weight of each sample's class, times the sample's own weight where it has one.</summary>
    /// <exception cref="ValueError">The targets have more than two axes, or name a class without weight.</exception>
    public Tensor Of(Tensor y, Tensor? sampleWeight)
    {
        if (y.Rank > 2) throw new ValueError("`class_weight` not supported for 3+ dimensional targets.", "class_weight");
        var classes = y.Rank == 2 && y.Shape.Dims[1] > 1
            ? Ops.ArgMax(y, 1)
            : Ops.Reshape(Ops.Cast(y, DType.Int64), Shape.Of(Shape.Unknown));
        var numbers = classes.ToArray<long>();
        var perSample = new float[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if ((ulong)numbers[i] >= (ulong)weights.Length)
                throw new ValueError(
                    $"`class_weight` has no weight for class {numbers[i]}: it names the classes 0 to {weights.Length - 1}.",
                    "class_weight");
            perSample[i] = weights[numbers[i]];
        }
        var result = Tensor.From<float>(perSample, perSample.Length);
        return sampleWeight is null ? result : Ops.Multiply(sampleWeight, Ops.Cast(result, sampleWeight.DType));
    }
}
