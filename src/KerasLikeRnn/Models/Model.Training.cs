using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Models;

public abstract partial class Model
{
    private int stepsPerExecution = 1;
    private FunctionStreams? trainStreams;
    private FunctionStreams? testStreams;
    private FunctionStreams? predictStreams;

    /// <summary>Trains the model.</summary>
    /// <param name="x">Inputs, the first axis counting the samples.</param>
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
    /// <param name="max_queue_size">For generators; arrays need no queue.</param>
    /// <param name="workers">For generators; arrays need no workers.</param>
    /// <param name="use_multiprocessing">For generators; arrays need no processes.</param>
    /// <returns>The history: loss and metrics of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model was not compiled.</exception>
    /// <exception cref="ValueError">The data do not fit the model or each other.</exception>
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public History fit(
        DataLike? x = null, DataLike? y = null, int? batch_size = null, int epochs = 1, VerboseLike verbose = default,
        IReadOnlyList<Callback>? callbacks = null, double validation_split = 0.0, ValidationData? validation_data = null,
        ShuffleLike shuffle = default, Dictionary<int, double>? class_weight = null, DataLike? sample_weight = null, int initial_epoch = 0,
        int? steps_per_epoch = null, int? validation_steps = null, int? validation_batch_size = null,
        ValidationFrequency validation_freq = default, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false)
    {
        CheckCompiled();
        var input = Required(x, nameof(x));
        if (validation_split != 0 && validation_data is null)
            ((input, y, sample_weight), validation_data) = Split(input, y, sample_weight, validation_split);
        var batches = new ArrayBatches(input, y, sample_weight, batch_size, steps_per_epoch, Math.Max(epochs - initial_epoch, 1), shuffle);
        var weights = class_weight is null ? null : new ClassWeights(class_weight);
        IReadOnlyList<InputSignature>? signature = null;
        var told = Told(callbacks, verbose, epochs, batches);
        using var interruption = new Interruption();
        stop_training = false;
        told.on_train_begin();
        Logs logs = [];
        for (var epoch = initial_epoch; epoch < epochs && !stop_training; epoch++)
        {
            reset_metrics();
            told.on_epoch_begin(epoch);
            var done = Steps(batches, told.on_train_batch_begin, told.on_train_batch_end, batch => TrainOnBatch(batch, weights, signature ??= Signature(batch, batches.InputShapes[0].Dims[0])), interruption, told, trains: true, ref logs);
            if (done == 0) throw NoData("train_function");
            if (validation_data is not null && validation_freq.IsDue(epoch))
                foreach (var (key, value) in Evaluate(
                    new ArrayBatches(validation_data.X, validation_data.Y, validation_data.SampleWeight, validation_batch_size ?? batch_size, validation_steps), told, interruption))
                    logs["val_" + key] = value;
            told.on_epoch_end(epoch, logs);
            if (done < batches.Steps && !stop_training)
            {
                Messages.Warn(Invariant($"Your input ran out of data; interrupting training. Make sure that your dataset or generator can generate at least `steps_per_epoch * epochs` batches (in this case, {(epochs - initial_epoch) * (long)batches.Steps} batches). You may need to use the repeat() function when building your dataset."));
                break;
            }
        }
        told.on_train_end(logs);
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
    /// <param name="max_queue_size">For generators; arrays need no queue.</param>
    /// <param name="workers">For generators; arrays need no workers.</param>
    /// <param name="use_multiprocessing">For generators; arrays need no processes.</param>
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
        var batches = new ArrayBatches(Required(x, nameof(x)), y, sample_weight, batch_size, steps);
        using var interruption = new Interruption();
        var logs = Evaluate(batches, Told(callbacks, verbose, 1, batches), interruption);
        return Scored(logs, return_dict);
    }

