using System.Collections.Concurrent;

namespace KerasLikeRnn.Python;

/// <summary>Python's <c>warnings.warn</c>: a line on the standard error stream, each text once.</summary>
internal static class PythonWarnings
{
    private static readonly ConcurrentDictionary<string, bool> shown = new();
    private static readonly Ambient<Action<string>> caught = new();

    /// <summary>
    /// Python's <c>catch_warnings(record=True)</c>: warnings go to a listener, each time, until the result is disposed of.
    /// </summary>
    public static Inside Catch(Action<string> listener) => caught.Enter(listener);

    /// <summary>Writes the warning unless it was written before.</summary>
    public static void Warn(string message)
    {
        if (caught.Value is { } listener) listener(message);
        else if (shown.TryAdd(message, true)) Console.Error.Write($"UserWarning: {message}\n");
    }
}
