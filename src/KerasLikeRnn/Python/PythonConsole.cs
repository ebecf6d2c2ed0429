namespace KerasLikeRnn.Python;

/// <summary>Python's standard output: UTF-8 without a byte order mark, and lines that end in "\n" on every system.</summary>
public static class PythonConsole
{
    static PythonConsole()
    {
        if (Console.OutputEncoding.CodePage != Encoding.UTF8.CodePage)
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    }

    /// <summary>Writes text as it is.</summary>
    public static void Write(string text) => Console.Out.Write(text);

    /// <summary>Writes text and "\n".</summary>
    public static void WriteLine(string text) => Console.Out.Write(text + "\n");
}
