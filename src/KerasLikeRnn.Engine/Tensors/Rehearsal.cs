namespace KerasLikeRnn.Engine;

/// <summary>
/// While it runs, assignments leave the variables as they are: a step runs for the seeds that it takes, as when Keras traces it, or for
/// the shapes it gives.
/// </summary>
internal sealed class Rehearsal
{
    private static readonly Ambient<Rehearsal> current = new();

    private readonly Memory? engine;

    private Rehearsal(Memory? engine) => this.engine = engine;

    /// <summary>The one that runs; null for none.</summary>
    public static Rehearsal? Current => current.Value;

    /// <summary>Whether somebody has read numbers that are not known, and got zeros.</summary>
    public bool HasGuessed { get; private set; }

    public static bool IsRunning => current.Value is not null;

    /// <summary>The engine it runs on, where that is another one.</summary>
    public static Memory? Engine => current.Value?.engine;

    /// <summary>Runs until the result is disposed of.</summary>
    /// <param name="engine">The engine to run on; the one in use unless given.</param>
    public static Inside Begin(Memory? engine = null) => current.EnterHere(new(engine));

    /// <summary>Notes that numbers are read which are not known.</summary>
    public static void Guess()
    {
        if (Current is { } running) running.HasGuessed = true;
    }

    /// <summary>Goes back to one, or to none, until the result is disposed of.</summary>
    public static Inside Return(Rehearsal? to) => current.EnterHere(to);

    /// <summary>Assignments count until the result is disposed of: a layer is built for good.</summary>
    public static Inside Pause() => current.EnterHere(null);
}
