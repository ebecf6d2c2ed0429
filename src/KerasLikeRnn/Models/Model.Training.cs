using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Models;

public abstract partial class Model
{
    private Trainer? trainer;
    private Logs? lastLogs;
    private bool? hasOwnStep;
    private bool? hasOwnSteps;
    private Func<IEnumerator<StepData>, Logs>? trainFunction;
    private Func<IEnumerator<StepData>, Logs>? testFunction;
    private Func<IEnumerator<StepData>, Tensors>? predictFunction;

    /// <summary>What runs the model over data, from one compile to the next.</summary>
    private Trainer Trainer => LazyInitializer.EnsureInitialized(ref trainer, () => new(this));

    /// <summary>Trains the model.</summary>
    /// <param name="x">Inputs, the first axis counting the samples; or what gives batches of inputs
    /// and targets: a Sequence, an iterator.</param>
    /// <param name="y">Targets.</param>
    /// <param name="batch_size">Samples of a batch, 32 by default.</param>
    /// <param name="epochs">The epoch to stop after, counted from 1.</param>
    /// <param name="verbose">0 nothing, 1 or "auto" a progress bar, 2 a line an epoch.</param>
    /// <param name="callbacks">Objects told about the beginning and end of batches and epochs.</param>
    /// <param name="validation_split">Share of the samples, taken from the end, to validate on.</param>
    /// <param name="validation_data">Data to validate on: (x, y) or (x, y, sample weights).</param>
    /// <param name="shuffle">Whether the samples are shuffled before each epoch; "batch" shuffles the batches only.</param>
    /// <param name="class_weight">Weights of classes in the loss.</param>
    /// <param name="sample_weight">Weights of samples in the loss and in the weighted metrics.</param>
    /// <param name="initial_epoch">The epoch to begin with, counted from 0.</param>
    /// <param name="steps_per_epoch">Batches of an epoch; all by default. The next epoch goes on where it stopped.</param>
    /// <param name="validation_steps">Batches of a validation; all by default.</param>
    /// <param name="validation_batch_size">Samples of a validation batch; batch_size by default.</param>
    /// <param name="validation_freq">After which epochs to validate: every n-th, or a list of them (counted from 1).</param>
    /// <param name="max_queue_size">How many batches a Sequence or generator makes ahead, where workers do it; arrays need no
    /// queue.</param>
    /// <param name="workers">How many threads make batches of a Sequence ahead; up to 1 they are made when needed.</param>
    /// <param name="use_multiprocessing">Whether other processes are to make the batches: here they are threads.</param>
    /// <returns>The history: loss and metrics of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model was not compiled.</exception>
    /// <exception cref="ValueError">The data do not fit the model or each other.</exception>
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public History fit(
        DataLike? x = null, DataLike? y = null, int? batch_size = null, int epochs = 1, VerboseLike verbose = default,
        IReadOnlyList<Callback>? callbacks = null, double validation_split = 0.0, DataLike? validation_data = null,
        ShuffleLike shuffle = default, Dictionary<int, double>? class_weight = null, DataLike? sample_weight = null, int initial_epoch = 0,
        int? steps_per_epoch = null, int? validation_steps = null, int? validation_batch_size = null,
        ValidationFrequency validation_freq = default, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false)
    {
        CheckCompiled();
        var input = RequiredData(x, nameof(x));
        if (validation_split != 0) CheckCanSplit(input);
        if (validation_split != 0 && validation_data is null)
            ((input, y, sample_weight), validation_data) = SplitOffValidation(input, y, sample_weight, validation_split);
        var passes = Math.Max(epochs - initial_epoch, 1);
        var made = new BatchRequest(steps_per_epoch)
        {
            Workers = workers, MaxQueueSize = max_queue_size, UseMultiprocessing = use_multiprocessing,
        };
        var data = WithClassWeights(
            BatchesOf(input, y, sample_weight, made with { Shuffle = shuffle.Rows || shuffle.Batches })
                ?? new ArrayBatches(input, y, sample_weight, batch_size, steps_per_epoch, passes, shuffle),
            class_weight);
        var validation = validation_data is not { } held ? null : new Validation(
            () => ValidationBatches(held, validation_batch_size ?? batch_size, made with { Steps = validation_steps }), validation_freq);
        Trainer.Fit(data, () => CallbacksFor(callbacks, verbose, epochs, data), initial_epoch, epochs, validation);
        return history!;
    }

