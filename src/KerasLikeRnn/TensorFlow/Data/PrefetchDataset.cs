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
    private readonly Queue<MadeElement> ready = [];
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
                Current = next.Take();
                Refill();
                return true;
            }
        }
        if (error is not null) ExceptionDispatchInfo.Throw(error);
        return false;
    }

    /// <summary>Begins to make elements before one is asked for.</summary>
    public void Start()
    {
        lock (ready) Refill();
    }

    public void Reset() => throw new NotSupportedException("Begin anew: foreach over the dataset.");

    public void Dispose()
    {
        lock (ready)
        {
            hasEnded = true;
            while (isFilling) Monitor.Wait(ready);
            foreach (var made in ready) made.Dispose();
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
            MadeElement? next = null;
            Exception? failure = null;
            try
            {
                next = MadeElement.Of(() => input.MoveNext() ? input.Current.Again() : null);
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
}
