using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

public sealed class EinsumTests
{
    /// <summary>Random equations, every axis in one or both operands and in the result or not, with operands that fit them.</summary>
    internal static Gen<(string Equation, Numbers A, Numbers B)> Cases { get; } = Gen.Select(
            Gen.Shuffle("abcdef".ToCharArray()), Gen.Shuffle("abcdef".ToCharArray()), Gen.Shuffle("abcdef".ToCharArray()),
            Gen.Int[0, 4].Array[6], Gen.Int[1, 3].Array[6])
        .SelectMany((first, second, third, uses, sizes) =>
        {
            // Use of each letter: 0 none, 1 in a, 2 in b, 3 in both and the result, 4 in both and summed.
            string Axes(char[] letters, params int[] of) => string.Concat(letters.Where(letter => of.Contains(uses[letter - 'a'])));
            int[] Sizes(string axes) => [.. axes.Select(axis => sizes[axis - 'a'])];
            string a = Axes(first, 1, 3, 4), b = Axes(second, 2, 3, 4), result = Axes(third, 1, 2, 3);
            return Gen.Select(Numbers.OfSizes(Numbers.Any, Sizes(a)), Numbers.OfSizes(Numbers.Any, Sizes(b))).Select(
                operands => ($"{a},{b}->{result}", operands.Item1, operands.Item2));
        });

    [Fact]
    public void It_is_the_sum_of_products_that_its_equation_says() => Cases.Sample((equation, a, b) =>
    {
        var actual = Ops.Einsum(equation, a.ToTensor(), b.ToTensor());
        var expected = Naive(equation, a, b);
        Assert.Equal(expected.Sizes.Select(size => (int?)size), actual.Shape);
        Assert.All(expected.Values.Zip(actual.ToArray<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }, iter: 300);

    [Theory]
    [InlineData("...x,xy->...y", new[] { 2, 3, 4 }, new[] { 4, 5 }, new[] { 2, 3, 5 })]
    [InlineData("...x,xy->...y", new[] { 4 }, new[] { 4, 5 }, new[] { 5 })]
    [InlineData("ab...,bc->ac...", new[] { 2, 3, 4, 6 }, new[] { 3, 5 }, new[] { 2, 5, 4, 6 })]
    [InlineData("...ab,...bc->...ac", new[] { 2, 6, 3, 4 }, new[] { 2, 6, 4, 5 }, new[] { 2, 6, 3, 5 })]
    [InlineData("abc,cd->ad", new[] { 2, 3, 4 }, new[] { 4, 5 }, new[] { 2, 5 })]
    public void An_ellipsis_stands_for_the_axes_not_named(string equation, int[] a, int[] b, int[] expected) =>
        Assert.Equal(expected.Select(size => (int?)size), Ops.Einsum(equation, Ops.Ones(a), Ops.Ones(b)).Shape);

    [Theory]
    [InlineData("ab,bc", "has the form")]
    [InlineData("ab->a", "has the form")]
    [InlineData("ab,bc->ad", "'d' is an axis of no operand")]
    [InlineData("aa,ab->b", "may not be repeated")]
    [InlineData("abc,bc->a", "does not fit the operand's shape (2, 3)")]
    [InlineData("ab,cb->ac", "size of axis 'b': 3 and 4")]
    [InlineData("a.b,bc->ac", "three points")]
    [InlineData("a1,1c->ac", "axes are letters")]
    public void An_equation_that_does_not_fit_is_refused(string equation, string reason)
    {
        var error = Assert.Throws<ValueError>(() => Ops.Einsum(equation, Ops.Ones((2, 3)), Ops.Ones((3, 4))));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static Numbers Naive(string equation, Numbers a, Numbers b)
    {
        var parts = equation.Split(',', '-', '>').Where((_, i) => i != 2).ToArray();
        var sizes = parts[0].Zip(a.Sizes).Concat(parts[1].Zip(b.Sizes)).DistinctBy(axis => axis.First)
            .ToDictionary(axis => axis.First, axis => axis.Second);
        var letters = sizes.Keys.ToArray();
        var sums = new double[parts[2].Aggregate(1, (n, letter) => n * sizes[letter])];
        var total = letters.Aggregate(1, (n, letter) => n * sizes[letter]);
        for (var i = 0; i < total; i++)
        {
            var rest = i;
            var index = letters.ToDictionary(
                letter => letter, letter => { var at = rest % sizes[letter]; rest /= sizes[letter]; return at; });
            int Place(string axes) => axes.Aggregate(0, (place, letter) => place * sizes[letter] + index[letter]);
            sums[Place(parts[2])] += a.Values[Place(parts[0])] * b.Values[Place(parts[1])];
        }
        return new Numbers([.. parts[2].Select(letter => sizes[letter])], sums);
    }
}
