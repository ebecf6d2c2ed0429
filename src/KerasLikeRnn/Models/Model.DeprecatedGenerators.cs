using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Models;

/// <content>What Keras had for generators before fit, evaluate and predict took them.</content>
public abstract partial class Model
{
    /// <summary>Trains the model; deprecated: fit takes generators.</summary>
    /// <param name="generator">A Sequence, or other data.</param>
    /// <param name="steps_per_epoch">Batches of an epoch; all by default.</param>
    /// <param name="epochs">The epoch to stop after, counted from 1.</param>
    /// <param name="verbose">0 nothing, 1 or "auto" a progress bar, 2 a line an epoch.</param>
    /// <param name="callbacks">Objects told about the beginning and end of batches and epochs.</param>
    /// <param name="validation_data">Data to validate on.</param>
    /// <param name="validation_steps">Batches of a validation; all by default.</param>
    /// <param name="validation_freq">After which epochs to validate.</param>
    /// <param name="class_weight">Weights of classes in the loss.</param>
    /// <param name="max_queue_size">How many batches are made ahead, where workers do it.</param>
    /// <param name="workers">How many threads make batches ahead.</param>
    /// <param name="use_multiprocessing">Whether other processes are to make them: here they are threads.</param>
    /// <param name="shuffle">Whether the order of the batches is drawn anew for each epoch.</param>
    /// <param name="initial_epoch">The epoch to begin with, counted from 0.</param>
    public History fit_generator(
        DataLike generator, int? steps_per_epoch = null, int epochs = 1, VerboseLike verbose = default,
        IReadOnlyList<Callback>? callbacks = null, DataLike? validation_data = null, int? validation_steps = null,
        ValidationFrequency validation_freq = default, Dictionary<int, double>? class_weight = null, int max_queue_size = 10,
        int workers = 1, bool use_multiprocessing = false, ShuffleLike shuffle = default, int initial_epoch = 0)
    {
        Required.NotNull(generator);
        WarnOfGenerator("fit");
        return fit(
            generator, epochs: epochs, verbose: verbose, callbacks: callbacks, validation_data: validation_data, shuffle: shuffle,
            class_weight: class_weight, initial_epoch: initial_epoch, steps_per_epoch: steps_per_epoch, validation_steps: validation_steps,
            validation_freq: validation_freq, max_queue_size: max_queue_size, workers: workers, use_multiprocessing: use_multiprocessing);
    }

    /// <summary>Trains the model on the batches of an iterator; deprecated.</summary>
    /// <inheritdoc cref="fit_generator(DataLike, int?, int, VerboseLike, IReadOnlyList{Callback}?, DataLike?, int?,
    /// ValidationFrequency, Dictionary{int, double}?, int, int, bool, ShuffleLike, int)"/>
    [OverloadResolutionPriority(-1)]
    public History fit_generator(
        IEnumerable generator, int? steps_per_epoch = null, int epochs = 1, VerboseLike verbose = default,
        IReadOnlyList<Callback>? callbacks = null, DataLike? validation_data = null, int? validation_steps = null,
        ValidationFrequency validation_freq = default, Dictionary<int, double>? class_weight = null, int max_queue_size = 10,
        int workers = 1, bool use_multiprocessing = false, ShuffleLike shuffle = default, int initial_epoch = 0) => fit_generator(
            DataLike.From(generator), steps_per_epoch, epochs, verbose, callbacks, validation_data, validation_steps, validation_freq,
            class_weight, max_queue_size, workers, use_multiprocessing, shuffle, initial_epoch);

    /// <inheritdoc cref="fit_generator(DataLike, int?, int, VerboseLike, IReadOnlyList{Callback}?, DataLike?, int?,
    /// ValidationFrequency, Dictionary{int, double}?, int, int, bool, ShuffleLike, int)"/>
    [OverloadResolutionPriority(-2)]
    public History fit_generator(
        DataLike generator, int? steps_per_epoch = null, int epochs = 1, VerboseLike verbose = default,
        IReadOnlyList<Callback>? callbacks = null, IEnumerable? validation_data = null, int? validation_steps = null,
        ValidationFrequency validation_freq = default, Dictionary<int, double>? class_weight = null, int max_queue_size = 10,
        int workers = 1, bool use_multiprocessing = false, ShuffleLike shuffle = default, int initial_epoch = 0) => fit_generator(
            generator, steps_per_epoch, epochs, verbose, callbacks, OfIterator(validation_data), validation_steps,
            validation_freq, class_weight, max_queue_size, workers, use_multiprocessing, shuffle, initial_epoch);

