namespace KerasLikeRnn.Models;

/// <summary>Shapes of what a step gets, unknown the axes that differ from batch to batch.</summary>
/// <param name="X">Those of the inputs.</param>
/// <param name="Y">Those of the targets; none where there are none.</param>
/// <param name="SampleWeight">Those of the samples' weights; none where there are none.</param>
internal sealed record StepShapes(IReadOnlyList<Shape> X, IReadOnlyList<Shape> Y, IReadOnlyList<Shape> SampleWeight)
{
    /// <summary>What tells the graphs of a step apart: types and shapes of all that it gets.</summary>
    public InputSignature[] SignatureOf(StepData batch) =>
        [.. Signatures(batch.X, X), .. Signatures(batch.Y, Y), .. Signatures(batch.SampleWeight, SampleWeight)];

    private static IEnumerable<InputSignature> Signatures(Tensors? tensors, IReadOnlyList<Shape> shapes) => (tensors ?? [])
        .Zip(shapes, (tensor, shape) => new InputSignature(tensor.DType.Name(), [.. shape.Select(size => (long)(size ?? Shape.Unknown))]));
}
