namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>The rows of CSV files as tuples, a tensor for each column.</summary>
internal sealed class CsvDatasetV2(string[] files, string? compression, CsvFormat format, CsvColumn[] columns)
    : FileDataset(files, compression)
{
    internal override ElementSpec Spec =>
        ElementSpec.Tuple([.. columns.Select(column => ElementSpec.Of(new PartSpec(Shape.Scalar, column.DType)))]);

    protected override IEnumerable<Element> Read(Stream stream)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        if (format.Header) format.Next(reader);
        while (format.Next(reader) is { } fields)
        {
            if (format.Columns is null && fields.Count != columns.Length)
                throw new ValueError(
                    $"Expect {columns.Length} fields but have {(fields.Count > columns.Length ? "more" : $"{fields.Count}")} in record");
            yield return Element.Tuple(
                [.. columns.Select((column, i) => Element.Of(column.Parsed(FieldOf(fields, i), i, format.NaValue)))]);
        }
    }

    private string FieldOf(List<string> fields, int column)
    {
        var at = format.Columns?[column] ?? column;
        return at < fields.Count ? fields[at] : throw new ValueError($"Expect {at + 1} fields but have {fields.Count} in record");
    }
}

/// <summary>How rows are written.</summary>
/// <param name="Header">Whether the first row has names.</param>
/// <param name="Delimiter">What stands between fields.</param>
/// <param name="Quotes">Whether quotes around a field are no part of it.</param>
/// <param name="NaValue">The text of a field that is missing.</param>
/// <param name="Columns">The columns that are read, counted from 0; null for all.</param>
internal sealed record CsvFormat(bool Header, char Delimiter, bool Quotes, string NaValue, int[]? Columns)
{
    /// <summary>The fields of the next row; null at the end.</summary>
    public List<string>? Next(TextReader reader)
    {
        if (reader.Peek() < 0) return null;
        var (fields, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var next = reader.Read(); ; next = reader.Read())
        {
            if (isQuoted && next >= 0)
            {
                if (next != '"') field.Append((char)next);
                else if (reader.Peek() == '"') field.Append((char)reader.Read());
                else isQuoted = false;
            }
            else if (next == '"' && Quotes && field.Length == 0) isQuoted = true;
            else if (next == '\r' && reader.Peek() == '\n') continue;
            else if (next == Delimiter || next < 0 || next == '\n')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (next != Delimiter) return fields;
            }
            else field.Append((char)next);
        }
    }
}

/// <summary>A column: its type, and what stands for a field that is missing.</summary>
/// <param name="DType">The type.</param>
/// <param name="Default">What stands for a missing field; null where it must be there.</param>
internal sealed record CsvColumn(DType DType, Tensor? Default)
{
    /// <summary>A type, its name, or the value of missing fields.</summary>
    public static CsvColumn Of(object? given) => given switch
    {
        ElementType type => new(type.DType, null),
        DType type => new(type, null),
        string text when DTypes.Numbers.Append(DType.String).Any(type => type.Name() == text) => new(DTypes.Parse(text), null),
        _ =>
            (Tensor)(Element.FromObject(given)
                ?? throw new ValueError("record_defaults has a type or a value for each column. Received: None"))
            is var value ? new(value.DType, value) : null!,
    };

    /// <summary>Whether a text is one of the type.</summary>
    public static bool Fits(string text, DType dtype) => Number(text, dtype) is not null;

    /// <summary>The tensor of a field.</summary>
    /// <exception cref="ValueError">It is no such number, or missing.</exception>
    public Tensor Parsed(string field, int column, string missing)
    {
        if (field.Length == 0 || field == missing)
            return Default ?? throw new ValueError($"Field {column} is required but missing in record!");
        if (DType == DType.String) return StringTensors.From([field], Shape.Scalar);
        return Number(field, DType) ?? throw new ValueError($"Field {column} in record is not a valid {TextOf(DType)}: {field}");
    }

    private static Tensor? Number(string text, DType dtype) => dtype switch
    {
        DType.Int32 => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Tensor.Scalar(number) : null,
        DType.Int64 => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Tensor.Scalar(number) : null,
        DType.Float32 => float.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Tensor.Scalar(number) : null,
        DType.Float64 => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Tensor.Scalar(number) : null,
        _ => null,
    };

    private static string TextOf(DType dtype) => dtype switch
    {
        DType.Float32 => "float",
        DType.Float64 => "double",
        _ => dtype.Name(),
    };
}
