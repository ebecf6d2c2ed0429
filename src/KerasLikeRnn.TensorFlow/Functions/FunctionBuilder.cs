using System.Globalization;
using System.Runtime.InteropServices;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// A function in the making: operations on its inputs (<see cref="Node"/>), and what it returns. Steps of loops are functions of their
/// own, which take in what they use from around them.
/// </summary>
/// <param name="name">What the context will know it by.</param>
/// <param name="outer">The function whose part it is, or null.</param>
internal sealed class FunctionBuilder(string name, FunctionBuilder? outer = null)
{
    // Fields of the messages FunctionDef, OpDef, NodeDef, AttrValue and TensorProto, as TensorFlow's *.proto files number them.
    private const int FunctionSignature = 1, FunctionNode = 3, FunctionReturn = 4;
    private const int SignatureName = 1, SignatureInput = 2, SignatureOutput = 3, ArgumentName = 1, ArgumentType = 3;
    private const int NodeName = 1, NodeOperation = 2, NodeInput = 3, NodeAttribute = 5;
    private const int ValueOfTensor = 8, TensorType = 1, TensorShape = 2, TensorContent = 4, ShapeSize = 2;

    private readonly int depth = outer is null ? 0 : outer.depth + 1;
    private readonly List<ProtoMessage> nodes = [];
    private readonly List<Node> inputs = [];
    private readonly List<Node> outputs = [];
    private readonly List<(Node Outside, Node Inside)> taken = [];
    private readonly List<FunctionBuilder> parts = [];
    private readonly Dictionary<(double, DType), Node> numbers = [];

    /// <summary>Of functions inside of each other the innermost that one of the nodes stands in.</summary>
    public static FunctionBuilder Innermost(ReadOnlySpan<Node> of)
    {
        var inside = of[0].Owner;
        foreach (var node in of) if (node.Owner.depth > inside.depth) inside = node.Owner;
        return inside;
    }

    /// <summary>Numbers as a row of them.</summary>
    public static Node Pack(params Node[] numbers) => Innermost(numbers).Run("Pack", numbers, ("N", numbers.Length));

    public Node Input(DType dtype)
    {
        inputs.Add(new(this, $"in{inputs.Count}", dtype));
        return inputs[^1];
    }

    public void Return(Node value) => outputs.Add(value);

    /// <summary>A number of a type.</summary>
    public Node Number(double value, DType dtype)
    {
        if (numbers.TryGetValue((value, dtype), out var known)) return known;
        return numbers[(value, dtype)] = Constant(dtype, dtype switch
        {
            DType.Float32 => BitConverter.GetBytes((float)value),
            DType.Float64 => BitConverter.GetBytes(value),
            _ => BitConverter.GetBytes((int)value),
        });
    }

    /// <summary>A row of int32 numbers.</summary>
    public Node Ints(params ReadOnlySpan<int> values) => Constant(DType.Int32, MemoryMarshal.AsBytes(values), values.Length);

    /// <summary>An array to be <see cref="Node.Written"/>, with anything in it.</summary>
    public Node Empty(DType dtype, params Node[] sizes) =>
        new(this, Add("Empty", [Pack(sizes)], ("dtype", dtype)) + ":output:0", dtype);

    public Node Run(string operation, params ReadOnlySpan<Node> given) => Run(operation, given, []);

    public Node Run(string operation, ReadOnlySpan<Node> given, params ReadOnlySpan<(string Name, Attribute Value)> attributes) =>
        RunMany(operation, 1, given, attributes)[0];

    /// <summary>An operation; of several outputs that are a list.</summary>
    public Node[] RunMany(
        string operation, int count, ReadOnlySpan<Node> given, params ReadOnlySpan<(string Name, Attribute Value)> attributes)
    {
        var signature = Signature.For(operation);
        var type = given[signature.Of].DType;
        List<(string, Attribute)> all = [.. attributes];
        if (signature.Type is not null) all.Add((signature.Type, type));
        foreach (var index in signature.Indices) all.Add((index, DType.Int32));
        var node = Add(operation, given, [.. all]);
        return Outputs(node, signature.Output, Enumerable.Repeat(signature.Result ?? type, count));
    }

