namespace KerasLikeRnn.Models;

/// <summary>TensorFlow's checkpoints: weights and the optimizer's state, found by the names under which objects hold them.</summary>
internal sealed class CheckpointFormat : ModelFormat
{
    /// <inheritdoc/>
    public override void Save(Model model, string path, SavingOptions options) => throw new NotSupportedException(
        "A checkpoint holds no model, only its weights. Use model.save_weights, or model.save for the model.");

    /// <inheritdoc/>
    public override Model Load(string path, bool compile) => throw new NotSupportedException(
        "A checkpoint holds no model, only its weights. Make the model and use model.load_weights.");

    /// <inheritdoc/>
    public override void SaveWeights(Model model, string path)
    {
        Write(path, model, [new("root", model)]);
        new CheckpointState(path, [path], [], 0).Write(Path.GetDirectoryName(path) ?? "");
    }

    /// <inheritdoc/>
    public override void LoadWeights(Model model, string path, bool by_name, bool skip_mismatch) =>
        Restore(model, path, by_name, skip_mismatch);

    /// <inheritdoc/>
    public override CheckpointLoadStatus Restore(Model model, string path, bool by_name, bool skip_mismatch)
    {
        if (by_name)
            throw new NotSupportedException(
                "Weights may only be loaded based on topology into Models when loading TensorFlow-formatted weights (got by_name=True to "
                + "load_weights).");
        return new(Restoration.Start(PrefixOf(path), model, [new("root", model)]));
    }

    /// <inheritdoc/>
    public override string FileOf(string path) => BundleFiles.Index(path);

    /// <summary>Writes the variables of an object and of all that it holds, whole or not at all.</summary>
    public static void Write(string prefix, object root, IReadOnlyList<Trackable> attached)
    {
        using var bundle = new TensorBundleWriter(prefix);
        new TrackedObjects(root, attached).Write(bundle);
        bundle.Finish();
    }

    /// <summary>What the files of a checkpoint begin with; a SavedModel folder has one inside.</summary>
    public static string PrefixOf(string path) => Directory.Exists(path) && SavedModelFolder.Variables(path) is var inner
        && TensorBundle.Exists(inner) && !TensorBundle.Exists(path) ? inner : path;
}
