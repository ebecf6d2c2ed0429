using System.Diagnostics;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;

namespace KerasLikeRnn.Tests.Callbacks;

/// <summary>
/// Callbacks that save where the disk is full or nothing may be written: the error comes out of fit, and what was there stays.
/// </summary>
public sealed class SavingFailsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("saving").FullName;
    private readonly NDArray x = np.ones(new NumSharp.Shape(1, 200));

    public void Dispose()
    {
        SetMode("u+rwx,go-rwx");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("model", "model.h5")]
    [InlineData("model", "model.keras")]
    [InlineData("model", "folder")]
    [InlineData("weights", "weights.h5")]
    [InlineData("weights", "weights")]
    [InlineData("backup", "backup")]
    public void A_full_disk_is_reported_and_what_was_there_stays(string what, string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the shell limits how long files may become");
        var before = Before(what, name);
        // As on a full disk writing fails after some 60 KB.
        Assert.StartsWith("refused: ", Run(what, name, "trap '' XFSZ; ulimit -f 60;"), StringComparison.Ordinal);
        AssertStays(what, name, before);
    }

    [Theory]
    [InlineData("model", "model.h5")]
    [InlineData("model", "model.keras")]
    [InlineData("model", "folder")]
    [InlineData("weights", "weights.h5")]
    [InlineData("weights", "weights")]
    [InlineData("backup", "backup")]
    public void A_folder_that_is_read_only_is_reported_and_what_was_there_stays(string what, string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the folder's mode forbids writing");
        var before = Before(what, name);
        SetMode("a+rX,a-w");
        // Who may do everything becomes somebody else first.
        var asNobody = Environment.UserName == "root" ? "exec setpriv --reuid 65534 --clear-groups" : "exec";
        Assert.StartsWith("refused: ", Run(what, name, "", asNobody), StringComparison.Ordinal);
        SetMode("u+rwx,go-rwx");
        AssertStays(what, name, before);
    }

    /// <summary>Something that is there already: its bytes by file.</summary>
    private Dictionary<string, byte[]> Before(string what, string name)
    {
        var model = Small();
        var path = Path.Join(folder, name);
        if (what == "model") model.save(path);
        else if (what == "weights") model.save_weights(path);
        else
        {
            var stop = keras.callbacks.LambdaCallback(on_epoch_begin: (epoch, _) =>
            {
                if (epoch == 1) throw new InvalidOperationException();
            });
            Assert.Throws<InvalidOperationException>(() => model.fit(
                np.ones(new NumSharp.Shape(8, 200)), np.ones(new NumSharp.Shape(8, 1)), epochs: 3, verbose: 0,
                callbacks: [keras.callbacks.BackupAndRestore(path), stop]));
        }
        return Files();
    }

    // What a writer could not delete under its temporary name is nobody's file.
    private Dictionary<string, byte[]> Files() => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith(".part", StringComparison.Ordinal)).ToDictionary(path => path, File.ReadAllBytes);

    private void AssertStays(string what, string name, Dictionary<string, byte[]> before)
    {
        var after = Files();
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        foreach (var (path, bytes) in before) Assert.True(bytes.AsSpan().SequenceEqual(after[path]), path);
        if (what == "backup") return;
        var path2 = Path.Join(folder, name);
        var loaded = what == "model" ? keras.models.load_model(path2) : Small();
        if (what == "weights") loaded.load_weights(path2);
        Assert.Equal(201 * 200 + 201, loaded.count_params());
        _ = loaded.predict(x, verbose: 0);
    }

    private string Run(string what, string name, string before, string exec = "exec")
    {
        var program = Path.Join(AppContext.BaseDirectory, "KerasLikeRnn.Killed.dll");
        var start = new ProcessStartInfo("bash", ["-c", $"{before} {exec} dotnet '{program}' saves '{Path.Join(folder, name)}' {what}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // The runtime must not need large files of its own under the limit.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["HOME"] = "/tmp";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text + errors.Result);
        return text;
    }

    private void SetMode(string mode)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var process = Process.Start("chmod", ["-R", mode, folder]);
        process.WaitForExit();
    }

    private static Sequential Small()
    {
        var model = keras.Sequential([Dense(200, input_shape: 200), Dense(1)]);
        model.compile("sgd", "mse");
        return model;
    }
}
