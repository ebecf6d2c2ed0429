using System.Text;
using System.Text.Json;

namespace KerasLikeRnn.Plotting;

/// <summary>What a live page draws: for each name the values at the ends of epochs, and the one of the epoch that runs.</summary>
internal sealed class Curves
{
    private readonly OrderedDictionary<string, List<(double X, double Y)>> points = [];
    private readonly OrderedDictionary<string, (double X, double Y)> ends = [];

    public void Clear()
    {
        points.Clear();
        ends.Clear();
    }

    /// <summary>An epoch has ended.</summary>
    public void Add(double epoch, IEnumerable<KeyValuePair<string, double>> values)
    {
        ends.Clear();
        foreach (var (name, value) in values)
        {
            if (!points.TryGetValue(name, out var curve)) points[name] = curve = [];
            curve.Add((epoch, value));
        }
    }

    /// <summary>An epoch has come as far as that.</summary>
    public void Move(double epoch, IEnumerable<KeyValuePair<string, double>> values)
    {
        ends.Clear();
        foreach (var (name, value) in values) ends[name] = (epoch, value);
    }

    /// <summary>A list of curves, each with its name and the coordinates of its points; what is no number is null.</summary>
    public string ToJson()
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            foreach (var name in points.Keys.Union(ends.Keys)) Write(writer, name);
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private void Write(Utf8JsonWriter writer, string name)
    {
        List<(double X, double Y)> curve = [.. points.GetValueOrDefault(name) ?? []];
        if (ends.TryGetValue(name, out var end)) curve.Add(end);
        writer.WriteStartObject();
        writer.WriteString("name", name);
        Write(writer, "x", curve.Select(point => point.X));
        Write(writer, "y", curve.Select(point => point.Y));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<double> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
        {
            if (double.IsFinite(number)) writer.WriteNumberValue(number);
            else writer.WriteNullValue();
        }
        writer.WriteEndArray();
    }
}
