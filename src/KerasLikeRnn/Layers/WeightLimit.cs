namespace KerasLikeRnn.Layers;

/// <summary>
/// How much memory the weights of a model may take while it is made from a file: as much as the file can hold. A configuration of a few
/// bytes may ask for any amount.
/// </summary>
internal sealed class WeightLimit
{
    // States, metrics and counters lie in no file.
    private const long Allowance = 64L << 20;

    private static readonly Ambient<WeightLimit> current = new();

    private long left;

    private WeightLimit(long bytes) => left = bytes;

    /// <summary>Until the result is disposed of, no more weights are made than a file of so many bytes of numbers can hold.</summary>
    internal static Inside Enter(long bytes) => current.Enter(new(Math.Min(bytes, long.MaxValue / 4) * 2 + Allowance));

    /// <summary>Tells that a variable is about to be made.</summary>
    /// <exception cref="InvalidDataException">The file cannot hold it.</exception>
    internal static void Take(string name, Shape shape, DType dtype)
    {
        if (current.Value is not { } limit) return;
        var bytes = shape.Room * Math.Max(1, dtype.Size());
        if (Interlocked.Add(ref limit.left, -bytes) < 0)
            throw new InvalidDataException(
                $"its configuration asks for a weight {name} of shape {shape}, which is more than the file holds");
    }
}
