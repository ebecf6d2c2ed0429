namespace KerasLikeRnn.Layers;

/// <summary>A recurrent layer whose state is a number for each unit.</summary>
public abstract class UnitsRNN<TCell> : KernelRNN where TCell : UnitsCell
{
    private protected UnitsRNN(
        TCell cell, bool return_sequences, bool return_state, bool go_backwards, bool stateful, bool unroll, bool time_major,
        bool zero_output_for_mask, LayerOptions? options, RegularizerLike activity_regularizer)
        : base(
            cell, return_sequences, return_state, go_backwards, stateful, unroll, time_major, zero_output_for_mask, options,
            activity_regularizer) { }

    public int units => Inner.units;

    /// <summary>The cell.</summary>
    private protected TCell Inner => (TCell)cell;
}
