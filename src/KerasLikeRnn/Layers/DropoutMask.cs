namespace KerasLikeRnn.Layers;

/// <summary>Draws dropout masks: 0 where a number is dropped, 1 / (1 − rate) where it is kept.</summary>
internal sealed class DropoutMask(double rate, int? seed = null)
{
    private readonly OwnSeed? own = OwnSeed.From(seed);

    /// <summary>Share of the numbers dropped.</summary>
    public double Rate { get; } = rate;

    /// <summary>Keeps the seed of the next draw.</summary>
    public void Keep(BackupState state)
    {
        if (own is not null) state.Keep("seed", own.Keep);
    }

    /// <summary>The next mask. Keras numbers the draw of a rate of 0 too, though nothing is dropped: null.</summary>
    /// <exception cref="InvalidOperationException">Everything would be dropped.</exception>
    public Tensor? Draw(Shape shape, DType dtype)
    {
        if (Rate == 0)
        {
            RandomStreams.Global.SkipDraws(1, own);
            return null;
        }
        if (Rate >= 1)
            throw new ValueError(
                $"`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={PythonText.Repr(Rate)}");
        return Ops.DropoutMask(
            shape, Rate, RandomStreams.Global.Draw(RandomOperation.Uniform, shape.Length, own, dtype == DType.Float64), dtype);
    }
}
