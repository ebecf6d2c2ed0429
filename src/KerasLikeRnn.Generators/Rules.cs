using Microsoft.CodeAnalysis;

namespace KerasLikeRnn.Generators;

/// <summary>What can be wrong: with a <c>[KerasExport]</c>, with arrays and with arguments in a program.</summary>
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

    public static readonly DiagnosticDescriptor ArrayIndex = Rule("KLR101", "Arrays take no such index",
        "An array takes no {0} as an index and throws when the program runs: it takes whole numbers and strings such as \":60\".{1}");

    public static readonly DiagnosticDescriptor ArrayFormat = Rule("KLR102", "The format is dropped",
        "A value of type {0} knows no formats: '{1}' is dropped without a word.{2}");

    public static readonly DiagnosticDescriptor OldArgument = Rule("KLR103", "An argument of older Kerases",
        "Keras 2.9 has no argument '{0}' here: write '{1}'");

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "KerasLikeRnn", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
