using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// What a function's text must say of an operation, and a single run of it need not: how its output is called, and which attribute holds
/// the type of which input.
/// </summary>
/// <param name="Output">The name of its output.</param>
/// <param name="Type">The attribute, or null where there is none, or it is given.</param>
/// <param name="Of">The input whose type it is; of a list's elements, the first.</param>
/// <param name="Result">The type of the output, where it is not that one.</param>
/// <param name="Indices">Attributes that hold the type of indices, which is int32, and have no such default.</param>
internal sealed record Signature(string Output, string? Type = "T", int Of = 0, DType? Result = null, params string[] Indices)
{
    private static readonly Dictionary<string, Signature> all = new()
    {
        ["AddV2"] = new("z"),
        ["ConcatV2"] = new("output"),
        ["Fill"] = new("output", Of: 1),
        ["GatherV2"] = new("output", "Tparams", 0, null, "Tindices", "Taxis"),
        ["Greater"] = new("z", Result: DType.Bool),
        ["InplaceUpdate"] = new("y"),
        ["Less"] = new("z", Result: DType.Bool),
        ["LogicalAnd"] = new("z", null),
        ["MatMul"] = new("product"),
        ["Maximum"] = new("z"),
        ["Minimum"] = new("z"),
        ["Mul"] = new("z"),
        ["Pack"] = new("output"),
        ["Range"] = new("output", "Tidx"),
        ["Relu"] = new("activations"),
        ["ReluGrad"] = new("backprops"),
        ["Reshape"] = new("output"),
        ["ReverseV2"] = new("output"),
        ["Select"] = new("output", Of: 1),
        ["Shape"] = new("output", Result: DType.Int32),
        ["Sigmoid"] = new("y"),
        ["SigmoidGrad"] = new("z"),
        ["Slice"] = new("output", "T", 0, null, "Index"),
        ["Split"] = new("output", Of: 1),
        ["Sub"] = new("z"),
        ["Sum"] = new("output"),
        ["Tanh"] = new("y"),
        ["TanhGrad"] = new("z"),
        ["Unpack"] = new("output"),
    };

    /// <summary>That of an operation that functions use.</summary>
    public static Signature For(string operation) => all[operation];
}
