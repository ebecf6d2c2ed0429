namespace KerasLikeRnn.Layers;

/// <summary>Names of Keras's layers for one kind of GPU: the compiler says what to write instead.</summary>
public static class CuDNN
{
    private const string Reason = " runs on GPUs only, in Keras too. Write ";

    /// <summary>Obsolete: LSTM.</summary>
    /// <param name="units">Size of the state.</param>
    [KerasExport("keras.layers.CuDNNLSTM")]
    [Obsolete("CuDNNLSTM" + Reason + "keras.layers.LSTM, which has the same weights but for a second bias.", error: true)]
    public static LSTM CuDNNLSTM(int units) => new(units);

    /// <summary>Obsolete: GRU.</summary>
    /// <param name="units">Size of the state.</param>
    [KerasExport("keras.layers.CuDNNGRU")]
    [Obsolete("CuDNNGRU" + Reason + "keras.layers.GRU, which has the same weights (reset_after: true, its default).", error: true)]
    public static GRU CuDNNGRU(int units) => new(units);
}
