namespace KerasLikeRnn.Layers;

/// <summary>Turns numbers into the numbers of the ranges (bins) they lie in.</summary>
/// <remarks>
/// Input of numbers of any shape, output of the same shape; of shape (batch, number of bins) where output_mode is another than int.
/// The boundaries between bins are given, or learnt by adapt so that each bin gets about as many numbers.
/// </remarks>
[KerasExport("keras.layers.Discretization", "keras.layers.experimental.preprocessing.Discretization")]
[KerasConfig(LearntArgument)]
public partial class Discretization : PreprocessingLayer
{
    private readonly double[]? given;
    private QuantileSummary learnt = QuantileSummary.Empty;

    /// <summary>Creates the layer.</summary>
    /// <param name="bin_boundaries">The boundaries between bins, ascending: [0, 1] makes bins below 0, from 0 to below 1, and from 1
    /// on.</param>
    /// <param name="num_bins">Number of bins for adapt to learn.</param>
    /// <param name="epsilon">How exact the learnt boundaries are, as a share of the data.</param>
    /// <exception cref="ValueError">An argument is out of range, or bin_boundaries and num_bins are both given.</exception>
    /// <exception cref="NotSupportedException">sparse is true.</exception>
    public Discretization(
        IReadOnlyList<double>? bin_boundaries = null, int? num_bins = null, double epsilon = 0.01, ModeArguments? mode = null,
        LayerOptions? options = null)
        : base(OutputMode.WithDType(OutputMode.IntegersOnly(options, (mode ??= new()).output_mode), mode.output_mode))
    {
        output_mode = OutputMode.Check(
            mode.output_mode, nameof(Discretization), OutputMode.Int, OutputMode.OneHot, OutputMode.MultiHot, OutputMode.Count);
        OutputMode.RefuseSparse(mode.sparse, mode.output_mode, nameof(Discretization), "`'one_hot'`, `'multi_hot'`, or `'count'`");
        if (num_bins < 0)
            throw new ValueError($"`num_bins` must be greater than or equal to 0. You passed `num_bins={num_bins}`", nameof(num_bins));
        if (num_bins is not null && bin_boundaries is not null)
            throw new ValueError(
                $"Both `num_bins` and `bin_boundaries` should not be set. You passed `num_bins={num_bins}` and "
                + $"`bin_boundaries={PythonText.Repr(bin_boundaries)}`", nameof(num_bins));
        given = bin_boundaries?.ToArray();
        if (given is not null && given.Zip(given.Skip(1)).Any(pair => pair.First > pair.Second))
            throw new ValueError($"Expected sorted boundaries. Received: bin_boundaries={PythonText.Repr(given)}", nameof(bin_boundaries));
        this.bin_boundaries = given ?? [];
        this.num_bins = num_bins;
        this.epsilon = epsilon;
    }

    /// <inheritdoc/>
    internal override string? UnsavedInHdf5 => HasLearnt
        ? $"What the layer {name} has learnt is a summary of open length, which is not written to HDF5. Make the layer with it, "
            + $"{ClassName}(bin_boundaries: layer.bin_boundaries), or save the model as a folder or an archive (.keras)."
        : null;

    /// <inheritdoc/>
    private protected override bool KeepsTensors => given is null;

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> InnerTrackables()
    {
        if (given is null) yield return TrackedTensors.Variable(
            this, "summary", DType.Float32, () => learnt.ToTensor(), summary => learnt = QuantileSummary.Of(summary));
    }

    /// <summary>Boundaries that were learnt, which Keras 3 writes beside the number of bins.</summary>
    private protected override bool Adopt(string argument, object? value)
    {
        if (argument != LearntArgument || value is not IList<object?> boundaries) return base.Adopt(argument, value);
        bin_boundaries = [.. boundaries.Select(each => Convert.ToDouble(each, CultureInfo.InvariantCulture))];
        return true;
    }

    /// <summary>The argument that says what was learnt.</summary>
    internal const string LearntArgument = "learnt_boundaries";

    /// <summary>Whether the boundaries were learnt.</summary>
    internal bool HasLearnt => given is null && bin_boundaries.Count > 0;

    /// <summary>The boundaries, given or learnt.</summary>
    public IReadOnlyList<double> bin_boundaries { get; private set; }

    public int? num_bins { get; }

    public double epsilon { get; }

    public string output_mode { get; }

    public bool sparse => false;

    /// <inheritdoc/>
    private protected override string? OwnDType => BackendConfig.floatx();

    /// <inheritdoc/>
    internal override DType InputDType => BackendConfig.Floating;

    /// <inheritdoc/>
    public override void update_state(Tensor data)
    {
        if (given is not null)
            throw new ValueError(
                $"Cannot adapt a Discretization layer that has been initialized with `bin_boundaries`, use `num_bins` instead. You passed "
                + $"`bin_boundaries={PythonText.Repr(given)}`.");
        if (!built) throw new InvalidOperationException("`build` must be called before `update_state`.");
        var batch = QuantileSummary.Of(Ops.Cast(data, DType.Float32).ToArray<float>(), epsilon);
        learnt = batch.Merge(learnt, epsilon);
    }

    /// <inheritdoc/>
    public override void reset_state()
    {
        base.reset_state();
        learnt = QuantileSummary.Empty;
    }

    /// <inheritdoc/>
    public override void finalize_state()
    {
        if (given is not null) return;
        if (learnt.IsEmpty) return;
        if (num_bins is not > 0)
            throw new InvalidOperationException("Give the Discretization layer `num_bins`, the number of bins to learn, before adapt.");
        bin_boundaries = learnt.Boundaries(num_bins.Value);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        Tensor x = inputs;
        var boundaries = bin_boundaries.Select(boundary => (double)(float)boundary).ToArray();
        var bins = Array.ConvertAll(Ops.Cast(x, DType.Float64).ToArray<double>(), number => Bin(boundaries, number));
        return CategoricalOutput.Encode(Tensor.From<long>(bins, x.Shape), output_mode, Depth, DType);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) =>
        CategoricalOutput.OutputShape(input_shape, output_mode, Depth);

    /// <summary>Number of bins; before adapt that which is wanted.</summary>
    private int Depth => bin_boundaries.Count == 0 && num_bins is { } wanted ? wanted : bin_boundaries.Count + 1;

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        config["bin_boundaries"] = given;
        return config;
    }

    /// <summary>How many boundaries are not above the number; all for nan.</summary>
    private static long Bin(double[] boundaries, double number)
    {
        int low = 0, high = boundaries.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (number < boundaries[middle]) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