    /// <summary>Loss and metrics on data.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Targets.</param>
    /// <param name="batch_size">Samples of a batch, 32 by default.</param>
    /// <param name="verbose">0 nothing, 1 or "auto" a progress bar, 2 one line.</param>
    /// <param name="sample_weight">Weights of samples in the loss and in the weighted metrics.</param>
    /// <param name="steps">Batches to look at; all by default.</param>
    /// <param name="callbacks">Objects told about the beginning and end of batches.</param>
    /// <param name="max_queue_size">How many batches a Sequence or generator makes ahead, where workers do it; arrays need no
    /// queue.</param>
    /// <param name="workers">How many threads make batches of a Sequence ahead; up to 1 they are made when needed.</param>
    /// <param name="use_multiprocessing">Whether other processes are to make the batches: here they are threads.</param>
    /// <param name="return_dict">Whether the result prints as a dictionary.</param>
    /// <returns>The loss, then the metrics; a number where there are no metrics.</returns>
    /// <exception cref="InvalidOperationException">The model was not compiled.</exception>
    /// <exception cref="ValueError">The data do not fit the model or each other.</exception>
    public Scores evaluate(
        DataLike? x = null, DataLike? y = null, int? batch_size = null, VerboseLike verbose = default, DataLike? sample_weight = null,
        int? steps = null, IReadOnlyList<Callback>? callbacks = null, int max_queue_size = 10, int workers = 1,
        bool use_multiprocessing = false, bool return_dict = false)
    {
        CheckCompiled();
        var input = RequiredData(x, nameof(x));
        var made = new BatchRequest(steps) { Workers = workers, MaxQueueSize = max_queue_size, UseMultiprocessing = use_multiprocessing };
        var data = BatchesOf(input, y, sample_weight, made) ?? new ArrayBatches(input, y, sample_weight, batch_size, steps);
        return ToScores(Trainer.Evaluate(data, () => CallbacksFor(callbacks, verbose, 1, data)), return_dict);
    }

    /// <summary>Outputs for inputs.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="batch_size">Samples of a batch, 32 by default.</param>
    /// <param name="verbose">0 nothing, 1 or "auto" a progress bar, 2 one line.</param>
    /// <param name="steps">Batches to look at; all by default.</param>
    /// <param name="callbacks">Objects told about the beginning and end of batches.</param>
    /// <param name="max_queue_size">How many batches a Sequence or generator makes ahead, where workers do it; arrays need no
    /// queue.</param>
    /// <param name="workers">How many threads make batches of a Sequence ahead; up to 1 they are made when needed.</param>
    /// <param name="use_multiprocessing">Whether other processes are to make the batches: here they are threads.</param>
    /// <returns>The outputs of all batches, one after another.</returns>
    public Predictions predict(
        DataLike x, int? batch_size = null, VerboseLike verbose = default, int? steps = null, IReadOnlyList<Callback>? callbacks = null,
        int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false)
    {
        var input = RequiredData(x, nameof(x));
        var made = new BatchRequest(steps) { Workers = workers, MaxQueueSize = max_queue_size, UseMultiprocessing = use_multiprocessing };
        var data = BatchesOf(input, null, null, made) ?? new ArrayBatches(input, null, null, batch_size, steps);
        return Trainer.Predict(data, () => CallbacksFor(callbacks, verbose, 1, data));
    }

    /// <summary>One training step on one batch.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Targets.</param>
    /// <param name="sample_weight">Weights of samples.</param>
    /// <param name="class_weight">Weights of classes.</param>
    /// <param name="reset_metrics">Whether the metrics are of this batch only.</param>
    /// <param name="return_dict">Whether the result prints as a dictionary.</param>
    public Scores train_on_batch(
        DataLike x, DataLike? y = null, DataLike? sample_weight = null, Dictionary<int, double>? class_weight = null,
        bool reset_metrics = true, bool return_dict = false)
    {
        CheckCompiled();
        if (reset_metrics) this.reset_metrics();
        return ToScores(Trainer.TrainOnBatch(WithClassWeights(AsOneBatch(x, y, sample_weight), class_weight)), return_dict);
    }

