using System.Text.Json;
using NumSharp;

namespace KerasLikeRnn.Tests.Utils;

/// <summary>
/// What a script draws with <c>np.random</c> is what NumPy draws: the numbers, their type and shape, and where the stream stands
/// afterwards.
/// </summary>
/// <remarks>numpy_random.json is NumPy's answer, written by record_numpy_random.py.</remarks>
[Collection("Seeds")]
public sealed class NumpyRandomTests
{
    private static readonly double[] P = [.1, .2, .3, .4];

    private static readonly Dictionary<string, Func<int, NDArray>> Calls = new()
    {
        ["rand(3, 2)"] = _ => np.random.rand(3, 2),
        ["randn(4)"] = _ => np.random.randn(4),
        ["random(3)"] = _ => np.random.random(3),
        ["random_sample((2, 2))"] = _ => np.random.random_sample((2, 2)),
        ["uniform(-1, 1, 5)"] = _ => np.random.uniform(-1, 1, 5),
        ["normal(2, 3, (2, 3))"] = _ => np.random.normal(2, 3, (2, 3)),
        ["standard_normal(5)"] = _ => np.random.standard_normal(5),
        ["randint(10)"] = _ => np.random.randint(10),
        ["randint(0, 10, 8)"] = _ => np.random.randint(0, 10, 8),
        ["randint(0, 2, (2, 3))"] = _ => np.random.randint(0, 2, (2, 3)),
        ["randint(-100, 100, 6)"] = _ => np.random.randint(-100, 100, 6),
        ["randint(0, 2**40, 5)"] = _ => np.random.randint(0, 1L << 40, 5),
        ["randint(0, 256, 10, uint8)"] = _ => np.random.randint(0, 256, 10, np.uint8),
        ["randint(0, 100, 10, int32)"] = _ => np.random.randint(0, 100, 10, np.int32),
        ["randint(0, 100, 10, int8)"] = _ => np.random.randint(0, 100, 10, np.int8),
        ["randint(0, 1000, 10, int16)"] = _ => np.random.randint(0, 1000, 10, np.int16),
        ["randint(0, 5000, 10, uint16)"] = _ => np.random.randint(0, 5000, 10, np.uint16),
        ["randint(0, 2, 40, bool)"] = _ => np.random.randint(0, 2, 40, np.bool_),
        ["randint(0, 2**32, 5, uint32)"] = _ => np.random.randint(0, 1L << 32, 5, np.uint32),
        ["choice(10, 6)"] = _ => np.random.choice(10, 6),
        ["choice(10, 6, replace=False)"] = _ => np.random.choice(10, 6, replace: false),
        ["choice(4, 8, p)"] = _ => np.random.choice(4, 8, p: P),
        ["choice(4, p)"] = _ => np.random.choice(4, p: P),
        ["choice(4, 3, replace=False, p)"] = _ => np.random.choice(4, 3, replace: false, p: P),
        ["choice([5, 7, 9], 5)"] = _ => np.random.choice(np.array(new long[] { 5, 7, 9 }), 5),
        ["permutation(9)"] = _ => np.random.permutation(9),
        ["permutation([[0, 1], [2, 3], [4, 5], [6, 7]])"] = _ => np.random.permutation(np.arange(8).reshape(4, 2)),
        ["shuffle(arange(10))"] = _ => Shuffled(np.arange(10)),
        ["shuffle(arange(12).reshape(6, 2))"] = _ => Shuffled(np.arange(12).reshape(6, 2)),
        ["multinomial(1, p)"] = _ => np.random.multinomial(1, P),
        ["multinomial(20, p, 3)"] = _ => np.random.multinomial(20, P, 3),
        ["binomial(10, 0.3, 6)"] = _ => np.random.binomial(10, .3, 6),
        ["binomial(100, 0.5, 6)"] = _ => np.random.binomial(100, .5, 6),
        ["binomial(1, 0.5, (2, 4))"] = _ => np.random.binomial(1, .5, (2, 4)),
        ["poisson(3, 6)"] = _ => np.random.poisson(3, 6),
        ["exponential(2, 4)"] = _ => np.random.exponential(2, 4),
        ["gamma(2, 3, 4)"] = _ => np.random.gamma(2, 3, 4),
        ["beta(0.5, 2, 4)"] = _ => np.random.beta(.5, 2, 4),
        ["laplace(0, 1, 4)"] = _ => np.random.laplace(0, 1, 4),
        ["lognormal(0, 1, 4)"] = _ => np.random.lognormal(0, 1, 4),
        ["dirichlet([1, 2, 3])"] = _ => np.random.dirichlet(new double[] { 1, 2, 3 }),
        ["triangular(0, 1, 3, 4)"] = _ => np.random.triangular(0, 1, 3, 4),
        ["multivariate_normal"] = _ => np.random.multivariate_normal(new double[] { 0, 1 }, new double[,] { { 2, .5 }, { .5, 1 } }, 3),
        ["geometric(0.3, 5)"] = _ => np.random.geometric(.3, 5),
        ["gumbel(0, 1, 4)"] = _ => np.random.gumbel(0, 1, 4),
        ["bytes(5)"] = _ => np.random.bytes(5),
        ["randn(2); rand(2)"] = _ => np.concatenate([np.random.randn(3), np.random.rand(2), np.random.randn(1)]),
        ["default_rng(seed).random(3)"] = seed => np.random.default_rng(seed).random(3),
        ["RandomState(seed).rand(3)"] = seed => np.random.RandomState(seed).rand(3),
    };

    [Fact]
    public void Calls_of_np_random_give_the_numbers_of_NumPy()
    {
        var recording = GoldenFile.RecordedRoot("Utils/numpy_random.json");
        var seeds = recording.GetProperty("seeds").Ints();
        var wrong = new List<string>();
        foreach (var recorded in recording.GetProperty("calls").EnumerateArray())
        {
            var call = recorded.GetProperty("call").GetString()!;
            var answers = recorded.GetProperty("answers").EnumerateArray().ToArray();
            for (var i = 0; i < seeds.Length; i++)
                if (Difference(Calls[call], seeds[i], answers[i]) is { } difference) wrong.Add($"{call}, seed {seeds[i]}: {difference}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(Calls.Count, recording.GetProperty("calls").GetArrayLength());
    }

    private static string? Difference(Func<int, NDArray> call, int seed, JsonElement expected)
    {
        np.random.seed(seed);
        var drawn = call(seed);
        var next = (double)np.random.random_sample();
        var (dtype, shape) = (expected.GetProperty("dtype").GetString(), expected.GetProperty("shape").Ints());
        if (drawn.dtype.name != dtype) return $"{drawn.dtype.name} for {dtype}";
        if (!drawn.shape.SequenceEqual(shape.Select(size => (long)size)))
            return $"({string.Join(", ", drawn.shape)}) for ({string.Join(", ", shape)})";
        var numbers = drawn.astype(NPTypeCode.Double).ToArray<double>();
        var expectedNumbers = expected.GetProperty("data").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        if (!numbers.Zip(expectedNumbers).All(pair => Near(pair.First, pair.Second)))
            return $"{string.Join(", ", numbers)} for {string.Join(", ", expectedNumbers)}";
        return next == expected.GetProperty("next").GetDouble() ? null : "the stream stands elsewhere";
    }

    // Logarithms and decompositions of another library differ in their last bits.
    private static bool Near(double drawn, double expected) => Math.Abs(drawn - expected) <= 1e-14 * Math.Max(1, Math.Abs(expected));

    private static NDArray Shuffled(NDArray array)
    {
        np.random.shuffle(array);
        return array;
    }
}
