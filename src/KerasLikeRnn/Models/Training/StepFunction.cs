namespace KerasLikeRnn.Models;

/// <summary>
/// What a model does with a batch, as the function that Keras compiles of it: its random numbers come from graphs of its own. A function
/// that makes variables is traced twice; so its step runs once more here where it may take seeds from NumPy's random numbers.
/// </summary>
internal sealed class StepFunction(Model model)
{
    private readonly Lock gate = new();
    private FunctionStreams? streams;

    /// <summary>Runs the step.</summary>
    /// <param name="step">What the model does with the batch.</param>
    /// <param name="signature">Types and shapes of all batches of the run.</param>
    /// <param name="makesVariables">Whether the first run makes variables.</param>
    public T Run<T>(Func<T> step, IReadOnlyList<InputSignature> signature, MakesVariables makesVariables)
    {
        if (model.run_eagerly)
        {
            using var eager = model.BeginPass();
            return step();
        }
        using var graph = StreamsFor(step, makesVariables).Step(signature);
        using var pass = model.BeginPass();
        return step();
    }

    /// <summary>Keeps the graphs that random numbers come from, for a backup of a run.</summary>
    public void Keep(BackupState state)
    {
        if (!state.keep("has_run", streams is not null)) return;
        state.Keep("streams", numbers =>
        {
            if (numbers.IsRestoring) streams = RandomStreams.Global.Function(numbers);
            else streams!.Note(numbers);
        });
    }

    private FunctionStreams StreamsFor<T>(Func<T> step, MakesVariables makesVariables)
    {
        if (streams is not null) return streams;
        // Whoever runs the model's first batch meanwhile, on another thread, waits for the streams.
        lock (gate)
        {
            if (streams is not null) return streams;
            var makes = makesVariables == MakesVariables.Yes
                || (makesVariables == MakesVariables.Perhaps && (!model.HasOwnSteps || MakesSome(step)));
            var rehearses = makes && (RandomStreams.Global.TakesSeeds || !model.built);
            if (rehearses) Rehearse(step, takesSeeds: true);
            return streams = RandomStreams.Global.Function(makes && !rehearses);
        }
    }

    /// <summary>Whether a step of one's own makes variables: one that uses neither call nor compiled_metrics may find all there.</summary>
    private bool MakesSome<T>(Func<T> step)
    {
        var (made, open) = (Variable.Made, model.HasOpenMetrics);
        Rehearse(step, takesSeeds: false);
        return Variable.Made != made || model.HasOpenMetrics != open;
    }

    /// <summary>Runs a step without changing anything, but for variables that it makes.</summary>
    public void Rehearse<T>(Func<T> step, bool takesSeeds)
    {
        using (MemoryScope.OfThread())
        using (Rehearsal.Begin())
        using (RandomStreams.Global.Trace(takesSeeds))
        using (model.BeginPass())
            step();
        model.reset_metrics();
    }
}

/// <summary>Whether the first run of a function makes variables: weights, or what metrics remember.</summary>
internal enum MakesVariables
{
    /// <summary>All are there.</summary>
    No,

    /// <summary>Some are missing, which a step of the user's own need not use.</summary>
    Perhaps,

    /// <summary>It does, as the first training step.</summary>
    Yes,
}
