namespace KerasLikeRnn.BackendFunctions;

/// <summary>The elements of a matrix that count, as TensorFlow's sparse tensors name them.</summary>
/// <param name="indices">Rows and columns (n, 2).</param>
/// <param name="values">Elements (n).</param>
/// <param name="dense_shape">Sizes of the matrix (2).</param>
public sealed record SparseLabels(Tensor indices, Tensor values, Tensor dense_shape);

/// <summary>
/// keras.backend: connectionist temporal classification (CTC), which learns and reads label sequences where nobody says at which
/// step a label stands. The last class is the blank.
/// </summary>
public static class CtcFunctions
{
    /// <summary>The CTC loss of each sample (batch, 1).</summary>
    /// <param name="y_true">Labels (batch, length).</param>
    /// <param name="y_pred">Probabilities (batch, time, classes).</param>
    /// <param name="input_length">For each sample the number of steps that count (batch, 1).</param>
    /// <param name="label_length">For each sample the number of labels (batch, 1).</param>
    /// <exception cref="ValueError">Labels or lengths do not fit.</exception>
    [KerasExport("keras.backend.ctc_batch_cost"), Operation("keras.backend.ctc_batch_cost")]
    internal static Tensor ctc_batch_cost(Tensor y_true, Tensor y_pred, Tensor input_length, Tensor label_length)
    {
        var steps = Steps(y_pred, input_length);
        if (Array.FindIndex(steps, length => length < 0) is var sample and >= 0)
            throw new ValueError($"seq_len({sample}) < 0", nameof(input_length));
        var lengths = Numbers(label_length);
        if (y_true.Rank != 2 || y_true.Shape.Dims[0] != steps.Length || lengths.Length != steps.Length)
            throw new ValueError(
                $"Labels (batch, length) and label lengths (batch, 1) must be those of {steps.Length} samples. Received: y_true of "
                + $"shape {y_true.Shape} and label_length of shape {label_length.Shape}", nameof(y_true));
        var labels = Labels(y_true, lengths, y_pred.Shape.Dims[2], steps);
        return Ops.ExpandDims(Ops.CtcLoss(Logarithms(y_pred), labels, steps), 1);
    }

    /// <summary>Reads label sequences from probabilities.</summary>
    /// <param name="y_pred">Probabilities (batch, time, classes).</param>
    /// <param name="input_length">For each sample the number of steps that count (batch).</param>
    /// <param name="greedy">Whether the likeliest class of each step is taken, or the likeliest sequences are searched for.</param>
    /// <param name="beam_width">How many sequences the search keeps.</param>
    /// <param name="top_paths">How many sequences the search returns.</param>
    /// <returns>
    /// The sequences (batch, time), int64, filled up with −1, likeliest first; and (batch, sequences) the logarithms of their
    /// probabilities, where greedy the negative sum of the largest logarithms (batch, 1).
    /// </returns>
    /// <exception cref="ValueError">top_paths is above beam_width.</exception>
    [KerasExport("keras.backend.ctc_decode")]
    public static (List<Tensor> decoded, Tensor log_prob) ctc_decode(
        TensorLike y_pred, TensorLike input_length, bool greedy = true, int beam_width = 100, int top_paths = 1)
    {
        if (!greedy && top_paths < 1)
            throw new ValueError($"Value for attr 'top_paths' of {top_paths} must be at least minimum 1", nameof(top_paths));
        if (!greedy && top_paths > beam_width) throw new ValueError("requested more paths than the beam width.", nameof(top_paths));
        var results = Operation.Call("keras.backend.ctc_decode", y_pred, input_length, greedy, beam_width, top_paths);
        return ([.. results[..^1]], results[^1]);
    }

    [Operation("keras.backend.ctc_decode")]
    internal static Tensor[] Decoded(Tensor y_pred, Tensor input_length, bool greedy = true, int beam_width = 100, int top_paths = 1)
    {
        var paths = greedy ? 1 : top_paths;
        var steps = Array.ConvertAll(Steps(y_pred, input_length), length => Math.Max(length, 0));
        int samples = y_pred.Shape.Dims[0], time = y_pred.Shape.Dims[1], classes = y_pred.Shape.Dims[2];
        var logs = Ops.Cast(Logarithms(y_pred), DType.Float64).ToArray<double>();
        var found = Enumerable.Range(0, samples).Select(sample =>
        {
            var rows = Enumerable.Range(0, steps[sample])
                .Select(step => (ReadOnlyMemory<double>)logs.AsMemory((sample * time + step) * classes, classes)).ToArray();
            return greedy ? [CtcDecoder.Greedy(rows)] : CtcDecoder.Search(rows, beam_width, top_paths);
        }).ToArray();
        var decoded = Enumerable.Range(0, paths).Select(path => Padded([.. found.Select(sample => sample[path].Labels)], time));
        var scores = found.SelectMany(sample => sample.Select(path => path.Score)).ToArray();
        return [.. decoded, Ops.Cast(Tensor.From<double>(scores, Shape.Of(samples, paths)), y_pred.DType)];
    }

