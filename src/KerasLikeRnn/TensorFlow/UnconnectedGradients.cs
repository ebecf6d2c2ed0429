namespace KerasLikeRnn.TensorFlow;

/// <summary>What a tape's gradient is where the source has no influence.</summary>
public static class UnconnectedGradients
{
    /// <summary>None: null.</summary>
    [KerasExport("tf.UnconnectedGradients.NONE")]
    public static string NONE => "none";

    /// <summary>Zeros of the source's shape.</summary>
    [KerasExport("tf.UnconnectedGradients.ZERO")]
    public static string ZERO => "zero";
}
