using System.Runtime.ExceptionServices;

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>How many calls of a function run side by side: <c>num_parallel_calls</c>.</summary>
/// <param name="Limit">How many.</param>
internal sealed record Parallelism(int Limit)
{
    /// <summary>-1 (<c>tf.data.AUTOTUNE</c>) stands for as many as there are processors; null for none.</summary>
    /// <exception cref="ValueError">It is another number below 1.</exception>
    [return: NotNullIfNotNull(nameof(calls))]
    public static Parallelism? Of(long? calls) => calls switch
    {
        null => null,
        -1 => new(Environment.ProcessorCount),
        >= 1 and var count => new((int)Math.Min(count, int.MaxValue)),
        _ => throw new ValueError(
            Invariant($"`num_parallel_calls` must be greater than zero. Received: num_parallel_calls={calls}"), "num_parallel_calls"),
    };
}

/// <summary>
/// What a function gives for each element, in their order, so many calls side by side. Elements are taken where the next result is asked
/// for, so that as many calls have begun as may run; calls that draw random numbers wait for those before them.
/// </summary>
internal sealed class SideBySide(IEnumerator<Element> input, Func<Element, Element> function, int limit) : IEnumerator<Element>
{
    private readonly Queue<Task<Outcome>> begun = [];
    private readonly FunctionRun run = new();
    private ExceptionDispatchInfo? inputError;
    private bool hasEnded;

    public Element Current { get; private set; } = null!;

    object IEnumerator.Current => Current;

    public bool MoveNext()
    {
        while (!hasEnded && begun.Count < limit) Begin();
        if (!begun.TryDequeue(out var next))
        {
            var error = inputError;
            inputError = null;
            error?.Throw();
            return false;
        }
        var outcome = next.GetAwaiter().GetResult();
        if (outcome.Error is { } failure)
        {
            hasEnded = true;
            inputError = null;
            Clear();
            failure.Throw();
        }
        Current = outcome.Element!.Take();
        return true;
    }

    public void Reset() => throw new NotSupportedException("Begin anew: foreach over the dataset.");

    public void Dispose()
    {
        hasEnded = true;
        Clear();
        input.Dispose();
    }

    // An error of the input comes when those before it have been given.
    private void Begin()
    {
        try
        {
            hasEnded = !input.MoveNextToKeep();
        }
        catch (Exception error)
        {
            (hasEnded, inputError) = (true, ExceptionDispatchInfo.Capture(error));
        }
        if (hasEnded) return;
        var element = input.Current.Again();
        var before = begun.ToArray();
        var call = run.Beside(function, element, () => Task.WaitAll(before));
        // Fair: in the order in which they are begun, so that one that waits for those before it is never in their way.
        begun.Enqueue(Task.Factory.StartNew(
            () => Outcome.Of(call), CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default));
    }

    private void Clear()
    {
        while (begun.TryDequeue(out var call)) call.GetAwaiter().GetResult().Element?.Dispose();
    }

    private sealed record Outcome(MadeElement? Element, ExceptionDispatchInfo? Error)
    {
        public static Outcome Of(Func<Element> call)
        {
            try
            {
                using var nobodys = GradientTape.Pause();
                return new(MadeElement.Of(call), null);
            }
            catch (Exception error)
            {
                return new(null, ExceptionDispatchInfo.Capture(error));
            }
        }
    }
}
