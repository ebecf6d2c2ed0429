namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>An element that was made ahead of its batch, with the memory that it alone has.</summary>
internal sealed class MadeElement : IDisposable
{
    private readonly Element element;
    private readonly List<Storage> made = [];

    private MadeElement(Element element) => this.element = element;

    /// <summary>Makes an element, in the scope of no batch; null where there is none.</summary>
    public static MadeElement? Of(Func<Element?> make)
    {
        using var nobodys = MemoryScope.In(null);
        using var scope = MemoryScope.OfThread();
        if (make() is not { } element) return null;
        var result = new MadeElement(element);
        foreach (var part in element.Parts)
        {
            if (part is Row or ArrayTensor or DatasetTensor || part.Storage.Scope != scope) continue;
            result.made.Add(scope.Keep(part).Storage);
        }
        return result;
    }

    /// <summary>The element: what was made for it alone goes with the batch that takes it.</summary>
    public Element Take()
    {
        if (MemoryScope.Current is { } scope) made.ForEach(scope.Own);
        return element;
    }

    /// <summary>Nobody takes it.</summary>
    public void Dispose() => made.ForEach(storage => storage.Dispose());
}
