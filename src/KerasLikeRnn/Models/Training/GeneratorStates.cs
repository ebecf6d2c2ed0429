namespace KerasLikeRnn.Models;

/// <summary>States of the generators that code of the user's draws from, Python's <c>random</c> and NumPy's, at several moments.</summary>
internal sealed class GeneratorStates
{
    private readonly List<(long[] Python, long[] NumPy)> noted = [];

    /// <summary>Notes the present states.</summary>
    public void Note() => noted.Add((Python(), NumPy()));

    /// <summary>Brings both generators where they were at a moment; false if that was not noted.</summary>
    public bool GoTo(int moment)
    {
        if (moment >= noted.Count) return false;
        SetPython(noted[moment].Python);
        SetNumPy(noted[moment].NumPy);
        return true;
    }

    /// <summary>The same for the first moment, but for generators that moved between two others, where they stay.</summary>
    public void GoToUnlessMoved(GeneratorStates from, GeneratorStates to)
    {
        var (before, after, now) = (from.noted[0], to.noted[0], noted[0]);
        SetPython(before.Python.SequenceEqual(after.Python) ? now.Python : after.Python);
        SetNumPy(before.NumPy.SequenceEqual(after.NumPy) ? now.NumPy : after.NumPy);
    }

    /// <summary>Keeps all that was noted.</summary>
    public void Keep(BackupState state)
    {
        var count = state.keep("count", noted.Count);
        for (var i = 0; i < count; i++)
        {
            var (python, numPy) = state.is_restoring ? ([], []) : noted[i];
            var kept = (state.Keep(Invariant($"python/{i}"), python), state.Keep(Invariant($"numpy/{i}"), numPy));
            if (state.is_restoring) noted.Add(kept);
        }
    }

    private static long[] Python()
    {
        var numbers = new StreamNumbers();
        PythonRandom.Shared.Keep(numbers);
        return numbers.Noted;
    }

    private static void SetPython(long[] state) => PythonRandom.Shared.Keep(new StreamNumbers(state));

    private static long[] NumPy()
    {
        var state = np.random.get_state();
        return [.. state.Key.Select(word => (long)word), state.Pos, state.HasGauss, BitConverter.DoubleToInt64Bits(state.CachedGaussian)];
    }

    private static void SetNumPy(long[] state)
    {
        if (state.Length < 4) throw new InvalidDataException("The backup has no state of np.random.");
        np.random.set_state(new NativeRandomState(
            [.. state[..^3].Select(word => (uint)word)], (int)state[^3], (int)state[^2], BitConverter.Int64BitsToDouble(state[^1])));
    }
}
