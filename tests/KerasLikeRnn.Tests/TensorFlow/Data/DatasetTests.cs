using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.TensorFlow.Data;
using KerasLikeRnn.Utils;
using NumSharp;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.TensorFlow.Data;

/// <summary>Pipelines written in both languages give TensorFlow's elements, in its order under a seed (record_datasets.py).</summary>
[Collection("Seeds")]
public sealed class DatasetTests
{
    private const string File = "TensorFlow/Data/datasets.json";

    private static readonly NDArray x = np.arange(12).astype(np.float32).reshape(6, 2);

    private static readonly long[] longs = [0, 1, 2, 3, 4, 5];

    private static readonly double[] halves = [0, .5, 1, 1.5, 2, 2.5];

    private static readonly string[] texts = ["a", "b", "c"];

    private static readonly Dictionary<string, Func<Dataset>> pipelines = new()
    {
        ["range"] = () => Dataset.range(5),
        ["range by steps"] = () => Dataset.range(9, 1, -3),
        ["range of int32"] = () => Dataset.range(1, 4, output_type: tf.int32),
        ["shuffle"] = () => Dataset.range(10).shuffle(4),
        ["shuffle all"] = () => Dataset.range(10).shuffle(10),
        ["shuffle more than all"] = () => Dataset.range(10).shuffle(100),
        ["shuffle with a seed"] = () => Dataset.range(10).shuffle(4, seed: 5),
        ["shuffle once"] = () => Dataset.range(10).shuffle(4, reshuffle_each_iteration: false),
        ["shuffle once with a seed"] = () => Dataset.range(10).shuffle(10, seed: 7, reshuffle_each_iteration: false),
        ["shuffle and repeat"] = () => Dataset.range(6).shuffle(4).repeat(3),
        ["shuffle once and repeat"] = () => Dataset.range(6).shuffle(4, reshuffle_each_iteration: false).repeat(3),
        ["shuffle and repeat for ever"] = () => Dataset.range(6).shuffle(4).repeat().take(14),
        ["shuffle all and repeat"] = () => Dataset.range(3).shuffle(50).repeat(5),
        ["shuffle, batch, repeat"] = () => Dataset.range(6).shuffle(10, seed: 5).batch(4).repeat(2),
        ["shuffle, repeat, batch"] = () => Dataset.range(6).shuffle(4).repeat(3).batch(4),
        ["repeat, shuffle"] = () => Dataset.range(6).repeat(2).shuffle(5),
        ["two shuffles"] = () => Dataset.range(6).shuffle(4).shuffle(3).repeat(2),
        ["shuffle, cache"] = () => Dataset.range(6).shuffle(4).cache().repeat(2),
        ["cache, shuffle"] = () => Dataset.range(6).cache().shuffle(6).repeat(2),
        ["shuffle twice the same"] = () => Zipped(Dataset.range(6).shuffle(4)),
        ["shuffle 2000 of 5000"] = () => Dataset.range(5000).shuffle(2000).take(30),
        ["shuffle, prefetch"] = () => Dataset.range(8).shuffle(3).batch(3).prefetch(tf.data.AUTOTUNE),
        ["shuffle within flat_map"] = () => Dataset.range(3).flat_map(i => Dataset.range(5).shuffle(5)),
        ["shuffle within interleave"] = () => Dataset.range(3).interleave(i => Dataset.range(5).shuffle(5), cycle_length: 2),
        ["slices"] = () => Dataset.from_tensor_slices(x),
        ["slices of a tuple"] = () => Dataset.from_tensor_slices((x, longs)).batch(4),
        ["slices of three"] = () => Dataset.from_tensor_slices((x, longs, np.array(halves))).batch(4, drop_remainder: true),
        ["slices of a dictionary"] = () => Dataset.from_tensor_slices(new() { ["b"] = longs, ["a"] = x }).batch(4),
        ["slices of a tuple in a tuple"] = () => Dataset.from_tensor_slices(((x, longs), longs)).batch(5),
        ["slices of texts"] = () => Dataset.from_tensor_slices(texts).batch(2),
        ["slices of a list"] = () => Dataset.from_tensor_slices([1.5, 2.0, 3.0]),
        ["tensors"] = () => Dataset.from_tensors((x, longs)),
        ["slices, shuffle, batch"] = () => Dataset.from_tensor_slices((x, longs)).shuffle(6).batch(2),
        ["map"] = () => Dataset.range(5).map(x => x * 2),
        ["map with random numbers"] = () => Dataset.from_tensor_slices(np.zeros(4).astype(np.float32)).map(x => x + tf.random.uniform([])),
        ["map of a tuple"] = () => Dataset.from_tensor_slices((longs[..4], longs[..4])).map((x, y) => (tf.cast(x, "float32") / 255.0, y))
            .batch(3),
        ["map of a tuple to one"] = () => Dataset.from_tensor_slices((x, longs))
            .map((x, y) => tf.reduce_sum(x) + tf.cast(y, "float32"), num_parallel_calls: tf.data.AUTOTUNE),
        ["map of a dictionary"] = () => Dataset.from_tensor_slices(new() { ["a"] = longs, ["b"] = longs }).map(d => d["a"] + d["b"]),
        ["map to a dictionary"] = () => Dataset.from_tensor_slices((x, longs))
            .map((x, y) => (new Element { ["x"] = x, ["y"] = y }, y)).batch(4),
        ["map after batch"] = () => Dataset.from_tensor_slices((x, longs)).batch(4).map((x, y) => (tf.cast(x, "float32") / 255.0, y)),
        ["map, shuffle, batch"] = () => Dataset.range(9).map(x => x * 2).shuffle(5).batch(4),
        ["filter"] = () => Dataset.range(9).filter(x => tf.equal(x % 2, 1)),
        ["filter, batch, repeat"] = () => Dataset.range(9).filter(x => (int)x % 2 == 1).batch(3).repeat(2),
        ["take and skip"] = () => Dataset.range(9).skip(2).take(4),
        ["shard"] = () => Dataset.range(9).shard(4, 1),
        ["zip"] = () => Dataset.zip((Dataset.range(3), Dataset.range(10, 15))),
        ["zip in a tuple"] = () => Dataset.zip((Dataset.range(3), (Dataset.range(10, 15), Dataset.from_tensor_slices(x)))).batch(2),
        ["zip by names"] = () => Dataset.zip(new() { ["x"] = Dataset.range(3), ["y"] = Dataset.from_tensor_slices(x) }),
        ["concatenate"] = () => Dataset.range(3).concatenate(Dataset.range(10, 12)),
        ["enumerate"] = () => Dataset.from_tensor_slices(x).enumerate(start: 3),
        ["padded batch"] = () => Dataset.from_generator(Letters, output_types: ("int32", "string")).padded_batch(
            3, padded_shapes: [[null], []]),
        ["padded batch by a signature"] = () => Dataset.from_generator(
            Letters, output_signature: (tf.TensorSpec([null], "int64"), tf.TensorSpec([], "string"))).padded_batch(
                2, padding_values: (-1L, "")),
        ["padded batch of a size"] = () => Dataset.from_generator(Letters, output_types: ("int32", "string"), output_shapes: [[null], []])
            .padded_batch(2, padded_shapes: [[4], []], drop_remainder: true),
        ["unbatch"] = () => Dataset.from_tensor_slices((x, longs)).batch(4).unbatch().batch(3),
        ["flat_map"] = () => Dataset.from_tensor_slices(x).flat_map(x => Dataset.from_tensor_slices(x)),
        ["window"] = () => Dataset.range(7).window(3, shift: 1, drop_remainder: true).flat_map(w => w.batch(3)),
        ["window, not full"] = () => Dataset.range(7).window(3).flat_map(w => w.batch(3)),
        ["window by steps"] = () => Dataset.range(7).window(3, shift: 2, stride: 2).flat_map(w => w.batch(3)),
        ["window far apart"] = () => Dataset.range(12).window(2, shift: 5).flat_map(w => w.batch(3)),
        ["windows of a tuple"] = () => Dataset.from_tensor_slices((x, longs)).window(2)
            .flat_map((x, y) => Dataset.zip((x.batch(2), y.batch(2)))),
        ["windows of a series"] = () => Dataset.range(9).window(4, shift: 1, drop_remainder: true).flat_map(w => w.batch(4)).shuffle(9)
            .map((Tensor w) => (w[..^1], w[^1])).batch(2).prefetch(1),
        ["interleave"] = () => Dataset.range(6).interleave(i => Dataset.from_tensors(i).repeat(3), cycle_length: 2, block_length: 2),
        ["interleave, three in turn"] = () => Dataset.range(5)
            .interleave(i => Dataset.from_tensors(i).repeat(3), cycle_length: 3, num_parallel_calls: 2),
        ["generator"] = () => Dataset.from_generator(Letters, output_types: ("int32", "string")),
        ["generator, repeat"] = () => Dataset.from_generator(Letters, output_types: ("float32", "string")).repeat(2),
    };

