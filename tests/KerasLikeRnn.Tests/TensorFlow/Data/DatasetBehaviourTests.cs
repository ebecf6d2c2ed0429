using System.Collections;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.TensorFlow.Data;
using KerasLikeRnn.Utils;
using NumSharp;
using static keras.layers;
using static keras.models;
using static KerasLikeRnn.Builtins;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.TensorFlow.Data;

/// <summary>What datasets refuse, what they leave behind, and how they look in a script.</summary>
[Collection("Seeds")]
public sealed class DatasetBehaviourTests
{
    private static readonly NDArray x = np.arange(12).astype(np.float32).reshape(6, 2);

    private static readonly NDArray y = np.arange(6).astype(np.float32);

    [Fact]
    public void Models_refuse_what_Keras_refuses_beside_a_dataset()
    {
        var model = Compiled();
        var ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(2);
        const string endless =
            "When providing an infinite dataset, you must specify the number of steps to run (if you did not intend to create an "
            + "infinite dataset, make sure to not call `repeat()` on the dataset).";

        Refused("`y` argument is not supported when using dataset as input.", () => model.fit(ds, y, verbose: 0));
        Refused(
            "`sample_weight` argument is not supported when using dataset as input.", () => model.fit(ds, sample_weight: y, verbose: 0));
        Refused(
            "`validation_split` is only supported for Tensors or NumPy arrays, found following types in the input: "
            + "[<class 'tensorflow.python.data.ops.dataset_ops.BatchDataset'>]",
            () => model.fit(ds, validation_split: 0.5, verbose: 0));
        Refused(endless, () => model.fit(ds.repeat(), verbose: 0));
        Refused(endless, () => model.evaluate(ds.repeat(), verbose: 0));
        Refused(endless, () => model.predict(ds.repeat(), verbose: 0));
        Refused(endless, () => model.fit(x, y, validation_data: ds.repeat(), verbose: 0));
        Assert.Contains(
            "Unexpected result of `train_function` (Empty logs).",
            Assert.Throws<ValueError>(() => model.fit(ds.take(0), verbose: 0)).Message);
        Assert.Contains("(x, y, sample_weight)", Assert.Throws<ValueError>(
            () => model.fit(tf.data.Dataset.from_tensor_slices((x, y, y, y)).batch(2), verbose: 0)).Message);
        // As Keras: taken, and without effect.
        model.fit(ds, batch_size: 3, shuffle: true, verbose: 0);
        model.fit(ds, class_weight: Enumerable.Range(0, 6).ToDictionary(label => label, _ => 1.0), validation_data: (x, y), verbose: 0);
    }

    [Fact]
    public void Datasets_refuse_what_TensorFlow_refuses()
    {
        var range = tf.data.Dataset.range(3);
        Refused("Dimensions 6 and 3 are not compatible", () => tf.data.Dataset.from_tensor_slices((x, new[] { 1, 2, 3 })));
        Refused("Unbatching a tensor is only supported for rank >= 1", () => tf.data.Dataset.from_tensor_slices(3));
        Refused("Batch size must be greater than zero.", () => range.batch(0));
        Refused("buffer_size must be greater than zero.", () => range.shuffle(0));
        Refused("buffer_size must be greater than zero.", () => range.shuffle(-2));
        Refused(
            "Cannot batch tensors with different shapes in component 0. First element had shape [0] and element 1 had shape [1].",
            () => _ = tf.data.Dataset.from_generator(Growing, output_types: "int32").batch(2).Last());
        Refused(
            "Invalid `predicate`. `predicate` must return a `tf.bool` scalar tensor, but its return type is "
            + "TensorSpec(shape=(), dtype=tf.int64, name=None).",
            () => _ = range.filter(i => i).Last());
        Assert.Equal("The dataset is infinite.", Assert.Throws<TypeError>(() => len(range.repeat())).Message);
        Assert.Equal("The dataset length is unknown.", Assert.Throws<TypeError>(() => len(range.filter(i => i > 1))).Message);
        Assert.Contains(
            "Incompatible dataset elements:\n  TensorSpec(shape=(), dtype=tf.int64, name=None) vs.   TensorSpec(shape=(), dtype=tf.string, "
            + "name=None)",
            Assert.Throws<TypeError>(() => range.concatenate(tf.data.Dataset.from_tensor_slices(new[] { "a" }))).Message);
        Assert.Contains("`generator` yielded an element that did not match the expected structure. The expected structure was "
            + "TensorSpec(shape=<unknown>, dtype=tf.int32, name=None), but the yielded element was a.",
            Assert.Throws<TypeError>(
                () => tf.data.Dataset.from_generator(() => new object[] { 1, "a" }, output_types: "int32").ToList()).Message);
        Assert.Contains("`generator` yielded an element of shape () where an element of shape (2,) was expected.",
            Assert.Throws<TypeError>(
                () => tf.data.Dataset.from_generator(() => new[] { 1 }, output_types: "int32", output_shapes: [[2]]).ToList()).Message);
        Assert.Throws<TypeError>(() => tf.data.Dataset.zip(3));
        Assert.Throws<TypeError>(() => range.map((a, b) => a).ToList());
        Assert.Throws<TypeError>(() => range.window(2).as_numpy_iterator());
    }