    /// <summary>Outputs for inputs.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="batch_size">Samples of a batch, 32 by default.</param>
    /// <param name="verbose">0 nothing, 1 or "auto" a progress bar, 2 one line.</param>
    /// <param name="steps">Batches to look at; all by default.</param>
    /// <param name="callbacks">Objects told about the beginning and end of batches.</param>
    /// <param name="max_queue_size">For generators; arrays need no queue.</param>
    /// <param name="workers">For generators; arrays need no workers.</param>
    /// <param name="use_multiprocessing">For generators; arrays need no processes.</param>
    /// <returns>The outputs of all batches, one after another.</returns>
    public Predictions predict(
        DataLike x, int? batch_size = null, VerboseLike verbose = default, int? steps = null, IReadOnlyList<Callback>? callbacks = null,
        int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false)
    {
        var batches = new ArrayBatches(Required(x, nameof(x)), null, null, batch_size, steps);
        var told = Told(callbacks, verbose, 1, batches);
        using var interruption = new Interruption();
        var outputs = new OutputBuffer();
        Logs logs = [];
        told.on_predict_begin();
        var done = Steps(batches, told.on_predict_batch_begin, told.on_predict_batch_end, batch =>
        {
            using var scope = MemoryScope.OfThread();
            outputs.Add(Predicted(batch, batches.InputShapes));
            return new Logs();
        }, interruption, told, trains: false, ref logs);
        if (done == 0) throw NoData("predict_function");
        told.on_predict_end();
        return outputs.ToPredictions();
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
        var logs = TrainOnBatch(Whole(x, y, sample_weight), class_weight is null ? null : new ClassWeights(class_weight));
        return Scored(logs, return_dict);
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
        var batch = Whole(x, y, sample_weight);
        var logs = TestOnBatch(batch, Shapes(batch));
        return Scored(logs, return_dict);
    }

    /// <summary>Outputs for one batch.</summary>
    /// <param name="x">Inputs.</param>
    public Predictions predict_on_batch(DataLike x)
    {
        using var scope = MemoryScope.OfThread();
        var batch = Whole(x, null, null);
        var outputs = new OutputBuffer();
        outputs.Add(Predicted(batch, Shapes(batch)));
        return outputs.ToPredictions();
    }

    /// <summary>A dictionary has what the step reported; a list has the metrics in their order, then what else there is by its name.</summary>
    private Scores Scored(Logs logs, bool named)
    {
        var order = metrics_names;
        var first = order.Where(logs.ContainsKey);
        var names = named ? logs.Keys : first.Concat(logs.Keys.Except(order).Order(StringComparer.Ordinal));
        return new(names.Select(name => (name, logs[name])), named);
    }

    /// <summary>What a batch of fit does; override it to train in a way of one's own.</summary>
    /// <param name="data">The batch: <c>var (x, y) = data;</c> or <c>var (x, y, sample_weight) = data;</c></param>
    /// <returns>Names and values to report.</returns>
    public virtual Logs train_step(StepData data)
    {
        var (x, y, sample_weight) = KerasLikeRnn.Required.NotNull(data);
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
        var (x, y, sample_weight) = KerasLikeRnn.Required.NotNull(data);
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
        KerasLikeRnn.Required.NotNull(y_pred);
        if (y is null && compiled_loss.IsGiven)
            throw new ValueError("Target data is missing. Your model was compiled with a loss, and therefore expects target data to be provided: give `y`, an array with one row for each sample.", nameof(y));
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
        KerasLikeRnn.Required.NotNull(y_pred);
        compiled_metrics.update_state(
            PerOutput(y, y_pred), y_pred, PerOutput(sample_weight, y_pred), [.. y_pred.Select(output => output.Mask)]);
        TakeReports();
        hasRun = true;
        var logs = new Logs();
        foreach (var metric in metrics) logs[metric.name] = metric.Value;
        return logs;
    }

    private static DataLike Required(DataLike? data, string argument) =>
        data ?? throw new ValueError("Data are needed: give an array whose first axis counts the samples. Received: None", argument);

    private static Batch Whole(DataLike x, DataLike? y, DataLike? sampleWeight) =>
        new ArrayBatches(x, y, sampleWeight, Math.Max(Required(x, nameof(x)).Samples, 1), null).Next() ?? throw NoData("train_function");

    private static ValueError NoData(string function) => new(
        $"Unexpected result of `{function}` (Empty logs). The data hold no samples: give at least one.");

