using System.Text;

namespace KerasLikeRnn.Utils;

/// <summary>
/// Where Keras's text goes: progress, summaries and messages of callbacks to the standard output, warnings to the standard
/// error stream. UTF-8, and lines end with a line feed on every system, as the bytes of the original do.
/// </summary>
public static class Messages
{
    private static volatile bool interactive = true;

    // .NET writes the bars of an expanded summary as '?' where the system's code page is not UTF-8.
    static Messages() => Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Text of Keras goes to the standard output: the default.</summary>
    [KerasExport("keras.utils.enable_interactive_logging")]
    public static void enable_interactive_logging() => interactive = true;

    /// <summary>Text of Keras goes to the log, whose lines of this level are not shown: Keras falls silent.</summary>
    [KerasExport("keras.utils.disable_interactive_logging")]
    public static void disable_interactive_logging() => interactive = false;

    /// <summary>Whether text of Keras goes to the standard output.</summary>
    [KerasExport("keras.utils.is_interactive_logging_enabled")]
    public static bool is_interactive_logging_enabled() => interactive;

    /// <summary>Writes a line to the standard output, unless interactive logging is off.</summary>
    internal static void Print(string message) => Write(message + "\n");

    /// <summary>Writes text as it is to the standard output, unless interactive logging is off.</summary>
    internal static void Write(string text)
    {
        if (!interactive) return;
        Console.Out.Write(text);
        Console.Out.Flush();
    }

    /// <summary>Writes a warning to the standard error stream.</summary>
    internal static void Warn(string message) => Console.Error.Write($"WARNING:tensorflow:{message}\n");
}
