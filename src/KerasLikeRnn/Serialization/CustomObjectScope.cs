namespace KerasLikeRnn.Serialization;

/// <summary>
/// Python's <c>with custom_object_scope({...})</c>: <c>using (keras.utils.custom_object_scope(names)) { ... }</c> makes names of one's
/// own known to what is made from names and configurations inside.
/// </summary>
[KerasExport("keras.utils.custom_object_scope", "keras.utils.CustomObjectScope")]
public sealed class CustomObjectScope : IDisposable
{
    private readonly IDisposable scope;

    /// <summary>Begins the scope.</summary>
    /// <param name="custom_objects">Classes (<c>typeof</c>), functions and objects by name; of a name given twice the last counts.</param>
    public CustomObjectScope(params IReadOnlyDictionary<string, object>[] custom_objects) =>
        scope = CustomObjects.Enter(Required.NotNull(custom_objects));

    /// <summary>Ends the scope.</summary>
    public void Dispose() => scope.Dispose();
}
