namespace KerasLikeRnn.Engine;

/// <summary>The kinds of draws. Outside graphs, draws of one kind, element type and pair of seeds share one stream.</summary>
public enum RandomOperation
{
    /// <summary>Uniform on an interval; dropout masks too.</summary>
    Uniform,

    /// <summary>Uniform whole numbers.</summary>
    UniformInteger,

    /// <summary>Normal.</summary>
    Normal,

    /// <summary>Normal, cut off at two standard deviations.</summary>
    TruncatedNormal,

    /// <summary>Classes by their probabilities.</summary>
    Multinomial,

    /// <summary>An order of rows.</summary>
    Shuffle,
}