    private static readonly Dictionary<string, Func<Model, Dataset, History>> fits = new()
    {
        ["two epochs"] = (model, ds) => model.fit(ds, epochs: 2, verbose: 0),
        ["validated on itself"] = (model, ds) => model.fit(ds, epochs: 2, validation_data: ds, verbose: 0),
        ["as many steps as there are"] = (model, ds) => model.fit(ds, epochs: 2, steps_per_epoch: 4, verbose: 0),
        ["fewer steps, for ever"] = (model, ds) => model.fit(ds.repeat(), epochs: 3, steps_per_epoch: 3, verbose: 0),
        ["too few"] = (model, ds) => model.fit(ds, epochs: 3, steps_per_epoch: 3, verbose: 0),
        ["prefetched"] = (model, ds) => model.fit(ds.prefetch(2), epochs: 2, verbose: 0),
        ["of unknown length"] = (model, ds) => model.fit(ds.filter((x, y) => true), epochs: 2, verbose: 0),
        ["cached"] = (model, ds) => model.fit(ds.cache(), epochs: 2, verbose: 0),
        ["few validation steps"] = (model, ds) => model.fit(ds, epochs: 2, validation_data: ds, validation_steps: 2, verbose: 0),
    };

    public static TheoryData<string> Pipelines => [.. pipelines.Keys];

