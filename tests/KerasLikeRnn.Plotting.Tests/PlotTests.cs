using System.Runtime.CompilerServices;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace KerasLikeRnn.Plotting.Tests;

/// <summary>plt is one state machine for the whole program: each test begins and ends without figures.</summary>
public abstract class PlotTests : IDisposable
{
    private readonly string? folder = plt.output_folder;

    protected PlotTests()
    {
        plt.close("all");
        plt.no_show = true;
        plt.output_folder = Folder.FullName;
    }

    /// <summary>A busy machine is slow, not wrong: no test fails because a browser took long.</summary>
    [ModuleInitializer]
    internal static void WaitForBrowsers() => Browser.Patience = Timeout.InfiniteTimeSpan;

    /// <summary>A folder of the test's own.</summary>
    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("plt_test_");

    private protected static Axes Axes => plt.figures.Current.CurrentAxes;

    public void Dispose()
    {
        plt.close("all");
        plt.output_folder = folder;
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What the action prints, line by line.</summary>
    protected static string[] Printed(Action action)
    {
        var console = Console.Out;
        using var writer = new StringWriter();
        Console.SetOut(writer);
        try
        {
            action();
        }
        finally
        {
            Console.SetOut(console);
        }
        return writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
