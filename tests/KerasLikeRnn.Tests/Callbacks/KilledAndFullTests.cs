using System.Diagnostics;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Tests.Callbacks;

/// <summary>
/// Trainings in a process of their own, which may write no more than a few blocks (as on a disk that is full) or is killed while it
/// writes: what is in their files afterwards is whole.
/// </summary>
public sealed class KilledAndFullTests : IDisposable
{
    private const string Folder = "KERASLIKERNN_TEST_FOLDER";

    private readonly string folder = Directory.CreateTempSubdirectory("killed").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(nameof(A_log_grows_until_the_disk_is_full), 8)]
    [InlineData(nameof(Events_grow_until_the_disk_is_full), 64)]
    [InlineData(nameof(A_backup_does_not_fit_on_the_disk), 16)]
    public async Task A_full_disk_ends_the_training_with_its_error(string child, int blocks)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "there is no shell that limits the size of files");
        using var process = Started(child, $"trap '' XFSZ; ulimit -f {blocks}; ");
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, text);
        Assert.Contains("done", await File.ReadAllTextAsync(folder + "/done", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_training_that_is_killed_leaves_files_that_are_whole()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "there is no shell");
        using var process = Started(nameof(A_training_goes_on_until_it_is_killed), "");
        try
        {
            while (!process.HasExited && (!File.Exists(folder + "/log.csv") || File.ReadLines(folder + "/log.csv").Count() < 5))
                await Task.Delay(10, TestContext.Current.CancellationToken);
            Assert.False(process.HasExited);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        IsWholeLog();
        var epochs = File.ReadLines(folder + "/log.csv").Count() - 1;
        Assert.InRange(Directory.GetFiles(folder + "/events/train").SelectMany(EventReader.Read).Count(), epochs, int.MaxValue);
        // The backup is of one of the last two epochs: the training goes on from there.
        var history = Compiled().fit(
            Xs, Ys, epochs: int.MaxValue, verbose: 0,
            callbacks: [keras.callbacks.BackupAndRestore(folder + "/backup"), new Stop()]);
        Assert.InRange(history.epoch[0], epochs - 1, epochs + 1);
    }

    [Fact(Explicit = true)]
    public void A_log_grows_until_the_disk_is_full()
    {
        var model = Compiled();
        var log = keras.callbacks.CSVLogger(OfParent + "/log.csv");
        RunsOutOfSpace(() => model.fit(Xs, Ys, epochs: 10_000, verbose: 0, callbacks: [log]));
        IsWholeLog(OfParent);
        TrainsOn(model);
    }

    [Fact(Explicit = true)]
    public void Events_grow_until_the_disk_is_full()
    {
        var model = Compiled();
        RunsOutOfSpace(() => model.fit(
            Xs, Ys, epochs: 10_000, verbose: 0, callbacks: [keras.callbacks.TensorBoard(OfParent, histogram_freq: 1)]));
        Assert.NotEmpty(Directory.GetFiles(OfParent + "/train").SelectMany(EventReader.Read));
        TrainsOn(model);
    }

    [Fact(Explicit = true)]
    public void A_backup_does_not_fit_on_the_disk()
    {
        var model = keras.Sequential([keras.layers.Dense(4000, input_shape: 2), keras.layers.Dense(1)]);
        model.compile("sgd", "mse");
        RunsOutOfSpace(() => model.fit(
            Xs, Ys, verbose: 0, callbacks: [keras.callbacks.BackupAndRestore(OfParent + "/backup")]));
        Assert.Empty(Directory.GetFiles(OfParent + "/backup", "*", SearchOption.AllDirectories));
        TrainsOn(model);
    }

    [Fact(Explicit = true)]
    public void A_training_goes_on_until_it_is_killed() => Compiled().fit(
        Xs, Ys, epochs: int.MaxValue, verbose: 0, callbacks:
        [
            keras.callbacks.BackupAndRestore(OfParent + "/backup"), keras.callbacks.CSVLogger(OfParent + "/log.csv"),
            keras.callbacks.TensorBoard(OfParent + "/events", histogram_freq: 1),
        ]);

    private static string OfParent => Environment.GetEnvironmentVariable(Folder)
        ?? throw new InvalidOperationException("Another test starts this one.");

    private static NDArray Xs => np.ones((8, 2));

    private static NDArray Ys => np.ones((8, 1));

    private static Sequential Compiled()
    {
        var model = keras.Sequential([keras.layers.Dense(3, input_shape: 2), keras.layers.Dense(1)]);
        model.compile("sgd", "mse");
        return model;
    }

    // A file that reaches the system's limit on its size is not called an IOException by .NET.
    private static void RunsOutOfSpace(Action fit) => Assert.Contains("too large", Assert.ThrowsAny<Exception>(fit).Message);

    private static void TrainsOn(Model model)
    {
        Assert.Single(model.fit(Xs, Ys, verbose: 0).history["loss"]);
        File.WriteAllText(OfParent + "/done", "done");
    }

    private void IsWholeLog() => IsWholeLog(folder);

    private static void IsWholeLog(string folder)
    {
        var text = File.ReadAllText(folder + "/log.csv");
        Assert.StartsWith("epoch,loss\r\n", text);
        Assert.EndsWith("\r\n", text);
        foreach (var (epoch, line) in text.TrimEnd().Split("\r\n").Skip(1).Index()) Assert.Matches($"^{epoch},[0-9.e-]+$", line);
    }

    private Process Started(string child, string before)
    {
        var method = $"{typeof(KilledAndFullTests).FullName}.{child}";
        // Memory for code must not count as a file.
        var start = new ProcessStartInfo("/bin/sh", ["-c", before + "exec \"$0\" \"$@\"", Environment.ProcessPath!, "-method", method,
            "-explicit", "only"])
        {
            RedirectStandardOutput = true,
            Environment = { [Folder] = folder, ["DOTNET_EnableWriteXorExecute"] = "0" },
        };
        return Process.Start(start)!;
    }

    private sealed class Stop : Callback
    {
        public override void on_epoch_end(int epoch, Logs logs = null!) => model.stop_training = true;
    }
}
