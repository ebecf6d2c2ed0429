namespace KerasLikeRnn.Engine;

/// <summary>
/// While it exists, assignments on this thread leave the variables as they are: a step runs for the seeds that it takes, as when
/// Keras traces it.
/// </summary>
internal sealed class Rehearsal : IDisposable
{
    [ThreadStatic]
    private static bool running;

    private readonly bool before = running;

    private Rehearsal(bool runs) => running = runs;

    public static bool IsRunning => running;

    public static Rehearsal Begin() => new(true);

    /// <summary>Assignments count until the result is disposed of: a layer is built for good.</summary>
    public static Rehearsal Pause() => new(false);

    public void Dispose() => running = before;
}
