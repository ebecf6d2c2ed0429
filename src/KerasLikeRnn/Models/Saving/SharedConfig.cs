namespace KerasLikeRnn.Models;

/// <summary>
/// Configurations of models as they are written to files: Keras 2.9's, less what says nothing, and what Keras 3 does not know.
/// </summary>
internal static class SharedConfig
{
    // What Keras 3 has no argument for, with the value at which Keras 2.9 works without it too.
    private static readonly Dictionary<string, object?> silent = new() { ["time_major"] = false };

    /// <summary>The configuration without it.</summary>
    internal static object? Of(object? config) => config switch
    {
        IReadOnlyDictionary<string, object?> entries => new OrderedDictionary<string, object?>(
            entries.Where(entry => !IsSilent(entry)).Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value)))),
        List<object?> list => list.ConvertAll(Of),
        _ => config,
    };

    private static bool IsSilent(KeyValuePair<string, object?> entry) =>
        silent.TryGetValue(entry.Key, out var value) && Equals(value, entry.Value);
}
