namespace KerasLikeRnn.Plotting;

/// <summary>Writes plotly.js's attributes onto Plotly.NET's objects; one without a value is left out.</summary>
internal static class Json
{
    public static DynamicObj.DynamicObj Object(params ReadOnlySpan<(string Name, object? Value)> attributes) =>
        new DynamicObj.DynamicObj().With(attributes);

    public static T With<T>(this T target, params ReadOnlySpan<(string Name, object? Value)> attributes) where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in attributes)
            if (value is not null) target.SetProperty(name, value);
        return target;
    }
}
