namespace KerasLikeRnn.Layers;

/// <summary>An LSTM over sequences of what convolutions take: its products are convolutions.</summary>
[KerasConfig(nameof(unroll), nameof(time_major)), KerasOrder("stateful", "dropout", "recurrent_dropout")]
public abstract partial class ConvLSTM : KernelRNN
{
    private protected ConvLSTM(ConvLSTMCell cell, SequenceArguments? sequence, RegularizerLike activity_regularizer, LayerOptions? options)
        : base(cell, sequence, null, activity_regularizer, options)
    {
        input_spec = new InputSpec(ndim: cell.kernel_size.Count + 3);
    }

    public IReadOnlyList<int> kernel_size => Inner.kernel_size;

    public IReadOnlyList<int> strides => Inner.strides;

    public string padding => Inner.padding;

    public string data_format => Inner.data_format;

    public IReadOnlyList<int> dilation_rate => Inner.dilation_rate;

    private ConvLSTMArguments Convolution => Inner.Convolution;

    private ConvLSTMCell Inner => (ConvLSTMCell)cell;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        // Keras names the weights after the layer alone.
        if (!Inner.built) Inner.build(Step(input_shape));
        Inner.built = true;
        if (stateful && !Inner.StateShape(Step(input_shape)).IsFullyDefined)
            throw new ValueError(
                "If a RNN is stateful, it needs to know its batch size. Specify the batch size of your input tensors: \n- If using a "
                + "Sequential model, specify the batch size by passing a `batch_input_shape` argument to your first layer.\n- If using the "
                + "functional API, specify the time dimension by passing a `batch_shape` argument to your Input layer.\nThe same thing "
                + "goes for the number of rows and columns.");
        base.build(input_shape);
    }

    /// <inheritdoc/>
    public override Tensors get_initial_state(Tensors inputs)
    {
        var state = Inner.StateShape(Step(Required.NotNull(inputs)[0].Shape));
        return [Ops.Zeros(state, DType), Ops.Zeros(state, DType)];
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        var state = Inner.StateShape(Step(input_shape));
        return return_sequences ? input_shape.Range(0, 2).Concat(state.Range(1, state.Rank)) : state;
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        var output = compute_output_shape(input_shapes[0]);
        var state = Inner.StateShape(Step(input_shapes[0]));
        return return_state ? [output, state, state] : [output];
    }

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        base.CheckInputs(inputs, context);
        var first = data_format == "channels_first" ? 3 : 2;
        Window.RefuseShort(inputs[0].Shape.Range(first, first + kernel_size.Count).Dims, kernel_size, padding, dilation_rate, name);
    }

    private static Shape Step(Shape input_shape) =>
        Required.NotNull(input_shape).Range(0, 1).Concat(input_shape.Range(2, input_shape.Rank));
}
