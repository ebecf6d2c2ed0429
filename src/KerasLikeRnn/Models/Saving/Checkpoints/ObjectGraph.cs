namespace KerasLikeRnn.Models;

/// <summary>
/// The objects of a checkpoint: what each one holds under which name, and the keys of the tensors that are the values of variables.
/// </summary>
internal sealed class ObjectGraph
{
    /// <summary>The key under which a checkpoint keeps it.</summary>
    public const string Key = "_CHECKPOINTABLE_OBJECT_GRAPH";

    /// <summary>What the value of a variable is called.</summary>
    public const string VariableValue = "VARIABLE_VALUE";

    /// <summary>The objects; the first one is the root.</summary>
    public required IReadOnlyList<ObjectNode> Nodes { get; init; }

    /// <summary>Reads the message of a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ObjectGraph Read(ReadOnlyMemory<byte> message)
    {
        var nodes = new List<ObjectNode>();
        foreach (var field in ProtoReader.Fields(message))
            if (field.Number == 1) nodes.Add(ObjectNode.Read(field.Message));
        if (nodes.Count == 0) throw new InvalidDataException("it has no objects");
        foreach (var node in nodes) node.Check(nodes.Count);
        return new() { Nodes = nodes };
    }

    /// <summary>The message as a checkpoint keeps it.</summary>
    public byte[] Written()
    {
        var (message, holds) = (new ProtoWriter(), HoldingValues());
        for (var i = 0; i < Nodes.Count; i++) message.Message(1, Nodes[i].Written(holds[i]));
        return message.Written.ToArray();
    }

    /// <summary>A name for people: the path of names from the root to an object.</summary>
    public string PathOf(int node)
    {
        var (paths, queue) = (new Dictionary<int, string> { [0] = "(root)" }, new Queue<int>([0]));
        while (queue.TryDequeue(out var at) && !paths.ContainsKey(node))
            foreach (var (name, child) in Nodes[at].Children)
                if (paths.TryAdd(child, $"{paths[at]}.{DamagedFile.Shown(name)}")) queue.Enqueue(child);
        return paths.GetValueOrDefault(node) ?? SlotPath(node, paths);
    }

    private string SlotPath(int node, Dictionary<int, string> paths)
    {
        foreach (var (owner, path) in paths)
            foreach (var slot in Nodes[owner].Slots)
                if (slot.Slot == node)
                    return $"{path}'s state '{DamagedFile.Shown(slot.Name)}' for {paths.GetValueOrDefault(slot.Original, "a variable")}";
        return Invariant($"object {node}");
    }

    /// <summary>Which objects have values, or hold one that has.</summary>
    private bool[] HoldingValues()
    {
        var (holds, parents, queue) = (new bool[Nodes.Count], new List<int>[Nodes.Count], new Queue<int>());
        for (var i = 0; i < Nodes.Count; i++)
        {
            foreach (var child in Nodes[i].Children.Select(each => each.Node).Concat(Nodes[i].Slots.Select(slot => slot.Slot)))
                (parents[child] ??= []).Add(i);
            if (Nodes[i].Attributes.Count > 0) queue.Enqueue(i);
        }
        while (queue.TryDequeue(out var node))
        {
            if (holds[node]) continue;
            holds[node] = true;
            foreach (var parent in parents[node] ?? []) queue.Enqueue(parent);
        }
        return holds;
    }
}

/// <summary>A part of an object's state.</summary>
/// <param name="Name">What it is, <see cref="ObjectGraph.VariableValue"/> for variables.</param>
/// <param name="FullName">The variable's name.</param>
/// <param name="Key">The key of its tensor.</param>
internal sealed record ObjectAttribute(string Name, string FullName, string Key);

/// <summary>A variable that an optimizer keeps for another one.</summary>
internal sealed record ObjectSlot(int Original, string Name, int Slot);

/// <summary>An object of a checkpoint.</summary>
internal sealed class ObjectNode
{
    /// <summary>The objects that it holds.</summary>
    public List<(string Name, int Node)> Children { get; } = [];

