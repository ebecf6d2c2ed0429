namespace KerasLikeRnn.Operations;

/// <summary>
/// An argument that is a tensor, a variable, or what TensorFlow would make a tensor of: a number, an array, a list
/// (<c>[[1, 2], [3, 4]]</c>), also of tensors, which are stacked.
/// </summary>
/// <remarks>
/// Numbers and arrays take the type of the tensor they meet. By themselves whole numbers are int32, others float32, and NumSharp's
/// arrays what they are.
/// </remarks>
[CollectionBuilder(typeof(TensorLike), nameof(Create))]
public readonly struct TensorLike : IReadOnlyList<TensorLike>, ITensorArgument
{
    private readonly Tensor? tensor;
    private readonly TensorLike[]? items;
    private readonly DType natural;
    private readonly bool adapts;

    private TensorLike(Tensor tensor)
    {
        this.tensor = tensor;
        natural = tensor.DType;
    }

    private TensorLike(Tensor numbers, DType natural)
    {
        tensor = numbers;
        this.natural = natural;
        adapts = true;
    }

    private TensorLike(TensorLike[] items)
    {
        this.items = items;
        var given = items.Where(item => !item.adapts).ToArray();
        adapts = given.Length == 0;
        natural = (adapts ? items : given).Select(item => item.natural).DefaultIfEmpty(DType.Float32).Aggregate(DTypes.Promote);
    }

    /// <summary>Number of items of a list, or size of the first axis.</summary>
    public int Count => items?.Length ?? Given.Shape.Dim(0);

    /// <summary>An item of a list, or an element of the first axis.</summary>
    public TensorLike this[int index] => items is null ? Given[index] : items[index];

    /// <summary>Whether it is a number or an array, whose type is open.</summary>
    internal bool Adapts => adapts;

    /// <summary>Whether it is a list of arguments.</summary>
    internal bool IsList => items is not null;

    /// <summary>Its type by itself.</summary>
    internal DType DType => natural;

    /// <summary>Whether a tensor in it has no numbers.</summary>
    internal bool IsSymbolic => items is null ? tensor is SymbolicTensor : Array.Exists(items, item => item.IsSymbolic);

    IEnumerable<Tensor> ITensorArgument.TensorsInside =>
        items?.SelectMany(item => ((ITensorArgument)item).TensorsInside) ?? (adapts ? [] : [Given]);

    private Tensor Given => tensor ?? throw new ValueError("A tensor, a number or an array was expected. Received: None");

    /// <summary>Builds a list from a collection expression.</summary>
    public static TensorLike Create(ReadOnlySpan<TensorLike> items) => new(items.ToArray());

    public static implicit operator TensorLike(Tensor tensor) => new(Required.NotNull(tensor));

    public static implicit operator TensorLike(Variable variable) => new(Required.NotNull(variable).Current);

    public static implicit operator TensorLike(Gradient gradient) => new((Tensor)gradient);

    public static implicit operator TensorLike(Tensor[] tensors) =>
        new([.. Required.NotNull(tensors).Select(tensor => new TensorLike(tensor))]);

    public static implicit operator TensorLike(List<Tensor> tensors) =>
        new([.. Required.NotNull(tensors).Select(tensor => new TensorLike(tensor))]);

    public static implicit operator TensorLike(double number) => new(Tensor.Scalar(number), DType.Float32);

    public static implicit operator TensorLike(float number) => new(Tensor.Scalar(number), DType.Float32);

    public static implicit operator TensorLike(int number) => new(Tensor.Scalar(number), DType.Int32);

    public static implicit operator TensorLike(long number) => new(Tensor.Scalar(number), DType.Int64);

    public static implicit operator TensorLike(bool value) => new(Tensor.Scalar(value), DType.Bool);

    public static implicit operator TensorLike(NDArray array) => new(Arrays.ToTensor(array), Arrays.ToTensor(array).DType);

    /// <summary>A C# array of numbers or truth values, of any rank; fractions are float32 unless another type is wanted.</summary>
    public static implicit operator TensorLike(Array array)
    {
        var tensor = Arrays.ToTensor(Arrays.FromArray(Required.NotNull(array)));
        return new(tensor, tensor.DType == DType.Float64 ? DType.Float32 : tensor.DType);
    }

    /// <summary>The tensor, in a type where one is wanted.</summary>
    /// <exception cref="ValueError">It is a tensor of another type, or holds fractions and whole numbers are wanted.</exception>
    internal Tensor ToTensor(DType? dtype = null)
    {
        if (!adapts && dtype is { } wanted && wanted != natural)
            throw new ValueError(
                $"Tensor conversion requested dtype {wanted.Name()} for Tensor with dtype {natural.Name()}: {this}. Cast it first: "
                + $"tf.cast(x, \"{wanted.Name()}\").", "value");
        var target = dtype ?? natural;
        if (natural.IsFloating() && !target.IsFloating())
            throw new ValueError(
                $"Cannot convert fractions to a tensor of dtype {target.Name()}. Cast the tensor they meet to float32 first.", "value");
        return Converted(target);
    }

    /// <summary>The numbers in any type: whole numbers are cut.</summary>
    internal Tensor Converted(DType dtype)
    {
        if (IsSymbolic)
            return items is not null ? Operation.Step("stack", this, 0)[0]
                : Given.DType == dtype ? Given
                : Operation.Step("cast", this, dtype.Name())[0];
        return items is null ? Ops.Cast(Given, dtype) : Ops.Stack([.. items.Select(item => item.Converted(dtype))], 0);
    }

    /// <summary>Two arguments in one type: that of the tensor among them, else the wider one.</summary>
    internal static (Tensor, Tensor) Pair(TensorLike a, TensorLike b)
    {
        if (a.adapts == b.adapts && a.adapts)
        {
            var dtype = DTypes.Promote(a.natural, b.natural);
            return (a.ToTensor(dtype), b.ToTensor(dtype));
        }
        return (a.ToTensor(a.adapts ? b.natural : null), b.ToTensor(b.adapts ? a.natural : null));
    }

    /// <summary>A function of two arguments in one type.</summary>
    internal static Tensor InOneType(TensorLike a, TensorLike b, Func<Tensor, Tensor, Tensor> compute)
    {
        var (x, y) = Pair(a, b);
        return compute(x, y);
    }

    /// <summary>The items of a list in one type, or the elements of the first axis.</summary>
    internal Tensor[] ToTensors()
    {
        if (items is null) return Operation.Call("unstack", this, null, 0);
        var dtype = natural;
        return Array.ConvertAll(items, item => item.ToTensor(item.adapts ? dtype : null));
    }

    /// <inheritdoc/>
    object ITensorArgument.With(Func<Tensor, Tensor> other) => items is not null
        ? new TensorLike(Array.ConvertAll(items, item => (TensorLike)((ITensorArgument)item).With(other)))
        : adapts ? this : new TensorLike(other(Given));

    public IEnumerator<TensorLike> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => items is null ? Given.ToString() : $"[{string.Join(", ", items)}]";
}
