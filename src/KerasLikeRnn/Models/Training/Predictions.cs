namespace KerasLikeRnn.Models;

/// <summary>
/// What predict gives: the array of outputs; for a model with several outputs a list of arrays, <c>var (a, b) = model.predict(x)</c>,
/// or <c>predictions["name"]</c> where the outputs have names. Used as one array it is then the first output.
/// </summary>
[CollectionBuilder(typeof(Predictions), nameof(Create))]
public sealed class Predictions : NDArray, IEnumerable<NDArray>
{
    private readonly NDArray[] others;
    private readonly IReadOnlyList<string>? names;

    internal Predictions(IReadOnlyList<(Array Values, Shape Shape)> outputs, IReadOnlyList<string>? names)
        : base(outputs[0].Values, ArrayShape(outputs[0].Shape), 'C')
    {
        others = [.. outputs.Skip(1).Select(output => new NDArray(output.Values, ArrayShape(output.Shape), 'C'))];
        this.names = names;
    }

    private Predictions(NDArray first, NDArray[] others) : base(first.Unsafe.Storage) => this.others = others;

    /// <summary>All outputs.</summary>
    public IReadOnlyList<NDArray> outputs => [this, .. others];

    /// <summary>The output at a position, where there are several; else that row of the only output.</summary>
    public NDArray this[int index] => others.Length == 0 ? base[index] : outputs[index < 0 ? index + 1 + others.Length : index];

    /// <summary>The output of that name; where outputs have no names, a slice written as in NumPy.</summary>
    public NDArray this[string name] => names is null ? base[name]
        : names.ToList().IndexOf(name) is var index and >= 0 ? outputs[index]
        : throw new KeyNotFoundException($"There is no output '{name}'. There are: {string.Join(", ", names)}");

    public void Deconstruct(out NDArray first, out NDArray second) => (first, second) = (Output(2, 0), others[0]);

    public void Deconstruct(out NDArray first, out NDArray second, out NDArray third) =>
        (first, second, third) = (Output(3, 0), others[0], others[1]);

    public void Deconstruct(out NDArray first, out NDArray second, out NDArray third, out NDArray fourth) =>
        (first, second, third, fourth) = (Output(4, 0), others[0], others[1], others[2]);

    /// <summary>
    /// Arrays that take the place of a model's outputs: Python's <c>states = encoder.predict(x)</c> and later <c>states = [h, c]</c>.
    /// </summary>
    /// <exception cref="ValueError">There is no array.</exception>
    public static Predictions Create(ReadOnlySpan<NDArray> outputs) => outputs.Length > 0
        ? new(outputs[0], outputs[1..].ToArray())
        : throw new ValueError("Outputs of a model are at least one array. Received an empty list.", nameof(outputs));

    /// <summary>The outputs, where there are several; else the rows of the only output.</summary>
    public new IEnumerator<NDArray> GetEnumerator() =>
        (others.Length > 0 ? outputs : Enumerable.Range(0, checked((int)shape[0])).Select(row => base[row])).GetEnumerator();

    private static NumSharp.Shape ArrayShape(Shape shape) => new(shape.Select(size => (long)size!.Value).ToArray());

    private NDArray Output(int expected, int index) => outputs.Count == expected
        ? outputs[index]
        : throw new ValueError($"The model has {outputs.Count} outputs, not {expected}.");
}