    /// <summary>Loss and metrics on one batch.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Targets.</param>
    /// <param name="sample_weight">Weights of samples.</param>
    /// <param name="reset_metrics">Whether the metrics are of this batch only.</param>
    /// <param name="return_dict">Whether the result prints as a dictionary.</param>
    public Scores test_on_batch(
        DataLike x, DataLike? y = null, DataLike? sample_weight = null, bool reset_metrics = true, bool return_dict = false)
    {
        CheckCompiled();
        if (reset_metrics) this.reset_metrics();
        return ToScores(Trainer.TestOnBatch(AsOneBatch(x, y, sample_weight)), return_dict);
    }

    /// <summary>Outputs for one batch.</summary>
    /// <param name="x">Inputs.</param>
    public Predictions predict_on_batch(DataLike x) => Trainer.PredictOnBatch(AsOneBatch(x, null, null));

    /// <summary>
    /// A dictionary has what the step reported; a list has the metrics in their order, then what else there is by its name.
    /// </summary>
    private Scores ToScores(Logs logs, bool named)
    {
        var order = metrics_names;
        var first = order.Where(logs.ContainsKey);
        var names = named ? logs.Keys : first.Concat(logs.Keys.Except(order).Order(StringComparer.Ordinal));
        return new(names.Select(name => (name, logs[name])), named);
    }

    /// <summary>
    /// Whether steps run as Python code does and not as functions that TensorFlow compiles. Operations run at once in any case; what it
    /// changes is where the random numbers of a step come from.
    /// </summary>
    public bool run_eagerly { get; set; }

    /// <summary>Makes what fit does with each batch. Override it to train in a way of one's own around <see cref="train_step"/>.</summary>
    /// <param name="force">Whether to make it anew; else it is kept until the next compile.</param>
    /// <returns>A function that takes the next batch of an iterator, and gives names and values to report.</returns>
    public virtual Func<IEnumerator<StepData>, Logs> make_train_function(bool force = false) =>
        trainFunction = force || trainFunction is null ? batches => train_step(Next(batches)) : trainFunction;

    /// <summary>Makes what evaluate does with each batch, as <see cref="make_train_function"/>.</summary>
    /// <param name="force">Whether to make it anew; else it is kept until the next compile.</param>
    public virtual Func<IEnumerator<StepData>, Logs> make_test_function(bool force = false) =>
        testFunction = force || testFunction is null ? batches => test_step(Next(batches)) : testFunction;

    /// <summary>Makes what predict does with each batch, as <see cref="make_train_function"/>.</summary>
    /// <param name="force">Whether to make it anew; else it is kept until the next compile.</param>
    /// <returns>A function that takes the next batch of an iterator, and gives the outputs.</returns>
    public virtual Func<IEnumerator<StepData>, Tensors> make_predict_function(bool force = false) =>
        predictFunction = force || predictFunction is null ? batches => predict_step(Next(batches).X) : predictFunction;

    private static StepData Next(IEnumerator<StepData> batches) => batches.MoveNext()
        ? batches.Current
        : throw new InvalidOperationException("The iterator has no batch left.");

    /// <summary>What a batch of fit does; override it to train in a way of one's own.</summary>
    /// <param name="data">The batch: <c>var (x, y) = data;</c> or <c>var (x, y, sample_weight) = data;</c></param>
    /// <returns>Names and values to report.</returns>
    public virtual Logs train_step(StepData data)
    {
        var (x, y, sample_weight) = Required.NotNull(data);
        using var tape = new GradientTape();
        var y_pred = this[x, training: true];
        var loss = compute_loss(x, y, y_pred, sample_weight) ?? throw NoLoss();
        optimizer.minimize(loss, trainable_weights, tape);
        return compute_metrics(x, y, y_pred, sample_weight);
    }

