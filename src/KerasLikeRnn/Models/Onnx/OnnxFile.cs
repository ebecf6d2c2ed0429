namespace KerasLikeRnn.Models;

/// <summary>The file of an ONNX graph: a message of protocol buffers, numbers as they lie in memory.</summary>
internal static class OnnxFile
{
    /// <summary>Bytes that a file may have: the most that messages of Protocol Buffers hold.</summary>
    public const long Largest = int.MaxValue;

    // Fields of ModelProto, GraphProto and TensorProto.
    private const int IrVersion = 1, ProducerName = 2, ProducerVersion = 3, GraphOfModel = 7, OpsetImport = 8;
    private const int NodeOfGraph = 1, NameOfGraph = 2, Initializer = 5, InputOfGraph = 11, OutputOfGraph = 12;
    private const int Dims = 1, DataType = 2, NameOfTensor = 8, RawData = 9;

    /// <summary>ONNX's number of a type.</summary>
    public static int TypeOf(DType dtype) => dtype switch
    {
        DType.Float32 => 1,
        DType.Int32 => 6,
        DType.Int64 => 7,
        DType.String => 8,
        DType.Bool => 9,
        DType.Float16 => 10,
        DType.Float64 => 11,
        _ => throw new NotSupportedException($"ONNX Runtime computes with no {dtype.Name()}. Use float32."),
    };

    /// <summary>Writes a graph; what stands at the path keeps standing there until all of it is written.</summary>
    /// <exception cref="NotSupportedException">The file would be larger than 2 GB, the most that ONNX's readers take.</exception>
    public static void Write(OnnxBuilder onnx, string path, long largest = Largest)
    {
        var graph = GraphMessage(onnx.Root);
        ProtoWriter[] tensors = [.. onnx.Initializers.Select(each => TensorHead(each.Name, each.Numbers))];
        var length = graph.Written.Length + (long)tensors.Sum(head => head.Written.Length);
        if (length + onnx.Initializers.Sum(each => each.Numbers.Length * each.Numbers.DType.Size()) > largest)
            throw new NotSupportedException(
                "The model has more than 2 GB of weights, the most that one ONNX file holds. Give it a half type: a model of the same "
                + "configuration with dtype=\"float16\", and set_weights(model.get_weights()).");
        TemporaryFile.Replace(path, temporary =>
        {
            using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
            WriteTo(file, onnx, graph, tensors);
            file.Flush(flushToDisk: true);
        });
    }

    private static void WriteTo(Stream file, OnnxBuilder onnx, ProtoWriter graph, ProtoWriter[] heads)
    {
        var lengths = onnx.Initializers.Select(each => each.Numbers.Length * each.Numbers.DType.Size()).ToArray();
        var messages = heads.Select((head, i) => head.Written.Length + lengths[i]).ToArray();
        var whole = graph.Written.Length + messages.Sum(length => new ProtoWriter().Head(Initializer, length).Written.Length + length);
        var model = new ProtoWriter()
            .Number(IrVersion, IrVersionOf(onnx.Opset))
            .Text(ProducerName, "KerasLikeRnn")
            .Text(ProducerVersion, typeof(OnnxFile).Assembly.GetName().Version!.ToString(3))
            .Message(OpsetImport, opset => opset.Text(1, "").Number(2, onnx.Opset))
            .Head(GraphOfModel, whole);
        file.Write(model.Written);
        file.Write(graph.Written);
        for (var i = 0; i < heads.Length; i++)
        {
            file.Write(new ProtoWriter().Head(Initializer, messages[i]).Written);
            file.Write(heads[i].Written);
            file.Write(OnnxBuilder.Bytes(onnx.Initializers[i].Numbers));
        }
    }

    /// <summary>The version of the file's form that came with a version of the operators.</summary>
    private static int IrVersionOf(int opset) => opset switch { < 15 => 7, < 19 => 8, < 21 => 9, _ => 10 };

    /// <summary>All of a graph but its numbers.</summary>
    private static ProtoWriter GraphMessage(OnnxGraph graph)
    {
        var message = new ProtoWriter();
        foreach (var node in graph.Nodes) message.Message(NodeOfGraph, NodeMessage(node));
        message.Text(NameOfGraph, graph.Name);
        foreach (var input in graph.Inputs) message.Message(InputOfGraph, ValueMessage(input, graph));
        foreach (var output in graph.Outputs) message.Message(OutputOfGraph, ValueMessage(output, graph));
        return message;
    }

    private static ProtoWriter NodeMessage(OnnxNode node)
    {
        var message = new ProtoWriter();
        foreach (var input in node.Inputs) message.Text(1, input);
        foreach (var output in node.Outputs) message.Text(2, output);
        message.Text(3, node.Outputs[0]).Text(4, node.Operator);
        foreach (var (name, value) in node.Attributes) message.Message(5, AttributeMessage(name, value));
        return message;
    }

    private static ProtoWriter AttributeMessage(string name, object value)
    {
        const int type = 20;
        var message = new ProtoWriter().Text(1, name);
        switch (value)
        {
            case float number: return message.Single(2, number).Number(type, 1);
            case long number: return message.Number(3, number).Number(type, 2);
            case string text: return message.Text(4, text).Number(type, 3);
            case OnnxGraph graph: return message.Message(6, GraphMessage(graph)).Number(type, 5);
            case float[] numbers: return message.Singles(7, numbers).Number(type, 6);
            case long[] numbers: return message.Numbers(8, numbers).Number(type, 7);
            default:
                foreach (var text in (string[])value) message.Text(9, text);
                return message.Number(type, 8);
        }
    }

    /// <summary>Name, type and shape of what goes in or out.</summary>
    private static ProtoWriter ValueMessage(OnnxTensor value, OnnxGraph graph) => new ProtoWriter()
        .Text(1, value.Name)
        .Message(2, type => type.Message(1, tensor => tensor
            .Number(1, TypeOf(value.DType))
            .Message(2, shape =>
            {
                for (var axis = 0; axis < value.Rank; axis++) shape.Message(1, DimensionMessage(value, axis, graph));
            })));

    private static ProtoWriter DimensionMessage(OnnxTensor value, int axis, OnnxGraph graph)
    {
        var size = value.Shape.Dims[axis];
        if (size != Shape.Unknown) return new ProtoWriter().Number(1, size);
        return OnnxAxes.Name(value, axis, graph) is { } name ? new ProtoWriter().Text(2, name) : new ProtoWriter();
    }

    private static ProtoWriter TensorHead(string name, Tensor numbers)
    {
        var head = new ProtoWriter().Numbers(Dims, [.. numbers.Shape.Dims.ToArray().Select(size => (long)size)])
            .Number(DataType, TypeOf(numbers.DType)).Text(NameOfTensor, name);
        return head.Head(RawData, numbers.Length * numbers.DType.Size());
    }
}
