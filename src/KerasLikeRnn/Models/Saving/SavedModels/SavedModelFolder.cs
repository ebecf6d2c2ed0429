namespace KerasLikeRnn.Models;

/// <summary>
/// Folders of TensorFlow's SavedModel: <c>keras_metadata.pb</c> describes the layers, <c>variables/</c> is a checkpoint. The functions of
/// <c>saved_model.pb</c>, which TensorFlow traces, are neither read nor written: models are made of their layers' configurations.
/// </summary>
internal sealed class SavedModelFolder : ModelFormat
{
    private const string Graph = "saved_model.pb";
    private const string Metadata = "keras_metadata.pb";

    /// <summary>What the files of the folder's checkpoint begin with.</summary>
    public static string Variables(string path) => Path.Join(path, "variables", "variables");

    /// <summary>Whether there is a SavedModel, or one that was about to be replaced when the process ended.</summary>
    public static bool Exists(string path) => Directory.Exists(path) || Directory.Exists(Previous(path));

    /// <inheritdoc/>
    public override void Save(Model model, string path, SavingOptions options)
    {
        if (!model.HasWeightsOrInputs)
            throw new ValueError(
                $"Model {model} cannot be saved either because the input shape is not available or because the forward pass of the model "
                + $"is not defined.To define a forward pass, please override `Model.call()`. To specify an input shape, either call "
                + $"`build(input_shape)` directly, or call the model on actual data using `Model()`, `Model.fit()`, or `Model.predict()`. "
                + $"If you have a custom training step, please make sure to invoke the forward pass in train step through "
                + $"`Model.__call__`, i.e. `model(inputs)`, as opposed to `model.call()`.");
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(full)) throw new IOException($"{path} is a file: a SavedModel is a folder.");
        var written = new SavedModelGraph(model, options.IncludeOptimizer);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var workshop = TemporaryFile.NameFor(full);
        try
        {
            Directory.CreateDirectory(Path.Join(workshop, "assets"));
            using (var bundle = new TensorBundleWriter(Variables(workshop)))
            {
                written.Objects.Write(bundle);
                bundle.Finish();
            }
            WriteFile(Path.Join(workshop, Metadata), written.Metadata());
            WriteFile(Path.Join(workshop, Graph), written.Graph());
            Replace(full, workshop);
        }
        finally
        {
            if (Directory.Exists(workshop)) Directory.Delete(workshop, recursive: true);
        }
    }

    /// <inheritdoc/>
    public override Model Load(string path, bool compile)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        if (!Directory.Exists(path)) path = Previous(path);
        if (!File.Exists(Path.Join(path, Graph)))
            throw new FileNotFoundException(
                $"SavedModel file does not exist at: {path}{Path.DirectorySeparatorChar}{{saved_model.pbtxt|saved_model.pb}}");
        var description = ReadDescription(path);
        using var limit = WeightLimit.Enter(BytesOfNumbers(path));
        new SavedVocabularies(
            path, description.Layers, () => Read(Path.Join(path, Graph), file => new SavedModelTables(file)),
            () => TensorBundle.Open(Variables(path))).Complete(description.Config);
        var model = SavedConfig.Made($"{path}: the description of the model", description.Model);
        if (compile)
            SavedConfig.Made($"{path}: the training configuration", () =>
            {
                description.Compile(model);
                return model;
            });
        Restoration.Start(Variables(path), model, childrenOf: SavedModelGraph.ChildrenOf).RequireAllVariables(model);
        return model;
    }

    /// <inheritdoc/>
    public override void SaveWeights(Model model, string path) => new CheckpointFormat().SaveWeights(model, path);

    /// <inheritdoc/>
    public override void LoadWeights(Model model, string path, bool by_name, bool skip_mismatch) =>
        new CheckpointFormat().LoadWeights(model, path, by_name, skip_mismatch);

    /// <inheritdoc/>
    public override string FileOf(string path) => Path.Join(path, Graph);

    private static long BytesOfNumbers(string path) => new DirectoryInfo(Path.Join(path, "variables")) is { Exists: true } folder
        ? folder.EnumerateFiles("variables.data-*").Sum(file => file.Length)
        : 0;

    private static SavedModelDescription ReadDescription(string path)
    {
        var metadata = Path.Join(path, Metadata);
        // Before TensorFlow 2.5 the descriptions stood in saved_model.pb.
        var nodes = File.Exists(metadata)
            ? Read(metadata, SavedModelDescription.Nodes)
            : Read(Path.Join(path, Graph), SavedModelDescription.LegacyNodes);
        if (nodes.Count == 0)
            throw new NotSupportedException(
                $"{path} holds functions of TensorFlow only, no layers of Keras (no {Metadata}): they run in TensorFlow's own runtime. "
                + "Save the model in Python by model.save, or convert the folder to ONNX (tf2onnx).");
        return new(path, nodes);
    }

    private static T Read<T>(string path, Func<ReadOnlyMemory<byte>, T> read)
    {
        try
        {
            if (new FileInfo(path).Length > Array.MaxLength) throw new InvalidDataException("it has more than 2 GB");
            return read(File.ReadAllBytes(path));
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path} is damaged: {DamagedFile.Told(error)}.", error);
        }
    }

    private static void WriteFile(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Two folders cannot be exchanged at once: the one that is replaced has another name for a moment, by which <see cref="Load"/> finds
    /// it.
    /// </summary>
    private static void Replace(string path, string workshop)
    {
        if (Directory.Exists(path))
        {
            if (Directory.Exists(Previous(path))) Directory.Delete(Previous(path), recursive: true);
            Directory.Move(path, Previous(path));
        }
        Directory.Move(workshop, path);
        if (Directory.Exists(Previous(path))) Directory.Delete(Previous(path), recursive: true);
    }

    private static string Previous(string path) => Path.TrimEndingDirectorySeparator(path) + ".previous";
}
