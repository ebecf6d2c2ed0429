namespace KerasLikeRnn.Layers;

/// <summary>What may carry states from batch to batch and can forget them: <c>model.reset_states()</c> reaches it.</summary>
internal interface IStateful
{
    /// <summary>Whether it carries states.</summary>
    bool stateful { get; }

    /// <summary>Sets the carried states to zeros.</summary>
    void ResetStates();
}
