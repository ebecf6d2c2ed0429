using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Models;

public abstract partial class Model
{
    /// <summary>
    /// Writes the model to a file or folder: its layers, weights, and what it was compiled with, the optimizer's state included. What was
    /// there before stays whole until the new file is.
    /// </summary>
    /// <param name="filepath">
    /// A file: <c>.h5</c> or <c>.hdf5</c> for HDF5, which Keras 2 and 3 open, <c>.keras</c> for an archive of Keras 3; else a folder of
    /// TensorFlow's SavedModel.
    /// </param>
    /// <param name="overwrite">Whether to write over a file without asking.</param>
    /// <param name="include_optimizer">Whether what the model was compiled with goes along.</param>
    /// <param name="save_format"><c>"h5"</c>, <c>"keras"</c> or <c>"tf"</c>; null where the path decides.</param>
    /// <param name="signatures">Functions of a SavedModel: not supported, must be null.</param>
    /// <param name="options">Options of TensorFlow's SavedModel: not supported, must be null.</param>
    /// <param name="save_traces">
    /// Accepted for ported scripts: no functions are traced, so that classes of one's own need <c>get_config</c>.
    /// </param>
    /// <exception cref="ValueError">The format is unknown, or the model is not built yet.</exception>
    /// <exception cref="NotSupportedException">The format cannot hold such a model, or an argument is not supported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void save(
        string filepath, bool overwrite = true, bool include_optimizer = true, string? save_format = null, object? signatures = null,
        object? options = null, bool save_traces = true)
    {
        Required.NotEmpty(filepath);
        RefuseTensorFlowOptions(signatures, nameof(signatures));
        RefuseTensorFlowOptions(options, nameof(options));
        var format = ModelFormat.ToSave(filepath, save_format);
        if (Overwriting.IsAllowed(format.FileOf(filepath), overwrite)) format.Save(this, filepath, new SavingOptions(include_optimizer));
    }

    /// <summary>Writes the weights to a file. What was there before stays whole until the new file is.</summary>
    /// <param name="filepath">
    /// <c>.h5</c> or <c>.hdf5</c> for HDF5; any other name is what the files of a TensorFlow checkpoint begin with.
    /// </param>
    /// <param name="overwrite">Whether to write over a file without asking.</param>
    /// <param name="save_format"><c>"h5"</c> or <c>"tf"</c>; null where the path decides.</param>
    /// <param name="options">Options of TensorFlow's checkpoints: not supported, must be null.</param>
    /// <exception cref="ValueError">The format is unknown, or the model is not built yet.</exception>
    /// <exception cref="NotSupportedException">An argument is not supported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void save_weights(string filepath, bool overwrite = true, string? save_format = null, object? options = null)
    {
        Required.NotEmpty(filepath);
        RefuseTensorFlowOptions(options, nameof(options));
        RequireWeights();
        var format = ModelFormat.ToSaveWeights(filepath, save_format);
        if (Overwriting.IsAllowed(format.FileOf(filepath), overwrite)) format.SaveWeights(this, filepath);
    }

    /// <summary>Reads weights that <see cref="save_weights"/> or <see cref="save"/> wrote, here or in Keras.</summary>
    /// <param name="filepath">A file, or what the files of a checkpoint begin with.</param>
    /// <param name="by_name">Whether layers are found by name instead of by their order (HDF5 only).</param>
    /// <param name="skip_mismatch">With <paramref name="by_name"/>: whether layers whose weights do not fit are left alone.</param>
    /// <param name="options">Options of TensorFlow's checkpoints: not supported, must be null.</param>
    /// <returns>
    /// What has become of a checkpoint, to be asked by <c>assert_consumed()</c> and its like; null for other files, of which all must fit.
    /// </returns>
    /// <remarks>
    /// A checkpoint also restores the optimizer's state and numbers, and waits for variables that do not exist yet: those of layers that
    /// are not built, of an optimizer given to a later compile.
    /// </remarks>
    /// <exception cref="ValueError">The weights do not fit the model, of which nothing has changed then.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public CheckpointLoadStatus? load_weights(string filepath, bool by_name = false, bool skip_mismatch = false, object? options = null)
    {
        Required.NotEmpty(filepath);
        RefuseTensorFlowOptions(options, nameof(options));
        if (skip_mismatch && !by_name)
            throw new ValueError(
                "When calling model.load_weights, skip_mismatch can only be set to True when by_name is True.", nameof(skip_mismatch));
        return ModelFormat.OfWeights(filepath).Restore(this, filepath, by_name, skip_mismatch);
    }

    /// <inheritdoc/>
    void ICallbackModel.save(string filepath, bool overwrite) => save(filepath, overwrite);

    /// <inheritdoc/>
    void ICallbackModel.save_weights(string filepath, bool overwrite) => save_weights(filepath, overwrite);

    /// <inheritdoc/>
    void ICallbackModel.load_weights(string filepath) => load_weights(filepath);

    internal static void RefuseTensorFlowOptions(object? given, string argument)
    {
        if (given is not null)
            throw new NotSupportedException(
                $"`{argument}` is for TensorFlow's own runtime, which is not here. Leave the argument out; a model for other runtimes is "
                + "written by keras.export.onnx.");
    }

    /// <summary>Whether it is known what the model computes on.</summary>
    internal bool HasWeightsOrInputs => built;

    private void RequireWeights()
    {
        if (!built)
            throw new ValueError(
                $"Weights for model {name} have not yet been created. Weights are created when the Model is first called on inputs or "
                + $"`build()` is called with an `input_shape`.");
    }
}
