using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;
using static keras.layers;
using static keras.models;
using Shape = KerasLikeRnn.Engine.Shape;
using Tensor = KerasLikeRnn.Engine.Tensor;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>
/// What layers have learnt besides weights, vocabularies, boundaries and carried states, in folders and archives, in both directions,
/// against what Keras 2.9 did with the same ones (record_learnt.py).
/// </summary>
[Collection("Seeds")]
public sealed class LearntTests : IDisposable
{
    private static readonly JsonElement expected =
        JsonDocument.Parse(File.ReadAllText(Path.Join(Data, "expected.json"))).RootElement.Clone();

    private readonly string folder = Directory.CreateTempSubdirectory("learnt").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("lookups")]
    [InlineData("stateful")]
    public void A_folder_of_Keras_gives_its_outputs_and_so_does_one_written_of_it(string name)
    {
        Judge(name, load_model(Path.Join(Data, name)));
        load_model(Path.Join(Data, name)).save(Path.Join(folder, name));
        Judge(name, load_model(Path.Join(folder, name)));
    }

    [Fact]
    public void An_archive_keeps_vocabularies_boundaries_and_weights_of_terms()
    {
        var model = load_model(Path.Join(Data, "lookups"));
        model.save(Path.Join(folder, "model.keras"));
        using (var zip = System.IO.Compression.ZipFile.OpenRead(Path.Join(folder, "model.keras")))
        {
            Assert.Equal(
                new[] { "integer_lookup", "integer_lookup_1", "string_lookup", "string_lookup_1", "string_lookup_2", "text_vectorization",
                    "text_vectorization/_lookup_layer", "text_vectorization_1", "text_vectorization_1/_lookup_layer" }
                    .Select(path => $"assets/layers/{path}/vocabulary.txt").Order(StringComparer.Ordinal),
                zip.Entries.Select(entry => entry.FullName).Where(entry => entry.StartsWith("assets/", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal));
            Assert.Contains("[UNK]\na\nc\nd\nb", zip.Entries.Select(entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return reader.ReadToEnd();
            }));
        }
        Judge("lookups", load_model(Path.Join(folder, "model.keras")));
    }

    [Fact]
    public void A_layer_that_has_learnt_can_learn_again_from_a_file_and_one_that_was_given_its_vocabulary_cannot()
    {
        foreach (var path in new[] { Path.Join(Data, "lookups"), Path.Join(folder, "own"), Path.Join(folder, "own.keras") })
        {
            var model = load_model(path);
            var words = (KerasLikeRnn.Layers.StringLookup)model.get_layer("words");
            Assert.Equal(["[UNK]", "a", "c", "d", "b"], words.get_vocabulary());
            Assert.Null(words.vocabulary);
            var given = (KerasLikeRnn.Layers.StringLookup)model.get_layer("given");
            Assert.Throws<ValueError>(() => given.adapt(new[] { "x" }));
            model.save(Path.Join(folder, "own"));
            model.save(Path.Join(folder, "own.keras"));
            words.adapt(new[] { "y", "x", "y" });
            Assert.Equal(["[UNK]", "y", "x"], words.get_vocabulary());
        }
    }

    [Fact]
    public void Checkpoints_keep_what_was_counted_and_no_vocabulary_as_in_Keras()
    {
        var layer = StringLookup(output_mode: "tf_idf");
        layer.build(new Shape(null, 1));
        layer.update_state(StringTensors.From(["a", "b", "a"], new Shape(3, 1)));
        tf.train.Checkpoint(("layer", layer)).write(Path.Join(folder, "counts"));
        Assert.Equal(
            ["layer/idf_weights/.ATTRIBUTES/VARIABLE_VALUE", "layer/num_documents/.ATTRIBUTES/VARIABLE_VALUE",
                "layer/token_counts/.ATTRIBUTES/table-keys", "layer/token_counts/.ATTRIBUTES/table-values",
                "layer/token_document_counts/.ATTRIBUTES/table-keys", "layer/token_document_counts/.ATTRIBUTES/table-values"],
            tf.train.list_variables(Path.Join(folder, "counts")).Select(entry => entry.name).Where(name => name[0] != '_'));
        var other = StringLookup(output_mode: "tf_idf");
        tf.train.Checkpoint(("layer", other)).read(Path.Join(folder, "counts")).assert_consumed();
        layer.finalize_state();
        Assert.Equal(["[UNK]", "a", "b"], layer.get_vocabulary());
        Assert.Equal(layer.get_vocabulary(), other.get_vocabulary());
    }

    [Fact]
    public void HDF5_refuses_what_it_cannot_keep_with_Kerass_reason()
    {
        var words = StringLookup();
        words.adapt(new[] { "a" });
        var model = keras.Sequential([keras.Input(1, dtype: "string"), words]);
        foreach (var save in new Action[]
            { () => model.save(Path.Join(folder, "x.h5")), () => model.save_weights(Path.Join(folder, "x.weights.h5")) })
            Assert.StartsWith(
                "Save or restore weights that is not an instance of `tf.Variable` is not supported in h5, use `save_format='tf'` instead. "
                + "Received a model or layer StringLookup with weights ",
                Assert.Throws<NotSupportedException>(save).Message, StringComparison.Ordinal);
        var bins = Discretization(num_bins: 2);
        bins.adapt(np.arange(6).reshape(6, 1));
        Assert.Contains(
            "Discretization(bin_boundaries: layer.bin_boundaries)",
            Assert.Throws<NotSupportedException>(() => keras.Sequential([keras.Input(1), bins]).save(Path.Join(folder, "y.h5"))).Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
        keras.Sequential([keras.Input(1, dtype: "string"), StringLookup(vocabulary: ["a"])]).save(Path.Join(folder, "z.h5"));
    }

    [Fact]
    public void States_are_in_folders_and_not_in_checkpoints_as_in_Keras()
    {
        var model = load_model(Path.Join(Data, "stateful"));
        model.save_weights(Path.Join(folder, "weights"));
        Assert.DoesNotContain(
            tf.train.list_variables(Path.Join(folder, "weights")), entry => entry.name.Contains("states", StringComparison.Ordinal));
        model.save(Path.Join(folder, "model"));
        string[] States(string path) => [.. tf.train.list_variables(Path.Join(path, "variables", "variables"))
            .Where(entry => entry.name.Contains("states", StringComparison.Ordinal)).Select(entry => $"{entry.name} {entry.shape}")];
        Assert.NotEmpty(States(Path.Join(folder, "model")));
        Assert.Equal(States(Path.Join(Data, "stateful")), States(Path.Join(folder, "model")));
    }

    [Fact]
    public void The_state_of_experimental_optimizers_stays_out_of_HDF5_with_Kerass_warnings()
    {
        var model = keras.Sequential([Dense(1, input_shape: 2)]);
        model.compile(keras.optimizers.experimental.Adam(), "mse");
        var text = new StringBuilder();
        using (Messages.Redirect(part => text.Append(part)))
        {
            model.save(Path.Join(folder, "x.h5"));
            load_model(Path.Join(folder, "x.h5"));
        }
        Assert.Equal(
            "WARNING:tensorflow:HDF5 format does not save weights of `optimizer_experimental.Optimizer`, your optimizer will be recompiled "
            + "at loading time.\nWARNING:tensorflow:Loading model from HDF5 will not restore the optimizer's weights, since the optimizer "
            + "is an instance of `optimizer_experimental.Optimizer`\n", text.ToString());
    }

    [Theory]
    [InlineData("x.h5")]
    [InlineData("x.keras")]
    [InlineData("x")]
    public void A_class_that_a_file_names_by_its_package_is_written_so_again(string name)
    {
        var custom = new Dictionary<string, object> { ["mine>Twice"] = typeof(Twice) };
        using var scope = keras.utils.custom_object_scope(custom);
        var layer = deserialize(new OrderedDictionary<string, object?>
        {
            ["class_name"] = "mine>Twice", ["config"] = new OrderedDictionary<string, object?> { ["name"] = "twice" },
        });
        Assert.Equal("mine>Twice", serialize(layer)["class_name"]);
        var model = keras.Sequential([keras.Input(2), layer]);
        model.save(Path.Join(folder, name));
        var again = load_model(Path.Join(folder, name));
        Assert.IsType<Twice>(again.layers[^1]);
        Assert.Equal("mine>Twice", serialize(again.layers[^1])["class_name"]);
    }

    /// <summary>For record_learnt.py, in the folder that KERASLIKERNN_WRITE_MODELS names.</summary>
    [Fact(Explicit = true)]
    public void What_was_learnt_is_written_for_the_judge()
    {
        var target = Environment.GetEnvironmentVariable("KERASLIKERNN_WRITE_MODELS")
            ?? throw new InvalidOperationException("KERASLIKERNN_WRITE_MODELS must name a folder.");
        Directory.CreateDirectory(target);
        File.Copy(Path.Join(Data, "expected.json"), Path.Join(target, "expected.json"), overwrite: true);
        foreach (var name in new[] { "lookups", "stateful" })
        {
            load_model(Path.Join(Data, name)).save(Path.Join(target, name));
            Assert.True(Directory.Exists(Path.Join(target, name)));
        }
        load_model(Path.Join(Data, "lookups")).save(Path.Join(target, "lookups.keras"));
    }

    private static string Data => Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "Data", "models", "learnt");

    private static string Here([CallerFilePath] string path = "") => path;

    private static void Judge(string name, Model model)
    {
        var wanted = expected.GetProperty(name);
        var x = wanted.GetProperty("x").EnumerateArray().Select(numbers => numbers.EnumerateArray().ToArray()).ToArray();
        Tensor[] inputs = name == "stateful" ? [Numbers(x[0], new Shape(4, 3, 2))] :
        [
            Texts(x[0]), Tensor.From<long>(x[1].Select(number => number.GetInt64()).ToArray(), new Shape(4, 1)), Texts(x[2]),
            Numbers(x[3], new Shape(4, 1)),
        ];
        KerasLikeRnn.Layers.Tensors outputs = model.__call__(inputs);
        var y = wanted.GetProperty("y").EnumerateArray()
            .Select(part => part.EnumerateArray().Select(number => number.GetDouble())).ToArray();
        Assert.Equal(y.Length, outputs.Count);
        for (var i = 0; i < y.Length; i++)
        {
            var actual = Ops.Cast(outputs[i], KerasLikeRnn.Engine.DType.Float64).ToArray<double>();
            Assert.All(y[i].Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    private static Tensor Texts(JsonElement[] texts) =>
        StringTensors.From([.. texts.Select(text => text.GetString()!)], new Shape(4, 1));

    private static Tensor Numbers(JsonElement[] numbers, Shape shape) =>
        Tensor.From<float>(numbers.Select(number => number.GetSingle()).ToArray(), shape);

    private sealed class Twice(KerasLikeRnn.Layers.LayerOptions? options = null) : KerasLikeRnn.Layers.Layer(options)
    {
        public override KerasLikeRnn.Layers.Tensors call(
            KerasLikeRnn.Layers.Tensors inputs, KerasLikeRnn.Layers.CallContext context) => inputs[0] * 2f;
    }
}
