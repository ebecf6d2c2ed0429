namespace KerasLikeRnn.Models;

/// <summary>Models from files, and to files.</summary>
public static class ModelFiles
{
    /// <summary>Writes a model to a file or folder: the same as <c>model.save</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="filepath">
    /// <c>.h5</c> or <c>.hdf5</c> for HDF5, <c>.keras</c> for an archive of Keras 3; else a SavedModel folder.
    /// </param>
    /// <param name="overwrite">Whether to write over a file without asking.</param>
    /// <param name="include_optimizer">Whether what the model was compiled with goes along.</param>
    /// <param name="save_format"><c>"h5"</c>, <c>"keras"</c> or <c>"tf"</c>; null where the path decides.</param>
    /// <param name="signatures">Functions of a SavedModel: not supported, must be null.</param>
    /// <param name="options">Options of TensorFlow's SavedModel: not supported, must be null.</param>
    /// <param name="save_traces">Accepted for ported scripts: no functions are traced.</param>
    [KerasExport("keras.models.save_model")]
    public static void save_model(
        Model model, string filepath, bool overwrite = true, bool include_optimizer = true, string? save_format = null,
        object? signatures = null, object? options = null, bool save_traces = true) =>
        Required.NotNull(model).save(filepath, overwrite, include_optimizer, save_format, signatures, options, save_traces);

    /// <summary>
    /// The model of a file or folder: its layers, weights, and what it was compiled with, the optimizer's state included.
    /// </summary>
    /// <param name="filepath">
    /// A file of HDF5 (<c>.h5</c>), an archive of Keras 3 (<c>.keras</c>) or a SavedModel folder, written here or by Keras.
    /// </param>
    /// <param name="custom_objects">One's own classes (<c>typeof</c>) and functions by the names that the file gives them.</param>
    /// <param name="compile">Whether to compile the model as it was.</param>
    /// <param name="options">Options of TensorFlow's SavedModel: not supported, must be null.</param>
    /// <returns>The model: a <c>Sequential</c>, a functional model, or one of a class of one's own.</returns>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds no model.</exception>
    /// <exception cref="ValueError">It names a class or function that is not known.</exception>
    [KerasExport("keras.models.load_model")]
    public static Model load_model(
        string filepath, IReadOnlyDictionary<string, object>? custom_objects = null, bool compile = true, object? options = null)
    {
        Required.NotEmpty(filepath);
        Model.RefuseTensorFlowOptions(options, nameof(options));
        using var scope = custom_objects is null ? null : CustomObjects.Enter(custom_objects);
        return ModelFormat.Of(filepath).Load(filepath, compile);
    }
}
