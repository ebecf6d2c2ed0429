namespace KerasLikeRnn.Models;

/// <summary>Builds an ONNX graph: nodes, numbers that go with it, and names that are there once.</summary>
internal sealed partial class OnnxBuilder
{
    // Numbers of shapes and axes, and scalars, are written once however often they are met.
    private const int LargestShared = 16;

    private readonly HashSet<string> names = [];
    private readonly Dictionary<(Variable, string, DType), OnnxTensor> weights = [];
    private readonly Dictionary<string, OnnxTensor> small = [];
    private readonly Dictionary<Tensor, OnnxTensor> large = new(ReferenceEqualityComparer.Instance);

    public OnnxBuilder(int opset, string name)
    {
        Opset = opset;
        Graph = Root = new OnnxGraph(name, isModel: true);
    }

    /// <summary>The version of ONNX's operators.</summary>
    public int Opset { get; }

    /// <summary>The whole graph.</summary>
    public OnnxGraph Root { get; }

    /// <summary>The graph that nodes are added to: the whole one, or the body of a loop or branch in it.</summary>
    public OnnxGraph Graph { get; private set; }

    /// <summary>The numbers that go with the graph.</summary>
    public List<(string Name, Tensor Numbers)> Initializers { get; } = [];

    /// <summary>The layer that is converted: names of values begin with it.</summary>
    public string Scope { get; private set; } = "";

