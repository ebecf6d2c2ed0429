using System.Runtime.CompilerServices;
using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.Python;
using NumSharp;
using static keras.layers;
using static keras.models;
using static KerasLikeRnn.Engine.Tensor;

using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>Models that Keras 2.9 has trained and saved: record_checkpoints.py.</summary>
internal sealed class SavedCases(JsonElement element)
{
    /// <summary>The folder of the project, or a larger one that KERASLIKERNN_CHECKPOINTS names.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("KERASLIKERNN_CHECKPOINTS")
        ?? Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "Data", "models", "checkpoints");

    public static readonly Dictionary<string, object> Custom = new() { ["Scale"] = typeof(Scale) };

    public static IReadOnlyList<SavedCases> All { get; } =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "cases.json"))).RootElement.EnumerateArray()
            .Select(element => new SavedCases(element.Clone()))];

    public string Name => element.Name();

    public string Prefix => Path.Combine(Folder, Name);

    public string SavedModel => Prefix + "-savedmodel";

    public string ToJson => element.GetProperty("json").GetString()!;

    public NDArray[] X => [.. element.GetProperty("x").EnumerateArray().Select(x => KerasLikeRnn.NumPy.Arrays.FromTensor(x.ToTensor()!))];

    public NDArray Y => KerasLikeRnn.NumPy.Arrays.FromTensor(element.GetProperty("y").ToTensor()!);

    public JsonElement this[string property] => element.GetProperty(property);

    public double[] Numbers(string property) => [.. element.GetProperty(property).EnumerateArray().Select(value => value.GetDouble())];

    public static SavedCases Named(string name) => All.First(each => each.Name == name);

    /// <summary>The model, new.</summary>
    public Functional Model()
    {
        var model = model_from_json(ToJson, Custom);
        if (!model.built) model.build(new Shape([null, .. X[0].shape.Skip(1).Select(size => (int?)size)]));
        return model;
    }

    /// <summary>The model, compiled as it was.</summary>
    public Functional Compiled()
    {
        var model = Model();
        var optimizer = (OrderedDictionary<string, object?>)JsonConfig.Parse(element.GetProperty("optimizer").GetRawText())!;
        model.compile(keras.optimizers.deserialize(optimizer), "mse", metrics: new[] { "mae" });
        return model;
    }

    public KerasLikeRnn.Models.DataLike Data =>
        X.Length == 1 ? (KerasLikeRnn.Models.DataLike)X[0] : (KerasLikeRnn.Models.DataLike)X;

    private static string Here([CallerFilePath] string path = "") => path;

    /// <summary>A layer of one's own, as in record_checkpoints.py.</summary>
    internal sealed class Scale : KerasLikeRnn.Layers.Layer
    {
        private readonly KerasLikeRnn.Layers.Layer inner;
        private readonly List<KerasLikeRnn.Layers.Layer> more;
        private Variable? factor;

        public Scale(int units = 3, string? name = null) : base(new KerasLikeRnn.Layers.LayerOptions(name: name))
        {
            this.units = units;
            inner = Dense(units, activation: "tanh");
            more = [Dense(units), Dense(units, use_bias: false)];
        }

        public int units { get; }

        public override void build(Shape input_shape) =>
            factor = add_weight(name: "factor", shape: Shape.Of(input_shape.Dims[^1]), initializer: "ones");

        public override KerasLikeRnn.Layers.Tensors call(KerasLikeRnn.Layers.Tensors inputs, KerasLikeRnn.Layers.CallContext context)
        {
            Tensor x = inner[(Tensor)inputs * factor!.Value];
            foreach (var layer in more) x = layer[x];
            return x;
        }

        public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["units"] = units };
    }
}
