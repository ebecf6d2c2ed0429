using System.Reflection;
using KerasLikeRnn.BackendFunctions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// The arguments of a call as TensorFlow tells calls apart: tensors by type and shape, numbers and texts by value, lists, tuples and
/// dictionaries by what is in them, other objects by identity. Two are equal that differ in the shapes and types of tensors only.
/// </summary>
internal sealed class FunctionArguments : IEquatable<FunctionArguments>
{
    private readonly List<object?> structure = [];
    private readonly List<InputSignature> tensors = [];
    private readonly List<Variable> variables = [];

    public static MethodInfo Next { get; } = typeof(FunctionArguments).GetMethod(nameof(With))!;

    /// <summary>Types and shapes of all tensors, in order.</summary>
    public IReadOnlyList<InputSignature> Signature => tensors;

    /// <summary>Whether some tensor has no numbers yet.</summary>
    public bool AreSymbolic { get; private set; }

    /// <summary>The arguments and one more.</summary>
    public FunctionArguments With(object? argument)
    {
        Add(argument);
        return this;
    }

    /// <summary>These arguments where others are expected: of their types and shapes.</summary>
    /// <exception cref="ValueError">They do not fit.</exception>
    public FunctionArguments As(IReadOnlyList<TensorSpec> signature)
    {
        var expected = signature.Select(spec => spec.Signature).ToArray();
        var fits = tensors.Count == structure.Count && tensors.Count == expected.Length
            && tensors.Zip(expected).All(pair => pair.First.FitsInto(pair.Second));
        if (!fits)
            throw new ValueError(
                "Python inputs incompatible with input_signature:\n  "
                + $"inputs: ({string.Join(", ", structure.Where(part => part is not Type).Concat(tensors))})\n  "
                + $"input_signature: ({string.Join(", ", signature)}).");
        var arguments = new FunctionArguments();
        arguments.tensors.AddRange(expected);
        return arguments;
    }

    /// <inheritdoc/>
    public bool Equals(FunctionArguments? other) => other is not null && structure.SequenceEqual(other.structure);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FunctionArguments);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var part in structure) hash.Add(part);
        return hash.ToHashCode();
    }

    private void Add(object? argument)
    {
        switch (argument)
        {
            case null or string or Enum: structure.Add(argument); break;
            case Tensor tensor: AddTensor(tensor.DType.Name(), tensor.Shape, tensor is SymbolicTensor); break;
            case Gradient gradient: AddTensor(gradient.dtype, gradient.shape); break;
            case NDArray array: Add(Arrays.ToTensor(array)); break;
            case Array array when array.GetType().GetElementType() is { IsPrimitive: true }: Add(Arrays.ToTensor(array)); break;
            case TensorLike { IsList: false } tensor: Add(tensor.Converted(tensor.DType)); break;
            case Tensors { IsList: false } tensor: Add(tensor[0]); break;
            case Tensors { Names: { } names } named: AddAll("dict", [.. names, .. named]); break;
            case Variable variable: AddVariable(variable); break;
            case CallContext context: AddAll("call", [context.training, .. context.Tensors]); break;
            // Python's 1, 1.0 and True are equal.
            case IConvertible number: structure.Add(number.ToDouble(CultureInfo.InvariantCulture)); break;
            case IDictionary dictionary: AddAll("dict", [.. dictionary.Keys, .. dictionary.Values]); break;
            case ITuple tuple: AddAll("tuple", [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])]); break;
            case IList or Tensors or TensorLike: AddAll("list", [.. (IEnumerable)argument]); break;
            default: structure.Add(new Identity(argument)); break;
        }
    }

    private void AddAll(string kind, List<object?> parts)
    {
        structure.Add((kind, parts.Count));
        foreach (var part in parts) Add(part);
    }

    // Two variables of one shape share a graph, unless one of them is given twice.
    private void AddVariable(Variable variable)
    {
        if (!variables.Contains(variable)) variables.Add(variable);
        AddTensor(Invariant($"variable {variables.IndexOf(variable)} {variable.DType.Name()}"), variable.Shape);
    }

    private void AddTensor(string type, Shape shape, bool isSymbolic = false)
    {
        AreSymbolic |= isSymbolic;
        structure.Add(typeof(Tensor));
        tensors.Add(new InputSignature(type, [.. shape.Select(size => (long)(size ?? -1))]));
    }

    private sealed record Identity(object Value)
    {
        public bool Equals(Identity? other) => ReferenceEquals(Value, other?.Value);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(Value);
    }
}
