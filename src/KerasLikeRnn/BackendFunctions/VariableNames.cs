namespace KerasLikeRnn.BackendFunctions;

/// <summary>Names of variables that scripts make themselves.</summary>
internal static class VariableNames
{
    /// <summary>What <c>name_scope</c> puts before them.</summary>
    [field: ThreadStatic]
    public static string? Scope { get; set; }

    /// <summary>Keras's name of a variable.</summary>
    public static string Of(string? name) => $"{Scope}{name ?? "Variable"}:0";
}
