using System.IO.Compression;
using KerasLikeRnn.DataFiles;
using KerasLikeRnn.DataFiles.Hdf5;

namespace KerasLikeRnn.Models;

/// <summary>
/// Keras 3's <c>.keras</c>: a zip of the model's configuration, its weights and optimizer's state in HDF5, and who wrote it. The weights
/// lie in it as they are, so that they are written and read without a copy.
/// </summary>
internal sealed class KerasArchive : ModelFormat
{
    private const string Metadata = "metadata.json";
    private const string Config = "config.json";
    private const string Weights = "model.weights.h5";
    private const int LongestConfig = 1 << 28;

    /// <summary>The version of Keras whose form is written.</summary>
    private const string Version = "3.15.1";

    /// <inheritdoc/>
    public override void Save(Model model, string path, SavingOptions options)
    {
        if (!model.built)
            Messages.Warn(
                "You are saving a model that has not yet been built. It might not contain any weights yet. Consider building the model "
                + "first "
                + "by calling it on some data.");
        var isCompiled = options.IncludeOptimizer && model.IsCompiled;
        var config = PythonJson.Dumps(Described(model, isCompiled));
        var root = new H5NewGroup();
        Keras3Weights.Write(root, model, H5NewDataSet.Of);
        if (isCompiled) Keras3Weights.WriteOptimizer(root, model);
        var vocabularies = Keras3Vocabularies.Of(model).ToList();
        TemporaryFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            Add(zip, Metadata, entry => entry.Write(Encoding.UTF8.GetBytes(PythonJson.Dumps(new OrderedDictionary<string, object?>
            {
                ["keras_version"] = Version,
                ["date_saved"] = DateTime.Now.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
            }))));
            Add(zip, Config, entry => entry.Write(Encoding.UTF8.GetBytes(config)));
            foreach (var (name, text) in vocabularies) Add(zip, name, entry => entry.Write(Encoding.UTF8.GetBytes(text)));
            Add(zip, Weights, entry => H5Writer.Write(root, entry));
        });
    }

    /// <inheritdoc/>
    public override Model Load(string path, bool compile) => Read(path, archive =>
    {
        var config = archive.Text(Config);
        return archive.Weights(Weights, (file, bytes) =>
        {
            using var limit = WeightLimit.Enter(bytes, areRead: true);
            var model = Make(config, described => Keras3Vocabularies.Complete(described, archive.FindText, file.Root));
            Keras3Vocabularies.Load(model, archive.FindText, file.Root);
            Keras3Weights.Load(file.Root, model);
            if (compile && CompileConfigOf(config) is { } training)
            {
                SavedConfig.Read(Config, config, _ =>
                {
                    Keras3Training.Compile(model, training);
                    return 0;
                });
                Keras3Weights.LoadOptimizer(file.Root, model);
            }
            return model;
        });
    });

    /// <inheritdoc/>
    public override void SaveWeights(Model model, string path)
    {
        var root = new H5NewGroup();
        Keras3Weights.Write(root, model, H5NewDataSet.Of);
        if (model.IsCompiled) Keras3Weights.WriteOptimizer(root, model);
        TemporaryFile.Write(path, stream => H5Writer.Write(root, stream));
    }

    /// <inheritdoc/>
    public override void LoadWeights(Model model, string path, bool by_name, bool skip_mismatch)
    {
        RefuseByName(by_name, path);
        if (!model.built) throw NotBuilt();
        Read(path, archive => archive.Weights(Weights, (file, _) =>
        {
            Keras3Weights.Load(file.Root, model);
            return 0;
        }));
    }

    /// <exception cref="NotSupportedException">Keras 3's layout is read by the model's structure alone.</exception>
    internal static void RefuseByName(bool by_name, string path)
    {
        if (by_name)
            throw new NotSupportedException(
                $"{path} has the weights in Keras 3's layout, in which layers are found by their place in the model. Leave out by_name, "
                + $"or save "
                + $"the weights as HDF5 of Keras 2 (.h5).");
    }

    /// <summary>Keras 3's error for a model without weights.</summary>
    internal static ValueError NotBuilt() => new(
        "You are loading weights into a model that has not yet been built. Try building the model first by calling it on some data or "
        + "by using "
        + "`build()`.");

    private static OrderedDictionary<string, object?> Described(Model model, bool isCompiled)
    {
        var config = Keras3Writer.Layer(model);
        if (model is not Functional && model.BuiltShape is { } shape)
            config["build_config"] = new OrderedDictionary<string, object?> { ["input_shape"] = shape.ToList() };
        if (isCompiled) config["compile_config"] = Keras3Training.Of(model);
        return config;
    }

    private static Model Make(string config, Action<IReadOnlyDictionary<string, object?>> complete) => SavedConfig.Read(
        Config, config, described =>
    {
        complete(described);
        var made = LayerConfigs.deserialize(Keras3Reader.Layer(described));
        var model = made as Model ?? throw new InvalidDataException($"{Config} describes a layer, {made.GetType().Name}, and no model");
        if (!model.built && (described.GetValueOrDefault("build_config") as IReadOnlyDictionary<string, object?>)
            ?.GetValueOrDefault("input_shape") is IEnumerable<object?> shape && shape.All(size => size is null or int))
            model.build(new Shape([.. shape.Cast<int?>()]));
        return model;
    });

    private static IReadOnlyDictionary<string, object?>? CompileConfigOf(string config) => SavedConfig.Read(
        Config, config, described => described.GetValueOrDefault("compile_config") as IReadOnlyDictionary<string, object?>);

    private static void Add(ZipArchive zip, string name, Action<Stream> write)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        write(entry);
    }

    private static T Read<T>(string path, Func<KerasArchiveFile, T> read)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 12);
        try
        {
            using var archive = new KerasArchiveFile(stream, LongestConfig);
            return read(archive);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"{path} is not a sound archive of Keras 3: {DamagedFile.Told(error).TrimEnd('.')}.", error);
        }
    }
}
