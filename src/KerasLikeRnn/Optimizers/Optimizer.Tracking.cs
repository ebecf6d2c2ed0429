namespace KerasLikeRnn.Optimizers;

public abstract partial class Optimizer : ITrackable
{
    private const string Iter = "iter";

    /// <summary>A checkpoint that was restored before all of the slots existed; null for none.</summary>
    internal IPendingRestoration? Pending { get; set; }

    /// <summary>The optimizer that has the step number and the slots: this one, or the one that it is around.</summary>
    internal virtual Optimizer Core => this;

    /// <summary>The slots that exist: each with its variable and its name, one kind after the other.</summary>
    internal IEnumerable<(Variable Variable, string Name, Variable Slot)> Slots => slotNames.SelectMany(
        name => slots.Where(slot => slot.Key.Item2 == name).Select(slot => (slot.Key.Item1, name, slot.Value)));

    /// <summary>The slot of a variable; null for none.</summary>
    internal Variable? FindSlot(Variable variable, string name) => slots.GetValueOrDefault((variable, name));

    /// <inheritdoc/>
    IEnumerable<Trackable> ITrackable.Trackables() => Trackables();

    /// <summary>
    /// What Keras 2.9 tracks of it: nothing before its first update, then the step number, its numbers in the order of their names, and
    /// variables of its own. Slots are found by the variables that they belong to.
    /// </summary>
    internal virtual IEnumerable<Trackable> Trackables()
    {
        if (iterationsVariable is null) return [];
        return [new(Iter, iterationsVariable), .. Numbers(), .. OwnTrackables()];
    }

    /// <summary>Makes the step number where a checkpoint has one, so that it can be restored.</summary>
    /// <param name="names">The names under which the checkpoint has something of this optimizer.</param>
    internal virtual void MakeFor(IEnumerable<string> names)
    {
        if (!names.Contains(StepName)) return;
        _ = IterationsVariable;
        isRounded = true;
    }

    /// <summary>The name under which the step number is tracked.</summary>
    private protected virtual string StepName => Iter;

    /// <summary>Variables of its own besides slots.</summary>
    private protected virtual IEnumerable<Trackable> OwnTrackables() => [];

    /// <summary>The learning rate as a number that is kept; null where a schedule or function gives it.</summary>
    private protected TrackedNumber? TrackedRate(string name) => rate.IsNumber
        ? new(this, name, DType.Float32, () => (float)learning_rate, value => rate = value)
        : null;

    /// <summary>The step number, if there is one yet.</summary>
    private protected Variable? StepNumber => iterationsVariable;

    private IEnumerable<Trackable> Numbers()
    {
        var numbers = hyper.Keys.Select(name => new TrackedNumber(
            this, name, DType.Float32, () => _get_hyper(name), value => _set_hyper(name, value)));
        numbers = numbers.Append(new(this, nameof(decay), DType.Float32, () => (float)decay, value => initialDecay = value));
        if (TrackedRate(nameof(learning_rate)) is { } tracked) numbers = numbers.Append(tracked);
        return numbers.OrderBy(number => number.Name, StringComparer.Ordinal).Select(number => new Trackable(number.Name, number));
    }
}
