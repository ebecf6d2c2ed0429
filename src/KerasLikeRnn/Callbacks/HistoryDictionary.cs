namespace KerasLikeRnn.Callbacks;

/// <summary>The values of each name, epoch by epoch: <c>history.history["val_acc"]</c>.</summary>
public sealed class HistoryDictionary : PythonDictionary<List<double>>
{
    /// <summary>The values of a name, or null.</summary>
    public List<double>? get(string name) => TryGetValue(name, out var values) ? values : null;

    /// <summary>Appends the values of an epoch.</summary>
    internal void Append(Logs logs)
    {
        foreach (var name in logs.Keys)
            if (TryGetValue(name, out var values)) values.Add(logs.HistoryValue(name));
            else this[name] = [logs.HistoryValue(name)];
    }

    private protected override string TextOf(List<double> value) => $"[{string.Join(", ", value.Select(PythonNumber.Repr))}]";
}