    /// <exception cref="ValueError">Nothing would be left on one side; the message is Keras's.</exception>
    private static ((DataLike X, DataLike? Y, DataLike? Weight) Train, ValidationData Validation) Split(
        DataLike x, DataLike? y, DataLike? sampleWeight, double share)
    {
        var all = x.Samples;
        var at = (int)Math.Floor(all * (1.0 - share));
        if (at <= 0 || at >= all)
            throw new ValueError(
                $"Training data contains {all} samples, which is not sufficient to split it into a validation and training set as specified by `validation_split={PythonText.Repr(share)}`. Either provide more data, or a different value for the `validation_split` argument.", "validation_split");
        foreach (var data in new[] { y, sampleWeight })
            if (data is not null && data.Any(array => array.Samples != all)) _ = new ArrayBatches(x, y, sampleWeight, null, null);
        return ((x.Range(0, at), y?.Range(0, at), sampleWeight?.Range(0, at)),
            new ValidationData(x.Range(at, all), y?.Range(at, all), sampleWeight?.Range(at, all)));
    }

    private CallbackList Told(IReadOnlyList<Callback>? callbacks, VerboseLike verbose, int epochs, ArrayBatches batches) => new(
        callbacks, add_history: true, add_progbar: verbose.Level != 0, model: this, verbose: verbose.Level, epochs: epochs,
        steps: batches.Steps);

    private void CheckCompiled()
    {
        if (compiledOptimizer is null) throw NotCompiled();
    }

    /// <summary>Runs the batches of an epoch and tells the callbacks. Returns how many there were.</summary>
    private int Steps(
        ArrayBatches batches, Action<int, Logs?> begin, Action<int, Logs?> end, Func<Batch, Logs> run,
        Interruption interruption, CallbackList told, bool trains, ref Logs logs)
    {
        var step = 0;
        try
        {
            while (step < batches.Steps && !(trains && stop_training && step > 0))
            {
                using var scope = MemoryScope.OfThread();
                if (batches.Next() is not { } batch) break;
                begin(step, null);
                if (trains) EnsureInferred(batches.InputShapes, batch.X);
                logs = run(batch);
                for (step++; step % stepsPerExecution != 0 && step < batches.Steps && batches.Next() is { } next; step++) logs = run(next);
                end(step - 1, logs);
                interruption.ThrowIfRequested();
            }
        }
        catch
        {
            // Ctrl+C or an error: the unfinished bar must not swallow what is printed next. Where nobody catches, that is the
            // error's text, and nothing more is run: hence no finally.
            told.Abandon();
            throw;
        }
        return step;
    }

    private Logs Evaluate(ArrayBatches batches, CallbackList told, Interruption interruption)
    {
        Logs logs = [];
        told.on_test_begin();
        reset_metrics();
        var done = Steps(
            batches, told.on_test_batch_begin, told.on_test_batch_end, batch => TestOnBatch(batch, batches.InputShapes), interruption, told,
            trains: false, ref logs);
        if (done == 0) throw NoData("test_function");
        told.on_test_end(logs);
        return logs;
    }

    private Logs TrainOnBatch(Batch batch, ClassWeights? classWeights, IReadOnlyList<InputSignature>? signature = null)
    {
        using var scope = MemoryScope.OfThread();
        using var trainable = compiledTrainable!.Respect();
        EnsureInferred(Shapes(batch), batch.X);
        constraints = null;
        hasRun = true;
        var data = new StepData(batch.X, batch.Y, classWeights is null ? batch.SampleWeight : Weighted(batch, classWeights));
        return AsFunction(ref trainStreams, signature ?? Signature(batch), makesVariables: true, () => train_step(data), isSure: true);
    }

    private Logs TestOnBatch(Batch batch, Shape[] shapes)
    {
        using var scope = MemoryScope.OfThread();
        var makesVariables = !built || compiledMetrics is { IsBuilt: false };
        EnsureInferred(shapes, batch.X);
        hasRun = true;
        var data = new StepData(batch.X, batch.Y, batch.SampleWeight);
        return AsFunction(ref testStreams, Signature(batch, shapes[0].Dims[0]), makesVariables, () => test_step(data));
    }

    private Tensors Predicted(Batch batch, Shape[] shapes)
    {
        var makesVariables = !built;
        EnsureInferred(shapes, batch.X);
        return AsFunction(ref predictStreams, Signature(batch, shapes[0].Dims[0]), makesVariables, () => predict_step(batch.X));
    }