    /// <summary>The labels of each row that count.</summary>
    /// <param name="labels">Labels (batch, length).</param>
    /// <param name="label_lengths">For each row how many count (batch).</param>
    [KerasExport("keras.backend.ctc_label_dense_to_sparse")]
    public static SparseLabels ctc_label_dense_to_sparse(TensorLike labels, TensorLike label_lengths)
    {
        var matrix = labels.ToTensor();
        var lengths = Numbers(label_lengths.ToTensor());
        if (matrix.Rank != 2 || lengths.Length != matrix.Shape.Dims[0])
            throw new ValueError(
                $"Labels (batch, length) need a length for each row. Received: {matrix.Shape} and {lengths.Length} lengths",
                nameof(label_lengths));
        var columns = matrix.Shape.Dims[1];
        var places = lengths.SelectMany(
            (length, row) => Enumerable.Range(0, Math.Clamp(length, 0, columns)).Select(column => (Row: row, Column: column))).ToArray();
        long[] indices = [.. places.SelectMany(place => new long[] { place.Row, place.Column })];
        var flat = Tensor.From<int>([.. places.Select(place => place.Row * columns + place.Column)]);
        return new SparseLabels(
            Tensor.From<long>(indices, Shape.Of(places.Length, 2)),
            Ops.Gather(Ops.Reshape(matrix, Shape.Of(Shape.Unknown)), flat),
            Tensor.From<long>(matrix.Shape.Dims[0], columns));
    }

    private static Tensor Logarithms(Tensor probabilities) => Ops.Log(probabilities + BackendConfig.epsilon());

    /// <summary>For each sample the number of steps that count.</summary>
    private static int[] Steps(Tensor y_pred, Tensor input_length)
    {
        if (y_pred.Rank != 3)
            throw new ValueError($"Probabilities have the shape (batch, time, classes). Received: {y_pred.Shape}", nameof(y_pred));
        var steps = Numbers(input_length);
        int batch = y_pred.Shape.Dims[0], longest = y_pred.Shape.Dims[1];
        if (steps.Length != batch)
            throw new ValueError(
                $"len(sequence_length) != batch_size.  len(sequence_length):  {steps.Length} batch_size: {batch}", nameof(input_length));
        if (Array.FindIndex(steps, length => length > longest) is var sample and >= 0)
            throw new ValueError($"sequence_length({sample}) <= {longest}", nameof(input_length));
        return steps;
    }

    private static int[] Numbers(Tensor lengths) => Ops.Cast(lengths, DType.Int32).ToArray<int>();

    /// <summary>The labels of each sample; blanks may only stand at the end, where they do not count.</summary>
    private static int[][] Labels(Tensor matrix, int[] lengths, int classes, int[] steps)
    {
        var all = Numbers(matrix);
        var columns = matrix.Shape.Dims[1];
        return [.. lengths.Select((length, sample) =>
        {
            var labels = all.AsSpan(sample * columns, Math.Clamp(length, 0, columns)).ToArray();
            if (labels.Length == 0) throw Invalid($"Labels length is zero in batch {sample}");
            var text = string.Join(",", labels);
            if (labels.Any(label => label < 0)) throw Invalid($"All labels must be nonnegative integers, batch: {sample} labels: {text}");
            var known = labels.TakeWhile(label => label < classes - 1).ToArray();
            if (labels.Skip(known.Length).Any(label => label < classes - 1))
                throw Invalid(
                    $"Saw a non-null label (index >= num_classes - 1) following a null label, batch: {sample} num_classes: {classes} "
                    + $"labels: {text}");
            if (labels.Length > steps[sample])
                throw Invalid(
                    $"Not enough time for target transition sequence (required: {labels.Length}, available: {steps[sample]}): shorten the "
                    + $"labels of sample {sample}");
            return known;
        })];

        static ValueError Invalid(InvariantText message) => new(message, "y_true");
    }

    private static Tensor Padded(int[][] sequences, int length)
    {
        var numbers = new long[sequences.Length * length];
        Array.Fill(numbers, -1);
        for (var sample = 0; sample < sequences.Length; sample++)
            for (var i = 0; i < sequences[sample].Length; i++) numbers[sample * length + i] = sequences[sample][i];
        return Tensor.From<long>(numbers, Shape.Of(sequences.Length, length));
    }
}
