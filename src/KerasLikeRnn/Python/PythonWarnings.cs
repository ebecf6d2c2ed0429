using System.Collections.Concurrent;

namespace KerasLikeRnn.Python;

/// <summary>Python's <c>warnings.warn</c>: a line on the standard error stream, each text once.</summary>
internal static class PythonWarnings
{
    private static readonly ConcurrentDictionary<string, bool> shown = new();

    /// <summary>Writes the warning unless it was written before.</summary>
    public static void Warn(string message)
    {
        if (shown.TryAdd(message, true)) Console.Error.Write($"UserWarning: {message}\n");
    }
}
