namespace KerasLikeRnn.Models;

/// <summary>Which layers were trainable when a model was compiled: a training step goes by that, whatever was set since.</summary>
internal sealed class CompiledTrainable(Model model)
{
    private readonly (Layer Layer, bool Was)[] layers = [.. model.Flattened().Select(layer => (layer, layer.IsTrainable))];

    /// <summary>Makes the layers what they were, until the result is disposed of.</summary>
    public Respected Respect() => new([.. layers.Where(entry => entry.Layer.IsTrainable != entry.Was)]);

    /// <summary>While it exists, the layers are what they were at compile.</summary>
    public readonly struct Respected : IDisposable
    {
        private readonly (Layer Layer, bool Was)[] changed;

        public Respected((Layer Layer, bool Was)[] changed)
        {
            this.changed = changed;
            foreach (var (layer, was) in changed) layer.IsTrainable = was;
        }

        public void Dispose()
        {
            foreach (var (layer, was) in changed) layer.IsTrainable = !was;
        }
    }
}
