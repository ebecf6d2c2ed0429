using System.Diagnostics;
using System.Text.RegularExpressions;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Errors;

/// <summary>
/// Several hundred wrong calls against what record_wrong_calls.py made Keras answer: each throws here, an exception of the same family,
/// thrown by a check and not by what would have come after it, whose text names what Keras's names. The table of both texts,
/// wrong-calls.md, is written anew when KERASLIKERNN_WRITE is set.
/// </summary>
[Collection("Seeds")]
public sealed partial class WrongCallsTests
{
    private const string Recording = "Errors/wrong-calls.json";

    private const string TheName = "The name is wrong and told, what it was to name is not.";

    /// <summary>Where Keras's text has the values that were given, and ours says the same otherwise: why.</summary>
    private static readonly Dictionary<string, string> otherwise = new()
    {
        ["M(loss={'denser': 'mse'}).fit(X(4, 3), X(4, 1))"] = TheName,
        ["M(metrics={'denser': 'mae'}).fit(X(4, 3), X(4, 1))"] = TheName,
        ["Two(loss={'e': 'mse'}).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)])"] = TheName,
        ["Two(metrics={'e': 'mae'}).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)])"] = TheName,
    };

    public static TheoryData<string> Calls => [.. GoldenFile.RecordedCases(Recording).Select(GoldenFile.Name)];

    [Fact]
    public void Every_recorded_call_is_made() =>
        Assert.Equal(GoldenFile.RecordedCases(Recording).Select(GoldenFile.Name).Order(), WrongCalls.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_wrong_call_is_refused_in_words_that_tell_what_was_wrong(string name)
    {
        var (error, message) = Keras(name);
        var thrown = Thrown(name);
        Assert.True(IsOfFamily(thrown, error), $"{error} in Keras, {thrown.GetType().Name} here: {thrown.Message}");
        Assert.True(IsOfACheck(thrown), $"An exception of an inner place: {thrown}");
        Assert.DoesNotContain("(Parameter", thrown.Message, StringComparison.Ordinal);
        if (otherwise.ContainsKey(name)) return;
        foreach (var part in Parts(name).Intersect(Parts(message ?? "")))
            Assert.True(
                thrown.Message.Contains(part, StringComparison.OrdinalIgnoreCase),
                $"Keras names {part}: {message}\nHere: {thrown.Message}");
    }

    [Fact]
    public void The_table_of_both_texts_is_up_to_date()
    {
        var path = Path.Combine(Folder(), "wrong-calls.md");
        var page = "# Wrong calls: what Keras 2.9.0 says, and what we say\n\n"
            + "Written by WrongCallsTests.\n\n| call | Keras | here |\n| --- | --- | --- |\n"
            + string.Concat(GoldenFile.RecordedCases(Recording).Select(GoldenFile.Name).Select(Row));
        if (Environment.GetEnvironmentVariable("KERASLIKERNN_WRITE") is not null) File.WriteAllText(path, page);
        Assert.Equal(page, File.ReadAllText(path));
    }

    private static string Row(string name)
    {
        var (error, message) = Keras(name);
        return $"| `{name}` | {(error is null ? "says nothing" : $"{error}: {Cell(message!)}")} | {Cell(Thrown(name).Message)} |\n";
    }

    /// <summary>A text in one cell.</summary>
    private static string Cell(string text)
    {
        text = text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
        return text.Length > 300 ? text[..300] + "..." : text;
    }

    private static (string? Error, string? Message) Keras(string name)
    {
        var recorded = GoldenFile.RecordedCases(Recording).Single(one => one.Name() == name);
        return (recorded.GetProperty("error").GetString(), recorded.GetProperty("message").GetString());
    }

    private static Exception Thrown(string name)
    {
        keras.backend.clear_session();
        keras.utils.set_random_seed(1);
        using var silence = Messages.Redirect(_ => { });
        try
        {
            return Assert.ThrowsAny<Exception>(WrongCalls.All[name]);
        }
        finally
        {
            keras.backend.set_floatx("float32");
            keras.backend.set_image_data_format("channels_last");
        }
    }

    /// <summary>
    /// docs/porting.md's families. Where Python had no check (AttributeError, IndexError, AssertionError), one here may be of any.
    /// </summary>
    private static bool IsOfFamily(Exception thrown, string? error) => error switch
    {
        "NotFoundError" => thrown is IOException,
        "Exception" => thrown is HttpRequestException or ArgumentException,
        "NotImplementedError" => thrown is NotSupportedException or ArgumentException,
        "KeyError" => thrown is KeyNotFoundException or ArgumentException,
        "ValueError" or "InvalidArgumentError" => thrown is ValueError,
        "TypeError" => thrown is TypeError or ValueError,
        "RuntimeError" or "FailedPreconditionError" => thrown is InvalidOperationException or NotSupportedException or ValueError,
        _ => thrown is ArgumentException or InvalidOperationException or NotSupportedException or KeyNotFoundException or IOException,
    };

    /// <summary>Whether our own code says it, not the runtime where something did not work any more. What files say is theirs.</summary>
    private static bool IsOfACheck(Exception thrown)
    {
        // Our own types are thrown by our code only; a frame of it may be missing where the compiler has put it into its caller's.
        if (thrown is IOException or HttpRequestException || IsOurs(thrown.GetType())) return true;
        var frames = new StackTrace(thrown).GetFrames().Select(frame => frame.GetMethod()?.DeclaringType).ToArray();
        var isHelper = frames[0] == typeof(ArgumentOutOfRangeException) || frames[0] == typeof(ArgumentException);
        return IsOurs(frames[0]) || (isHelper && IsOurs(frames.First(type => type != frames[0])));
    }

    private static bool IsOurs(Type? type) => type?.Assembly.GetName().Name!.StartsWith("KerasLikeRnn", StringComparison.Ordinal) == true;

    /// <summary>The values and names in a call or text: numbers of more than one digit or with a sign, and quoted words.</summary>
    private static IEnumerable<string> Parts(string text) =>
        Values().Matches(text).Select(match => match.Groups["word"].Success ? match.Groups["word"].Value : match.Value);

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex("""(?<![\w.])-\d+(\.\d+)?|(?<![\w.])\d+\.\d+|'(?<word>\w{3,})'|(?<=[ =:.])(?<word>[a-z]{4,})(?=\.? |\.?$)""")]
    private static partial Regex Values();
}
