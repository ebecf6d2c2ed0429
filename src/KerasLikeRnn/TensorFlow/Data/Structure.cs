namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>How the parts of an element are nested: a single part, a tuple of structures, or a dictionary of them.</summary>
internal sealed class Structure : IEquatable<Structure>
{
    private readonly Structure[] inner;

    private Structure(Structure[] inner, IReadOnlyList<string>? names, int count) => (this.inner, Names, Count) = (inner, names, count);

    /// <summary>A single part.</summary>
    public static Structure Single { get; } = new([], null, 1);

    /// <summary>Number of single parts in all of it.</summary>
    public int Count { get; }

    /// <summary>The keys of a dictionary.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The structures in a tuple or dictionary.</summary>
    public IReadOnlyList<Structure> Inner => inner;

    /// <summary>Whether it is a single part.</summary>
    public bool IsSingle => this == Single;

    /// <summary>A tuple.</summary>
    public static Structure Tuple(params Structure[] inner) => new(inner, null, inner.Sum(part => part.Count));

    /// <summary>A dictionary.</summary>
    public static Structure Dictionary(IReadOnlyList<string> names, Structure[] inner) => new(inner, names, inner.Sum(part => part.Count));

    /// <summary>Number of single parts before one of the inner structures.</summary>
    public int Before(int index) => inner.Take(index).Sum(part => part.Count);

    /// <summary>Python's text, given that of the single parts.</summary>
    public string Text(ReadOnlySpan<string> parts)
    {
        if (IsSingle) return parts[0];
        var texts = new string[inner.Length];
        for (var i = 0; i < inner.Length; i++) texts[i] = inner[i].Text(parts.Slice(Before(i), inner[i].Count));
        if (Names is not null) return $"{{{string.Join(", ", Names.Zip(texts, (name, text) => $"{PythonText.Quote(name)}: {text}"))}}}";
        return $"({string.Join(", ", texts)}{(texts.Length == 1 ? ",)" : ")")}";
    }

    /// <inheritdoc/>
    public bool Equals(Structure? other) => ReferenceEquals(this, other)
        || (other is not null && !IsSingle && !other.IsSingle && inner.SequenceEqual(other.inner)
            && (Names ?? []).Order(StringComparer.Ordinal).SequenceEqual((other.Names ?? []).Order(StringComparer.Ordinal)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Structure);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, inner.Length);
}
