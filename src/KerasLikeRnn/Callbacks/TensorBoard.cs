using System.Diagnostics;

namespace KerasLikeRnn.Callbacks;

/// <summary>
/// Writes what TensorBoard shows into <c>log_dir/train</c> and <c>log_dir/validation</c>: losses and metrics, histograms and pictures of
/// weights, the model, tables of embeddings.
/// </summary>
/// <remarks>
/// Files, tags, steps and values are Keras's. Other than there: the graph is that of the layers, for no graph of operations exists here;
/// the tables of embeddings are texts which the projector's configuration names (<c>log_dir/train/keras_embedding-(layer).tsv</c>); the
/// losses and metrics of batches are written, which Keras 2.9 promises and forgets; and events are in their file at once.
/// </remarks>
[KerasExport("keras.callbacks.TensorBoard")]
public class TensorBoard : Callback
{
    private readonly Dictionary<string, EventFile> files = [];
    private readonly int? batchesBetween;
    private readonly EmbeddingsMetadata? metadata;
    private readonly BatchCounter trained = new();
    private readonly BatchCounter tested = new();
    private bool isGraphDue;
    private long epochBegan;
    private long batchBegan;
    private long iterationsBefore;

    /// <summary>Chooses what to write, when and where.</summary>
    /// <param name="log_dir">The folder, which is made where it is missing; of this callback alone.</param>
    /// <param name="histogram_freq">Epochs between two histograms of the weights; 0 for none.</param>
    /// <param name="write_graph">Whether to write the model and the graph of its layers.</param>
    /// <param name="write_images">Whether pictures of the weights go with their histograms.</param>
    /// <param name="write_steps_per_second">Whether to write how many batches a second are trained.</param>
    /// <param name="update_freq"><c>"epoch"</c>, <c>"batch"</c>, or a number of batches after which they are written too.</param>
    /// <param name="profile_batch">Must be 0: batches are not profiled.</param>
    /// <param name="embeddings_freq">Epochs between two writings of the tables of embeddings; 0 for none.</param>
    /// <param name="embeddings_metadata">
    /// File with the names of the tables' rows, one a line, seen from <paramref name="log_dir"/>; or a dictionary of such by layers' names.
    /// </param>
    /// <param name="write_grads">Of Keras 1; ignored with a warning.</param>
    /// <param name="batch_size">Of Keras 1; ignored with a warning.</param>
    /// <param name="embeddings_layer_names">Of Keras 1; ignored with a warning.</param>
    /// <param name="embeddings_data">Of Keras 1; ignored with a warning.</param>
    /// <exception cref="NotSupportedException">profile_batch is not 0.</exception>
    public TensorBoard(
        string log_dir = "logs", int histogram_freq = 0, bool write_graph = true, bool write_images = false,
        bool write_steps_per_second = false, UpdateFrequency update_freq = default, ProfileBatches profile_batch = default,
        int embeddings_freq = 0, EmbeddingsMetadata? embeddings_metadata = null, bool write_grads = false, int? batch_size = null,
        IReadOnlyList<string>? embeddings_layer_names = null, object? embeddings_data = null)
    {
        if (profile_batch.Start > 0)
            throw new NotSupportedException(
                "TensorBoard's profile_batch is not supported: TensorFlow's profiler has no counterpart here. Leave it out, and profile "
                + "the program with dotnet-trace.");
        this.log_dir = Required.NotEmpty(log_dir);
        this.histogram_freq = histogram_freq;
        this.write_graph = write_graph;
        this.write_images = write_images;
        this.write_steps_per_second = write_steps_per_second;
        this.embeddings_freq = embeddings_freq;
        metadata = embeddings_metadata;
        batchesBetween = update_freq.Batches;
        WarnOfOld(write_grads, batch_size is not (null or 0), embeddings_layer_names?.Count > 0, embeddings_data is not null);
    }

    /// <summary>The folder.</summary>
    public string log_dir { get; }

    /// <summary>Epochs between two histograms of the weights; 0 for none.</summary>
    public int histogram_freq { get; set; }

    /// <summary>Whether the model and the graph of its layers are written.</summary>
    public bool write_graph { get; set; }

    /// <summary>Whether pictures of the weights go with their histograms.</summary>
    public bool write_images { get; set; }

