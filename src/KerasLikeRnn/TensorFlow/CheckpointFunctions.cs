using KerasLikeRnn.Models;

namespace KerasLikeRnn.TensorFlow;

/// <summary>What lies in checkpoints.</summary>
public static class CheckpointFunctions
{
    /// <summary>What the files of a folder's latest checkpoint begin with; null where there is none.</summary>
    /// <param name="checkpoint_dir">The folder.</param>
    /// <param name="latest_filename">Name of the file that says so, <c>checkpoint</c> by default.</param>
    [KerasExport("tf.train.latest_checkpoint")]
    public static string? latest_checkpoint(string checkpoint_dir, string? latest_filename = null)
    {
        if (CheckpointState.Read(Required.NotNull(checkpoint_dir), latest_filename) is not { } state) return null;
        if (TensorBundle.Exists(state.Latest)) return state.Latest;
        Messages.Warn($"Couldn't match files for checkpoint {state.Latest}");
        return null;
    }

    /// <summary>Names and shapes of the tensors of a checkpoint, by name.</summary>
    /// <param name="ckpt_dir_or_file">What its files begin with, or a folder, of which the latest one is taken.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    [KerasExport("tf.train.list_variables")]
    public static IReadOnlyList<(string name, Shape shape)> list_variables(string ckpt_dir_or_file)
    {
        using var reader = load_checkpoint(ckpt_dir_or_file);
        return [.. reader.get_variable_to_shape_map().OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (entry.Key, entry.Value))];
    }

    /// <summary>Opens a checkpoint to read single tensors.</summary>
    /// <inheritdoc cref="list_variables"/>
    [KerasExport("tf.train.load_checkpoint")]
    public static CheckpointReader load_checkpoint(string ckpt_dir_or_file)
    {
        Required.NotEmpty(ckpt_dir_or_file);
        var path = Directory.Exists(ckpt_dir_or_file) && !TensorBundle.Exists(ckpt_dir_or_file)
            ? latest_checkpoint(ckpt_dir_or_file)
                ?? throw new ValueError($"Couldn't find 'checkpoint' file or checkpoints in given directory {ckpt_dir_or_file}")
            : ckpt_dir_or_file;
        return new(TensorBundle.Open(path));
    }

    /// <summary>A tensor of a checkpoint.</summary>
    /// <param name="ckpt_dir_or_file">What its files begin with, or a folder, of which the latest one is taken.</param>
    /// <param name="name">Name of the tensor; <c>:0</c> at its end does not count.</param>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    [KerasExport("tf.train.load_variable")]
    public static Tensor load_variable(string ckpt_dir_or_file, string name)
    {
        using var reader = load_checkpoint(ckpt_dir_or_file);
        return reader.get_tensor(Required.NotNull(name).EndsWith(":0", StringComparison.Ordinal) ? name[..^2] : name);
    }

    /// <summary>The functions of a SavedModel run in TensorFlow only.</summary>
    /// <param name="export_dir">The folder.</param>
    /// <param name="tags">Which of its graphs.</param>
    /// <param name="options">Options of TensorFlow.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    [KerasExport("tf.saved_model.load")]
    public static object load(string export_dir, object? tags = null, object? options = null) => throw new NotSupportedException(
        $"tf.saved_model.load is not supported: the functions (signatures) of {export_dir} are graphs that only TensorFlow's own runtime "
        + "runs. A model of Keras layers is read by keras.models.load_model. For other runtimes convert the folder to ONNX in Python "
        + "(tf2onnx), or write the model here by keras.export.onnx.");

    /// <summary>Functions of one's own are traced by TensorFlow only.</summary>
    /// <param name="obj">The object.</param>
    /// <param name="export_dir">The folder.</param>
    /// <param name="signatures">Its functions.</param>
    /// <param name="options">Options of TensorFlow.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    [KerasExport("tf.saved_model.save")]
    public static void save(object obj, string export_dir, object? signatures = null, object? options = null) =>
        throw new NotSupportedException(
            "tf.saved_model.save is not supported: it writes functions that TensorFlow has traced. model.save(folder) writes a SavedModel "
            + "that Keras opens as a model, keras.export.onnx one that other runtimes serve.");
}

/// <summary>A checkpoint that is open.</summary>
public sealed class CheckpointReader : IDisposable
{
    private readonly TensorBundle bundle;

    internal CheckpointReader(TensorBundle bundle) => this.bundle = bundle;

    /// <summary>Shapes of the tensors by name.</summary>
    public IReadOnlyDictionary<string, Shape> get_variable_to_shape_map() =>
        bundle.Entries.Values.ToDictionary(entry => entry.Key, entry => entry.Shape);

    /// <summary>Types of the tensors by name.</summary>
    public IReadOnlyDictionary<string, string> get_variable_to_dtype_map() =>
        bundle.Entries.Values.ToDictionary(entry => entry.Key, entry => entry.Type.Name);

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool has_tensor(string tensor_str) => bundle.Entries.ContainsKey(tensor_str);

    /// <summary>A tensor; texts that are no UTF-8 have replacement characters.</summary>
    /// <param name="tensor_str">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public Tensor get_tensor(string tensor_str)
    {
        if (!has_tensor(Required.NotNull(tensor_str)))
            throw new KeyNotFoundException($"Key {tensor_str} not found in checkpoint");
        return bundle.ReadTensor(bundle.Find(tensor_str));
    }

    /// <summary>A line for each tensor: its name, type and shape.</summary>
    public string debug_string() => string.Concat(bundle.Entries.Values.Select(
        entry => $"{entry.Key} (DT_{entry.Type.TensorFlowName}) [{string.Join(",", entry.Sizes)}]\n"));

    /// <summary>Closes the files.</summary>
    public void Dispose() => bundle.Dispose();
}
