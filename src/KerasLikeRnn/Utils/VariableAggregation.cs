namespace KerasLikeRnn.Utils;

/// <summary>What becomes of the different values that several devices give to a variable. There is one device: all do the same.</summary>
public enum VariableAggregation
{
    /// <summary>None is expected.</summary>
    [KerasExport("tf.VariableAggregation.NONE")]
    NONE,

    /// <summary>They are added up.</summary>
    [KerasExport("tf.VariableAggregation.SUM")]
    SUM,

    /// <summary>Their mean is taken.</summary>
    [KerasExport("tf.VariableAggregation.MEAN")]
    MEAN,

    /// <summary>Only the first device counts.</summary>
    [KerasExport("tf.VariableAggregation.ONLY_FIRST_REPLICA")]
    ONLY_FIRST_REPLICA,
}
