using System.Globalization;
using System.Text.Json;
using KerasLikeRnn.Python;
using KerasLikeRnn.Tests.Utils;

namespace KerasLikeRnn.Tests.Python;

public class PythonFormatTests
{
    [Fact]
    public void Numbers_are_written_as_Python_writes_them()
    {
        foreach (var number in Cases("repr"))
        {
            var value = Recorded.Bits(number.GetProperty("bits"));
            Assert.Equal(number.GetProperty("f0").GetString(), PythonFormat.Fixed(value, 0));
            Assert.Equal(number.GetProperty("f4").GetString(), PythonFormat.Fixed(value, 4));
            Assert.Equal(number.GetProperty("e4").GetString(), PythonFormat.Exponent(value, 4));
            Assert.Equal(number.GetProperty("repr").GetString(), PythonNumber.Repr(value));
            if (number.GetProperty("float32").GetString() is { } text) Assert.Equal(text, PythonNumber.Repr((float)value));
        }
    }

    [Fact]
    public void Format_specifications_give_Pythons_text()
    {
        foreach (var field in Cases("spec"))
        {
            object value = field.TryGetProperty("whole", out var whole)
                ? (object)whole.GetInt64()
                : Recorded.Bits(field.GetProperty("bits"));
            var template = "<{x:" + field.GetProperty("spec").GetString() + "}>";
            Assert.Equal($"{template} {value} <{field.GetProperty("text").GetString()}>",
                $"{template} {value} {PythonFormat.Format(template, _ => value)}");
        }
    }

    [Fact]
    public void Text_does_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = ".";
        comma.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal("-0.1326", PythonFormat.Fixed(-0.132586, 4));
            Assert.Equal("-1.3259e-07", PythonFormat.Exponent(-0.000000132586, 4));
            Assert.Equal("1,234,567", PythonFormat.Thousands(1234567));
            Assert.Equal("weights.03-0.13.h5", PythonFormat.Format("weights.{epoch:02d}-{loss:.2f}.h5", Fields));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Doubled_braces_stand_for_themselves() => Assert.Equal("{3}0.132586", PythonFormat.Format("{{{epoch}}}{loss}", Fields));

    [Fact]
    public void A_field_that_is_not_there_is_named() =>
        Assert.Equal("'acc'", Assert.Throws<KeyNotFoundException>(() => PythonFormat.Format("{acc:.2f}", Fields)).Message);

    [Theory]
    [InlineData("{epoch", "Single '{' encountered in format string")]
    [InlineData("epoch}", "Single '}' encountered in format string")]
    [InlineData("{epoch:02q}", "Invalid format specifier: '02q'")]
    [InlineData("{loss:d}", "Unknown format code 'd' for object of type 'float'")]
    [InlineData("{epoch:.2d}", "Precision not allowed in integer format specifier")]
    public void Malformed_templates_are_refused(string template, string message) =>
        Assert.Equal(message, Assert.Throws<ValueError>(() => PythonFormat.Format(template, Fields)).Message);

    private static object? Fields(string name) => name switch { "epoch" => 3L, "loss" => 0.132586, _ => null };

    private static IEnumerable<JsonElement> Cases(string withProperty) =>
        Recorded.Cases("Utils/python_format.json").Where(entry => entry.TryGetProperty(withProperty, out _));
}
