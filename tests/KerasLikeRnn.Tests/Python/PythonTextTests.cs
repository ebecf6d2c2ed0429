using KerasLikeRnn.Engine;
using System.Globalization;
using CsCheck;
using KerasLikeRnn.Python;
using NumSharp;

namespace KerasLikeRnn.Tests.Python;

/// <summary>What Python 3.10 and NumPy 1.23 show for the same values.</summary>
public class PythonTextTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.3333333333333333, "0.3333333333333333")]
    [InlineData(0.5043584704399109, "0.5043584704399109")]
    [InlineData(123456789.125, "123456789.125")]
    [InlineData(1000000000000000.0, "1000000000000000.0")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(9007199254740992.0, "9007199254740992.0")]
    [InlineData(1e+16, "1e+16")]
    [InlineData(1.2345e+16, "1.2345e+16")]
    [InlineData(1.2345678901234568e+17, "1.2345678901234568e+17")]
    [InlineData(1e+300, "1e+300")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(9.999e-05, "9.999e-05")]
    [InlineData(1e-07, "1e-07")]
    [InlineData(-1.5e-07, "-1.5e-07")]
    [InlineData(100.0, "100.0")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_double_looks_like_a_Python_float(double value, string text) => Assert.Equal(text, PythonText.Repr(value));

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(0.33333334f, "0.33333334")]
    [InlineData(1e-07f, "1e-07")]
    [InlineData(16777216.0f, "16777216.0")]
    [InlineData(3456700000000000.0f, "3456700000000000.0")]
    [InlineData(1e+16f, "1e+16")]
    [InlineData(3.4028235e+38f, "3.4028235e+38")]
    [InlineData(1e-45f, "1e-45")]
    [InlineData(1e-04f, "1e-04")]
    [InlineData(9.999e-05f, "9.999e-05")]
    [InlineData(-1.25f, "-1.25")]
    [InlineData(123456.79f, "123456.79")]
    [InlineData(float.NaN, "nan")]
    public void A_float_looks_like_a_NumPy_float32(float value, string text) => Assert.Equal(text, PythonText.Str(value));

    [Fact]
    public void A_double_reads_back_as_itself() =>
        Gen.Double[double.MinValue, double.MaxValue].Sample(x => double.Parse(PythonNumber.Repr(x), CultureInfo.InvariantCulture) == x);

    [Theory]
    [InlineData("a", "'a'")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("say \"x\"", "'say \"x\"'")]
    [InlineData("both ' and \"", "'both \\' and \"'")]
    [InlineData("back\\slash", "'back\\\\slash'")]
    [InlineData("tab\tnl\nret\r", "'tab\\tnl\\nret\\r'")]
    [InlineData("\0\u001b\u007f\u00a0\u00ad", "'\\x00\\x1b\\x7f\\xa0\\xad'")]
    [InlineData("\ub370\uc774\ud130 \u00e9", "'\ub370\uc774\ud130 \u00e9'")]
    [InlineData("\u200b\u2028", "'\\u200b\\u2028'")]
    public void A_string_is_quoted_as_Python_does(string value, string text)
    {
        Assert.Equal(text, PythonText.Repr(value));
        Assert.Equal(value, PythonText.Str(value));
    }

    public static TheoryData<object?, string> Values => new()
    {
        { null, "None" },
        { true, "True" },
        { 'x', "x" },
        { 12345678901L, "12345678901" },
        { new[] { 1, 2 }, "[1, 2]" },
        { new List<double> { 0.5, 0.4 }, "[0.5, 0.4]" },
        { new float[] { 0.1f, 1 }, "[0.1, 1.0]" },
        { new object?[] { "a", 1, null, false, 0.5 }, "['a', 1, None, False, 0.5]" },
        { new int[][] { [1, 2], [], [3] }, "[[1, 2], [], [3]]" },
        { new long[] { 25000, 500 }, "(25000, 500)" },
        { new long[] { 3 }, "(3,)" },
        { Array.Empty<long>(), "()" },
        { (25000, "a", 0.5), "(25000, 'a', 0.5)" },
        { ValueTuple.Create(3), "(3,)" },
        { Tuple.Create(1, (2, 3)), "(1, (2, 3))" },
        { new Dictionary<string, List<double>> { ["loss"] = [0.5, 0.4], ["acc"] = [] }, "{'loss': [0.5, 0.4], 'acc': []}" },
        { new System.Collections.ObjectModel.ReadOnlyDictionary<int, string>(new Dictionary<int, string> { [1] = "x" }), "{1: 'x'}" },
        { KeyValuePair.Create("a", 1), "('a', 1)" },
        { new HashSet<int> { 3, 1 }, "{3, 1}" },
        { new HashSet<int>(), "set()" },
        { Enumerable.Range(1, 3).Select(i => i * i), "[1, 4, 9]" },
        { new PyRange(1, 11), "range(1, 11)" },
        { new PyRange(10, 0, -2), "range(10, 0, -2)" },
        { new double[,] { { 1, 2.5 }, { -3, 4 } }, "[[ 1.   2.5]\n [-3.   4. ]]" },
        { new string[,] { { "a" }, { "b" } }, "[['a'], ['b']]" },
        { DayOfWeek.Monday, "Monday" },
        { new ArgumentException("wrong"), "wrong" },
        { 1.50m, "1.50" },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Values_look_as_Python_shows_them(object? value, string text) => Assert.Equal(text, PythonText.Str(value));

    [Fact]
    public void Arrays_look_as_NumPy_prints_them()
    {
        Assert.Equal("[[0 1 2]\n [3 4 5]]", PythonText.Str(np.arange(6).reshape(2, 3)));
        Assert.Equal("[   0    1    2 ... 1997 1998 1999]", PythonText.Str(np.arange(2000)));
        Assert.Equal(
            "[ nan  inf  1.5 -inf]", PythonText.Str(np.array([double.NaN, double.PositiveInfinity, 1.5, double.NegativeInfinity])));
        Assert.Equal(
            "[ 1.0000000e-01  3.3333334e-01  1.2345679e+05 -5.0000000e+00]", PythonText.Str(np.array([0.1f, 1 / 3f, 123456.789f, -5])));
        Assert.Equal("[ True False]", PythonText.Str(np.array([true, false])));
        Assert.Equal("5.5", PythonText.Str(np.array(5.5)));
        Assert.Equal("[]", PythonText.Str(np.zeros(0)));
        Assert.Equal(
            """
            [[[ 0  1  2  3]
              [ 4  5  6  7]
              [ 8  9 10 11]]

             [[12 13 14 15]
              [16 17 18 19]
              [20 21 22 23]]]
            """, PythonText.Str(np.arange(24).reshape(2, 3, 4)));
    }

    [Fact]
    public void Arrays_inside_a_list_look_as_NumPys_repr()
    {
        var weights = new List<NDArray> { new float[,] { { 0.5f, -0.25f }, { 0.12345679f, 1e-3f } }, np.array([1L, 2]), np.arange(2000) };

        Assert.Equal(
            """
            [array([[ 0.5       , -0.25      ],
                   [ 0.12345679,  0.001     ]], dtype=float32), array([1, 2]), array([   0,    1,    2, ..., 1997, 1998, 1999])]
            """, PythonText.Str(weights));
    }

    [Fact]
    public void Objects_show_their_own_text_or_else_their_Keras_name()
    {
        Assert.Equal("<a shape>", PythonText.Str(new Shown()));
        Assert.StartsWith("<keras.layers.Plain object at 0x", PythonText.Str(new Plain()), StringComparison.Ordinal);
        Assert.Equal("[<a shape>]", PythonText.Str(new[] { new Shown() }));
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
        try
        {
            Assert.Equal("[-1.5, -2, -0.5, 1e-07]", PythonText.Str(new object[] { -1.5, -2, -0.5m, 1e-7f }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private sealed class Shown : List<int>
    {
        public override string ToString() => "<a shape>";
    }

    [KerasExport("keras.layers.Plain")]
    private sealed class Plain;

    [Fact]
    public void Tensors_and_variables_are_shown_as_TensorFlow_shows_them()
    {
        var square = Tensor.From<float>([1, 2, 3, 4], (2, 2));
        Assert.Equal("tf.Tensor(0.5, shape=(), dtype=float32)", PythonText.Str(Tensor.Scalar(0.5f)));
        Assert.Equal("tf.Tensor(True, shape=(), dtype=bool)", PythonText.Str(Tensor.Scalar(true)));
        Assert.Equal("tf.Tensor([[1. 2.]], shape=(1, 2), dtype=float32)", PythonText.Str(Tensor.From<float>([1, 2], (1, 2))));
        Assert.Equal("tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)", PythonText.Str(square));
        Assert.Equal("<tf.Tensor: shape=(), dtype=float32, numpy=1.0>", PythonText.Repr(Tensor.Scalar(1f)));
        Assert.Equal("<tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 2], dtype=int32)>", PythonText.Repr(Tensor.From(1, 2)));
        Assert.Equal(
            "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>",
            PythonText.Repr(square));
        Assert.Equal(
            "<tf.Variable 'w:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>",
            PythonText.Str(new Variable(Tensor.From(1f, 2f), "w:0")));
    }
}
