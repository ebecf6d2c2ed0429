namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>A function of elements, of however many arguments it was written with.</summary>
internal static class Functions
{
    /// <summary>A function of the parts of a tuple.</summary>
    public static Func<Element, T> Of<T>(Func<Element, Element, T> function) => element =>
    {
        var parts = Parts(element, 2);
        return function(parts[0], parts[1]);
    };

    /// <summary>A function of the parts of a tuple.</summary>
    public static Func<Element, T> Of<T>(Func<Element, Element, Element, T> function) => element =>
    {
        var parts = Parts(element, 3);
        return function(parts[0], parts[1], parts[2]);
    };

    /// <summary>What a function gave, which must be something.</summary>
    public static Element Given(Element? result) => result ?? throw new TypeError(
        "Unsupported return value from function passed to Dataset.map(): None.");

    private static Element Parts(Element element, int count) =>
        !element.Structure.IsSingle && element.Structure.Names is null && element.Count == count ? element : throw new TypeError(
            Invariant(
                $"The function takes {count} arguments. Received: elements "
                + $"of {(element.Structure.IsSingle || element.Structure.Names is not null ? 1 : element.Count)}, "
                + $"{ElementSpec.Of(element)}"));
}

/// <summary>
/// A function while somebody goes through a dataset: its random numbers are those of TensorFlow's compiled function, which begins anew for
/// each who does.
/// </summary>
internal sealed class FunctionRun
{
    private readonly FunctionStreams streams = RandomStreams.Global.Function(makesVariables: false);

    /// <summary>Runs it.</summary>
    public T Of<T>(Func<Element, T> function, Element element)
    {
        using var graph = streams.Step([]);
        return function(element);
    }

    /// <summary>The call, which may run beside others.</summary>
    /// <param name="function">The function.</param>
    /// <param name="element">Its argument.</param>
    /// <param name="turn">Waits for the calls before, whose random numbers come first.</param>
    public Func<T> Beside<T>(Func<Element, T> function, Element element, Action turn)
    {
        var pass = streams.StepBeside(turn);
        return () =>
        {
            using var graph = RandomStreams.Enter(pass);
            return function(element);
        };
    }
}

/// <summary>Advances in datasets.</summary>
internal static class Iteration
{
    /// <summary>The next element, to be kept for longer than the batch that asks for it.</summary>
    public static bool MoveNextToKeep(this IEnumerator<Element> elements)
    {
        using var nobodys = MemoryScope.In(null);
        return elements.MoveNext();
    }
}
