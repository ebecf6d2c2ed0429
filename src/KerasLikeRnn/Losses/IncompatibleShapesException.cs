namespace KerasLikeRnn.Losses;

/// <summary>Targets and predictions that cannot be compared. A model shows the batch axis as None, a direct call its size.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It always has the two shapes; users catch ValueError.")]
[SuppressMessage("Design", "CA1064", Justification = "Users catch ValueError.")]
internal sealed class IncompatibleShapesException(Shape yTrue, Shape yPred, bool isBatchOpen)
    : ValueError(Text(isBatchOpen ? Open(yTrue) : yTrue, isBatchOpen ? Open(yPred) : yPred), "y_true")
{
    /// <summary>The same error with batch axes of unknown size.</summary>
    public IncompatibleShapesException WithOpenBatch() => new(yTrue, yPred, isBatchOpen: true);

    private static string Text(Shape yTrue, Shape yPred) =>
        $"Shapes {yTrue} and {yPred} are incompatible. The targets have the first shape, the predictions the second.";

    private static Shape Open(Shape shape) => shape.Rank == 0 ? shape : shape.With(0, Shape.Unknown);
}