    /// <inheritdoc cref="fit_generator(DataLike, int?, int, VerboseLike, IReadOnlyList{Callback}?, DataLike?, int?,
    /// ValidationFrequency, Dictionary{int, double}?, int, int, bool, ShuffleLike, int)"/>
    [OverloadResolutionPriority(-3)]
    public History fit_generator(
        IEnumerable generator, int? steps_per_epoch = null, int epochs = 1, VerboseLike verbose = default,
        IReadOnlyList<Callback>? callbacks = null, IEnumerable? validation_data = null, int? validation_steps = null,
        ValidationFrequency validation_freq = default, Dictionary<int, double>? class_weight = null, int max_queue_size = 10,
        int workers = 1, bool use_multiprocessing = false, ShuffleLike shuffle = default, int initial_epoch = 0) => fit_generator(
            DataLike.From(generator), steps_per_epoch, epochs, verbose, callbacks, OfIterator(validation_data), validation_steps,
            validation_freq,
            class_weight, max_queue_size, workers, use_multiprocessing, shuffle, initial_epoch);

    /// <summary>Loss and metrics on data; deprecated: evaluate takes generators.</summary>
    /// <param name="generator">A Sequence, or other data.</param>
    /// <param name="steps">Batches to look at; all by default.</param>
    /// <param name="callbacks">Objects told about the beginning and end of batches.</param>
    /// <param name="max_queue_size">How many batches are made ahead, where workers do it.</param>
    /// <param name="workers">How many threads make batches ahead.</param>
    /// <param name="use_multiprocessing">Whether other processes are to make them: here they are threads.</param>
    /// <param name="verbose">0 nothing, 1 a progress bar, 2 one line.</param>
    public Scores evaluate_generator(
        DataLike generator, int? steps = null, IReadOnlyList<Callback>? callbacks = null, int max_queue_size = 10, int workers = 1,
        bool use_multiprocessing = false, int verbose = 0)
    {
        Required.NotNull(generator);
        WarnOfGenerator("evaluate");
        return evaluate(
            generator, steps: steps, callbacks: callbacks, max_queue_size: max_queue_size, workers: workers,
            use_multiprocessing: use_multiprocessing, verbose: verbose);
    }

    /// <summary>Loss and metrics on the batches of an iterator; deprecated.</summary>
    /// <inheritdoc cref="evaluate_generator(DataLike, int?, IReadOnlyList{Callback}?, int, int, bool, int)"/>
    [OverloadResolutionPriority(-1)]
    public Scores evaluate_generator(
        IEnumerable generator, int? steps = null, IReadOnlyList<Callback>? callbacks = null, int max_queue_size = 10, int workers = 1,
        bool use_multiprocessing = false, int verbose = 0) =>
        evaluate_generator(DataLike.From(generator), steps, callbacks, max_queue_size, workers, use_multiprocessing, verbose);

    /// <summary>Outputs for inputs; deprecated: predict takes generators.</summary>
    /// <param name="generator">A Sequence, or other data.</param>
    /// <param name="steps">Batches to look at; all by default.</param>
    /// <param name="callbacks">Objects told about the beginning and end of batches.</param>
    /// <param name="max_queue_size">How many batches are made ahead, where workers do it.</param>
    /// <param name="workers">How many threads make batches ahead.</param>
    /// <param name="use_multiprocessing">Whether other processes are to make them: here they are threads.</param>
    /// <param name="verbose">0 nothing, 1 a progress bar, 2 one line.</param>
    public Predictions predict_generator(
        DataLike generator, int? steps = null, IReadOnlyList<Callback>? callbacks = null, int max_queue_size = 10, int workers = 1,
        bool use_multiprocessing = false, int verbose = 0)
    {
        Required.NotNull(generator);
        WarnOfGenerator("predict");
        return predict(
            generator, steps: steps, callbacks: callbacks, max_queue_size: max_queue_size, workers: workers,
            use_multiprocessing: use_multiprocessing, verbose: verbose);
    }

    /// <summary>Outputs for the batches of an iterator; deprecated.</summary>
    /// <inheritdoc cref="predict_generator(DataLike, int?, IReadOnlyList{Callback}?, int, int, bool, int)"/>
    [OverloadResolutionPriority(-1)]
    public Predictions predict_generator(
        IEnumerable generator, int? steps = null, IReadOnlyList<Callback>? callbacks = null, int max_queue_size = 10, int workers = 1,
        bool use_multiprocessing = false, int verbose = 0) =>
        predict_generator(DataLike.From(generator), steps, callbacks, max_queue_size, workers, use_multiprocessing, verbose);

    private static void WarnOfGenerator(string instead) => PythonWarnings.Warn(
        $"`Model.{instead}_generator` is deprecated and will be removed in a future version. "
        + $"Please use `Model.{instead}`, which supports generators.");
}
