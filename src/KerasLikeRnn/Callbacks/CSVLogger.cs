namespace KerasLikeRnn.Callbacks;

/// <summary>
/// Writes the logs of each epoch as a line of a CSV file: <c>epoch</c>, then the names of the first epoch in alphabetical order.
/// Lines end with carriage return and line feed, as Python's csv module ends them.
/// </summary>
[KerasExport("keras.callbacks.CSVLogger")]
public class CSVLogger : Callback
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string filename;
    private readonly char separator;
    private readonly bool append;
    private string[]? names;
    private bool wantsHeader = true;
    private bool headerIsDue;

    /// <summary>Chooses the file.</summary>
    /// <param name="filename">Path of the file; its folder must exist.</param>
    /// <param name="separator">The character between values.</param>
    /// <param name="append">Whether to continue a file instead of starting it anew; it gets no second header.</param>
    /// <exception cref="ValueError">separator is not one character.</exception>
    public CSVLogger(string filename, string separator = ",", bool append = false)
    {
        Required.NotEmpty(filename);
        Required.NotNull(separator);
        if (separator.Length != 1)
            throw new ValueError($"The separator must be a 1-character string. Received: '{separator}'", nameof(separator));
        this.filename = filename;
        this.separator = separator[0];
        this.append = append;
    }

    /// <inheritdoc/>
    public override void on_train_begin(Logs logs = null!)
    {
        // A run that is resumed goes on in its file, whether it was to append to it or not.
        if (!append && !IsResuming) File.WriteAllBytes(filename, []);
        else if (File.Exists(filename)) wantsHeader = new FileInfo(filename).Length == 0;
        headerIsDue = wantsHeader;
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        logs ??= [];
        names ??= [.. logs.Keys.Order(StringComparer.Ordinal)];
        var text = new StringBuilder();
        if (headerIsDue) AppendLine(text, ["epoch", .. names]);
        headerIsDue = false;
        AppendLine(text, [epoch.ToString(CultureInfo.InvariantCulture), .. names.Select(name => Value(logs, name))]);
        // Lines appear whole: a run that is killed, or a disk that is full, leaves none half written.
        using var file = WholeAppend.Open(filename);
        WholeAppend.Write(file, Encoding.GetBytes(text.ToString()));
    }

    /// <inheritdoc/>
    protected internal override void on_backup(BackupState state)
    {
        Required.NotNull(state);
        headerIsDue = state.keep(nameof(headerIsDue), headerIsDue);
        names = state.keep(nameof(names), names is null ? null : string.Join('\n', names))?.Split('\n');
        var length = state.keep("length", File.Exists(filename) ? new FileInfo(filename).Length : 0);
        if (state.is_restoring) CutTo(length);
    }

    // Lines of epochs that were written after the backup are written again.
    private void CutTo(long length)
    {
        if (!File.Exists(filename))
        {
            headerIsDue = true;
            return;
        }
        using var file = new FileStream(filename, FileMode.Open, FileAccess.Write);
        if (file.Length > length) file.SetLength(length);
    }

    // A training that was stopped within an epoch can lack values; NA keeps the line readable.
    private string Value(Logs logs, string name) => Trained.stop_training && !logs.ContainsKey(name) ? "NA" : Text(logs, name);

    private static string Text(Logs logs, string name) =>
        logs.ContainsKey(name) ? logs.Text(name) : throw new KeyNotFoundException($"'{name}'. Available keys: {logs.AvailableKeys}");

    private void AppendLine(StringBuilder text, IEnumerable<string> values) =>
        text.AppendJoin(separator, values.Select(Quoted)).Append("\r\n");

    private string Quoted(string value) =>
        value.AsSpan().ContainsAny([separator, '"', '\r', '\n']) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
