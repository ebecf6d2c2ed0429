using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using KerasLikeRnn.Python;

namespace KerasLikeRnn.Tests.Scripts;

/// <summary>
/// Scripts as they are found in public, ported line for line: they print what record_scripts.py made Python print, texts to the
/// character, numbers to 1e-4 and to the last digit printed, for the last bits of float32 move it. Seconds count for nothing.
/// </summary>
[Collection("Console")]
public sealed partial class ScriptsTests
{
    public static TheoryData<string> Names =>
        [.. GoldenFile.RecordedRoot("Scripts/scripts.json").EnumerateObject().Select(script => script.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_prints_what_Python_printed(string name)
    {
        var expected = GoldenFile.RecordedRoot("Scripts/scripts.json").GetProperty(name).EnumerateArray().Select(line => line.GetString()!)
            .ToArray();
        var printed = Output(typeof(PublicScripts).GetMethod(name, BindingFlags.Static | BindingFlags.Public)!);
        foreach (var (line, (wanted, got)) in expected.Zip(printed).Index())
            Assert.True(IsSame(wanted, got), $"line {line}\nKeras: {wanted}\nhere:  {got}\n\n{string.Join('\n', printed)}");
        Assert.Equal(expected.Length, printed.Length);
    }

    internal static string[] Output(MethodInfo script)
    {
        var console = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        try
        {
            keras.backend.clear_session();
            keras.utils.set_random_seed(1);
            script.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], CultureInfo.InvariantCulture);
        }
        finally
        {
            Console.SetOut(console);
        }
        return output.ToString().Split('\n');
    }

    internal static bool IsSame(string expected, string actual)
    {
        (expected, actual) = (Times().Replace(expected, "time"), Times().Replace(actual, "time"));
        return Normal(expected) == Normal(actual)
            && Numbers().Matches(expected).Zip(Numbers().Matches(actual)).All(pair => IsNear(pair.First.Value, pair.Second.Value));
    }

    /// <summary>The text without its numbers, and without the blanks by which arrays line theirs up.</summary>
    private static string Normal(string text) =>
        Blanks().Replace(Numbers().Replace(text, "#"), " ").Replace("[ ", "[", StringComparison.Ordinal)
        .Replace(" ]", "]", StringComparison.Ordinal);

    private static bool IsNear(string expected, string actual)
    {
        if (expected == actual) return true;
        var (wanted, got) = (double.Parse(expected, CultureInfo.InvariantCulture), double.Parse(actual, CultureInfo.InvariantCulture));
        var mantissa = expected.Split('e')[0];
        var decimals = mantissa.Contains('.', StringComparison.Ordinal)
            ? mantissa.Length - 1 - mantissa.IndexOf('.', StringComparison.Ordinal)
            : 0;
        var last = decimals == 0 ? 0 : 1.01 * Math.Pow(10, -decimals) * (expected.Contains('e') ? Math.Abs(wanted) : 1);
        return Math.Abs(wanted - got) <= Math.Max(last, 1e-4 * Math.Abs(wanted)) + 1e-7;
    }

    [GeneratedRegex(@"\d+(ms|us|s)(/(step|epoch))?")]
    internal static partial Regex Times();

    [GeneratedRegex(@"-?\d+\.?\d*(e[-+]\d+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
