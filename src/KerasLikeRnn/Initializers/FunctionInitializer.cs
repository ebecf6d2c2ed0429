namespace KerasLikeRnn.Initializers;

/// <summary>A function from shape (and type) to tensor, used as initializer. Like Keras it is saved by its name only.</summary>
internal sealed class FunctionInitializer(Delegate function, Func<Shape, DType, Tensor> make) : Initializer
{
    /// <summary>The function's name.</summary>
    public string Name => function.Method.Name.Contains('<') ? "<lambda>" : function.Method.Name;

    /// <inheritdoc/>
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => make(shape, dtype);
}
