using System.Text.Json;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>The first values that Keras's initializers draw, from the formulas of their limits and deviations.</summary>
public class InitializerDrawTests
{
    public static TheoryData<string> Names() =>
        [.. Recorded.Seeded.Select(c => c.Text("name")).Where(name => name.StartsWith("initializer_", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seed_gives_Keras_initial_values(string name)
    {
        var recorded = Recorded.Seeded.Single(c => c.Text("name") == name);
        var own = new OwnSeed(11);
        var streams = new RandomStreams();
        streams.SetSeed(recorded.Int("seed"));
        AssertDrawn(recorded, "value", streams, null);
        AssertDrawn(recorded, "value_of_a_second_instance", streams, null);
        AssertDrawn(recorded, "value_with_own_seed_11", streams, own);
        AssertDrawn(recorded, "next_value_with_own_seed_11", streams, own);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 6)]
    [InlineData(6, 1)]
    [InlineData(40, 40)]
    [InlineData(33, 130)]
    [InlineData(130, 33)]
    public void Orthogonal_matrices_have_orthonormal_rows_or_columns(int rows, int columns)
    {
        var matrix = new float[rows * columns];
        OrthogonalMatrix.Fill(new Philox(3, 4), matrix, rows, columns, gain: 2);
        var tall = rows >= columns;
        for (var i = 0; i < Math.Min(rows, columns); i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var product = 0.0;
                for (var k = 0; k < Math.Max(rows, columns); k++)
                    product += tall ? matrix[k * columns + i] * matrix[k * columns + j] : matrix[i * columns + k] * matrix[j * columns + k];
                Assert.Equal(i == j ? 4 : 0, product, 1e-5);
            }
        }
    }

    [Fact]
    public void An_orthogonal_matrix_of_another_size_is_refused()
    {
        var error = Assert.Throws<ValueError>(() => OrthogonalMatrix.Fill(new Philox(3, 4), new float[5], 2, 3));
        Assert.Contains("2 x 3 was expected. Received: 5 elements", error.Message, StringComparison.Ordinal);
    }

    private static void AssertDrawn(JsonElement recorded, string property, RandomStreams streams, OwnSeed? own)
    {
        var shape = recorded.GetProperty("shape").Ints();
        var expected = recorded.Floats(property);
        var values = Draw(recorded.Text("class"), shape[0], shape[1], streams, own);
        for (var i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], 1e-6f);
        if (recorded.Text("class").EndsWith("Uniform", StringComparison.Ordinal)) Assert.Equal(expected, values);
    }

    private static float[] Draw(string initializer, int rows, int columns, RandomStreams streams, OwnSeed? own)
    {
        var average = (rows + columns) / 2.0;
        return initializer switch
        {
            "GlorotUniform" => Uniform(Math.Sqrt(3 / average)),
            "HeUniform" => Uniform(Math.Sqrt(6.0 / rows)),
            "LecunUniform" => Uniform(Math.Sqrt(3.0 / rows)),
            "RandomUniform" => Uniform(0.05),
            "GlorotNormal" => Truncated(Math.Sqrt(1 / average) / 0.87962566103423978),
            "HeNormal" => Truncated(Math.Sqrt(2.0 / rows) / 0.87962566103423978),
            "LecunNormal" or "VarianceScaling" => Truncated(Math.Sqrt(1.0 / rows) / 0.87962566103423978),
            "TruncatedNormal" => Truncated(0.05),
            "RandomNormal" => Values(RandomOperation.Normal, (stream, values) => Distributions.Normal(stream, values, 0, 0.05f)),
            "Orthogonal" => Values(RandomOperation.Normal, (stream, values) => OrthogonalMatrix.Fill(stream, values, rows, columns)),
            _ => throw new NotSupportedException($"No formula for {initializer}."),
        };

        float[] Uniform(double limit) =>
            Values(RandomOperation.Uniform, (stream, values) => Distributions.Uniform(stream, values, (float)-limit, (float)limit));

        float[] Truncated(double stddev) =>
            Values(RandomOperation.TruncatedNormal, (stream, values) => Distributions.TruncatedNormal(stream, values, 0, (float)stddev));

        float[] Values(RandomOperation operation, Action<Philox, float[]> fill)
        {
            var values = new float[rows * columns];
            fill(streams.DrawEagerly(operation, values.Length, own), values);
            return values;
        }
    }
}
