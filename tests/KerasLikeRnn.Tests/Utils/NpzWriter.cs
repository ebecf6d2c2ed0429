using System.IO.Compression;
using System.Text;

namespace KerasLikeRnn.Tests.Utils;

/// <summary>Writes .npz files as NumPy does, and such as NumPy never would.</summary>
internal static class NpzWriter
{
    /// <summary>A zip of .npy members.</summary>
    public static void Write(string path, params (string Name, byte[] Npy)[] members)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, npy) in members)
        {
            using var entry = archive.CreateEntry(name + ".npy").Open();
            entry.Write(npy);
        }
    }

    /// <summary>A .npy file of version 1.</summary>
    public static byte[] Npy(string description, string shape, byte[] content, bool fortran = false)
        => NpyWithHeader($"{{'descr': '{description}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n", content);

    public static byte[] NpyWithHeader(string header, byte[] content)
        => [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.Latin1.GetBytes(header), .. content];

    /// <summary>Labels, int64.</summary>
    public static byte[] Labels(params long[] labels) => Npy("<i8", $"({labels.Length},)", [.. labels.SelectMany(BitConverter.GetBytes)]);

    /// <summary>An object array whose items are those of a pickled list, in protocol 2 as Python 3 writes it.</summary>
    public static byte[] Objects(int count, string pickledList) => Npy("|O", $"({count},)", Latin1(ObjectArray(count, pickledList) + "."));

    /// <summary>The pickle of an object array, without its STOP.</summary>
    public static string ObjectArray(int count, string pickledList)
        => "\u0080\u0002cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085c_codecs\nencode\n" +
            "X\u0001\0\0\0bX\u0006\0\0\0latin1\u0086R\u0087R(K\u0001K" + (char)count + "\u0085" +
            "cnumpy\ndtype\n"
            + "X\u0002\0\0\0O8K\0K\u0001\u0087R(K\u0003X\u0001\0\0\0|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\u003ftb\u0089" +
            pickledList + "tb";

    /// <summary>One byte for each character.</summary>
    public static byte[] Latin1(string bytes) => Encoding.Latin1.GetBytes(bytes);
}
