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
        if (OperatingSystem.IsWindows()) return TryStart(new ProcessStartInfo(page) { UseShellExecute = true });
        if (OperatingSystem.IsMacOS()) return TryStart(Quietly("open", page));
        return HasDisplay && TryStart(Quietly("xdg-open", page));
    }

    private static bool HasDisplay =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY"))
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY"));

    // The opener's chatter belongs on nobody's terminal.
    private static ProcessStartInfo Quietly(string opener, string page) =>
        new(opener, [page]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };

    private static bool TryStart(ProcessStartInfo start)
    {
        try
        {
            using var process = Process.Start(start);
            // No process: the shell handed the page to a browser that runs already. A process that goes on is the browser itself.
            return process is null || start.UseShellExecute || !process.WaitForExit(TimeToFail) || process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // There is no opener; the caller prints the path.
        }
    }
}