    /// <summary>What a batch of evaluate does; override it to evaluate in a way of one's own.</summary>
    /// <param name="data">The batch.</param>
    /// <returns>Names and values to report.</returns>
    public virtual Logs test_step(StepData data)
    {
        var (x, y, sample_weight) = Required.NotNull(data);
        var y_pred = this[x, training: false];
        compute_loss(x, y, y_pred, sample_weight);
        return compute_metrics(x, y, y_pred, sample_weight);
    }

    /// <summary>What a batch of predict does.</summary>
    /// <param name="data">The inputs.</param>
    public virtual Tensors predict_step(Tensors data) => this[data, training: false];

    /// <summary>The total loss of a batch, which also enters the means of the epoch.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Targets; none for a model whose layers add all of the loss.</param>
    /// <param name="y_pred">Outputs.</param>
    /// <param name="sample_weight">Weights of samples.</param>
    /// <returns>The value whose gradient is taken; null without any loss.</returns>
    public virtual Tensor? compute_loss(Tensors? x = null, Tensors? y = null, Tensors? y_pred = null, Tensors? sample_weight = null)
    {
        Required.NotNull(y_pred);
        if (y is null && compiled_loss.IsGiven)
            throw new ValueError(
                "Target data is missing. Your model was compiled with a loss, and therefore expects target data to be provided: give `y`, "
                + "an array with one row for each sample.", nameof(y));
        return compiled_loss.Invoke(
            PerOutput(y, y_pred), y_pred, PerOutput(sample_weight, y_pred), [.. y_pred.Select(output => output.Mask)], losses);
    }

    /// <summary>Takes a batch into the metrics.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Targets.</param>
    /// <param name="y_pred">Outputs.</param>
    /// <param name="sample_weight">Weights of samples.</param>
    /// <returns>Names and values of the epoch so far, the loss first.</returns>
    public virtual Logs compute_metrics(Tensors x, Tensors? y, Tensors y_pred, Tensors? sample_weight)
    {
        Required.NotNull(y_pred);
        compiled_metrics.update_state(
            PerOutput(y, y_pred), y_pred, PerOutput(sample_weight, y_pred), [.. y_pred.Select(output => output.Mask)]);
        TakeReports();
        HasRun = true;
        lastLogs = new Logs(Report);
        if (HasOwnStep) lastLogs.Compute();
        return lastLogs;
    }

    /// <summary>Whether a step is the user's own, which may do with its metrics after a report what it likes.</summary>
    private bool HasOwnStep => hasOwnStep ??= new Func<StepData, Logs>(train_step).Method.DeclaringType != typeof(Model)
        || new Func<StepData, Logs>(test_step).Method.DeclaringType != typeof(Model)
        || new Func<bool, Func<IEnumerator<StepData>, Logs>>(make_train_function).Method.DeclaringType != typeof(Model)
        || new Func<bool, Func<IEnumerator<StepData>, Logs>>(make_test_function).Method.DeclaringType != typeof(Model);

    private static DataLike RequiredData(DataLike? data, string argument) =>
        data ?? throw new ValueError("Data are needed: give an array whose first axis counts the samples. Received: None", argument);

    private static ArrayBatches AsOneBatch(DataLike x, DataLike? y, DataLike? sampleWeight) =>
        new(x, y, sampleWeight, Math.Max(RequiredData(x, nameof(x)).Samples, 1), null);

    private static BatchSource ValidationBatches(DataLike data, int? batchSize, BatchRequest request)
    {
        if (BatchesOf(data, null, null, request) is { } made) return made;
        var (x, y, sampleWeight) = data.Unpacked();
        return new ArrayBatches(x, y, sampleWeight, batchSize, request.Steps);
    }

    /// <summary>The batches of data that make them by themselves; null for arrays.</summary>
    /// <exception cref="ValueError">There are targets or weights beside them; the message is Keras's.</exception>
    private static BatchSource? BatchesOf(DataLike x, DataLike? y, DataLike? sampleWeight, BatchRequest request)
    {
        if (x.Batches is not { } batches) return null;
        foreach (var (name, given) in new[] { ("y", y), ("sample_weight", sampleWeight) })
            if (given is not null) throw new ValueError($"`{name}` argument is not supported when using {batches.Kind} as input.", name);
        return batches.Batches(request);
    }

