using System.Globalization;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>Messages are the same whatever the machine's culture.</summary>
public class InvariantTextTests
{
    [Fact]
    public void Errors_write_numbers_as_Python_does_in_every_culture() => InACultureWithCommas(() =>
    {
        Assert.Equal("Received: -1.5 and 0.25", new ValueError($"Received: {-1.5}" + $" and {0.25:F2}").Message);
        Assert.Equal("Received: -1.5", new TypeError($"Received: {-1.5}", "x").Message);
        Assert.Equal("-1.5", InvariantText.Invariant($"{-1.5}"));
    });

    [Fact]
    public void Plain_strings_are_messages_too()
    {
        Assert.Equal("wrong", new ValueError("wrong", "x").Message);
        Assert.Equal("x", new TypeError("wrong", "x").ParamName);
    }

    private static void InACultureWithCommas(Action test)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
        try
        {
            test();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
