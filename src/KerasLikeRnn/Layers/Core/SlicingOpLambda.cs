namespace KerasLikeRnn.Layers;

/// <summary>Brackets on a symbolic tensor, <c>x[:, -1]</c>, as a step of a model.</summary>
[KerasExport]
internal sealed class SlicingOpLambda(Operation operation, string? name) : TFOpLambda(operation, name)
{
    /// <summary>The operation's name.</summary>
    public const string Function = "__operators__.getitem";

    /// <inheritdoc cref="TFOpLambda.from_config"/>
    public static new TFOpLambda from_config(IReadOnlyDictionary<string, object?> config) => TFOpLambda.from_config(config);
}
