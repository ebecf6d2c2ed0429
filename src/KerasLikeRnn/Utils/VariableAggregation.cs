namespace KerasLikeRnn.Utils;

/// <summary>What becomes of the different values that several devices give to a variable. There is one device: all do the same.</summary>
public enum VariableAggregation
{
    NONE,
    SUM,
    MEAN,
    ONLY_FIRST_REPLICA,
}

/// <summary>The values under their Python names.</summary>
public static class VariableAggregations
{
    /// <summary>None is expected.</summary>
    [KerasExport("tf.VariableAggregation.NONE")]
    public static VariableAggregation NONE => VariableAggregation.NONE;

    /// <summary>They are added up.</summary>
    [KerasExport("tf.VariableAggregation.SUM")]
    public static VariableAggregation SUM => VariableAggregation.SUM;

    /// <summary>Their mean is taken.</summary>
    [KerasExport("tf.VariableAggregation.MEAN")]
    public static VariableAggregation MEAN => VariableAggregation.MEAN;

    /// <summary>Only the first device counts.</summary>
    [KerasExport("tf.VariableAggregation.ONLY_FIRST_REPLICA")]
    public static VariableAggregation ONLY_FIRST_REPLICA => VariableAggregation.ONLY_FIRST_REPLICA;
}
