namespace KerasLikeRnn.Layers;

/// <summary>Averages that follow what every batch brings.</summary>
internal static class MovingAverage
{
    /// <summary>average −= (average − value) · (1 − momentum).</summary>
    public static void Update(Variable average, Tensor value, double momentum) =>
        average.Assign(average.Current - (average.Current - value) * (1 - momentum));
}
