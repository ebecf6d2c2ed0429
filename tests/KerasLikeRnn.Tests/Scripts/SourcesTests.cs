using System.Reflection;

namespace KerasLikeRnn.Tests.Scripts;

/// <summary>
/// Scripts that train on generators, sequences and the like print to the character what record_sources.py made Python print, but for times.
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
        var printed = ScriptsTests.Output(typeof(SourcesScripts).GetMethod(name, BindingFlags.Static | BindingFlags.Public)!);
        Assert.Equal(expected.Select(WithoutTimes), printed.Select(WithoutTimes));
    }

    private static string WithoutTimes(string line) => ScriptsTests.Times().Replace(line, "time");
}
