using System.Reflection;
using KerasLikeRnn.Tests.Utils;

namespace KerasLikeRnn.Tests.Scripts;

/// <summary>
/// Scripts that train on generators, sequences and the like print what record_sources.py made Python print, but for times: texts to the
/// character, numbers as <see cref="ScriptsTests"/> compares them, for the last bits of float32 are the machine's.
/// </summary>
[Collection("Console")]
public sealed class SourcesTests
{
    private const string File = "Scripts/sources.json";

    public static TheoryData<string> Names => [.. GoldenFile.RecordedRoot(File).EnumerateObject().Select(script => script.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_prints_what_Python_printed(string name)
    {
        string[] expected = [.. GoldenFile.RecordedRoot(File).GetProperty(name).EnumerateArray().Select(line => line.GetString()!)];
        using var folder = new TestFolder();
        SourcesScripts.folder = folder.Path;
        var printed = ScriptsTests.Output(typeof(SourcesScripts).GetMethod(name, BindingFlags.Static | BindingFlags.Public)!)
            .Select(line => Shown(line.Replace(folder.Path, "folder", StringComparison.Ordinal))).ToArray();
        expected = [.. expected.Select(Shown)];
        foreach (var (line, (wanted, got)) in expected.Zip(printed).Index())
            Assert.True(ScriptsTests.IsSame(wanted, got), $"line {line}\nKeras: {wanted}\nhere:  {got}");
        Assert.Equal(expected.Length, printed.Length);
    }

    /// <summary>What is left of a line that was drawn anew, as a bar of progress is: how often depends on time.</summary>
    private static string Shown(string line) => line.TrimEnd('\r').Split('\r')[^1].TrimEnd('\b');
}
