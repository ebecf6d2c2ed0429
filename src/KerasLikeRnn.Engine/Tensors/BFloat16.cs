namespace KerasLikeRnn.Engine;

/// <summary>Google's 16-bit float: the upper half of a float32. It is equal to one of the same bits.</summary>
public readonly record struct BFloat16
{
    private const int LowerBits = 16;
    private const uint AlmostHalf = 0x7FFF;
    private const uint QuietNan = 0x0040_0000;

    private readonly ushort bits;

    private BFloat16(uint single) => bits = (ushort)(single >> LowerBits);

    /// <summary>The nearest one, of two equally near the even one.</summary>
    public static explicit operator BFloat16(float value)
    {
        var single = BitConverter.SingleToUInt32Bits(value);
        // A carry makes the next number of it, up to infinity; of a nan whose digits are all below it would make one too.
        return new(float.IsNaN(value) ? single | QuietNan : single + AlmostHalf + (single >> LowerBits & 1));
    }

    /// <summary>The same number.</summary>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.bits << LowerBits);

    /// <inheritdoc/>
    public override string ToString() => ((float)this).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
