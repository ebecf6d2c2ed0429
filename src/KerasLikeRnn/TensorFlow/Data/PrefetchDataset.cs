using System.Runtime.ExceptionServices;

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>The elements, made ahead of what is asked.</summary>
internal sealed class PrefetchDataset(Dataset input, int ahead) : UnaryDataset(input)
{
    protected override IEnumerator<Element> Run(IEnumerator<Element> input) => ahead == 0 ? input : new Prefetching(input, ahead);
}

/// <summary>
/// Makes elements ahead. A task fills the queue and ends when that is full, to be begun anew when one is taken: so nothing waits on a
/// thread, even where nobody says that no more is wanted.
/// </summary>
internal sealed class Prefetching(IEnumerator<Element> input, int ahead) : IEnumerator<Element>
{
    private readonly Queue<(Element Element, List<Storage> Made)> ready = [];
    private Exception? error;
    private bool isFilling;
    private bool hasEnded;

    public Element Current { get; private set; } = null!;

    object IEnumerator.Current => Current;

    public bool MoveNext()
    {
        lock (ready)
        {
            Refill();
            while (ready.Count == 0 && !hasEnded) Monitor.Wait(ready);
            if (ready.TryDequeue(out var next))
            {
                Current = next.Element;
                // What was made for this element alone goes with the batch that takes it.
                if (MemoryScope.Current is { } scope) next.Made.ForEach(scope.Own);
                Refill();
                return true;
            }
        }
        if (error is not null) ExceptionDispatchInfo.Throw(error);
        return false;
    }

    public void Reset() => throw new NotSupportedException("Begin anew: foreach over the dataset.");

    public void Dispose()
    {
        lock (ready)
        {
            hasEnded = true;
            while (isFilling) Monitor.Wait(ready);
            foreach (var (_, made) in ready) made.ForEach(storage => storage.Dispose());
            ready.Clear();
        }
        input.Dispose();
    }

    private void Refill()
    {
        if (isFilling || hasEnded || ready.Count >= ahead) return;
        isFilling = true;
        _ = Task.Run(Fill);
    }

    private void Fill()
    {
        while (true)
        {
            (Element, List<Storage>)? next = null;
            Exception? failure = null;
            try
            {
                next = Make();
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }
            lock (ready)
            {
                if (next is { } made) ready.Enqueue(made);
                else (hasEnded, error) = (true, failure);
                isFilling = !hasEnded && ready.Count < ahead;
                Monitor.PulseAll(ready);
                if (!isFilling) return;
            }
        }
    }

    private (Element, List<Storage>)? Make()
    {
        using var nobodys = MemoryScope.In(null);
        using var scope = MemoryScope.OfThread();
        if (!input.MoveNext()) return null;
        var element = input.Current.Again();
        var made = new List<Storage>();
        foreach (var part in element.Parts)
        {
            if (part is Row or ArrayTensor or DatasetTensor || part.Storage.Scope != scope) continue;
            made.Add(scope.Keep(part).Storage);
        }
        return (element, made);
    }
}
