namespace KerasLikeRnn;

/// <summary>
/// Makes a static method an operation of models: on tensors with numbers it runs, on symbolic ones the call becomes a step of the model,
/// written into configurations under this name with the method's arguments. The generator writes what the tree calls (tensors from
/// whatever is like one, Python's <c>name</c>, the step in place of the call) and the operation's description.
/// </summary>
/// <remarks>
/// The method takes tensors with numbers (<c>Tensor</c>, or <c>TensorLike</c> where a number takes another tensor's type), attributes,
/// and gives a tensor, an array of them or a pair. On a property it stands for the function that the property holds.
/// </remarks>
/// <param name="name">Its name in Keras's configurations: TensorFlow's, without <c>tf.</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class OperationAttribute(string name) : Attribute
{
    /// <summary>Its name in Keras's configurations.</summary>
    public string Name { get; } = name;
}
