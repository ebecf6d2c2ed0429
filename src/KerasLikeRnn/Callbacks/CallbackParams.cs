namespace KerasLikeRnn.Callbacks;

/// <summary>
/// What callbacks know of the run, shown as <c>{'verbose': 1, 'epochs': 10, 'steps': 157}</c>. Read as properties or, as in
/// Python, by name: <c>@params["epochs"]</c>.
/// </summary>
/// <param name="verbose">0 silent, 1 progress bar, 2 one line per epoch.</param>
/// <param name="epochs">Number of epochs; 1 for evaluate and predict.</param>
/// <param name="steps">Batches per epoch; null while unknown.</param>
/// <param name="samples">Samples per epoch, for bars that count samples; null when unknown.</param>
/// <param name="metrics">Names whose means <see cref="BaseLogger"/> puts into the logs of an epoch.</param>
public sealed class CallbackParams(
    int verbose = 1, int epochs = 1, int? steps = null, int? samples = null, IEnumerable<string>? metrics = null)
{
    /// <summary>0 silent, 1 progress bar, 2 one line per epoch.</summary>
    public int verbose { get; } = verbose;

    /// <summary>Number of epochs; 1 for evaluate and predict.</summary>
    public int epochs { get; } = epochs;

    /// <summary>Batches per epoch; null while unknown.</summary>
    public int? steps { get; } = steps;

    /// <summary>Samples per epoch; null when unknown.</summary>
    public int? samples { get; } = samples;

    /// <summary>Names whose means <see cref="BaseLogger"/> puts into the logs of an epoch.</summary>
    public IReadOnlyList<string> metrics { get; } = [.. metrics ?? []];

    /// <summary>The number of a name: <c>verbose</c>, <c>epochs</c>, <c>steps</c> or <c>samples</c>.</summary>
    /// <exception cref="InvalidOperationException">The number is not known: None in Python.</exception>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public int this[string name] => name switch
    {
        "verbose" => verbose,
        "epochs" => epochs,
        "steps" => steps ?? throw Unknown(name),
        "samples" => samples ?? throw Unknown(name),
        _ => throw new KeyNotFoundException($"'{name}'. Available keys: verbose,epochs,steps"),
    };

    /// <summary>Python's text, for example <c>{'verbose': 1, 'epochs': 10, 'steps': 157}</c>.</summary>
    public override string ToString() => $"{{'verbose': {verbose}, 'epochs': {epochs}, 'steps': {steps?.ToString() ?? "None"}}}";

    private static InvalidOperationException Unknown(string name) =>
        new($"The number of {name} of this run is not known yet. Use the property '{name}', which is null then.");
}
