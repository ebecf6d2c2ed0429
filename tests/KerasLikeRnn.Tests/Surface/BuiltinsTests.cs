using NumSharp;
using static KerasLikeRnn.Builtins;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Calls as a script writes them; which overload C# picks is part of the test.</summary>
[Collection("Console")]
public class BuiltinsTests
{
    [Fact]
    public void Print_shows_values_as_Python_does()
    {
        var train = new int[][] { [1, 2], [3] };
        var shape = np.zeros(new Shape(3, 4)).shape;
        var mixed = new object[] { 1, "b" };
        var texts = new[] { "a", "b" };

        Assert.Equal("2 sequences\n", Printed(() => print(len(train), "sequences")));
        Assert.Equal("shape: (3, 4)\n", Printed(() => print("shape:", shape)));
        Assert.Equal("(3, 4)\n", Printed(() => print(shape)));
        Assert.Equal("[[1, 2], [3]]\n", Printed(() => print(train)));
        Assert.Equal("['a', 'b']\n", Printed(() => print(texts)));
        Assert.Equal("[1, 'b']\n", Printed(() => print(mixed)));
        Assert.Equal("[1, 2]\n", Printed(() => print([1, 2])));
        Assert.Equal("['a', 'b'] x\n", Printed(() => print(texts, "x")));
        Assert.Equal("a\n", Printed(() => print("a")));
        Assert.Equal("a b c d\n", Printed(() => print("a", "b", "c", "d")));
        Assert.Equal("\n", Printed(() => print()));
        Assert.Equal("None\n", Printed(() => print(null)));
        Assert.Equal("None\n", Printed(() => print(None)));
        Assert.Equal("None 1\n", Printed(() => print(null, 1)));
        Assert.Equal("0.5\n", Printed(() => print(0.5)));
        Assert.Equal("[0 1 2]\n", Printed(() => print(np.arange(3))));
        Assert.Equal("{'a': 1}\n", Printed(() => print(new Dictionary<string, int> { ["a"] = 1 })));
    }

    [Fact]
    public void Print_takes_separator_and_end_by_name()
    {
        Assert.Equal("a", Printed(() => print("a", end: "")));
        Assert.Equal("a b!", Printed(() => print("a", "b", end: "!")));
        Assert.Equal("a, b\n", Printed(() => print("a", "b", sep: ", ")));
        Assert.Equal("a-1-c.", Printed(() => print("a", 1, "c", sep: "-", end: ".")));
        Assert.Equal("123456\n", Printed(() => print("1", "2", "3", "4", "5", "6", sep: "")));
        Assert.Equal("1;2;3\n", Printed(() => print(sep: ";", values: [1, 2, 3])));
        Assert.Equal("--", Printed(() => print(end: "--")));
    }

    [Fact]
    public void Len_counts_what_Python_counts()
    {
        Assert.Equal(3, len("a\ub370\U0001F600"));
        Assert.Equal(2, len(new[] { 1, 2 }));
        Assert.Equal(2, len(new float[2, 5]));
        Assert.Equal(2, len(new int[][] { [1], [2] }));
        Assert.Equal(1, len(new List<string> { "a" }));
        Assert.Equal(1, len(new Dictionary<string, int> { ["a"] = 1 }));
        Assert.Equal(1, len(new HashSet<int> { 1 }));
        Assert.Equal(1, len((IReadOnlyList<int>)[1]));
        Assert.Equal(4, len(np.zeros(new Shape(4, 7))));
        Assert.Equal(10, len(range(1, 11)));
        Assert.Equal(3, len((1, 2, "c")));
        Assert.Equal("len() of unsized object", Assert.Throws<TypeError>(() => len(np.array(1.0))).Message);
    }

    [Fact]
    public void Ranges_hold_the_numbers_Python_gives()
    {
        Assert.Equal([0, 1, 2], range(3));
        Assert.Equal([1, 4, 7], range(1, 10, 3));
        Assert.Equal([5, 3, 1], range(5, 0, -2));
        Assert.Empty(range(3, 1));
        Assert.Equal(7, range(1, 10, 3)[-1]);
        Assert.Equal(4, range(1, 10, 3)[1]);
        Assert.Equal(range(0, 3, 2), (IEquatable<PyRange>)range(0, 4, 2));
        Assert.Equal("range(0, 5)", str(range(5)));
        Assert.Contains("index out of range", Assert.Throws<ValueError>(() => range(3)[3]).Message, StringComparison.Ordinal);
        Assert.Contains(
            "range() arg 3 must not be zero", Assert.Throws<ValueError>(() => range(0, 3, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void None_is_an_unknown_dimension()
    {
        var shape = (None, 14);
        Assert.Equal("(None, 14)", str(shape));
        Assert.True(None == null);
    }

    [Fact]
    public void The_small_functions_do_what_Pythons_do()
    {
        Assert.Equal([(1, "a"), (2, "b")], enumerate(["a", "b"], start: 1));
        Assert.Equal([(1, "a")], zip([1, 2], ["a"]));
        Assert.Equal([(1, "a", 0.5)], zip([1, 2], ["a"], [0.5]));
        Assert.Equal(6, sum([1, 2, 3]));
        Assert.Equal(0.1 + 0.2 + 0.3, sum([0.1, 0.2, 0.3]));
        Assert.Throws<OverflowException>(() => sum([int.MaxValue, 1]));
        Assert.Equal(0.4, min([0.5, 0.4]));
        Assert.Equal(3, max(2, 3));
        Assert.Equal("max() arg is an empty sequence", Assert.Throws<ValueError>(() => max(new List<int>())).Message);
        Assert.Equal(["B", "a"], sorted(["a", "B"]));
        Assert.Equal([3, 2, 1], sorted([1, 3, 2], reverse: true));
        Assert.Equal(["bb", "a"], sorted(["a", "bb"], key: s => -s.Length));
        Assert.Equal(2, abs(-2));
        Assert.Equal(2, round(2.5));
        Assert.Equal(2.67, round(2.675, 2));
        Assert.Equal("'a'", repr("a"));
    }

    [Fact]
    public void Weights_of_a_layer_are_taken_apart()
    {
        var layer = keras.layers.LSTM(3);
        layer.build((null, null, 2));
        var (kernel, recurrent_kernel, bias) = layer.get_weights();
        Assert.Equal([2, 12, 3, 12, 12], [.. kernel.shape, .. recurrent_kernel.shape, .. bias.shape]);
        var error = Assert.Throws<ValueError>(() => { var (a, b) = layer.get_weights(); });
        Assert.Equal("too many values to unpack (expected 2, got 3)", error.Message);
    }

    [Fact]
    public void Arrays_change_to_the_type_of_a_name()
    {
        Assert.Equal(typeof(float), np.arange(3).astype("float32").dtype);
        Assert.Equal(typeof(double), np.arange(3).astype("float64").dtype);
        Assert.Equal(typeof(int), (np.arange(3) > 1).astype("int32").dtype);
    }

    private static string Printed(Action action)
    {
        var before = Console.Out;
        using var text = new StringWriter();
        Console.SetOut(text);
        try
        {
            action();
        }
        finally
        {
            Console.SetOut(before);
        }
        return text.ToString();
    }
}
