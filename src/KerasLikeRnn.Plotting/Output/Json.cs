using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plotly.NET;

namespace KerasLikeRnn.Plotting;

/// <summary>
/// plotly.js's attributes on Plotly.NET's objects, and their text. Plotly.NET's own way to text looks at types when it runs, which
/// trimmed programs do not allow.
/// </summary>
internal static class Json
{
    public static DynamicObj.DynamicObj Object(params ReadOnlySpan<(string Name, object? Value)> attributes) =>
        new DynamicObj.DynamicObj().With(attributes);

    /// <summary>Sets attributes; one without a value is left out.</summary>
    public static T With<T>(this T target, params ReadOnlySpan<(string Name, object? Value)> attributes) where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in attributes)
            if (value is not null) target.SetProperty(name, value);
        return target;
    }

    /// <summary>What plotly.js draws the chart from.</summary>
    public static string Text(GenericChart chart)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(writer, Object(
                ("data", GenericChart.getTraces(chart)), ("layout", GenericChart.getLayout(chart)),
                ("config", GenericChart.getConfig(chart))));
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case string text: writer.WriteStringValue(text); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case int number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case null or double: writer.WriteNullValue(); break;
            case DynamicObj.DynamicObj attributes:
                writer.WriteStartObject();
                if (value is Trace trace) writer.WriteString("type", trace.type);
                foreach (var attribute in attributes.GetProperties(false))
                {
                    writer.WritePropertyName(attribute.Key);
                    Write(writer, attribute.Value);
                }
                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items) Write(writer, item);
                writer.WriteEndArray();
                break;
            default: throw new NotSupportedException($"An attribute of plotly.js cannot be a {value.GetType().Name}.");
        }
    }
}
