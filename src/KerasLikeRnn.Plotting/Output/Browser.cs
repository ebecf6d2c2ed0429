using System.Diagnostics;

namespace KerasLikeRnn.Plotting;

/// <summary>An installed Chromium, Chrome or Edge, used without a window to turn pages into pictures.</summary>
/// <param name="Executable">The path of its program.</param>
internal sealed record Browser(string Executable)
{
    /// <summary>The environment variable that names a browser where none is found by itself.</summary>
    public const string Variable = "CHROME_PATH";

    private static readonly string[] Names =
    [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable",
        "msedge",
    ];

    private static readonly string[] MacPrograms =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    private static readonly string[] WindowsPrograms =
        [@"Google\Chrome\Application\chrome.exe", @"Chromium\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe"];

    // The page is ours and asks for nothing: no sandbox is needed (as root and in containers there is none), nor any network.
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
    ];

    /// <summary>How long a browser may take; the tests wait for as long as it takes.</summary>
    internal static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>The installed browser.</summary>
    /// <exception cref="InvalidOperationException">None is installed, or CHROME_PATH names a file that does not exist.</exception>
    public static Browser Find() => Find(Environment.GetEnvironmentVariable(Variable), Candidates());

    internal static Browser Find(string? named, IEnumerable<string> candidates)
    {
        if (!string.IsNullOrEmpty(named))
            return File.Exists(named)
                ? new Browser(named)
                : throw new InvalidOperationException($"{Variable} is '{named}', but there is no such file. Correct it or unset it.");
        return candidates.FirstOrDefault(File.Exists) is { } found
            ? new Browser(found)
            : throw new InvalidOperationException(
                "plt.savefig needs a browser to write png and svg: install Chromium, Google Chrome or Microsoft Edge, or set "
                + $"{Variable} to its program. Saving as .html needs none.");
    }

    /// <summary>Opens a page and returns the document's text once its scripts have run.</summary>
    /// <exception cref="InvalidOperationException">The browser failed or did not end.</exception>
    public string DumpDom(string page) => Run(["--virtual-time-budget=60000", "--dump-dom", new Uri(page).AbsoluteUri]);

    /// <summary>Runs the browser with a profile of its own and returns what it writes.</summary>
    internal string Run(IEnumerable<string> arguments)
    {
        var profile = Directory.CreateTempSubdirectory("plt_browser_");
        try
        {
            var start = new ProcessStartInfo(Executable) { RedirectStandardOutput = true, RedirectStandardError = true };
            string[] all = [.. Flags, "--user-data-dir=" + profile.FullName, .. arguments];
            foreach (var argument in all) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)
                ?? throw new InvalidOperationException($"{Executable} could not be started.");
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException(Invariant($"{Executable} did not end within {Patience.TotalSeconds} seconds."));
            }
            return process.ExitCode == 0
                ? output.GetAwaiter().GetResult()
                : throw new InvalidOperationException(
                    Invariant($"{Executable} ended with exit code {process.ExitCode}: {errors.GetAwaiter().GetResult()}"));
        }
        finally
        {
            Remove(profile);
        }
    }

    private static IEnumerable<string> Candidates()
    {
        var extension = OperatingSystem.IsWindows() ? ".exe" : "";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var onPath = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + extension)));
        if (OperatingSystem.IsMacOS()) return onPath.Concat(MacPrograms);
        if (!OperatingSystem.IsWindows()) return onPath;
        var roots = new[]
        {
            Environment.SpecialFolder.ProgramFiles,
            Environment.SpecialFolder.ProgramFilesX86,
            Environment.SpecialFolder.LocalApplicationData,
        };
        return onPath.Concat(
            WindowsPrograms.SelectMany(program => roots.Select(root => Path.Combine(Environment.GetFolderPath(root), program))));
    }

    private static void Remove(DirectoryInfo profile)
    {
        // The browser's helper processes may write a moment longer than the browser runs.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                profile.Delete(recursive: true);
                return;
            }
            catch (IOException)
            {
                Thread.Sleep(100);
            }
            catch (UnauthorizedAccessException)
            {
                Thread.Sleep(100);
            }
        }
    }
}
