namespace KerasLikeRnn.Engine;

/// <summary>The element type and shape of one input of a compiled function, as far as it is known beforehand.</summary>
/// <param name="Type">The name of the element type, such as <c>float32</c>.</param>
/// <param name="Shape">The sizes of the axes, −1 for one that changes; null if even their number changes.</param>
public sealed record InputSignature(string Type, long[]? Shape)
{
    private const long Unknown = -1;

    /// <inheritdoc/>
    public override string ToString() => $"{Type}({(Shape is null ? "<unknown>" : string.Join(", ", Shape))})";

    /// <summary>Whether inputs of this signature may be given to a function made for <paramref name="other"/>.</summary>
    public bool FitsInto(InputSignature other) =>
        Type == other.Type
        && (other.Shape is null
            || (Shape is not null && Shape.Length == other.Shape.Length
                && Shape.Zip(other.Shape).All(axis => axis.First == axis.Second || axis.Second == Unknown)));

    /// <summary>Notes it, or gives the one that was noted.</summary>
    internal InputSignature Keep(StreamNumbers numbers)
    {
        var type = numbers.Keep(Type);
        if (!numbers.Keep(Shape is not null)) return new(type, null);
        var shape = new long[numbers.KeepCount(Shape?.Length ?? 0)];
        for (var i = 0; i < shape.Length; i++) shape[i] = numbers.Keep(Shape?[i] ?? 0);
        return new(type, shape);
    }

    /// <summary>The narrowest signature that both fit into, null if their types differ.</summary>
    internal InputSignature? Widen(InputSignature other)
    {
        if (Type != other.Type) return null;
        if (Shape is null || other.Shape is null || Shape.Length != other.Shape.Length) return new InputSignature(Type, null);
        return new InputSignature(Type, [.. Shape.Zip(other.Shape, (a, b) => a == b ? a : Unknown)]);
    }
}
