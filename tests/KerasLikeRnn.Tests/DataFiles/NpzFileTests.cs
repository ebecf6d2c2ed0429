using System.IO.Compression;
using KerasLikeRnn.Tests.Utils;

namespace KerasLikeRnn.Tests.DataFiles;

public sealed class NpzFileTests : IDisposable
{
    private const string TwoLists = "](](K\u0001K\u0002e](K\u0003M\0\u0004ee";

    private readonly TestFolder folder = new();

    private string File => folder["a.npz"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lists_and_labels_are_read()
    {
        NpzWriter.Write(File, ("x", NpzWriter.Objects(2, TwoLists)), ("y", NpzWriter.Labels(1, 0)));
        Assert.Equal([[1, 2], [3, 1024]], Lists());
        Assert.Equal([1, 0], Integers("y"));
    }

    [Theory]
    [InlineData("|b1", "\u0001\u0000", new long[] { 1, 0 })]
    [InlineData("|i1", "\u00ff\u0002", new long[] { -1, 2 })]
    [InlineData("|u1", "\u00ff\u0002", new long[] { 255, 2 })]
    [InlineData("<i2", "\u00ff\u00ff\u0002\u0000", new long[] { -1, 2 })]
    [InlineData(">i2", "\u00ff\u00fe\u0000\u0002", new long[] { -2, 2 })]
    [InlineData("<u4", "\u00ff\u00ff\u00ff\u00ff\0\0\0\0", new long[] { 4294967295, 0 })]
    [InlineData(">i4", "\0\0\u0001\0\u00ff\u00ff\u00ff\u00ff", new long[] { 256, -1 })]
    public void Labels_of_any_whole_type_become_64_bits(string type, string bytes, long[] labels)
    {
        NpzWriter.Write(File, ("y", NpzWriter.Npy(type, "(2,)", NpzWriter.Latin1(bytes))));
        Assert.Equal(labels, Integers("y"));
    }

    [Fact]
    public void Arrays_and_NumPy_numbers_inside_an_object_array_are_read()
    {
        const string int32 =
            "cnumpy\ndtype\n"
            + "X\u0002\0\0\0i4K\0K\u0001\u0087R(K\u0003X\u0001\0\0\0<NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb";
        const string array = "cnumpy._core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R(K\u0001K\u0002\u0085" + int32
            +
            "\u0089C\u0008\u0005\0\0\0\u0006\0\0\0tb";
        const string listOfScalar = "]cnumpy.core.multiarray\nscalar\n" + int32 + "C\u0004\u0007\0\0\0\u0086Ra";
        NpzWriter.Write(File, ("x", NpzWriter.Objects(2, "](" + array + listOfScalar + "e")));
        Assert.Equal([[5, 6], [7]], Lists());
    }

    [Fact]
    public void A_protocol_2_file_of_Python_2_is_read()
    {
        var pickle = NpzWriter.ObjectArray(2, TwoLists)
            .Replace("c_codecs\nencode\nX\u0001\0\0\0bX\u0006\0\0\0latin1\u0086R", "U\u0001b", StringComparison.Ordinal)
            .Replace("X\u0002\0\0\0O8", "U\u0002O8", StringComparison.Ordinal)
            .Replace("X\u0001\0\0\0|", "U\u0001|", StringComparison.Ordinal);
        NpzWriter.Write(File, ("x", NpzWriter.Npy("|O", "(2L,)", NpzWriter.Latin1(pickle + "."))));
        Assert.Equal([[1, 2], [3, 1024]], Lists());
    }

    [Theory]
    [InlineData("](](NeK\u0005e", "item 0 is not a list of 32-bit whole numbers but a list")]
    [InlineData("](](K\u0001eX\u0002\0\0\0noe", "item 1 is not a list of 32-bit whole numbers but a str")]
    [InlineData("](](\u008a\u0005\0\0\0\0\u0001e]e", "item 0 is not a list of 32-bit whole numbers but a list")]
    [InlineData("](]e", "its shape is not that of one list after another")]
    [InlineData("](K\u0001K\u0002e", "item 0 is not a list of 32-bit whole numbers but a int")]
    [InlineData("cos\nsystem\n", "it asks for os.system, which is refused")]
    public void Object_arrays_of_something_else_are_refused(string pickledList, string why)
    {
        NpzWriter.Write(File, ("x", NpzWriter.Objects(2, pickledList)));
        AssertRefused("member x: " + why, () => Lists());
    }

    [Fact]
    public void A_pickle_that_is_no_array_is_refused()
    {
        NpzWriter.Write(File, ("x", NpzWriter.Npy("|O", "(2,)", NpzWriter.Latin1("](K\u0001K\u0002e."))));
        AssertRefused("member x: it holds a list instead of an array of lists", () => Lists());
    }

    [Theory]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (99999999999,), }", "bytes, but 16 are left")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (4611686018427387904,), }", "bytes, but 16 are left")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (9999999999999999999,), }", "absurd shape")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "absurd shape")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (1, 2), }", "it has 2 dimensions instead of one")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", "whole numbers")]
    [InlineData("{'descr': '<M8[s]', 'fortran_order': False, 'shape': (2,), }", "its elements are '<M8[s]' instead")]
    [InlineData("{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (2,), }", "not one of a plain array")]
    [InlineData("__import__('os').system('ls')", "not one of a plain array")]
    public void Headers_of_something_else_are_refused(string header, string why)
    {
        NpzWriter.Write(File, ("y", NpzWriter.NpyWithHeader(header, new byte[16])));
        AssertRefused(why, () => Integers("y"));
    }

    [Fact]
    public void A_header_of_hostile_digits_is_refused_at_once()
    {
        NpzWriter.Write(
            File, ("y", NpzWriter.NpyWithHeader($"{{'descr': '<i8', 'fortran_order': False, 'shape': ({new string('1', 5000)}!", [])));
        AssertRefused("not one of a plain array", () => Integers("y"));
    }

    [Fact]
    public void Missing_members_and_files_that_are_no_npz_are_refused()
    {
        NpzWriter.Write(File, ("x", "not npy, but long enough to look at"u8.ToArray()));
        AssertRefused("member y: there is no such member", () => Integers("y"));
        AssertRefused("member x: it is not a .npy file", () => Lists());
        System.IO.File.WriteAllText(File, "<html>Please log in</html>");
        AssertRefused("is not a sound .npz file", () => Lists());
        System.IO.File.WriteAllText(File, "");
        AssertRefused("is not a sound .npz file", () => Lists());
        Assert.Throws<FileNotFoundException>(() => NpzFile.Read(folder["none.npz"], file => file.ReadIntegers("y")));
    }

    [Fact]
    public void A_zip_bomb_costs_no_more_than_what_it_may_hold()
    {
        using (var archive = new ZipArchive(System.IO.File.Create(File), ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("x.npy", CompressionLevel.Fastest).Open();
            entry.Write(NpzWriter.Npy("|O", "(2,)", [0x80, 2]));
            var zeros = new byte[1 << 20];
            for (var megabyte = 0; megabyte < 300; megabyte++) entry.Write(zeros);
        }
        AssertRefused("member x: it claims 3145", () => Lists());
    }

    [Fact]
    public void A_member_that_is_longer_than_it_says_is_refused()
    {
        NpzWriter.Write(File, ("y", NpzWriter.Labels([.. Enumerable.Repeat(1L, 1000)])));
        var bytes = System.IO.File.ReadAllBytes(File);
        var real = BitConverter.GetBytes(8000 + NpzWriter.Labels().Length + 3);
        var changed = 0;
        for (var i = 0; i + 4 <= bytes.Length; i++)
        {
            if (!bytes.AsSpan(i, 4).SequenceEqual(real)) continue;
            BitConverter.TryWriteBytes(bytes.AsSpan(i), 100);
            changed++;
        }
        Assert.NotEqual(0, changed);
        System.IO.File.WriteAllBytes(File, bytes);
        AssertRefused("member y: ", () => Integers("y"));
    }

    private int[][] Lists() => NpzFile.Read(File, file => file.ReadNumberLists("x", numbers => numbers.ToArray()));

    private long[] Integers(string name) => NpzFile.Read(File, file => file.ReadIntegers(name));

    private static void AssertRefused(string why, Action read)
        => Assert.Contains(why, Assert.Throws<InvalidDataException>(read).Message);
}
