using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Utils;

public partial class ProgbarTests
{
    [Fact]
    public void Every_byte_is_that_of_Keras_for_the_same_clock()
    {
        var number = 0;
        foreach (var recorded in Recorded.Cases("Utils/progbar.json"))
        {
            var clock = new FakeClock(recorded.GetProperty("start").GetInt64());
            var text = new StringBuilder();
            var bar = new Progbar(
                recorded.GetProperty("target") is { ValueKind: JsonValueKind.Number } target ? target.GetInt64() : null,
                recorded.GetProperty("width").GetInt32(),
                recorded.GetProperty("verbose").GetInt32(),
                recorded.GetProperty("interval").GetDouble(),
                recorded.GetProperty("stateful") is { ValueKind: JsonValueKind.Array } names ? names.Deserialize<string[]>() : null,
                recorded.GetProperty("unit").GetString()!,
                clock,
                part => text.Append(part),
                recorded.GetProperty("dynamic").GetBoolean());
            foreach (var update in recorded.GetProperty("updates").EnumerateArray())
            {
                clock.Nanoseconds = update.GetProperty("time").GetInt64();
                bar.update(
                    update.GetProperty("current").GetInt64(),
                    update.GetProperty("values") is { ValueKind: JsonValueKind.Array } values
                        ? values.EnumerateArray().Select(pair => (pair[0].GetString()!, Recorded.Bits(pair[1])))
                        : null,
                    update.GetProperty("finalize") is { ValueKind: not JsonValueKind.Null } finalize ? finalize.GetBoolean() : null);
            }
            Assert.Equal($"{number} " + recorded.GetProperty("text").GetString(), $"{number++} {text}");
        }
    }

    [Fact]
    public void The_recorded_bars_of_Keras_are_redrawn()
    {
        var clock = new FakeClock();
        var text = new StringBuilder();
        var bar = Bar(9, clock, text, interval: 0, stateful: ["acc"]);
        for (var i = 1; i < 10; i++)
        {
            clock.Advance(70e-6);
            bar.update(i, [("loss", 0.5 / i), ("acc", 0.1 * i), ("tiny", 0.00001234)], finalize: i == 9);
        }
        bar = Bar(null, clock, text);
        for (var i = 1; i < 4; i++)
        {
            clock.Advance(10e-6);
            bar.update(i, [("loss", 0.5 / i)], finalize: i == 3);
        }
        Assert.Equal(WithoutTimes(Recorded.Text("progbar_raw")), WithoutTimes(text.ToString()));
    }

    [Fact]
    public void A_time_per_unit_is_shown_in_its_unit()
    {
        foreach (var recorded in Recorded.Golden("progbar_format_time").GetProperty("cases").EnumerateArray())
            Assert.Equal(
                recorded.GetProperty("text").GetString(), Progbar.FormatTime(recorded.GetProperty("seconds_per_unit").GetDouble(), "step"));
    }

    [Fact]
    public void Add_counts_on_from_the_last_update()
    {
        var text = new StringBuilder();
        var bar = Bar(4, new FakeClock(), text);
        bar.add(1);
        bar.add(3);
        Assert.EndsWith("\r4/4 [==============================] - 0s 0s/step\n", text.ToString());
    }

    [Fact]
    public void An_abandoned_bar_ends_its_line_once()
    {
        var text = new StringBuilder();
        var bar = Bar(4, new FakeClock(), text);
        bar.Abandon();
        Assert.Equal("", text.ToString());
        bar.update(1);
        bar.Abandon();
        bar.Abandon();
        Assert.Equal("\r1/4 [======>.......................] - ETA: 0s\n", text.ToString());
    }

    [Fact]
    public void A_finished_bar_has_nothing_to_abandon()
    {
        var text = new StringBuilder();
        var bar = Bar(1, new FakeClock(), text);
        bar.update(1);
        bar.Abandon();
        Assert.EndsWith("/step\n", text.ToString());
        Assert.Equal(1, text.ToString().Count(c => c == '\n'));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_target_that_is_not_positive_is_refused(long target) =>
        Assert.Throws<ValueError>(nameof(target), () => new Progbar(target));

    internal static string WithoutTimes(string text)
    {
        text = Eta().Replace(text, "ETA: T");
        text = Times().Replace(text, "T");
        // How many characters are rubbed out depends on the width of the times.
        return PaddedEnd().Replace(Backspaces().Replace(text, "\b"), "");
    }

    private static Progbar Bar(
        long? target, FakeClock clock, StringBuilder text, double interval = 0.05, IEnumerable<string>? stateful = null,
        bool overwrites = true) =>
        new(target, 30, 1, interval, stateful, "step", clock, part => text.Append(part), overwrites);

    [GeneratedRegex(@"ETA: [\d:]+s?")]
    private static partial Regex Eta();

    [GeneratedRegex(@"\b\d+(s|ms|us)(/step|/epoch)?\b")]
    private static partial Regex Times();

    [GeneratedRegex("\b+")]
    private static partial Regex Backspaces();

    [GeneratedRegex(" +(?=\b|\n|$)")]
    private static partial Regex PaddedEnd();
}
