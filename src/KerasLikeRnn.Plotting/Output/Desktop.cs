using System.ComponentModel;
using System.Diagnostics;

namespace KerasLikeRnn.Plotting;

/// <summary>The user's desktop, which opens pages in the browser of the user's choice.</summary>
internal static class Desktop
{
    private static readonly TimeSpan TimeToFail = TimeSpan.FromSeconds(3);

    /// <summary>Opens the page; false where there is no desktop or it has no browser.</summary>
    public static bool TryOpen(string page)
    {
        if (OperatingSystem.IsWindows()) return TryStart(new ProcessStartInfo(page) { UseShellExecute = true }, TimeToFail);
        if (OperatingSystem.IsMacOS()) return TryStart(Quietly("open", page), TimeToFail);
        return HasDisplay(Environment.GetEnvironmentVariable) && TryStart(Quietly("xdg-open", page), TimeToFail);
    }

    /// <summary>Whether the environment of a Unix program names a screen.</summary>
    internal static bool HasDisplay(Func<string, string?> environment) =>
        !string.IsNullOrEmpty(environment("DISPLAY")) || !string.IsNullOrEmpty(environment("WAYLAND_DISPLAY"));

    // The opener may become the browser, which outlives this program: it must not write to our pipes nor to the user's terminal.
    private static ProcessStartInfo Quietly(string opener, string page) =>
        new("/bin/sh", ["-c", "exec \"$0\" \"$1\" </dev/null >/dev/null 2>&1", opener, page]);

    /// <summary>Starts an opener; false if there is none or it fails within that time.</summary>
    internal static bool TryStart(ProcessStartInfo start, TimeSpan timeToFail)
    {
        try
        {
            using var process = Process.Start(start);
            // No process: the shell handed the page to a browser that runs already. A process that goes on is the browser itself.
            return process is null || start.UseShellExecute || !process.WaitForExit(timeToFail) || process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // There is no opener; the caller prints the path.
        }
    }
}