    /// <summary>
    /// Runs a formula so many times: with the number of the time, from 0 on, and the variables, which it gives anew. As the step is a
    /// function of its own, made once, the number need not be known now.
    /// </summary>
    /// <returns>The variables behind the last time.</returns>
    public Node[] Loop(Node times, Node[] variables, Func<Node, Node[], Node[]> step)
    {
        FunctionBuilder body = Part("step"), condition = Part("goes_on");
        var number = body.Input(DType.Int32);
        Node[] next = [number + 1, .. step(number, Array.ConvertAll(variables, variable => body.Input(variable.DType)))];
        var limit = body.Inside(times);
        // Values from outside go round with the variables, as they are.
        Node[] begin = [Number(0, DType.Int32), .. variables, .. body.taken.Select(value => value.Outside)];
        foreach (var value in next.Concat(body.taken.Select(value => value.Inside))) body.Return(value);
        var seen = Array.ConvertAll(begin, value => condition.Input(value.DType));
        condition.Return(Node.Run("Less", seen[0], seen[body.inputs.IndexOf(limit)]));
        var types = Array.ConvertAll(begin, value => value.DType);
        var loop = Add("StatelessWhile", begin,
            ("T", types), ("cond", Attribute.Function(condition.Name)), ("body", Attribute.Function(body.Name)));
        return Outputs(loop, "output", types)[1..(1 + variables.Length)];
    }

    /// <summary>Makes it known to the context, and the steps of its loops before it.</summary>
    public void Define()
    {
        foreach (var part in parts) part.Define();
        var signature = new ProtoMessage().Text(SignatureName, Name);
        foreach (var input in inputs) signature.Message(SignatureInput, Argument(input.Reference, input.DType));
        for (var i = 0; i < outputs.Count; i++) signature.Message(SignatureOutput, Argument($"out{i}", outputs[i].DType));
        var function = new ProtoMessage().Message(FunctionSignature, signature);
        foreach (var node in nodes) function.Message(FunctionNode, node);
        for (var i = 0; i < outputs.Count; i++) function.Entry(FunctionReturn, $"out{i}", Inside(outputs[i]).Reference);
        Tf.AddFunction(function.ToArray());
    }

    private string Name => name;

    private FunctionBuilder Part(string what)
    {
        parts.Add(new(string.Create(CultureInfo.InvariantCulture, $"{name}_{what}{parts.Count}"), this));
        return parts[^1];
    }

    /// <summary>A value as this function knows it: one from outside becomes an input.</summary>
    private Node Inside(Node value)
    {
        if (value.Owner == this) return value;
        foreach (var (outside, inside) in taken) if (outside == value) return inside;
        taken.Add((value, Input(value.DType)));
        return taken[^1].Inside;
    }

    private Node Constant(DType dtype, ReadOnlySpan<byte> content, params ReadOnlySpan<int> dims)
    {
        var shape = new ProtoMessage();
        foreach (var size in dims) shape.Message(ShapeSize, new ProtoMessage().Number(1, size));
        var tensor = new ProtoMessage()
            .Number(TensorType, Tf.NumberOf(dtype)).Message(TensorShape, shape).Bytes(TensorContent, content);
        var constant = Add("Const", [], ("dtype", dtype));
        nodes[^1].Entry(NodeAttribute, "value", new ProtoMessage().Message(ValueOfTensor, tensor));
        return new(this, constant + ":output:0", dtype);
    }

    /// <returns>The name of the node.</returns>
    private string Add(string operation, ReadOnlySpan<Node> given, params ReadOnlySpan<(string Name, Attribute Value)> attributes)
    {
        var known = given.ToArray().Select(Inside).ToArray();
        var called = $"n{nodes.Count}";
        var node = new ProtoMessage().Text(NodeName, called).Text(NodeOperation, operation);
        foreach (var input in known) node.Text(NodeInput, input.Reference);
        foreach (var (attribute, value) in attributes) node.Entry(NodeAttribute, attribute, Encoded(value));
        nodes.Add(node);
        return called;
    }

    private Node[] Outputs(string node, string output, IEnumerable<DType> types) =>
        [.. types.Select((type, i) => new Node(this, $"{node}:{output}:{i}", type))];

    private static ProtoMessage Argument(string called, DType dtype) =>
        new ProtoMessage().Text(ArgumentName, called).Number(ArgumentType, Tf.NumberOf(dtype));

    private static ProtoMessage Encoded(Attribute value) => value.Kind switch
    {
        AttributeKind.Bool => new ProtoMessage().Number(5, value.Number),
        AttributeKind.Int => new ProtoMessage().Number(3, value.Number),
        AttributeKind.Type => new ProtoMessage().Number(6, Tf.NumberOf((DType)value.Number)),
        AttributeKind.String => new ProtoMessage().Text(2, (string)value.Object!),
        AttributeKind.Ints => List(3, (long[])value.Object!),
        AttributeKind.Types => List(6, ((DType[])value.Object!).Select(type => (long)Tf.NumberOf(type))),
        _ => new ProtoMessage().Message(10, new ProtoMessage().Text(1, (string)value.Object!)),
    };

    private static ProtoMessage List(int field, IEnumerable<long> values) =>
        new ProtoMessage().Message(1, new ProtoMessage().Numbers(field, values));
}
