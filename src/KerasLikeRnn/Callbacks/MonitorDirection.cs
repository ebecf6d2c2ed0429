namespace KerasLikeRnn.Callbacks;

/// <summary>Whether a monitored value is better when it is smaller or greater.</summary>
internal enum MonitorDirection
{
    Smaller,
    Greater,
}

/// <summary>What follows from a direction.</summary>
internal static class MonitorDirections
{
    /// <summary>Reads the argument <c>mode</c>: <c>min</c>, <c>max</c>, or <c>auto</c>, which goes by the monitored name.</summary>
    /// <param name="mode">The argument; anything else is reported and taken for auto.</param>
    /// <param name="subject">What the warning begins with, for example <c>EarlyStopping mode</c>.</param>
    /// <param name="greaterByName">Whether auto takes greater values for better ones.</param>
    public static MonitorDirection Parse(string mode, string subject, bool greaterByName)
    {
        if (mode is not ("auto" or "min" or "max")) Messages.Warn($"{subject} {mode} is unknown, fallback to auto mode.");
        return mode switch
        {
            "min" => MonitorDirection.Smaller,
            "max" => MonitorDirection.Greater,
            _ => greaterByName ? MonitorDirection.Greater : MonitorDirection.Smaller,
        };
    }

    /// <summary>Whether a value is better than another by more than a margin; never for not-a-number.</summary>
    public static bool IsBetter(this MonitorDirection direction, double value, double than) =>
        direction == MonitorDirection.Smaller ? value < than : value > than;

    /// <summary>The value that every finite value is better than.</summary>
    public static double Worst(this MonitorDirection direction) =>
        direction == MonitorDirection.Smaller ? double.PositiveInfinity : double.NegativeInfinity;
}
