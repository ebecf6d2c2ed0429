namespace KerasLikeRnn;

/// <summary>
/// Ctrl+C during fit, evaluate or predict. Where nobody catches it, the program ends with exit code 130 and one line of text, as in Python.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "Python's name.")]
[SuppressMessage("Design", "CA1032", Justification = "It always has a message.")]
public sealed class KeyboardInterrupt : OperationCanceledException
{
    private const int ExitCode = 130;

    static KeyboardInterrupt() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        if (unhandled.ExceptionObject is not KeyboardInterrupt interrupt) return;
        Console.Error.WriteLine("KeyboardInterrupt: " + interrupt.Message);
        Environment.Exit(ExitCode);
    };

    internal KeyboardInterrupt(string message) : base(message) { }
}
