using System.Globalization;

namespace KerasLikeRnn.Examples;

/// <summary>The command line.</summary>
internal sealed record Options
{
    public const string Usage = """
        dotnet run --project examples [-- [NAME] [options]]

          NAME           the example; without it the flagship notebook
          --list         list the examples
          --epochs N     train for N epochs
          --seed N       keras.utils.set_random_seed(N) just before the model is built: every run the same
          --data PATH    the reviews, an .npz in Keras's format
          --out DIR      write the plots' pages there
          --no-show      print the pages' paths instead of opening the browser
          --report FILE  write times, memory, history and scores as JSON
        """;

    public string? Name { get; private init; }

    public bool List { get; private init; }

    public bool Help { get; private init; }

    public int? Epochs { get; private init; }

    public int? Seed { get; private init; }

    public string? Data { get; private init; }

    public string? Out { get; private init; }

    public bool NoShow { get; private init; }

    public string? Report { get; private init; }

    /// <exception cref="ArgumentException">An option is unknown, or lacks its value.</exception>
    public static Options Parse(string[] args)
    {
        var options = new Options();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var arg))
            options = arg switch
            {
                "--list" => options with { List = true },
                "--help" or "-h" => options with { Help = true },
                "--no-show" => options with { NoShow = true },
                "--epochs" => options with { Epochs = Number(arg, rest, 1) },
                "--seed" => options with { Seed = Number(arg, rest, 0) },
                "--data" => options with { Data = Value(arg, rest) },
                "--out" => options with { Out = Value(arg, rest) },
                "--report" => options with { Report = Value(arg, rest) },
                _ when arg.StartsWith('-') => throw new ArgumentException($"Unknown option: {arg}"),
                _ when options.Name is not null =>
                    throw new ArgumentException($"One example at a time. Received: {options.Name} and {arg}"),
                _ => options with { Name = arg },
            };
        return options;
    }

    /// <summary>Tries what a run would write at its end, so that hours of training do not end in an error.</summary>
    /// <exception cref="ArgumentException">A place cannot be written to.</exception>
    public void CheckPlaces()
    {
        if (Out is not null) Try("--out", Out, () => Touch(Path.Combine(Directory.CreateDirectory(Out).FullName, $".{Guid.NewGuid():N}")));
        if (Report is not null)
            Try("--report", Report, () => Touch(Directory.Exists(Report) ? throw new IOException("It is a folder.") : Report + ".part"));
    }

    /// <summary>Hands the plots' settings on.</summary>
    public void Apply()
    {
        if (NoShow) plt.no_show = true;
        if (Out is not null) plt.output_folder = Out;
    }

    private static void Try(string option, string place, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ArgumentException($"{option} {place} cannot be written: {error.Message}", error);
        }
    }

    private static void Touch(string path)
    {
        File.WriteAllText(path, "");
        File.Delete(path);
    }

    private static string Value(string option, Queue<string> rest) =>
        rest.TryDequeue(out var value) ? value : throw new ArgumentException($"{option} needs a value.");

    private static int Number(string option, Queue<string> rest, int least) =>
        int.TryParse(Value(option, rest), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new ArgumentException($"{option} needs a whole number of at least {least}.");
}
