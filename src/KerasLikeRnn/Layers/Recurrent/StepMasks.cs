namespace KerasLikeRnn.Layers;

/// <summary>
/// When a cell draws its dropout masks, as Keras does: in a training step's graph anew at every time step (after a dry run
/// of the cell that only numbers its draws); unrolled, or outside graphs, once for all steps.
/// </summary>
internal sealed class StepMasks : IDisposable
{
    private readonly IRNNCell cell;
    private readonly RandomLoop? loop;
    private bool begun;

    public StepMasks(IRNNCell cell, CallContext context, bool unroll)
    {
        this.cell = cell;
        var masks = cell.CountMasks(context);
        if (unroll || masks == 0) return;
        if (RandomStreams.Global.InGraph) RandomStreams.Global.SkipDraws(masks);
        loop = RandomStreams.Global.Loop();
    }

    /// <summary>Begins a time step.</summary>
    public void NextStep()
    {
        loop?.NextStep();
        if (!begun || loop is { DrawsEachStep: true }) cell.ResetMasks();
        begun = true;
    }

    public void Dispose() => loop?.Dispose();
}
