namespace KerasLikeRnn.Examples;

/// <summary>Runs the example that the command line names; without a name, the flagship.</summary>
internal static class Launcher
{
    private static readonly (string Name, string Title, Action<Options> Run)[] examples =
    [
        ("understanding_rnns", "The flagship notebook: SimpleRNN on IMDB reviews, cell by cell", UnderstandingRnns.Run),
        ("cosine", "A SimpleRNN learns to continue a noisy cosine (regression, early stopping, a plot)", Cosine.Run),
        ("reversal", "An encoder and a decoder (LSTM, functional API) write digits backwards", Reversal.Run),
    ];

    /// <returns>The exit code: 0, 2 for a wrong command line, 130 after Ctrl+C.</returns>
    public static int Run(string[] args)
    {
        Options options;
        try
        {
            options = Options.Parse(args);
            options.CheckPlaces();
        }
        catch (ArgumentException error)
        {
            Console.Error.WriteLine(error.Message);
            Console.Error.WriteLine(Options.Usage);
            return 2;
        }
        if (options.Help) Console.WriteLine(Options.Usage);
        if (options.List) foreach (var (name, title, _) in examples) Console.WriteLine($"{name,-20} {title}");
        if (options.Help || options.List) return 0;
        var chosen = Array.Find(examples, example => example.Name == (options.Name ?? examples[0].Name));
        if (chosen.Run is null)
        {
            Console.Error.WriteLine(
                $"There is no example '{options.Name}'. There are: {string.Join(", ", examples.Select(example => example.Name))}");
            return 2;
        }
        try
        {
            chosen.Run(options);
            return 0;
        }
        catch (OperationCanceledException interrupted)
        {
            Console.Error.WriteLine(interrupted.Message);
            return 130;
        }
    }
}
