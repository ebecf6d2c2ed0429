namespace KerasLikeRnn.Layers;

/// <summary>A layer that may be called with constants; its configuration says with how many.</summary>
internal interface ITakesConstants
{
    /// <summary>Tells how many of the inputs' last ones are constants.</summary>
    void ExpectConstants(int count);
}
