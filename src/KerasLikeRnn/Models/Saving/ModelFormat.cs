using KerasLikeRnn.DataFiles.Hdf5;

namespace KerasLikeRnn.Models;

/// <summary>A format of files that models, or their weights alone, are kept in.</summary>
internal abstract class ModelFormat
{
    private const string Tensorflow = "tf";
    private const string Hdf5 = "h5";
    private const string Archive = "keras";
    private const int SignatureLength = 8;

    /// <summary>The format to write a model in.</summary>
    /// <param name="path">What decides where no format is named: <c>.keras</c>, <c>.h5</c> and <c>.hdf5</c> name theirs.</param>
    /// <param name="save_format">As given to <c>model.save</c>.</param>
    /// <exception cref="ValueError">The format is unknown.</exception>
    public static ModelFormat ToSave(string path, string? save_format) => Named(path, save_format) switch
    {
        Archive => new KerasArchive(),
        Hdf5 => new Hdf5Format(),
        _ => new SavedModelFolder(),
    };

    /// <summary>The format to write weights in.</summary>
    /// <exception cref="ValueError">The format is unknown, or the name says another one.</exception>
    public static ModelFormat ToSaveWeights(string path, string? save_format)
    {
        var format = Named(path, save_format);
        if (format == Tensorflow && IsHdf5Name(path))
            throw new ValueError(
                $"save_weights got save_format=\"tf\"/\"tensorflow\", but the filepath ({path}) looks like an HDF5 file. "
                + $"Omit the \".h5\"/\".keras\" when saving in TensorFlow format.", nameof(save_format));
        return format switch { Archive => new KerasArchive(), Hdf5 => new Hdf5Format(), _ => new CheckpointFormat() };
    }

    /// <summary>The format of a file or folder that holds a model, whatever its name.</summary>
    /// <exception cref="IOException">There is nothing.</exception>
    /// <exception cref="InvalidDataException">It is none that is known.</exception>
    public static ModelFormat Of(string path)
    {
        if (Directory.Exists(path)) return new SavedModelFolder();
        if (!File.Exists(path)) throw new FileNotFoundException($"No file or directory found at {path}", path);
        return OfFile(path)
            ?? throw new InvalidDataException(
                $"{path} is no saved model: expected an HDF5 file (.h5), an archive of Keras 3 (.keras) or a SavedModel folder.");
    }

    /// <summary>The format of a file that holds weights, whatever its name; a checkpoint is named by what its files begin with.</summary>
    public static ModelFormat OfWeights(string path) => (File.Exists(path) ? OfFile(path) : null) ?? new CheckpointFormat();

    /// <summary>Writes a model, whole or not at all.</summary>
    public abstract void Save(Model model, string path, SavingOptions options);

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="compile">Whether to compile it as it was, its optimizer's state included.</param>
    public abstract Model Load(string path, bool compile);

    /// <summary>Writes the weights, all or none.</summary>
    public abstract void SaveWeights(Model model, string path);

    /// <summary>Reads weights into a model, all or none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, or what the files of a checkpoint begin with.</param>
    /// <param name="by_name">Whether layers are found by name instead of by their order.</param>
    /// <param name="skip_mismatch">Whether layers whose weights do not fit are left alone.</param>
    public abstract void LoadWeights(Model model, string path, bool by_name, bool skip_mismatch);

    /// <summary>Reads weights into a model, and tells what has become of them; null where all of them must fit.</summary>
    public virtual CheckpointLoadStatus? Restore(Model model, string path, bool by_name, bool skip_mismatch)
    {
        LoadWeights(model, path, by_name, skip_mismatch);
        return null;
    }

    /// <summary>The file that is overwritten when something is saved under a path.</summary>
    public virtual string FileOf(string path) => path;

    private static bool IsHdf5Name(string path) =>
        Array.Exists([".h5", ".hdf5", ".keras"], suffix => path.EndsWith(suffix, StringComparison.Ordinal));

    private static string Named(string path, string? save_format) => save_format?.Trim().ToLowerInvariant() switch
    {
        null when path.EndsWith(".keras", StringComparison.Ordinal) => Archive,
        null => IsHdf5Name(path) ? Hdf5 : Tensorflow,
        "tf" or "tensorflow" => Tensorflow,
        "h5" or "hdf5" => Hdf5,
        "keras" or "keras_v3" => Archive,
        _ => throw new ValueError(
            $"Unknown format. Received: `save_format`={save_format}. Was expecting one of {{\"tf\", \"h5\"}}, or \"keras\".",
            nameof(save_format)),
    };

    private static ModelFormat? OfFile(string path)
    {
        Span<byte> start = stackalloc byte[SignatureLength];
        using var file = File.OpenRead(path);
        start = start[..file.ReadAtLeast(start, SignatureLength, throwOnEndOfStream: false)];
        if (start.SequenceEqual(H5File.Signature)) return new Hdf5Format();
        return start.StartsWith("PK"u8) ? new KerasArchive() : null;
    }
}
