namespace KerasLikeRnn.Python;

/// <summary>What looks otherwise inside of a list than by itself: <c>repr</c> in Python.</summary>
internal interface IPrinted
{
    /// <summary>The text inside of a list.</summary>
    string Repr { get; }
}