    [Fact]
    public void A_script_goes_through_a_dataset_as_in_Python()
    {
        var ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(4);
        var sizes = new List<int?>();
        foreach (var (x_batch, y_batch) in ds)
        {
            sizes.Add(x_batch.shape[0]);
            Assert.Equal(x_batch.shape[0], ((Tensor)y_batch).Shape[0]);
        }
        Assert.Equal([4, 2], sizes);
        Assert.Equal(2, len(ds));
        Assert.Equal("[0, 1, 2]", str(tf.data.Dataset.range(3).as_numpy_iterator().ToList()));
        Assert.Equal("[(0, b'a'), (1, b'b')]", str(tf.data.Dataset.zip(
            (tf.data.Dataset.range(2), tf.data.Dataset.from_tensor_slices(new[] { "a", "b" }))).as_numpy_iterator().ToList()));
        Assert.Equal("[<tf.Tensor: shape=(), dtype=int64, numpy=0>]", str(tf.data.Dataset.range(1).ToList()));
        Assert.Equal("tf.Tensor(0, shape=(), dtype=int64)", str(tf.data.Dataset.range(1).First()));
        Assert.Equal(10, (int)tf.data.Dataset.range(5).reduce(0L, (sum, i) => sum + i));
        Assert.Equal(
            "<BatchDataset element_spec=(TensorSpec(shape=(None, 2), dtype=tf.float32, name=None), TensorSpec(shape=(None,), "
            + "dtype=tf.float32, name=None))>",
            str(ds));
        var (first, second) = ds.element_spec.ToString().Length > 0 ? (ds.element_spec[0], ds.element_spec[1]) : default;
        Assert.Equal("(None, 2)", first.shape!.ToString());
        Assert.Equal("float32", second.dtype);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_function_or_generator_throws_reaches_the_caller_of_fit_and_nothing_is_left_behind(bool prefetches)
    {
        var ended = 0;
        IEnumerable Items()
        {
            try
            {
                for (var i = 0; ; i++) yield return (new[] { (float)i, i }, (float)i);
            }
            finally
            {
                ended++;
            }
        }
        var ds = tf.data.Dataset.from_generator(Items, output_signature: (tf.TensorSpec([2]), tf.TensorSpec([])))
            .map((x, y) => (double)y == 7 ? throw new InvalidOperationException("boom") : (x, y)).batch(2);
        if (prefetches) ds = ds.prefetch(2);

        Assert.Equal("boom", Assert.Throws<InvalidOperationException>(() => Compiled().fit(ds, steps_per_epoch: 20, verbose: 0)).Message);
        Assert.Equal(1, ended);
        Compiled().fit(ds, steps_per_epoch: 2, verbose: 0);
        Assert.Equal(2, ended);
    }

    [Fact]
    public void Nothing_runs_ahead_of_what_is_asked()
    {
        var made = 0;
        IEnumerable Items()
        {
            while (true) yield return made++;
        }
        var ds = tf.data.Dataset.from_generator(Items, output_types: "int32", output_shapes: [[]]).map(i => i * 2).batch(3).take(5);
        Assert.Equal(0, made);
        using var elements = ds.GetEnumerator();
        Assert.Equal(0, made);
        elements.MoveNext();
        Assert.Equal(3, made);
    }

    [Fact]
    public void What_prefetch_makes_ahead_is_bounded()
    {
        var made = 0;
        IEnumerable Items()
        {
            while (true) yield return Interlocked.Increment(ref made);
        }
        using var elements = tf.data.Dataset.from_generator(Items, output_types: "int32").prefetch(3).GetEnumerator();
        elements.MoveNext();
        Thread.Sleep(50);
        Assert.InRange(made, 1, 5);
    }

    [Fact]
    public void Memory_stays_flat_over_many_batches()
    {
        var data = np.zeros(new NumSharp.Shape(2000, 500)).astype(np.float32);
        var ds = tf.data.Dataset.from_tensor_slices((data, np.zeros(2000).astype(np.float32))).shuffle(500).batch(100)
            .map((x, y) => (x / 255.0, y)).prefetch(2).repeat();
        var model = Compiled();
        model.fit(ds, steps_per_epoch: 50, verbose: 0);
        // 2000 batches of 200 KB.
        LiveMemory.StaysFlat(() => model.fit(ds, steps_per_epoch: 2000, verbose: 0), bytes: 4_000_000);
    }

    [Fact]
    public void Elements_outlast_the_batch_in_which_they_were_kept()
    {
        // Each of these keeps elements that were made in one batch until another.
        var ds = tf.data.Dataset.from_tensor_slices((x, y)).map((x, y) => (x * 2, y));
        foreach (var kept in new[]
        {
            ds.shuffle(6).batch(2), ds.cache().batch(2), ds.batch(4).unbatch().batch(3), ds.batch(2).cache(),
            ds.batch(2).prefetch(2).cache(), ds.batch(6).unbatch().filter((x, y) => y >= 0).prefetch(1).batch(2)
        })
            Compiled().fit(kept, epochs: 3, verbose: 0);
    }

    [Fact]
    public void Datasets_of_dictionaries_and_of_several_inputs_train_predict_and_evaluate()
    {
        var (a, b) = (Input(2, name: "a"), Input(2, name: "b"));
        var model = Model([a, b], Dense(1)[concatenate([a, b])]);
        model.compile("sgd", "mse", metrics: ["mae"]);
        var named = tf.data.Dataset.from_tensor_slices((new Element { ["b"] = x, ["a"] = x }, y)).batch(2);
        var listed = tf.data.Dataset.from_tensor_slices(((x, x), y)).batch(2);
        model.fit(named, epochs: 2, validation_data: listed, verbose: 0);
        Assert.Equal(6, ((NDArray)model.predict(named, verbose: 0)).shape[0]);
        Assert.Equal((double)model.evaluate(named, verbose: 0)[0], (double)model.evaluate(listed, verbose: 0)[0], 1e-5);
    }

    [Fact]
    public void Preprocessing_layers_adapt_to_datasets_as_to_arrays()
    {
        var ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(4);
        var (ofArray, ofDataset) = (Normalization(axis: -1), Normalization(axis: -1));
        ofArray.adapt(x);
        ofDataset.adapt(ds.map((x, y) => x));
        foreach (var (expected, number) in ((Tensor)ofArray[x]).ToArray<float>().Zip(((Tensor)ofDataset[x]).ToArray<float>()))
            Assert.Equal(expected, number, 1e-5f);
        var texts = TextVectorization();
        texts.adapt(tf.data.Dataset.from_tensor_slices(new[] { "a b", "b c", "b" }).batch(2).prefetch(1));
        var ofTexts = TextVectorization();
        ofTexts.adapt(new[] { "a b", "b c", "b" });
        Assert.Equal(ofTexts.get_vocabulary(), texts.get_vocabulary());
        var vectors = tf.data.Dataset.from_tensor_slices((new[] { "a b", "b c", "b" }, np.arange(3))).batch(2).map((t, y) => (texts[t], y));
        Assert.Equal(((Tensor)ofTexts[new[] { "a b", "b c" }]).ToArray<long>(), ((Tensor)vectors.First()[0]).ToArray<long>());
        Assert.Throws<ValueError>(() => texts.adapt(ds.map((x, y) => x).repeat()));
    }

    [Fact]
    public void A_layer_that_a_function_builds_has_real_weights()
    {
        var (layer, flip) = (Dense(3), RandomContrast(0.5));
        var ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(4).map((x, y) => (layer[x], y));
        Assert.Equal("(None, 3)", ds.element_spec[0].shape!.ToString());
        Compiled().fit(ds, epochs: 2, verbose: 0);
        Assert.Equal([2, 3], layer.get_weights()[0].shape);
        Assert.Contains(layer.get_weights()[0].ToArray<float>(), weight => weight != 0 && float.IsFinite(weight));
        var images = tf.data.Dataset.from_tensor_slices(np.ones(new NumSharp.Shape(4, 3, 3, 1)).astype(np.float32)).batch(2);
        Assert.Equal(2, images.map(image => flip[image, training: true]).ToList().Count);
    }

    private static IEnumerable Growing()
    {
        for (var i = 0; i < 3; i++) yield return new int[i];
    }

    private static Sequential Compiled()
    {
        var model = Sequential([Dense(1)]);
        model.compile("sgd", "mse");
        return model;
    }

    private static void Refused(string text, Action call) => Assert.Equal(text, Assert.Throws<ValueError>(call).Message);
}
