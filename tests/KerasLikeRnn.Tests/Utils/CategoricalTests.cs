using System.Collections;
using System.Text.Json;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Utils;

public sealed class CategoricalTests
{
    public static TheoryData<int> Goldens => SequencesTests.Goldens("to_categorical");

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Classes_become_the_vectors_of_Keras(int number)
    {
        var golden = GoldenFile.Cases("preprocessing.json")[number];
        var classes = golden.GetProperty("num_classes");
        var vectors = Categorical.to_categorical(
            (IEnumerable)SequencesTests.Value(golden.GetProperty("y")),
            classes.ValueKind == JsonValueKind.Null ? null : classes.GetInt32());
        SequencesTests.AssertGolden(golden.GetProperty("value"), vectors);
    }

    [Fact]
    public void Arrays_lists_and_numbers_are_taken()
    {
        float[] expected = [1, 0, 0, 1];
        Assert.Equal(expected, Categorical.to_categorical([0, 1]).ToArray<float>());
        Assert.Equal(expected, Categorical.to_categorical(new List<long> { 0, 1 }).ToArray<float>());
        Assert.Equal(expected, Categorical.to_categorical(new[] { 0.9f, 1.9f }).ToArray<float>());
        Assert.Equal(expected, Categorical.to_categorical(np.array(new long[] { 0, 1 })).ToArray<float>());
        Assert.Equal(expected, Categorical.to_categorical(new[,] { { 0 }, { 1 } }).ToArray<float>());
        var one = Categorical.to_categorical(2, num_classes: 4, dtype: "int32");
        Assert.Equal([4], one.shape);
        Assert.Equal([0, 0, 1, 0], one.ToArray<int>());
    }

    [Fact]
    public void Negative_classes_count_from_the_end_as_in_Python()
        => Assert.Equal([0, 0, 1], Categorical.to_categorical([-1], num_classes: 3).ToArray<float>());

    [Fact]
    public void Zero_classes_mean_as_many_as_there_are()
        => Assert.Equal([1, 3], Categorical.to_categorical([2], num_classes: 0).shape);

    [Fact]
    public void Mistakes_are_refused()
    {
        var beyond = Assert.Throws<ValueError>(() => Categorical.to_categorical([3], num_classes: 3));
        Assert.StartsWith("index 3 is out of bounds for axis 1 with size 3", beyond.Message);
        Assert.Equal("y", beyond.ParamName);
        Assert.Throws<ValueError>(() => Categorical.to_categorical([-4], num_classes: 3));
        Assert.Equal("num_classes", Assert.Throws<ValueError>(() => Categorical.to_categorical([1], -1)).ParamName);
        Assert.Contains("Give num_classes", Assert.Throws<ValueError>(() => Categorical.to_categorical([])).Message);
        Assert.Contains("'cat'", Assert.Throws<ValueError>(() => Categorical.to_categorical(new[] { "cat" })).Message);
        Assert.Throws<TypeError>(() => Categorical.to_categorical([1], dtype: "str"));
    }
}
