namespace KerasLikeRnn.Models;

/// <summary>The fields of a box: <c>a|{b|c}</c> is a beside b above c, and the other way round where the graph leads sideways.</summary>
internal sealed class DotRecord
{
    private const double LetterWidth = 7.6, LineHeight = 24, Margin = 14;

    private readonly string? text;
    private readonly DotRecord[] fields = [];
    private readonly bool isRow;

    private DotRecord(string text)
    {
        this.text = text;
        (Width, Height) = (Math.Max(text.Length * LetterWidth, StrokeFont.Width(text)) + Margin, LineHeight);
    }

    private DotRecord(DotRecord[] fields, bool isRow)
    {
        (this.fields, this.isRow) = (fields, isRow);
        Width = isRow ? fields.Sum(field => field.Width) : fields.Max(field => field.Width);
        Height = isRow ? fields.Max(field => field.Height) : fields.Sum(field => field.Height);
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Reads a label.</summary>
    public static DotRecord Of(string label, bool isRow)
    {
        var at = 0;
        return Read(label, ref at, isRow);
    }

    /// <summary>Draws the fields, with lines between them, into a box of at least their size.</summary>
    public void Draw(DotCanvas canvas, double x, double y, double width, double height)
    {
        if (text is not null)
        {
            canvas.Write(x + width / 2, y + height / 2, text);
            return;
        }
        var (extraWidth, extraHeight) = ((width - Width) / fields.Length, (height - Height) / fields.Length);
        for (var i = 0; i < fields.Length; i++)
        {
            var (w, h) = isRow ? (fields[i].Width + extraWidth, height) : (width, fields[i].Height + extraHeight);
            if (i > 0) canvas.Line(x, y, isRow ? x : x + w, isRow ? y + h : y);
            fields[i].Draw(canvas, x, y, w, h);
            if (isRow) x += w;
            else y += h;
        }
    }

    private static DotRecord Read(string label, ref int at, bool isRow)
    {
        var found = new List<DotRecord>();
        var start = at;
        while (at < label.Length && label[at] != '}')
        {
            if (label[at] == '{')
            {
                at++;
                found.Add(Read(label, ref at, !isRow));
                at++;
                start = -1;
            }
            else if (label[at++] == '|')
            {
                if (start >= 0) found.Add(new(label[start..(at - 1)]));
                start = at;
            }
        }
        if (start >= 0) found.Add(new(label[start..at]));
        return found.Count == 1 ? found[0] : new([.. found], isRow);
    }
}
