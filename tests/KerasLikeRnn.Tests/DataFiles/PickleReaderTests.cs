using KerasLikeRnn.Tests.Utils;

namespace KerasLikeRnn.Tests.DataFiles;

public sealed class PickleReaderTests
{
    [Theory]
    [InlineData("K\u0007.", 7)]
    [InlineData("M\u0001\u0002.", 513)]
    [InlineData("J\u00fe\u00ff\u00ff\u00ff.", -2)]
    [InlineData("\u008a\u0000.", 0)]
    [InlineData("\u008a\u0001\u00ff.", -1)]
    [InlineData("\u008a\u0005\u0000\u0000\u0000\u0000\u0001.", 1L << 32)]
    [InlineData("\u0080\u0004\u0095\u0003\0\0\0\0\0\0\0K\u0007.", 7)]
    public void Whole_numbers_are_read(string pickle, long number) => Assert.Equal(PickleValue.Of(number), Read(pickle));

    [Fact]
    public void Other_plain_values_are_read()
    {
        Assert.Equal(1.5, Read("G\u003f\u00f8\0\0\0\0\0\0.").Reference);
        Assert.Equal(true, Read("\u0088.").Reference);
        Assert.Equal("\u00e9", Read("X\u0002\0\0\0\u00c3\u00a9.").Reference);
        Assert.Equal("ab", Read("\u008c\u0002ab.").Reference);
        Assert.Equal("ab", Read("\u008d\u0002\0\0\0\0\0\0\0ab.").Reference);
        Assert.Equal("ab"u8.ToArray(), Read("C\u0002ab.").Reference);
        Assert.Equal("ab"u8.ToArray(), Read("B\u0002\0\0\0ab.").Reference);
        Assert.Same(PickleValue.None, Read("N.").Reference);
        Assert.Equal(3, Assert.IsType<PickleTuple>(Read("K\u0001K\u0002K\u0003\u0087.").Reference).Items.Length);
    }

    [Fact]
    public void Lists_of_numbers_reach_their_factory_once_however_they_are_written()
    {
        // [[1, 2], [3], [], the first one again]
        var value = Read("](]q\u0001(K\u0001K\u0002e]K\u0003a]h\u0001e.", numbers => [.. numbers, 99]);
        var list = Assert.IsType<PickleList>(value.Reference);
        Assert.Equal([[1, 2, 99], [3, 99], [99], [1, 2, 99]], Enumerable.Range(0, 4).Select(i => (int[])list[i].Reference!));
        Assert.Same(list[0].Reference, list[3].Reference);
    }

    [Fact]
    public void Long_lists_in_batches_across_the_buffer_are_whole()
    {
        var batch = "(" + string.Concat(Enumerable.Range(0, 1000).Select(i => "M" + (char)(i & 255) + (char)(i >> 8))) + "e";
        var list = Assert.IsType<PickleList>(Read("]" + string.Concat(Enumerable.Repeat(batch, 200)) + ".").Reference);
        Assert.Equal(Enumerable.Repeat(Enumerable.Range(0, 1000), 200).SelectMany(numbers => numbers), list.Numbers.ToArray());
    }

    [Fact]
    public void A_list_that_turns_out_to_be_mixed_keeps_all_its_values()
    {
        var list = Assert.IsType<PickleList>(Read("](K\u0001K\u0002NK\u0003e(K\u0004e.").Reference);
        Assert.False(list.IsNumbers);
        Assert.Equal(["int", "int", "NoneType", "int", "int"], Enumerable.Range(0, list.Count).Select(i => list[i].TypeName));
    }

    [Theory]
    [InlineData("}U\u0001aK\u0007sU\u0001b](K\u0001K\u0002es.")]
    [InlineData("}(U\u0001aK\u0007X\u0001\0\0\0b](K\u0001K\u0002eu.")]
    [InlineData("(U\u0001aK\u0007U\u0001b](K\u0001K\u0002ed.")]
    public void A_dictionary_has_values_by_texts(string pickle)
    {
        var dictionary = Assert.IsType<PickleDictionary>(Read(pickle).Reference);
        Assert.Equal(7, dictionary["a"].Integer);
        Assert.Equal([1, 2], Assert.IsType<int[]>(dictionary["b"].Reference));
        Assert.Throws<InvalidDataException>(() => dictionary["c"]);
    }

