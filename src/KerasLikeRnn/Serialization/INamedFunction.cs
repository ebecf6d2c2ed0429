namespace KerasLikeRnn.Serialization;

/// <summary>An object made of a function: like Keras, configurations hold its name only.</summary>
internal interface INamedFunction
{
    /// <summary>The function's name.</summary>
    string Name { get; }
}
