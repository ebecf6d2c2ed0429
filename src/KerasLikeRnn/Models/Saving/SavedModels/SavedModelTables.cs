using System.Buffers.Binary;

namespace KerasLikeRnn.Models;

/// <summary>
/// The vocabularies of lookup layers in the <c>saved_model.pb</c> of Keras 2.9: of a table the function that fills it says in which
/// constants its keys and values lie.
/// </summary>
internal sealed class SavedModelTables
{
    private readonly List<ReadOnlyMemory<byte>> nodes = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>> functions = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>> constants = [];

    /// <summary>Reads which objects, functions and constants there are.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public SavedModelTables(ReadOnlyMemory<byte> file)
    {
        var meta = ProtoReader.Inner(file, 2).FirstOrDefault();
        foreach (var graph in ProtoReader.Inner(meta, 7))
        {
            nodes.AddRange(ProtoReader.Inner(graph, 1));
            foreach (var (name, function) in Entries(graph, 2)) functions[name] = function;
        }
        foreach (var node in ProtoReader.Inner(meta, 2).SelectMany(graph => ProtoReader.Inner(graph, 1)))
            if (TextOf(node, 2) == "Const") constants[TextOf(node, 1)] = node;
    }

    /// <summary>The terms of a lookup layer's table, in the order of their numbers; null where it is empty.</summary>
    /// <param name="layer">The layer's number among the objects.</param>
    /// <param name="invert">Whether the layer turns numbers into terms.</param>
    public List<object?>? VocabularyOf(int layer, bool invert)
    {
        var at = Child(layer, "_lookup_layer") ?? layer;
        if (Child(at, "lookup_table") is not { } table || Child(table, "_initialize") is not { } initialize) return null;
        var name = ProtoReader.Inner(Node(initialize), 6).Select(function => TextOf(function, 1)).FirstOrDefault();
        // What fills a table is bound to the table itself, its keys and its values. Empty tables are filled by nothing.
        if (name is null || BoundTo(name) is not [_, var keys, var values]) return null;
        var (terms, numbers) = invert ? (Constant(values), Constant(keys)) : (Constant(keys), Constant(values));
        if (terms.Count != numbers.Count) throw new InvalidDataException("a table has not as many keys as values");
        return [.. numbers.Zip(terms).OrderBy(pair => pair.First is long number ? number : 0).Select(pair => pair.Second)];
    }

    private List<int> BoundTo(string name)
    {
        var bound = new List<int>();
        if (!functions.TryGetValue(name, out var function)) return bound;
        foreach (var field in ProtoReader.Fields(function))
        {
            if (field.Number != 2) continue;
            if (field.Kind == ProtoKind.Number) bound.Add(field.Int);
            else bound.AddRange(Numbers(field.Message).Select(number => checked((int)number)));
        }
        return bound;
    }

    private List<object?> Constant(int number)
    {
        var operation = ProtoReader.Inner(Node(number), 9).Select(constant => TextOf(constant, 1)).FirstOrDefault();
        if (operation is null || !constants.TryGetValue(operation, out var node)) throw new InvalidDataException("a table's keys are none");
        foreach (var (name, value) in Entries(node, 5))
            if (name == "value" && ProtoReader.Inner(value, 8).FirstOrDefault() is { IsEmpty: false } tensor) return Elements(tensor);
        throw new InvalidDataException($"the constant {DamagedFile.Shown(operation)} has no value");
    }

    /// <summary>Texts or whole numbers of a tensor.</summary>
    private static List<object?> Elements(ReadOnlyMemory<byte> tensor)
    {
        var (elements, type, sizes) = (new List<object?>(), 0, Array.Empty<long>());
        foreach (var field in ProtoReader.Fields(tensor))
        {
            switch (field.Number)
            {
                case 1: type = field.Int; break;
                case 2: sizes = BundleEntry.SizesOf(field.Message); break;
                case 4 when type == Int64:
                    for (var at = 0; at + sizeof(long) <= field.Message.Length; at += sizeof(long))
                        elements.Add(BinaryPrimitives.ReadInt64LittleEndian(field.Message.Span[at..]));
                    break;
                case 8: elements.Add(field.Text); break;
                case 10 when field.Kind == ProtoKind.Number: elements.Add(field.Whole); break;
                case 10: elements.AddRange(Numbers(field.Message).Cast<object?>()); break;
            }
        }
        // Where the last ones are the same, TensorFlow writes them once.
        var count = sizes.Aggregate(1L, (product, size) => checked(product * size));
        if (count > tensor.Length && count > elements.Count) throw new InvalidDataException("a table's keys are fewer than they should be");
        while (elements.Count > 0 && elements.Count < count) elements.Add(elements[^1]);
        return elements;
    }

    private const int Int64 = 9;

    private ReadOnlyMemory<byte> Node(int number) => number >= 0 && number < nodes.Count
        ? nodes[number] : throw new InvalidDataException($"it refers to object {number} of {nodes.Count}");

    private int? Child(int number, string name)
    {
        foreach (var child in ProtoReader.Inner(Node(number), 1).Select(ObjectNode.ChildOf))
            if (child.Name == name) return child.Node;
        return null;
    }

    private static List<long> Numbers(ReadOnlyMemory<byte> packed)
    {
        var numbers = new List<long>();
        for (var at = 0; at < packed.Length;)
            numbers.Add(ProtoReader.TryNumber(packed.Span, ref at, out var number) ? (long)number
                : throw new InvalidDataException("a list of numbers ends within one"));
        return numbers;
    }

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Value)> Entries(ReadOnlyMemory<byte> message, int number) =>
        ProtoReader.Inner(message, number).Select(entry => (TextOf(entry, 1), ProtoReader.Inner(entry, 2).FirstOrDefault()));

    private static string TextOf(ReadOnlyMemory<byte> message, int number) =>
        ProtoReader.Inner(message, number).Select(text => Encoding.UTF8.GetString(text.Span)).FirstOrDefault() ?? "";
}
