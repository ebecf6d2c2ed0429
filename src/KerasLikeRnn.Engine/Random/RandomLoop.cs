namespace KerasLikeRnn.Engine;

/// <summary>
/// A loop over time steps within a layer's forward pass. Call <see cref="NextStep"/> before each step; dispose at the end.
/// </summary>
public sealed class RandomLoop : IDisposable
{
    private readonly GraphStreams? body;
    private readonly IDisposable? leave;

    internal RandomLoop(GraphStreams? body)
    {
        this.body = body;
        leave = body is null ? null : RandomStreams.Enter(body);
    }

    /// <summary>Whether each step draws masks of its own (in a graph), or all steps share those of the first.</summary>
    public bool DrawsEachStep => body is not null;

    /// <summary>Begins the next time step.</summary>
    public void NextStep() => body?.BeginPass();

    /// <inheritdoc/>
    public void Dispose() => leave?.Dispose();
}
