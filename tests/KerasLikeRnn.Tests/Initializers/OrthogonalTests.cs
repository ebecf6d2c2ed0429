using System.Runtime.InteropServices;
using System.Security.Cryptography;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Initializers;

namespace KerasLikeRnn.Tests.Initializers;

/// <remarks>orthogonal.json is Keras's answer, written by record_orthogonal.py.</remarks>
[Collection("Seeds")]
public sealed class OrthogonalTests
{
    // Keras decomposes in single precision: the columns of its matrix of 2048 x 2048 are orthogonal to some 2e-6.
    private const float Tolerance = 4e-6f;

    [Fact]
    public void Orthogonal_first_weights_have_the_bits_of_Keras_where_they_are_small_and_its_numbers_where_they_are_large()
    {
        ChosenEngine.NeedBuiltIn("Orthogonal weights are made by this processor, whatever the engine is.");
        // Initializers of one seed share a stream, here and there: the order of the cases counts.
        RandomStreams.Global.SetSeed(null);
        foreach (var recorded in GoldenFile.RecordedCases("Initializers/orthogonal.json"))
        {
            int rows = recorded.GetProperty("rows").GetInt32(), columns = recorded.GetProperty("columns").GetInt32();
            Tensor matrix = new Orthogonal(gain: recorded.GetProperty("gain").GetDouble(), seed: 3).call(new[] { rows, columns });
            var values = matrix.ToArray<float>();
            if (recorded.TryGetProperty("sha256", out var hash))
            {
                Assert.Equal(
                    $"{rows}x{columns} {hash.GetString()}",
                    $"{rows}x{columns} {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(values)))}");
                continue;
            }
            AssertNear(recorded.GetProperty("first"), values);
            AssertNear(recorded.GetProperty("last"), values.AsSpan((rows - 1) * columns));
            AssertOrthonormal(matrix, rows <= columns);
        }
    }

    private static void AssertNear(System.Text.Json.JsonElement expected, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < expected.GetArrayLength(); i++) Assert.Equal(expected[i].GetSingle(), values[i], Tolerance);
    }

    private static void AssertOrthonormal(Tensor matrix, bool isWide)
    {
        var products = Ops.MatMul(matrix, matrix, transpose_a: !isWide, transpose_b: isWide).ToArray<float>();
        var size = (int)Math.Sqrt(products.Length);
        for (var i = 0; i < products.Length; i++)
            if (Math.Abs(products[i] - (i % (size + 1) == 0 ? 1 : 0)) > Tolerance) Assert.Fail($"{products[i]} at {i} of {size} x {size}");
    }
}
