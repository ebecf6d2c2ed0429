using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>
/// Reads what NumPy pickles into a .npy file: arrays of numbers, strings, lists and arrays. It knows the few functions and
/// classes that such data needs, acts them out itself, and executes nothing; any other opcode or name is refused. The number
/// of objects and the depth of nesting are bounded, all loops run over bytes that exist, nothing recurses.
/// </summary>
/// <remarks>Opcodes of protocols 2 to 5 as documented in Python's pickletools.</remarks>
internal sealed class PickleReader(ByteSource source, NumberListFactory numberList)
{
    private const int MaxObjects = 2_000_000;
    private const int MaxStack = 1 << 21;
    private const int MaxMarks = 256;
    private const int HighestProtocol = 5;

    private readonly Dictionary<uint, PickleValue> memo = [];
    private readonly Stack<int> marks = new();
    private readonly int[] run = new int[1024];
    private PickleValue[] stack = new PickleValue[1024];
    private int top;
    private int objects;
    private int[] spare = [];

    /// <summary>Runs the pickle to its STOP.</summary>
    /// <exception cref="InvalidDataException">It is damaged, too large, or wants something that is not plain data.</exception>
    internal PickleValue Read()
    {
        while (true)
        {
            ReadNumbers();
            var at = source.Position;
            var opcode = source.ReadByte();
            if (opcode == '.') return Stop();
            if (!(TryReadScalar(opcode) || TryReadText(opcode) || TryBuildContainer(opcode) || TryUseMemo(opcode) || TryReduce(opcode)))
                throw new InvalidDataException(Invariant($"pickle opcode 0x{opcode:x2} at byte {at} is not one that plain arrays of numbers, strings and lists need"));
        }
    }