    public static TheoryData<string> Fits => [.. fits.Keys];

    [Fact]
    public void All_recorded_pipelines_are_written()
    {
        Assert.Equal(GoldenFile.Recorded(File, "pipelines").Select(pipeline => pipeline.Name()), pipelines.Keys);
        Assert.Equal(GoldenFile.Recorded(File, "fits").Select(fit => fit.Name()), fits.Keys);
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Elements_are_those_of_TensorFlow(string name)
    {
        var golden = GoldenFile.Recorded(File, "pipelines").Single(pipeline => pipeline.Name() == name);
        RandomStreams.Global.SetSeed(11);
        try
        {
            var ds = pipelines[name]();
            Assert.Equal(golden.GetProperty("cardinality").GetInt64(), (long)ds.cardinality().Item());
            foreach (var pass in golden.GetProperty("passes").EnumerateArray())
            {
                var elements = ds.ToList();
                Assert.Equal(pass.GetArrayLength(), elements.Count);
                foreach (var (expected, element) in pass.EnumerateArray().Zip(elements)) Same(expected, element);
            }
            Assert.Equal(golden.GetProperty("text").GetString(), ds.ToString());
        }
        finally
        {
            RandomStreams.Global.SetSeed(null);
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Models_see_the_batches_that_they_see_in_Keras(string name)
    {
        var golden = GoldenFile.Recorded(File, "fits").Single(fit => fit.Name() == name);
        keras.utils.set_random_seed(3);
        try
        {
            var model = new Seeing();
            model.compile("sgd", "mse");
            var x = np.arange(1, 8).astype(np.float32).reshape(7, 1);
            using var silence = Messages.Redirect(_ => { });
            var history = fits[name](model, Dataset.from_tensor_slices((x, x)).shuffle(5).batch(2));
            Assert.Equal(
                golden.GetProperty("seen").EnumerateArray().Select(batch => string.Join(' ', batch.Ints())),
                model.Seen.Select(batch => string.Join(' ', batch)));
            foreach (var (expected, loss) in golden.GetProperty("loss").EnumerateArray().Zip(history.history["loss"]))
                Assert.Equal(expected.GetDouble(), loss, Math.Abs(expected.GetDouble()) * 1e-5);
        }
        finally
        {
            RandomStreams.Global.SetSeed(null);
        }
    }

    private static IEnumerable<(int[], string)> Letters()
    {
        for (var i = 0; i < 4; i++) yield return ([.. Enumerable.Repeat(i, i)], $"{i}");
    }

    private static Dataset Zipped(Dataset ds) => Dataset.zip((ds, ds));

    private static void Same(JsonElement expected, Element element)
    {
        if (!element.keys.Any() && expected.ValueKind == JsonValueKind.Array && !IsTensor(element))
        {
            Assert.Equal(expected.GetArrayLength(), element.Count);
            for (var i = 0; i < element.Count; i++) Same(expected[i], element[i]);
        }
        else if (expected.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal(expected.EnumerateObject().Select(part => part.Name), element.keys);
            foreach (var part in expected.EnumerateObject()) Same(part.Value, element[part.Name]);
        }
        else
        {
            Assert.Equal(Flat(expected).ToList(), ((Tensor)element).ToArray().Cast<object>().Select(Text).ToList());
        }
    }

    private static bool IsTensor(Element element) => element.Structure.IsSingle;

    private static IEnumerable<string> Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Flat),
        JsonValueKind.String => [value.GetString()!],
        _ => [Text((float)value.GetDouble())],
    };

    private static string Text(object value) =>
        value as string ?? Convert.ToSingle(value).ToString("G6", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Notes the batches it sees.</summary>
    private sealed class Seeing : Model
    {
        private readonly Dense dense = new(1);

        public List<int[]> Seen { get; } = [];

        public override Tensors call(Tensors inputs, CallContext context) => dense[inputs];

        public override Logs train_step(StepData data)
        {
            Note(data.X, 1);
            return base.train_step(data);
        }

        public override Logs test_step(StepData data)
        {
            Note(data.X, -1);
            return base.test_step(data);
        }

        // A step that makes variables is rehearsed first, on tensors without numbers.
        private void Note(Tensor x, int sign)
        {
            if (Rehearsal.Current is null) Seen.Add([.. x.ToArray<float>().Select(number => sign * (int)number)]);
        }
    }
}
