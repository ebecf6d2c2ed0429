namespace KerasLikeRnn.DataFiles;

/// <summary>
/// A Python list under construction. As long as it holds nothing but 32-bit numbers it is one int array; the first other
/// value turns it into a list of values.
/// </summary>
internal sealed class PickleList
{
    private const int MostNumbersInMixedList = 2_000_000;

    private int[] numbers = [];
    private int count;
    private List<PickleValue>? items;
    private int[]? finished;

    internal int Count => items?.Count ?? finished?.Length ?? count;

    /// <summary>The values; numbers are those of <see cref="Numbers"/>.</summary>
    internal PickleValue this[int index] => items is null ? PickleValue.Of((finished ?? numbers)[index]) : items[index];

    /// <summary>Whether the list holds nothing but 32-bit numbers (or nothing at all).</summary>
    internal bool IsNumbers => items is null;

    internal ReadOnlySpan<int> Numbers => numbers.AsSpan(0, count);

    /// <param name="values">Values to append.</param>
    /// <param name="spare">A buffer to start with, and to take over: see <see cref="Finish"/>.</param>
    internal void Append(ReadOnlySpan<PickleValue> values, ref int[] spare)
    {
        if (finished is not null) throw GrowsLate();
        if (items is null) values = AppendNumbers(values, ref spare);
        if (values.IsEmpty) return;
        if (items is null) BecomeMixed();
        items!.AddRange(values);
    }

    internal void Append(ReadOnlySpan<int> values, ref int[] spare)
    {
        if (finished is not null) throw GrowsLate();
        if (items is null)
        {
            values.CopyTo(Extend(values.Length, ref spare));
            count += values.Length;
        }
        else foreach (var value in values) items.Add(PickleValue.Of(value));
    }

    /// <summary>
    /// Turns a list of numbers into the array that its reader wants, once, and gives its buffer back for the next list.
    /// </summary>
    internal int[] Finish(NumberListFactory factory, ref int[] spare)
    {
        if (finished is not null) return finished;
        finished = factory(Numbers);
        if (numbers.Length > spare.Length) spare = numbers;
        numbers = [];
        count = 0;
        return finished;
    }

    /// <summary>Appends the leading numbers and returns the rest.</summary>
    private ReadOnlySpan<PickleValue> AppendNumbers(ReadOnlySpan<PickleValue> values, scoped ref int[] spare)
    {
        var target = Extend(values.Length, ref spare);
        for (var i = 0; i < values.Length; i++)
        {
            var number = values[i].Integer;
            if (!values[i].IsInteger || number != (int)number)
            {
                count += i;
                return values[i..];
            }
            target[i] = (int)number;
        }
        count += values.Length;
        return [];
    }

    /// <summary>Room for more numbers after those that are there.</summary>
    private Span<int> Extend(int additional, scoped ref int[] spare)
    {
        if (numbers.Length == 0) (numbers, spare) = (spare, []);
        if (numbers.Length - count < additional) Array.Resize(ref numbers, Math.Max(count + additional, 2 * count));
        return numbers.AsSpan(count, additional);
    }

    private static InvalidDataException GrowsLate() => new("a list grows after another one has taken it in");

    private void BecomeMixed()
    {
        if (count > MostNumbersInMixedList) throw new InvalidDataException("a long list of numbers has another value in it");
        items = new List<PickleValue>(count + 1);
        foreach (var number in Numbers) items.Add(PickleValue.Of(number));
        numbers = [];
        count = 0;
    }
}

/// <summary>Makes the array that stands for a list of numbers: a copy, or a copy with additions.</summary>
internal delegate int[] NumberListFactory(ReadOnlySpan<int> numbers);
