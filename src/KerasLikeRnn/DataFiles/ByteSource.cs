using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>
/// Buffered reading of a zip member. Refuses to go beyond the length that was announced, and never allocates for bytes that
/// have not arrived, so that neither a zip bomb nor an absurd length in the data costs more than the announced length.
/// </summary>
internal sealed class ByteSource(Stream stream, long announcedLength)
{
    private const int BufferSize = 1 << 16;

    private readonly byte[] buffer = new byte[BufferSize];
    private int position;
    private int end;
    private long received;
    private Crc32 crc;

    /// <summary>Number of bytes handed out.</summary>
    internal long Position => received - (end - position);

    /// <summary>Number of bytes still to come, according to the announced length.</summary>
    internal long Remaining => announcedLength - Position;

    /// <summary>What is in the buffer already; <see cref="Advance"/> takes it.</summary>
    internal ReadOnlySpan<byte> Buffered => buffer.AsSpan(position, end - position);

    internal void Advance(int count) => position += count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte ReadByte()
    {
        if (position == end) Fill();
        return buffer[position++];
    }

    internal ushort ReadUInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    internal int ReadInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    internal long ReadInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>Reads a run of bytes whose length comes from the data itself.</summary>
    /// <exception cref="InvalidDataException">The length is negative or more than what is left.</exception>
    internal byte[] ReadBytes(long count)
    {
        if (count < 0 || count > Remaining)
            throw new InvalidDataException($"byte {Position} announces {count} bytes, but {Remaining} are left");
        var bytes = new byte[count];
        ReadExactly(bytes);
        return bytes;
    }

    internal void ReadExactly(Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            if (position == end) Fill();
            var count = Math.Min(target.Length, end - position);
            buffer.AsSpan(position, count).CopyTo(target);
            position += count;
            target = target[count..];
        }
    }

    /// <summary>
    /// Reads what is left, into <paramref name="copy"/> if there is one, and compares length and checksum with what the zip says.
    /// </summary>
    /// <exception cref="InvalidDataException">They differ.</exception>
    internal void Finish(uint expectedCrc, Stream? copy = null)
    {
        position = end;
        while (TryFill())
        {
            copy?.Write(Buffered);
            position = end;
        }
        if (received != announcedLength)
            throw new InvalidDataException($"it ends after {received} bytes instead of {announcedLength}");
        if (crc.Value != expectedCrc)
            throw new InvalidDataException($"its checksum is {crc.Value:x8} instead of {expectedCrc:x8}");
    }

    private void Fill()
    {
        if (!TryFill()) throw new InvalidDataException($"it ends unexpectedly after {received} bytes");
    }

    private bool TryFill()
    {
        var count = stream.Read(buffer);
        received += count;
        if (received > announcedLength)
            throw new InvalidDataException($"it holds more than the {announcedLength} bytes that it announces");
        crc.Append(buffer.AsSpan(0, count));
        position = 0;
        end = count;
        return count > 0;
    }
}
