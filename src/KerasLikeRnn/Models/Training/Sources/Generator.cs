namespace KerasLikeRnn.Models;

/// <summary>
/// Batches that an iterator of C# gives one after another, Python's generator: an epoch goes on where the last one stopped.
/// </summary>
internal sealed class Generator(IEnumerable batches) : IBatches
{
    public string Kind => "python generator";

    public string PythonType => "<class 'generator'>";

    /// <summary>Waits for each of the batches that come asynchronously.</summary>
    public static Generator Of<T>(IAsyncEnumerable<T> batches) => new(Awaited(batches));

    public override string ToString() => "<generator object>";

    public BatchSource Batches(BatchRequest request) => new GeneratorBatches(batches, request);

    private static IEnumerable<T> Awaited<T>(IAsyncEnumerable<T> batches)
    {
        var items = batches.GetAsyncEnumerator();
        try
        {
            // On the pool, for a context that the caller may be in waits here.
            while (Task.Run(async () => await items.MoveNextAsync().ConfigureAwait(false)).GetAwaiter().GetResult())
                yield return items.Current;
        }
        finally
        {
            Task.Run(async () => await items.DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
        }
    }
}