    /// <summary>
    /// Takes the numbers that come next as long as they lie in the buffer: nearly all of a file is this loop. When they are all
    /// that goes into a list, they reach it without the stack.
    /// </summary>
    // Runs over millions of numbers in the first call: too soon for the runtime to have compiled it well by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadNumbers()
    {
        var bytes = source.Buffered;
        var numbers = run.AsSpan();
        int i = 0, count = 0;
        while (i + 5 <= bytes.Length && count < numbers.Length)
        {
            var operand = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i + 1)..]);
            var opcode = bytes[i];
            if (opcode == 'K') (numbers[count], i) = (operand & 0xFF, i + 2);
            else if (opcode == 'M') (numbers[count], i) = (operand & 0xFFFF, i + 3);
            else if (opcode == 'J') (numbers[count], i) = (operand, i + 5);
            else break;
            count++;
        }
        if (count == 0) return;
        source.Advance(i);
        numbers = numbers[..count];
        if (i < bytes.Length && bytes[i] == 'e' && marks.TryPeek(out var mark) && mark == top) AppendDirectly(numbers);
        else foreach (var number in numbers) Push(PickleValue.Of(number));
    }

    private void AppendDirectly(ReadOnlySpan<int> numbers)
    {
        source.Advance(1);
        PopToMark();
        var list = ListOnTop();
        list.Append(numbers, ref spare);
        if (!list.IsNumbers) CountObjects(numbers.Length);
    }

    private bool TryReadScalar(byte opcode)
    {
        switch (opcode)
        {
            case 0x80: CheckProtocol(source.ReadByte()); break;
            case 0x95: CheckFrame(source.ReadInt64()); break;
            case (byte)'K': Push(PickleValue.Of(source.ReadByte())); break;
            case (byte)'M': Push(PickleValue.Of(source.ReadUInt16())); break;
            case (byte)'J': Push(PickleValue.Of(source.ReadInt32())); break;
            case 0x8a: Push(PickleValue.Of(ReadLong(source.ReadByte()))); break;
            case (byte)'G': PushObject(BinaryPrimitives.ReadDoubleBigEndian(source.ReadBytes(8))); break;
            case (byte)'N': PushObject(PickleValue.None); break;
            case 0x88: PushObject(true); break;
            case 0x89: PushObject(false); break;
            default: return false;
        }
        return true;
    }

    private bool TryReadText(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'U' or (byte)'C': PushObject(source.ReadBytes(source.ReadByte())); break;
            case (byte)'T' or (byte)'B': PushObject(source.ReadBytes((uint)source.ReadInt32())); break;
            case 0x8e: PushObject(source.ReadBytes(source.ReadInt64())); break;
            case 0x8c: PushText(source.ReadByte()); break;
            case (byte)'X': PushText((uint)source.ReadInt32()); break;
            case 0x8d: PushText(source.ReadInt64()); break;
            default: return false;
        }
        return true;
    }

    private bool TryBuildContainer(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'(': Mark(); break;
            case (byte)'0': Pop(); break;
            case (byte)'1': PopToMark(); break;
            case (byte)']': PushObject(new PickleList()); break;
            case (byte)'l': PushFilledList(PopToMark()); break;
            case (byte)'a': Append(PopTop(1)); break;
            case (byte)'e': Append(PopToMark()); break;
            case (byte)'}': PushObject(new PickleDictionary()); break;
            case (byte)'d': PushFilledDictionary(PopToMark()); break;
            case (byte)'s': SetItems(PopTop(2)); break;
            case (byte)'u': SetItems(PopToMark()); break;
            case (byte)')': PushObject(new PickleTuple([])); break;
            case (byte)'t': PushObject(new PickleTuple(PopToMark().ToArray())); break;
            case 0x85: PushObject(new PickleTuple(PopTop(1).ToArray())); break;
            case 0x86: PushObject(new PickleTuple(PopTop(2).ToArray())); break;
            case 0x87: PushObject(new PickleTuple(PopTop(3).ToArray())); break;
            default: return false;
        }
        return true;
    }

    private bool TryUseMemo(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'q': Memorize(source.ReadByte()); break;
            case (byte)'r': Memorize((uint)source.ReadInt32()); break;
            case 0x94: Memorize((uint)memo.Count); break;
            case (byte)'h': Push(Recall(source.ReadByte())); break;
            case (byte)'j': Push(Recall((uint)source.ReadInt32())); break;
            default: return false;
        }
        return true;
    }

    private bool TryReduce(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'c': PushGlobal(ReadLine(), ReadLine()); break;
            case 0x93:
                var name = PopAs<string>("the name of a global");
                PushGlobal(PopAs<string>("the module of a global"), name);
                break;
            case (byte)'R':
                var arguments = PopAs<PickleTuple>("the arguments of a call");
                Push(NumpyPickle.Call(PopAs<PickleGlobal>("what is called"), arguments.Items));
                break;
            case (byte)'b':
                var state = PopAs<PickleTuple>("the state of an object");
                NumpyPickle.SetState(Peek(), state.Items);
                break;
            default: return false;
        }
        return true;
    }

    private PickleValue Stop()
    {
        var result = Pop();
        if (top != 0 || marks.Count != 0) throw new InvalidDataException("the pickle stops in the middle of a value");
        return result;
    }

    private static void CheckProtocol(byte protocol)
    {
        if (protocol > HighestProtocol) throw new InvalidDataException($"pickle protocol {protocol} is not known");
    }

    private void CheckFrame(long length)
    {
        if (length < 0 || length > source.Remaining)
            throw new InvalidDataException($"a pickle frame announces {length} bytes, but {source.Remaining} are left");
    }

    private long ReadLong(byte length)
    {
        if (length > 8) throw new InvalidDataException($"a whole number has {length} bytes; 8 are the most");
        if (length == 0) return 0;
        var value = 0L;
        var bytes = source.ReadBytes(length);
        foreach (var part in bytes.AsEnumerable().Reverse()) value = (value << 8) | part;
        var unused = 64 - 8 * length;
        return value << unused >> unused;
    }

    private string ReadLine()
    {
        const int longest = 256;
        var text = new StringBuilder();
        for (var value = source.ReadByte(); value != '\n'; value = source.ReadByte())
        {
            if (text.Length == longest) throw new InvalidDataException($"the name of a global is longer than {longest} bytes");
            text.Append((char)value);
        }
        return text.ToString();
    }

    private void PushText(long length)
    {
        try
        {
            PushObject(StrictUtf8.GetString(source.ReadBytes(length)));
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidDataException("a string is not valid UTF-8", error);
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private void PushGlobal(string module, string name) => PushObject(NumpyPickle.Global(module, name));

    private void PushFilledList(Span<PickleValue> values)
    {
        var list = new PickleList();
        FinishNumberLists(values);
        AppendTo(list, values);
        PushObject(list);
    }

    private void Append(Span<PickleValue> values)
    {
        FinishNumberLists(values);
        AppendTo(ListOnTop(), values);
    }

    private void PushFilledDictionary(Span<PickleValue> values)
    {
        var dictionary = new PickleDictionary();
        FinishNumberLists(values);
        dictionary.Set(values);
        PushObject(dictionary);
    }

    private void SetItems(Span<PickleValue> values)
    {
        FinishNumberLists(values);
        if (Peek().Reference is not PickleDictionary dictionary)
            throw new InvalidDataException($"a {Peek().TypeName} has no entries to set");
        dictionary.Set(values);
    }

    private PickleList ListOnTop()
        => Peek().Reference as PickleList ?? throw new InvalidDataException($"a {Peek().TypeName} cannot be appended to");

    private void AppendTo(PickleList list, ReadOnlySpan<PickleValue> values)
    {
        list.Append(values, ref spare);
        if (!list.IsNumbers) CountObjects(values.Length);
    }

    /// <summary>A list that goes into another one is complete: Python writes containers from the inside out.</summary>
    private void FinishNumberLists(Span<PickleValue> values)
    {
        foreach (ref var value in values)
            if (value.Reference is PickleList { IsNumbers: true } list) value = PickleValue.Of(list.Finish(numberList, ref spare));
    }

    private void Mark()
    {
        if (marks.Count == MaxMarks) throw new InvalidDataException($"it is nested more than {MaxMarks} deep");
        marks.Push(top);
    }

    private void Memorize(uint key)
    {
        CountObjects(1);
        memo[key] = Peek();
    }

    private PickleValue Recall(uint key)
    {
        CountObjects(1);
        return memo.TryGetValue(key, out var value) ? value : throw new InvalidDataException($"memo {key} is read before it is written");
    }

    private void CountObjects(int count)
    {
        objects += count;
        if (objects > MaxObjects) throw new InvalidDataException($"it holds more than {MaxObjects} objects");
    }

    private void PushObject(object reference)
    {
        CountObjects(1);
        Push(PickleValue.Of(reference));
    }

    private void Push(PickleValue value)
    {
        if (top == stack.Length) Grow();
        stack[top++] = value;
    }

    private void Grow()
    {
        if (top >= MaxStack) throw new InvalidDataException($"more than {MaxStack} values lie on the pickle's stack");
        Array.Resize(ref stack, 2 * top);
    }

    private PickleValue Peek() => top > Floor ? stack[top - 1] : throw Underflow();

    private PickleValue Pop() => PopTop(1)[0];

    private T PopAs<T>(string role)
    {
        var value = Pop();
        return value.Reference is T wanted ? wanted : throw new InvalidDataException($"{role} is a {value.TypeName}");
    }

    private Span<PickleValue> PopTop(int count)
    {
        if (top - count < Floor) throw Underflow();
        top -= count;
        return stack.AsSpan(top, count);
    }

    private Span<PickleValue> PopToMark()
    {
        if (!marks.TryPop(out var mark)) throw new InvalidDataException("the pickle closes a value that it has not opened");
        var values = stack.AsSpan(mark, top - mark);
        top = mark;
        return values;
    }

    /// <summary>The values below the last mark are out of reach.</summary>
    private int Floor => marks.TryPeek(out var mark) ? mark : 0;

    private static InvalidDataException Underflow() => new("the pickle takes a value that it has not given");
}
