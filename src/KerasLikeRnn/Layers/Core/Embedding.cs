namespace KerasLikeRnn.Layers;

/// <summary>Turns positive integers (numbers of words) into vectors: row i of a table for the integer i.</summary>
/// <remarks>
/// Input (batch, input_length) of integers, output (batch, input_length, output_dim). As a model's first layer it needs
/// no input shape. The output remembers the lookup, so that a recurrent layer after it projects the table instead of
/// every position.
/// </remarks>
[KerasExport("keras.layers.Embedding")]
public partial class Embedding : Layer
{
    private Variable? table;

    /// <summary>Creates the layer.</summary>
    /// <param name="input_dim">Number of rows: the largest integer plus one.</param>
    /// <param name="output_dim">Size of a vector.</param>
    /// <param name="embeddings_initializer">First values of the table (input_dim, output_dim).</param>
    /// <param name="embeddings_regularizer">Penalty on the table.</param>
    /// <param name="activity_regularizer">Penalty on the output.</param>
    /// <param name="embeddings_constraint">What is done to the table after every update.</param>
    /// <param name="mask_zero">Whether 0 is padding: later layers then pass over it.</param>
    /// <param name="input_length">Length of the sequences, where it is constant; a Flatten and a Dense after it need it.</param>
    /// <exception cref="ValueError">A size is not positive, or input_length contradicts input_shape.</exception>
    public Embedding(
        int input_dim, int output_dim, InitializerLike embeddings_initializer = default, RegularizerLike embeddings_regularizer = default,
        RegularizerLike activity_regularizer = default, ConstraintLike embeddings_constraint = default, bool mask_zero = false,
        Shape? input_length = null, LayerOptions? options = null)
        : base(options, activity_regularizer)
    {
        if (input_dim <= 0 || output_dim <= 0)
            throw new ValueError(
                $"Both `input_dim` and `output_dim` should be positive, Received input_dim = {input_dim} and output_dim = {output_dim}",
                input_dim <= 0 ? nameof(input_dim) : nameof(output_dim));
        this.input_dim = input_dim;
        this.output_dim = output_dim;
        this.embeddings_initializer = embeddings_initializer.Or("uniform");
        this.embeddings_regularizer = embeddings_regularizer.Value;
        this.embeddings_constraint = embeddings_constraint.Value;
        this.mask_zero = mask_zero;
        this.input_length = input_length;
        BatchInputShape ??= new Shape(options?.batch_size).Concat(input_length ?? new Shape((int?)null));
    }

    public int input_dim { get; }

    public int output_dim { get; }

    public Initializer embeddings_initializer { get; }

    public Regularizer? embeddings_regularizer { get; }

    public Constraint? embeddings_constraint { get; }

    public bool mask_zero { get; }

    public Shape? input_length { get; }

    /// <summary>The table (input_dim, output_dim), once built.</summary>
    public Variable embeddings => table ?? throw NotBuilt();

    /// <inheritdoc/>
    public override bool supports_masking => mask_zero;

    /// <inheritdoc/>
    public override void build(Shape input_shape) =>
        table = AddWeight(
            "embeddings", Shape.Of(input_dim, output_dim), embeddings_initializer, embeddings_regularizer, embeddings_constraint,
            dtype: VariableDType);

    /// <summary>The constructor's arguments; the length of plain sequences as a number.</summary>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        if (input_length is [{ } length]) config[nameof(input_length)] = length;
        return config;
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) =>
        InOwnType(Ops.Gather(embeddings.Current, Ops.RowNumbers(inputs, input_dim, cutsFloats: true)));

    // A lookup that has its type already stays one that has not been read.
    private Tensor InOwnType(Tensor rows) => DType == VariableDType ? rows : Ops.Cast(rows, DType);

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null)
    {
        if (!mask_zero) return null;
        Tensor ids = inputs;
        if (ids is SymbolicTensor symbolic) return symbolic.Apply("math.not_equal", ids, 0.0)[0];
        return Ops.Compare(CompareOp.NotEqual, ids, Ops.Constant(0, ids.DType));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        if (input_length is null) return Required.NotNull(input_shape).Concat(Shape.Of(output_dim));
        if (input_length.Rank != input_shape.Rank - 1 || !input_length.IsCompatibleWith(input_shape.Range(1, input_shape.Rank)))
            throw new ValueError($"\"input_length\" is {input_length}, but received input has shape {input_shape}", nameof(input_shape));
        var lengths = new int[input_length.Rank];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = input_length.Dims[i] == Shape.Unknown ? input_shape.Dims[i + 1] : input_length.Dims[i];
        return Shape.Of([input_shape.Dims[0], .. lengths, output_dim]);
    }
}
