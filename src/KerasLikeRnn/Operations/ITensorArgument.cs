namespace KerasLikeRnn.Operations;

/// <summary>An argument of an operation that is made of tensors, or may be.</summary>
internal interface ITensorArgument
{
    /// <summary>The tensors in it, in order.</summary>
    IEnumerable<Tensor> TensorsInside { get; }

    /// <summary>The same argument with others in their places.</summary>
    object With(Func<Tensor, Tensor> other);
}
