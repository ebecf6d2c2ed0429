using Microsoft.CodeAnalysis;

namespace KerasLikeRnn.Generators;

/// <summary>What can be wrong with a <c>[KerasExport]</c>.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor BadName = Rule("KLR001", "Not a Keras name",
        "'{0}' is no name for the tree: {1}. Write a full Python name such as 'keras.layers.Dense' or 'tf.random.set_seed'.");

    public static readonly DiagnosticDescriptor NotReachable = Rule("KLR002", "Not reachable from outside",
        "'{0}' cannot be exported: {1}");

    public static readonly DiagnosticDescriptor Duplicate = Rule("KLR003", "Exported twice",
        "'{0}' is exported twice with the same signature {1}: rename one or drop its attribute");

    public static readonly DiagnosticDescriptor ModuleClash = Rule("KLR004", "A module has that name",
        "'{0}' cannot be a member: {1}");

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "KerasLikeRnn", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
