namespace KerasLikeRnn.Metrics;

/// <summary>Intersection over union of yes-or-no predictions.</summary>
[KerasExport("keras.metrics.BinaryIoU")]
public sealed class BinaryIoU : IoU
{
    private readonly double threshold;

    /// <summary>Creates the metric.</summary>
    /// <param name="target_class_ids">The classes to average over; both by default.</param>
    /// <param name="threshold">From it on a prediction means 1.</param>
    /// <param name="name">Name in logs and history.</param>
    /// <param name="dtype">Type of the computation, float32 by default.</param>
    public BinaryIoU(IReadOnlyList<int>? target_class_ids = null, double threshold = 0.5, string? name = null, string? dtype = null)
        : base(2, target_class_ids ?? [0, 1], name, dtype) => this.threshold = threshold;

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        Required.NotNull(y_true);
        Required.NotNull(y_pred);
        using var scope = MemoryScope.OfThread();
        y_pred = Ops.Cast(y_pred, DType);
        base.update_state(y_true, Ops.Compare(CompareOp.GreaterEqual, y_pred, Ops.Constant(threshold, DType)), sample_weight);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["target_class_ids"] = target_class_ids,
        ["threshold"] = threshold,
        ["name"] = name,
        ["dtype"] = dtype,
    };
}
