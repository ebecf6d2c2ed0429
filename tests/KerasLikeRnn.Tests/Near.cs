namespace KerasLikeRnn.Tests;

/// <summary>Comparisons of arrays of numbers.</summary>
internal static class Near
{
    /// <summary>
    /// Fails at the first element that differs by more than the tolerance, relative to the expected one where that is above 1.
    /// </summary>
    public static void Equal(IReadOnlyList<float> expected, IReadOnlyList<float> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            if (expected[i] == actual[i] || (float.IsNaN(expected[i]) && float.IsNaN(actual[i]))) continue;
            var allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"Element {i}: expected {expected[i]}, was {actual[i]}.");
        }
    }
}
