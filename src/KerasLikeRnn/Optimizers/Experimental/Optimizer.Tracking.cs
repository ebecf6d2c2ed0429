namespace KerasLikeRnn.Optimizers.Experimental;

public abstract partial class Optimizer
{
    /// <summary>Python's names of the lists that variables made from references are in.</summary>
    private static readonly Dictionary<string, string> lists = new()
    {
        ["average"] = "_model_variables_moving_average", ["m"] = "_momentums", ["v"] = "_velocities", ["vhat"] = "_velocity_hats",
        ["u"] = "_u", ["accumulator"] = "_accumulators", ["linear"] = "_linears", ["velocity"] = "_velocities",
        ["momentum"] = "_momentums", ["average_gradient"] = "_average_gradients", ["accumulated_grad"] = "_accumulated_grads",
        ["accumulated_delta_var"] = "_accumulated_delta_vars",
    };

    /// <summary>The step number, the learning rate, then a list of variables for each kind, one for each variable of the model.</summary>
    internal override IEnumerable<Trackable> Trackables()
    {
        if (StepNumber is not { } step) yield break;
        yield return new(StepName, step);
        yield return TrackedRate("_learning_rate") is { } tracked
            ? new(tracked.Name, tracked)
            : new(CurrentRate, new TrackedNumber(this, CurrentRate, DType.Float32, () => (float)learning_rate.At(iterations), _ => { }));
        foreach (var kind in made.GroupBy(entry => entry.Key.Item2, entry => entry.Value))
        {
            var items = kind.Select((variable, i) => new Trackable(Invariant($"{i}"), variable));
            yield return new(ListOf(kind.Key), new TrackedGroup(this, kind.Key, [.. items]));
        }
        foreach (var own in OwnTrackables()) yield return own;
    }

    /// <summary>Python's name of the list of variables of a kind.</summary>
    private protected virtual string ListOf(string kind) => lists.GetValueOrDefault(kind, kind);

    /// <inheritdoc/>
    private protected override string StepName => "_iterations";

    private const string CurrentRate = "_current_learning_rate";
}
