namespace KerasLikeRnn.Losses;

/// <summary>Python's <c>__name__</c> of a delegate.</summary>
internal static class FunctionName
{
    /// <summary>The method's name; that of a local function without what the compiler adds; <c>&lt;lambda&gt;</c> for lambdas.</summary>
    public static string Of(Delegate function)
    {
        var name = function.Method.Name;
        if (!name.StartsWith('<')) return name;
        // A local function f in M is compiled as <M>g__f|0_1.
        var start = name.IndexOf(">g__", StringComparison.Ordinal);
        var end = name.LastIndexOf('|');
        return start >= 0 && end > start ? name[(start + 4)..end] : "<lambda>";
    }
}
