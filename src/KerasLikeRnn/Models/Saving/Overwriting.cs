namespace KerasLikeRnn.Models;

/// <summary>Keras's question before a file is written over.</summary>
internal static class Overwriting
{
    /// <summary>
    /// Whether to go on: yes where there is no such file, where overwriting is agreed to, or where the console answers y.
    /// </summary>
    /// <exception cref="EndOfStreamException">Nobody answers.</exception>
    public static bool IsAllowed(string path, bool overwrite)
    {
        if (overwrite || !File.Exists(path)) return true;
        var answer = Ask($"[WARNING] {path} already exists - overwrite? [y/n]");
        while (answer is not ("y" or "n")) answer = Ask("Enter \"y\" (overwrite) or \"n\" (cancel).");
        if (answer == "n") return false;
        Messages.Print("[TIP] Next time specify overwrite=True!");
        return true;
    }

    private static string Ask(string question)
    {
        Messages.Write(question);
        return Console.In.ReadLine()?.Trim().ToLowerInvariant()
            ?? throw new EndOfStreamException(
                "EOF when reading a line: a file would be overwritten and nobody answers. Give `overwrite: true`, or another path.");
    }
}
