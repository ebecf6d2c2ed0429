using System.Text.RegularExpressions;

namespace KerasLikeRnn.Utils;

/// <summary>
/// The names of layers and models that were given none: the class name in snake case and a number, counted for the whole process
/// (<c>lstm</c>, <c>lstm_1</c>, <c>lstm_2</c>). A name the user gives does not advance the count, a number is never used twice,
/// and <c>keras.backend.clear_session()</c> starts over. All members may be called from several threads.
/// </summary>
public static partial class AutomaticNames
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, int> Names = [];
    private static readonly Dictionary<string, int> Uids = [];
    private static readonly HashSet<string> Observed = [];

    /// <summary>
    /// A class name in snake case: <c>SimpleRNN</c> is <c>simple_rnn</c>, <c>MaxPooling1D</c> is <c>max_pooling1d</c>; a leading
    /// underscore gets <c>private</c> before it. The arity mark of a generic class (<c>`1</c>) is left out.
    /// </summary>
    public static string ToSnakeCase(string className)
    {
        Required.NotEmpty(className);
        var arity = className.IndexOf('`', StringComparison.Ordinal);
        var name = arity < 0 ? className : className[..arity];
        name = BeforeCapitalizedWord().Replace(name, "$1_$2");
        name = BetweenLowerAndUpper().Replace(name, "$1_$2").ToLowerInvariant();
        return name.StartsWith('_') ? "private" + name : name;
    }

    /// <summary>The next free name of a base name.</summary>
    /// <param name="baseName">The name in snake case.</param>
    /// <param name="zeroBased">true: <c>dense</c>, <c>dense_1</c>, ...; false: <c>dense_1</c>, <c>dense_2</c>, ...; one count for
    /// both.</param>
    /// <param name="avoidObserved">Whether to skip names that users gave (<see cref="Observe"/>).</param>
    public static string Next(string baseName, bool zeroBased = true, bool avoidObserved = false)
    {
        lock (Gate)
        {
            string name;
            do name = Numbered(baseName, zeroBased);
            while (avoidObserved && Observed.Contains(name));
            return name;
        }
    }

    /// <summary>Notes a name that a user gave, for those who avoid such names.</summary>
    public static void Observe(string name)
    {
        lock (Gate) Observed.Add(name);
    }

    /// <summary>The next number of a prefix, counted from 1 on, for example that of <c>input_1</c>.</summary>
    [KerasExport("keras.backend.get_uid")]
    public static int get_uid(string prefix = "")
    {
        lock (Gate) return Uids[prefix] = Uids.GetValueOrDefault(prefix) + 1;
    }

    /// <summary>Forgets all names and numbers: the next LSTM is <c>lstm</c> again.</summary>
    [KerasExport("keras.backend.reset_uids")]
    public static void reset_uids() => Clear();

    /// <summary>Forgets all names and numbers: what <c>keras.backend.clear_session()</c> does to names.</summary>
    public static void Clear()
    {
        lock (Gate)
        {
            Names.Clear();
            Uids.Clear();
            Observed.Clear();
        }
    }

    private static string Numbered(string baseName, bool zeroBased)
    {
        var used = Names.GetValueOrDefault(baseName);
        Names[baseName] = used + 1;
        if (!zeroBased) return $"{baseName}_{used + 1}";
        return used == 0 ? baseName : $"{baseName}_{used}";
    }

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex BeforeCapitalizedWord();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex BetweenLowerAndUpper();
}
