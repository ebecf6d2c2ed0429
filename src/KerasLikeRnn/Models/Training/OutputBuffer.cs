using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;

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
        batches.Add([.. outputs.Select(output => (Values(output), output.Shape))]);
    }

    /// <summary>All batches together.</summary>
    public Predictions ToPredictions() => new([.. Enumerable.Range(0, batches[0].Length).Select(Joined)], names);

    private static Array Values(Tensor tensor) => tensor.DType switch
    {
        DType.Float32 => tensor.ToArray<float>(),
        DType.Float64 => tensor.ToArray<double>(),
        DType.Int32 => tensor.ToArray<int>(),
        DType.Int64 => tensor.ToArray<long>(),
        _ => tensor.ToArray<bool>(),
    };

    private (Array Values, Shape Shape) Joined(int output)
    {
        if (batches.Count == 1) return batches[0][output];
        var parts = batches.ConvertAll(batch => batch[output]);
        var values = Array.CreateInstance(parts[0].Values.GetType().GetElementType()!, parts.Sum(part => part.Values.LongLength));
        long filled = 0;
        foreach (var (part, _) in parts)
        {
            Array.Copy(part, 0, values, filled, part.LongLength);
            filled += part.LongLength;
        }
        return (values, parts[0].Shape.With(0, parts.Sum(part => part.Shape.Dims[0])));
    }
}
