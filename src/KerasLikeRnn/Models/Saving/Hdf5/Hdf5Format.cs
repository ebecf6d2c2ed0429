using KerasLikeRnn.DataFiles;
using KerasLikeRnn.DataFiles.Hdf5;

namespace KerasLikeRnn.Models;

/// <summary>Keras's HDF5 files: a model's configuration, weights, and what it was compiled with; or weights alone.</summary>
/// <remarks>
/// Written is Keras 2.9's layout, which Keras 3 opens too; read are that of every Keras since 1.0, and weights that Keras 3 wrote.
/// </remarks>
internal sealed class Hdf5Format : ModelFormat
{
    private const string ModelConfig = "model_config";
    private const string Training = "training_config";
    private const string ModelWeights = "model_weights";
    private const string OptimizerWeights = "optimizer_weights";
    private const string Version = "keras_version";

    /// <inheritdoc/>
    public override void Save(Model model, string path, SavingOptions options)
    {
        if (model is not Functional)
            throw new NotSupportedException(
                "Saving the model to HDF5 format requires the model to be a Functional model or a Sequential model. It does not work for "
                + "subclassed models, because such models are defined via the body of a Python method, which isn't safely serializable. "
                + "Consider saving to the Tensorflow SavedModel format (by setting save_format=\"tf\") or using `save_weights`.");
        RequireWeights(model);
        LayerGroups.WarnOfDuplicates(model);
        var root = new H5NewGroup();
        root.SetText("backend", "tensorflow");
        root.SetText(Version, BackendConfig.__version__);
        root.SetText(ModelConfig, PythonJson.Dumps(SharedConfig.Of(Registry.Serialize(model))));
        if (options.IncludeOptimizer && TrainingConfig.Of(model) is { } training)
            root.SetText(Training, PythonJson.Dumps(SharedConfig.OfTraining(training)));
        LayerGroups.Write(root.Group(ModelWeights), model, H5NewDataSet.Of);
        if (options.IncludeOptimizer && model.IsCompiled) OptimizerGroup.Write(root, OptimizerWeights, model.optimizer);
        TemporaryFile.Write(path, stream => H5Writer.Write(root, stream));
    }

    /// <inheritdoc/>
    public override Model Load(string path, bool compile) => H5File.Read(path, file =>
    {
        var root = file.Root;
        if (!root.Attributes.TryGetValue(ModelConfig, out var config))
            throw new ValueError($"No model config found in the file at {path}.", nameof(path));
        using var limit = WeightLimit.Enter(LayerGroups.BytesOf(WeightsOf(root)));
        var model = SavedConfig.Model(config.Text, VersionOf(root));
        LayerGroups.Load(WeightsOf(root), model);
        if (compile) Compile(model, root);
        return model;
    });

    /// <inheritdoc/>
    public override void SaveWeights(Model model, string path)
    {
        RequireWeights(model);
        var root = new H5NewGroup();
        var dataSets = new Dictionary<Variable, H5NewDataSet>();
        LayerGroups.Write(root, model, DataSet);
        // Of a file of this name Keras 3 expects its own layout, which may stand beside the other: both lead to the same numbers.
        if (path.EndsWith(".weights.h5", StringComparison.Ordinal) && Keras3Weights.IsFreeOf(model, root.Members.Keys))
            Keras3Weights.Write(root, model, DataSet);
        TemporaryFile.Write(path, stream => H5Writer.Write(root, stream));

        H5NewDataSet DataSet(Variable variable) =>
            dataSets.TryGetValue(variable, out var known) ? known : dataSets[variable] = H5NewDataSet.Of(variable);
    }

    /// <inheritdoc/>
    public override void LoadWeights(Model model, string path, bool by_name, bool skip_mismatch) => H5File.Read(path, file =>
    {
        if (!model.built)
            throw new ValueError(
                "Unable to load weights saved in HDF5 format into a subclassed Model which has not created its variables yet. Call the "
                + "Model first, then load the weights.");
        var root = file.Root;
        if (!LayerGroups.IsIn(root) && !root.Contains(ModelWeights) && Keras3Weights.Is(root))
        {
            KerasArchive.RefuseByName(by_name, path);
            Keras3Weights.Load(root, model);
            return 0;
        }
        var group = root.Attributes.ContainsKey(LayerGroups.LayerNames) || !root.Contains(ModelWeights) ? root : root.Group(ModelWeights);
        if (by_name) LayerGroups.LoadByName(group, model, skip_mismatch);
        else LayerGroups.Load(group, model);
        return 0;
    });

    private static H5Group WeightsOf(H5Group root) =>
        root.FindGroup(ModelWeights) ?? throw new InvalidDataException($"it has no group {ModelWeights}");

    /// <exception cref="NotSupportedException">A layer has learnt what HDF5 cannot keep.</exception>
    private static void RequireWeights(Model model)
    {
        foreach (var layer in model.Flattened().OfType<PreprocessingLayer>())
            if (layer.UnsavedInHdf5 is { } why) throw new NotSupportedException(why);
    }

    private static void Compile(Model model, H5Group root)
    {
        if (!root.Attributes.TryGetValue(Training, out var training))
        {
            Messages.Warn(
                "No training configuration found in the save file, so the model was *not* compiled. Compile it manually.");
            return;
        }
        var version = VersionOf(root);
        SavedConfig.Compile(model, training.Text, version);
        if (model.optimizer is Optimizers.Experimental.Optimizer && !SavedConfig.IsOfKeras3(version))
        {
            Messages.Warn(
                "Loading model from HDF5 will not restore the optimizer's weights, since the optimizer is an instance of "
                + "`optimizer_experimental.Optimizer`");
            return;
        }
        if (root.FindGroup(OptimizerWeights) is not { } group) return;
        if (SavedConfig.IsOfKeras3(version)) Keras3Weights.LoadOptimizer(OptimizerGroup.Saved(group), model);
        else OptimizerGroup.Load(group, model);
    }

    // Files of Keras 1 do not say so.
    private static string VersionOf(H5Group root) => root.Attributes.TryGetValue(Version, out var version) ? version.Text : "1";
}
