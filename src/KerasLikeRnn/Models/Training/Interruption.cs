namespace KerasLikeRnn.Models;

/// <summary>
/// While it exists, Ctrl+C does not kill the program: the run stops after its batch, its last line is ended, and
/// <see cref="KeyboardInterrupt"/> is thrown, as in Python. A second Ctrl+C kills.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly Ambient<Interruption> current = new();

    private readonly Interruption? outer = current.Value;
    private volatile bool requested;

    public Interruption()
    {
        current.Value = this;
        Console.CancelKeyPress += OnCancel;
    }

    /// <summary>That of the run.</summary>
    internal static Interruption? Current => current.Value;

    /// <exception cref="KeyboardInterrupt">Ctrl+C was pressed.</exception>
    public void ThrowIfRequested()
    {
        if (requested)
            throw new KeyboardInterrupt(
                "Interrupted by Ctrl+C: the run stopped after its batch. Weights and history are those of the batches done.");
    }

    /// <summary>Acts as if Ctrl+C had been pressed.</summary>
    internal bool Request()
    {
        if (requested) return false;
        requested = true;
        return true;
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancel;
        current.Value = outer;
    }

    private void OnCancel(object? sender, ConsoleCancelEventArgs e) => e.Cancel = Request();
}