    /// <summary>Whether it is written how many batches a second are trained.</summary>
    public bool write_steps_per_second { get; set; }

    /// <summary>Epochs between two writings of the tables of embeddings; 0 for none.</summary>
    public int embeddings_freq { get; set; }

    /// <inheritdoc/>
    /// <exception cref="ValueError">embeddings_metadata names a layer that is no embedding of the model.</exception>
    public override void set_model(ICallbackModel model)
    {
        base.set_model(model);
        Close();
        isGraphDue = write_graph;
        if (write_graph) WriteModel();
        if (embeddings_freq != 0) ConfigureProjector();
    }

    /// <inheritdoc/>
    public override void on_train_begin(Logs logs = null!) => trained.Begin();

    /// <inheritdoc/>
    public override void on_train_end(Logs logs = null!) => Close();

    /// <summary>Closes the files: what was written is in them.</summary>
    protected internal override void Abandon() => Close();

    /// <inheritdoc/>
    public override void on_test_begin(Logs logs = null!) => tested.Begin();

    /// <inheritdoc/>
    public override void on_test_end(Logs logs = null!)
    {
        if (logs is null || !model.IsCompiled) return;
        foreach (var (name, value) in logs) Validation.Scalar($"evaluation_{name}_vs_iterations", value, model.optimizer.iterations);
    }

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs logs = null!)
    {
        if (!write_steps_per_second) return;
        iterationsBefore = model.optimizer.iterations;
        epochBegan = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public override void on_train_batch_begin(int batch, Logs logs = null!) => batchBegan = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs logs = null!)
    {
        var step = trained.End(batch);
        var isDue = step % batchesBetween == 0;
        if (isDue) WriteBatch(Train, logs, step);
        WriteGraph();
        if (isDue && write_steps_per_second) Train.Scalar("batch_steps_per_second", 1 / Seconds(batchBegan), step);
    }

    /// <inheritdoc/>
    public override void on_test_batch_end(int batch, Logs logs = null!)
    {
        var step = tested.End(batch);
        if (step % batchesBetween == 0) WriteBatch(Validation, logs, step);
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        WriteGraph();
        WriteEpoch(epoch, logs ?? []);
        if (histogram_freq != 0 && epoch % histogram_freq == 0) WriteWeights(epoch);
        if (embeddings_freq != 0 && epoch % embeddings_freq == 0) WriteEmbeddings();
    }

    /// <inheritdoc/>
    protected internal override void on_backup(BackupState state) => trained.Keep(Required.NotNull(state));

    internal override bool WantsTrainBatches => batchesBetween is not null;

    internal override bool WantsTestBatches => batchesBetween is not null;

    internal override bool WantsPredictBatches => false;

    private EventFile Train => FileIn("train");

    private EventFile Validation => FileIn("validation");

    private EventFile FileIn(string folder) =>
        files.TryGetValue(folder, out var file) ? file : files[folder] = new EventFile(Path.Join(log_dir, folder));

    private void Close()
    {
        foreach (var file in files.Values) file.Dispose();
        files.Clear();
    }

    // Only models whose configuration holds their layers; what cannot be written is not worth a training.
    private void WriteModel()
    {
        if (model.Calls is null && model.ClassName != "Sequential") return;
        try
        {
            Train.KerasModel("keras", model.to_json(), 0);
        }
        catch (Exception error) when (error is NotSupportedException or ValueError or TypeError)
        {
            Messages.Warn($"Model failed to serialize as JSON. Ignoring... {error.Message}");
        }
    }

    private static void WriteBatch(EventFile file, Logs? logs, long step)
    {
        foreach (var (name, value) in logs ?? []) file.Scalar("batch_" + name, value, step);
    }

    private void WriteGraph()
    {
        if (!isGraphDue) return;
        isGraphDue = false;
        Train.Graph(model.Calls is { } calls ? GraphMessage.Of(model.name, calls) : GraphMessage.Of(model.name, model.layers));
    }

    private void WriteEpoch(int epoch, Logs logs)
    {
        if (logs.Count == 0) return;
        const string OfValidation = "val_";
        foreach (var (name, value) in logs)
            if (!name.StartsWith(OfValidation, StringComparison.Ordinal)) Train.Scalar("epoch_" + name, value, epoch);
        if (model.optimizer.learning_rate.Schedule is { } schedule)
            Train.Scalar("epoch_learning_rate", schedule.__call__(model.optimizer.iterations), epoch);
        if (write_steps_per_second)
            Train.Scalar("epoch_steps_per_second", (model.optimizer.iterations - iterationsBefore) / Seconds(epochBegan), epoch);
        foreach (var (name, value) in logs)
            if (name.StartsWith(OfValidation, StringComparison.Ordinal))
                Validation.Scalar("epoch_" + name[OfValidation.Length..], value, epoch);
    }

    private void WriteWeights(int epoch)
    {
        foreach (var weight in model.layers.SelectMany(layer => layer.weights))
        {
            var tag = weight.Name.Replace(':', '_');
            Train.Histogram(tag, Numbers(weight), epoch);
            if (write_images && WeightImages.Of(weight.Value) is { } images)
                Train.Images(tag, images.Width, images.Height, images.Pictures, epoch);
        }
    }

    private static double[] Numbers(Variable weight)
    {
        using var scope = MemoryScope.OfThread();
        return Ops.Cast(weight.Current, DType.Float64).ToArray<double>();
    }

    /// <summary>The embeddings, with their numbers among the layers that have weights.</summary>
    private IEnumerable<(Layers.Embedding Layer, int Number)> Embeddings() => model.layers
        .Where(layer => layer.weights.Count > 0 || layer is Layers.Embedding)
        .Select((layer, number) => (Layer: layer, number))
        .Where(pair => pair.Layer is Layers.Embedding)
        .Select(pair => ((Layers.Embedding)pair.Layer, pair.number));

    private void ConfigureProjector()
    {
        var text = new StringBuilder();
        foreach (var (layer, number) in Embeddings())
        {
            text.Append("embeddings {\n");
            text.Append(Invariant($"  tensor_name: \"layer_with_weights-{number}/embeddings/.ATTRIBUTES/VARIABLE_VALUE\"\n"));
            if (metadata?.Of(layer.name) is { } path) text.Append(Invariant($"  metadata_path: {PythonJson.Dumps(path)}\n"));
            text.Append(Invariant($"  tensor_path: {PythonJson.Dumps("train/" + TableName(layer))}\n}}\n"));
        }
        if (metadata?.Unknown(Embeddings().Select(pair => pair.Layer.name)) is { Length: > 0 } unknown)
            throw new ValueError(
                "Unrecognized `Embedding` layer names passed to `keras.callbacks.TensorBoard` `embeddings_metadata` argument: "
                + $"dict_keys({PythonText.List(unknown)})", "embeddings_metadata");
        Directory.CreateDirectory(log_dir);
        TextFile.Write(Path.Join(log_dir, "projector_config.pbtxt"), writer => writer.Write(text));
    }

    private static string TableName(Layers.Embedding layer) => $"keras_embedding-{layer.name}.tsv";

    private void WriteEmbeddings()
    {
        Directory.CreateDirectory(Path.Join(log_dir, "train"));
        foreach (var (layer, _) in Embeddings())
        {
            if (!layer.built) continue;
            var table = Numbers(layer.weights[0]);
            var width = layer.weights[0].Shape.Dims[1];
            TextFile.Write(Path.Join(log_dir, "train", TableName(layer)), writer =>
            {
                for (var row = 0; row < table.Length; row += width)
                    writer.Write(string.Join('\t', table.Skip(row).Take(width).Select(number => PythonNumber.Repr((float)number))) + "\n");
            });
        }
    }

    private static double Seconds(long since) => Math.Max(Stopwatch.GetElapsedTime(since).TotalSeconds, 1e-9);

    private static void WarnOfOld(bool writesGrads, bool hasBatchSize, bool namesLayers, bool hasData)
    {
        if (writesGrads) Messages.Warn("`write_grads` will be ignored in TensorFlow 2.0 for the `TensorBoard` Callback.");
        if (hasBatchSize)
            Messages.Warn("`batch_size` is no longer needed in the `TensorBoard` Callback and will be ignored in TensorFlow 2.0.");
        if (namesLayers)
            Messages.Warn(
                "`embeddings_layer_names` is not supported in TensorFlow 2.0. Instead, all `Embedding` layers will be visualized.");
        if (hasData)
            Messages.Warn("`embeddings_data` is not supported in TensorFlow 2.0. Instead, all `Embedding` variables will be visualized.");
    }
}
