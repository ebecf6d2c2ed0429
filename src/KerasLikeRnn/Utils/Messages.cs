namespace KerasLikeRnn.Utils;

/// <summary>
/// Where Keras's text goes: progress, summaries and messages of callbacks to the standard output, warnings to the standard
/// error stream.
/// </summary>
public static class Messages
{
    private static readonly Ambient<Action<string>> Redirected = new();
    private static volatile bool interactive = true;

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
        if (Redirected.Value is { } receiver)
        {
            receiver(text);
            return;
        }
        PythonConsole.Write(text);
        Console.Out.Flush();
    }

    /// <summary>Python's <c>print</c>: a line on the standard output, whatever interactive logging says.</summary>
    internal static void PythonPrint(string line)
    {
        if (Redirected.Value is { } receiver) receiver(line + "\n");
        else PythonConsole.WriteLine(line);
    }

    /// <summary>Writes a warning to the standard error stream.</summary>
    internal static void Warn(string message)
    {
        var line = $"WARNING:tensorflow:{message}\n";
        if (Redirected.Value is { } receiver) receiver(line);
        else Console.Error.Write(line);
    }

    /// <summary>
    /// Hands all text that the present flow of control writes to a receiver instead, until the result is disposed: several
    /// flows can be listened to at once, which a redirected console does not allow.
    /// </summary>
    internal static IDisposable Redirect(Action<string> receiver) => Redirected.Enter(receiver);
}
