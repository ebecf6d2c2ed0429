using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

/// <summary>
/// What is so for all that runs inside of something: the scope that owns tensors, the tapes that record, the pass of a model. It
/// follows the flow of control: over an await, and into tasks and threads that are begun inside. What these change in it,
/// they change for themselves only; so two trainings on two threads know nothing of each other.
/// </summary>
/// <remarks>
/// A thread has the values of the flow that it runs at hand, so reading costs nothing. What is so for a part in which nobody waits is
/// so for its thread alone (<see cref="EnterHere"/>): tasks begun in it do not inherit it, and setting costs nothing either.
/// </remarks>
internal sealed class Ambient<T> where T : class
{
    private readonly int slot = Flow.NewSlot();

    /// <summary>What is so here; null where nobody said.</summary>
    public T? Value
    {
        get => Unsafe.As<T?>(Flow.Get(slot));
        set
        {
            Flow.Set(slot, value);
            Flow.SetFlowing(slot, value);
        }
    }

    /// <summary>Sets the value until the result is disposed of.</summary>
    public Inside Enter(T? value)
    {
        var inside = new Inside(slot);
        Value = value;
        return inside;
    }

    /// <summary>Sets the value, on this thread, until the result is disposed of there.</summary>
    public Inside EnterHere(T? value)
    {
        var inside = new Inside(slot);
        Flow.Set(slot, value);
        return inside;
    }
}

/// <summary>While it exists, another value is so.</summary>
internal readonly struct Inside(int slot) : IDisposable
{
    private readonly object? around = Flow.Get(slot);
    private readonly object? flowing = Flow.GetFlowing(slot);

    public void Dispose()
    {
        Flow.Set(slot, around);
        Flow.SetFlowing(slot, flowing);
    }
}

/// <summary>The ambient values: a thread's own, and those that flow, in an array that is never changed.</summary>
file sealed class Flow
{
    private const int Most = 16;

    private static readonly AsyncLocal<object?[]?> flow = new(Follow);

    private static int slots;

    [ThreadStatic]
    private static Flow? here;

    private readonly object?[] values = new object?[Most];
    private object?[]? flowing;

    private static Flow Here => here ??= new();

    public static int NewSlot() => Interlocked.Increment(ref slots) - 1 is var slot and < Most
        ? slot
        : throw new InvalidOperationException($"There are more than {Most} ambient values.");

    public static object? Get(int slot) => here?.values[slot];

    public static void Set(int slot, object? value) => Here.values[slot] = value;

    public static object? GetFlowing(int slot) => here?.flowing?[slot];

    public static void SetFlowing(int slot, object? value)
    {
        var before = here?.flowing;
        if (before?[slot] == value) return;
        var after = before is null ? new object?[Most] : (object?[])before.Clone();
        after[slot] = value;
        // A flow in which nothing is so any more holds nothing.
        flow.Value = Array.TrueForAll(after, known => known is null) ? null : after;
    }

    private static void Follow(AsyncLocalValueChangedArgs<object?[]?> change)
    {
        var (thread, before, after) = (Here, Here.flowing, change.CurrentValue);
        thread.flowing = after;
        if (!change.ThreadContextChanged) return;
        // The thread goes on with another flow, whose values take the places of the former's; its own stay.
        for (var slot = 0; slot < Most; slot++)
            if (thread.values[slot] == before?[slot]) thread.values[slot] = after?[slot];
    }
}
