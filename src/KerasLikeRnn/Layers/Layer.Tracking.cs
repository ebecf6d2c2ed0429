namespace KerasLikeRnn.Layers;

public abstract partial class Layer : ITrackable
{
    /// <summary>A checkpoint that was restored before all of the layer's weights existed; null for none.</summary>
    internal IPendingRestoration? Pending { get; private set; }

    /// <summary>Whether the layer has not been called since, and may have got more by then.</summary>
    private bool mayHaveMore;

    /// <summary>Has a checkpoint restore what the layer gets later on.</summary>
    internal void Await(IPendingRestoration restoration)
    {
        if (Pending != restoration) mayHaveMore = true;
        Pending = restoration;
    }

    /// <summary>Whether it has weights by now, those of layers inside included.</summary>
    internal bool HasWeights => Flattened().Exists(layer =>
        layer.own.Count > 0 || layer.KeepsTensors || layer.HeldVariables.Any());

    /// <summary>Whether Keras counts to its weights what is kept in no variable here, as what a lookup layer counts.</summary>
    private protected virtual bool KeepsTensors => false;

    /// <inheritdoc/>
    IEnumerable<Trackable> ITrackable.Trackables() => Trackables();

    /// <summary>
    /// What Keras 2.9 tracks of this layer: the layers of built-in classes inside, weights under their own names, then what fields of
    /// the user's own classes hold.
    /// </summary>
    internal virtual IEnumerable<Trackable> Trackables()
    {
        foreach (var inner in InnerTrackables()) yield return inner;
        foreach (var weight in own) yield return new(weight.OwnName, weight.Variable);
        if (!Kind.IsDerived) yield break;
        foreach (var (name, value) in Tracked.Named(this, Kind.Exported))
            if (Trackable.OfField(name, value) is { } trackable) yield return trackable;
    }

    private IEnumerable<Variable> HeldVariables => Kind.IsDerived ? Tracked.Variables(this) : [];

    /// <summary>What built-in classes hold besides weights of their own.</summary>
    private protected virtual IEnumerable<Trackable> InnerTrackables() => [];

    /// <summary>Restores what has come into being since a checkpoint was restored.</summary>
    private protected void GoOnRestoring()
    {
        mayHaveMore = false;
        Pending?.GoOn(this);
    }
}

/// <summary>A checkpoint that waits for variables that do not exist yet, as those of layers that are not built.</summary>
internal interface IPendingRestoration
{
    /// <summary>Looks again at what an object holds.</summary>
    void GoOn(object owner);
}
