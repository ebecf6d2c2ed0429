namespace KerasLikeRnn.Callbacks;

/// <summary>
/// A file of events as TensorBoard reads them: records of TensorFlow's, each a message with a time, a step and what happened. Every event
/// is in the file as soon as it is written, whole.
/// </summary>
/// <remarks>Numbers of fields and names of plugins: tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto.</remarks>
internal sealed class EventFile : IDisposable
{
    private const int DataClassScalar = 1;
    private const int DataClassTensor = 2;
    private const int DataClassBlobs = 3;

    private static int count;

    private readonly FileStream stream;

    /// <summary>Makes a file in a folder, which is made where it is missing.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    internal EventFile(string folder)
    {
        Directory.CreateDirectory(folder);
        var now = DateTime.UtcNow;
        var number = Interlocked.Increment(ref count) - 1;
        var seconds = new DateTimeOffset(now).ToUnixTimeSeconds();
        stream = WholeAppend.Open(Path.Join(
            folder, Invariant($"events.out.tfevents.{seconds:0000000000}.{Environment.MachineName}.{Environment.ProcessId}.{number}.v2")));
        try
        {
            // The version of the format comes first, at a whole second.
            Write(new ProtoWriter().Double(1, seconds).Text(3, "brain.Event:2"));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>A number, which is shown as a curve over the steps.</summary>
    internal void Scalar(string tag, double value, long step) =>
        Summary(tag, step, "scalars", [], DataClassScalar, TensorMessage.Of((float)value));

    /// <summary>How numbers are distributed.</summary>
    internal void Histogram(string tag, ReadOnlySpan<double> values, long step) =>
        Summary(tag, step, "histograms", [], DataClassTensor, TensorMessage.Of(HistogramBuckets.Of(values), HistogramBuckets.Count, 3));

    /// <summary>PNG images of one size.</summary>
    internal void Images(string tag, int width, int height, IEnumerable<byte[]> images, long step) =>
        Summary(tag, step, "images", [], DataClassBlobs, TensorMessage.Of(
            [Encoding.ASCII.GetBytes(Invariant($"{width}")), Encoding.ASCII.GetBytes(Invariant($"{height}")), .. images]));

    /// <summary>A model's configuration, which the page of graphs shows as layers.</summary>
    internal void KerasModel(string tag, string json, long step) =>
        Summary(tag, step, "graph_keras_model", "1"u8, 0, TensorMessage.Of(json));

    /// <summary>A graph: a GraphDef message.</summary>
    internal void Graph(ReadOnlySpan<byte> graph) => Write(new ProtoWriter().Double(1, Now).Bytes(4, graph));

    public void Dispose() => stream.Dispose();

    private static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    private void Summary(string tag, long step, string plugin, ReadOnlySpan<byte> content, int dataClass, TensorMessage tensor)
    {
        var owner = new ProtoWriter().Text(1, plugin);
        if (content.Length > 0) owner.Bytes(2, content);
        var metadata = new ProtoWriter().Bytes(1, owner.Written);
        if (dataClass != 0) metadata.Number(4, dataClass);
        var value = new ProtoWriter().Text(1, tag).Bytes(8, tensor.Written).Bytes(9, metadata.Written);
        var written = new ProtoWriter().Double(1, Now);
        if (step != 0) written.Number(2, step);
        Write(written.Bytes(5, new ProtoWriter().Bytes(1, value.Written).Written));
    }

    private void Write(ProtoWriter message) => WholeAppend.Write(stream, TfRecord.Framed(message.Written));
}
