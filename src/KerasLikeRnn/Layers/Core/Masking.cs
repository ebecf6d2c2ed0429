namespace KerasLikeRnn.Layers;

/// <summary>
/// Masks the time steps all of whose features equal a value: layers after it that know masks pass over them. The features of
/// masked steps become zeros.
/// </summary>
/// <remarks>Input and output (batch, timesteps, features).</remarks>
/// <param name="mask_value">The value.</param>
[KerasExport("keras.layers.Masking")]
public partial class Masking(double mask_value = 0.0, LayerOptions? options = null) : Layer(options)
{
    public double mask_value { get; } = mask_value;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        return Ops.Multiply(x, Ops.Cast(Valid(x, keepdims: true), x.DType));
    }

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null)
    {
        if ((Tensor)inputs is not SymbolicTensor symbolic) return Valid(inputs, keepdims: false);
        var differs = (SymbolicTensor)symbolic.Apply("math.not_equal", symbolic, mask_value)[0];
        return differs.Apply("math.reduce_any", differs, (AxesLike)(-1))[0];
    }

    private Tensor Valid(Tensor x, bool keepdims) =>
        Ops.Any(Ops.Compare(CompareOp.NotEqual, x, Ops.Constant(mask_value, x.DType)), [-1], keepdims);
}