    private static void CheckCanSplit(DataLike x)
    {
        if (x.Batches is { } batches)
            throw new ValueError(
                "`validation_split` is only supported for Tensors or NumPy arrays, found following types in the input: "
                + $"[{batches.PythonType}]", "validation_split");
    }

    private BatchSource WithClassWeights(BatchSource data, Dictionary<int, double>? class_weight) =>
        class_weight is null ? data : new ClassWeightedBatches(data, new ClassWeights(class_weight), OutputNames?.Count);

    /// <exception cref="ValueError">Nothing would be left on one side; the message is Keras's.</exception>
    private static ((DataLike X, DataLike? Y, DataLike? Weight) Train, DataLike Validation) SplitOffValidation(
        DataLike x, DataLike? y, DataLike? sampleWeight, double share)
    {
        var all = x.Samples;
        var at = (int)Math.Floor(all * (1.0 - share));
        if (at <= 0 || at >= all)
            throw new ValueError(
                $"Training data contains {all} samples, which is not sufficient to split it into a validation and training set as "
                + $"specified by `validation_split={PythonText.Repr(share)}`. Either provide more data, or a different value for the "
                + $"`validation_split` argument.", "validation_split");
        foreach (var data in new[] { y, sampleWeight })
            if (data is not null && data.Arrays.Any(array => array.Samples != all)) _ = new ArrayBatches(x, y, sampleWeight, null, null);
        return ((x.Range(0, at), y?.Range(0, at), sampleWeight?.Range(0, at)),
            (x.Range(at, all), y?.Range(at, all), sampleWeight?.Range(at, all)));
    }

    private CallbackList CallbacksFor(IReadOnlyList<Callback>? callbacks, VerboseLike verbose, int epochs, BatchSource data) => new(
        callbacks, add_history: true, add_progbar: verbose.Level != 0, model: this, verbose: verbose.Level, epochs: epochs,
        steps: data.Steps);

    private void CheckCompiled()
    {
        if (compiledOptimizer is null) throw NotCompiled();
    }

    /// <summary>The names and values of all metrics.</summary>
    private void Report(Logs logs)
    {
        foreach (var metric in metrics) logs[metric.name] = metric.Value;
    }

    private static ValueError NoLoss() => new(
        "No loss found. You may have forgotten to provide a `loss` argument in the `compile()` method.");

    /// <summary>One array for each output: by name, in order, or the only one for all.</summary>
    /// <exception cref="ValueError">Their number differs, or a name is unknown.</exception>
    private Tensor?[] PerOutput(Tensors? data, Tensors outputs)
    {
        if (data is null) return new Tensor?[outputs.Count];
        if (data.Names is not null && (OutputKeys ?? outputs.Names ?? OutputNames) is { } names)
            return [.. Serialization.PerOutput.InOrder(data.Names.Zip(data).ToDictionary(pair => pair.First, pair => pair.Second), names)];
        if (data.Count == outputs.Count) return [.. data];
        return data.Count == 1 ? [.. Enumerable.Repeat(data[0], outputs.Count)] : throw new ValueError(
            $"The model has {outputs.Count} outputs and was given {data.Count} arrays for them. Give one for each output, or a dictionary "
            + $"by output name: {string.Join(", ", OutputNames ?? [])}");
    }

    /// <summary>Begins a pass that all calls of layers belong to until it is disposed of.</summary>
    internal Inside BeginPass() => (lastPass = new CallContext { IsBatchSizeOpen = true }).Enter(flows: HasOwnSteps);

    /// <summary>Whether a class of one's own says what a step does.</summary>
    internal bool HasOwnSteps => hasOwnSteps ??= Kind.Calls || HasOwnStep
        || new Func<Tensors, Tensors>(predict_step).Method.DeclaringType != typeof(Model)
        || new Func<bool, Func<IEnumerator<StepData>, Tensors>>(make_predict_function).Method.DeclaringType != typeof(Model);

    /// <summary>Adds what layers reported to their means.</summary>
    private void TakeReports()
    {
        foreach (var (name, value) in CallContext.Current?.Reports ?? [])
        {
            if (!reports.TryGetValue(name, out var mean)) reports[name] = mean = new Mean(name);
            mean.TakeIn(value, 1);
        }
    }
}
