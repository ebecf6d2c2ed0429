namespace KerasLikeRnn.Initializers;

/// <summary>A function from shape (and type) to tensor, used as initializer.</summary>
internal sealed class FunctionInitializer(string name, Func<Shape, DType, Tensor> function) : Initializer, INamedFunction
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => function(shape, dtype);
}
