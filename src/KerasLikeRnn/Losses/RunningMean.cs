namespace KerasLikeRnn.Losses;

/// <summary>A weighted mean over batches, summed in float32 as Keras's Mean metric does.</summary>
internal sealed class RunningMean(string name)
{
    private float total;
    private float count;

    /// <summary>Name in the logs.</summary>
    public string Name { get; } = name;

    /// <summary>The mean so far, 0 before the first batch.</summary>
    public double Result => count == 0 ? 0 : total / count;

    /// <summary>Adds a number or several, each with the same weight.</summary>
    public void Add(Tensor values, float weight)
    {
        var sum = values.Rank == 0 ? values : Ops.Sum(values);
        total += (float)sum.Item() * weight;
        count += weight * values.Length;
    }

    /// <summary>Forgets all batches.</summary>
    public void Reset() => total = count = 0;
}
