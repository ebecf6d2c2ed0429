namespace KerasLikeRnn.Layers;

/// <summary>A recurrent layer whose state is a number for each unit.</summary>
public abstract class UnitsRNN<TCell> : KernelRNN where TCell : UnitsCell
{
    private protected UnitsRNN(
        TCell cell, SequenceArguments? sequence, StepArguments? steps, RegularizerLike activity_regularizer, LayerOptions? options)
        : base(cell, sequence, steps, activity_regularizer, options) { }

    public int units => Inner.units;

    /// <summary>The cell.</summary>
    private protected TCell Inner => (TCell)cell;
}