    [Theory]
    [InlineData("}(U\u0001au.", "a key has no value")]
    [InlineData("}K\u0001K\u0001s.", "a key is a int instead of a text")]
    [InlineData("]U\u0001aK\u0001s.", "a list has no entries to set")]
    public void A_dictionary_that_is_none_is_refused(string pickle, string why) => Assert.Contains(why, Refused(pickle));

    [Theory]
    [InlineData("cos\nsystem\nX\u0002\0\0\0ls\u0085R.", "os.system")]
    [InlineData("\u008c\u0008builtins\u008c\u0004eval\u0093.", "builtins.eval")]
    [InlineData("cnumpy\nload\n.", "numpy.load")]
    [InlineData("cnumpy.core.multiarray\nfromfile\n.", "numpy.core.multiarray.fromfile")]
    [InlineData("c\u001b[2J\nx\n.", "?[2J.x")]
    public void Unknown_globals_are_refused_by_name(string pickle, string name)
        => Assert.Contains($"it asks for {name}, which is refused", Refused(pickle));

    [Theory]
    [InlineData("(S'ls'\nios\nsystem\n.", "opcode 0x53")]
    [InlineData("(ios\nsystem\n.", "opcode 0x69")]
    [InlineData("\u008f.", "opcode 0x8f")]
    [InlineData("\u0082\u0001.", "opcode 0x82")]
    [InlineData("I7\n.", "opcode 0x49")]
    [InlineData("\u0080\u0006N.", "protocol 6")]
    public void Opcodes_that_plain_data_does_not_need_are_refused(string pickle, string why)
        => Assert.Contains(why, Refused(pickle));

    [Theory]
    [InlineData("X\u00ff\u00ff\u00ff\u00ffab.", "announces 4294967295 bytes, but 3 are left")]
    [InlineData("B\u00ff\u00ff\u00ff\u007fab.", "announces 2147483647 bytes")]
    [InlineData("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", "announces -1 bytes")]
    [InlineData("\u0095\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.", "frame announces")]
    [InlineData("\u008a\u0009\0\0\0\0\0\0\0\0\0.", "9 bytes")]
    [InlineData("X\u0001\0\0\0\u00ff.", "UTF-8")]
    [InlineData("K\u0001", "ends unexpectedly")]
    [InlineData("K", "ends unexpectedly")]
    [InlineData(".", "takes a value that it has not given")]
    [InlineData("K\u0001K\u0002.", "middle of a value")]
    [InlineData("(.", "takes a value that it has not given")]
    [InlineData("K\u0001(0.", "takes a value that it has not given")]
    [InlineData("e.", "has not opened")]
    [InlineData("K\u0001(K\u0002e.", "a int cannot be appended to")]
    [InlineData("h\u0005.", "memo 5")]
    [InlineData("K\u0001K\u0002R.", "the arguments of a call is a int")]
    [InlineData("K\u0001)R.", "what is called is a int")]
    [InlineData("cnumpy\nndarray\n)R.", "called in a way")]
    [InlineData("K\u0001)b.", "has no state")]
    [InlineData("]]q\u0001a0h\u0001K\u0001a.", "grows after")]
    public void Damage_is_named(string pickle, string why) => Assert.Contains(why, Refused(pickle));

    [Fact]
    public void Nesting_objects_and_the_stack_are_bounded()
    {
        Assert.Contains("nested", Refused(new string('(', 1000)));
        Assert.Contains("objects", Refused(new string(']', 3_000_000)));
        Assert.Contains("objects", Refused("]q\u0001" + string.Concat(Enumerable.Repeat("h\u0001", 3_000_000))));
        Assert.Contains("stack", Refused(string.Concat(Enumerable.Repeat("K\u0001", 3_000_000))));
        Assert.Contains("objects", Refused("]Na" + string.Concat(Enumerable.Repeat("K\u0001a", 3_000_000))));
    }

    [Fact]
    public void A_list_that_contains_itself_is_refused()
        => Assert.Contains("grows after", Refused("]q\u0001h\u0001a."));

    private static PickleValue Read(string pickle, NumberListFactory? factory = null)
    {
        var bytes = NpzWriter.Latin1(pickle);
        return new PickleReader(new ByteSource(new MemoryStream(bytes), bytes.Length), factory ?? (numbers => numbers.ToArray())).Read();
    }

    private static string Refused(string pickle) => Assert.Throws<InvalidDataException>(() => Read(pickle)).Message;
}
