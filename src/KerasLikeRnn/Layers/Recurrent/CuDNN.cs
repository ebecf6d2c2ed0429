namespace KerasLikeRnn.Layers;

/// <summary>Names of older Kerases' layers for one kind of GPU: the compiler says what to write instead.</summary>
public static class CuDNN
{
    private const string Reason = " runs on GPUs only, and Keras 2.9 has it no more. Write ";

    /// <summary>Obsolete: LSTM.</summary>
    [KerasExport("keras.layers.CuDNNLSTM")]
    [Obsolete("CuDNNLSTM" + Reason + "keras.layers.LSTM, which has the same weights but for a second bias.", error: true)]
    public static LSTM CuDNNLSTM(
        int units, InitializerLike kernel_initializer = default, InitializerLike recurrent_initializer = default,
        InitializerLike bias_initializer = default, bool unit_forget_bias = true, RegularizerLike kernel_regularizer = default,
        RegularizerLike recurrent_regularizer = default, RegularizerLike bias_regularizer = default,
        RegularizerLike activity_regularizer = default, ConstraintLike kernel_constraint = default,
        ConstraintLike recurrent_constraint = default, ConstraintLike bias_constraint = default, bool return_sequences = false,
        bool return_state = false, bool go_backwards = false, bool stateful = false, Shape? input_shape = null,
        Shape? batch_input_shape = null, string? name = null) =>
        throw new NotSupportedException("CuDNNLSTM" + Reason + "keras.layers.LSTM.");

    /// <summary>Obsolete: GRU.</summary>
    [KerasExport("keras.layers.CuDNNGRU")]
    [Obsolete("CuDNNGRU" + Reason + "keras.layers.GRU, which has the same weights (reset_after: true, its default).", error: true)]
    public static GRU CuDNNGRU(
        int units, InitializerLike kernel_initializer = default, InitializerLike recurrent_initializer = default,
        InitializerLike bias_initializer = default, RegularizerLike kernel_regularizer = default,
        RegularizerLike recurrent_regularizer = default, RegularizerLike bias_regularizer = default,
        RegularizerLike activity_regularizer = default, ConstraintLike kernel_constraint = default,
        ConstraintLike recurrent_constraint = default, ConstraintLike bias_constraint = default, bool return_sequences = false,
        bool return_state = false, bool go_backwards = false, bool stateful = false, Shape? input_shape = null,
        Shape? batch_input_shape = null, string? name = null) =>
        throw new NotSupportedException("CuDNNGRU" + Reason + "keras.layers.GRU.");
}
