using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Preprocessing;
using NumSharp;

namespace KerasLikeRnn.Tests.Preprocessing;

[Collection("Seeds")]
public sealed class SequenceTests
{
    private const string Recording = "Preprocessing/text_and_sequences.json";

    [Fact]
    public void A_batch_prints_as_the_tuple_that_it_is_in_Python()
    {
        var generator = new TimeseriesGenerator(np.arange(5), np.arange(5), length: 2, batch_size: 2);
        Assert.Equal("(array([[0, 1],\n       [1, 2]]), array([2, 3]))", KerasLikeRnn.Python.PythonText.Str(generator[0]));
        Assert.Equal("[2 3]", KerasLikeRnn.Python.PythonText.Str(generator[0][1]));
        Assert.Equal("<TimeseriesGenerator object>", KerasLikeRnn.Python.PythonText.Str(generator));
    }

    [Fact]
    public void Sampling_tables_are_those_of_Keras()
    {
        var golden = GoldenFile.Case("preprocessing.json", "make_sampling_table");
        var table = SkipGrams.make_sampling_table(golden.GetProperty("size").GetInt32());
        Near.Equal(golden.GetProperty("value").Floats(), [.. table.ToArray<double>().Select(value => (float)value)], 1e-7);
        Assert.Throws<ValueError>(() => SkipGrams.make_sampling_table(0));
    }

    [Fact]
    public void Pairs_of_words_are_those_of_Keras_with_the_same_seed()
    {
        foreach (var recorded in GoldenFile.Recorded(Recording, "skipgrams"))
        {
            var kwargs = recorded.GetProperty("kwargs");
            PythonRandom.Shared.Seed(7);
            var table = SkipGrams.make_sampling_table(10, 0.1);
            var (couples, labels) = SkipGrams.skipgrams(
                [1, 2, 0, 4, 5, 3], 10,
                kwargs.TryGetProperty("window_size", out var window) ? window.GetInt32() : 4,
                kwargs.TryGetProperty("negative_samples", out var negative) ? negative.GetDouble() : 1,
                !kwargs.TryGetProperty("shuffle", out _), kwargs.TryGetProperty("categorical", out _),
                recorded.GetProperty("sampled").GetBoolean() ? table : null,
                kwargs.TryGetProperty("seed", out var seed) ? seed.GetInt32() : null);

            Assert.Equal(
                recorded.GetProperty("couples").GetRawText(),
                JsonSerializer.Serialize(couples).Replace(",", ", ", StringComparison.Ordinal));
            Assert.Equal(
                recorded.GetProperty("labels").GetRawText(),
                JsonSerializer.Serialize<object>(labels).Replace(",", ", ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Windows_of_the_golden_are_those_of_Keras()
    {
        var golden = GoldenFile.Case("preprocessing.json", "timeseries_generator");
        var generator = new TimeseriesGenerator(
            np.array(golden.Floats("data")).reshape(10, 2), np.arange(10), golden.GetProperty("length").GetInt32(),
            stride: golden.GetProperty("stride").GetInt32(), batch_size: golden.GetProperty("batch_size").GetInt32());

        Assert.Equal(golden.GetProperty("batches").GetArrayLength(), generator.Count);
        foreach (var (batch, (x, y)) in golden.GetProperty("batches").EnumerateArray().Zip(generator))
        {
            Assert.Equal(batch[0].GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), x.shape);
            Assert.Equal(batch[0].Floats(), x.ToArray<float>());
            Assert.Equal(batch[1].Floats(), y.astype(NPTypeCode.Single).ToArray<float>());
        }
    }

    [Fact]
    public void Windows_with_every_argument_are_those_of_Keras()
    {
        foreach (var recorded in GoldenFile.Recorded(Recording, "windows"))
        {
            var kwargs = recorded.GetProperty("kwargs");
            int Number(string name, int otherwise) => kwargs.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;
            np.random.seed(3);
            var generator = new TimeseriesGenerator(
                np.arange(20).reshape(10, 2).astype(NPTypeCode.Double) / 4, np.arange(10).astype(NPTypeCode.Int64), Number("length", 0),
                Number("sampling_rate", 1), Number("stride", 1),
                Number("start_index", 0), kwargs.TryGetProperty("end_index", out var end) ? end.GetInt32() : null,
                kwargs.TryGetProperty("shuffle", out _), kwargs.TryGetProperty("reverse", out _), Number("batch_size", 128));

            Assert.Equal(recorded.GetProperty("json").GetString(), generator.to_json());
            Assert.Equal(recorded.GetProperty("batches").GetArrayLength(), generator.Count);
            foreach (var (batch, (x, y)) in recorded.GetProperty("batches").EnumerateArray().Zip(generator))
            {
                Assert.Equal(batch.GetProperty("x_shape").EnumerateArray().Select(size => size.GetInt64()), x.shape);
                Assert.Equal(batch.GetProperty("x").EnumerateArray().Select(value => value.GetDouble()), x.ToArray<double>());
                Assert.Equal(
                    batch.GetProperty("y").EnumerateArray().Select(value => value.GetDouble()),
                    y.astype(NPTypeCode.Double).ToArray<double>());
            }
        }
    }

    [Fact]
    public void Mistakes_are_refused_with_the_words_of_Keras()
    {
        var error = Assert.Throws<ValueError>(() => new TimeseriesGenerator(np.arange(3), np.arange(4), 2));
        Assert.StartsWith(
            "Data and targets have to be of same length. Data length is 3 while target length is 4", error.Message,
            StringComparison.Ordinal);
        error = Assert.Throws<ValueError>(() => new TimeseriesGenerator(np.arange(3), np.arange(3), 3));
        Assert.StartsWith(
            "`start_index+length=3 > end_index=2` is disallowed, as no part of the sequence would be left", error.Message,
            StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => new TimeseriesGenerator(np.arange(9), np.arange(9), 3, stride: 0));
        Assert.Throws<ValueError>(() => new TimeseriesGenerator(np.arange(9), np.arange(9), 3)[1]);
    }
}
