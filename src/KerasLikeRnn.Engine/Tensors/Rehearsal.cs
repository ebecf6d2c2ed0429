namespace KerasLikeRnn.Engine;

/// <summary>
/// While it runs, assignments leave the variables as they are: a step runs for the seeds that it takes, as when Keras traces it.
/// </summary>
internal sealed class Rehearsal
{
    private static readonly Ambient<Rehearsal> current = new();

    private Rehearsal() { }

    public static bool IsRunning => current.Value is not null;

    /// <summary>Runs until the result is disposed of.</summary>
    public static Inside Begin() => current.EnterHere(new());

    /// <summary>Assignments count until the result is disposed of: a layer is built for good.</summary>
    public static Inside Pause() => current.EnterHere(null);
}
