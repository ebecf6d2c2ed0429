namespace KerasLikeRnn.BackendFunctions;

/// <summary>Python's <c>with</c>: what is undone when it is disposed of.</summary>
internal sealed class Scope(Action undo) : IDisposable
{
    private Action? undo = undo;

    public void Dispose()
    {
        undo?.Invoke();
        undo = null;
    }
}
