using System.Globalization;
using KerasLikeRnn.Tests.Utils;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>Damaged and malicious HDF5 files end with an error that says what is wrong.</summary>
[Collection("Seeds")]
public sealed class HostileHdf5Tests
{
    private const int Files = 1500;

    /// <summary>With KERASLIKERNN_FUZZ_SECONDS for so long, with KERASLIKERNN_FUZZ_SEED from another seed.</summary>
    [Fact]
    public void Files_damaged_at_random_are_refused_or_load()
    {
        using var folder = new TestFolder();
        var recorded = Path.Combine(GoldenFile.TestFolder(), "..", "..", "..", "Data", "models", "h5");
        WrittenModels.Write(folder.Path, ["h5"], name => name is "own_layer" or "nested" or "operators");
        string[] corpus = [
            .. new[] { "notebook", "nested", "functional_operators", "stacked_cells" }.Select(name => Path.Combine(recorded, name + ".h5")),
            .. Directory.GetFiles(folder.Path, "*.h5")];
        var fuzz = new Hdf5Fuzz([.. corpus.Order(StringComparer.Ordinal).Select(File.ReadAllBytes)], Given("SEED") ?? 1);
        var end = DateTime.UtcNow.AddSeconds(Given("SECONDS") ?? 0);
        for (var i = 0; i < Files || DateTime.UtcNow < end; i++) fuzz.RunOne(folder["damaged.h5"]);
        Assert.True(fuzz.Refused > Files / 2, $"{fuzz.Refused} were refused.");
        Assert.True(fuzz.Loaded > Files / 50, $"{fuzz.Loaded} were loaded.");
    }

    private static int? Given(string name) =>
        Environment.GetEnvironmentVariable("KERASLIKERNN_FUZZ_" + name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
