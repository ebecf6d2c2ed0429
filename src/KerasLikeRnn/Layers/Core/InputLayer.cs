namespace KerasLikeRnn.Layers;

/// <summary>The entry of a model: it tells the shape and type of a batch and hands its input on.</summary>
[KerasExport("keras.layers.InputLayer")]
public class InputLayer : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="input_shape">Shape of one sample.</param>
    /// <param name="batch_size">Size of a batch.</param>
    /// <param name="dtype">Type of the numbers.</param>
    /// <param name="input_tensor">Not supported: give data to fit or predict instead.</param>
    /// <param name="sparse">Not supported.</param>
    /// <param name="name">Name of the layer.</param>
    /// <param name="ragged">Not supported.</param>
    /// <param name="type_spec">Not supported.</param>
    /// <param name="batch_input_shape">Shape of a batch, instead of input_shape and batch_size.</param>
    /// <exception cref="NotSupportedException">An argument that is not supported is given.</exception>
    public InputLayer(
        Shape? input_shape = null, int? batch_size = null, string? dtype = null, Tensor? input_tensor = null, bool? sparse = null,
        string? name = null, bool? ragged = null, object? type_spec = null, Shape? batch_input_shape = null)
        : base(
            name: name, dtype: dtype, input_shape: input_shape ?? Shape.Scalar, batch_size: batch_size,
            batch_input_shape: batch_input_shape)
    {
        if (input_shape is not null && batch_input_shape is not null)
            throw new ValueError("Only provide the input_shape OR batch_input_shape argument to InputLayer, not both at the same time.");
        Refuse(input_tensor is not null, nameof(input_tensor), "give the data to fit, evaluate or predict");
        Refuse(sparse == true, nameof(sparse), "use a dense array");
        Refuse(ragged == true, nameof(ragged), "pad the sequences (pad_sequences) and mask the padding");
        Refuse(type_spec is not null, nameof(type_spec), "use input_shape and dtype");
        built = true;
        Entry = new Node(this, [], new CallContext(), [(BatchInputShape!, DType)]).Outputs[0];
    }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <summary>The symbolic tensor that stands for the data.</summary>
    internal KerasTensor Entry { get; }

    /// <inheritdoc/>
    private protected override string? OwnDType => BackendConfig.floatx();

    /// <inheritdoc/>
    private protected override string AutomaticName => "input";

    /// <inheritdoc/>
    protected override bool IsNumberedFromOne => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => inputs;

    /// <summary>Whether the input is sparse: never.</summary>
    public bool sparse => false;

    /// <summary>Whether the input is ragged: never.</summary>
    public bool ragged => false;

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["batch_input_shape"] = BatchInputShape!,
        ["dtype"] = dtype,
        ["sparse"] = sparse,
        ["ragged"] = ragged,
        ["name"] = name,
    };

    private static void Refuse(bool given, string argument, string instead)
    {
        if (given) throw new NotSupportedException($"InputLayer does not support `{argument}`: {instead}.");
    }
}
