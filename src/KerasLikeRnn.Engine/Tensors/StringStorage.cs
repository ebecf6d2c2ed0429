namespace KerasLikeRnn.Engine;

/// <summary>The elements of a tensor of strings. They can be handed on and copied whole; kernels compute with numbers only.</summary>
internal sealed class StringStorage(long length) : Storage(DType.String, length)
{
    /// <summary>The strings, row by row.</summary>
    public string[] Elements { get; private set; } = new string[length];

    /// <summary>What a kernel says to a tensor of strings.</summary>
    public static NotSupportedException NoNumbers(Tensor x) => new(
        $"A tensor of strings (shape {x.Shape}) cannot be computed with. Turn it into numbers first, with TextVectorization, StringLookup "
        + $"or Hashing.");

    protected override void WriteBytes(ReadOnlySpan<byte> bytes, long offset) => throw NoBytes();

    protected override void ReadBytes(Span<byte> bytes, long offset) => throw NoBytes();

    protected override void CopyAll(Storage source) => ((StringStorage)source).Elements.CopyTo(Elements, 0);

    protected override void ReturnToPool() => Elements = [];

    private static NotSupportedException NoBytes() => new("Strings are no bytes in a row: read them with Strings().");
}
