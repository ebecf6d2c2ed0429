using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

/// <summary>What a tape derives, or the weights of that: one tensor, or several in a list or by name.</summary>
[CollectionBuilder(typeof(GradientTargets), nameof(Create))]
public sealed class GradientTargets : IEnumerable<Tensor?>
{
    private GradientTargets(params Tensor?[] tensors) => Tensors = tensors;

    internal Tensor?[] Tensors { get; }

    /// <summary>Builds the list from a collection expression.</summary>
    public static GradientTargets Create(ReadOnlySpan<Tensor?> tensors) => new(tensors.ToArray());

    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator GradientTargets?(Tensor? tensor) => tensor is null ? null : new(tensor);

    [return: NotNullIfNotNull(nameof(variable))]
    public static implicit operator GradientTargets?(Variable? variable) => variable is null ? null : new(variable.Value);

    [return: NotNullIfNotNull(nameof(gradient))]
    public static implicit operator GradientTargets?(Gradient? gradient) => gradient is null ? null : new(gradient.ToDense());

    public static implicit operator GradientTargets(Tensor?[] tensors) => new(tensors);

    public static implicit operator GradientTargets(Gradient[] gradients) => new([.. gradients.Select(gradient => (Tensor)gradient)]);

    public static implicit operator GradientTargets(List<Tensor> tensors) => new([.. tensors]);

    public static implicit operator GradientTargets(Dictionary<string, Tensor> tensors) => new([.. tensors.Values]);

    /// <inheritdoc/>
    public IEnumerator<Tensor?> GetEnumerator() => ((IEnumerable<Tensor?>)Tensors).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Tensors.GetEnumerator();
}
