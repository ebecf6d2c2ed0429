namespace KerasLikeRnn.BackendFunctions;

/// <summary>Names of variables that scripts make themselves.</summary>
internal static class VariableNames
{
    private static readonly Ambient<string> scope = new();

    /// <summary>What <c>name_scope</c> puts before them.</summary>
    public static string? Scope
    {
        get => scope.Value;
        set => scope.Value = value;
    }

    /// <summary>Keras's name of a variable.</summary>
    public static string Of(string? name) => $"{Scope}{name ?? "Variable"}:0";
}
