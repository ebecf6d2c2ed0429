namespace KerasLikeRnn.Utils;

/// <summary>
/// When the copies of a variable on several devices are made equal. There is one device, so only ON_READ says something: no optimizer
/// changes the variable.
/// </summary>
public enum VariableSynchronization
{
    /// <summary>TensorFlow decides.</summary>
    [KerasExport("tf.VariableSynchronization.AUTO")]
    AUTO,

    /// <summary>They are not.</summary>
    [KerasExport("tf.VariableSynchronization.NONE")]
    NONE,

    /// <summary>At every change.</summary>
    [KerasExport("tf.VariableSynchronization.ON_WRITE")]
    ON_WRITE,

    /// <summary>When the variable is read.</summary>
    [KerasExport("tf.VariableSynchronization.ON_READ")]
    ON_READ,
}

/// <summary>What synchronization means for training.</summary>
public static class VariableSynchronizations
{
    /// <summary>Whether optimizers change a variable of that kind.</summary>
    /// <exception cref="ValueError">It is asked to be trainable, and cannot be.</exception>
    internal static bool IsTrainable(bool? trainable, VariableSynchronization synchronization) => (trainable, synchronization) switch
    {
        (true, VariableSynchronization.ON_READ) => throw new ValueError(
            "Synchronization value can be set to VariableSynchronization.ON_READ only for non-trainable variables. You have specified "
            + "trainable=True and synchronization=VariableSynchronization.ON_READ.",
            nameof(synchronization)),
        (_, VariableSynchronization.ON_READ) => false,
        _ => trainable ?? true,
    };
}
