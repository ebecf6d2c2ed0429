namespace KerasLikeRnn.Layers;

/// <summary>x where x is larger than theta, else 0. The output has the input's shape.</summary>
[KerasExport("keras.layers.ThresholdedReLU")]
public partial class ThresholdedReLU : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="theta">Where values begin to pass.</param>
    /// <exception cref="ValueError">theta is negative.</exception>
    public ThresholdedReLU(double theta = 1.0, LayerOptions? options = null) : base(options) => this.theta = theta >= 0
        ? BackendConfig.CastToFloatx(theta)
        : throw new ValueError(
            $"The theta value of a Thresholded ReLU layer should be >=0. Received: {PythonText.Repr(theta)}", nameof(theta));

    public double theta { get; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        return Ops.Multiply(x, Ops.Cast(Ops.Compare(CompareOp.Greater, x, Ops.Constant(theta, DType)), DType));
    }
}
