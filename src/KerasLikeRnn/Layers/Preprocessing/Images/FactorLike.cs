namespace KerasLikeRnn.Layers;

/// <summary>How much an image layer changes at most: one number for both directions, or a lower and an upper limit.</summary>
public readonly struct FactorLike
{
    private readonly double[]? numbers;
    private readonly bool single;

    private FactorLike(double[] numbers, bool single) => (this.numbers, this.single) = (numbers, single);

    /// <summary>Whether the argument was given.</summary>
    internal bool IsGiven => numbers is not null;

    /// <summary>The numbers as given.</summary>
    internal IReadOnlyList<double> Numbers => numbers ?? [];

    /// <summary>What a configuration shows.</summary>
    internal object? Config => single ? numbers![0] : numbers;

    /// <summary>The limits: of one number itself with both signs.</summary>
    internal (double Lower, double Upper) Limits => single ? (-numbers![0], numbers[0]) : Pair;

    /// <summary>Both numbers; one counts twice.</summary>
    internal (double First, double Second) Pair => numbers switch
    {
        [var only] when single => (only, only),
        [var first, var second] => (first, second),
        _ => throw new ValueError($"A factor is a number, or a lower and an upper limit. Received: {this}"),
    };

    public static implicit operator FactorLike(double number) => new([number], single: true);

    public static implicit operator FactorLike(int number) => new([number], single: true);

    public static implicit operator FactorLike((double, double) limits) => new([limits.Item1, limits.Item2], single: false);

    public static implicit operator FactorLike(double[]? numbers) => numbers is null ? default : new(numbers, single: false);

    /// <summary>Python's text.</summary>
    public override string ToString() => single
        ? PythonText.Repr(numbers![0])
        : $"({string.Join(", ", Numbers.Select(number => PythonText.Repr(number)))}{(Numbers.Count == 1 ? "," : "")})";
}
