namespace KerasLikeRnn.Callbacks;

/// <summary>What is still done when a run has failed. The error that ended the run is the one that its caller hears.</summary>
internal static class AfterAnError
{
    /// <summary>Runs it. What it throws is told as a warning, for it must not take the place of the first error.</summary>
    /// <param name="action">What to do.</param>
    /// <param name="name">What it is called in the warning.</param>
    internal static void Run(Action action, string name)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            Messages.Warn($"{name} failed after the run had failed: {error.GetType().Name}: {error.Message}");
        }
    }
}
