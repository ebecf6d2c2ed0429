using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Optimizers;

/// <summary>An argument that names an optimizer or is one: <c>"rmsprop"</c> (in any case), <c>keras.optimizers.Adam(0.01)</c>.</summary>
public readonly struct OptimizerLike
{
    private static readonly Dictionary<string, Func<Optimizer>> byName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["adadelta"] = () => new Adadelta(),
        ["adagrad"] = () => new Adagrad(),
        ["adam"] = () => new Adam(),
        ["adamax"] = () => new Adamax(),
        ["ftrl"] = () => new Ftrl(),
        ["nadam"] = () => new Nadam(),
        ["rmsprop"] = () => new RMSprop(),
        ["sgd"] = () => new SGD(),
    };

    private readonly Optimizer? optimizer;

    private OptimizerLike(Optimizer optimizer) => this.optimizer = optimizer;

    /// <summary>The optimizer; by default RMSprop, as in <c>compile</c>.</summary>
    public Optimizer Optimizer => optimizer ?? new RMSprop();

    /// <summary>A new optimizer of that name with its default arguments.</summary>
    /// <exception cref="ArgumentException">There is none; the message names the nearest.</exception>
    public static implicit operator OptimizerLike(string name) => byName.TryGetValue(name, out var create)
        ? new(create())
        : throw UnknownName.Exception("optimizer", name, byName.Keys, "optimizer");

    public static implicit operator OptimizerLike(Optimizer optimizer) => new(optimizer);
}
