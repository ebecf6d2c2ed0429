namespace KerasLikeRnn.Layers;

/// <summary>Sets a share of the inputs to 0 in training and scales the others up, so that their expected sum stays.</summary>
[KerasExport("keras.layers.Dropout")]
public partial class Dropout : Layer
{
    private readonly DropoutMask mask;

    /// <summary>Creates the layer.</summary>
    /// <param name="rate">Share of the inputs dropped, between 0 and 1.</param>
    /// <param name="noise_shape">Shape of the mask, axes of size 1 sharing it and unknown ones taking the input's: (batch, 1, features)
    /// drops the same features at all steps.</param>
    /// <param name="seed">Seed of this layer's masks.</param>
    /// <exception cref="ValueError">rate is not between 0 and 1.</exception>
    public Dropout(double rate, Shape? noise_shape = null, int? seed = null, LayerOptions? options = null) : base(options)
    {
        this.rate = CheckedArgument.Rate(rate);
        this.noise_shape = noise_shape;
        this.seed = seed;
        mask = new DropoutMask(rate, seed);
    }

    public double rate { get; }

    public Shape? noise_shape { get; }

    public int? seed { get; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        return Required.NotNull(context).training && mask.Draw(_get_noise_shape(x), x.DType) is { } drawn ? Ops.Multiply(x, drawn) : x;
    }

    /// <summary>Shape of the mask for inputs: axes of size 1 share it.</summary>
    protected virtual Shape _get_noise_shape(Tensor inputs)
    {
        var input = Required.NotNull(inputs).Shape;
        if (noise_shape is null) return input;
        if (noise_shape.Rank > input.Rank)
            throw new ValueError($"noise_shape {noise_shape} does not fit an input of shape {input}: it has more axes.", nameof(inputs));
        var sizes = noise_shape.Dims.ToArray();
        for (var axis = 0; axis < sizes.Length; axis++)
            if (sizes[axis] == Shape.Unknown) sizes[axis] = input.Dims[axis];
        return Shape.Of(sizes);
    }

    /// <inheritdoc/>
    internal override void Keep(BackupState state) => mask.Keep(state);
}
