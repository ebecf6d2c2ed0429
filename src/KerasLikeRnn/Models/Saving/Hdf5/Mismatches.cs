namespace KerasLikeRnn.Models;

/// <summary>What <c>load_weights(by_name: true)</c> says to weights that do not fit: an error, or a warning where they are skipped.</summary>
internal sealed class Mismatches(bool areSkipped)
{
    internal bool OfCount(int index, Layer layer, int expected, int received) =>
        expected != received && Tell(
            $"Skipping loading of weights for layer #{index} (named {layer.name}) due to mismatch in number of weights. Layer expects "
            + $"{expected} weight(s). Received {received} saved weight(s)",
            $"Weight count mismatch for layer #{index} (named {layer.name}). Layer expects {expected} weight(s). Received {received} saved "
            + $"weight(s)");

    internal bool OfShape(int index, Layer layer, Variable weight, SavedWeight saved) =>
        saved.Shape != weight.Shape && Tell(
            $"Skipping loading weights for layer #{index} (named {layer.name}) due to mismatch in shape for weight {weight.Name}. Weight "
            + $"expects shape {weight.Shape}. Received saved weight with shape {saved.Shape}",
            $"Shape mismatch in layer #{index} (named {layer.name}) for weight {weight.Name}. Weight expects shape {weight.Shape}. Received "
            + $"saved weight with shape {saved.Shape}");

    internal bool OfTopLevelCount(int expected, int received) =>
        expected != received && Tell(
            $"Skipping loading top-level weights for model due to mismatch in number of weights. Model expects {expected} top-level "
            + $"weight(s). Received {received} saved top-level weight(s)",
            $"Weight count mismatch for top-level weights of model. Model expects {expected} top-level weight(s). Received {received} saved "
            + $"top-level weight(s)");

    internal bool OfTopLevelShape(Variable weight, SavedWeight saved) =>
        saved.Shape != weight.Shape && Tell(
            $"Skipping loading top-level weight for model due to mismatch in shape for weight {weight.Name}. Weight expects shape "
            + $"{weight.Shape}. Received saved weight with shape {saved.Shape}",
            $"Shape mismatch in model for top-level weight {weight.Name}. Weight expects shape {weight.Shape}. Received saved weight with "
            + $"shape {saved.Shape}");

    private bool Tell(InvariantText warning, InvariantText error)
    {
        if (!areSkipped) throw new ValueError(error.ToStringAndClear());
        Messages.Warn(warning.ToStringAndClear());
        return true;
    }
}
