using System.Numerics;

namespace KerasLikeRnn.Engine.Tests.Kernels;

/// <summary>Random test data and comparison.</summary>
internal static class Numbers
{
    public static T[] Random<T>(int count, int seed, double scale = 1)
        where T : INumberBase<T>
    {
        var random = new Random(seed);
        var values = new T[count];
        for (var i = 0; i < count; i++) values[i] = T.CreateTruncating((random.NextDouble() * 2 - 1) * scale);
        return values;
    }

    public static double[] ToDouble<T>(T[] values)
        where T : INumberBase<T> => Array.ConvertAll(values, double.CreateTruncating);

    public static void AssertClose<T>(double[] expected, T[] actual, double tolerance, string what = "")
        where T : INumberBase<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var value = double.CreateTruncating(actual[i]);
            var difference = Math.Abs(expected[i] - value) / (1 + Math.Abs(expected[i]));
            if (!(difference <= tolerance) && !(double.IsNaN(expected[i]) && double.IsNaN(value)) && expected[i] != value)
                Assert.Fail($"{what}: element {i} is {value}, expected {expected[i]}");
        }
    }
}
