namespace KerasLikeRnn.Engine;

/// <summary>Tensors of strings: made from strings and read as strings.</summary>
public static class StringTensors
{
    /// <summary>A tensor of strings, row by row.</summary>
    /// <exception cref="ValueError">The number of strings does not fit the shape, or one of them is null.</exception>
    public static Tensor From(ReadOnlySpan<string> values, Shape shape)
    {
        if (values.Length != shape.Length)
            throw new ValueError($"{values.Length} strings do not fill the shape {shape} ({shape.Length} elements).", nameof(values));
        foreach (var value in values)
            if (value is null) throw new ValueError("A tensor of strings holds no null. Use an empty string.", nameof(values));
        var tensor = Tensor.Empty(shape, DType.String);
        values.CopyTo(((StringStorage)tensor.Storage).Elements);
        return tensor;
    }

    /// <summary>The strings of a tensor, row by row.</summary>
    /// <exception cref="ValueError">The tensor holds numbers.</exception>
    public static ReadOnlySpan<string> Strings(this Tensor tensor) => tensor.Storage is StringStorage storage
        ? storage.Elements
        : throw new ValueError($"Strings were expected. Received: a tensor of {tensor.DType.Name()}.", nameof(tensor));
}
