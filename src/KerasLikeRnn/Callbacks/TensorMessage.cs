using System.Runtime.InteropServices;

namespace KerasLikeRnn.Callbacks;

/// <summary>A tensor in the form that it has in event files.</summary>
/// <remarks>tensorflow/core/framework/tensor.proto.</remarks>
internal readonly ref struct TensorMessage
{
    private const int Float32 = 1;
    private const int Float64 = 2;
    private const int Text = 7;

    private TensorMessage(ProtoWriter message) => Written = message.Written;

    /// <summary>The message.</summary>
    internal ReadOnlySpan<byte> Written { get; }

    /// <summary>A number.</summary>
    internal static TensorMessage Of(float value) => new(Begin(Float32).Bytes(4, MemoryMarshal.AsBytes<float>([value])));

    /// <summary>Numbers of a shape.</summary>
    internal static TensorMessage Of(double[] values, params ReadOnlySpan<int> shape) =>
        new(Begin(Float64, shape).Bytes(4, MemoryMarshal.AsBytes(values.AsSpan())));

    /// <summary>A text.</summary>
    internal static TensorMessage Of(string text) => new(Begin(Text).Text(8, text));

    /// <summary>One string of bytes after another.</summary>
    internal static TensorMessage Of(IReadOnlyList<byte[]> strings)
    {
        var message = Begin(Text, strings.Count);
        foreach (var bytes in strings) message.Bytes(8, bytes);
        return new(message);
    }

    private static ProtoWriter Begin(int type, params ReadOnlySpan<int> shape)
    {
        var sizes = new ProtoWriter();
        foreach (var size in shape) sizes.Message(2, dimension => { if (size != 0) dimension.Number(1, size); });
        return new ProtoWriter().Number(1, type).Bytes(2, sizes.Written);
    }
}
