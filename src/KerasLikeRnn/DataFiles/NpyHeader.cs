using System.Text.RegularExpressions;

namespace KerasLikeRnn.DataFiles;

/// <summary>The head of a .npy file: element type, order and shape.</summary>
/// <remarks>Format versions 1 to 3 of numpy.lib.format.</remarks>
internal sealed partial record NpyHeader(string Description, bool Fortran, long[] Shape)
{
    private const int LongestText = 1 << 16;

    /// <summary>Number of elements.</summary>
    internal long Count { get; } = CountOf(Shape);

    internal static NpyHeader Read(ByteSource source)
    {
        Span<byte> magic = stackalloc byte[8];
        source.ReadExactly(magic);
        if (magic[0] != 0x93 || !magic[1..6].SequenceEqual("NUMPY"u8))
            throw new InvalidDataException("it is not a .npy file");
        var version = magic[6];
        if (version is < 1 or > 3) throw new InvalidDataException($"version {version} of the .npy format is not known");
        var length = version == 1 ? source.ReadUInt16() : (uint)source.ReadInt32();
        if (length > LongestText) throw new InvalidDataException($"the .npy header has {length} bytes; {LongestText} are the most");
        return Parse(Encoding.Latin1.GetString(source.ReadBytes(length)));
    }

    private static NpyHeader Parse(string text)
    {
        var match = Literal().Match(text);
        if (!match.Success) throw new InvalidDataException("the .npy header is not one of a plain array");
        return new NpyHeader(match.Groups["descr"].Value, match.Groups["fortran"].Value == "True", Sizes(match.Groups["shape"].Value));
    }

    private static long[] Sizes(string tuple)
    {
        var sizes = tuple.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.ConvertAll(sizes, Size);
    }

    private static long Size(string digits)
    {
        if (long.TryParse(digits.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return size;
        throw new InvalidDataException("the .npy header has an absurd shape");
    }

    private static long CountOf(long[] shape)
    {
        try
        {
            return shape.Aggregate(1L, (product, size) => checked(product * size));
        }
        catch (OverflowException error)
        {
            throw new InvalidDataException("the .npy header has an absurd shape", error);
        }
    }

    // NumPy writes the keys sorted; Python 2 sometimes added an L to the sizes.
    [GeneratedRegex(
        @"^\{'descr': '(?<descr>[^']{1,16})', 'fortran_order': (?<fortran>True|False), 'shape': \((?<shape>[0-9L, ]{0,700})\),? ?\}\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