    /// <summary>Its state.</summary>
    public List<ObjectAttribute> Attributes { get; } = [];

    /// <summary>The slots of an optimizer.</summary>
    public List<ObjectSlot> Slots { get; } = [];

    /// <summary>The key of a variable's value; null for what is no variable.</summary>
    public string? ValueKey => KeyOf(ObjectGraph.VariableValue);

    /// <summary>The key of a part of the state; null for none.</summary>
    public string? KeyOf(string attribute) => Attributes.Find(each => each.Name == attribute)?.Key;

    /// <summary>The object of that name; null for none.</summary>
    public int? Child(string name)
    {
        foreach (var child in Children)
            if (child.Name == name) return child.Node;
        return null;
    }

    /// <summary>Reads an object.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ObjectNode Read(ReadOnlyMemory<byte> message)
    {
        var node = new ObjectNode();
        foreach (var field in ProtoReader.Fields(message))
        {
            switch (field.Number)
            {
                case 1: node.Children.Add(ChildOf(field.Message)); break;
                case 2: node.Attributes.Add(AttributeOf(field.Message)); break;
                case 3: node.Slots.Add(SlotOf(field.Message)); break;
            }
        }
        return node;
    }

    /// <summary>A reference of one object to another: its name and number.</summary>
    public static (string Name, int Node) ChildOf(ReadOnlyMemory<byte> message)
    {
        var (name, child) = ("", 0);
        foreach (var field in ProtoReader.Fields(message))
        {
            if (field.Number == 1) child = field.Int;
            if (field.Number == 2) name = field.Text;
        }
        return (name, child);
    }

    /// <summary>Checks the numbers of objects.</summary>
    /// <exception cref="InvalidDataException">There are no such objects.</exception>
    public void Check(int count)
    {
        foreach (var node in Children.Select(child => child.Node).Concat(Slots.SelectMany(slot => new[] { slot.Original, slot.Slot })))
            if (node < 0 || node >= count) throw new InvalidDataException($"it refers to object {node} of {count}");
    }

    /// <summary>The message.</summary>
    /// <param name="holdsValues">Whether it has values or holds an object that has.</param>
    public ProtoWriter Written(bool holdsValues)
    {
        var message = new ProtoWriter();
        foreach (var (name, child) in Children) message.Message(1, WrittenChild(name, child));
        foreach (var (name, fullName, key) in Attributes)
            message.Message(2, new ProtoWriter().Text(1, name).Text(2, fullName).Text(3, key));
        foreach (var (original, name, slot) in Slots)
            message.Message(3, new ProtoWriter().Number(1, original).Text(2, name).Number(3, slot));
        return message.Message(5, holdsValues ? new ProtoWriter().Number(1, 1) : new ProtoWriter());
    }

    /// <summary>A reference of one object to another.</summary>
    public static ProtoWriter WrittenChild(string name, int child)
    {
        var message = new ProtoWriter();
        if (child != 0) message.Number(1, child);
        return message.Text(2, name);
    }

    /// <summary>A reference of an optimizer to a slot.</summary>
    public static ObjectSlot SlotOf(ReadOnlyMemory<byte> message)
    {
        var (original, name, slot) = (0, "", 0);
        foreach (var field in ProtoReader.Fields(message))
        {
            if (field.Number == 1) original = field.Int;
            if (field.Number == 2) name = field.Text;
            if (field.Number == 3) slot = field.Int;
        }
        return new(original, name, slot);
    }

    private static ObjectAttribute AttributeOf(ReadOnlyMemory<byte> message)
    {
        var (name, fullName, key) = ("", "", "");
        foreach (var field in ProtoReader.Fields(message))
        {
            if (field.Number == 1) name = field.Text;
            if (field.Number == 2) fullName = field.Text;
            if (field.Number == 3) key = field.Text;
        }
        return new(name, fullName, key);
    }
}
