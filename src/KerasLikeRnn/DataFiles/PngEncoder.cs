using System.Buffers.Binary;
using System.IO.Compression;

namespace KerasLikeRnn.DataFiles;

/// <summary>Writes images of eight bits a channel as PNG.</summary>
internal static class PngEncoder
{
    /// <summary>The file of an image.</summary>
    /// <param name="pixels">Rows from the top, pixels from the left, their channels one after another.</param>
    /// <param name="height">Number of rows.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="channels">1 grey, 2 grey and opacity, 3 red, green and blue, 4 those and opacity.</param>
    internal static byte[] Encode(ReadOnlySpan<byte> pixels, int height, int width, int channels)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR"u8, Header(height, width, channels));
        Chunk(png, "IDAT"u8, Packed(pixels, height, width * channels));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Header(int height, int width, int channels)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };
        return header;
    }

    private static byte[] Packed(ReadOnlySpan<byte> pixels, int height, int stride)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            for (var row = 0; row < height; row++)
            {
                // No filter: rows as they are.
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row * stride, stride));
            }
        return packed.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(kind);
        png.Write(content);
        var crc = new Crc32();
        crc.Append(kind);
        crc.Append(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.Value);
        png.Write(number);
    }
}
