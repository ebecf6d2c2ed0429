using System.Collections.Concurrent;

namespace KerasLikeRnn.TensorFlow;

/// <summary>Counts what did not run on TensorFlow.</summary>
internal static class Fallbacks
{
    private static readonly ConcurrentDictionary<(string Kernel, string Reason), int> counts = new();

    public static void Count(string kernel, string reason) => counts.AddOrUpdate((kernel, reason), 1, (_, count) => count + 1);

    /// <summary>A line for each kernel and reason, the most frequent first.</summary>
    public static string Report() => string.Join(
        Environment.NewLine,
        counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key)
            .Select(entry => FormattableString.Invariant($"{entry.Key.Kernel}: {entry.Value} times, {entry.Key.Reason}")));
}
