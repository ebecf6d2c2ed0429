namespace KerasLikeRnn.Utils;

/// <summary>Seeds that make a run repeatable, and equal to Python's: docs/seeds.md tells the rules.</summary>
public static class Seeds
{
    /// <summary>Seeds Python's, NumPy's and the tensors' random streams.</summary>
    /// <param name="seed">A number that is not negative.</param>
    /// <exception cref="ValueError">seed is negative.</exception>
    [KerasExport("keras.utils.set_random_seed")]
    public static void set_random_seed(int seed)
    {
        if (seed < 0)
            throw new ValueError($"Expected `seed` argument to be a non-negative integer. Received: seed={seed}", nameof(seed));
        PythonRandom.Shared.Seed(seed);
        np.random.seed(seed);
        set_seed(seed);
    }

    /// <summary>Seeds the tensors' random streams: initial weights, the order of the samples, dropout masks.</summary>
    [KerasExport("tf.random.set_seed")]
    public static void set_seed(int seed) => RandomStreams.Global.SetSeed(seed);

    /// <summary>
    /// Starts the automatic names over and gives unused memory back. The sequence of random numbers for new weights goes on;
    /// streams that exist already start again.
    /// </summary>
    [KerasExport("keras.backend.clear_session")]
    public static void clear_session()
    {
        AutomaticNames.Clear();
        BackendConfig.LearningPhase = 0;
        RandomStreams.Global.ClearSession();
        Memory.Current.Trim();
    }
}
