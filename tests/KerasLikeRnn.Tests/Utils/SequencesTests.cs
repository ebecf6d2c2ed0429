using System.Collections;
using System.Text.Json;
using CsCheck;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Utils;

public sealed class SequencesTests
{
    public static TheoryData<int> Goldens(string name)
        => [.. GoldenFile.Cases("preprocessing.json").Index().Where(golden => golden.Item.Name() == name).Select(golden => golden.Index)];

    [Theory]
    [MemberData(nameof(Goldens), "pad_sequences")]
    public void Sequences_are_padded_as_Keras_pads_them(int number)
    {
        var golden = GoldenFile.Cases("preprocessing.json")[number];
        AssertGolden(golden.GetProperty("value"), Pad(golden));
    }

    [Theory]
    [MemberData(nameof(Goldens), "pad_sequences_error")]
    public void Mistakes_are_refused_with_the_words_of_Keras(int number)
    {
        var golden = GoldenFile.Cases("preprocessing.json")[number];
        if (golden.GetProperty("args").ValueKind == JsonValueKind.Number)
        {
            // "`sequences` must be iterable." is the compiler's part.
            Assert.False(typeof(int).IsAssignableTo(typeof(IEnumerable)));
            return;
        }
        var message = Assert.ThrowsAny<ValueError>(() => Pad(golden)).Message;
        // NumPy's own words about a maxlen of 0 and about a string say less than ours.
        var expected = golden.GetProperty("message").GetString()! switch
        {
            var text when text.StartsWith("could not broadcast", StringComparison.Ordinal) => "maxlen must be at least 1",
            var text
                when text.StartsWith("invalid literal", StringComparison.Ordinal) => text[text.IndexOf('\'', StringComparison.Ordinal)..],
            var text => text,
        };
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Everything_that_holds_numbers_is_a_sequence()
    {
        NDArray[] padded =
        [
            Sequences.pad_sequences([[1, 2], [3]]),
            Sequences.pad_sequences([[1.0, 2.9], [3]]),
            Sequences.pad_sequences(new long[][] { [1, 2], [3] }),
            Sequences.pad_sequences(new float[][] { [1, 2], [3] }),
            Sequences.pad_sequences(new byte[][] { [1, 2], [3] }),
            Sequences.pad_sequences(new uint[][] { [1, 2], [3] }),
            Sequences.pad_sequences(new List<int[]> { new[] { 1, 2 }, new[] { 3 } }),
            Sequences.pad_sequences(new List<List<int>> { new() { 1, 2 }, new() { 3 } }),
            Sequences.pad_sequences(new List<double>[] { [1, 2], [3] }),
            Sequences.pad_sequences(new object[] { new object[] { 1, 2f }, new[] { 3L } }),
            Sequences.pad_sequences(Enumerable.Range(0, 2).Select(i => Enumerable.Range(1 + 2 * i, 2 - i))),
            Sequences.pad_sequences(new[] { np.array(1, 2), np.array(new[] { 3.0 }) }),
        ];
        Assert.All(padded, array => Assert.Equal([1, 2, 0, 3], array.ToArray<int>()));
    }

    [Fact]
    public void An_array_is_a_list_of_its_rows()
    {
        Assert.Equal([2, 4], Sequences.pad_sequences(np.array(new[,] { { 1, 2 }, { 3, 4 } }), maxlen: 1).ToArray<int>());
        Assert.Equal([5, 1], Sequences.pad_sequences(new[] { new[,] { { 1, 2 }, { 3, 4 }, { 5, 1 } } }, maxlen: 1).ToArray<int>());
    }

    [Fact]
    public void Values_of_unsigned_arrays_keep_their_size()
        => Assert.Equal([uint.MaxValue], Sequences.pad_sequences(new uint[][] { [uint.MaxValue] }, dtype: "int64").ToArray<long>());

    [Fact]
    public void Steps_can_be_vectors_and_matrices()
    {
        var vectors = Sequences.pad_sequences(
            new float[][][] { [[1, 2], [3, 4]], [], [[5, 6]] }, maxlen: 3, dtype: "float32", padding: "post", value: -1);
        Assert.Equal([3, 3, 2], vectors.shape);
        Assert.Equal([1, 2, 3, 4, -1, -1, -1, -1, -1, -1, -1, -1, 5, 6, -1, -1, -1, -1], vectors.ToArray<float>());
        var matrices = Sequences.pad_sequences(new int[][][][] { [[[1, 2]]], [[[3, 4]], [[5, 6]]] });
        Assert.Equal([2, 2, 1, 2], matrices.shape);
        Assert.Equal([0, 0, 1, 2, 3, 4, 5, 6], matrices.ToArray<int>());
    }

    [Theory]
    [InlineData("int8", NPTypeCode.SByte)]
    [InlineData("uint8", NPTypeCode.Byte)]
    [InlineData("int16", NPTypeCode.Int16)]
    [InlineData("int64", NPTypeCode.Int64)]
    [InlineData("float16", NPTypeCode.Half)]
    [InlineData("float64", NPTypeCode.Double)]
    [InlineData("bool", NPTypeCode.Boolean)]
    public void The_result_has_the_type_that_was_asked_for(string dtype, NPTypeCode type)
    {
        var padded = Sequences.pad_sequences([[1, 0]], 3, dtype);
        Assert.Equal(type, padded.typecode);
        Assert.Equal([0.0, 1, 0], padded.astype(NPTypeCode.Double).ToArray<double>());
    }

    [Fact]
    public void No_sequences_and_empty_ones_give_empty_arrays()
    {
        Assert.Equal([0, 4], Sequences.pad_sequences(Array.Empty<int[]>(), maxlen: 4).shape);
        Assert.Equal([2, 0], Sequences.pad_sequences(new int[][] { [], [] }).shape);
        Assert.Equal([7, 7], Sequences.pad_sequences(new int[][] { [] }, maxlen: 2, value: 7).ToArray<int>());
        Assert.Contains("Give maxlen", Refused(Array.Empty<int[]>()).Message);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_place()
    {
        Assert.Contains("position 1 does not fit", Refused(new long[][] { [1], [1L << 40] }).Message);
        Assert.Contains(
            "value 300 does not fit", Assert.Throws<ValueError>(() => Sequences.pad_sequences([[1]], 2, "uint8", value: 300)).Message);
        Assert.Contains(
            "Shape of sample (1,) of sequence at position 1 is different from expected shape (2,)",
            Refused(new int[][][] { [[1, 2]], [[3]] }).Message);
        Assert.Contains("same shape", Refused(new int[][][] { [[1, 2], [3]] }).Message);
        Assert.Contains("Received: None", Refused(new object?[][] { [1, null] }).Message);
        Assert.Contains("Found non-iterable: None", Refused(new int[]?[] { null }).Message);
        Assert.Contains("'object'", Assert.Throws<TypeError>(() => Sequences.pad_sequences([[1]], dtype: "object")).Message);
    }

    [Fact]
    public void Each_row_is_the_sequence_cut_or_padded_at_the_side_asked_for()
        => Gen.Select(Gen.Int[1, 9].Array[0, 12].Array[1, 8], Gen.Int[1, 10], Gen.Bool, Gen.Bool).Sample(
            (sequences, length, padBefore, cutBefore) =>
        {
            var (padding, truncating) = (padBefore ? "pre" : "post", cutBefore ? "pre" : "post");
            var padded = Sequences.pad_sequences(sequences, length, padding: padding, truncating: truncating, value: -1);
            var expected = sequences.SelectMany(sequence =>
            {
                var kept = cutBefore ? sequence.TakeLast(length) : sequence.Take(length);
                var missing = Enumerable.Repeat(-1, Math.Max(0, length - sequence.Length));
                return padBefore ? missing.Concat(kept) : kept.Concat(missing);
            });
            Assert.Equal(expected, padded.ToArray<int>());
        }, iter: 300);

    private static ValueError Refused(IEnumerable sequences) => Assert.Throws<ValueError>(() => Sequences.pad_sequences(sequences));

    internal static void AssertGolden(JsonElement golden, NDArray actual)
    {
        Assert.Equal(golden.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), actual.shape);
        Assert.Equal(
            golden.GetProperty("dtype").GetString() switch { "int32" => NPTypeCode.Int32, _ => NPTypeCode.Single }, actual.typecode);
        var numbers = golden.GetProperty("data").EnumerateArray().Select(number => number.GetDouble());
        Assert.Equal(numbers, actual.astype(NPTypeCode.Double).ToArray<double>());
    }

    /// <summary>A JSON array as nested lists of boxed values, as a script in Python would write it.</summary>
    internal static object Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => json.GetString()!,
        _ => json.TryGetInt32(out var number) ? number : json.GetDouble(),
    };

    private static NDArray Pad(JsonElement golden)
    {
        var arguments = golden.GetProperty("kwargs");
        return Sequences.pad_sequences(
            (IEnumerable)Value(golden.GetProperty("args")),
            arguments.TryGetProperty("maxlen", out var maxlen) ? maxlen.GetInt32() : null,
            Text("dtype", "int32"), Text("padding", "pre"), Text("truncating", "pre"),
            arguments.TryGetProperty("value", out var value) ? value.GetDouble() : 0);

        string Text(string name, string standard) => arguments.TryGetProperty(name, out var text) ? text.GetString()! : standard;
    }
}
