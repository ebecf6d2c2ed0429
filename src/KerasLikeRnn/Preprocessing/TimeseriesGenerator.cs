using KerasLikeRnn.Models;

namespace KerasLikeRnn.Preprocessing;

/// <summary>Batches of windows of a time series, each with the target that follows it.</summary>
[KerasExport("keras.preprocessing.sequence.TimeseriesGenerator")]
public class TimeseriesGenerator : Sequence
{
    /// <summary>Creates the batches.</summary>
    /// <param name="data">The series: the first axis is time.</param>
    /// <param name="targets">A target for each time step.</param>
    /// <param name="length">Length of a window, in time steps.</param>
    /// <param name="sampling_rate">Of a window's steps every n-th is taken.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="start_index">The first time step to use.</param>
    /// <param name="end_index">The last time step to use; null: the last there is.</param>
    /// <param name="shuffle">Whether windows are drawn at random instead of in their order.</param>
    /// <param name="reverse">Whether the steps of a window are in reverse order.</param>
    /// <param name="batch_size">Windows of a batch.</param>
    /// <exception cref="ValueError">Data and targets differ in length, no window fits, or an argument is not positive.</exception>
    public TimeseriesGenerator(
        NDArray data, NDArray targets, int length, int sampling_rate = 1, int stride = 1, int start_index = 0, int? end_index = null,
        bool shuffle = false, bool reverse = false, int batch_size = 128)
    {
        if (data.shape[0] != targets.shape[0])
            throw new ValueError(
                $"Data and targets have to be of same length. Data length is {data.shape[0]} while target length is {targets.shape[0]}",
                nameof(targets));
        foreach (var (name, value) in new[]
        {
            (nameof(length), length), (nameof(sampling_rate), sampling_rate), (nameof(stride), stride), (nameof(batch_size), batch_size)
        })
            if (value < 1) throw new ValueError($"{name} must be positive. Received: {value}", name);
        if (start_index < 0) throw new ValueError($"start_index must not be negative. Received: {start_index}", nameof(start_index));
        (this.data, this.targets, this.length, this.sampling_rate, this.stride) = (data, targets, length, sampling_rate, stride);
        this.start_index = start_index + length;
        this.end_index = end_index ?? (int)data.shape[0] - 1;
        (this.shuffle, this.reverse, this.batch_size) = (shuffle, reverse, batch_size);
        if (this.end_index >= data.shape[0])
            throw new ValueError($"end_index={end_index} lies beyond the data, whose length is {data.shape[0]}.", nameof(end_index));
        if (this.start_index > this.end_index)
            throw new ValueError(
                $"`start_index+length={this.start_index} > end_index={this.end_index}` is disallowed, as no part of the sequence would be "
                + $"left to be used as current step.",
                nameof(end_index));
    }

    public NDArray data { get; }

    public NDArray targets { get; }

    public int length { get; }

    public int sampling_rate { get; }

    public int stride { get; }

    /// <summary>The first time step that is a target.</summary>
    public int start_index { get; }

    public int end_index { get; }

    public bool shuffle { get; }

    public bool reverse { get; }

    public int batch_size { get; }

    /// <summary>Number of batches.</summary>
    public override int __len__() => (end_index - start_index + batch_size * stride) / (batch_size * stride);

    /// <summary>The batch at a position: windows (batch, length, ...) and their targets.</summary>
    public override DataLike this[int index]
    {
        get
        {
            if (index < 0 || index >= Count)
                throw new ValueError($"There are {Count} batches. Received: {index}", nameof(index));
            var rows = shuffle ? Drawn() : Following(index);
            var steps = (length + sampling_rate - 1) / sampling_rate;
            int[] places = [
                .. rows.SelectMany(
                    row => Enumerable.Range(0, steps).Select(step => row - length + (reverse ? steps - 1 - step : step) * sampling_rate))];
            return (Taken(data, places, [rows.Length, steps]), Taken(targets, rows, [rows.Length]));
        }
    }

    /// <summary>The arguments, the data as JSON texts.</summary>
    public OrderedDictionary<string, object?> get_config() => new()
    {
        ["data"] = PythonJson.Dumps(Nested(data)),
        ["targets"] = PythonJson.Dumps(Nested(targets)),
        ["length"] = length,
        ["sampling_rate"] = sampling_rate,
        ["stride"] = stride,
        ["start_index"] = start_index,
        ["end_index"] = end_index,
        ["shuffle"] = shuffle,
        ["reverse"] = reverse,
        ["batch_size"] = batch_size,
    };

    /// <summary>The configuration as text, in the form of Keras.</summary>
    public string to_json() =>
        PythonJson.Dumps(
            new OrderedDictionary<string, object?> { ["class_name"] = nameof(TimeseriesGenerator), ["config"] = get_config() });

    private int[] Drawn() => np.random.randint(start_index, end_index + 1, new NumSharp.Shape(batch_size), typeof(int)).ToArray<int>();

    private int[] Following(int index)
    {
        var first = start_index + batch_size * stride * index;
        var rows = new List<int>();
        for (var row = first; row < Math.Min(first + batch_size * stride, end_index + 1); row += stride) rows.Add(row);
        return [.. rows];
    }

    /// <summary>Rows of an array, under leading axes of their own.</summary>
    internal static NDArray Taken(NDArray array, int[] rows, long[] leading)
    {
        var result = new NDArray(array.typecode, new NumSharp.Shape((long[])[.. leading, .. array.shape[1..]]), fillZeros: false);
        if (result.size == 0) return result;
        var width = (int)(array.size / array.shape[0]) * array.dtypesize;
        var dense = Arrays.Contiguous(array);
        var from = Bytes(dense);
        var to = Bytes(result);
        for (var i = 0; i < rows.Length; i++) from.Slice(rows[i] * width, width).CopyTo(to[(i * width)..]);
        GC.KeepAlive(dense);
        return result;
    }

    /// <summary>Writes an array into the row of another one.</summary>
    internal static void Put(NDArray array, NDArray rows, int row)
    {
        var dense = Arrays.Contiguous(array);
        Bytes(dense).CopyTo(Bytes(rows)[(row * (int)dense.size * dense.dtypesize)..]);
        GC.KeepAlive(dense);
    }

    private static unsafe Span<byte> Bytes(NDArray array) => new(array.Unsafe.Address, checked((int)array.size * array.dtypesize));

    private static object Nested(NDArray array)
    {
        var isFloat = array.typecode is NPTypeCode.Single or NPTypeCode.Double or NPTypeCode.Half;
        var numbers = array.astype(NPTypeCode.Double).ToArray<double>();
        return Nested(numbers, array.shape, isFloat);
    }

    private static object Nested(ReadOnlySpan<double> numbers, ReadOnlySpan<long> shape, bool isFloat)
    {
        if (shape.IsEmpty) return isFloat ? numbers[0] : (object)(long)numbers[0];
        var list = new List<object?>();
        var width = shape[0] == 0 ? 0 : numbers.Length / (int)shape[0];
        for (var i = 0; i < shape[0]; i++) list.Add(Nested(numbers.Slice(i * width, width), shape[1..], isFloat));
        return list;
    }
}