    /// <summary>Names of values begin with that of a layer, after those of the layers around it, until the result is disposed of.</summary>
    public IDisposable Enter(string layer)
    {
        var outer = new Entered(this, Scope);
        Scope = Scope.Length == 0 ? layer : $"{Scope}/{layer}";
        return outer;
    }

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operator">The name of ONNX's operator.</param>
    /// <param name="shape">Shape of the output, as far as it is known.</param>
    /// <param name="dtype">Type of the output.</param>
    /// <param name="inputs">Values or numbers; null for one that is left out.</param>
    /// <param name="attributes">What <see cref="OnnxNode"/> takes; <c>int</c> and <c>double</c> become what ONNX knows.</param>
    public OnnxTensor Node(
        string @operator, Shape shape, DType dtype, IReadOnlyList<Tensor?> inputs, params (string Name, object Value)[] attributes) =>
        Nodes(@operator, [(shape, dtype)], inputs, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public OnnxTensor[] Nodes(
        string @operator, IReadOnlyList<(Shape Shape, DType DType)> outputs, IReadOnlyList<Tensor?> inputs,
        params (string Name, object Value)[] attributes)
    {
        OnnxTensor[] made = [.. outputs.Select(output => new OnnxTensor(this, NameFor(@operator), output.Shape, output.DType))];
        Graph.Nodes.Add(new OnnxNode(
            @operator,
            [.. inputs.Select(input => input is null ? "" : Value(input).Name)],
            [.. made.Select(output => output.Name)],
            [.. attributes.Select(attribute => (attribute.Name, Known(attribute.Value)))]));
        return made;
    }

    /// <summary>A value under a name that is not taken yet, or has been kept for it.</summary>
    public OnnxTensor Named(Tensor value, string name)
    {
        Graph.Nodes.Add(new OnnxNode("Identity", [Value(value).Name], [name], []));
        return new OnnxTensor(this, name, value.Shape, value.DType);
    }

    /// <summary>A name that no other value has.</summary>
    public string NameFor(string wanted)
    {
        var full = Scope.Length == 0 ? wanted : $"{Scope}/{wanted}";
        return Unique(full);
    }

    /// <summary>A name as it is given, with a number where it is taken.</summary>
    public string Unique(string full)
    {
        var name = full;
        for (var i = 1; !names.Add(name); i++) name = Invariant($"{full}_{i}");
        return name;
    }

    /// <summary>A value of the graph: a tensor with numbers goes with it.</summary>
    public OnnxTensor Value(Tensor tensor) => tensor as OnnxTensor ?? Numbers(tensor);

    /// <summary>A variable's numbers in the type that is being computed in.</summary>
    public OnnxTensor Weight(Variable variable) => Weight(variable, "", numbers => numbers);

    /// <summary>A variable's numbers in another form, made once.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="form">Name of the form.</param>
    /// <param name="make">Makes it.</param>
    public OnnxTensor Weight(Variable variable, string form, Func<Tensor, Tensor> make)
    {
        var numbers = variable.Current;
        if (!weights.TryGetValue((variable, form, numbers.DType), out var value))
            weights[(variable, form, numbers.DType)] = value = Initializer(make(numbers), Unique(PlainName(variable.Name) + form));
        return value;
    }

    /// <summary>Numbers that are made for the graph, under a name of their own.</summary>
    public OnnxTensor Numbers(Tensor numbers, string name = "constant")
    {
        if ((numbers.Owner ?? numbers.Origin) is { } variable) return Weight(variable);
        if (numbers.Length > LargestShared)
            return large.TryGetValue(numbers, out var known) ? known : large[numbers] = Initializer(numbers, NameFor(name));
        var key = $"{numbers.DType} {numbers.Shape} {Convert.ToHexString(Bytes(numbers))}";
        return small.TryGetValue(key, out var value) ? value : small[key] = Initializer(numbers, NameFor(name));
    }

    /// <summary>A number.</summary>
    public OnnxTensor Scalar(double number, DType dtype) => Numbers(Tensor.Scalar(number, dtype));

    /// <summary>Whole numbers in a row, as axes and sizes are given.</summary>
    public OnnxTensor Ints(params IReadOnlyList<int> numbers) =>
        Numbers(Tensor.From<long>([.. numbers.Select(number => (long)number)], numbers.Count));

    /// <summary>A graph inside of the graph: the body of a loop, or a branch.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">Shapes and types of what it is given.</param>
    /// <param name="build">Adds its nodes, and tells its outputs.</param>
    public OnnxGraph Body(
        string name, IReadOnlyList<(Shape Shape, DType DType)> inputs, Func<OnnxTensor[], IReadOnlyList<Tensor>> build)
    {
        var outer = Graph;
        var body = Graph = new OnnxGraph(NameFor(name));
        try
        {
            body.Inputs.AddRange(inputs.Select(input => new OnnxTensor(this, NameFor("input"), input.Shape, input.DType)));
            // An output must be made inside, and by itself.
            foreach (var output in build([.. body.Inputs])) body.Outputs.Add(Named(output, NameFor("output")));
        }
        finally
        {
            Graph = outer;
        }
        return body;
    }

    /// <summary>The bytes of numbers as ONNX has them.</summary>
    public static byte[] Bytes(Tensor numbers)
    {
        var bytes = new byte[numbers.Length * numbers.DType.Size()];
        numbers.Storage.Read(bytes);
        return bytes;
    }

    private OnnxTensor Initializer(Tensor numbers, string name)
    {
        if (numbers.DType is DType.String or DType.BFloat16)
            throw new NotSupportedException(
                $"ONNX Runtime computes with no {numbers.DType.Name()}. The layer \"{Scope}\" does: make the model with "
                + $"dtype=\"float32\".");
        Initializers.Add((name, numbers));
        return new OnnxTensor(this, name, numbers.Shape, numbers.DType);
    }

    /// <summary>Keras's <c>dense/kernel:0</c> as <c>dense/kernel</c>.</summary>
    private static string PlainName(string name) => name.Split(':')[0];

    private static object Known(object value) => value switch
    {
        int number => (long)number,
        bool truth => truth ? 1L : 0L,
        double number => (float)number,
        IEnumerable<int> numbers => numbers.Select(number => (long)number).ToArray(),
        IEnumerable<double> numbers => numbers.Select(number => (float)number).ToArray(),
        _ => value,
    };

    private sealed class Entered(OnnxBuilder onnx, string outer) : IDisposable
    {
        public void Dispose() => onnx.Scope = outer;
    }
}
