namespace KerasLikeRnn.Models;

/// <summary>Batches whose samples weigh as much as their classes do, times their own weights where they have some.</summary>
/// <param name="batches">The batches without these weights.</param>
/// <param name="weights">The weights of the classes.</param>
/// <param name="outputs">Number of the model's outputs; null where the batches are to tell.</param>
internal sealed class ClassWeightedBatches(BatchSource batches, ClassWeights weights, int? outputs) : BatchSource(batches.Steps)
{
    private StepShapes? shapes;

    public override StepShapes Shapes => shapes ??= batches.Shapes with
    {
        SampleWeight = batches.Shapes.SampleWeight is [var own] ? [own] : [Shape.Of(batches.Shapes.X[0].Dims[0])],
    };

    protected override int? StepsOfData => null;

    public override void Begin() => batches.Begin();

    public override void Prepare(Model model, StepData batch) => batches.Prepare(model, batch);

    public override void OnEpochEnd() => batches.OnEpochEnd();

    public override void End() => batches.End();

    public override bool Skip() => batches.Skip();

    public override void SkipEpochEnd() => batches.SkipEpochEnd();

    public override void Keep(BackupState state) => batches.Keep(state);

    public override void KeepOwn(BackupState state) => batches.KeepOwn(state);

    public override bool RunsAhead => batches.RunsAhead;

    /// <exception cref="ValueError">There are several outputs, or no targets.</exception>
    public override StepData? Next() => Weighted(batches.Next());

    /// <inheritdoc cref="Next"/>
    public override StepData? NextAlone() => Weighted(batches.NextAlone());

    private StepData? Weighted(StepData? given)
    {
        if (given is not { } batch) return null;
        if ((outputs ?? batch.Y?.Count) > 1)
            throw new ValueError("`class_weight` is only supported for Models with a single output.", "class_weight");
        var targets = batch.Y?[0] ?? throw new ValueError("`class_weight` weighs targets: give `y`.", "class_weight");
        return batch with { SampleWeight = weights.Of(targets, batch.SampleWeight?[0]) };
    }
}
