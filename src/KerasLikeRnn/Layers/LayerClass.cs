using System.Collections.Concurrent;
using System.Reflection;

namespace KerasLikeRnn.Layers;

/// <summary>
/// What a class of layers says by itself, found out once for each class. Its own part are the classes that lead from one of Keras's
/// to it: all of a layer of one's own, nothing of a built-in one.
/// </summary>
internal sealed class LayerClass
{
    private static readonly ConcurrentDictionary<Type, LayerClass> known = new();

    private LayerClass(Layer layer)
    {
        var type = layer.GetType();
        Exported = type;
        while (!Exported.IsDefined(typeof(KerasExportAttribute), inherit: false)) Exported = Exported.BaseType!;
        IsDerived = type != Exported;
        Calls = IsOwn(new Func<Tensors, CallContext, Tensors>(layer.call));
        var shapes = new Func<IReadOnlyList<Shape>, IReadOnlyList<Shape>>(layer.ComputeOutputShapes);
        TellsShape = IsOwn(shapes) || IsOwn(new Func<Tensors, CallContext, IReadOnlyList<(Shape, DType)>>(layer.InferOutputs))
            || (IsOwn(new Func<Shape, Shape>(layer.compute_output_shape)) && shapes.Method.DeclaringType == typeof(Layer));
        var builds = new Action<IReadOnlyList<Shape>>(layer.BuildAll);
        Builds = IsOwn(new Action<Shape>(layer.build)) && !IsOwn(builds) && builds.Method.DeclaringType != typeof(Layer);
        TellsConfig = new Func<OrderedDictionary<string, object?>>(layer.get_config).Method.DeclaringType != typeof(Layer);
        if (layer is AbstractRNNCell cell)
        {
            var full = new Func<Tensor, Tensors, CallContext, (Tensor, Tensors)>(cell.call);
            var brief = new Func<Tensor, Tensors, (Tensor, Tensors)>(cell.call);
            Steps = IsOwn(full) || IsOwn(brief);
            StepsWithoutContext = brief.Method.DeclaringType!.IsSubclassOf(full.Method.DeclaringType!);
        }
        var mask = new Func<Tensors, Tensor?, Tensor?>(layer.compute_mask);
        var masks = new Func<Tensors, IReadOnlyList<Tensor?>, IReadOnlyList<Tensor?>>(layer.ComputeMasks);
        TellsMask = mask.Method.DeclaringType != typeof(Layer) || masks.Method.DeclaringType != typeof(Layer);
        MasksOneByOne = IsOwn(mask) && !IsOwn(masks);
    }

    /// <summary>The class of Keras's that it is or derives from.</summary>
    public Type Exported { get; }

    /// <summary>Whether the computation is its own.</summary>
    public bool Calls { get; }

    /// <summary>Whether it makes the weights of several inputs in a build of its own, which takes a list of shapes.</summary>
    public bool Builds { get; }

    /// <summary>Whether the step of a cell is its own.</summary>
    public bool Steps { get; }

    /// <summary>Whether the step of a cell is the form without the context: that which was overridden last.</summary>
    public bool StepsWithoutContext { get; }

    /// <summary>Whether it is none of Keras's, but derives from one.</summary>
    public bool IsDerived { get; }

    /// <summary>Whether it says what becomes of masks: then they are handed on, whatever it supports.</summary>
    public bool TellsMask { get; }

    /// <summary>Whether it says what becomes of one mask, and its base what becomes of several.</summary>
    public bool MasksOneByOne { get; }

    /// <summary>Whether it says what its constructor's arguments are.</summary>
    public bool TellsConfig { get; }

    /// <summary>Whether nobody knows the shapes of its outputs who has not run it: no rule belongs to the computation.</summary>
    public bool InfersByRunning => !TellsShape && (Calls || Exported == typeof(Layer));

    private bool TellsShape { get; }

    /// <summary>The class of a layer.</summary>
    public static LayerClass Of(Layer layer) => known.GetOrAdd(layer.GetType(), static (_, layer) => new LayerClass(layer), layer);

    /// <summary>Whether a method, which a delegate of a virtual one knows, belongs to the own part.</summary>
    private bool IsOwn(Delegate method) => method.Method.DeclaringType!.IsSubclassOf(Exported);
}
