namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>What kinds of messages an object's header has.</summary>
internal enum H5MessageKind
{
    Space = 0x01,
    LinkInfo = 0x02,
    Type = 0x03,
    OldFill = 0x04,
    Fill = 0x05,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    Filters = 0x0B,
    Attribute = 0x0C,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
}

/// <summary>One statement about an object.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="IsShared">Whether it lies elsewhere and this is its place.</param>
/// <param name="Bytes">What it says.</param>
/// <param name="Address">Where it stands.</param>
internal sealed record H5Message(H5MessageKind Kind, bool IsShared, ReadOnlyMemory<byte> Bytes, long Address);

/// <summary>The header of an object of the file, group or data set: its messages, of both versions of headers.</summary>
internal sealed class H5Header
{
    private const string What = "the object header";
    private const int LongestFirstPart = 1 << 9;
    private const int Checksum = 4;

    private readonly H5Input input;
    private readonly List<H5Message> messages = [];
    private readonly Queue<(long Address, long Count)> continuations = new();

    internal H5Header(H5Input input, long address)
    {
        this.input = input;
        var start = input.ReadUpTo(address, LongestFirstPart, What);
        if (start.Remaining > 0 && start.Byte() == 1) ReadFirstVersion(address);
        else ReadSecondVersion(address);
    }

    /// <summary>All of a kind, in their order.</summary>
    internal IEnumerable<H5Cursor> All(H5MessageKind kind) =>
        messages.Where(message => message.Kind == kind).Select(Resolved);

    /// <summary>The first of a kind, or null.</summary>
    internal H5Cursor? Find(H5MessageKind kind) => All(kind).FirstOrDefault();

    /// <summary>The message itself, where this says only in which object's header it stands.</summary>
    internal static H5Cursor Shared(H5Input input, H5Cursor place, H5MessageKind kind)
    {
        var version = place.Version(1, 3);
        var type = place.Byte();
        if (version == 1) place.Skip(6);
        if (version == 3 && type != 2) throw place.Damaged("refers to the file's table of shared messages, which is not supported");
        var found = new H5Header(input, place.Offset()).messages.FirstOrDefault(message => message.Kind == kind);
        if (found is null or { IsShared: true }) throw place.Damaged("refers to an object that has no such message");
        return new(input, found.Bytes, What, found.Address);
    }

    private H5Cursor Resolved(H5Message message)
    {
        var cursor = new H5Cursor(input, message.Bytes, Invariant($"the message {message.Kind}"), message.Address);
        return message.IsShared ? Shared(input, cursor, message.Kind) : cursor;
    }

    private void ReadFirstVersion(long address)
    {
        const int Prefix = 16;
        var start = input.Read(address, Prefix, What);
        start.Skip(8);
        continuations.Enqueue((address + Prefix, start.UInt32()));
        ReadParts((at, count) =>
        {
            var part = input.Read(at, count, What);
            while (part.Remaining >= 8)
            {
                var (kind, size, flags) = (part.UInt16(), part.UInt16(), part.Byte());
                part.Skip(3);
                Add(kind, flags, part.Part(size), at + part.Position - size);
            }
        });
    }

    private void ReadSecondVersion(long address)
    {
        var start = input.ReadUpTo(address, LongestFirstPart, What).Expect("OHDR"u8);
        start.Version(2, 2);
        var flags = start.Byte();
        if ((flags & 0x20) != 0) start.Skip(16);
        if ((flags & 0x10) != 0) start.Skip(4);
        var count = start.Number(1 << (flags & 3));
        input.Check(address + start.Position, count, What);
        var isFirst = true;
        continuations.Enqueue((address + start.Position, count));
        ReadParts((at, size) =>
        {
            var part = input.Read(at, size, What);
            if (!isFirst) part = part.Expect("OCHK"u8).Part(size - 4 - Checksum);
            isFirst = false;
            ReadMessages(part, at, hasOrder: (flags & 4) != 0);
        });
    }

    private void ReadMessages(H5Cursor part, long address, bool hasOrder)
    {
        var prefix = hasOrder ? 6 : 4;
        while (part.Remaining >= prefix)
        {
            var (kind, size, flags) = (part.Byte(), part.UInt16(), part.Byte());
            if (hasOrder) part.Skip(2);
            Add(kind, flags, part.Part(size), address + part.Position - size);
        }
    }

    // Parts may name further parts: none twice, and what they hold together is counted by the input.
    private void ReadParts(Action<long, long> read)
    {
        var seen = new HashSet<long>();
        while (continuations.TryDequeue(out var part))
        {
            if (!seen.Add(part.Address)) throw new InvalidDataException(Invariant($"{What} continues at byte {part.Address} twice"));
            read(part.Address, part.Count);
        }
    }

    private void Add(int kind, int flags, H5Cursor part, long address)
    {
        if (kind == (int)H5MessageKind.Continuation) continuations.Enqueue((part.Offset(), part.Length()));
        else messages.Add(new((H5MessageKind)kind, (flags & 2) != 0, part.Rest(), address));
    }
}
