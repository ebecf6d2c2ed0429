namespace KerasLikeRnn.DataFiles;

/// <summary>What is wrong with a file from elsewhere.</summary>
internal static class DamagedFile
{
    private const int LongestName = 80;
    private const int LongestMessage = 600;

    /// <summary>Whether the platform's readers throw this for damaged files, depending on where a file is damaged.</summary>
    internal static bool Is(Exception error) =>
        error is InvalidDataException or EndOfStreamException or FormatException or ArgumentException
        or OverflowException or NotSupportedException;

    /// <summary>Reads a part of a file, whose name leads the message if it is damaged.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal static T Within<T>(string part, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (Is(error))
        {
            throw new InvalidDataException($"{part}: {Told(error)}", error);
        }
    }

    /// <summary>What is wrong, fit for a message: the platform's readers quote names raw, and what they cannot read to its end.</summary>
    internal static string Told(Exception error)
    {
        var isOurs = error is InvalidDataException;
        var printable = string.Concat(error.Message.Select(
            character => character == '\n' ? isOurs ? '\n' : ' ' : char.IsControl(character) ? '?' : character));
        return isOurs || printable.Length <= LongestMessage ? printable : printable[..LongestMessage] + "...";
    }

    /// <summary>A name from the file, fit for a message.</summary>
    internal static string Shown(string name)
        => string.Concat(
            name.Take(LongestName).Select(character => character is >= ' ' and <= '~' || char.IsLetterOrDigit(character) ? character : '?'))
            + (name.Length > LongestName ? "..." : "");
}
