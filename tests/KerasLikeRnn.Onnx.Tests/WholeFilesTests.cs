using System.Diagnostics;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using static keras.layers;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>A file is there whole, or the one before it still is.</summary>
public sealed class WholeFilesTests
{
    private const string Limited = "KERASLIKERNN_LIMITED";

    [Fact]
    public void A_new_file_takes_the_place_of_the_old_one()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.File, "old");
        keras.export.onnx(Small(), folder.File);
        Assert.Equal(["model.onnx"], folder.Names);
        Assert.True(new FileInfo(folder.File).Length > 100);
    }

    [Fact]
    public void A_folder_in_which_nothing_can_be_written_keeps_its_file()
    {
        using var folder = new Folder();
        var path = Path.Combine(folder.File, "model.onnx");
        File.WriteAllText(folder.File, "old");
        // A file is no folder: not even the administrator writes into it.
        Assert.ThrowsAny<IOException>(() => keras.export.onnx(Small(), path));
        Assert.Equal("old", File.ReadAllText(folder.File));
        if (!OperatingSystem.IsWindows() && Environment.UserName != "root")
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Assert.Throws<UnauthorizedAccessException>(() => keras.export.onnx(Small(), folder.File));
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        Assert.Equal("old", File.ReadAllText(folder.File));
        Assert.Equal(["model.onnx"], folder.Names);
    }

    [Fact]
    public void A_model_that_cannot_be_written_leaves_the_old_file()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.File, "old");
        Assert.Throws<NotSupportedException>(
            () => keras.export.onnx(keras.Sequential([Dense(2, input_shape: 3), Lambda(x => x * 2)]), folder.File));
        Assert.Equal("old", File.ReadAllText(folder.File));
    }

    /// <summary>A process of its own runs into a limit on the size of files, as into a full disk.</summary>
    [Fact]
    public void A_full_disk_leaves_the_old_file()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(Limited) is not null) return;
        using var folder = new Folder();
        File.WriteAllText(folder.File, "old");
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(
            $"trap '' XFSZ; ulimit -f 64; exec '{Environment.ProcessPath}' -method '*{nameof(A_large_model_meets_the_end_of_the_disk)}'");
        start.Environment[Limited] = folder.File;
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, printed.Result);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0", printed.Result, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(folder.File));
        Assert.Equal(["model.onnx"], folder.Names);
    }

    [Fact]
    public void A_large_model_meets_the_end_of_the_disk()
    {
        var model = keras.Sequential([Dense(600, input_shape: 600)]);
        if (Environment.GetEnvironmentVariable(Limited) is { } path)
        {
            Assert.ThrowsAny<IOException>(() => keras.export.onnx(model, path));
            return;
        }
        using var folder = new Folder();
        keras.export.onnx(model, folder.File);
        Assert.InRange(new FileInfo(folder.File).Length, 600 * 601 * sizeof(float), 600 * 601 * sizeof(float) + 2000);
    }

    private static Sequential Small() => keras.Sequential([Dense(2, input_shape: 3)]);

    /// <summary>A folder that disappears after the test.</summary>
    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("keras-like-rnn-").FullName;

        public string File => System.IO.Path.Combine(Path, "model.onnx");

        public string[] Names => [.. Directory.EnumerateFileSystemEntries(Path).Select(file => System.IO.Path.GetFileName(file))];

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