    /// <summary>
    /// Runs a step as the function that Keras compiles of it: its random numbers come from a graph of its own. A function that makes
    /// variables is traced twice; so its step runs once more here where it may take seeds from NumPy's random numbers.
    /// </summary>
    private T AsFunction<T>(
        ref FunctionStreams? function, IReadOnlyList<InputSignature> signature, bool makesVariables, Func<T> step, bool isSure = false)
    {
        lock (reports)
            if (function is null)
            {
                makesVariables = makesVariables && (isSure || !HasOwnSteps || Makes(step));
                var rehearses = makesVariables && (RandomStreams.Global.TakesSeeds || !built);
                if (rehearses) Rehearse(step);
                function = RandomStreams.Global.Function(makesVariables && !rehearses);
            }
        using var graph = function.Step(signature);
        using var pass = BeginPass();
        return step();
    }

    /// <summary>Whether a class of one's own says what a step does.</summary>
    private bool HasOwnSteps => hasOwnSteps ??= Kind.Calls || new Func<StepData, Logs>(train_step).Method.DeclaringType != typeof(Model)
        || new Func<StepData, Logs>(test_step).Method.DeclaringType != typeof(Model)
        || new Func<Tensors, Tensors>(predict_step).Method.DeclaringType != typeof(Model);

    /// <summary>Whether a step of one's own makes variables: one that uses neither call nor compiled_metrics may find all there.</summary>
    private bool Makes<T>(Func<T> step)
    {
        var (variables, metrics) = (Variable.Made, compiledMetrics?.IsBuilt);
        Rehearse(step, takesSeeds: false);
        return Variable.Made != variables || compiledMetrics?.IsBuilt != metrics;
    }

    private void Rehearse<T>(Func<T> step, bool takesSeeds = true)
    {
        using (MemoryScope.OfThread())
        using (Rehearsal.Begin())
        using (RandomStreams.Global.Trace(takesSeeds))
        using (BeginPass())
            step();
        reset_metrics();
    }

    private static Shape[] Shapes(Batch batch) => [.. batch.X.Select(tensor => tensor.Shape)];

    private Tensors Weighted(Batch batch, ClassWeights classWeights)
    {
        if ((OutputNames?.Count ?? batch.Y?.Count) > 1)
            throw new ValueError("`class_weight` is only supported for Models with a single output.", "class_weight");
        return classWeights.Of(batch.Y?[0] ?? throw new ValueError(
            "`class_weight` weighs targets: give `y`.", "class_weight"), batch.SampleWeight?[0]);
    }

    /// <summary>What tells the graphs of a training step apart: types and shapes of a batch, its size unknown where it varies.</summary>
    private static InputSignature[] Signature(Batch batch, int? batchSize = null) =>
        [.. batch.X.Concat(batch.Y ?? []).Concat(batch.SampleWeight ?? []).Select(tensor => new InputSignature(
            tensor.DType.Name(), [batchSize ?? tensor.Shape.Dims[0], .. tensor.Shape.Skip(1).Select(size => (long)size!.Value)]))];

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
            $"The model has {outputs.Count} outputs and was given {data.Count} arrays for them. Give one for each output, or a dictionary by output name: {string.Join(", ", OutputNames ?? [])}");
    }

    /// <summary>Begins a pass that all calls of layers belong to until it is disposed of.</summary>
    private Inside BeginPass() => (lastPass = new CallContext { IsBatchSizeOpen = true }).Enter(flows: HasOwnSteps);

    /// <summary>Adds what layers reported to their means.</summary>
    private void TakeReports()
    {
        using var pause = GradientTape.Pause();
        foreach (var (name, value) in CallContext.Current?.Reports ?? [])
        {
            if (!reports.TryGetValue(name, out var mean)) reports[name] = mean = new RunningMean(name);
            mean.Add(value, 1);
        }
    }

    private void EnsureInferred(Shape[] shapes, Tensors x)
    {
        using (MemoryScope.Lasting())
        using (GradientTape.Pause())
            Infer(shapes[0], x[0].DType);
    }
}
