namespace KerasLikeRnn.Models;

/// <summary>One layer of a model's summary, in the texts to be shown.</summary>
/// <param name="Layer">Name and class: <c>lstm_1 (LSTM)</c>.</param>
/// <param name="OutputShape">
/// Python's text of the shape: <c>(None, 32)</c>, a list for several outputs and for an InputLayer, <c>multiple</c> or <c>?</c>.
/// </param>
/// <param name="Parameters">Number of weights without separators, or <c>0 (unused)</c>.</param>
/// <param name="ConnectedTo">Python's text of a list such as <c>['lstm[0][0]']</c>; shown in functional models only.</param>
/// <param name="Trainable">Whether the layer learns; shown on demand.</param>
/// <param name="Nested">The layers of a layer that is a model or holds some; shown on demand.</param>
internal sealed record SummaryRow(
    string Layer, string OutputShape, string Parameters, string ConnectedTo = "", bool Trainable = true,
    IReadOnlyList<SummaryRow>? Nested = null);
