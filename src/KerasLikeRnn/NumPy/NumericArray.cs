using System.Numerics;
using System.Runtime.InteropServices;

namespace KerasLikeRnn.NumPy;

/// <summary>
/// What Python would make an array of: an array, list or enumerable of numbers, or of such arrays of equal shape. Arrays and
/// lists of numbers are read where they are, without a copy.
/// </summary>
internal abstract class NumericArray(int length, int[] stepShape)
{
    // By exact type: under `is`, a uint[] passes for an int[].
    private static readonly Dictionary<Type, Func<object, int[], NumericArray>> Kinds = FlatKinds();

    /// <summary>Size of the first axis.</summary>
    internal int Length { get; } = length;

    /// <summary>Sizes of the other axes; none for plain numbers.</summary>
    internal int[] StepShape { get; } = stepShape;

    /// <summary>Number of numbers in a step.</summary>
    internal int StepSize { get; } = stepShape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>Copies steps, beginning with <paramref name="first"/>, until <paramref name="target"/> is full.</summary>
    /// <exception cref="OverflowException">A number does not fit <typeparamref name="T"/>.</exception>
    internal abstract void CopySteps<T>(int first, Span<T> target) where T : INumberBase<T>;

    /// <summary>Wraps a value, or returns null when it is neither an array nor an enumerable.</summary>
    /// <exception cref="ValueError">It holds something that is not a number, or parts of different shapes.</exception>
    internal static NumericArray? TryFrom(object? value) => value switch
    {
        null or string => null,
        NDArray array => FromNDArray(array),
        Array { Rank: > 1 } array => FromRectangular(array),
        IEnumerable items => TryFromNumbers(items, null) ?? FromItems([.. items.Cast<object?>()]),
        _ => null,
    };

    /// <summary>A value as Python writes it: a shape as a tuple, a string in quotes.</summary>
    internal static string Text(object? value) => value switch
    {
        null => "None",
        int[] { Length: 1 } shape => $"({shape[0]},)",
        int[] shape => $"({string.Join(", ", shape)})",
        string text => $"'{text}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Wraps an array or list of numbers, row-major if there is a shape; anything else gives null.</summary>
    private static NumericArray? TryFromNumbers(IEnumerable numbers, int[]? shape)
        => Kinds.TryGetValue(numbers.GetType(), out var wrap) ? wrap(numbers, shape ?? [((ICollection)numbers).Count]) : null;

    private static Dictionary<Type, Func<object, int[], NumericArray>> FlatKinds()
    {
        var kinds = new Dictionary<Type, Func<object, int[], NumericArray>>();
        Add<int>();
        Add<long>();
        Add<float>();
        Add<double>();
        Add<byte>();
        Add<sbyte>();
        Add<short>();
        Add<ushort>();
        Add<uint>();
        Add<ulong>();
        Add<Half>();
        Add<decimal>();
        return kinds;

        void Add<T>() where T : INumberBase<T>
            => kinds[typeof(T[])] = kinds[typeof(List<T>)] = (numbers, shape) => new Flat<T>(numbers, shape);
    }

    private static NumericArray? FromNDArray(NDArray array)
    {
        if (array.ndim == 0) return null;
        var shape = Array.ConvertAll(array.shape, size => checked((int)size));
        Array numbers = array.typecode switch
        {
            NPTypeCode.Boolean => Array.ConvertAll(array.ToArray<bool>(), flag => flag ? (byte)1 : (byte)0),
            NPTypeCode.Byte => array.ToArray<byte>(),
            NPTypeCode.SByte => array.ToArray<sbyte>(),
            NPTypeCode.Int16 => array.ToArray<short>(),
            NPTypeCode.UInt16 => array.ToArray<ushort>(),
            NPTypeCode.Int32 => array.ToArray<int>(),
            NPTypeCode.UInt32 => array.ToArray<uint>(),
            NPTypeCode.Int64 => array.ToArray<long>(),
            NPTypeCode.UInt64 => array.ToArray<ulong>(),
            NPTypeCode.Half => array.ToArray<Half>(),
            NPTypeCode.Single => array.ToArray<float>(),
            NPTypeCode.Double => array.ToArray<double>(),
            NPTypeCode.Decimal => array.ToArray<decimal>(),
            _ => throw NotANumber(array.dtype.name),
        };
        return TryFromNumbers(numbers, shape);
    }

    private static NumericArray FromRectangular(Array array)
    {
        var shape = Enumerable.Range(0, array.Rank).Select(array.GetLength).ToArray();
        var numbers = Numbers([.. array.Cast<object?>()]);
        return TryFromNumbers(numbers, shape)!;
    }

    private static NumericArray FromItems(object?[] items)
    {
        if (!items.Any(item => item is not string && item is IEnumerable)) return TryFromNumbers(Numbers(items), null)!;
        var parts = Array.ConvertAll(items, item => TryFrom(item) ?? throw Ragged());
        if (parts.Any(part => part.Length != parts[0].Length || !part.StepShape.SequenceEqual(parts[0].StepShape))) throw Ragged();
        return new Nested(parts);
    }

    /// <summary>Boxed numbers as long[], or as double[] if one of them has a fraction's type.</summary>
    private static Array Numbers(object?[] items)
    {
        if (Array.Find(items, item => !IsNumber(item)) is { } stranger) throw NotANumber(stranger);
        if (items.Contains(null)) throw NotANumber(null);
        return items.Any(item => item is float or double or decimal or Half or ulong)
            ? Array.ConvertAll(items, item => item is Half half ? (double)half : Convert.ToDouble(item, CultureInfo.InvariantCulture))
            : Array.ConvertAll(items, item => Convert.ToInt64(item, CultureInfo.InvariantCulture));
    }

    private static bool IsNumber(object? item)
        => item is bool or sbyte or byte or short or ushort or int or uint or long or ulong or Half or float or double or decimal;

    private static ValueError NotANumber(object? item) => new(item is string text
        ? $"invalid literal for a number: '{text}'. Turn words into numbers first, for example with keras.preprocessing.text.Tokenizer."
        : $"Expected numbers, or arrays of numbers. Received: {Text(item)}" + (item is null ? "" : $" ({item.GetType().Name})"));

    private static ValueError Ragged()
        => new("Setting an array element with a sequence: the parts of an array must all have the same shape.");

    /// <summary>An array or a list of numbers, row-major.</summary>
    private sealed class Flat<TNumber>(object numbers, int[] shape) : NumericArray(shape[0], shape[1..])
        where TNumber : INumberBase<TNumber>
    {
        internal override void CopySteps<T>(int first, Span<T> target)
        {
            var all = numbers is TNumber[] array ? array : CollectionsMarshal.AsSpan((List<TNumber>)numbers);
            var source = all.Slice(first * StepSize, target.Length);
            if (typeof(T) == typeof(TNumber))
            {
                ref var start = ref Unsafe.As<TNumber, T>(ref MemoryMarshal.GetReference(source));
                MemoryMarshal.CreateSpan(ref start, source.Length).CopyTo(target);
                return;
            }
            for (var i = 0; i < source.Length; i++) target[i] = T.CreateChecked(source[i]);
        }
    }

    private sealed class Nested(NumericArray[] parts) : NumericArray(parts.Length, [parts[0].Length, .. parts[0].StepShape])
    {
        internal override void CopySteps<T>(int first, Span<T> target)
        {
            for (; !target.IsEmpty; target = target[StepSize..]) parts[first++].CopySteps(0, target[..StepSize]);
        }
    }
}
