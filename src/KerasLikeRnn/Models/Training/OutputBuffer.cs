namespace KerasLikeRnn.Models;

/// <summary>The outputs of batch after batch, put together into one array for each output.</summary>
internal sealed class OutputBuffer
{
    private readonly List<(Array Values, Shape Shape)[]> batches = [];
    private IReadOnlyList<string>? names;

    /// <summary>Adds the outputs of a batch.</summary>
    public void Add(Tensors outputs)
    {
        names = outputs.Names;
        batches.Add([.. outputs.Select(output => (Arrays.Elements(output), output.Shape))]);
    }

    /// <summary>All batches together.</summary>
    public Predictions ToPredictions() => new([.. Enumerable.Range(0, batches[0].Length).Select(Joined)], names);

    private (Array Values, Shape Shape) Joined(int output)
    {
        if (batches.Count == 1) return batches[0][output];
        var parts = batches.ConvertAll(batch => batch[output]);
        var values = Array.CreateInstanceFromArrayType(parts[0].Values.GetType(), checked((int)parts.Sum(part => part.Values.LongLength)));
        long filled = 0;
        foreach (var (part, _) in parts)
        {
            Array.Copy(part, 0, values, filled, part.LongLength);
            filled += part.LongLength;
        }
        return (values, parts[0].Shape.With(0, parts.Sum(part => part.Shape.Dims[0])));
    }
}
